"""A shelf that looks up keys, edges and groups once: one save asks for the same ones again and again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

import apsw

from vaultsync.core.reconcile.rounds import ROUNDS, Near
from vaultsync.store.index.shelf import SqliteShelf

V = TypeVar("V")

_MOST: Final = 20_000
"""Answers that are recalled of each kind; a burst of saves must not hold the vault."""


class RecallingShelf(SqliteShelf):
    """A shelf in a database that nothing else writes to between two calls of `forget`."""

    def __init__(self, database: apsw.Connection) -> None:
        """Stand on an open index."""
        super().__init__(database)
        self._posted: dict[int, Sequence[int]] = {}
        self._edges: dict[int, Mapping[int, int]] = {}
        self._group: list[dict[int, int]] = [{} for _ in range(ROUNDS + 1)]
        self._units: list[dict[int, Sequence[int]]] = [{} for _ in range(ROUNDS + 1)]

    def forget(self) -> None:
        """Look everything up anew."""
        self._posted.clear()
        self._edges.clear()
        self._forget_groups()

    def posted(self, key: int, most: int = -1) -> Sequence[int]:
        """The units that post a key, in any order; only as many as `most` if that is not negative."""
        known = self._posted.get(key)
        if known is not None:
            return known[: len(known) if most < 0 else most]
        found = super().posted(key, most)
        if most < 0 or len(found) < most:  # all of them
            _recall(self._posted, key, found)
        return found

    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""
        known = self._edges.get(unit)
        return known if known is not None else _recall(self._edges, unit, super().edges(unit))

    def put_edges(self, unit: int, scores: Mapping[int, int | None]) -> None:
        """Remember these edges of a unit, at both ends; None takes one away."""
        if scores:
            for end in (unit, *scores):
                self._edges.pop(end, None)
            super().put_edges(unit, scores)

    def near(self, level: int, group: int, least: float) -> Iterable[Near]:
        """The groups with which a group has a score of `least` or more, in thousandths; it may be among them itself."""
        units = self.units(level, group)
        return super().near(level, group, least) if len(units) > 1 or self.edges(units[0]) else ()

    def group(self, level: int, unit: int) -> int:
        """The group of a unit; one that was never put into any is alone in its own."""
        known = self._group[level].get(unit)
        return known if known is not None else _recall(self._group[level], unit, super().group(level, unit))

    def units(self, level: int, group: int) -> Sequence[int]:
        """The units of a group, sorted."""
        known = self._units[level].get(group)
        return known if known is not None else _recall(self._units[level], group, super().units(level, group))

    def put_group(self, level: int, units: Sequence[int]) -> None:
        """Make sorted units a group; they leave those in which they were."""
        self._group[level].clear()
        self._units[level].clear()
        super().put_group(level, units)

    def drop_unit(self, unit: int) -> None:
        """Forget a unit that has no edges any more, its keys and its groups."""
        self._forget_groups()
        self._edges.pop(unit, None)
        super().drop_unit(unit)

    def _forget_groups(self) -> None:
        for groups, units in zip(self._group, self._units, strict=True):
            groups.clear()
            units.clear()

    def _post(self, unit: int, keys: Iterable[int]) -> None:
        keys = list(keys)
        for key in keys:
            known = self._posted.get(key)
            if known is not None and unit not in known:
                self._posted[key] = [*known, unit]
        super()._post(unit, keys)

    def _withdraw(self, unit: int, keys: Iterable[int]) -> None:
        keys = list(keys)
        for key in keys:
            if key in self._posted:
                self._posted[key] = [each for each in self._posted[key] if each != unit]
        super()._withdraw(unit, keys)


def _recall(answers: dict[int, V], key: int, answer: V) -> V:
    if len(answers) >= _MOST:
        answers.clear()
    answers[key] = answer
    return answer
