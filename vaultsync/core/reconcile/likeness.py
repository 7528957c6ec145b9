"""How alike two task lines are, as a sum of named contributions.

A score depends on the two lines and their notes alone. `docs/reconcile.md` has
the figures behind every weight.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from vaultsync.core.reconcile import ratios
from vaultsync.core.reconcile.contrast import contrast
from vaultsync.core.reconcile.features import TRIPLED, Features
from vaultsync.core.reconcile.lexicon import EXCLUSIVE, OPPOSED
from vaultsync.core.reconcile.people import OWNER, compatible
from vaultsync.core.reconcile.stems import stem

WEIGHT: Final = {
    "base": -7.8,
    "words": 8.2,
    "wording": 5.8,
    "order": 2.2,
    "length": -2.3,
    "same verb": 1.2,
    "verb class": 1.3,
    "other verb": -0.6,
    "next step": -4.9,
    "other owner": -2.4,
    "other owner and verb": -1.7,
    "other names": -1.7,
    "same identifier": 0.4,
    "one identifier": -0.8,
    "other date": -20.0,
    "other number": -2.3,
    "only the number": -20.0,
    "other name": -6.8,
    "other word": -5.4,
    "other words": -0.8,
    "excluded word": -6.0,
    "other action": -3.8,
    "opposite": -20.0,
    "same source": 0.3,
    "other source": -0.3,
    "other people": -2.3,
    "other place": -1.1,
    "generic elsewhere": -12.0,
    "same pass": -4.0,
}
"""What each contribution counts, in units of the score."""

AUTOMATIC: Final = 0.0
"""From here on two lines are taken for one task."""

SUGGESTED: Final = -1.5
"""From here on a person is asked."""

FLOOR: Final = -6.0
"""The score of a pair that is no candidate, and the least score of a pair of different passes."""

ONE_PASS: Final = -4.5
"""The most that two lines of one extraction pass can score."""

MIN_COSINE: Final = 0.2
"""Lines with fewer words in common are not compared further."""

MIN_COSINE_MIXED: Final = 0.6
"""The same where only one of the two names a matter, and both are of one mail or transcript."""

MIN_COSINE_ELSEWHERE: Final = 0.8
"""The same if they are not: a line that names no matter resembles dozens that do."""

_ONLY_OWNER: Final = frozenset((OWNER,))

Parts = list[tuple[str, float]]


@lru_cache(maxsize=1 << 12)
def _verbs(one: frozenset[str], other: frozenset[str]) -> str:
    """How the classes of two different verbs stand to each other."""
    if not one or not other:
        return ""
    if one & other:
        return "verb class"
    return "next step" if all(frozenset((x, y)) in OPPOSED for x in one for y in other) else "other verb"


@lru_cache(maxsize=1 << 14)
def numbers_in(proper: frozenset[str]) -> frozenset[str]:
    """The numbers among `Features.proper`."""
    return frozenset(word for word in proper if word[0].isdigit())


def _action(a: Features, b: Features) -> Parts:
    verbs = "same verb" if a.verb == b.verb else _verbs(a.classes, b.classes)
    parts = [(verbs, 1.0)] if verbs else []
    if verbs == "next step":
        parts.append(("other verb", 1.0))
    if a.negated != b.negated:
        parts.append(("opposite", 1.0))
    if a.text != b.text and not compatible(a.owners, b.owners):
        parts.append(("other owner", 0.5 if _ONLY_OWNER in (a.owners, b.owners) else 1.0))
        if verbs in ("other verb", "next step"):
            parts.append(("other owner and verb", 1.0))
    return parts


def _object(a: Features, b: Features) -> Parts:
    parts = []
    if a.names and b.names and a.names.isdisjoint(b.names):
        parts.append(("other names", 1.0))
    if a.identifiers and not a.identifiers.isdisjoint(b.identifiers):
        parts.append(("same identifier", 1.0))
    elif a.identifiers or b.identifiers:
        parts.append(("one identifier", 1.0))
    if a.dates and b.dates and a.dates.isdisjoint(b.dates):
        parts.append(("other date", 1.0))
    numbers, others = numbers_in(a.proper), numbers_in(b.proper)
    if numbers and others and numbers.isdisjoint(others):
        parts.append(("other number", 1.0))
    if any(_excluded(group, a.weights, b.weights) for group in _EXCLUSIVE):
        parts.append(("excluded word", 1.0))
    if _numbered_alike(a.text, b.text):
        parts.append(("only the number", 1.0))
    return parts


_EXCLUSIVE: Final = tuple(frozenset(map(stem, words)) for words in EXCLUSIVE)


def _excluded(group: frozenset[str], mine: Mapping[str, float], theirs: Mapping[str, float]) -> bool:
    """Whether both lines have words of a group of which one excludes the others, and none in common."""
    here, there = group & mine.keys(), group & theirs.keys()
    return bool(here) and bool(there) and here.isdisjoint(there)


@lru_cache(maxsize=1 << 12)
def _numbered_alike(one: str, other: str) -> bool:
    """Whether two lines say nearly the same of another number: `Read chapter 3`, `Read chapter 4`, `Send v2`."""
    mine, theirs = frozenset(one.split()), frozenset(other.split())
    numbers, others = ({stem for stem in stems if any(map(str.isdigit, stem))} for stems in (mine, theirs))
    if not numbers or not others or not numbers.isdisjoint(others):
        return False
    rest, remainder = mine - numbers, theirs - others
    return len(rest & remainder) * 5 >= len(rest | remainder) * 4


@lru_cache(maxsize=1 << 12)
def _other_pair(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether each of two talks has somebody who is not in the other."""
    sides = ((one, other), (other, one))
    return bool(one and other) and all(
        any(not compatible(frozenset((name,)), theirs) for name in mine) for mine, theirs in sides
    )


