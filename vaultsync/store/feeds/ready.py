"""Components on their way into the index: made without locking it, and taken in little by little."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import Any

import apsw

from vaultsync.core.feed.shown import Shown, Window
from vaultsync.store.feeds.chunks import COLUMNS, SIZE, Head, Row, members, rows_of
from vaultsync.store.transaction import transaction

_CACHE_KILOBYTES = 8_000

_WRITTEN_AT_ONCE = 32
"""Chunks that one transaction takes in: some hundredths of a second."""

Change = int | Row
"""The number of a chunk that goes, or the columns of one that comes."""


class Ready:
    """What is laid ready, beside an open index, in memory: no more than the feed that will be made of it."""

    def __init__(self, database: apsw.Connection, explained: Callable[[], AbstractContextManager[None]]) -> None:
        """Stand on an open index.

        Args:
            database: Its connection.
            explained: Turns what SQLite raises into what a person can do about it.
        """
        self._db = database
        self._explained = explained
        self._stale: set[int] | None = set()
        """The tasks of which something is laid ready; None where all are new."""

        self._ready: dict[str, Shown] = {}
        self._kept = Window("", "")

        self._run(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")

    def begin(self, *, new: bool, kept: Window) -> None:
        """Begin to put components: those that the window no longer keeps are dropped; a `new` variant has none yet."""
        self._ready = {}
        self._kept = kept
        self._stale = None if new else set()

    def put(self, tasks: Iterable[int], shown: Iterable[Shown]) -> None:
        """Prepare the components of tasks, which replace those that the tasks had as soon as they are kept."""
        if self._stale is not None:
            self._stale.update(tasks)
        for each in shown:
            if self._kept.has(each.decided, each.merged):
                self._ready[each.uid] = each

    @contextmanager
    def keeping(self, variant: str) -> Iterator[None]:
        """Take in what was laid ready, little by little: a sync that wants to write waits for no more than a part.

        The block is part of the last transaction. If there are several, the variant counts for nothing until then.
        """
        changes = self._changes(variant)
        some = list(islice(changes, _WRITTEN_AT_ONCE))
        if self._stale is None or len(some) == _WRITTEN_AT_ONCE:
            with self._writing():
                self.follow_variant(variant, -1, "")
                if self._stale is None:
                    self._run("DELETE FROM chunk WHERE variant = ?", (variant,))
        while len(some) == _WRITTEN_AT_ONCE:
            with self._writing():
                self._write(variant, some)
            some = list(islice(changes, _WRITTEN_AT_ONCE))
        with self._writing():
            self._write(variant, some)
            yield
        self._ready = {}

    def _changes(self, variant: str) -> Iterator[Change]:
        """Yield what becomes of the chunks of a variant, in their order: nobody else changes them meanwhile."""
        fresh, ready, kept = sorted(self._ready), self._ready, self._kept
        start = 0
        if self._stale is not None:
            heads = self._heads(variant)
            for place, (head, _) in enumerate(heads):
                until = heads[place + 1][1] if place + 1 < len(heads) else None
                end = len(fresh) if until is None else bisect_left(fresh, until, start)
                if end > start or not head.whole(kept) or head.concerns(self._stale):
                    known = {each.uid: each for each in self._members(head, kept) if each.task not in self._stale}
                    known.update((uid, ready.pop(uid)) for uid in fresh[start:end])
                    yield head.number
                    yield from rows_of([known[uid] for uid in sorted(known)])
                start = end
        for at in range(start, len(fresh), SIZE):
            # Popped, since the text of a chunk has them once more: both would take twice the memory.
            yield from rows_of([ready.pop(uid) for uid in fresh[at : at + SIZE]])

    def _heads(self, variant: str) -> list[tuple[Head, str]]:
        """Return what tells of the chunks of a variant, each with its first UID, in the order of a feed."""
        rows = self._all(
            "SELECT id, tasks, decided, merged, first FROM chunk WHERE variant = ? ORDER BY first", (variant,)
        )
        return [(Head(*columns), first) for *columns, first in rows]

    def _members(self, head: Head, window: Window, tasks: AbstractSet[int] | None = None) -> Iterator[Shown]:
        ((parts, text),) = self._all("SELECT parts, text FROM chunk WHERE id = ?", (head.number,))
        return members(head.tasks, parts, text, window, tasks)

    def _write(self, variant: str, changes: Sequence[Change]) -> None:
        self._many("DELETE FROM chunk WHERE id = ?", ((change,) for change in changes if isinstance(change, int)))
        self._many(
            f"INSERT INTO chunk (variant, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((variant, *change) for change in changes if not isinstance(change, int)),
        )

    def follow_variant(self, name: str, turn: int, used: str) -> None:
        """Remember the turn up to which a variant has followed, and the day (ISO text)."""
        self._run("INSERT OR REPLACE INTO variant VALUES (?, ?, ?)", (name, turn, used))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._explained(), transaction(self._db):
            yield

    def _all(self, sql: str, bindings: tuple[Any, ...] = ()) -> list[Any]:
        with self._explained():
            return self._db.execute(sql, bindings).fetchall()

    def _run(self, sql: str, bindings: tuple[Any, ...] = ()) -> None:
        self._all(sql, bindings)

    def _many(self, sql: str, bindings: Iterable[tuple[Any, ...]]) -> None:
        with self._explained():
            self._db.executemany(sql, bindings)
