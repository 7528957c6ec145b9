"""Notes on disk: what is gone, and what only cannot be looked at."""

import errno
import os
import time

import pytest

from vaultsync.core.walk import UnreadableNote
from vaultsync.store.disk import DiskVault, vaults_below


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.md").write_bytes(b"- [ ] b\n")
    return DiskVault(tmp_path, now=lambda: 2**62)


def fails(number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    return refuse


def test_what_is_no_note_is_not_there(vault):
    assert vault.look("sub/a.md")[0] == 8
    assert vault.look("sub/b.md") is None
    assert vault.look("sub/a.md/b.md") is None
    assert vault.look("sub") is None


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.ESTALE, errno.ETIMEDOUT])
def test_a_note_that_cannot_be_looked_at_is_not_gone(vault, monkeypatch, number):
    monkeypatch.setattr("os.lstat", fails(number))

    with pytest.raises(UnreadableNote, match=os.strerror(number).lower()):
        vault.look("sub/a.md")


@pytest.mark.parametrize("call", ["os.open", "os.read"])
def test_a_note_that_cannot_be_read_is_not_gone(vault, monkeypatch, call):
    monkeypatch.setattr(call, fails(errno.EIO))

    with pytest.raises(UnreadableNote, match="input/output error"):
        vault.read("sub/a.md")


def test_a_note_is_read_whole_however_little_comes_at_a_time(vault, monkeypatch):
    read = os.read
    monkeypatch.setattr("os.read", lambda handle, _size: read(handle, 3))

    assert vault.read("sub/a.md")[0] == b"- [ ] b\n"


def test_a_young_note_that_somebody_has_open_for_writing_says_so(tmp_path):
    note = tmp_path / "a.md"
    note.write_bytes(b"- [ ] b\n")
    young = DiskVault(tmp_path, now=lambda: note.stat().st_mtime_ns + 1)

    assert not young.read("a.md")[1].writing
    with note.open("ab"):
        assert young.read("a.md")[1].writing
        assert not DiskVault(tmp_path, now=lambda: 2**62).read("a.md")[1].writing


class Entry:
    """An entry of a file system that does not say in its list what is a folder."""

    def __init__(self, found):
        self.name = found.name
        self.is_dir = self.stat = fails(errno.EIO)


def test_a_folder_that_does_not_say_that_it_is_one_may_hold_notes(vault, monkeypatch):
    scandir = os.scandir

    class Listed:
        def __init__(self, place):
            self.entries = [Entry(entry) for entry in scandir(place)]

        def __enter__(self):
            return self.entries

        def __exit__(self, *_):
            pass

    monkeypatch.setattr("os.scandir", Listed)

    walk = vault.walk()

    assert "sub/" in walk.unseen
    assert walk.notes == {}


def test_notes_are_counted_in_as_many_folders_as_wanted(tmp_path):
    for number in range(3):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "A.md").write_text("")
    (tmp_path / ".A.md").write_text("")
    vault = DiskVault(tmp_path, now=time.time_ns)

    assert vault.count(4) == (3, True)
    assert vault.count(3) == (2, False)


def test_vaults_are_found_by_obsidians_folder_in_so_many_folders(tmp_path):
    for folder in (".obsidian", "a/.obsidian", "a/b/.obsidian", "c/.trash/.obsidian", "d/obsidian"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "c" / ".obsidian").write_text("no folder")

    assert vaults_below(str(tmp_path)) == ["a", "a/b"]
    assert vaults_below(str(tmp_path), folders=1) == [], "the top alone"
    assert vaults_below(str(tmp_path / "a"), folders=2) == ["b"]
