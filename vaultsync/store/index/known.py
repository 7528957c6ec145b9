"""Which notes an index knows: asked of the index of another vault, which nobody works on now."""

import apsw

from vaultsync.store.index.texts import stored


def known_notes(path: str) -> frozenset[str]:
    """Return the paths of the notes that an index knows; none if there is no index that can be read.

    Args:
        path: The database.
    """
    try:
        database = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
        try:
            return frozenset(stored(each) for (each,) in database.execute("SELECT path FROM note"))
        finally:
            database.close()
    except apsw.Error:
        return frozenset()
