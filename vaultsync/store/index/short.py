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


def short_names(names: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Return for each name the shortest beginning that reaches its task alone, five letters or more.

    Args:
        names: Every name there is with its task, in order: what shares most with one of another task is next to it,
            names of the same task aside.
    """
    before = _others(names)
    behind = _others(names[::-1])[::-1]
    found: dict[str, str] = {}
    for (name, _), one, other in zip(names, before, behind, strict=True):
        length = _SHORTEST
        while length < len(name) and (one.startswith(name[:length]) or other.startswith(name[:length])):
            length += 1
        found[name] = name[:length]
    return found


def _others(names: Sequence[tuple[str, int]]) -> list[str]:
    """Return for each name the last one before it of another task; empty if there is none."""
    found: list[str] = []
    for at, (_, task) in enumerate(names):
        before, of = names[at - 1] if at else ("", task)
        found.append(before if of != task else found[-1] if found else "")
    return found
