"""Watching by inotify, where it has to be better than others: lost events, moved folders, no room, many at once."""

import os
import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux has inotify", allow_module_level=True)

from vaultsync.core.events import EventKind
from vaultsync.store.watch import inotify
from vaultsync.store.watch.inotify import Inotify
from vaultsync.store.watch.questions import QuestionFolder

LONGEST_SECONDS = 60.0
QUEUE = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("ascii"))
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


@pytest.fixture
def root(tmp_path) -> Path:
    root = tmp_path / "Notes"
    root.mkdir()
    return root


@pytest.fixture
def index(root):
    index = Index(root)
    yield index
    index.gate.set()
    index.emitter.stop()


def watches() -> int:
    """Return how many watches this process has."""
    infos = (Path("/proc/self/fdinfo") / name for name in os.listdir("/proc/self/fdinfo"))
    return sum(info.read_text("ascii").count("inotify wd:") for info in infos if info.exists())


class Hands:
    """Changes a folder at random, as fast as it can; most of what it wishes for cannot be done."""

    NAMES = ("a", "b", "c", ".hidden")
    NOTES = ("x.md", "y.md")

    def __init__(self, root: Path, outside: Path, dice: random.Random) -> None:
        self.root, self.outside, self.dice = root, outside, dice
        self.written = 0

    def folder(self) -> Path:
        depth = self.dice.choice((0, 1, 1, 2, 2, 3))
        return self.root.joinpath(*(self.dice.choice(self.NAMES) for _ in range(depth)))

    def note(self) -> Path:
        return self.folder() / self.dice.choice(self.NOTES)

    def text(self) -> str:
        self.written += 1
        return str(self.written)

    def change(self) -> None:
        wish = self.dice.choice(
            (
                *(self.write, self.write, self.write, self.append, self.replace, self.rename, self.link, self.delete),
                *(self.make, self.move, self.move, self.clear, self.move_out, self.move_in),
            )
        )
        with suppress(OSError):
            wish()

    def make(self) -> None:
        self.folder().mkdir(parents=True)

    def write(self) -> None:
        note = self.note()
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(self.text(), "ascii")

    def append(self) -> None:
        with self.note().open("r+") as note:
            note.write(self.text())

    def rename(self) -> None:
        self.note().rename(self.note())

    def replace(self) -> None:
        note = self.note()
        temporary = note.with_suffix(".tmp")
        temporary.write_text(self.text(), "ascii")
        temporary.rename(note)

    def delete(self) -> None:
        self.note().unlink()

    def link(self) -> None:
        """Of a note with two names in the vault the system names only the one that was written to."""
        other = self.outside / "Linked.md"
        other.write_text(self.text(), "ascii")
        try:
            self.note().hardlink_to(other)
        finally:
            other.unlink()

    def move(self) -> None:
        self.folder().rename(self.folder())

    def clear(self) -> None:
        folder = self.folder()
        if folder != self.root:
            shutil.rmtree(folder)

    def move_out(self) -> None:
        folder = self.folder()
        if folder != self.root:
            folder.rename(self.outside / self.text())

    def move_in(self) -> None:
        self.dice.choice(sorted(self.outside.iterdir()) or [self.outside / "none"]).rename(self.folder())


@pytest.mark.parametrize("seed", range(12))
def test_however_fast_a_vault_is_changed_every_note_that_differs_is_told_of(tmp_path, root, seed):
    """Kills: folders not gone through after a move; new folders not looked into; questions answered too soon."""
    dice = random.Random(seed)
    (tmp_path / "Outside").mkdir()
    hands = Hands(root, tmp_path / "Outside", dice)
    for _ in range(50):
        hands.change()
    index = Index(root)
    try:
        for _ in range(400):
            hands.change()
            if dice.random() < 0.1:
                index.follow()
            if dice.random() < 0.05:
                index.ask()
                assert index.known == index.truth()
        index.follow_all()
        assert index.known == index.truth()
        for path in index.truth():  # and all that is there is watched
            (root / path).write_text(hands.text(), "ascii")
        index.follow_all()
        assert index.known == index.truth()
    finally:
        index.emitter.stop()


@pytest.mark.skipif(QUEUE > 100_000, reason="the system's queue holds more than a test should fill")
def test_after_lost_events_everything_is_looked_at_and_watched(index, root):
    """Kills: an overflow that is passed over; folders made meanwhile not watched; settings not read again;
    questions that were asked before it forgotten, or answered before the walk."""
    (root / "Old" / "Deep").mkdir(parents=True)
    notes = [root / "Old" / "a.md", root / "Old" / "b.md"]
    for note in notes:
        note.write_text("0", "ascii")
    index.follow_all()

    index.gate.clear()
    index.hearing.clear()
    os.truncate(notes[0], 0)
    assert index.hearing.wait(LONGEST_SECONDS)
    (index.questions / "before").touch()
    for number in range(2 * QUEUE):  # one after the other: equal neighbours would be one event
        os.truncate(notes[number % 2], 0)
    (root / "Old").rename(root / "Moved")
    (root / "New").mkdir()
    (root / "New" / "c.md").write_text("1", "ascii")
    index.told.clear()
    index.gate.set()

    index.wait_for(EventKind.SETTINGS)
    index.wait_for(EventKind.WALK)
    assert index.known == index.truth()
    index.wait_for(EventKind.ASKED, "before")
    index.follow_all()
    for folder in ("New", "Moved", "Moved/Deep"):
        (root / folder / "d.md").write_text("2", "ascii")
        index.wait_for(EventKind.SAVED, f"{folder}/d.md")
    assert index.emitter.alive()


