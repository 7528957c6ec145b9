"""Transactions: all or nothing, and the first error is the one that is told."""

import apsw
import pytest

from vaultsync.store.transaction import transaction


@pytest.fixture
def database(tmp_path):
    database = apsw.Connection(str(tmp_path / "one.db"))
    database.execute("CREATE TABLE word (text TEXT UNIQUE)")
    yield database
    database.close()


def words(database):
    return [text for (text,) in database.execute("SELECT text FROM word")]


def test_all_of_it_is_kept_or_nothing(database):
    """Kills: a transaction that is left open, or keeps what was written before the block raised."""
    with transaction(database):
        database.execute("INSERT INTO word VALUES ('a')")
    with pytest.raises(KeyError), transaction(database):
        database.execute("INSERT INTO word VALUES ('b')")
        raise KeyError
    assert (words(database), database.getautocommit()) == (["a"], True)


def test_what_sqlite_has_taken_back_already_says_why(database):
    """Kills: an answer that there is no transaction to take back, in the place of what has failed."""
    with pytest.raises(apsw.ConstraintError, match="UNIQUE"), transaction(database):
        database.execute("INSERT INTO word VALUES ('a')")
        database.execute("INSERT OR ROLLBACK INTO word VALUES ('a')")
    assert words(database) == []


def test_where_taking_back_fails_the_first_error_is_told(database):
    """Kills: a failure to take back that hides what has failed before."""
    database.set_authorizer(lambda code, what, *_: apsw.SQLITE_DENY if what == "ROLLBACK" else apsw.SQLITE_OK)
    with pytest.raises(KeyError), transaction(database):
        raise KeyError
