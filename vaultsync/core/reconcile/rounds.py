"""From cores to tasks: groups that are each other's best match become one, round by round.

Average link over a whole component would find much the same groups. But in a large vault thousands of
lines hang together by chains of likeness, and each change would group them all again. A round looks at
the neighbours of a group and no further, so that a change reaches only as far as best matches change.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, Protocol

from vaultsync.core.reconcile.likeness import AUTOMATIC, SUGGESTED
from vaultsync.core.reconcile.linkage import FLOOR_UNITS, UNIT

ROUNDS: Final = 2
"""Tasks are what two rounds make of the cores; `docs/reconcile.md` has what one or three would."""


class Levels(Protocol):
    """Which units are one group. Level 0 has the cores, level `ROUNDS` the tasks.

    A group has the number of its least unit.
    """

    def scores(self, level: int, unit: int) -> Iterable[tuple[int, int]]:
        """The unit's scores, in thousandths, each behind the group in which the other unit is."""

    def ids(self, unit: int) -> Collection[str]:
        """The lasting names on the unit's lines."""

    def group(self, level: int, unit: int) -> int:
        """The group of a unit; one that was never put into any is alone in its own."""

    def units(self, level: int, group: int) -> Sequence[int]:
        """The units of a group, sorted."""

    def put_group(self, level: int, units: Sequence[int]) -> None:
        """Make sorted units a group; they leave those in which they were."""


class MemoryLevels(ABC):
    """The groups of `Levels` in dictionaries, without those of one unit."""

    def __init__(self) -> None:
        """Every unit is alone at first."""
        self.groups: tuple[dict[int, set[int]], ...] = tuple({} for _ in range(ROUNDS + 1))
        """For each level: group → its units."""
        self._group: tuple[dict[int, int], ...] = tuple({} for _ in range(ROUNDS + 1))

    @abstractmethod
    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""

    def scores(self, level: int, unit: int) -> Iterable[tuple[int, int]]:
        """See `Levels`."""
        return ((self.group(level, other), value) for other, value in self.edges(unit).items())

    def group(self, level: int, unit: int) -> int:
        """See `Levels`."""
        return self._group[level].get(unit, unit)

    def units(self, level: int, group: int) -> Sequence[int]:
        """See `Levels`."""
        return sorted(self.groups[level].get(group, (group,)))

    def put_group(self, level: int, units: Sequence[int]) -> None:
        """See `Levels`."""
        for unit in units:
            self.leave(level, unit)
        if len(units) > 1:
            # Those who stay behind under this number are put elsewhere before anybody asks for them.
            self.groups[level].setdefault(units[0], set()).update(units)
            self._group[level].update(dict.fromkeys(units, units[0]))

    def leave(self, level: int, unit: int) -> None:
        """Take a unit out of its group."""
        group = self._group[level].pop(unit, None)
        if group is not None:
            self.groups[level][group].discard(unit)
            if not self.groups[level][group]:
                del self.groups[level][group]


class Match(NamedTuple):
    """What a group is to another one. The greatest is the best.

    All groups rank a pair alike, so that the best of all pairs is mutual.
    """

    mean: float
    """Of the scores of all pairs of units, in thousandths."""

    pair: tuple[int, int]
    """The two groups, negative: among equals the least numbers are the best."""