def test_a_folder_that_was_moved_out_is_watched_no_longer(index, root, tmp_path):
    (root / "Work").mkdir()
    (root / "Work" / "a.md").write_text("1", "ascii")
    index.follow_all()
    (root / "Work").rename(tmp_path / "Work")
    index.follow_all()
    assert watches() == 2  # the vault's, and that of the questions
    index.told.clear()
    (tmp_path / "Work" / "a.md").write_text("2", "ascii")
    index.follow_all()
    assert all(path.startswith("Mark ") for _, path in index.told)


def test_a_folder_moved_to_where_none_is_watched_is_watched_no_longer(index, root):
    (root / "Work").mkdir()
    index.follow_all()
    (root / "Work").rename(root / ".trash")
    index.follow_all()
    index.told.clear()
    (root / ".trash" / "a.md").write_text("2", "ascii")
    index.follow_all()
    assert all(path.startswith("Mark ") for _, path in index.told)


def test_without_room_for_a_new_folder_it_says_so_and_ends(index, root, monkeypatch):
    def full(self, path, mask):
        raise OSError(inotify.ENOSPC, "no space left on device")

    monkeypatch.setattr(inotify.INotify, "add_watch", full)
    assert index.emitter.alive()
    (root / "New").mkdir()
    index.wait_for(EventKind.WALK)
    assert not index.alive_when_told  # whoever hears of it asks at once


def test_it_may_end_by_itself_just_when_it_is_ended(root, monkeypatch):
    """Kills: a descriptor that is closed by then, or another's."""
    before = len(os.listdir("/proc/self/fd"))
    index = Index(root)
    end = os.eventfd_write

    def full(self, path, mask):
        raise OSError(inotify.ENOSPC, "no space left on device")

    def ended_already(descriptor, value):
        (root / "New").mkdir()
        index.emitter._thread.join()
        end(descriptor, value)

    monkeypatch.setattr(inotify.INotify, "add_watch", full)
    monkeypatch.setattr(os, "eventfd_write", ended_already)
    index.emitter.stop()
    assert not index.emitter.alive()
    assert len(os.listdir("/proc/self/fd")) == before


@pytest.mark.parametrize("number", [inotify.EMFILE, inotify.ENFILE, inotify.ENOMEM])
def test_without_room_to_look_into_a_new_folder_it_says_so_and_ends(index, root, monkeypatch, number):
    """Kills: folders below it that nobody watches, while all seems well."""
    look = os.scandir

    def full(folder):
        if str(folder).endswith("/New/"):
            raise OSError(number, os.strerror(number))
        return look(folder)

    monkeypatch.setattr(os, "scandir", full)
    (root / "New").mkdir()
    index.wait_for(EventKind.WALK)
    assert not index.alive_when_told


def test_without_room_to_look_into_a_folder_it_does_not_begin(root, monkeypatch):
    def full(folder):
        raise OSError(inotify.EMFILE, "too many open files")

    (root / "Old").mkdir()
    monkeypatch.setattr(os, "scandir", full)
    with pytest.raises(OSError, match="too many open files"):
        Inotify(str(root), SETTINGS, pytest.fail).start()


def a_file(root: Path, monkeypatch) -> None:
    (root.parent / "questions").write_text("a file", "ascii")


def no_room(root: Path, monkeypatch) -> None:
    def full(*_words, **_more):
        raise OSError(inotify.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "makedirs", full)


def no_watch(root: Path, monkeypatch) -> None:
    add = inotify.INotify.add_watch

    def full(self, path, mask):
        if path.endswith("questions"):
            raise OSError(inotify.ENOSPC, "no space left on device")
        return add(self, path, mask)

    monkeypatch.setattr(inotify.INotify, "add_watch", full)


@pytest.mark.parametrize("trouble", [a_file, no_room, no_watch])
def test_where_nothing_can_be_asked_a_vault_is_watched_all_the_same(root, monkeypatch, trouble):
    """Kills: events given up for the sake of questions; a folder of questions that nobody hears of."""
    trouble(root, monkeypatch)
    index = Index(root)
    try:
        assert not index.questions.is_dir()
        (root / "a.md").write_text("1", "ascii")
        index.wait_for(EventKind.SAVED, "a.md")
    finally:
        index.emitter.stop()


def test_without_its_folder_of_questions_it_is_not_alive_and_says_so(root):
    """Kills: a state folder that was deleted, and a daemon that notices it minutes later, or never."""
    index = Index(root)
    try:
        index.questions.rmdir()
        index.wait_for(EventKind.WALK)
        assert not index.alive_when_told
    finally:
        index.emitter.stop()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_be_read_at_last_is_watched(root):
    (root / "Shut" / "Deep").mkdir(parents=True)
    (root / "Shut" / "Deep" / "a.md").write_text("1", "ascii")
    (root / "Shut").chmod(0)
    index = Index(root)
    try:
        (root / "Shut").chmod(0o700)
        index.wait_for(EventKind.TOUCHED, "Shut/Deep/a.md")
        assert index.known == index.truth()
        (root / "Shut" / "Deep" / "a.md").write_text("2", "ascii")
        index.wait_for(EventKind.SAVED, "Shut/Deep/a.md")
    finally:
        index.emitter.stop()


def test_it_is_ended_at_once_and_leaves_nothing_open(root):
    before = len(os.listdir("/proc/self/fd"))
    index = Index(root)
    index.emitter.stop()
    assert not index.emitter.alive()
    assert len(os.listdir("/proc/self/fd")) == before
    assert index.told == []
