"""Transactions of the databases: all of what is written in one, or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import apsw


@contextmanager
def transaction(database: apsw.Connection) -> Iterator[None]:
    """One transaction, in which nobody else writes: all of it, or nothing if the block raises.

    Raises:
        apsw.Error: It cannot be begun, or not be kept.
    """
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        roll_back(database)
        raise


def roll_back(database: apsw.Connection) -> None:
    """Take a transaction back, and raise nothing: whoever asks is about to say what has failed before."""
    # What fails so badly that SQLite has taken it back already cannot be taken back again.
    with suppress(apsw.Error):
        database.execute("ROLLBACK")
