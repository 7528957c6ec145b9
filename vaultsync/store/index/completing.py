"""The index as far as a shell's completion needs it: opened for reading only, and asked for a few rows."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import apsw

from vaultsync.store.index.schema import ORDER, VERSION
from vaultsync.store.index.short import beginning, short_name
from vaultsync.store.index.texts import stored

_BUSY_MS = 100
"""Whoever waits for a completion types on instead."""

_LOOKED_AT = 100
"""Rows of a section, or names, that are looked at; a large vault costs no more than a small one."""


class Offered(NamedTuple):
    """A task that a shell offers."""

    uid: str
    title: str


class SqliteCompleting:
    """The tasks of one vault as a shell offers them. It makes, empties and waits for nothing."""

    def __init__(self, path: str) -> None:
        """Open an index for reading.

        Args:
            path: The database.

        Raises:
            apsw.Error: There is none that can be read.
            LookupError: It is of another version.
        """
        self._db = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
        self._db.set_busy_timeout(_BUSY_MS)
        if self._all("PRAGMA user_version")[0][0] != VERSION:
            raise LookupError(path)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def short(self, uid: str) -> str:
        """Return the shortest beginning of a uid that reaches its task alone."""
        return short_name(uid, self._all)

    def offered(self, prefix: str, sections: Sequence[int], limit: int) -> list[Offered]:
        """Return tasks whose uid begins so.

        If too many begin so to look at all of them, those that stand first in a list are returned.

        Args:
            prefix: What is typed.
            sections: Those of `core.views.wanted.section`, the ones to be offered first standing first.
            limit: How many at most.
        """
        found = {row[0]: row for row in self._first(prefix, sections, limit)} if self._many(prefix) else {}
        if len(found) < limit:
            found |= {row[0]: row for row in self._named(prefix)}
        in_order = sorted(found.values(), key=lambda row: (not row[2], sections.index(row[3]), *row[4:]))
        return [Offered(stored(uid), stored(words)) for uid, words, *_ in in_order[:limit]]

    def owners(self, section: int) -> Iterator[str]:
        """Yield those who are asked by the tasks that stand first in a section, as they are written."""
        sql = f"SELECT who FROM task WHERE live = 1 AND section = ? ORDER BY {ORDER} LIMIT ?"
        for (who,) in self._all(sql, (section, _LOOKED_AT)):
            yield from filter(None, stored(who).split("\n"))

    def _many(self, prefix: str) -> bool:
        sql = "SELECT count(*) FROM (SELECT 1 FROM name WHERE name >= ? AND name < ? LIMIT ?)"
        return bool(self._all(sql, (*beginning(prefix), _LOOKED_AT))[0][0] == _LOOKED_AT)

    def _named(self, prefix: str) -> list[Any]:
        sql = (
            f"SELECT {_ROW} FROM task WHERE uid >= ?1 AND uid < ?2 AND id IN"
            " (SELECT task FROM name WHERE name >= ?1 AND name < ?2 ORDER BY name LIMIT ?3)"
        )
        return self._all(sql, (*beginning(prefix), _LOOKED_AT))

    def _first(self, prefix: str, sections: Sequence[int], limit: int) -> list[Any]:
        sql = (
            f"SELECT {_ROW} FROM task WHERE uid >= ? AND uid < ? AND id IN"
            f" (SELECT id FROM task WHERE live = 1 AND section = ? ORDER BY {ORDER} LIMIT ?)"
        )
        found: list[Any] = []
        for section in sections:
            if len(found) < limit:
                found += self._all(sql, (*beginning(prefix), section, _LOOKED_AT))
        return found

    def _all(self, sql: str, bindings: Sequence[Any] = ()) -> list[Any]:
        return list(self._db.execute(sql, bindings))


_ROW = "uid, words, live, section, due, priority, CAST(path AS BLOB), line"
