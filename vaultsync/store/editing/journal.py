"""What was done to the notes: a file that only grows, and the one that cannot be made again.

Each record stays as it was written; `upgrade` brings it up to date when it is read. The base of every note that an
operation changes is kept, compressed, so that undo can restore it byte for byte.
"""

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import apsw

from vaultsync.core.errors import StoreError
from vaultsync.core.model import Edit, Operation
from vaultsync.core.text import encode
from vaultsync.store.editing.records import FORMAT, Writing, digest, edit_as_json, edit_from_json, patch, upgrade
from vaultsync.store.lasting import open_lasting
from vaultsync.store.transaction import roll_back
from vaultsync.store.unusable import unusable

VERSION = 1
"""Of the tables."""

MARK = "journal.open"
_WAIT_MILLISECONDS = 5000

_SCHEMA = (
    "CREATE TABLE records (number INTEGER PRIMARY KEY, operation INTEGER NOT NULL, record TEXT NOT NULL, base BLOB)",
    "CREATE INDEX records_of ON records (operation)",
    "CREATE TABLE unfinished (operation INTEGER PRIMARY KEY)",
    f"PRAGMA user_version = {VERSION}",
)

DAMAGED = "Move the file away and keep it: a new one is begun, but older commands cannot be undone."
"""What to do about a journal that is damaged."""


