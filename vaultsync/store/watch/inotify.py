"""Saves as Linux tells of them: a watch for each folder of the vault, and only of what changes content.

After lost events, and after folders that moved, the folders are gone through once more. The watches that
stand stay: to watch a folder again is to be told the number of its watch. See inotify(7).
"""

import os
import select
from collections.abc import Iterable, Iterator
from contextlib import suppress
from errno import EMFILE, ENFILE, ENOENT, ENOMEM, ENOSPC
from threading import Thread

from inotify_simple import Event, INotify, flags

from vaultsync.core.events import EventKind
from vaultsync.store.watch.emitter import Emit, asked, is_passed_over
from vaultsync.store.watch.questions import QuestionFolder, tells_of_all

_WRITTEN, _LEFT, _CAME, _GONE = (
    int(each) for each in (flags.CLOSE_WRITE, flags.MOVED_FROM, flags.MOVED_TO, flags.DELETE)
)
_FOLDER, _IGNORED, _LOST, _RIGHTS = (int(each) for each in (flags.ISDIR, flags.IGNORED, flags.Q_OVERFLOW, flags.ATTRIB))
_ITSELF = int(flags.DELETE_SELF | flags.MOVE_SELF | flags.UNMOUNT)

# CREATE tells of folders, and of files that were linked in; MODIFY of programs that keep a note open;
# ATTRIB of notes and folders that may be read now. Reading tells of nothing.
_MASK = _WRITTEN | _LEFT | _CAME | _GONE | _RIGHTS | int(flags.CREATE | flags.MODIFY)
_HOW = int(flags.ONLYDIR | flags.DONT_FOLLOW | flags.EXCL_UNLINK)

_NO_ROOM = frozenset({ENOSPC, EMFILE, ENFILE, ENOMEM})


