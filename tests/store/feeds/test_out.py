"""Files for others, replaced whole."""

import fcntl
import os

import pytest

from vaultsync.core.errors import NotWritable
from vaultsync.store.feeds.out import replace_file


def beside(path):
    return sorted(name for name in os.listdir(path.parent) if name != path.name)


class Killed(BaseException):
    """Stands for a kill; what cleans up after other exceptions is disabled besides."""


def leave_a_temporary_file(path, monkeypatch):
    """Replace a file, and be killed just before the new one gets its name."""

    def die(*_):
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr("pathlib.Path.replace", die)
        patch.setattr("pathlib.Path.unlink", die)
        replace_file(path, b"half a calendar")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "tasks.ics"


def test_a_file_is_made_for_others_to_read_and_replaced_with_the_mode_it_has(path):
    assert replace_file(path, b"one")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"one", 0o644)
    path.chmod(0o600)

    assert replace_file(path, b"two")

    assert (path.read_bytes(), path.stat().st_mode & 0o777, beside(path)) == (b"two", 0o600, [])


def test_the_same_bytes_are_not_written_again(path):
    replace_file(path, b"one")
    before = path.stat()

    assert not replace_file(path, b"one")

    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("data", [b"new", b"there already"], ids=["replaced", "unchanged"])
def test_what_a_killed_process_left_is_gone_after_the_next_one(path, monkeypatch, data):
    path.write_bytes(b"there already")
    leave_a_temporary_file(path, monkeypatch)
    assert len(beside(path)) == 1

    replace_file(path, data)

    assert (path.read_bytes(), beside(path)) == (data, [])


def test_two_processes_at_once_do_not_write_into_one_temporary_file(path, monkeypatch):
    leave_a_temporary_file(path, monkeypatch)
    (temporary,) = beside(path)
    with (path.parent / temporary).open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)

        replace_file(path, b"new")

        assert (path.read_bytes(), beside(path), other.read()) == (b"new", [temporary], b"half a calendar")


def test_a_link_in_place_of_the_temporary_file_is_not_followed(path, monkeypatch):
    leave_a_temporary_file(path, monkeypatch)
    (temporary,) = beside(path)
    (path.parent / temporary).unlink()
    (path.parent / "precious").write_bytes(b"precious")
    (path.parent / temporary).symlink_to("precious")

    with pytest.raises(NotWritable):
        replace_file(path, b"new")

    assert (path.parent / "precious").read_bytes() == b"precious"


def test_a_second_name_of_the_temporary_file_is_not_written_through(path, monkeypatch):
    leave_a_temporary_file(path, monkeypatch)
    (temporary,) = beside(path)
    os.link(path.parent / temporary, path.parent / "precious")

    replace_file(path, b"new")

    assert (path.read_bytes(), (path.parent / "precious").read_bytes()) == (b"new", b"half a calendar")


def test_a_folder_that_is_not_there_is_told_with_a_remedy(path):
    with pytest.raises(NotWritable, match="cannot be written") as told:
        replace_file(path.parent / "nowhere" / "tasks.ics", b"new")
    assert told.value.remedy
