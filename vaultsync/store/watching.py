"""A folder on disk, watched: events of the system where it gives them, else polling.

Events only say where to look. What is lost on the way (the kernel's queue holds
`max_queued_events`, and drops the rest) is answered by a walk.
"""

import errno
import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from vaultsync.core.gathering import Kind, Sign

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent

_QUEUED = Path("/proc/sys/fs/inotify/max_queued_events")
_FULL = frozenset({errno.ENOSPC, errno.EMFILE})
"""The user's share of watches, or of instances, is used up."""

_MANY_FOLDERS = 10_000
_RAISE = "sudo sysctl fs.inotify.max_user_watches=1048576 fs.inotify.max_user_instances=1024"
_RAISE_QUEUE = "sudo sysctl fs.inotify.max_queued_events=262144"
_POLL_SECONDS = 2.0
_POLL_SECONDS_MANY = 15.0


class Watcher:
    """One vault's folder; see `Watch` in `core.gathering`."""

    def __init__(
        self, root: Path, *, now: Callable[[], float], settings: frozenset[str] = frozenset(), polling: bool = False
    ) -> None:
        """Stand on a folder, not watching yet.

        Args:
            root: The vault's folder, without links in it.
            now: Returns the present in seconds, by a clock that only goes forward.
            settings: Files of settings, relative to the vault.
            polling: Never ask the system for events.
        """
        self.manner = "nothing"
        self.now = now
        self._root = root
        self._settings = settings
        self._polling = polling
        self._signs: SimpleQueue[Sign] = SimpleQueue()
        self._observer: Any = None
        self._identity: tuple[int, int] | None = None
        self._listener = _OverflowListener(self._overflowed)

    def start(self) -> str:
        """Watch from now on; return what a person should know about how, empty if nothing."""
        folders, self._identity = _folders(self._root), _identity(self._root)
        if self._identity is None:
            return f"{self._root} is not there; it is watched again when it has come back"
        why = "polling was asked for" if self._polling else _too_many(folders)
        if not why:
            why = self._start_events()
        if why:
            self._start_polling(folders)
            seconds = _POLL_SECONDS_MANY if folders > _MANY_FOLDERS else _POLL_SECONDS
            return f"looking for changes every {seconds:g} s: {why}"
        return ""

    def stop(self) -> None:
        """Watch no longer."""
        observer, self._observer, self.manner = self._observer, None, "nothing"
        self._listener.leave()
        if observer is not None:
            observer.stop()

    def sound(self, *, thoroughly: bool = False) -> bool:
        """Whether the folder that is watched is still the one that lies there; `thoroughly`: all of it, too."""
        observer = self._observer
        if observer is None or self._identity != _identity(self._root):
            return False
        if not observer.is_alive() or not all(emitter.is_alive() for emitter in observer.emitters):
            return False
        return self.manner == "polling" or not thoroughly or not _no_room(observer)

    def take(self, until: float | None) -> Sign:
        """Return the next event, or `NOTHING` if none has come by a moment; None waits for ever."""
        try:
            if until is None:
                return self._signs.get()
            return self._signs.get(timeout=max(0.0, until - self.now()))
        except Empty:
            return Sign(self.now(), Kind.NOTHING)

    def put(self, kind: Kind) -> None:
        """Add an event of our own; safe in a signal handler."""
        self._signs.put(Sign(self.now(), kind))

    def waiting(self) -> int:
        """Return how many events have not been taken yet."""
        return self._signs.qsize()

    def _start_events(self) -> str:
        """Ask the system for events; return why it gives none, empty if it does."""
        from watchdog.observers import Observer

        try:
            observer = Observer()
            self._schedule(observer)
            self._listener.join()
            # Some versions of watchdog pass over folders below the root for which there was no room.
            if not _no_room(observer):
                self._observer, self.manner = observer, "events"
                return ""
            observer.stop()
        except OSError as error:
            if error.errno not in _FULL:
                return f"the system gives no events for this folder ({os.strerror(error.errno or 0).lower()})"
        return f"there is no room for more watched folders. Raise it: {_RAISE}"

    def _start_polling(self, folders: int) -> None:
        from watchdog.observers.polling import PollingObserver

        observer = PollingObserver(timeout=_POLL_SECONDS_MANY if folders > _MANY_FOLDERS else _POLL_SECONDS)
        try:
            self._schedule(observer)
        except OSError:  # the folder has just gone; the next walk says so, and `sound` is false
            return
        self._observer, self.manner = observer, "polling"

    def _schedule(self, observer: Any) -> None:
        observer.start()
        try:
            observer.schedule(_Handler(self._saw), str(self._root), recursive=True, event_filter=_changes())
        except OSError:
            observer.stop()
            raise

    def _saw(self, event: "FileSystemEvent") -> None:
        at = self.now()
        for kind, path in signs(event, str(self._root), self._settings):
            self._signs.put(Sign(at, kind, path))

    def _overflowed(self) -> None:
        self.put(Kind.WALK)


