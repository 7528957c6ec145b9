"""Whether a database has changed, without reading it."""

import os
from pathlib import Path

import apsw


class Changes:
    """Looks at one database that others write."""

    def __init__(self, path: Path) -> None:
        """Look at a database; it may not be there yet."""
        self._path = path
        self._db: apsw.Connection | None = None
        self._identity: tuple[int, int] | None = None

    def mark(self) -> tuple[int, ...]:
        """Return a value that is another one when the database was written to, or replaced by another file."""
        try:
            found = os.stat(self._path)  # noqa: PTH116  # asked at every request, and pathlib is slow
        except OSError:
            self._close()
            return ()
        identity = found.st_dev, found.st_ino
        try:
            if self._db is None or identity != self._identity:
                self._close()
                self._db, self._identity = apsw.Connection(str(self._path), flags=apsw.SQLITE_OPEN_READONLY), identity
            # It counts the commits of other connections; a connection of ours never writes.
            (version,) = next(iter(self._db.execute("PRAGMA data_version")))
        except apsw.Error:
            # Damaged or locked: whoever reads it next says what is wrong with it.
            self._close()
            return found.st_mtime_ns, found.st_size
        return *identity, int(version)

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
        self._db = None
