"""What is watched after events were lost, folders moved, and rights came back."""

import os
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux has inotify", allow_module_level=True)

from tests.store.watch.inotify.making import LONGEST_SECONDS, Index
from vaultsync.core.events import EventKind

QUEUE = int(Path("/proc/sys/fs/inotify/max_queued_events").read_text("ascii"))


def watches() -> int:
    """Return how many watches this process has."""
    infos = (Path("/proc/self/fdinfo") / name for name in os.listdir("/proc/self/fdinfo"))
    return sum(info.read_text("ascii").count("inotify wd:") for info in infos if info.exists())


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
