"""Rows put into groups, level by level and the innermost first, as a radix sort goes about it.

To put them in order by one level leaves those that are equal there as they came: in the order of the levels inside it.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from math import prod
from operator import add
from typing import NamedTuple

from vaultsync.core.query.levels import Level
from vaultsync.core.query.picked import gathered


class Placed(NamedTuple):
    """Rows in the order of their groups, each as often as it is in one."""

    positions: Sequence[int]
    """Of each, which row it is."""

    groups: Iterable[int]
    """Of each, its group: the numbers of the names in one, as digits are, that of the outermost level first.

    They are made as somebody goes through them, which can be done once."""


def placed(levels: Sequence[Level], size: int) -> Placed:
    """Return so many rows in the order of their groups.

    Args:
        levels: At least one, the outermost first.
        size: How many rows there are.
    """
    found = _placed(levels, size)
    return _with_equals(found, levels) if _has_equals(levels) else found


def placed_once(levels: Sequence[Level], size: int) -> Sequence[int]:
    """Return the positions of rows in the order of their first groups; all else as in `placed`."""
    if _has_equals(levels):
        return [*dict.fromkeys(placed(levels, size).positions)]
    return _placed([_with_first_names(level) for level in levels], size).positions


def digits_of(group: int, levels: Sequence[Level]) -> Sequence[int]:
    """Return the numbers of the names of a group, the outermost first."""
    digits: list[int] = []
    for level in reversed(levels):
        group, digit = divmod(group, len(level.ranks))
        digits.append(digit)
    return digits[::-1]


def _placed(levels: Sequence[Level], size: int) -> Placed:
    level, *inside = levels
    within = _placed(inside, size) if inside else None
    members = _members(level, within.positions if within else range(size))
    order = [*chain.from_iterable(members)]
    step = prod(len(each.ranks) for each in inside)
    steps = chain.from_iterable(map(repeat, range(0, step * len(members), step), map(len, members)))
    if within is None:
        return Placed(order, steps)
    return Placed(gathered(within.positions, order), _with_digits(steps, within.groups, order))


def _with_digits(steps: Iterable[int], within: Iterable[int], order: Sequence[int]) -> Iterator[int]:
    # Nothing of it is done before somebody asks.
    yield from map(add, steps, gathered([*within], order))


def _with_first_names(level: Level) -> Level:
    """Return a level in which each row has the first of its names alone."""
    if level.one_each:
        return level
    first = zip(map(min, level.numbers.values()), strict=True)
    return level._replace(numbers=dict(zip(level.numbers, first, strict=True)))


def _members(level: Level, positions: Sequence[int]) -> Sequence[Sequence[int]]:
    """Return for each name of a level the members of its group, by their places among the rows at some positions."""
    families = level.families if isinstance(positions, range) else gathered(level.families, positions)
    places: Iterable[int] = range(len(positions))
    members: list[list[int]] = [[] for _ in level.ranks]
    if level.one_each:
        numbers = chain.from_iterable(level.numbers.values())
        of_family = dict(zip(level.numbers, map(members.__getitem__, numbers), strict=True))
        lists: Iterable[list[int]] = gathered(of_family, families)
    else:
        several = gathered({family: {*numbers} for family, numbers in level.numbers.items()}, families)
        places = chain.from_iterable(map(repeat, places, map(len, several)))
        lists = map(members.__getitem__, chain.from_iterable(several))
    # A deque without room goes through a map at half the cost of a loop.
    deque(map(list.append, lists, places), maxlen=0)
    return members


def _has_equals(levels: Sequence[Level]) -> bool:
    return len(levels) > 1 and any(len({*level.ranks}) < len(level.ranks) for level in levels)


def _with_equals(found: Placed, levels: Sequence[Level]) -> Placed:
    """Return rows whose groups go on to their inner names where the collation does not tell outer ones apart.

    Groups that it does not tell apart at all are in the order of their first rows.
    """
    groups = [*found.groups]
    first = dict(zip(reversed(groups), reversed(found.positions), strict=True))
    ranks = {
        group: ([level.ranks[digit] for level, digit in zip(levels, digits_of(group, levels), strict=True)], row, group)
        for group, row in first.items()
    }
    order = sorted(range(len(groups)), key=gathered(ranks, groups).__getitem__)
    return Placed(gathered(found.positions, order), gathered(groups, order))