class Inotify:
    """Tells of changes in one vault: see `Emitter`."""

    def __init__(
        self, root: str, settings: frozenset[str], emit: Emit, *, questions: QuestionFolder | None = None
    ) -> None:
        """Stand on a folder, not watching yet.

        Args:
            root: The vault's folder, without links in it.
            settings: Files of settings, relative to the vault.
            emit: Hears what is asked for, on a thread of its own.
            questions: QueryRow of whoever follows the vault; None: nobody asks.
        """
        self._questions = questions
        self._asking = 0
        """The watch of the folder of questions."""

        self._top = os.path.join(root, "")  # noqa: PTH118  # strings, since names need not be UTF-8
        self._settings = settings
        self._emit = emit
        # Folders begin with a dot as a rule where settings lie, and other such folders are not watched.
        self._ways = {way for each in settings for way in _ways(each)}
        self._at: dict[int, str] = {}
        """Each watch with its folder: `a/b/`, or empty for the vault's own."""

        self._refused: set[str] = set()
        """Folders that may not be read now; tried again when permissions change."""

        self._inotify: INotify
        self._end = -1
        """What ends the thread; below zero before `start` and after `stop`."""

        self._thread = Thread(target=self._run, name="vaultsync-inotify", daemon=True)
        self._ended = False

    def start(self) -> None:
        """Watch from now on; raises OSError where there is no room for a watch, or the folder is gone."""
        self._inotify = INotify()
        try:
            self._watch_all()
            if not self._at:
                raise FileNotFoundError(ENOENT, os.strerror(ENOENT), self._top)
            self._end = os.eventfd(0)
        except OSError:
            self._inotify.close()
            raise
        self._let_ask()
        self._thread.start()

    def alive(self) -> bool:
        """Whether it still tells of everything; not if there was no room for a new folder."""
        return self._thread.is_alive() and not self._ended

    def stop(self) -> None:
        """Watch no longer."""
        if self._end < 0:
            return
        self._ended = True
        # It is open until the thread has ended: a number that was given back may be somebody else's by now.
        os.eventfd_write(self._end, 1)
        self._thread.join()
        os.close(self._end)
        self._end = -1

    def _let_ask(self) -> None:
        """Let questions be asked where that can be done; a vault is watched without them, too."""
        if self._questions is None or not tells_of_all(self._top):
            return
        try:
            self._questions.open()
            self._asking = self._inotify.add_watch(self._questions.folder, int(flags.CREATE | flags.ONLYDIR))
        except OSError:
            self._questions.close()

    def _run(self) -> None:
        poller = select.poll()
        poller.register(self._inotify, select.POLLIN)
        poller.register(self._end, select.POLLIN)
        try:
            # Without room for a watch, or the folder of questions, it cannot be relied on: whoever asks hears that it
            # has ended.
            with suppress(OSError):
                while poller.poll() and not self._ended:
                    self._take(self._inotify.read(timeout=0))
        finally:
            if self._questions:
                self._questions.close()
            self._inotify.close()
            if not self._ended:
                self._ended = True
                self._emit(EventKind.WALK, "")

    def _take(self, events: list[Event]) -> None:
        if any(event.wd == self._asking and event.mask & _IGNORED for event in events):
            # With it the whole state folder may be gone: whoever follows the vault looks, and watches again.
            raise FileNotFoundError(ENOENT, os.strerror(ENOENT))
        questions = [event.name for event in events if event.wd == self._asking and event.name]
        if any(event.mask & _LOST for event in events):
            self._watch_all()
            # Whatever else is asked for by the events that were not lost is part of this.
            self._emit(EventKind.SETTINGS, "")
            self._emit(EventKind.WALK, "")
        else:
            self._take_all([event for event in events if event.wd != self._asking] if questions else events)
        # After all that happened before them: the system keeps the order, across all watches.
        for name in questions:
            self._emit(EventKind.ASKED, name)

    def _take_all(self, events: list[Event]) -> None:
        arrived = {event.cookie for event in events if event.mask & _CAME}
        has_moved = False
        for wd, mask, cookie, name in events:
            folder = self._at.get(wd)
            if mask & _IGNORED:
                self._at.pop(wd, None)
            elif folder is None:
                continue  # of a watch that was taken off since
            elif not name:
                if mask & _ITSELF:
                    self._emit(EventKind.WALK, "")
            elif mask & _FOLDER:
                has_moved |= self._take_folder(folder + name, mask)
            else:
                self._tell(folder + name, _kind(mask, is_renamed=cookie in arrived))
        if has_moved:
            # Where the watches below it are now, the events do not say.
            self._watch_all()
            self._emit(EventKind.WALK, "")

    def _take_folder(self, path: str, mask: int) -> bool:
        """Follow what happened to a folder; return whether folders have to be gone through once more."""
        if not self._is_watched(path):
            return False
        if mask & (_GONE | _LEFT):
            self._emit(EventKind.SETTINGS if path in self._ways else EventKind.WALK, "")
            return bool(mask & _LEFT)
        refused = {each for each in self._refused if each.startswith(f"{path}/")}
        if not mask & _RIGHTS or refused:
            self._refused -= refused
            # What was made before the watch stood is told of now.
            for file in self._watch(f"{path}/"):
                self._tell(file, EventKind.TOUCHED)
            if any(each.startswith(f"{path}/") for each in self._refused):
                self._emit(EventKind.WALK, "")  # it says what cannot be read
        return False

    def _tell(self, path: str, of_note: EventKind) -> None:
        wanted = asked(path, of_note, self._settings)
        if wanted:
            self._emit(*wanted)

    def _watch_all(self) -> None:
        """Watch every folder as it lies now, and none that lies elsewhere."""
        before, self._at = self._at, {}
        self._refused.clear()
        for _file in self._watch(""):
            pass
        for wd in before.keys() - self._at.keys():
            with suppress(OSError):  # the folder itself is gone, and the watch with it
                self._inotify.rm_watch(wd)

    def _watch(self, folder: str) -> Iterator[str]:
        """Watch a folder and all below it, yielding the files found once each is watched."""
        waiting = [folder]
        while waiting:
            here = waiting.pop()
            if not self._add(here):
                continue
            for name, is_folder in _entries(self._top + here):
                path = here + name
                if not is_folder:
                    yield path
                elif self._is_watched(path):
                    waiting.append(f"{path}/")

    def _add(self, folder: str) -> bool:
        itself = 0 if folder else _ITSELF
        try:
            wd = self._inotify.add_watch(self._top + folder, _MASK | _HOW | itself)
        except OSError as error:
            if error.errno in _NO_ROOM:
                raise
            if not isinstance(error, FileNotFoundError | NotADirectoryError):
                self._refused.add(folder)
            return False
        self._at[wd] = folder
        return True

    def _is_watched(self, path: str) -> bool:
        return path in self._ways or not is_passed_over(path)


def _kind(mask: int, *, is_renamed: bool) -> EventKind:
    """Return what an event asks for if it is about a note."""
    if mask & (_WRITTEN | _CAME):
        return EventKind.SAVED
    # A note that is gone may have been evicted, or its disk pulled: only a walk can tell.
    if mask & _GONE or (mask & _LEFT and not is_renamed):
        return EventKind.WALK
    return EventKind.TOUCHED


def _entries(folder: str) -> Iterable[tuple[str, bool]]:
    """Return the names in a folder, and whether each is a folder; none if it is gone or cannot be read.

    Raises:
        OSError: There is no room to look, and what lies in the folder would go unwatched.
    """
    try:
        with os.scandir(folder) as entries:
            return [(entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries]
    except OSError as error:
        if error.errno in _NO_ROOM:
            raise
        return ()


def _ways(path: str) -> Iterator[str]:
    """Yield the folders above a file: `a` and `a/b` of `a/b/c`."""
    parts = path.split("/")[:-1]
    for end in range(len(parts)):
        yield "/".join(parts[: end + 1])
