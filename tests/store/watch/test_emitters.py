"""What is told of changes in a real folder, by each way of watching one."""

import os
import shutil
import sys
from collections.abc import Callable
from queue import Empty, SimpleQueue

import pytest

from vaultsync.core.events import EventKind
from vaultsync.store.watch.watchdogs import Watchdog

SETTINGS = frozenset({".vaultsync/vaultsync.toml", ".obsidian/plugins/tasks/data.json"})
LONGEST_SECONDS = 30.0
KINDS = [pytest.param(Watchdog, id="watchdog")]
if sys.platform == "linux":
    from vaultsync.store.watch.inotify import Inotify

    KINDS.append(pytest.param(Inotify, id="inotify"))

# Where a folder is made while watchdog looks through the one above it, it watches it twice, and warns;
# taken for an error here, the warning would end the thread that reads events.
pytestmark = pytest.mark.filterwarnings("ignore:Callback with id:RuntimeWarning")


class Room:
    """A vault beside another folder, and what was told of it."""

    def __init__(self, folder, kind) -> None:
        self.root, self.outside = folder / "Notes", folder / "Outside"
        self.root.mkdir()
        self.outside.mkdir()
        self.told: list[tuple[str, str]] = []
        self._queue: SimpleQueue[tuple[EventKind, str]] = SimpleQueue()
        self.emitter = kind(str(self.root), SETTINGS, lambda kind, path: self._queue.put((kind, path)))

    def start(self) -> None:
        self.emitter.start()

    def write(self, path: str, text: str = "- [ ] Send the minutes\n") -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, "utf-8")

    def _hears(self, enough: Callable[[], bool]) -> bool:
        """Listen until it is enough; False if nothing more comes."""
        while not enough():
            try:
                kind, path = self._queue.get(timeout=LONGEST_SECONDS)
            except Empty:
                return False
            self.told.append((kind.value, path))
        return True

    def hears(self, kind: str, path: str = "") -> bool:
        """Whether this is told of, sooner or later."""
        return self._hears(lambda: (kind, path) in self.told)

    def hears_enough_to_find(self, path: str) -> bool:
        """Whether a note is named, or everything is to be looked at."""
        return self._hears(lambda: path in {path for _, path in self.told} or ("walk", "") in self.told)

    def forget(self) -> None:
        """Listen to all that is under way, and forget it.

        What is told of a second note comes after all that goes with the first.
        """
        for path in ("Mark 1.md", "Mark 2.md"):
            self.write(path)
            assert self.hears("saved", path)
        self.told.clear()


@pytest.fixture(params=KINDS)
def room(tmp_path, request):
    room = Room(tmp_path, request.param)
    yield room
    room.emitter.stop()


def test_a_note_that_was_saved(room):
    room.start()
    room.write("Kickoff.md")
    assert room.hears("saved", "Kickoff.md")
    assert {path for _, path in room.told} == {"Kickoff.md"}


def test_a_note_that_a_program_keeps_open(room):
    room.write("Log.md")
    room.start()
    with (room.root / "Log.md").open("a") as log:
        log.write("- [ ] Fold the map\n")
        log.flush()
        assert room.hears("touched", "Log.md")
        assert ("saved", "Log.md") not in room.told


def test_a_save_by_renaming(room):
    room.start()
    room.write("Kickoff.md.tmp")
    (room.root / "Kickoff.md.tmp").rename(room.root / "Kickoff.md")
    assert room.hears("saved", "Kickoff.md")


def test_both_names_of_a_renamed_note(room):
    room.write("Old.md")
    room.start()
    (room.root / "Old.md").rename(room.root / "New.md")
    assert room.hears("saved", "New.md")
    assert room.hears_enough_to_find("Old.md")


def test_a_note_that_was_moved_in_or_linked_in(room):
    (room.outside / "a.md").write_text("", "utf-8")
    (room.outside / "b.md").write_text("", "utf-8")
    room.start()
    (room.outside / "a.md").rename(room.root / "a.md")
    assert room.hears_enough_to_find("a.md")
    room.forget()
    (room.root / "b.md").hardlink_to(room.outside / "b.md")
    assert room.hears_enough_to_find("b.md")


@pytest.mark.parametrize("how", [os.remove, lambda note: note.rename(note.parent.parent / "Outside" / "a.md")])
def test_a_note_that_is_gone_is_looked_for_everywhere(room, how):
    """It may have been evicted by a cloud service, or its disk pulled: one look cannot tell."""
    room.write("Work/a.md")
    room.write("a.md")
    room.start()
    how(room.root / "a.md")
    assert room.hears("walk")


