"""Who follows a vault by what inotify tells."""

import os
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

from vaultsync.core.events import EventKind
from vaultsync.store.watch.inotify import Inotify
from vaultsync.store.watch.questions import QuestionFolder

LONGEST_SECONDS = 60.0


SETTINGS = frozenset({".vaultsync/vaultsync.toml"})


class Index:
    """Follows a vault by what it is told, as an index does: a named note is looked at, or everything."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.told: list[tuple[EventKind, str]] = []
        self._queue: SimpleQueue[tuple[EventKind, str]] = SimpleQueue()
        self.gate = Event()
        """While it is closed, nothing is taken: the kernel's queue fills."""

        self.gate.set()
        self.hearing = Event()
        """Set whenever it is told of something, even before the gate."""

        self.marks = 0
        self.alive_when_told = True
        self.questions = root.parent / "questions"
        self.emitter = Inotify(str(root), SETTINGS, self._hear, questions=QuestionFolder(str(self.questions)))
        self.emitter.start()
        self.known = self.truth()

    def truth(self) -> dict[str, str]:
        return {path: text for path in self._notes() if (text := self._text(path)) is not None}

    def follow(self) -> None:
        """Take in what has been told so far."""
        while True:
            try:
                self._take(*self._queue.get_nowait())
            except Empty:
                return

    def follow_all(self) -> None:
        """Take in all that has happened: what is told of a second note comes after all that goes with the first."""
        for _ in range(2):
            self.marks += 1
            (self.root / f"Mark {self.marks}.md").write_text("", "ascii")
            self.wait_for(EventKind.SAVED, f"Mark {self.marks}.md")
        self.follow()

    def ask(self) -> None:
        """Take in all that happened until now, as a question promises."""
        self.marks += 1
        (self.questions / str(self.marks)).touch()
        self.wait_for(EventKind.ASKED, str(self.marks))

    def wait_for(self, kind: EventKind, path: str = "") -> None:
        while True:
            told = self._queue.get(timeout=LONGEST_SECONDS)
            self._take(*told)
            if told == (kind, path):
                return

    def _hear(self, kind: EventKind, path: str) -> None:
        self.hearing.set()
        self.gate.wait(LONGEST_SECONDS)
        self.alive_when_told = self.emitter.alive()
        self._queue.put((kind, path))

    def _take(self, kind: EventKind, path: str) -> None:
        self.told.append((kind, path))
        if kind is EventKind.WALK:
            self.known = self.truth()
        elif path and kind is not EventKind.ASKED:
            text = self._text(path)
            self.known.pop(path, None)
            if text is not None:
                self.known[path] = text

    def _notes(self) -> Iterator[str]:
        for folder, _folders, files in os.walk(self.root):
            for name in files:
                path = os.path.relpath(os.path.join(folder, name), self.root)
                if not path.startswith(".") and "/." not in path and path.endswith(".md"):
                    yield path

    def _text(self, path: str) -> str | None:
        try:
            return (self.root / path).read_text("ascii")
        except OSError:
            return None
