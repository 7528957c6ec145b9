"""How alike two groups are in what a person has decided: what stands in archives gets no id, and speaks for nobody."""

from collections.abc import Sequence
from functools import cache
from math import inf
from typing import TYPE_CHECKING

from vaultsync.core.reconcile.features import written
from vaultsync.core.reconcile.linkage import FLOOR_UNITS

if TYPE_CHECKING:
    from vaultsync.core.reconcile.rounds import Levels


class Decided:
    """The groups of one level, as they stand now."""

    def __init__(self, levels: "Levels", level: int) -> None:
        self._levels, self._level = levels, level
        self._named = cache(self._read_named)

    def mean(self, group: int, other: int) -> float:
        """The mean of the scores between two groups; of a group with ids, archived units that have none do not count.

        They would count beside a line with an id that says the same, though the two were one unit before it had one.
        Infinite where nothing is decided: neither group has ids, or one of them stands in archives alone.
        """
        ends = (group, other)
        if not any(map(self._named, ends)):
            return inf
        heard = [self._heard(each) for each in ends]
        if not all(heard):
            return inf
        scores = [self._levels.edges(one).get(end, FLOOR_UNITS) for one in heard[0] for end in heard[1]]
        return sum(scores) / len(scores)

    def _read_named(self, group: int) -> frozenset[int]:
        """The units of a group that a person has put an id on."""
        units = self._levels.units(self._level, group)
        return frozenset(unit for unit in units if written(self._levels.ids(unit)))

    def _heard(self, group: int) -> Sequence[int]:
        units, named = self._levels.units(self._level, group), self._named(group)
        live = {unit for unit in units if self._levels.live(unit)}
        return sorted(live | named) if named else units if live else ()
