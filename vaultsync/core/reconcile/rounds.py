"""From cores to tasks: groups that are each other's best match become one, round by round.

Average link over a whole component would find much the same groups. But in a large vault thousands of
lines hang together by chains of likeness, and each change would group them all again. A round looks at
the neighbours of a group and no further, so that a change reaches only as far as best matches change.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Final, NamedTuple, Protocol

from vaultsync.core.reconcile.decided import Decided
from vaultsync.core.reconcile.features import keep_apart
from vaultsync.core.reconcile.likeness import AUTOMATIC, SUGGESTED
from vaultsync.core.reconcile.linkage import FLOOR_UNITS, UNIT

ROUNDS: Final = 2
"""Tasks are what two rounds make of the cores; `docs/reconcile.md` has what one or three would."""


class Near(NamedTuple):
    """What a group has in common with another one."""

    group: int
    units: int
    """How many the other has."""
    total: int
    """The sum of the scores between their units, in thousandths."""
    scores: int
    """How many these are."""


class Levels(Protocol):
    """Which units are one group. Level 0 has the cores, level `ROUNDS` the tasks.

    A group has the number of its least unit.
    """

    def near(self, level: int, group: int, least: float) -> Iterable[Near]:
        """The groups with which a group has a score of `least` or more, in thousandths; it may be among them itself."""

    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""

    def ids(self, unit: int) -> Collection[str]:
        """The lasting names on the unit's lines."""

    def live(self, unit: int) -> bool:
        """Whether some line of the unit is live."""

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

    def near(self, level: int, group: int, least: float) -> Iterable[Near]:
        """See `Levels`."""
        of = self._group[level].get
        found: dict[int, list[int]] = {}
        for unit in self.groups[level].get(group, (group,)):
            for other, value in self.edges(unit).items():
                found.setdefault(of(other, other), []).append(value)
        size = {other: len(self.groups[level].get(other, (other,))) for other in found}
        return [
            Near(other, size[other], sum(scores), len(scores))
            for other, scores in found.items()
            if max(scores) >= least
        ]

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

    def other(self, group: int) -> int:
        """The group that is not this one."""
        return -self.pair[self.pair[0] == -group]


class Change(NamedTuple):
    """What has changed between units, apart from their cores."""

    units: Collection[int]
    """Those that say something else, or stand elsewhere; none that is gone."""

    widowed: Collection[int]
    """Those that were of one task with a unit that is gone, and those that stand in archives alone now, or no more."""

    rescored: Collection[tuple[int, int, int]]
    """Two units, and the greater of the scores that they had and have, in thousandths.

    Of a pair of which one unit is gone, the other stands in both places.
    """


NOTHING_ELSE: Final = Change((), (), ())


class _Matching:
    """The best matches of the groups of one level, each looked for once."""

    def __init__(self, levels: Levels, level: int, least: float) -> None:
        self._levels, self._level, self._least = levels, level, least * UNIT
        self._best: dict[int, Match | None] = {}
        self._near: dict[int, frozenset[int]] = {}
        self._decided = Decided(levels, level)
        self._group = cache(partial(levels.group, level))

    def reach(self, moved: Iterable[int], change: Change) -> set[int]:
        """The groups whose best match may have changed; `moved` are those that were not there before."""
        group = self._group
        reach = {near for each in moved for near in (each, *self._near_to(each))}
        reach.update(map(group, change.units))
        for one, other, most in change.rescored:
            ends = group(one), group(other)
            # A lesser score counts only beside another one.
            if most >= self._least or ends[1] in self._near_to(ends[0]):
                reach.update(ends)
        return reach

    def best(self, group: int) -> Match | None:
        if group not in self._best:
            # Sorted first: whether ids keep two groups apart is long to ask.
            matches = sorted(self._matches(group), reverse=True)
            ids = self._ids(group) if matches else frozenset()
            self._best[group] = next((each for each in matches if not self._apart(ids, each.other(group))), None)
        return self._best[group]

    def partner(self, group: int) -> int | None:
        """The group whose best match this one is, if it is its best match too."""
        best = self.best(group)
        if best is None:
            return None
        other = best.other(group)
        return other if self.best(other) == best else None

    def _near_to(self, group: int) -> frozenset[int]:
        """The groups that can be as alike as that: some pair of units is."""
        self.best(group)
        return self._near[group]

    def _matches(self, group: int) -> Iterator[Match]:
        near = [each for each in self._levels.near(self._level, group, self._least) if each.group != group]
        self._near[group] = frozenset(each.group for each in near)
        units = len(self._levels.units(self._level, group)) if near else 0
        for other, size, total, scores in near:
            pairs = units * size
            mean = (total + FLOOR_UNITS * (pairs - scores)) / pairs
            if mean >= self._least and units * size > 1:
                mean = min(mean, self._decided.mean(group, other))
            if mean >= self._least:
                yield Match(mean, (-min(group, other), -max(group, other)))

    def _ids(self, group: int) -> frozenset[str]:
        units = self._levels.units(self._level, group)
        return frozenset(name for unit in units for name in self._levels.ids(unit))

    def _apart(self, ids: frozenset[str], other: int) -> bool:
        """Whether ids keep a group with these from being one with another group."""
        return bool(ids) and keep_apart(ids, self._ids(other))


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


def propagate(levels: Levels, moved: Iterable[int], change: Change) -> tuple[set[int], list[tuple[int, int, float]]]:
    """Join changed cores into tasks, level by level, and find the pairs of tasks to suggest.

    Args:
        levels: Changed above level 0.
        moved: The cores that were not there before.
        change: What else has changed.

    Returns:
        The tasks that may have changed; and every suggestion with one of them: two tasks and their score.
    """
    for level in range(ROUNDS + 1):
        moved = {*moved, *(levels.group(level, unit) for unit in change.widowed)}
        if level < ROUNDS:
            moved = advance(levels, level, moved, change)
    return suggested(levels, moved, change)


def advance(levels: Levels, level: int, moved: Iterable[int], change: Change) -> set[int]:
    """Make each two groups of a level that are each other's best match one group of the next, as far as that changes.

    Args:
        levels: Changed at the next level.
        level: From 0 up to `ROUNDS` - 1.
        moved: The groups of that level that were not there before.
        change: What else has changed.

    Returns:
        The groups of the next level that were not there before.
    """
    matching = _Matching(levels, level, AUTOMATIC)
    waiting = matching.reach(moved, change)
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
    return put_groups(levels, level + 1, {units[0]: units for units in joined.values()}.values())


def suggested(levels: Levels, moved: Iterable[int], change: Change) -> tuple[set[int], list[tuple[int, int, float]]]:
    """The tasks that may be one, as far as that may have changed.

    Args:
        levels: Left as they are.
        moved: The tasks that were not there before.
        change: What else has changed.

    Returns:
        Tasks; and two of them with their score for every suggestion that any of these tasks has now.
    """
    matching = _Matching(levels, ROUNDS, SUGGESTED)
    reach = matching.reach(moved, change)
    found = set()
    for task in reach:
        best = matching.best(task)
        if best is not None and matching.partner(task) is not None:
            found.add((-best.pair[0], -best.pair[1], best.mean / UNIT))
    return reach.union(*(pair[:2] for pair in found)), sorted(found)
