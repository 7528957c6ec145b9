"""The register of published names: a file beside the journal, which cannot be made again.

Deleting the index forgets nothing in it. Its tables have a version, and each
version knows how to become the next.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw

from vaultsync.core.errors import StoreError
from vaultsync.core.feed.rows import RegisterRow, State
from vaultsync.core.feed.series import NO_SERIES, Series
from vaultsync.store.index.texts import put_many, put_pairs, storable, stored
from vaultsync.store.lasting import open_lasting
from vaultsync.store.transaction import roll_back, transaction
from vaultsync.store.unusable import unusable

_WAIT_MILLISECONDS = 10_000
_CACHE_KILOBYTES = 32_000
"""Names come in no order: with less, a first export of a large vault writes the same pages again and again."""

_COLUMNS = (
    "uid, keys, named, path, line, words, summary, due, recurrence, decided, shown, digest, sequence, changed,"
    " state, since, merged_into, series, own, coming"
)

_STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE published (
            uid PRIMARY KEY, keys NOT NULL, named INTEGER NOT NULL,
            path NOT NULL, line INTEGER NOT NULL, words NOT NULL, summary NOT NULL,
            due TEXT NOT NULL, recurrence NOT NULL, decided INTEGER NOT NULL, shown INTEGER NOT NULL,
            digest TEXT NOT NULL, sequence INTEGER NOT NULL, changed TEXT NOT NULL,
            state TEXT NOT NULL, since TEXT NOT NULL, merged_into NOT NULL,
            series NOT NULL, own TEXT NOT NULL, coming TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX published_words ON published (words) WHERE named = 0",
        "CREATE INDEX published_merged ON published (since, uid) WHERE state = 'merged'",
        "CREATE TABLE known (key NOT NULL, uid NOT NULL, PRIMARY KEY (key, uid)) WITHOUT ROWID",
        "CREATE TABLE feed (name TEXT PRIMARY KEY, etag TEXT NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "INSERT INTO fact VALUES ('identity', lower(hex(randomblob(16))))",
    ),
)
"""What makes of each version the next one, from none at all on. A step that was published is never changed."""

VERSION = len(_STEPS)
"""Of the tables."""

DAMAGED = "Move the file away and keep it: a new one is begun, and tasks without an id may get other UIDs in calendars."
"""What to do about a register that is damaged."""


class SqliteRegister:
    """The published names of one vault, in one SQLite file that is made when it is first used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: apsw.Connection | None = None

    @property
    def identity(self) -> str:
        """A word that another register does not have."""
        return str(self._all("SELECT value FROM fact WHERE key = 'identity'")[0][0])

    @contextmanager
    def writing(self) -> Iterator[Callable[[], None]]:
        """One transaction: all of it, or nothing if the block raises; what it gives ends it before the block ends."""
        self._run("BEGIN IMMEDIATE")
        try:
            yield self._commit
            self._commit()
        except BaseException:
            if self._connection is not None:
                roll_back(self._connection)
            raise

    def _commit(self) -> None:
        if self._in_transaction():
            self._run("COMMIT")

    def _in_transaction(self) -> bool:
        return self._connection is not None and not self._connection.getautocommit()

    def empty(self) -> bool:
        """Whether nothing was ever published."""
        return not self._all("SELECT 1 FROM published LIMIT 1")

    def everything(self) -> Iterator[RegisterRow]:
        """Yield all rows."""
        try:
            yield from map(_row, self._open().execute(f"SELECT {_COLUMNS} FROM published"))
        except (apsw.Error, OSError) as error:
            raise self._trouble(error) from error

    def called(self, uids: Iterable[str]) -> list[RegisterRow]:
        """Return the rows of uids; a uid that is unknown has none."""
        sql = f"SELECT {_COLUMNS} FROM published WHERE uid = ?"
        return [_row(values) for uid in uids for values in self._all(sql, (storable(uid),))]

    def reached(self, keys: Iterable[str]) -> list[RegisterRow]:
        """Return the rows that ids or provisional names reach; some may come twice."""
        sql = "SELECT uid FROM known WHERE key = ?"
        return self.called(stored(uid) for key in keys for (uid,) in self._all(sql, (storable(key),)))

    def worded(self, words: Iterable[str]) -> list[RegisterRow]:
        """Return the rows without an id that say the same words."""
        sql = f"SELECT {_COLUMNS} FROM published WHERE words = ? AND named = 0"
        return [_row(values) for each in words for values in self._all(sql, (storable(each),))]

    def merged(self, since: str) -> list[RegisterRow]:
        """Return what was merged on a day (ISO text) or later."""
        sql = f"SELECT {_COLUMNS} FROM published WHERE state = 'merged' AND since >= ?"
        return [_row(values) for values in self._all(sql, (since,))]

    def has(self, uid: str) -> bool:
        """Whether a uid is or was published."""
        return bool(self._all("SELECT 1 FROM published WHERE uid = ?", (storable(uid),)))

    def put(self, rows: Iterable[RegisterRow], *, new: bool = False) -> None:
        """Take in rows in place of what was known of their uids; `new` ones replace nothing."""
        rows = list(rows)
        stale = [
            (key, row.uid)
            for row in (() if new else rows)
            for before in self._keys(row.uid)
            if before != row.keys
            for key in before
        ]
        self._using(put_many, "DELETE FROM known WHERE key = ? AND uid = ?", stale)
        marks = ", ".join("?" * _COLUMNS.count(",")) + ", ?"
        into = f"INSERT OR REPLACE INTO published ({_COLUMNS})"
        self._using(put_many, f"{into} VALUES ({marks})", [_values(row) for row in rows])
        known = [(key, row.uid) for row in rows for key in row.keys if key != row.uid]
        self._using(put_pairs, "INSERT OR IGNORE INTO known", known)

    def _keys(self, uid: str) -> list[tuple[str, ...]]:
        rows = self._all("SELECT keys FROM published WHERE uid = ?", (storable(uid),))
        return [tuple(stored(keys).split("\n")) for (keys,) in rows]

    def feed(self, name: str) -> tuple[str, datetime] | None:
        """Return the ETag that a feed last had, and since when; None for a feed that was never asked for."""
        found = self._all("SELECT etag, changed FROM feed WHERE name = ?", (name,))
        return (str(found[0][0]), datetime.fromtimestamp(found[0][1], UTC)) if found else None

    def put_feed(self, name: str, etag: str, changed: datetime) -> None:
        """Remember since when a feed has an ETag, in whole seconds."""
        self._run("INSERT OR REPLACE INTO feed VALUES (?, ?, ?)", (name, etag, int(changed.timestamp())))

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _all(self, sql: str, bindings: tuple[Any, ...] = ()) -> list[Any]:
        try:
            return self._open().execute(sql, bindings).fetchall()
        except (apsw.Error, OSError) as error:
            raise self._trouble(error) from error

    def _run(self, sql: str, bindings: tuple[Any, ...] = ()) -> None:
        self._all(sql, bindings)

    def _using(self, put: Callable[[apsw.Connection, str, Any], None], sql: str, rows: Sequence[Any]) -> None:
        try:
            put(self._open(), sql, rows)
        except (apsw.Error, OSError) as error:
            raise self._trouble(error) from error

    def _open(self) -> apsw.Connection:
        if self._connection is None:
            connection, found = open_lasting(
                "register", self.path, version=VERSION, wait_milliseconds=_WAIT_MILLISECONDS
            )
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
            if found < VERSION:
                self._upgrade(connection)
            self._connection = connection
        return self._connection

    def _upgrade(self, connection: apsw.Connection) -> None:
        """Bring the tables to this version, all steps in one transaction."""
        with transaction(connection):
            # Another process may have been faster.
            for step in _STEPS[int(connection.pragma("user_version")) :]:
                for statement in step:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")

    def _trouble(self, error: Exception) -> StoreError:
        return unusable("register", self.path, error, damaged=DAMAGED)


