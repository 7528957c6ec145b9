"""Why two lines are one task or two, in words."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from vaultsync.core.reconcile.features import NO_DAY, SOME_DAY, Features, dated, keep_apart, written
from vaultsync.core.reconcile.likeness import AUTOMATIC, SUGGESTED, comparable, contributions, cosine, numbers_in, score
from vaultsync.core.reconcile.people import compatible
from vaultsync.core.reconcile.spelled import Spelling

STRONGEST: Final = 3
"""How many reasons are given for and against."""

_PART: Final = 0.75
"""This share of a line's word weight must stand in the other for it to be a part of it."""

_USUAL: Final = {"words": 4.0, "wording": 4.2, "order": 1.8}
"""What two lines of one meeting about different matters have in common, in units of the score."""


_AS_IT_IS: Final[Spelling] = {}


class Explanation(NamedTuple):
    """A verdict on two lines and what it rests on."""

    verdict: str
    """`same`, `suggested`, `related` or `different`."""

    score: float
    """Of these two lines alone; `AUTOMATIC` and up is the same, `SUGGESTED` and up is asked."""

    pro: tuple[str, ...]
    """The strongest reasons for one task, strongest first."""

    contra: tuple[str, ...]
    """The strongest reasons against it."""

    change: str
    """What would change the verdict."""

    @property
    def is_likely(self) -> bool:
        """Whether two tasks that a person is asked about are likely one, since two of their lines are alike.

        How alike they are with all their lines says nothing of that: see docs/reconcile.md.
        """
        return self.verdict == "suggested" and self.score >= AUTOMATIC


def relation(one: Features, other: Features) -> str:
    """How two lines that are not one task belong together: `fan-out`, `part`, `next step` or nothing."""
    likeness = cosine(one, other)
    if one.text == other.text and not compatible(one.owners, other.owners):
        return "fan-out"
    small, large = sorted((one, other), key=lambda line: len(line.weights))
    inside = sum(weight * weight for stem, weight in small.weights.items() if stem in large.weights)
    around = sum(weight * weight for stem, weight in large.weights.items() if stem not in small.weights)
    if large.compound and inside >= _PART and around >= 1 - _PART:
        return "part"
    steps = {name for name, _ in contributions(one, other)}
    return "next step" if "next step" in steps and likeness >= 0.5 else ""


def _listed(values: Iterable[str], spelling: Spelling = _AS_IT_IS) -> str:
    return ", ".join(sorted(spelling.get(value, value) for value in values)) or "nobody"


def _shared_words(one: Features, other: Features, spelling: Spelling) -> str:
    both = sorted((stem for stem in one.weights if stem in other.weights), key=lambda stem: stem not in one.heavy)
    some = ", ".join(spelling.get(stem, stem) for stem in both[:5])
    return f"{len(both)} shared words: {some}" if both else "no shared word"


_PLAIN: Final = {
    "wording": "nearly the same wording",
    "length": "one line says much more than the other",
    "other owner and verb": "owner and action both differ",
    "only the number": "the same of another number",
    "opposite": "one says not to",
    "same source": "same mail or transcript",
    "other source": "another mail or transcript",
    "other people": "notes about other people",
    "other place": "short lines in notes about other things",
    "generic elsewhere": "a line without an object of its own, in notes about other people",
    "same pass": "both in one reading of one source, which tells them apart",
}
"""Contributions that are told without the words of the lines."""

_WEAK: Final = {"wording": "the wording differs"}
"""Those of them that mean the opposite where they speak against one task."""

_TOLD_AS: Final = {"order": "wording"}
"""Contributions that are told with another one: two reasons about the wording could contradict each other."""


def _in_words(name: str, one: Features, other: Features, spelling: Spelling, *, against: bool) -> str:
    """Return a contribution in words."""
    if against and name == "words":
        return f"few of the words: {_shared_words(one, other, spelling)}"
    if against and name in _WEAK:
        return _WEAK[name]
    if name in _PLAIN:
        return _PLAIN[name]
    mine, theirs = (spelling.get(line.verb, line.verb) for line in (one, other))
    verbs = " / ".join(f"'{verb}'" for verb in sorted((mine, theirs)))
    named = one.identifiers & other.identifiers or one.identifiers | other.identifiers
    matters = ", ".join(sorted(name.partition(":")[2] for name in named))
    sides = [
        " ".join(spelling.get(word, word) for word in a.order if word not in b.weights)
        for a, b in ((one, other), (other, one))
    ]
    different = " / ".join(sorted(sides))
    return {
        "words": _shared_words(one, other, spelling),
        "same verb": f"same first verb '{mine}'",
        "verb class": f"verbs of one meaning: {verbs}",
        "other verb": f"other action: {verbs}",
        "next step": f"two steps of one matter: {verbs}",
        "other action": f"the same words with another verb: {verbs}",
        "other owner": f"other owner: {_both(one.owners, other.owners, spelling)}",
        "other names": f"other people: {_both(one.names, other.names, spelling)}",
        "other date": f"other date: {_both(one.dates, other.dates, spelling)}",
        "other number": f"other number: {_both(numbers_in(one.proper), numbers_in(other.proper), spelling)}",
        "same identifier": f"both name {matters}",
        "one identifier": f"only one names {matters}",
        "other name": f"another name or number: {different}",
        "other word": f"the same sentence with another word: {different}",
        "other words": f"other words: {different}",
        "excluded word": f"one word excludes the other: {different}",
    }[name]


def _both(one: frozenset[str], other: frozenset[str], spelling: Spelling = _AS_IT_IS) -> str:
    """Return what each of two lines says, whichever of them is asked about first."""
    return " / ".join(sorted((_listed(one, spelling), _listed(other, spelling))))


