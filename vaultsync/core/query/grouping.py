"""The groups of results; their names are headings, and they are sorted by them.

Rows that are alike in all that names are made of are a *family*: only one of them is asked for its names. A group is
made of the positions of its rows when somebody looks at it. By their tags five rows are of three families:

    position    0     1     2        3     4
    tags        #a    #b    #a #b    #a    #b
    family      0     1     2        0     1

    names       of family 0: #a      of 1: #b     of 2: #a and #b
    groups      #a: 0 2 3            #b: 1 2 4
"""

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, count, product, repeat
from operator import itemgetter
from typing import Any, NamedTuple, overload

from vaultsync.core.query.asked import Asked, Search
from vaultsync.core.query.collation import ranks
from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.picked import Columnar, Picked, values_of

Path = tuple[str, ...]
"""The names of a group, from the outermost level inwards."""


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
    """Groups in order, each made when it is looked at."""

    def __init__(
        self,
        rows: Sequence[Asked],
        order: Sequence[Hashable],
        families: Sequence[int],
        names_of: Sequence[Sequence[Hashable]],
        limit: int | None = None,
    ) -> None:
        """Put rows into groups.

        Args:
            rows: In order.
            order: The names of each group, as a tuple; of one level the one name.
            families: Of each row, the number of its family.
            names_of: Of each family, the names of the groups that its rows are in, as in `order`.
            limit: The most rows of a group that count.
        """
        self._rows = rows
        self._order = order
        self._families = families
        self._names_of = names_of
        self._limit = limit

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._order)

    @overload
    def __getitem__(self, at: int) -> Group: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Group]: ...
    def __getitem__(self, at: int | slice) -> Group | Sequence[Group]:
        """Return one, or some of them."""
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        at = range(len(self))[at]
        names = _path(self._order[at])
        above = _path(self._order[at - 1]) if at else repeat(None, len(names))
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
    def _number_of(self) -> Mapping[Hashable, int]:
        """By the names of a group, its number in the order; the first is 0."""
        return dict(zip(self._order, count()))

    @cached_property
    def _firsts(self) -> Sequence[list[int]]:
        """Of each group, the positions of the rows that no group before it has."""
        firsts: list[list[int]] = [[] for _ in self._order]
        number_of = self._number_of
        # Most families are in one group.
        first_groups = (
            number_of[names[0]] if len(names) == 1 else min([number_of[name] for name in names])
            for names in self._names_of
        )
        self._put([*map(firsts.__getitem__, first_groups)])
        return firsts

    @cached_property
    def _positions(self) -> Sequence[list[int]]:
        """Of each group, the positions of its rows."""
        if all(len(names) == 1 for names in self._names_of):
            return self._firsts
        of_family: list[list[int]] = [[] for _ in self._names_of]
        self._put(of_family)
        parts: list[list[list[int]]] = [[] for _ in self._order]
        for positions, names in zip(of_family, self._names_of, strict=True):
            for name in dict.fromkeys(names):
                parts[self._number_of[name]].append(positions)
        return [sorted(chain.from_iterable(some)) for some in parts]

    def _put(self, lists: Sequence[list[int]]) -> None:
        """Append the position of each row to the list of its family, one of `lists` for each family."""
        # A deque without room goes through a map at half the cost of a loop.
        deque(map(list.append, map(lists.__getitem__, self._families), range(len(self._families))), maxlen=0)


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
    families, of_each = _families(rows, groupers)
    named = [_names(of_each, grouper, search) for grouper in groupers]
    # With one level its names stand for themselves: they tell groups apart at less cost than tuples of them.
    alone = len(named) == 1
    paths: Sequence[Sequence[Any]] = named[0] if alone else [[*product(*names)] for names in zip(*named, strict=True)]
    order: Sequence[Any] = [*dict.fromkeys(chain.from_iterable(paths))]
    for level, (names, grouper) in reversed([*enumerate(zip(named, groupers, strict=True))]):
        compared = _compared(of_each, grouper.name, names)
        of_level = order if alone else map(itemgetter(level), order)
        order = _by(order, [*map(compared.__getitem__, of_level)], reverse=grouper.reverse)
    return Groups(rows, order, families, paths, limit)


def _path(names: Any) -> Path:
    """Return the names of a group; where there is one level, its name stands alone."""
    return names if isinstance(names, tuple) else (names,)


def _families(rows: Sequence[Asked], groupers: Sequence[Grouper]) -> tuple[Sequence[int], Sequence[Asked]]:
    """Return of each row the number of its family, and one row of each family; else each row is one by itself."""
    if isinstance(rows, Columnar) and all(grouper.attributes for grouper in groupers):
        return rows.families(dict.fromkeys(chain.from_iterable(grouper.attributes for grouper in groupers)))
    return range(len(rows)), rows


def _names(rows: Sequence[Asked], grouper: Grouper, search: Search) -> Sequence[Sequence[str]]:
    """Return of each row the names of its groups at a level; an empty one where there is none."""
    values = [values_of(rows, attribute) for attribute in grouper.attributes] or [rows]
    return [names or ("",) for names in map(grouper.names(search), *values)]


def _by(paths: Sequence[Any], compared: Sequence[Any], *, reverse: bool) -> Sequence[Any]:
    """Return paths in the order of what is compared of them."""
    order = sorted(range(len(paths)), key=compared.__getitem__, reverse=reverse)
    return [*map(paths.__getitem__, order)]


def _compared(rows: Sequence[Asked], key: str, named: Sequence[Sequence[str]]) -> Mapping[str, Any]:
    """Return what is compared of each name that rows have at a level.

    Args:
        rows: One of each family.
        key: What they are grouped by at this level.
        named: Their names at this level.
    """
    if isinstance(rows, Columnar) and (letters := rows.letters(key)) is not None:
        known = dict(zip(chain.from_iterable(named), letters, strict=True))
        # Where letters tell all names apart, nothing else is compared of them.
        if len(set(known.values())) == len(known):
            return known
    names = [*dict.fromkeys(chain.from_iterable(named))]
    return dict(zip(names, ranks(names), strict=True))
