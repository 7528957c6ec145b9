"""Filling an empty index: rows in bulk, and an index of the lines when all lines are there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vaultsync.store.index.rows import diagnostic_row, line_row, note_row
from vaultsync.store.index.schema import INSERT_LINE, NOTE_INDEXES, TASK_INDEXES

if TYPE_CHECKING:
    import apsw

    from vaultsync.core.model import Gist
    from vaultsync.core.walk import Stamp

_AT_ONCE = 1_000
"""Notes whose rows wait to be written together."""


class Filling:
    """Takes notes into the tables of an empty index; its transaction is the index's."""

    def __init__(self, database: apsw.Connection) -> None:
        """Begin with an open index; nothing else may write to it until `finish`."""
        self._db = database
        self._note = 0
        self.lines = 0
        """How many lines were taken in."""

        self._notes: list[tuple[Any, ...]] = []
        self._lines: list[tuple[Any, ...]] = []
        self._diagnostics: list[tuple[Any, ...]] = []
        # To keep them up to date line by line takes longer than to make them at the end.
        for name in (*NOTE_INDEXES, *TASK_INDEXES):
            self._db.execute(f"DROP INDEX IF EXISTS {name}")

    def put(self, note: Gist, stamp: Stamp) -> None:
        """Take in a note whose path has not been taken in."""
        self._note += 1
        number = self._note
        self._notes.append((number, *note_row(note, stamp)))
        self.lines += len(note.stated)
        self._lines += [line_row(number, line) for line in note.stated]
        self._diagnostics += [diagnostic_row(number, each) for each in note.diagnostics]
        if not number % _AT_ONCE:
            self.write()

    def write(self) -> None:
        """Write the rows that wait."""
        for sql, rows in (
            ("INSERT INTO note VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self._notes),
            (INSERT_LINE, self._lines),
            ("INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)", self._diagnostics),
        ):
            self._db.executemany(sql, rows)
            rows.clear()

    def finish(self) -> None:
        """Write what waits, and make the index that leads from a note to its lines."""
        self.write()
        for statement in NOTE_INDEXES.values():
            self._db.execute(statement)