def test_notes_in_new_folders(room):
    room.start()
    room.write("a/b/c/Kickoff.md")
    assert room.hears_enough_to_find("a/b/c/Kickoff.md")
    room.forget()
    room.write("a/b/c/Later.md")
    assert room.hears("saved", "a/b/c/Later.md")


def test_notes_of_a_folder_that_was_moved_in(room):
    (room.outside / "Work" / "Deep").mkdir(parents=True)
    (room.outside / "Work" / "Deep" / "a.md").write_text("", "utf-8")
    room.start()
    (room.outside / "Work").rename(room.root / "Work")
    assert room.hears_enough_to_find("Work/Deep/a.md")
    room.forget()
    room.write("Work/Deep/a.md", "Changed")
    assert room.hears("saved", "Work/Deep/a.md")


def test_a_folder_that_was_moved_is_known_by_its_new_name(room):
    room.write("Work/Deep/a.md")
    room.write("Play/b.md")
    room.start()
    (room.root / "Work").rename(room.root / "Play" / "Work")
    assert room.hears("walk")
    room.forget()
    room.write("Play/Work/Deep/a.md", "Changed")
    assert room.hears("saved", "Play/Work/Deep/a.md")
    assert {path for _, path in room.told} <= {"", "Play/Work/Deep/a.md"}


def test_two_folders_that_exchange_their_names(room):
    room.write("a/in a.md")
    room.write("b/in b.md")
    room.start()
    (room.root / "a").rename(room.root / "c")
    (room.root / "b").rename(room.root / "a")
    (room.root / "c").rename(room.root / "b")
    assert room.hears("walk")
    room.forget()
    room.write("b/in a.md", "Changed")
    assert room.hears("saved", "b/in a.md")


def test_a_folder_that_is_deleted_and_made_again(room):
    room.write("Work/a.md")
    room.start()
    shutil.rmtree(room.root / "Work")
    assert room.hears("walk")
    room.forget()
    room.write("Work/b.md")
    assert room.hears_enough_to_find("Work/b.md")
    room.forget()
    room.write("Work/c.md")
    assert room.hears("saved", "Work/c.md")


def test_settings_wherever_their_folders_come_from(room):
    room.start()
    room.write(".vaultsync/vaultsync.toml", "")
    assert room.hears("settings")
    room.forget()
    room.write(".obsidian/plugins/tasks/data.json", "{}")
    assert room.hears("settings")
    room.forget()
    room.write(".obsidian/plugins/tasks/data.json", '{"statusSettings": {}}')
    assert room.hears("settings")
    room.forget()
    (room.root / ".vaultsync" / "vaultsync.toml").unlink()
    assert room.hears("settings")


def test_what_is_passed_over_is_not_told_of(room):
    room.write(".trash/a.md")
    room.write("Work/.git/a.md")
    room.start()
    room.write(".trash/a.md", "Changed")
    room.write("Work/.git/deep/a.md", "Changed")
    room.write(".obsidian/workspace.json", "{}")
    room.write("Picture.png")
    room.write("b.md")
    assert room.hears("saved", "b.md")
    assert {path for _, path in room.told} == {"b.md"}


def test_reading_is_not_told_of(room):
    room.write("a.md")
    room.start()
    (room.root / "a.md").read_bytes()
    list(room.root.iterdir())
    room.write("b.md")
    assert room.hears("saved", "b.md")
    assert {path for _, path in room.told} == {"b.md"}


def test_what_lies_behind_a_link_is_not_the_vaults(room):
    (room.outside / "a.md").write_text("", "utf-8")
    (room.root / "Link").symlink_to(room.outside, target_is_directory=True)
    room.start()
    (room.outside / "a.md").write_text("Changed", "utf-8")
    room.write("b.md")
    assert room.hears("saved", "b.md")
    assert {path for _, path in room.told} == {"b.md"}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take only text for a name")
def test_names_that_are_no_text(room):
    room.start()
    room.write("caf\udce9/na\udcefve.md")
    assert room.hears_enough_to_find("caf\udce9/na\udcefve.md")
    room.forget()
    room.write("caf\udce9/na\udcefve.md", "Changed")
    assert room.hears("saved", "caf\udce9/na\udcefve.md")


def test_the_vault_itself_going(room):
    room.start()
    shutil.rmtree(room.root)
    assert room.hears("walk")


def test_a_folder_that_is_not_there_cannot_be_watched(room):
    room.root.rmdir()
    with pytest.raises(OSError):
        room.start()
