"""Saves as watchdog tells of them: by events on macOS and Windows, by polling anywhere."""

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from vaultsync.core.events import EventKind
from vaultsync.store.watch.emitter import Emit, asked, is_passed_over

if TYPE_CHECKING:
    from watchdog.events import FileSystemEvent


class Watchdog:
    """Tells of changes in one vault: see `Emitter`."""

    def __init__(self, root: str, settings: frozenset[str], emit: Emit, *, every: float | None = None) -> None:
        """Stand on a folder, not watching yet.

        Args:
            root: The vault's folder, without links in it.
            settings: Files of settings, relative to the vault.
            emit: Hears what is asked for, on a thread of its own.
            every: Look for changes after so many seconds; None asks the system for events.
        """
        self._root = root
        self._settings = settings
        self._emit = emit
        self._observer: Any = _events() if every is None else _polling(every)

    def start(self) -> None:
        """Watch from now on; raises OSError where the system gives no events, or the folder is gone."""
        self._observer.start()
        try:
            self._observer.schedule(_Handler(self._saw), self._root, recursive=True, event_filter=_changes())
        except OSError:
            self._observer.stop()
            raise

    def alive(self) -> bool:
        """Whether it still tells of everything."""
        return self._observer.is_alive() and all(emitter.is_alive() for emitter in self._observer.emitters)

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()

    def _saw(self, event: "FileSystemEvent") -> None:
        for wanted in asked_by(event, self._root, self._settings):
            self._emit(*wanted)


def asked_by(event: "FileSystemEvent", root: str, settings: frozenset[str]) -> Iterator[tuple[EventKind, str]]:
    """Yield what an event of watchdog asks for.

    Args:
        event: One of the kinds of `_changes`.
        root: The vault's folder.
        settings: Files of settings, relative to the vault.
    """
    came, went = _below(event.dest_path, root), _below(event.src_path, root)
    if event.event_type != "moved":
        came, went = went, None
    finished = EventKind.SAVED if event.event_type in ("closed", "moved") else EventKind.TOUCHED
    for path, of_note in ((went, EventKind.TOUCHED), (came, finished)):
        if path is None:
            continue
        if path not in settings and (event.is_directory or path == ""):
            if not is_passed_over(path):
                yield EventKind.WALK, ""
            continue
        # A note that is gone may have been evicted, or its disk pulled: only a walk can tell.
        wanted = asked(path, EventKind.WALK if event.event_type == "deleted" else of_note, settings)
        if wanted:
            yield wanted


def _events() -> Any:
    from watchdog.observers import Observer

    return Observer()


def _polling(every: float) -> Any:
    from watchdog.observers.polling import PollingObserver

    return PollingObserver(timeout=every)


def _changes() -> "list[type[FileSystemEvent]]":
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


def _below(path: bytes | str, root: str) -> str | None:
    """Return a path relative to the vault with `/` between folders, empty for its root, None outside it."""
    text = os.fsdecode(path)
    if text == root:
        return ""
    start = root if root.endswith(os.sep) else root + os.sep
    return text[len(start) :].replace(os.sep, "/") if text.startswith(start) else None
