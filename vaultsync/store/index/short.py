"""The shortest beginning of a name that reaches its task alone."""

from collections.abc import Callable, Sequence
from typing import Any

from vaultsync.store.index.texts import storable

LAST = "\U0010ffff"
"""Sorts behind every other sign."""

_SHORTEST = 7
"""Letters of the shortest name that is shown: `p-` and five."""

_NAMED = "SELECT DISTINCT task FROM name WHERE name >= ? AND name < ? LIMIT 2"


def beginning(prefix: str) -> tuple[str | bytes, str | bytes]:
    """Return between what the names lie that begin so: the first bound belongs to them, the second does not."""
    return storable(prefix), storable(prefix + LAST)


def short_name(uid: str, rows: Callable[[str, Sequence[Any]], list[Any]]) -> str:
    """Return the shortest beginning of a uid that reaches its task alone, five letters or more.

    Args:
        uid: The uid.
        rows: Returns the rows of an SQL statement with its bindings.
    """
    for length in range(_SHORTEST, len(uid)):
        prefix = uid[:length]
        if len(rows(_NAMED, beginning(prefix))) < 2:
            return prefix
    return uid
