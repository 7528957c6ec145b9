"""The candidates of a change: which units are to be compared with one that says something new.

A key that too many units post is crowded, and leads nobody to anybody. A change can crowd a key, or end that: then
units that say the same as before have other candidates, too. `grouping.compare` has the same rules for a whole vault.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.reconcile.candidates import Keys, keys_of, pairs_in_triples
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import edge_score

if TYPE_CHECKING:
    from vaultsync.core.reconcile.growing import Shelf


class Met(NamedTuple):
    """The units with which one is compared; either may have the unit itself."""

    alike: frozenset[int]
    """By keys that both post, or an id."""

    mixed: frozenset[int]
    """Those of which only one of the two names a matter."""


class Turned(NamedTuple):
    """The keys that have become crowded, and those that are not so any more."""

    shut: frozenset[int]
    opened: frozenset[int]


def crowds(shelf: "Shelf", keys: Iterable[int], crowd: int) -> dict[int, bool]:
    """Whether each of these keys is crowded."""
    return {key: len(shelf.posted(key, crowd + 1)) > crowd for key in keys}


def turned(before: Mapping[int, bool], now: Mapping[int, bool]) -> Turned:
    """The keys that are crowded either before or now."""
    other = {key for key, crowded in now.items() if before[key] != crowded}
    return Turned(frozenset(key for key in other if now[key]), frozenset(key for key in other if not now[key]))


class Meeting:
    """Asks a shelf who meets whom; it must not change meanwhile, but for edges. Each key is looked up once."""

    def __init__(self, shelf: "Shelf", crowd: int) -> None:
        """Stand on a shelf; `crowd` as for `grouping.compare`."""
        self._shelf = shelf
        self._crowd = crowd
        self._found: dict[int, Sequence[int]] = {}
        self._said: dict[int, Features] = {}

    def edges(self, unit: int) -> dict[int, int]:
        """All edges of a unit, scored anew."""
        met = self._met(unit)
        return self._scored(unit, (met.alike | met.mixed) - {unit})

    def edges_after(self, unit: int, keys: Turned) -> dict[int, int]:
        """The edges of a unit of which nothing has changed but that it posts some of these keys."""
        known = self._shelf.edges(unit)
        met = self._met(unit)
        kept = {other: value for other, value in known.items() if other in met.alike or other in met.mixed}
        fresh = {other for key in keys.opened for other in self._shelf.posted(key)}
        may_be_new = (met.alike & fresh) | met.mixed if fresh else frozenset[int]()
        return kept | self._scored(unit, may_be_new - known.keys() - {unit})

    def _scored(self, unit: int, others: Collection[int]) -> dict[int, int]:
        features = self._unit(unit)
        scores = ((other, edge_score(features, self._unit(other))) for other in others)
        return {other: value for other, value in scores if value is not None}

    def _met(self, unit: int) -> Met:
        features = self._unit(unit)
        keys = keys_of(features.heavy, features.identifiers, features.ids)
        alike = {other for key in keys.lasting for other in self._shelf.posted(key)}
        alike.update(other for key in keys.sought for other in self._open(key))
        return Met(frozenset(alike), frozenset(self._mixed(features, keys)))

    def _mixed(self, features: Features, keys: Keys) -> Iterator[int]:
        for triple, pairs in zip(keys.triples, pairs_in_triples(features.heavy), strict=True):
            if self._is_crowded(triple):
                continue
            if not features.identifiers:
                if self._open(triple) and not all(map(self._is_crowded, pairs)):
                    yield from self._open(triple)
                continue
            # Those that name no matter do not post the triple: one of its pairs leads to them.
            pair = next((pair for pair in pairs if not self._is_crowded(pair)), None)
            if pair is not None:
                yield from (
                    other for other in self._open(pair) if triple in keys_of(self._unit(other).heavy, (), ()).triples
                )

    def _unit(self, unit: int) -> Features:
        if unit not in self._said:
            self._said[unit] = self._shelf.unit(unit)
        return self._said[unit]

    def _open(self, key: int) -> Sequence[int]:
        """The units under a key; none if it is crowded."""
        return () if self._is_crowded(key) else self._found[key]

    def _is_crowded(self, key: int) -> bool:
        if key not in self._found:
            self._found[key] = self._shelf.posted(key, self._crowd + 1)
        return len(self._found[key]) > self._crowd
