"""Whether the index has changed."""

import apsw
import pytest

from vaultsync.store.changes import Changes


@pytest.fixture
def index(tmp_path):
    path = tmp_path / "index.db"
    write(path, "PRAGMA journal_mode = WAL")
    write(path, "CREATE TABLE note (path)")
    return path


def write(path, sql="INSERT INTO note VALUES ('x')"):
    database = apsw.Connection(str(path))
    database.execute(sql)
    database.close()


def test_a_commit_of_another_connection_is_a_change_and_a_look_is_none(index):
    changes = Changes(index)
    before = changes.mark()
    write(index, "SELECT * FROM note")
    assert changes.mark() == before
    write(index)
    assert changes.mark() != before
    assert changes.mark() == changes.mark()


def test_another_file_in_its_place_is_a_change(index, tmp_path):
    changes = Changes(index)
    before = changes.mark()
    index.rename(tmp_path / "aside")
    assert changes.mark() == ()
    write(index, "CREATE TABLE note (path)")
    assert changes.mark() not in ((), before)


def test_what_is_written_into_a_file_that_was_renamed_over_it_is_a_change_too(index, tmp_path):
    """The old file stays open under the old name's inode; whoever goes on looking at it sees nothing any more."""
    changes = Changes(index)
    changes.mark()
    write(tmp_path / "new.db", "CREATE TABLE note (path)")
    (tmp_path / "new.db").replace(index)
    after = changes.mark()
    write(index)
    assert changes.mark() != after


def test_a_damaged_one_is_no_failure(index):
    changes = Changes(index)
    index.write_bytes(b"no database at all" * 100)
    assert changes.mark() == changes.mark() != ()