class _Matching:
    """The best matches of the groups of one level, each looked for once."""

    def __init__(self, levels: Levels, level: int, least: float) -> None:
        self._levels, self._level, self._least = levels, level, least * UNIT
        self._best: dict[int, Match | None] = {}
        self._near: dict[int, list[int]] = {}

    def near(self, group: int) -> Sequence[int]:
        """The groups that can be as alike as that: some pair of units is."""
        self.best(group)
        return self._near[group]

    def best(self, group: int) -> Match | None:
        if group not in self._best:
            self._best[group] = max(self._matches(group), default=None)
        return self._best[group]

    def partner(self, group: int) -> int | None:
        """The group whose best match this one is, if it is its best match too."""
        best = self.best(group)
        if best is None:
            return None
        (other,) = {-number for number in best.pair} - {group}
        return other if self.best(other) == best else None

    def _matches(self, group: int) -> Iterator[Match]:
        levels, level = self._levels, self._level
        units = levels.units(level, group)
        scores: dict[int, list[int]] = {}
        for unit in units:
            for other, value in levels.scores(level, unit):
                scores.setdefault(other, []).append(value)
        scores.pop(group, None)
        self._near[group] = [other for other, found in scores.items() if max(found) >= self._least]
        for other in self._near[group]:
            theirs = levels.units(level, other)
            pairs = len(units) * len(theirs)
            mean = (sum(scores[other]) + FLOOR_UNITS * (pairs - len(scores[other]))) / pairs
            if mean >= self._least and not self._apart(units, theirs):
                yield Match(mean, (-min(group, other), -max(group, other)))

    def _apart(self, units: Sequence[int], theirs: Sequence[int]) -> bool:
        """Whether ids keep two groups from being one."""
        ids = {name for unit in units for name in self._levels.ids(unit)}
        others = {name for unit in theirs for name in self._levels.ids(unit)}
        return bool(ids) and bool(others) and ids.isdisjoint(others)


def put_groups(levels: Levels, level: int, groups: Iterable[Sequence[int]]) -> set[int]:
    """Put units, sorted, into groups; return the groups that were not there.

    All units of every group that loses one must be among them.
    """
    changed = [units for units in groups if _stands(levels, level, units) != units]
    for units in changed:
        levels.put_group(level, units)
    return {units[0] for units in changed}


def _stands(levels: Levels, level: int, units: Sequence[int]) -> Sequence[int]:
    group = levels.group(level, units[0])
    return levels.units(level, group) if group == units[0] else ()


def advance(levels: Levels, level: int, dirty: Collection[int]) -> set[int]:
    """Make each two groups of a level that are each other's best match one group of the next, as far as that changes.

    Args:
        levels: Changed at the next level.
        level: From 0 up to `ROUNDS` - 1.
        dirty: The groups of that level that were not there before, or to or from which a score has changed.

    Returns:
        The same of the next level.
    """
    matching = _Matching(levels, level, AUTOMATIC)
    waiting = _reach(matching, dirty)
    joined: dict[int, list[int]] = {}
    while waiting:
        group = waiting.pop()
        if group in joined:
            continue
        partner = matching.partner(group)
        ends = [group] if partner is None else [group, partner]
        units = sorted(unit for end in ends for unit in levels.units(level, end))
        joined.update(dict.fromkeys(ends, units))
        # Whoever was joined with one of these may be alone now.
        former = {levels.group(level + 1, unit) for unit in units}
        waiting.update(levels.group(level, unit) for old in former for unit in levels.units(level + 1, old))
    changed = put_groups(levels, level + 1, {units[0]: units for units in joined.values()}.values())
    return changed | {joined[group][0] for group in dirty}


def _reach(matching: _Matching, dirty: Iterable[int]) -> set[int]:
    """The groups whose best match may have changed."""
    return {near for group in dirty for near in (group, *matching.near(group))}


def suggested(levels: Levels, dirty: Iterable[int]) -> tuple[set[int], list[tuple[int, int, float]]]:
    """The tasks that may be one, as far as that may have changed.

    Args:
        levels: Left as they are.
        dirty: As for `advance`, at the level of tasks.

    Returns:
        Tasks; and two of them with their score for every suggestion that any of these tasks has now.
    """
    matching = _Matching(levels, ROUNDS, SUGGESTED)
    reach = _reach(matching, dirty)
    found = set()
    for task in reach:
        best = matching.best(task)
        if best is not None and matching.partner(task) is not None:
            found.add((-best.pair[0], -best.pair[1], best.mean / UNIT))
    return reach.union(*(pair[:2] for pair in found)), sorted(found)
