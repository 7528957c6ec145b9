"""The groups of results; their names are headings, and they are sorted by them (`levels`)."""

from collections import deque
from collections.abc import Iterable, Sequence
from functools import cached_property, reduce
from itertools import chain, repeat
from typing import NamedTuple, overload

from vaultsync.core.query.asked import Asked, Search
from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.levels import Level, Path, level_of, nested
from vaultsync.core.query.picked import Columnar, Picked


class Heading(NamedTuple):
    """A heading above a group."""

    level: int
    """0 is the outermost."""

    text: str


class Group(NamedTuple):
    """Rows with the same names, in order."""

    names: Path
    headings: tuple[Heading, ...]
    """Those that differ from the headings above; an empty name has none."""

    rows: Sequence[Asked]


class Groups(Sequence[Group]):
    """Groups in order, each made of the positions of its rows when somebody looks at it."""

    def __init__(self, rows: Sequence[Asked], level: Level, limit: int | None = None) -> None:
        """Put rows into groups.

        Args:
            rows: In order.
            level: What they are grouped by.
            limit: The most rows of a group that count.
        """
        self._rows = rows
        self._level = level
        self._limit = limit

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._level.ranks)

    @overload
    def __getitem__(self, at: int) -> Group: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Group]: ...
    def __getitem__(self, at: int | slice) -> Group | Sequence[Group]:
        """Return one, or some of them."""
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        at = range(len(self))[at]
        names = self._level.path(at)
        above = self._level.path(at - 1) if at else repeat(None, len(names))
        same = next((level for level, both in enumerate(zip(names, above, strict=True)) if len(set(both)) > 1), 0)
        headings = (Heading(level, name) for level, name in enumerate(names) if level >= same and name)
        return Group(names, tuple(headings), Picked(self._rows, self._positions[at][: self._limit]))

    @property
    def rows(self) -> Sequence[Asked]:
        """All rows in order, each once, whatever groups it is in."""
        if self._limit is None:
            positions: Iterable[int] = chain.from_iterable(self._firsts)
        else:
            positions = dict.fromkeys(chain.from_iterable(some[: self._limit] for some in self._positions))
        return self._rows.at(positions) if isinstance(self._rows, Columnar) else Picked(self._rows, [*positions])

    @cached_property
    def _firsts(self) -> Sequence[list[int]]:
        """Of each group, the positions of the rows that no group before it has."""
        firsts: list[list[int]] = [[] for _ in range(len(self))]
        self._put([*map(firsts.__getitem__, map(min, self._level.numbers))])
        return firsts

    @cached_property
    def _positions(self) -> Sequence[list[int]]:
        """Of each group, the positions of its rows."""
        if all(len(numbers) == 1 for numbers in self._level.numbers):
            return self._firsts
        of_family: list[list[int]] = [[] for _ in self._level.numbers]
        self._put(of_family)
        parts: list[list[list[int]]] = [[] for _ in range(len(self))]
        for positions, numbers in zip(of_family, self._level.numbers, strict=True):
            for number in dict.fromkeys(numbers):
                parts[number].append(positions)
        return [sorted(chain.from_iterable(some)) for some in parts]

    def _put(self, lists: Sequence[list[int]]) -> None:
        """Append the position of each row to the list of its family, one of `lists` for each family."""
        # A deque without room goes through a map at half the cost of a loop.
        families = self._level.families
        deque(map(list.append, map(lists.__getitem__, families), range(len(families))), maxlen=0)


def grouped(
    rows: Sequence[Asked], groupers: Sequence[Grouper], search: Search, limit: int | None = None
) -> Sequence[Group]:
    """Return the groups of rows that are in order; without groupers, or without rows, one group of all.

    Args:
        rows: The rows.
        groupers: One for each level, the outermost first.
        search: What their names depend on besides.
        limit: The most rows of a group that count.
    """
    if not groupers or not rows:
        return (Group((), (), rows),)
    return Groups(rows, reduce(nested, (level_of(rows, grouper, search) for grouper in groupers)), limit)
