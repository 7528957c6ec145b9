"""A folder on disk, watched: events of the system where it gives them, else polling.

Events only say where to look. What is lost on the way (the kernel's queue holds
`max_queued_events`, and drops the rest) is answered by a walk.
"""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue

from vaultsync.core.events import Event, EventKind
from vaultsync.store.watch.emitter import Emitter
from vaultsync.store.watch.questions import QuestionFolder

_FULL = frozenset({errno.ENOSPC, errno.EMFILE})
"""The user's share of watches, or of instances, is used up."""

_MANY_FOLDERS = 10_000
RAISE_LIMITS = "Raise it: sudo sysctl fs.inotify.max_user_watches=1048576 fs.inotify.max_user_instances=1024"
"""The advice to whoever has more folders than the system lets him watch (Linux only)."""

_POLL_SECONDS = 2.0
_POLL_SECONDS_MANY = 15.0


class Watcher:
    """One vault's folder; see `Watch` in `core.events`."""

    def __init__(
        self,
        root: Path,
        *,
        now: Callable[[], float],
        settings: frozenset[str] = frozenset(),
        polling: bool = False,
        questions: QuestionFolder | None = None,
    ) -> None:
        """Stand on a folder, not watching yet.

        Args:
            root: The vault's folder, without links in it.
            now: Returns the present in seconds, by a clock that only goes forward.
            settings: Files of settings, relative to the vault.
            polling: Never ask the system for events.
            questions: QueryRow of whoever follows the vault, which only Linux allows; None: nobody asks.
        """
        self._questions = questions
        self.manner = "nothing"
        self.now = now
        self._root = root
        self._settings = settings
        self._polling = polling
        self._queue: SimpleQueue[Event] = SimpleQueue()
        self._emitter: Emitter | None = None
        self._identity: tuple[int, int] | None = None

    def start(self) -> str:
        """Watch from now on; return what a person should know about how, empty if nothing."""
        self._identity = _identity(self._root)
        if self._identity is None:
            return f"{self._root} is not there; it is watched again when it has come back"
        why = "polling was asked for" if self._polling else self._start_events()
        return f"{self._start_polling()}: {why}" if why else ""

    def stop(self) -> None:
        """Watch no longer."""
        emitter, self._emitter, self.manner = self._emitter, None, "nothing"
        if emitter is not None:
            emitter.stop()

    def sound(self) -> bool:
        """Whether the folder that is watched is still the one that lies there, and all of it is watched."""
        return self._emitter is not None and self._identity == _identity(self._root) and self._emitter.alive()

    def take(self, until: float | None) -> Event:
        """Return the next event, or `NOTHING` if none has come by a moment; None waits for ever."""
        try:
            if until is None:
                return self._queue.get()
            return self._queue.get(timeout=max(0.0, until - self.now()))
        except Empty:
            return Event(self.now(), EventKind.NOTHING)

    def put(self, kind: EventKind, path: str = "") -> None:
        """Add an event; safe in a signal handler."""
        self._queue.put(Event(self.now(), kind, path))

    def waiting(self) -> int:
        """Return how many events have not been taken yet."""
        return self._queue.qsize()

    def _start_events(self) -> str:
        """Ask the system for events; return why it gives none, empty if it does."""
        try:
            emitter = self._events()
            emitter.start()
        except OSError as error:
            if error.errno in _FULL:
                return f"there is no room for more watched folders. {RAISE_LIMITS}"
            return f"the system gives no events for this folder ({os.strerror(error.errno or 0).lower()})"
        self._emitter, self.manner = emitter, "events"
        return ""

    def _events(self) -> Emitter:
        if sys.platform == "linux":
            # After lost events watchdog takes all watches off and on again; with many folders that alone
            # fills the queue, for ever.
            from vaultsync.store.watch.inotify import Inotify

            return Inotify(str(self._root), self._settings, self.put, questions=self._questions)
        else:  # noqa: RET505  # so mypy reads only what is for the system it looks at
            from vaultsync.store.watch.watchdogs import Watchdog

            return Watchdog(str(self._root), self._settings, self.put)

    def _start_polling(self) -> str:
        """Look every few seconds; say so."""
        from vaultsync.store.watch.watchdogs import Watchdog

        every = _POLL_SECONDS_MANY if _folders(self._root) > _MANY_FOLDERS else _POLL_SECONDS
        emitter = Watchdog(str(self._root), self._settings, self.put, every=every)
        try:
            emitter.start()
        except OSError:  # the folder has just gone; the next walk says so, and `sound` is false
            pass
        else:
            self._emitter, self.manner = emitter, "polling"
        return f"looking for changes every {every:g} s"


def _folders(root: Path) -> int:
    return sum(1 for _ in os.walk(root))


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        found = root.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
