"""What is compared of one line, read from its words and its note."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from math import sqrt
from typing import Final, NamedTuple

from vaultsync.core.model import NoteFacts, Status, TaskLine
from vaultsync.core.reconcile import words
from vaultsync.core.reconcile.features import NO_DAY, NOTHING, PAIRED, SOME_DAY, Features
from vaultsync.core.reconcile.people import OWNER
from vaultsync.core.reconcile.provenance import source_keys
from vaultsync.core.reconcile.stems import fold
from vaultsync.core.reconcile.titles import is_identifier
from vaultsync.core.reconcile.words import ReadTitle, Word

HEAD: Final = (1.6, *([1.0] * 8), *([0.6] * 6))
"""How the weight of a word falls with its place: the first words name the action and its object."""

TAIL: Final = 0.35
"""The same for all words after those."""

GENERIC: Final = 5.0
"""Below this sum of word weights a line says too little to stand without its note."""

BARE: Final = 2.0
"""Below this sum it says nothing of its own: "schedule a follow-up"."""

CROWD: Final = 400
"""A word in more different lines of one note than this tells none of them apart: it makes no keys there.

Generated lists have such words: twenty thousand lines `Check page 1`, `Check page 2` … would be compared
pair by pair. The count is one note's, so that the other notes of the vault decide nothing.
"""

_NAMES: Final = frozenset(("name", "surname"))
_PROPER: Final = _NAMES | {"number"}
_CONTENT: Final = _NAMES | {"plain"}
_MYSELF: Final = frozenset({"myself", OWNER, "i"})
_ASIDE: Final = re.compile(r"\(.*?\)|\b(?:un)?known\b")
_LONG_NUMBER: Final = re.compile(r"\d{4,}")
_NOT: Final = frozenset(("not", "no", "never", "dont", "don't"))
_NO_MORE: Final = frozenset(("stop", "cancel"))
"""Verbs that negate what follows; as nouns ("request a stop sign") they are about it."""

_VISITING: Final = frozenset(("by", "at", "in", "off", "over"))
"""Behind `stop` they make another verb of it."""

_JOINS: Final = re.compile(r"\band\b|[;+&]", re.IGNORECASE)
_TITLES: Final = """
    readme todo inbox backlog task index action item work personal open note list log people archive project
"""
_ANY_TITLE: Final = frozenset(_TITLES.split())


@lru_cache(maxsize=1 << 14)
def _stems(said: str) -> frozenset[str]:
    return frozenset(word.stem for word in words.read(said).words if word.kind in _CONTENT) - _ANY_TITLE


@lru_cache(maxsize=1 << 13)
def _shared(values: frozenset[str]) -> frozenset[str]:
    """One object for equal sets: a large vault has few different ones."""
    return values


class _Lent(NamedTuple):
    """What a note lends to its lines."""

    people: frozenset[str]
    pair: frozenset[str]
    title: frozenset[str]
    sources: frozenset[str]


def _lent(note: NoteFacts, me: frozenset[str]) -> _Lent:
    folder = note.path.rpartition("/")[0].rpartition("/")[2] if note.title.lower() == "readme" else ""
    everybody = {fold(name).replace("-", " ") for name in (*note.participants, note.person, folder) if name}
    names = everybody - me
    return _Lent(
        pair=frozenset(names) if len(everybody) <= 2 else NOTHING,
        people=NOTHING.union(*(_stems(name.title()) for name in names)),
        title=_stems(" ".join((note.title, note.account, note.project))),
        sources=source_keys(note),
    )


def _weights(read: Iterable[Word]) -> dict[str, float]:
    found: dict[str, float] = {}
    for place, word in enumerate(read):
        weight = words.WEIGHTS[word.kind] * (HEAD[place] if place < len(HEAD) else TAIL)
        if weight > found.get(word.stem, 0.0):
            found[word.stem] = weight
    norm = sqrt(sum(weight * weight for weight in found.values())) or 1.0
    return {stem: weight / norm for stem, weight in sorted(found.items(), key=lambda item: (-item[1], item[0]))}


def _is_negated(lead: Sequence[str]) -> bool:
    """Return whether a title says not to do something, by its first words: see `words.ReadTitle`."""
    first, second = (*lead[:2], "", "")[:2]
    return not _NOT.isdisjoint((first, second)) or (first in _NO_MORE and second not in _VISITING)


def _numbered(tags: Iterable[str]) -> frozenset[str]:
    """Identifiers in tags: `#INC4711` names a matter as `4711` in the title does."""
    digits = (match[0] for tag in tags if (match := _LONG_NUMBER.search(tag)))
    return frozenset(f"number:{number}" for number in digits if is_identifier(number))


def _unit(*said: object) -> int:
    return int.from_bytes(blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def _heavy(weights: Iterable[str], read: Iterable[Word]) -> tuple[str, ...]:
    """The heaviest of the stems of a title, which are in this order, without those that only continue a name."""
    surnames = {word.stem for word in read if word.kind == "surname"}
    return tuple([stem for stem in weights if stem not in surnames][:PAIRED])


def _names(read: Iterable[Word], lent: _Lent, owners: Iterable[str]) -> frozenset[str]:
    """Stems of people's names among the words of a title: of those that its note or its owners name."""
    names = {word.stem for word in read if word.kind in _NAMES}
    if not names:
        return NOTHING
    known = lent.people.union(*(_stems(owner.title()) for owner in owners))
    return _shared(frozenset(names & known))


