"""What doctor says of the databases."""

import shutil

import pytest

from tests.conftest import NOON
from vaultsync.store.health import database
from vaultsync.store.journal import Journal


@pytest.fixture
def killed(tmp_path):
    """A journal as a process leaves it that was killed after its first record."""
    running = Journal(tmp_path / "running" / "journal.db")
    running.begin("done b", [], at=NOON)
    (tmp_path / "killed").mkdir()
    for name in ("journal.db", "journal.db-wal"):
        shutil.copy(tmp_path / "running" / name, tmp_path / "killed")
    running.close()
    return tmp_path / "killed" / "journal.db"


def test_a_database_whose_process_was_killed_is_sound(killed):
    found = database(killed, "journal")

    assert found.grade == "ok", found.what
    assert len(Journal(killed).open_operations()) == 1


def test_a_damaged_database_is_told(killed):
    killed.with_name("journal.db-wal").unlink()
    killed.write_bytes(b"no database" * 1000)

    assert database(killed, "journal").grade == "error"
    assert killed.read_bytes() == b"no database" * 1000
