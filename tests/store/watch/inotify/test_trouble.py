"""No room for another watch, nothing that can be asked, and the end."""

import os
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("only Linux has inotify", allow_module_level=True)

from tests.store.watch.inotify.making import SETTINGS, Index
from vaultsync.core.events import EventKind
from vaultsync.store.watch import inotify
from vaultsync.store.watch.inotify import Inotify


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


def test_it_is_ended_at_once_and_leaves_nothing_open(root):
    before = len(os.listdir("/proc/self/fd"))
    index = Index(root)
    index.emitter.stop()
    assert not index.emitter.alive()
    assert len(os.listdir("/proc/self/fd")) == before
    assert index.told == []
