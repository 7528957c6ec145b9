"""The groups of results; their names are headings, and they are sorted by them."""

from collections import deque
from collections.abc import Hashable, Mapping, Sequence
from functools import cached_property
from itertools import chain, count, product, repeat
from operator import itemgetter
from typing import Any, NamedTuple, overload

from vaultsync.core.query.asked import Asked, Search
from vaultsync.core.query.collation import places as places_of
from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.picked import Alike, Picked, values_of

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
        kinds: Sequence[int],
        names_of: Sequence[Sequence[Hashable]],
        limit: int | None = None,
    ) -> None:
        """Put rows into groups.

        Args:
            rows: In order.
            order: The names of each group, as a tuple; of one level the one name.
            kinds: Of what kind each row is.
            names_of: Of each kind, the names of the groups that its rows are in.
            limit: The most rows of a group that count.
        """
        self._rows = rows
        self._order = order
        self._kinds = kinds
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
        return Group(names, tuple(headings), Picked(self._rows, self._places[at][: self._limit]))

    @property
    def rows(self) -> Sequence[Asked]:
        """All rows in order, each once, whatever groups it is in."""
        if self._limit is None:
            places = chain.from_iterable(self._firsts)
        else:
            places = chain(dict.fromkeys(chain.from_iterable(some[: self._limit] for some in self._places)))
        return self._rows.apart(places) if isinstance(self._rows, Alike) else Picked(self._rows, [*places])

    @cached_property
    def _place_of(self) -> Mapping[Hashable, int]:
        """By the names of a group, which it is."""
        return dict(zip(self._order, count()))

    @cached_property
    def _firsts(self) -> Sequence[list[int]]:
        """Of each group, the places of the rows that no group before it has."""
        firsts: list[list[int]] = [[] for _ in self._order]
        place_of = self._place_of
        # Most rows are in one group.
        places = (
            place_of[names[0]] if len(names) == 1 else min([place_of[name] for name in names])
            for names in self._names_of
        )
        self._put([*map(firsts.__getitem__, places)])
        return firsts

    @cached_property
    def _places(self) -> Sequence[list[int]]:
        """Of each group, the places of its rows."""
        if all(len(names) == 1 for names in self._names_of):
            return self._firsts
        of_kind: list[list[int]] = [[] for _ in self._names_of]
        self._put(of_kind)
        parts: list[list[list[int]]] = [[] for _ in self._order]
        for places, names in zip(of_kind, self._names_of, strict=True):
            for name in dict.fromkeys(names):
                parts[self._place_of[name]].append(places)
        return [sorted(chain.from_iterable(some)) for some in parts]

    def _put(self, lists: Sequence[list[int]]) -> None:
        """Put the place of each row into the list of its kind."""
        # What a deque without room goes through costs half of what a loop takes.
        deque(map(list.append, map(lists.__getitem__, self._kinds), range(len(self._kinds))), maxlen=0)


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
    kinds, of_each = _kinds(rows, groupers)
    named = [_names(of_each, grouper, search) for grouper in groupers]
    # With one level its names stand for themselves: they tell groups apart at less cost than tuples of them.
    alone = len(named) == 1
    paths: Sequence[Sequence[Any]] = named[0] if alone else [[*product(*names)] for names in zip(*named, strict=True)]
    order: Sequence[Any] = [*dict.fromkeys(chain.from_iterable(paths))]
    for level, (names, grouper) in reversed([*enumerate(zip(named, groupers, strict=True))]):
        compared = _compared(of_each, grouper.name, names)
        of_level = order if alone else map(itemgetter(level), order)
        order = _by(order, [*map(compared.__getitem__, of_level)], reverse=grouper.reverse)
    return Groups(rows, order, kinds, paths, limit)


def _path(names: Any) -> Path:
    """Return the names of a group; where there is one level, its name stands alone."""
    return names if isinstance(names, tuple) else (names,)


def _kinds(rows: Sequence[Asked], groupers: Sequence[Grouper]) -> tuple[Sequence[int], Sequence[Asked]]:
    """Return of what kind each row is, and a row of each kind, whose names are those of all its rows."""
    if isinstance(rows, Alike) and all(grouper.attributes for grouper in groupers):
        return rows.alike(dict.fromkeys(chain.from_iterable(grouper.attributes for grouper in groupers)))
    return range(len(rows)), rows


def _names(rows: Sequence[Asked], grouper: Grouper, search: Search) -> Sequence[Sequence[str]]:
    """Return of each row its names at a level."""
    values = [values_of(rows, attribute) for attribute in grouper.attributes] or [rows]
    return [names or ("",) for names in map(grouper.names(search), *values)]


def _by(paths: Sequence[Any], compared: Sequence[Any], *, reverse: bool) -> Sequence[Any]:
    """Return paths in the order of what is compared of them."""
    order = sorted(range(len(paths)), key=compared.__getitem__, reverse=reverse)
    return [*map(paths.__getitem__, order)]


def _compared(rows: Sequence[Asked], key: str, named: Sequence[Sequence[str]]) -> Mapping[str, Any]:
    """Return what is compared of each name that rows have at a level."""
    if isinstance(rows, Alike) and (letters := rows.letters(key)) is not None:
        known = dict(zip(chain.from_iterable(named), letters, strict=True))
        # Where letters tell all names apart, nothing else is compared of them.
        if len(set(known.values())) == len(known):
            return known
    names = [*dict.fromkeys(chain.from_iterable(named))]
    return dict(zip(names, places_of(names), strict=True))
