"""Texts ↔ values that SQLite takes: a note may hold bytes that are no UTF-8."""

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import apsw

_PAIRS = 100
"""Rows of two values that one statement puts: to begin one for each takes as long as to put it there."""


def storable(text: str) -> str | bytes:
    """Return a text as SQLite takes it: one with bytes that are no UTF-8 goes in as bytes."""
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogateescape")
    return text


def stored(value: str | bytes) -> str:
    """Return the text that `storable` took."""
    return value.decode("utf-8", "surrogateescape") if isinstance(value, bytes) else value


def put_many(database: "apsw.Connection", sql: str, rows: Sequence[Sequence[Any]]) -> None:
    """Run a statement for each of some rows with texts; to run it twice for one of them does no harm."""
    try:
        database.executemany(sql, rows)
    except UnicodeEncodeError:
        # Hardly ever: to look at every text beforehand takes longer than to begin again.
        database.executemany(sql, ([_bound(value) for value in row] for row in rows))


def put_pairs(database: "apsw.Connection", into: str, rows: Sequence[tuple[Any, Any]]) -> None:
    """Put rows of two values, of which one may be a text; to put one of them twice does no harm.

    Args:
        database: An open one.
        into: `INSERT OR … INTO` and the table, which has these two columns.
        rows: The values.
    """
    rest = len(rows) // _PAIRS * _PAIRS
    some = [[*chain.from_iterable(rows[at : at + _PAIRS])] for at in range(0, rest, _PAIRS)]
    put_many(database, f"{into} VALUES {', '.join(['(?, ?)'] * _PAIRS)}", some)
    put_many(database, f"{into} VALUES (?, ?)", rows[rest:])


def _bound(value: object) -> object:
    return storable(value) if isinstance(value, str) else value
