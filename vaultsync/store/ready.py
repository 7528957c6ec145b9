"""Components on their way into the index: made without locking it, and taken in little by little."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from hashlib import blake2b
from itertools import islice
from typing import Any

import apsw

from vaultsync.core.feed.shown import Shown
from vaultsync.store.rows import storable

_CACHE_KILOBYTES = 32_000

_WRITTEN_AT_ONCE = 4_000
"""Components that one transaction takes in: some hundredths of a second."""


class Ready:
    """What is laid ready, beside an open index, in a table of this process."""

    def __init__(self, database: apsw.Connection, explained: Callable[[], AbstractContextManager[None]]) -> None:
        """Stand on an open index.

        Args:
            database: Its connection.
            explained: Turns what SQLite raises into what a person can do about it.
        """
        self._db = database
        self._explained = explained
        self._stale: list[int] | None = []
        """The tasks of which something is laid ready; None where all are new."""

        self._run(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")

    def begin(self, *, new: bool) -> None:
        """Begin to lay components ready; in a `new` variant no task has any."""
        self._run(
            "CREATE TEMP TABLE IF NOT EXISTS ready (uid NOT NULL, task INTEGER NOT NULL, decided TEXT NOT NULL,"
            " merged TEXT NOT NULL, digest BLOB NOT NULL, text BLOB NOT NULL)"
        )
        self._run("DELETE FROM ready")
        self._stale = None if new else []

    def put(self, tasks: Iterable[int], shown: Sequence[Shown]) -> None:
        """Lay ready the components of tasks, which are to take the place of those that they had."""
        if self._stale is not None:
            self._stale += tasks
        self._many(
            "INSERT INTO ready VALUES (?, ?, ?, ?, ?, ?)",
            [
                (storable(uid), task, decided, merged, digest_of(text), text)
                for uid, task, decided, merged, text in shown
            ],
        )

    @contextmanager
    def keeping(self, variant: str) -> Iterator[None]:
        """Take in what was laid ready, little by little: a sync that wants to write waits for no more than a part.

        The block is part of the last transaction. If there are several, the variant counts for nothing until then.
        """
        # In the order of the table: in another one, every row would touch a page of its own.
        with self._explained():
            ready = self._db.execute("SELECT uid, task, decided, merged, digest, text FROM ready ORDER BY uid")
        some, stale = self._part(ready), self._stale or []
        if self._stale is None or len(some) == _WRITTEN_AT_ONCE or len(stale) > _WRITTEN_AT_ONCE:
            with self._writing():
                self.follow_variant(variant, -1, "")
                if self._stale is None:
                    self._run("DELETE FROM component WHERE variant = ?", (variant,))
        while len(some) == _WRITTEN_AT_ONCE or len(stale) > _WRITTEN_AT_ONCE:
            with self._writing():
                self._replace(variant, stale[:_WRITTEN_AT_ONCE], some)
            some, stale = self._part(ready), stale[_WRITTEN_AT_ONCE:]
        with self._writing():
            self._replace(variant, stale, some)
            yield
        self._run("DELETE FROM ready")

    def _part(self, ready: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        with self._explained():
            return list(islice(ready, _WRITTEN_AT_ONCE))

    def _replace(self, variant: str, stale: Iterable[int], ready: Iterable[tuple[Any, ...]]) -> None:
        # The plus keeps the planner from walking through the whole variant for each task.
        self._many("DELETE FROM component WHERE task = ? AND +variant = ?", ((task, variant) for task in stale))
        self._many("INSERT OR REPLACE INTO component VALUES (?, ?, ?, ?, ?, ?, ?)", ((variant, *row) for row in ready))

    def follow_variant(self, name: str, turn: int, used: str) -> None:
        """Remember the turn up to which a variant has followed, and the day (ISO text)."""
        self._run("INSERT OR REPLACE INTO variant VALUES (?, ?, ?)", (name, turn, used))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        self._run("BEGIN IMMEDIATE")
        try:
            yield
            self._run("COMMIT")
        except BaseException:
            # What fails so badly that SQLite has taken it back already cannot be taken back again.
            if not self._db.getautocommit():
                with suppress(apsw.Error):
                    self._db.execute("ROLLBACK")
            raise

    def _all(self, sql: str, bindings: tuple[Any, ...] = ()) -> list[Any]:
        with self._explained():
            return self._db.execute(sql, bindings).fetchall()

    def _run(self, sql: str, bindings: tuple[Any, ...] = ()) -> None:
        self._all(sql, bindings)

    def _many(self, sql: str, bindings: Iterable[tuple[Any, ...]]) -> None:
        with self._explained():
            self._db.executemany(sql, bindings)


def digest_of(data: bytes) -> bytes:
    """Return 16 bytes that follow from others."""
    return blake2b(data, digest_size=16).digest()
