"""Which notes and tags an index knows: asked of one as it stands, or of that of another vault."""

import json
from typing import Any

import apsw

from vaultsync.store.index.schema import SAID
from vaultsync.store.index.texts import stored


def known_notes(path: str) -> frozenset[str]:
    """Return the paths of the notes that an index knows; none if there is no index that can be read.

    Args:
        path: The database.
    """
    return frozenset(stored(each) for each in _first_of(path, "SELECT path FROM note"))


def known_tags(path: str) -> frozenset[str]:
    """Return the tags of the task lines that an index knows, in lower case; none if it cannot be read.

    Args:
        path: The database.
    """
    rows = _first_of(path, f"SELECT DISTINCT {SAID['tags']} FROM line WHERE said IS NOT NULL")
    return frozenset(tag.lower() for each in rows for tag in json.loads(each))


def known_boxes(path: str) -> tuple[int, int]:
    """Return how many checkboxes an index knows, and how many of them are task lines; 0 of both if it cannot be read.

    Args:
        path: The database.
    """
    found = _first_of(path, "SELECT coalesce(sum(boxes), 0) FROM note UNION ALL SELECT count(*) FROM line")
    return (found[0], found[1]) if found else (0, 0)


def _first_of(path: str, sql: str) -> list[Any]:
    """Return the first column of what a database answers; nothing if it cannot be read."""
    try:
        database = apsw.Connection(path, flags=apsw.SQLITE_OPEN_READONLY)
        try:
            return [row[0] for row in database.execute(sql)]
        finally:
            database.close()
    except apsw.Error:
        return []
