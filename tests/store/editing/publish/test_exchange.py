"""A note is exchanged whole, or stays as it was."""

import errno
import os
import stat

import pytest

from tests.store.editing.publish.making import NEW, OLD, beside
from vaultsync.core.errors import NotWritable
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.folder import Folder


@pytest.mark.usefixtures("way")
def test_the_note_is_replaced_and_nothing_is_left_beside_it(note, published):
    inode = note.stat().st_ino

    assert published() == []
    assert (note.read_bytes(), beside(note)) == (NEW, [])
    assert note.stat().st_ino != inode


def test_mode_owner_and_attributes_stay(note, published):
    note.chmod(0o640)
    os.setxattr(note, "user.colour", b"red")
    if os.geteuid() == 0:
        os.chown(note, 1234, 5678)
    before = note.stat()

    published()

    after = note.stat()
    assert note.read_bytes() == NEW
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert os.getxattr(note, "user.colour") == b"red"


def test_a_note_that_says_it_already_is_not_touched(note, published):
    note.write_bytes(NEW)
    before = note.stat()

    published()

    assert (note.stat().st_ino, note.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO, errno.EBUSY, errno.EXDEV])
def test_a_refusal_of_the_system_leaves_the_note_and_nothing_beside_it(note, published, number):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    with pytest.raises(NotWritable, match=os.strerror(number).lower()) as refused:
        published(exchange_=refuse)

    assert refused.value.remedy
    assert (note.read_bytes(), beside(note)) == (OLD, [])


def test_an_exchange_that_worked_and_is_reported_as_failed_has_worked(note, published):
    def lie(folder, new, name):
        exchange(folder, new, name)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    published(exchange_=lie)

    assert (note.read_bytes(), beside(note)) == (NEW, [])


def disk_fails(monkeypatch):
    """From now on no folder can be brought to the disk."""
    fsync = os.fsync

    def fail(descriptor):
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(descriptor)

    monkeypatch.setattr("os.fsync", fail)


@pytest.mark.usefixtures("way")
def test_an_edit_that_the_disk_does_not_confirm_is_taken_back(note, published, monkeypatch):
    disk_fails(monkeypatch)

    with pytest.raises(NotWritable, match="input/output error"):
        published()

    assert (note.read_bytes(), beside(note)) == (OLD, [])


@pytest.mark.usefixtures("way")
def test_an_edit_that_can_neither_be_confirmed_nor_taken_back_is_made_and_in_doubt(note, published, monkeypatch):
    """The disk was mounted read-only at that moment: to say that nothing was done would be wrong."""
    disk_fails(monkeypatch)
    exchanges = []

    def only_once(folder, new, name):
        exchanges.append(new)
        if len(exchanges) > 1:
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return exchange(folder, new, name)

    (told,) = published(exchange_=only_once)

    assert (told.code, note.read_bytes(), len(exchanges)) == ("not-on-disk", NEW, 2)
    assert told.remedy


@pytest.mark.usefixtures("way")
def test_two_files_change_names(tmp_path):
    (tmp_path / "a").write_bytes(b"A")
    (tmp_path / "b").write_bytes(b"B")

    with Folder(tmp_path, ()) as folder:
        assert exchange(folder, "a", "b") == "a"

    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"B", b"A")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"]
