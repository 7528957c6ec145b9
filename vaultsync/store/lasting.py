"""Databases that cannot be made again: the journal, the register."""

import os
from pathlib import Path

import apsw

from vaultsync.core.errors import StoreError


def open_lasting(name: str, path: Path, *, version: int, wait_milliseconds: int) -> tuple[apsw.Connection, int]:
    """Open a database for its owner alone, made if it is not there; what is committed is on the disk.

    Args:
        name: What the file is to a person: `journal`.
        path: The file.
        version: The newest of its tables that is known here.
        wait_milliseconds: How long another process may hold it.

    Returns:
        The connection, and the version that its tables have; 0 where there are none yet.

    Raises:
        StoreError: It has tables of a newer version.
        OSError: The system refuses it.
        apsw.Error: SQLite does.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    connection = apsw.Connection(str(path))
    connection.setbusytimeout(wait_milliseconds)
    # One sync a commit instead of three, in the very moment in which no editor should save.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    found = int(connection.pragma("user_version"))
    if found > version:
        raise StoreError(
            f"the {name} {path} was made by a newer vaultsync (version {found}, this one knows {version})",
            remedy=f"Upgrade vaultsync; the {name} is not changed.",
        )
    return connection, found
