"""The extraction passes of a note: how often a machine read the same source into it."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile import ratios
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.likeness import contributions, score
from vaultsync.core.reconcile.line_features import features_of

REPEATS: Final = 1.5
"""From this score on a line can repeat another one of its note."""

NEXT_TO: Final = 7.0
"""The same for two lines that follow each other: "rules for X", "rules for Y" are siblings, no repetition."""

MANY: Final = 0.15
"""From this share of repeating lines on a note holds several passes: a second pass repeats most of the first."""

ratios.hasten()  # whoever looks for passes compares line by line

_NO_MATCH: Final = (float("-inf"), -1)
_AGAINST: Final = frozenset(("next step", "opposite", "other names", "other date"))


def _partners(note: Sequence[Features]) -> dict[int, int]:
    """For each unit of a note the other unit that says the same in other words, if each is the other's best match.

    A unit that stands there twice has its match in itself.
    """
    times = Counter(line.unit for line in note)
    once = [line for line in note if times[line.unit] == 1]
    # By pairs of words, since two must be shared: half a note may have the same single word.
    posted: dict[tuple[str, str], list[int]] = {}
    best: dict[int, tuple[float, int]] = {}
    for number, line in enumerate(once):
        pairs = list(combinations(sorted(line.heavy), 2))
        for other in (once[other] for other in {other for pair in pairs for other in posted.get(pair, ())}):
            value = score(line, other)
            if value >= REPEATS and _nothing_against(line, other):
                best[line.unit] = max(best.get(line.unit, _NO_MATCH), (value, other.unit))
                best[other.unit] = max(best.get(other.unit, _NO_MATCH), (value, line.unit))
        for pair in pairs:
            posted.setdefault(pair, []).append(number)
    return {unit: other for unit, (_, other) in best.items() if best[other][1] == unit}


def _nothing_against(line: Features, other: Features) -> bool:
    return all(name not in _AGAINST for name, _ in contributions(line, other))


def _repeated(note: Sequence[Features]) -> dict[int, int]:
    """Position of each line that repeats another → the nearest such position above it."""
    partners = _partners(note)
    last: dict[int, int] = {}
    found: dict[int, int] = {}
    for position, line in enumerate(note):
        above = max(last.get(line.unit, -1), last.get(partners.get(line.unit, line.unit), -1))
        if above >= 0 and (above < position - 1 or _repeats_next(line, note[above])):
            found[position] = above
        last[line.unit] = position
    return found


def _repeats_next(line: Features, above: Features) -> bool:
    if line.text == above.text:
        # One sentence for several owners is one pass.
        return line.owners == above.owners
    return score(line, above) >= NEXT_TO


def with_passes(note: Sequence[Features], path: str) -> list[Features]:
    """Mark the lines of one note, in their order, with their extraction passes.

    A note is often two or three extractions of one source, one below the other;
    a pass ends where a line repeats one of the running pass. A list that
    repeats itself and has no source is a roll-up of many notes: its lines have
    no pass.
    """
    repeated = _repeated(note)
    starts = [0]
    if len(repeated) >= MANY * len(note):
        for position, above in sorted(repeated.items()):
            if above >= starts[-1]:
                # Passes keep the order of the source: as many lines of this one precede the repetition as of that one.
                starts.append(max(above + 1, position - (above - starts[-1])))
    if len(starts) > 1 and not note[0].sources:
        return list(note)
    marks = [frozenset((f"{path} {number}",)) for number in range(len(starts))]
    return [line._replace(passes=marks[bisect_right(starts, position) - 1]) for position, line in enumerate(note)]


def note_features(note: Sequence[TaskLine], *, me: frozenset[str] = frozenset()) -> list[Features]:
    """What is compared of the lines of one note, in the order of lines.

    Args:
        note: All task lines of one note.
        me: Folded names of the vault's owner, as `stems.fold` gives them.
    """
    if not note:
        return []
    ordered = sorted(note, key=lambda line: line.line)
    return with_passes(features_of(ordered, me=me), ordered[0].path)


def said_again(line: TaskLine, others: Sequence[TaskLine], *, me: frozenset[str] = frozenset()) -> list[TaskLine]:
    """Return those lines that say what another extraction of their note said, the most alike first.

    Args:
        line: As the note had it.
        others: Lines that it has now.
        me: As in `note_features`.
    """
    said, *now = features_of([line, *others], me=me)
    values = [score(said, each) if _nothing_against(said, each) else REPEATS - 1 for each in now]
    alike = [at for at, value in enumerate(values) if value >= REPEATS]
    return [others[at] for at in sorted(alike, key=values.__getitem__, reverse=True)]
