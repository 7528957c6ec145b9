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
        """The mean of the scores between two groups, of one that has ids without what stands in archives and has none.

        That would count beside the line that says the same and has an id, where they were one unit before. Where
        neither has ids, or one stands in archives alone and is nobody's neighbour, nothing is decided: infinite.
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
