"""What results are grouped by, level by level: the names of groups as numbers, in the order of the groups.

Rows that are alike in all that names are made of are a *family*: only one of them is asked for its names. By their
tags five rows are of three families:

    position    0     1     2        3     4
    tags        #b    #a    #a #b    #b    #a
    family      0     1     2        0     1

    names       #a is number 0, #b is number 1
    numbers     of family 0: 1       of 1: 0       of 2: 0 and 1

Two levels amount to one: its families are those rows that are of the same families at both, its names the pairs.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import accumulate, chain, count, pairwise
from operator import add
from typing import NamedTuple

from vaultsync.core.query.asked import Asked, Search
from vaultsync.core.query.collation.keys import ranks
from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.picked import Columnar, values_of

Path = tuple[str, ...]
"""The names of a group, from the outermost level inwards."""


class Level(NamedTuple):
    """The names of rows at one level, or at some that amount to one."""

    families: Sequence[int]
    """Of each row, the number of its family; they are in the order of their first rows."""

    numbers: Sequence[Sequence[int]]
    """Of each family, the numbers of its names; one may be there twice."""

    ranks: Sequence[int]
    """Of each name, in order: the same where the collation does not tell names apart."""

    path: Callable[[int], Path]
    """Gives the name that has a number; of some levels, one of each."""


def level_of(rows: Sequence[Asked], grouper: Grouper, search: Search) -> Level:
    """Return what some rows are grouped by at one level.

    Args:
        rows: At least one, in order.
        grouper: Of the level.
        search: What names depend on besides.
    """
    families, of_each = _families(rows, grouper)
    letters = of_each.letters(grouper.name) if isinstance(of_each, Columnar) else None
    if letters is not None and len(set(letters)) == len(letters):
        # They tell all names apart, so that a name is made only when somebody looks at its group.
        order = sorted(range(len(letters)), key=letters.__getitem__, reverse=grouper.reverse)
        numbers = [*zip(map(dict(zip(order, count())).__getitem__, range(len(order))))]
        return Level(
            families,
            numbers,
            range(len(order)),
            lambda number: (*_names([of_each[order[number]]], grouper, search)[0],),
        )
    named = _names(of_each, grouper, search)
    names = [*dict.fromkeys(chain.from_iterable(named))]
    known = dict(zip(names, ranks(names), strict=True))
    names.sort(key=known.__getitem__, reverse=grouper.reverse)
    return Level(
        families,
        _numbered(named, names),
        _ascending([*map(known.__getitem__, names)]),
        lambda number: (names[number],),
    )


def nested(outer: Level, inner: Level) -> Level:
    """Return the one level that two of the same rows amount to."""
    # Two numbers are one, as two digits are: the outer one counts steps that no inner one reaches.
    step = len(inner.numbers)
    steps = range(0, len(outer.numbers) * step, step)
    both = [*map(add, map(steps.__getitem__, outer.families), inner.families)]
    family_of = dict(zip(dict.fromkeys(both), count()))
    wide = len(inner.ranks)
    numbers = [
        [one * wide + other for one in outer.numbers[each // step] for other in inner.numbers[each % step]]
        for each in family_of
    ]
    order = [*dict.fromkeys(chain.from_iterable(numbers))]
    known = {each: outer.ranks[each // wide] * wide + inner.ranks[each % wide] for each in order}
    order.sort(key=known.__getitem__)
    return Level(
        [*map(family_of.__getitem__, both)],
        _numbered(numbers, order),
        _ascending([*map(known.__getitem__, order)]),
        lambda number: outer.path(order[number] // wide) + inner.path(order[number] % wide),
    )


def _families(rows: Sequence[Asked], grouper: Grouper) -> tuple[Sequence[int], Sequence[Asked]]:
    """Return of each row the number of its family, and one row of each family; else each row is one by itself."""
    if isinstance(rows, Columnar) and grouper.attributes:
        return rows.families(grouper.attributes)
    return range(len(rows)), rows


def _names(rows: Sequence[Asked], grouper: Grouper, search: Search) -> Sequence[Sequence[str]]:
    """Return of each row the names of its groups at a level; an empty one where there is none."""
    values = [rows] if grouper.of_row else [values_of(rows, attribute) for attribute in grouper.attributes]
    return [names or ("",) for names in map(grouper.names(search), *values)]


def _numbered(named: Sequence[Sequence[Hashable]], order: Iterable[Hashable]) -> Sequence[Sequence[int]]:
    """Return of each family the numbers of its names, which stand in order."""
    number_of = dict(zip(order, count()))
    numbers = [*map(number_of.__getitem__, chain.from_iterable(named))]
    ends = accumulate(map(len, named), initial=0)
    return [numbers[begin:end] for begin, end in pairwise(ends)]


def _ascending(values: Sequence[int]) -> Sequence[int]:
    """Return for values in order how many different ones come before each, equals of which have the same number."""
    if len(set(values)) == len(values):
        return range(len(values))
    rank_of = dict(zip(dict.fromkeys(values), count()))
    return [*map(rank_of.__getitem__, values)]
