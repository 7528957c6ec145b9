"""How alike two groups are in what a person has decided: what stands in archives gets no id, and speaks for nobody."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import inf
from typing import Protocol

from vaultsync.core.reconcile.features import written
from vaultsync.core.reconcile.linkage import FLOOR_UNITS


class Voices(Protocol):
    """What is asked about the units of groups; see `rounds.Levels`."""

    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""

    def ids(self, unit: int) -> Collection[str]:
        """The lasting names on the unit's lines."""

    def live(self, unit: int) -> bool:
        """Whether some line of the unit is live."""

    def units(self, level: int, group: int) -> Sequence[int]:
        """The units of a group, sorted."""


class Decided:
    """The groups of one level, as they stand now."""

    def __init__(self, voices: Voices, level: int) -> None:
        self._voices, self._level = voices, level
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
        scores = [self._voices.edges(one).get(end, FLOOR_UNITS) for one in heard[0] for end in heard[1]]
        return sum(scores) / len(scores)

    def _read_named(self, group: int) -> frozenset[int]:
        """The units of a group that a person has put an id on."""
        units = self._voices.units(self._level, group)
        return frozenset(unit for unit in units if written(self._voices.ids(unit)))

    def _heard(self, group: int) -> Sequence[int]:
        units, named = self._voices.units(self._level, group), self._named(group)
        live = {unit for unit in units if self._voices.live(unit)}
        return sorted(live | named) if named else units if live else ()