def _values(row: RegisterRow) -> tuple[Any, ...]:
    (
        uid, keys, named, path, line, words, summary, due, recurrence, decided, shown, digest, sequence, changed,
        state, since, into, series,
    ) = row  # fmt: skip
    return (
        uid, "\n".join(keys), named, path, line, words, summary, due, recurrence, decided, shown, digest, sequence,
        changed, state, since, into, series.name, series.own, json.dumps(series.coming) if series.coming else "",
    )  # fmt: skip


def _row(values: tuple[Any, ...]) -> RegisterRow:
    (
        uid, keys, named, path, line, words, summary, due, recurrence, decided, shown, digest, sequence, changed,
        state, since, into, series, own, coming,
    ) = values  # fmt: skip
    slots = tuple((slot, day) for slot, day in json.loads(coming)) if coming else ()
    return RegisterRow(
        uid=stored(uid), keys=tuple(stored(keys).split("\n")), named=named, path=stored(path), line=line,
        words=stored(words), summary=stored(summary), due=due, recurrence=stored(recurrence),
        decided=bool(decided), shown=bool(shown), digest=digest, sequence=sequence, changed=changed,
        state=State(state), since=since, into=stored(into),
        series=Series(stored(series), own, slots) if series or own else NO_SERIES,
    )  # fmt: skip
