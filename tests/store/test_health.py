"""What doctor says of the databases."""

import shutil

import apsw

from tests.conftest import NOON
from vaultsync.store import health
from vaultsync.store.editing.journal import Journal
from vaultsync.store.health import database, private
from vaultsync.store.watch.watcher import RAISE_LIMITS


def as_if_killed(path, folder):
    """Return a database as its process would leave it, killed at this moment."""
    folder.mkdir()
    for beside in path.parent.glob(f"{path.name}*"):
        if not beside.name.endswith("-shm"):
            shutil.copy(beside, folder)
    return folder / path.name


def test_a_journal_whose_process_was_killed_after_its_first_record_is_sound(tmp_path):
    running = Journal(tmp_path / "journal.db")
    running.begin("done b", [], at=NOON)
    killed = as_if_killed(running.path, tmp_path / "killed")
    running.close()

    assert database(killed, "journal").grade == "ok"
    assert len(Journal(killed).open_operations()) == 1


def test_a_database_whose_process_was_killed_while_it_was_made_is_sound(tmp_path):
    """Half of a change is on the disk; SQLite takes it back, but cannot where it may only read."""
    running = apsw.Connection(str(tmp_path / "index.db"))
    running.execute("CREATE TABLE note (path); BEGIN; INSERT INTO note VALUES ('a.md')")
    running.cache_flush()
    killed = as_if_killed(tmp_path / "index.db", tmp_path / "killed")
    running.close()
    assert killed.with_name("index.db-journal").exists()

    found = database(killed, "index")

    assert found.grade == "ok", found.what


def test_a_damaged_database_is_told_and_left_as_it_is(tmp_path):
    path = tmp_path / "index.db"
    path.write_bytes(b"no database" * 1000)

    found = database(path, "index")

    assert (found.grade, found.damaged) == ("error", True)
    assert path.read_bytes() == b"no database" * 1000


def test_a_database_that_another_process_holds_is_not_damaged(tmp_path):
    """`doctor --repair` sets a damaged index aside; from under a running daemon that would take a sound one."""
    holder = apsw.Connection(str(tmp_path / "index.db"))
    holder.execute("CREATE TABLE note (path); BEGIN EXCLUSIVE")

    found = database(tmp_path / "index.db", "index")

    holder.close()
    assert (found.grade, found.damaged) == ("error", False)
    assert found.remedy


def test_a_database_below_a_file_cannot_be_looked_at(tmp_path):
    (tmp_path / "state").write_bytes(b"")

    found = database(tmp_path / "state" / "index.db", "index")

    assert (found.grade, found.damaged) == ("error", False)


def test_secrets_that_cannot_be_looked_at_are_told(tmp_path):
    (tmp_path / "file").write_text("")
    finding = private(tmp_path / "file" / "feeds.json")

    assert finding.grade == "error" and "cannot be looked at" in finding.what
    assert private(tmp_path / "feeds.json").grade == "ok"


def test_each_database_that_is_damaged_has_its_own_remedy(tmp_path):
    """Kills: a database that doctor looks at and has no advice about."""
    (tmp_path / "broken.db").write_bytes(b"no database" * 500)
    remedies = {name: database(tmp_path / "broken.db", name).remedy for name in ("index", "journal", "register")}

    assert "doctor --repair" in remedies["index"]
    assert "undone" in remedies["journal"] and "UIDs" in remedies["register"]


def test_where_too_few_folders_may_be_watched_the_advice_is_that_of_the_daemon(tmp_path, monkeypatch):
    """Kills: two programs of one house that name two limits."""
    (tmp_path / "limit").write_text("1\n", "ascii")
    monkeypatch.setattr(health, "_WATCHES", tmp_path / "limit")
    found = health.watching(tmp_path)

    assert (found.grade, found.remedy) == ("warning", RAISE_LIMITS)
    assert "fs.inotify.max_user_watches=" in RAISE_LIMITS