def _weighed(one: Features, other: Features, spelling: Spelling) -> list[tuple[float, str]]:
    """Each contribution, less what two lines about different matters have of it, and its words; the largest first."""
    weights: dict[str, float] = {}
    for name, value in contributions(one, other):
        if name != "base":
            told = _TOLD_AS.get(name, name)
            weights[told] = weights.get(told, 0.0) + value - _USUAL.get(name, 0.0)
    found: dict[str, float] = {}
    for name, weight in weights.items():
        words = _in_words(name, one, other, spelling, against=weight < 0)
        found[words] = found.get(words, 0.0) + weight
    return sorted(((weight, words) for words, weight in found.items()), key=lambda pair: (-abs(pair[0]), pair[1]))


def _verdict(one: Features, other: Features, value: float, grouped: str) -> str:
    if not grouped:
        grouped = "same" if value >= AUTOMATIC else "suggested" if value >= SUGGESTED else "apart"
    if grouped == "apart":
        return "related" if relation(one, other) else "different"
    return grouped


_NONE: Final[tuple[Collection[str], Collection[str]]] = ((), ())
_THROUGH_OTHERS: Final = "joined through other lines of the task"
WITH_OTHERS: Final = "these two lines are alike; other lines of the two tasks are less so, or more like a third task"
"""Holds of every pair that is likely one task, and is suggested all the same."""


def _by_ids(
    one: Features, other: Features, grouped: str, tasks: tuple[Collection[str], Collection[str]]
) -> Explanation | None:
    """Explain what ids decide; None where they do not, of these two lines or of their tasks."""
    if not one.ids or not other.ids:
        return None
    apart, value = keep_apart(one.ids, other.ids), score(one, other)
    if grouped == "same" or not (grouped or apart):
        pro, contra = (_THROUGH_OTHERS, _parted(one.ids, other.ids)) if apart else (_shared(one.ids, other.ids), "")
        return Explanation("same", value, (pro,), (contra,) if contra else (), "Another id on one of the lines.")
    if apart:
        return Explanation("different", value, (), (_parted(one.ids, other.ids),), _CHANGE["parted"])
    if keep_apart(*tasks):
        pro, contra = _shared(one.ids, other.ids), f"as whole tasks, {_parted(*tasks)}"
        return Explanation("different", value, (pro,), (contra,), _CHANGE["parted"])
    return None


def _shared(one: Collection[str], other: Collection[str]) -> str:
    """Return the id, or the round, that lines have in common."""
    ids = written(one) & written(other)
    days = {_day_of(name) for name in {*one} & {*other} if name not in ids}
    return f"same id: {_listed(frozenset(ids))}" if ids else f"same round: {', '.join(sorted(days))}"


def _parted(one: Collection[str], other: Collection[str]) -> str:
    """Return which ids, or which rounds, part lines or tasks."""
    mine, theirs = frozenset(written(one)), frozenset(written(other))
    if mine and theirs:
        return f"different ids: {_both(mine - theirs, theirs - mine)}"
    rounds, others = ({name for name in dated(names) if " " in name} for names in (one, other))
    if not rounds or not others:
        return "only one of the two recurs"
    if {name.rpartition(" on ")[0] for name in rounds}.isdisjoint(name.rpartition(" on ")[0] for name in others):
        return "both recur, each in words of its own"
    days = sorted(", ".join(sorted(map(_day_of, names))) for names in (rounds, others))
    return f"two rounds: {' / '.join(days)}"


def _day_of(name: str) -> str:
    """Return the day in the id of an instance of a recurring task, in words."""
    ends = {NO_DAY: "without a date", SOME_DAY: "done without a date"}
    return next((words for end, words in ends.items() if name.endswith(end)), name.rpartition(" on ")[2])


_CHANGE: Final = {
    "same": "Different ids on the two lines (`split`).",
    "suggested": "One id on both lines (`merge`) makes them one task, different ids (`keep-apart`) keep them two.",
    "related": "One id on both lines (`merge`).",
    "different": "One id on both lines (`merge`).",
    "parted": "One id on both lines (`merge`). What changes a task gives it an id, and different ids are two tasks.",
}


def why(
    one: Features,
    other: Features,
    *,
    grouped: str = "",
    tasks: tuple[Collection[str], Collection[str]] = _NONE,
    spelling: Spelling = _AS_IT_IS,
) -> Explanation:
    """Explain why two lines are one task or two.

    Args:
        one: What `passes.note_features` says of a line.
        other: The same of another line.
        grouped: What the grouping did with them: `same`, `suggested` or `apart`. A task is more than its
            pairs, so this can differ from what the pair alone says; that is the verdict if it is not given.
        tasks: The ids of all lines of the two tasks, where they are two.
        spelling: How the lines spell their words.
    """
    told = _by_ids(one, other, grouped, tasks)
    if told is not None:
        return told
    value = score(one, other)
    verdict = _verdict(one, other, value, grouped)
    weighed = _weighed(one, other, spelling)
    pro = [words for weight, words in weighed if weight > 0][:STRONGEST]
    contra = [words for weight, words in weighed if weight < 0][:STRONGEST]
    if not comparable(one, other):
        contra = ["too few heavy words in common to be compared", *contra][:STRONGEST]
    if verdict == "same" and value < AUTOMATIC:
        pro = [_THROUGH_OTHERS, *pro][:STRONGEST]
    if verdict != "same" and value >= (AUTOMATIC if verdict == "suggested" else SUGGESTED):
        contra = [WITH_OTHERS, *contra][:STRONGEST]
    if verdict == "same" and not pro:
        pro = [f"alike enough in all, with {_shared_words(one, other, spelling)}"]
    if not pro and not contra:
        contra = ["too little speaks for one task"]
    return Explanation(verdict, value, tuple(pro), tuple(contra), _CHANGE[verdict])
