"""The file of an index: its version, its transactions, and what is told when it cannot be used."""

from pathlib import Path

import apsw
import pytest

from tests.store.index.making import CONVENTIONS, STAMP, take_in
from vaultsync.core.errors import StoreError
from vaultsync.core.notes.gist import read_gist
from vaultsync.store.index.schema import VERSION
from vaultsync.store.index.sqlite import SqliteIndex


def test_an_empty_index_is_filled_without_its_indexes_and_has_them_afterwards(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'line' ORDER BY name"
    with index.writing():
        assert index.line_count() == 0
        index.put(read_gist("Kickoff.md", b"- [ ] Send the minutes #task\n", CONVENTIONS), STAMP)
        assert (index.line_count(), index._all(indexes)) == (1, [])
        index.regroup()

    assert [name for (name,) in index._all(indexes)] == ["line_of_note", "line_of_task", "line_title"]
    assert index.line_count() == len(index.lines_of("Kickoff.md")) == 1
    with index.writing():
        assert len(index._all(indexes)) == 3


def test_an_index_of_an_older_version_is_emptied(tmp_path):
    take_in(SqliteIndex(tmp_path / "index.db", CONVENTIONS), A="- [ ] Pay #task\n")
    _set_version(tmp_path / "index.db", VERSION - 1)

    assert SqliteIndex(tmp_path / "index.db", CONVENTIONS).line_count() == 0


def test_an_index_of_a_newer_version_is_refused_and_kept(tmp_path):
    take_in(SqliteIndex(tmp_path / "index.db", CONVENTIONS), A="- [ ] Pay #task\n")
    _set_version(tmp_path / "index.db", VERSION + 1)

    with pytest.raises(StoreError, match="newer vaultsync") as refused:
        SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    assert "Upgrade" in refused.value.remedy
    _set_version(tmp_path / "index.db", VERSION)
    assert SqliteIndex(tmp_path / "index.db", CONVENTIONS).line_count() == 1


def test_a_file_that_is_no_database_is_named_with_a_remedy(tmp_path):
    (tmp_path / "index.db").write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreError, match="damaged") as refused:
        SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    assert "doctor --repair" in refused.value.remedy


def test_a_reader_is_not_blocked_by_a_writer(tmp_path):
    writer, reader = (SqliteIndex(tmp_path / "index.db", CONVENTIONS) for _ in range(2))
    take_in(writer, A="- [ ] Pay #task\n")
    with writer.writing():
        writer.forget("A.md")
        writer.regroup()
        assert reader.line_count() == 1
    assert reader.line_count() == 0


def _set_version(path: Path, version: int) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_what_is_committed_is_brought_over_while_nobody_waits(tmp_path):
    """Kills: a log that grows until a save has to bring it over, and one that is brought over for every save."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    def log() -> tuple[int, int]:
        return index._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)

    take_in(index, A="- [ ] Pay #task")
    index.checkpoint()
    assert log()[1] == 0
    brought_over = 0
    for number in range(100):
        with index.writing():
            index.remember(f"{number}", "word " * 2_000)
        before, known = log()
        index.checkpoint()
        pages, done = log()
        assert pages - done <= 250
        assert done == known or before - known > 250
        brought_over += done > known
    assert 1 < brought_over < 10


@pytest.mark.parametrize("taken_back_already", [False, True])
def test_a_transaction_that_the_database_refuses_is_told_and_the_next_one_goes_through(tmp_path, taken_back_already):
    """On a full or failing disk SQLite takes a transaction back by itself; then there is nothing more to take back."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    with pytest.raises(StoreError, match="disk is full"), index.writing():
        index.remember("key", "value")
        if taken_back_already:
            index._db.execute("ROLLBACK")
        raise apsw.FullError("database or disk is full")

    assert index.remembered("key") == ""
    with index.writing():
        index.remember("key", "value")
    assert index.remembered("key") == "value"


def test_an_index_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("vaultsync.store.index.listing.TABLES", ("CREATE TABLE",))

    with pytest.raises(StoreError, match="cannot be used"):
        SqliteIndex(tmp_path / "index.db", CONVENTIONS)


def test_a_first_grouping_that_was_taken_back_is_forgotten_when_another_process_has_grouped(tmp_path):
    """Kills: everything that is odd told twice, because what was to be grouped for the first time still is."""
    notes = {f"N{n}": f"- [ ] Send {n} things 📅 2026-02-30 #task\n" for n in range(9)}
    index, beside = (SqliteIndex(tmp_path / "index.db", CONVENTIONS) for _ in range(2))
    index._run("CREATE TEMP TRIGGER refused BEFORE INSERT ON main.task BEGIN SELECT RAISE(ABORT, 'refused'); END")
    with pytest.raises(apsw.ConstraintError):
        take_in(index, **notes)
    index._run("DROP TRIGGER refused")
    take_in(beside, **notes)

    take_in(index, N1=f"{notes['N1']}- [ ] More #task\n")

    assert len(index.diagnostics()) == 9
    index.close()
    beside.close()


def test_a_row_that_cannot_be_is_a_mistake_of_the_program_and_none_of_the_disk(tmp_path):
    """Kills: a refused row that is told as a disk that may be full."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    with pytest.raises(apsw.ConstraintError), index.writing():
        index.put(read_gist("A.md", b"- [ ] Pay #task\n", CONVENTIONS), STAMP._replace(digest=None))