def _proper(read: Iterable[Word]) -> frozenset[str]:
    """Stems of the words that name one thing of its kind."""
    return _shared(frozenset(word.stem for word in read if word.kind in _PROPER or word.stem in words.CALENDAR))


def _features(line: TaskLine, lent: _Lent, me: frozenset[str]) -> Features:
    reading = words.read(line.title)
    context = _shared(lent.title | _stems(line.heading))
    weights = _weights(reading.words)
    verb, classes = words.verb_of(reading.lead)
    identifiers = frozenset(reading.identifiers) | _numbered(line.said.tags)
    telling = sum(words.WEIGHTS[word.kind] for word in reading.words if word.kind != "office")
    generic = telling < GENERIC and not identifiers
    said = [word.stem for word in reading.words]
    features = Features(
        unit=0,
        weights=weights,
        heavy=_heavy(weights, reading.words),
        text=" ".join(sorted(weights)),
        order=tuple(said),
        verb=verb,
        classes=classes,
        names=_names(reading.words, lent, line.owners),
        proper=_proper(reading.words),
        identifiers=identifiers,
        dates=_shared(frozenset(reading.dates)),
        negated=_is_negated(reading.lead),
        terse=sum(word.kind in ("plain", "name", "number") for word in reading.words) < 3,
        generic=generic,
        bare=generic and telling < BARE,
        compound=_JOINS.search(line.title) is not None,
        owners=_shared(_folded_owners(line.owners, me)),
        people=lent.people,
        pair=lent.pair,
        context=context,
        sources=lent.sources,
        passes=NOTHING,
        ids=(*line.ids, *_instance(line, said)),
        live=line.live,
    )
    return features._replace(unit=_unit_of(features, reading, line.title))


def _unit_of(features: Features, reading: ReadTitle, title: str) -> int:
    """The same number for lines that say the same: they are compared once."""
    said, about = reading.words, (features.sources, features.people, features.context)
    return _unit(
        *(features.verb, said, features.negated, features.compound),
        *(sorted(features.identifiers), sorted(reading.dates), sorted(features.ids)),
        # A generic line says the same only about the same people and sources, under the same headings.
        [sorted(each) for each in about] if features.generic else [],
        # Only the beginning of a very long line is compared; what follows still makes it another line.
        *([title] if len(title) > words.READ else []),
    )


def _folded_owners(owners: Iterable[str], me: frozenset[str]) -> frozenset[str]:
    """The owners of a line, folded; one's own names become `me`.

    Args:
        owners: Names as written, without `@`.
        me: Folded names of the vault's owner.
    """
    found = set()
    for owner in owners:
        name = " ".join(fold(_ASIDE.sub(" ", owner)).replace("-", " ").replace("–", " ").split())
        if name and name != "tbd":
            found.add(OWNER if name in _MYSELF or name in me else name)
    return frozenset(found)


def _instance(line: TaskLine, said: Sequence[str]) -> tuple[str, ...]:
    """The id of one instance of a recurring task: a round that is done is not the next one, in the same words.

    The day of a cancellation tells no instances apart: what was rejected without a date comes back without one.
    A vault may write no done dates: a round that is done is over there, too.
    """
    if not line.said.recurrence:
        return ()
    day = next((each for each in (line.said.due, line.said.scheduled, line.said.start, line.said.done) if each), None)
    undated = SOME_DAY if line.status is Status.DONE else NO_DAY
    return (" ".join(said) + (f" on {day}" if day else undated),)


def features_of(note: Sequence[TaskLine], *, me: frozenset[str] = NOTHING) -> list[Features]:
    """What is compared of each line of a note, without its extraction passes.

    Args:
        note: Lines of one note, at least one.
        me: Folded names of the vault's owner, as `stems.fold` gives them.
    """
    lent = _lent(note[0].note, me)
    return _without_crowds([_features(line, lent, me) for line in note])


def _without_crowds(note: list[Features]) -> list[Features]:
    """Take out of `heavy` what too many lines of a note share; lines of one unit still have one `heavy`."""
    if len(note) <= CROWD:
        return note
    times = Counter(stem for line in {line.unit: line for line in note}.values() for stem in line.heavy)
    crowds = {stem for stem, lines in times.items() if lines > CROWD}
    return [line if crowds.isdisjoint(line.heavy) else _without(line, crowds) for line in note]


def _without(line: Features, crowds: set[str]) -> Features:
    heavy = tuple(stem for stem in line.heavy if stem not in crowds)
    return line._replace(unit=_unit(line.unit, heavy), heavy=heavy)
