"""What grouping remembers between two saves, in tables of the index: see `core.reconcile.growing.Shelf`."""

import marshal
from collections.abc import Collection, Iterable, Mapping, Sequence

import apsw

from vaultsync.core.reconcile.candidates import keys_of
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import Compared, Place
from vaultsync.core.reconcile.rounds import MemoryLevels, Near
from vaultsync.store.index.rows import storable, stored
from vaultsync.store.index.shelved import features_of, features_row

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
        return {line: features_of(data) for line, data in rows}

    def put_note(self, path: str, lines: Mapping[int, Features]) -> None:
        """Remember a note's lines in place of those it had."""
        self._db.execute("DELETE FROM feature WHERE path = ?", (storable(path),))
        self.keep(path, lines)

    def members(self, unit: int) -> Sequence[tuple[Place, Features]]:
        """The lines of a unit in any order; none for an unknown one."""
        rows = self._db.execute("SELECT path, line, data FROM feature WHERE unit = ?", (unit,))
        return [((stored(path), line), features_of(data)) for path, line, data in rows]

    def places(self, unit: int) -> Sequence[Place]:
        """The places of those lines, in any order."""
        rows = self._db.execute("SELECT path, line FROM feature WHERE unit = ?", (unit,))
        return [(stored(path), line) for path, line in rows]

    def unit(self, unit: int) -> Features:
        """What `put_unit` was told."""
        ((data,),) = self._db.execute("SELECT data FROM unit WHERE unit = ?", (unit,))
        return features_of(data)

    def put_unit(self, unit: int, features: Features, posted: Sequence[int]) -> None:
        """Remember a unit and the keys under which it is found, in place of what was known."""
        self._db.execute("INSERT OR REPLACE INTO unit VALUES (?, ?, ?)", (unit, *_unit_row(features)))
        self._post(unit, posted)

    def drop_unit(self, unit: int) -> None:
        """Forget a unit that has no edges any more, its keys and its groups."""
        # Its keys follow from what it says; a table of keys by unit would be as large as that of units by key.
        features = self.unit(unit)
        keys = keys_of(features.heavy, features.identifiers, features.ids)
        self._withdraw(unit, (*keys.posted, *keys.lasting))
        self._db.execute("DELETE FROM grouped WHERE unit = ?", (unit,))
        self._db.execute("DELETE FROM unit WHERE unit = ?", (unit,))

    def ids(self, unit: int) -> Collection[str]:
        """The lasting names on the unit's lines."""
        ((ids,),) = self._db.execute("SELECT ids FROM unit WHERE unit = ?", (unit,))
        return () if ids is None else marshal.loads(ids)

    def live(self, unit: int) -> bool:
        """Whether some line of the unit is live."""
        return self.unit(unit).live

    def near(self, level: int, group: int, least: float) -> Iterable[Near]:
        """The groups with which a group has a score of `least` or more, in thousandths; it may be among them itself."""
        sql = (
            "SELECT theirs, max(1, (SELECT count(*) FROM grouped WHERE part = theirs AND level = ?1)), total, scores"
            " FROM ("
            " SELECT ifnull(part, other) AS theirs, sum(value) AS total, count(*) AS scores"
            " FROM edge LEFT JOIN grouped ON grouped.unit = other AND level = ?1"
            " WHERE one IN (SELECT unit FROM grouped WHERE part = ?2 AND level = ?1 UNION ALL SELECT ?2)"
            " GROUP BY theirs HAVING max(value) >= ?3)"
        )
        return map(Near._make, self._db.execute(sql, (level, group, least)))

    def group(self, level: int, unit: int) -> int:
        """The group of a unit; one that was never put into any is alone in its own."""
        rows = self._db.execute("SELECT part FROM grouped WHERE unit = ? AND level = ?", (unit, level))
        return next((int(part) for (part,) in rows), unit)

    def units(self, level: int, group: int) -> Sequence[int]:
        """The units of a group, sorted."""
        rows = self._db.execute("SELECT unit FROM grouped WHERE part = ? AND level = ? ORDER BY unit", (group, level))
        return [unit for (unit,) in rows] or [group]

    def put_group(self, level: int, units: Sequence[int]) -> None:
        """Make sorted units a group; they leave those in which they were."""
        self._db.executemany("DELETE FROM grouped WHERE unit = ? AND level = ?", ((unit, level) for unit in units))
        if len(units) > 1:
            self._put_groups((unit, level, units[0]) for unit in units)

    def posted(self, key: int, most: int = -1) -> Sequence[int]:
        """The units that post a key, in any order; only as many as `most` if that is not negative."""
        return [unit for (unit,) in self._db.execute("SELECT unit FROM posting WHERE key = ? LIMIT ?", (key, most))]

    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""
        return dict(self._db.execute("SELECT other, value FROM edge WHERE one = ?", (unit,)))

    def put_edges(self, unit: int, scores: Mapping[int, int | None]) -> None:
        """Remember these edges of a unit, at both ends; None takes one away."""
        both = [ends for other in scores for ends in ((unit, other), (other, unit))]
        self._db.executemany("DELETE FROM edge WHERE one = ? AND other = ?", both)
        self._put_edges((unit, other, value) for other, value in scores.items() if value is not None)

    def clear(self) -> None:
        """Forget everything."""
        for table in ("feature", "unit", "posting", "edge", "grouped"):
            self._db.execute(f"DELETE FROM {table}")

    def keep(self, path: str, lines: Mapping[int, Features]) -> None:
        """Remember the lines of a note that is not known."""
        self._put_features(((path, line), found) for line, found in lines.items())

    def fill(self, compared: Compared, levels: MemoryLevels) -> None:
        """Remember the units of a whole vault, and their groups, where none is known."""
        rows = ((unit.unit, *_unit_row(unit)) for unit in compared.units)
        self._db.executemany("INSERT INTO unit VALUES (?, ?, ?)", rows)
        self._put_groups(
            (unit, level, group)
            for level, groups in enumerate(levels.groups)
            for group, units in groups.items()
            for unit in units
        )
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

    def _post(self, unit: int, keys: Iterable[int]) -> None:
        self._db.executemany("INSERT OR IGNORE INTO posting VALUES (?, ?)", ((key, unit) for key in keys))

    def _withdraw(self, unit: int, keys: Iterable[int]) -> None:
        self._db.executemany("DELETE FROM posting WHERE key = ? AND unit = ?", ((key, unit) for key in keys))

    def _put_features(self, lines: Iterable[tuple[Place, Features]]) -> None:
        rows = ((storable(path), line, found.unit, features_row(found)) for (path, line), found in lines)
        self._db.executemany("INSERT INTO feature VALUES (?, ?, ?, ?)", rows)

    def _put_groups(self, rows: Iterable[tuple[int, int, int]]) -> None:
        self._db.executemany("INSERT INTO grouped VALUES (?, ?, ?)", rows)

    def _put_edges(self, edges: Iterable[tuple[int, int, int]]) -> None:
        both = (edge for one, other, value in edges for edge in ((one, other, value), (other, one, value)))
        self._db.executemany("INSERT INTO edge VALUES (?, ?, ?)", both)


def _unit_row(features: Features) -> tuple[bytes | None, bytes]:
    # Most lines have no id, and whether some have one is asked far more often than what they say.
    return marshal.dumps(features.ids) if features.ids else None, features_row(features)