def _where(a: Features, b: Features) -> Parts:
    if not a.sources.isdisjoint(b.sources):
        return [("same source", 1.0)]
    parts = []
    apart = bool(a.people) and bool(b.people) and (a.people.isdisjoint(b.people) or _other_pair(a.pair, b.pair))
    if a.sources and b.sources:
        parts.append(("other source", 1.0))
        if apart:
            parts.append(("other people", 1.0))
    alien = a.bare and b.bare and a.context.isdisjoint(b.context)
    if alien or (apart and (a.generic or b.generic)):
        parts.append(("generic elsewhere", 1.0))
    elif apart and (a.terse or b.terse) and a.context and b.context and a.context.isdisjoint(b.context):
        parts.append(("other place", 1.0))
    return parts


def cosine(a: Features, b: Features) -> float:
    """The weight of the words that two lines share: 0 to 1."""
    mine, theirs = a.weights, b.weights
    return sum([mine[stem] * theirs[stem] for stem in mine.keys() & theirs.keys()])


def may_meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two lines of which only one names a matter share enough heavy words.

    A line that names a matter finds lines that name none by two words, these
    find it by three: without this, who was read first would decide.

    Args:
        one: The heaviest stems of a line, heaviest first.
        other: Those of another line.
    """
    shared = len(frozenset(one[:TRIPLED]).intersection(other[:TRIPLED]))
    return shared >= 3 or bool(shared == len(one) == len(other))


def comparable(a: Features, b: Features) -> bool:
    """Whether two lines that share a key are scored at all: alike enough, and of no different ids or matters."""
    if a.ids and b.ids:
        return not frozenset(a.ids).isdisjoint(b.ids)
    if a.identifiers and b.identifiers and a.identifiers.isdisjoint(b.identifiers):
        return False
    if bool(a.identifiers) == bool(b.identifiers):
        return cosine(a, b) >= MIN_COSINE
    numbers, others = numbers_in(a.proper), numbers_in(b.proper)
    if not may_meet(a.heavy, b.heavy) or (numbers and others and numbers.isdisjoint(others)):
        return False
    return cosine(a, b) >= (MIN_COSINE_ELSEWHERE if a.sources.isdisjoint(b.sources) else MIN_COSINE_MIXED)


def measures(a: Features, b: Features) -> Parts:
    """What speaks for and against two lines being one task, each from 0 to 1; the key of `WEIGHT` before it."""
    shorter, longer = sorted((len(a.weights), len(b.weights)))
    parts = [
        ("base", 1.0),
        ("words", cosine(a, b)),
        ("wording", ratios.token_set_ratio(a.text, b.text) / 100),
        ("order", ratios.ratio(a.text, b.text) / 100),
        ("length", 1 - shorter / max(longer, 1)),
        *_action(a, b),
        *_object(a, b),
        *_where(a, b),
    ]
    differs = contrast(a, b)
    if differs:
        parts.append((differs, 1.0))
    return parts


def contributions(a: Features, b: Features) -> Parts:
    """The measures of two lines, each already weighed, and whether they are of one extraction pass."""
    weighed = [(name, WEIGHT[name] * times) for name, times in measures(a, b)]
    if not a.passes.isdisjoint(b.passes):
        # The more alike two lines of one pass, the surer they are siblings: a machine saw both and wrote both.
        likeness = sum([value for _, value in weighed])
        weighed.append(("same pass", min(WEIGHT["same pass"], ONE_PASS - likeness)))
    return weighed


def score(a: Features, b: Features) -> float:
    """How alike two lines are, in any order: from `FLOOR` on, and less only for two lines of one extraction pass."""
    if not comparable(a, b):
        return FLOOR
    parts = dict(contributions(a, b))
    passed = parts.pop("same pass", 0.0)
    # The sum of fractions depends on their order, and cosine adds in an order of sets.
    return round(max(FLOOR, sum(parts.values())) + passed, 3)
