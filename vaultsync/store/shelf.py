"""What grouping remembers between two saves, in tables of the index: see `core.reconcile.growing.Shelf`."""

import marshal
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import apsw

from vaultsync.core.reconcile.candidates import keys_of
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import Compared, Place
from vaultsync.store.rows import storable, stored

_SLICE_BITS = 59
"""Keys are below 2**62; those with the same bits above these make a slice, of which there are eight."""


class SqliteShelf:
    """A shelf in the database of an index; its transactions are the index's."""

    def __init__(self, database: apsw.Connection) -> None:
        """Stand on an open index."""
        self._db = database

    def note(self, path: str) -> Mapping[int, Features]:
        """The features of a note's lines by line number; nothing for an unknown note."""
        rows = self._db.execute("SELECT line, data FROM feature WHERE path = ?", (storable(path),))
        return {line: _features(data) for line, data in rows}

    def put_note(self, path: str, lines: Mapping[int, Features]) -> None:
        """Remember a note's lines in place of those it had."""
        self._db.execute("DELETE FROM feature WHERE path = ?", (storable(path),))
        self.keep(path, lines)

    def members(self, unit: int) -> Sequence[tuple[Place, Features]]:
        """The lines of a unit in any order; none for an unknown one."""
        rows = self._db.execute("SELECT path, line, data FROM feature WHERE unit = ?", (unit,))
        return [((stored(path), line), _features(data)) for path, line, data in rows]

    def places(self, unit: int) -> Sequence[Place]:
        """The places of those lines, in any order."""
        rows = self._db.execute("SELECT path, line FROM feature WHERE unit = ?", (unit,))
        return [(stored(path), line) for path, line in rows]

    def unit(self, unit: int) -> Features:
        """What `put_unit` was told."""
        ((data,),) = self._db.execute("SELECT data FROM unit WHERE unit = ?", (unit,))
        return _features(data)

    def put_unit(self, unit: int, features: Features, posted: Sequence[int]) -> None:
        """Remember a unit and the keys under which it is found, in place of what was known."""
        self._db.execute("INSERT OR REPLACE INTO unit VALUES (?, ?)", (unit, _row(features)))
        self._db.executemany("INSERT OR IGNORE INTO posting VALUES (?, ?)", ((key, unit) for key in posted))

    def drop_unit(self, unit: int) -> None:
        """Forget a unit, its keys and its edges."""
        # Its keys follow from what it says; a table of keys by unit would be as large as that of units by key.
        features = self.unit(unit)
        keys = keys_of(features.heavy, features.identifiers, features.ids)
        self._db.executemany("DELETE FROM posting WHERE key = ? AND unit = ?", ((key, unit) for key in keys.posted))
        self.put_edges(unit, {})
        self._db.execute("DELETE FROM unit WHERE unit = ?", (unit,))

    def posted(self, keys: Sequence[int]) -> Iterable[int]:
        """The units that post one of these keys, in any order."""
        return [unit for key in keys for (unit,) in self._db.execute("SELECT unit FROM posting WHERE key = ?", (key,))]

    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""
        return dict(self._db.execute("SELECT other, value FROM edge WHERE one = ?", (unit,)))

    def put_edges(self, unit: int, edges: Mapping[int, int]) -> None:
        """Remember these edges of a unit, at both ends, in place of all it had."""
        # A connection answers the DELETE row by row while it looks: read all first.
        others = list(self._db.execute("SELECT other FROM edge WHERE one = ?", (unit,)))
        self._db.execute("DELETE FROM edge WHERE one = ?", (unit,))
        self._db.executemany("DELETE FROM edge WHERE one = ? AND other = ?", ((other, unit) for (other,) in others))
        self._put_edges((unit, other, value) for other, value in edges.items())

    def clear(self) -> None:
        """Forget everything."""
        for table in ("feature", "unit", "posting", "edge"):
            self._db.execute(f"DELETE FROM {table}")

    def keep(self, path: str, lines: Mapping[int, Features]) -> None:
        """Remember the lines of a note that is not known."""
        self._put_features(((path, line), found) for line, found in lines.items())

    def fill(self, compared: Compared) -> None:
        """Remember the units of a whole vault where none is known."""
        self._db.executemany("INSERT INTO unit VALUES (?, ?)", ((unit.unit, _row(unit)) for unit in compared.units))
        numbers = [unit.unit for unit in compared.units]
        for slice_ in range(1 << 62 - _SLICE_BITS):
            # In the order of the table, which is built faster so; by slices, because a pair is a hundred bytes.
            postings = sorted(
                (key, numbers[item])
                for item, keys in enumerate(compared.posts)
                for key in set(keys)
                if key >> _SLICE_BITS == slice_
            )
            self._db.executemany("INSERT INTO posting VALUES (?, ?)", postings)
        self._put_edges(
            (numbers[one], numbers[other], value) for one, other, value in zip(*compared.edges, strict=True)
        )

    def _put_features(self, lines: Iterable[tuple[Place, Features]]) -> None:
        rows = ((storable(path), line, found.unit, _row(found)) for (path, line), found in lines)
        self._db.executemany("INSERT INTO feature VALUES (?, ?, ?, ?)", rows)

    def _put_edges(self, edges: Iterable[tuple[int, int, int]]) -> None:
        both = (edge for one, other, value in edges for edge in ((one, other, value), (other, one, value)))
        self._db.executemany("INSERT INTO edge VALUES (?, ?, ?)", both)


def _row(features: Features) -> bytes:
    return marshal.dumps(tuple(features))


def _features(data: Any) -> Features:
    return Features._make(marshal.loads(data))
