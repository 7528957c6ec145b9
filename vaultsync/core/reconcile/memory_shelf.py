"""What `growing` remembers, in dictionaries: the judge of shelves in a database."""

from collections.abc import Collection, Mapping, Sequence

from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import Place
from vaultsync.core.reconcile.rounds import ROUNDS, MemoryLevels


class MemoryShelf(MemoryLevels):
    """A shelf of dictionaries."""

    def __init__(self) -> None:
        super().__init__()
        self._notes: dict[str, Mapping[int, Features]] = {}
        self._members: dict[int, dict[Place, Features]] = {}
        self._units: dict[int, tuple[Features, Sequence[int]]] = {}
        self._posted: dict[int, set[int]] = {}
        self._edges: dict[int, dict[int, int]] = {}

    def note(self, path: str) -> Mapping[int, Features]:
        """See `Shelf`."""
        return self._notes.get(path, {})

    def put_note(self, path: str, lines: Mapping[int, Features]) -> None:
        """See `Shelf`."""
        for line, found in self._notes.pop(path, {}).items():
            members = self._members[found.unit]
            del members[path, line]
            if not members:
                del self._members[found.unit]
        if lines:
            self._notes[path] = dict(lines)
        for line, found in lines.items():
            self._members.setdefault(found.unit, {})[path, line] = found

    def members(self, unit: int) -> Sequence[tuple[Place, Features]]:
        """See `Shelf`."""
        return list(self._members.get(unit, {}).items())

    def places(self, unit: int) -> Sequence[Place]:
        """See `Shelf`."""
        return list(self._members.get(unit, {}))

    def unit(self, unit: int) -> Features:
        """See `Shelf`."""
        return self._units[unit][0]

    def put_unit(self, unit: int, features: Features, posted: Sequence[int]) -> None:
        """See `Shelf`."""
        # One unit always has the same keys: they are made of what its number stands for.
        self._units[unit] = features, posted
        for key in posted:
            self._posted.setdefault(key, set()).add(unit)

    def drop_unit(self, unit: int) -> None:
        """See `Shelf`."""
        for level in range(ROUNDS + 1):
            self.leave(level, unit)
        _, posted = self._units.pop(unit)
        for key in posted:
            self._posted[key].discard(unit)
            if not self._posted[key]:
                del self._posted[key]

    def ids(self, unit: int) -> Collection[str]:
        """See `Shelf`."""
        return self._units[unit][0].ids

    def live(self, unit: int) -> bool:
        """See `Shelf`."""
        return self._units[unit][0].live

    def posted(self, key: int, most: int = -1) -> Sequence[int]:
        """See `Shelf`."""
        return list(self._posted.get(key, ()))[: None if most < 0 else most]

    def edges(self, unit: int) -> Mapping[int, int]:
        """See `Shelf`."""
        return self._edges.get(unit, {})

    def put_edges(self, unit: int, scores: Mapping[int, int | None]) -> None:
        """See `Shelf`."""
        for other, value in scores.items():
            for one, end in ((unit, other), (other, unit)):
                row = self._edges.setdefault(one, {})
                row.pop(end, None)
                if value is not None:
                    row[end] = value
                if not row:
                    del self._edges[one]
