"""The groups of results; their names are headings, and they are sorted by them (`levels`)."""

from collections import Counter
from collections.abc import Collection, Sequence
from functools import cached_property
from itertools import accumulate, chain, pairwise, repeat
from typing import NamedTuple, overload

from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.levels import Level, level_of
from vaultsync.core.query.picked import Columnar, Picked
from vaultsync.core.query.placing import Placed, digits_of, placed, placed_once
from vaultsync.core.query.row import QueryRow, Search


class Heading(NamedTuple):
    """A heading above a group."""

    level: int
    """0 is the outermost."""

    text: str


class Group(NamedTuple):
    """Rows with the same names, in order."""

    names: tuple[str, ...]
    """From the outermost level inwards."""

    headings: tuple[Heading, ...]
    """Those that differ from the headings above; an empty name has none."""

    rows: Sequence[QueryRow]


class Groups(Sequence[Group]):
    """Groups in order, each made of the positions of its rows when somebody looks at it."""

    def __init__(self, rows: Sequence[QueryRow], levels: Sequence[Level], limit: int | None = None) -> None:
        """Put rows into groups.

        Args:
            rows: In order.
            levels: What they are grouped by, the outermost first.
            limit: The most rows of a group that count.
        """
        self._rows = rows
        self._levels = levels
        self._limit = limit

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._sizes)

    @overload
    def __getitem__(self, at: int) -> Group: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Group]: ...
    def __getitem__(self, at: int | slice) -> Group | Sequence[Group]:
        """Return one, or some of them."""
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        at = range(len(self))[at]
        names = self._names(at)
        above = self._names(at - 1) if at else repeat(None, len(names))
        same = next((level for level, both in enumerate(zip(names, above, strict=True)) if len(set(both)) > 1), 0)
        headings = (Heading(level, name) for level, name in enumerate(names) if level >= same and name)
        return Group(names, tuple(headings), Picked(self._rows, self._positions(*self._extents[at])))

    @property
    def rows(self) -> Sequence[QueryRow]:
        """All rows in order, each once, whatever groups it is in."""
        positions: Collection[int]
        if self._limit is None and all(level.one_each for level in self._levels):
            positions = self._placed.positions
        elif self._limit is None:
            positions = placed_once(self._levels, len(self._rows))
        else:
            positions = dict.fromkeys(chain.from_iterable(self._positions(*extent) for extent in self._extents))
        return self._rows.at(positions) if isinstance(self._rows, Columnar) else Picked(self._rows, [*positions])

    @cached_property
    def _placed(self) -> Placed:
        return placed(self._levels, len(self._rows))

    @cached_property
    def _sizes(self) -> Counter[int]:
        """The number of rows of each group, which stand together."""
        return Counter(self._placed.groups)

    @cached_property
    def _extents(self) -> Sequence[tuple[int, int]]:
        """Where the rows of each group begin and end."""
        return [*pairwise(accumulate(self._sizes.values(), initial=0))]

    @cached_property
    def _numbers(self) -> Sequence[int]:
        return [*self._sizes]

    def _names(self, at: int) -> tuple[str, ...]:
        digits = digits_of(self._numbers[at], self._levels)
        return tuple(level.name(digit) for level, digit in zip(self._levels, digits, strict=True))

    def _positions(self, begin: int, end: int) -> Sequence[int]:
        return self._placed.positions[begin:end][: self._limit]


def grouped(
    rows: Sequence[QueryRow], groupers: Sequence[Grouper], search: Search, limit: int | None = None
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
    return Groups(rows, [level_of(rows, grouper, search) for grouper in groupers], limit)
