"""How a folder is watched; what each way of watching tells of is in test_emitters."""

import errno
import itertools
import os
import sys
from functools import partial

import pytest

from vaultsync.core.events import EventKind
from vaultsync.store.watch.watcher import RAISE_LIMITS, Watcher

if sys.platform == "linux":
    from inotify_simple import INotify

    class Crowded(INotify):
        """A system with room for so many watches."""

        def __init__(self, room: int) -> None:
            super().__init__()
            self.room = room

        def add_watch(self, path, mask):
            if not self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self.room -= 1
            return super().add_watch(path, mask)


@pytest.fixture
def watcher(tmp_path):
    moments = itertools.count()
    watcher = Watcher(tmp_path, now=lambda: float(next(moments)))
    yield watcher
    watcher.stop()


def test_a_save_on_disk_arrives(watcher, tmp_path):
    assert (watcher.start(), watcher.manner) == ("", "events")
    assert watcher.sound()

    (tmp_path / "a.md").write_text("- [ ] Send the minutes", "utf-8")

    kinds = set()
    while EventKind.SAVED not in kinds:
        event = watcher.take(20.0)
        assert event.path == "a.md"
        kinds.add(event.kind)


def test_polling_is_watching_too(tmp_path):
    watcher = Watcher(tmp_path, now=lambda: 0.0, polling=True)
    assert "every 2 s" in watcher.start()
    assert (watcher.manner, watcher.sound()) == ("polling", True)
    watcher.stop()
    assert (watcher.manner, watcher.sound()) == ("nothing", False)


def test_a_folder_that_was_replaced_is_not_watched_any_more(tmp_path):
    root = tmp_path / "Notes"
    root.mkdir()
    watcher = Watcher(root, now=lambda: 0.0)
    watcher.start()
    root.rename(tmp_path / "Aside")
    assert not watcher.sound()
    root.mkdir()
    assert not watcher.sound()
    watcher.stop()
    watcher.start()
    assert watcher.sound()
    watcher.stop()


def test_a_folder_that_is_not_there_is_no_failure(tmp_path):
    watcher = Watcher(tmp_path / "gone", now=lambda: 0.0)
    assert "not there" in watcher.start()
    assert (watcher.manner, watcher.sound()) == ("nothing", False)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux counts watches")
@pytest.mark.parametrize("room", [0, 2])
def test_where_there_is_no_room_for_every_folder_all_of_them_are_polled(tmp_path, monkeypatch, room):
    """Half a vault that is watched would look like a whole one."""
    from vaultsync.store.watch import inotify

    monkeypatch.setattr(inotify, "INotify", partial(Crowded, room))
    for name in ("a", "b"):
        (tmp_path / "Notes" / name).mkdir(parents=True)
    watcher = Watcher(tmp_path / "Notes", now=lambda: 0.0)
    said = watcher.start()
    assert (watcher.manner, said.partition(". ")[2]) == ("polling", RAISE_LIMITS)
    watcher.stop()


def test_nothing_is_a_moment_too(watcher):
    event = watcher.take(0.0)
    assert (event.kind, event.at) == (EventKind.NOTHING, 1.0)


def test_an_event_of_our_own_comes_first_in_first_out(watcher):
    watcher.put(EventKind.SETTINGS)
    watcher.put(EventKind.END)
    assert watcher.waiting() == 2
    assert [watcher.take(None).kind, watcher.take(None).kind] == [EventKind.SETTINGS, EventKind.END]
