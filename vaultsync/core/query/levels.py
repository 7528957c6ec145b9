"""What results are grouped by, level by level: the names of groups as numbers, in the order of the groups.

Rows that are alike in all that names are made of are a *family*: only one of them is asked for its names. By their
tags five rows are of three families:

    position    0     1     2        3     4
    tags        #b    #a    #a #b    #b    #a
    family      0     1     2        0     1

    names       #a is number 0, #b is number 1
    numbers     of family 0: 1       of 1: 0       of 2: 0 and 1
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import accumulate, chain, count, pairwise
from typing import NamedTuple

from vaultsync.core.query.collation.keys import names_in_order
from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.picked import Columnar, Families, gathered, values_of
from vaultsync.core.query.row import QueryRow, Search


class Level(NamedTuple):
    """The names of rows at one level."""

    families: Sequence[Hashable]
    """Of each row, its family."""

    numbers: Mapping[Hashable, Sequence[int]]
    """Of each family, the numbers of its names; one may be there twice."""

    ranks: Sequence[int]
    """Of each name, ascending: the same where the collation does not tell names apart."""

    name: Callable[[int], str]
    """Gives the name that has a number."""

    @property
    def one_each(self) -> bool:
        """Whether no row has several names."""
        return max(map(len, self.numbers.values())) == 1


def level_of(rows: Sequence[QueryRow], grouper: Grouper, search: Search) -> Level:
    """Return what some rows are grouped by at one level.

    Args:
        rows: At least one, in order.
        grouper: Of the level.
        search: What names depend on besides.
    """
    families = _families(rows, grouper)
    order = families.rows.by_names(grouper.name) if isinstance(families.rows, Columnar) else None
    if order is not None:
        return _of_known_order(families, order[::-1] if grouper.reverse else order, grouper, search)
    named = _names(families.rows, grouper, search)
    each = [*chain.from_iterable(named)]
    names, ascending = names_in_order([*dict.fromkeys(each)], reverse=grouper.reverse)
    numbers = _parted(gathered(dict(zip(names, count())), each), [*map(len, named)])
    return Level(families.of_each, dict(zip(families.all, numbers, strict=True)), ascending, names.__getitem__)


def _parted(values: Sequence[int], sizes: Sequence[int]) -> Iterable[Sequence[int]]:
    """Return values in parts, so many in each."""
    if len(values) == len(sizes):  # most have one name
        return zip(values, strict=True)
    return (values[begin:end] for begin, end in pairwise(accumulate(sizes, initial=0)))


def _of_known_order(families: Families, order: Sequence[int], grouper: Grouper, search: Search) -> Level:
    """Return a level whose families are in the order of their names: one is made only when somebody looks at it."""
    return Level(
        families.of_each,
        dict(zip(gathered(families.all, order), zip(range(len(order)), strict=True), strict=True)),
        range(len(order)),
        lambda number: _names([families.rows[order[number]]], grouper, search)[0][0],
    )


def _families(rows: Sequence[QueryRow], grouper: Grouper) -> Families:
    if isinstance(rows, Columnar) and grouper.attributes:
        return rows.families(grouper.attributes)
    return Families(range(len(rows)), range(len(rows)), rows)


def _names(rows: Sequence[QueryRow], grouper: Grouper, search: Search) -> Sequence[Sequence[str]]:
    """Return of each row the names of its groups at a level; an empty one where there is none."""
    values = [rows] if grouper.of_row else [values_of(rows, attribute) for attribute in grouper.attributes]
    return [names or ("",) for names in map(grouper.names(search), *values)]