def signs(event: "FileSystemEvent", root: str, settings: frozenset[str]) -> Iterator[tuple[Kind, str]]:
    """Yield what an event of watchdog asks for.

    Args:
        event: One of the kinds of `_changes`.
        root: The vault's folder.
        settings: Files of settings, relative to the vault.
    """
    came, went = _below(event.dest_path, root), _below(event.src_path, root)
    if event.event_type != "moved":
        came, went = went, None
    for path, is_new in ((went, False), (came, True)):
        if path is None:
            continue
        if path in settings:
            yield Kind.SETTINGS, ""
        elif event.is_directory or path == "":
            if not _is_passed_over(path):
                yield Kind.WALK, ""
        elif _is_placeholder(path):
            yield Kind.WALK, ""
        elif _is_note(path) and not _is_passed_over(path):
            # A note that is gone may have been evicted, or its disk pulled: only a walk can tell.
            if event.event_type == "deleted":
                yield Kind.WALK, ""
            else:
                finished = is_new and event.event_type in ("closed", "moved")
                yield (Kind.SAVED if finished else Kind.TOUCHED), path


def _changes() -> list[type["FileSystemEvent"]]:
    """Return the kinds of events that tell of content; all others would drown them in a burst."""
    from watchdog import events

    return [
        events.FileModifiedEvent,
        events.FileCreatedEvent,
        events.FileMovedEvent,
        events.FileDeletedEvent,
        events.FileClosedEvent,
        events.DirCreatedEvent,
        events.DirMovedEvent,
        events.DirDeletedEvent,
    ]


class _Handler:
    """What watchdog calls; its own class would ask for one method for each kind."""

    def __init__(self, saw: "Callable[[FileSystemEvent], None]") -> None:
        self.dispatch = saw


class _OverflowListener(logging.Handler):
    """Hears watchdog say that the kernel has dropped events; it says so nowhere else."""

    def __init__(self, overflowed: Callable[[], None]) -> None:
        super().__init__(logging.WARNING)
        self._overflowed = overflowed
        self._log = logging.getLogger("watchdog")

    def join(self) -> None:
        self._log.addHandler(self)

    def leave(self) -> None:
        self._log.removeHandler(self)

    def emit(self, record: logging.LogRecord) -> None:
        if "overflow" in record.getMessage():
            self._overflowed()


def _no_room(observer: Any) -> bool:
    """Whether one folder more cannot be watched: then some of the vault's may not be either."""
    if not _QUEUED.exists():  # only inotify counts folders
        return False
    try:
        observer.unschedule(observer.schedule(_Handler(lambda _event: None), os.sep, event_filter=_changes()[3:4]))
    except OSError as error:
        return error.errno in _FULL
    return False


def _too_many(folders: int) -> str:
    """Return why the vault's folders cannot be watched together, empty if they can.

    After an overflow watchdog takes every watch off and on again; each tells the queue
    so, and with too many folders that alone overflows it for ever.
    """
    try:
        queue = int(_QUEUED.read_text("ascii"))
    except (OSError, ValueError):
        return ""
    if folders * 2 < queue:
        return ""
    return f"{folders:,} folders are too many for a queue of {queue:,} events. Raise it: {_RAISE_QUEUE}"


def _folders(root: Path) -> int:
    return sum(1 for _ in os.walk(root))


def _identity(root: Path) -> tuple[int, int] | None:
    try:
        found = root.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _below(path: bytes | str, root: str) -> str | None:
    """Return a path relative to the vault with `/` between folders, empty for its root, None outside it."""
    text = os.fsdecode(path)
    if text == root:
        return ""
    start = root if root.endswith(os.sep) else root + os.sep
    return text[len(start) :].replace(os.sep, "/") if text.startswith(start) else None


def _is_note(path: str) -> bool:
    return path[-3:].lower() == ".md"


def _is_placeholder(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name.startswith(".") and name.endswith(".md.icloud") and not _is_passed_over(folder)


def _is_passed_over(path: str) -> bool:
    """Whether a part of a path begins with a dot: Obsidian's own folders and others'."""
    return path.startswith(".") or "/." in path