class Journal:
    """The journal in one SQLite file, made at the first write; every record is on the disk when its call returns."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.mark = path.with_name(MARK)
        """A file that is there while an operation is open, and may be there when none is."""

        self._connection: apsw.Connection | None = None
        self._depth = 0

    def begin(
        self,
        command: str,
        edits: Sequence[Edit],
        *,
        at: datetime,
        undoes: int | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> int:
        """Record what a command is about to do; return the operation's number, the first is 1.

        Args:
            command: As typed.
            edits: All of them, of every note.
            at: When, with its time zone.
            undoes: The number of the operation that it takes back.
            facts: What else is to be known of it later, such as its tasks.
        """
        with self.transaction():
            ((highest,),) = self._rows("SELECT coalesce(max(operation), 0) FROM records")
            number = int(highest) + 1
            record = {
                "kind": "begin",
                "at": at.isoformat(),
                "command": command,
                "edits": list(map(edit_as_json, edits)),
            }
            self._mark()
            self._add(number, record | {"undoes": undoes, "facts": dict(facts or {})})
            self._rows("INSERT INTO unfinished VALUES (?)", number)
        return number

    def prepared(
        self, operation: int, path: str, edits: Sequence[Edit], *, base: bytes, after: bytes, temporary: str
    ) -> None:
        """Record that a note is about to become `after`, by way of a temporary file beside it.

        Args:
            operation: Its number.
            path: The note, relative to the vault.
            edits: Those of this note, numbered as the lines stand in `base`.
            base: The bytes of the note as they were read.
            after: The bytes that it is to have.
            temporary: The name of the file.
        """
        record = {
            "kind": "prepared",
            "path": path,
            "edits": list(map(edit_as_json, edits)),
            "before": digest(base),
            "after": digest(after),
            "temporary": temporary,
            "patch": patch(base, after),
        }
        self._add(operation, record, zlib.compress(base, 3))

    def published(self, operation: int, temporary: str) -> None:
        """Record that the note with this temporary file says the new words."""
        self._add(operation, {"kind": "published", "temporary": temporary})

    def stopped(self, operation: int) -> None:
        """Record that what is not begun of it is not wanted any more."""
        self._add(operation, {"kind": "stopped"})

    def was_stopped(self, operation: int) -> bool:
        """Return whether what is not begun of it is not wanted any more."""
        return any(record["kind"] == "stopped" for _, record in self._records(operation))

    def finish(self, operation: int, outcome: str) -> None:
        """Record how it ended, in the words of `Operation.outcome`; nothing is left to look after."""
        with self.transaction():
            self._add(operation, {"kind": "finish", "outcome": outcome})
            self._rows("DELETE FROM unfinished WHERE operation = ?", operation)

    def operations(self, limit: int | None = None) -> list[Operation]:
        """Return the last operations, newest first."""
        query = "SELECT DISTINCT operation FROM records ORDER BY operation DESC LIMIT ?"
        found = (self.operation(number) for (number,) in self._rows(query, -1 if limit is None else limit))
        return [operation for operation in found if operation is not None]

    def naming(self, words: Iterable[str]) -> list[Operation]:
        """Return the operations whose first records have one of some words in them, newest first, and every undo."""
        wanted = [json.dumps(word)[1:-1] for word in words]
        # Of each group SQLite gives the row that has the least number.
        query = "SELECT min(number), operation, record FROM records GROUP BY operation ORDER BY operation DESC"
        found = (
            number
            for _, number, text in self._rows(query)
            if '"undoes": null' not in text or any(word in text for word in wanted)
        )
        return [operation for number in found if (operation := self.operation(number)) is not None]

    def open_operations(self) -> list[Operation]:
        """Return the operations that were interrupted, oldest first."""
        found = (self.operation(number) for (number,) in self._rows("SELECT operation FROM unfinished ORDER BY 1"))
        return [operation for operation in found if operation is not None]

    def operation(self, number: int) -> Operation | None:
        """Return one operation, or None if there is none with this number.

        Its edits are those that were carried out; of one that was interrupted
        or taken back, those that were meant.
        """
        records = [record for _, record in self._records(number)]
        if not records:
            return None
        begun = records[0]
        outcome = next((record["outcome"] for record in records if record["kind"] == "finish"), "open")
        edits = tuple(map(edit_from_json, begun["edits"]))
        if outcome in {"done", "failed", "interrupted"}:
            edits = tuple(edit for writing in self.carried_out(number) for edit in writing.edits)
        return Operation(
            number=number,
            at=datetime.fromisoformat(begun["at"]),
            command=begun["command"],
            edits=edits,
            undoes=begun["undoes"],
            outcome=outcome,
            facts=begun["facts"],
        )

    def writings(self, operation: int) -> list[Writing]:
        """Return every try to write a note for an operation, oldest first."""
        records = self._records(operation)
        published = {record["temporary"] for _, record in records if record["kind"] == "published"}
        return [
            Writing(
                number=number,
                operation=operation,
                path=record["path"],
                edits=tuple(map(edit_from_json, record["edits"])),
                before=record["before"],
                after=record["after"],
                temporary=record["temporary"],
                patch=tuple(record["patch"]),
                published=record["temporary"] in published,
            )
            for number, record in records
            if record["kind"] == "prepared"
        ]

    def carried_out(self, operation: int) -> list[Writing]:
        """Return for each note of an operation the last writing of edits that was published, if any was."""
        return list({w.path: w for w in self.writings(operation) if w.published and w.edits}.values())

    def base(self, writing: Writing) -> bytes:
        """Return the bytes of a note before a try to write it."""
        ((packed,),) = self._rows("SELECT base FROM records WHERE number = ?", writing.number)
        try:
            return zlib.decompress(packed)
        except zlib.error as error:
            raise StoreError(f"{self.path}: what {writing.path} said before is damaged", remedy=DAMAGED) from error

    def after(self, writing: Writing) -> bytes:
        """Return the bytes that a note was to have after a try to write it."""
        base = self.base(writing)
        head, tail, between = writing.patch
        return base[:head] + encode(between) + base[len(base) - tail :]

    def unmark(self) -> None:
        """Remove the mark beside the file, unless an operation is open."""
        with suppress(OSError, StoreError):
            if self.mark.exists() and not self._rows("SELECT 1 FROM unfinished LIMIT 1"):
                self.mark.unlink(missing_ok=True)

    def _mark(self) -> None:
        # What looks all day sees it without opening the journal. Where it cannot be made, `doctor` alone tells.
        with suppress(OSError):
            self.mark.touch(mode=0o600)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the records written inside one record: all are kept, or none. May be nested."""
        if self._depth == 0:
            self._rows("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            if self._depth == 0:
                self._roll_back()
            raise
        self._depth -= 1
        if self._depth == 0:
            try:
                self._rows("COMMIT")
            except StoreError:
                self._roll_back()
                raise

    def close(self) -> None:
        """Close the file; what was recorded is kept, whatever else cannot be written now."""
        if self._connection is not None:
            with suppress(apsw.Error):
                self._connection.close()
            self._connection = None

    def _add(self, operation: int, record: dict[str, Any], base: bytes | None = None) -> None:
        # ASCII: a path that is no UTF-8 is kept as an escaped lone surrogate, which SQLite would refuse as text.
        text = json.dumps({"format": FORMAT, **record})
        with self.transaction():
            self._rows("INSERT INTO records (operation, record, base) VALUES (?, ?, ?)", operation, text, base)

    def _records(self, operation: int) -> list[tuple[int, dict[str, Any]]]:
        query = "SELECT number, record FROM records WHERE operation = ? ORDER BY number"
        return [(number, upgrade(json.loads(text))) for number, text in self._rows(query, operation)]

    def _rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        reading = self._depth == 0 and statement.startswith("SELECT")
        try:
            if reading and self._connection is None and not self.path.exists():
                return []
            return self._open().execute(statement, values).fetchall()
        except (apsw.Error, OSError, UnicodeError) as error:
            raise self._trouble(error) from error

    def _roll_back(self) -> None:
        if self._connection is not None:
            roll_back(self._connection)

    def _open(self) -> apsw.Connection:
        if self._connection is None:
            connection, found = open_lasting(
                "journal", self.path, version=VERSION, wait_milliseconds=_WAIT_MILLISECONDS
            )
            if found == 0:
                with connection:
                    for statement in _SCHEMA:
                        connection.execute(statement)
            self._connection = connection
        return self._connection

    def _trouble(self, error: Exception) -> StoreError:
        return unusable("journal", self.path, error, damaged=DAMAGED)
