"""Numbers of all tasks: those of some tasks stand side by side in one row, so that a column is read in few rows.

What is ordered or grouped by more than SQLite compares well (texts that many tasks share, in an order of their own)
asks for whole columns. Out of a table each of their values would be made a value of Python by itself.
"""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import repeat
from operator import add, mul
from typing import Any, Final

import apsw

from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.sorting import OTHER_TYPES
from vaultsync.store.index.schema import LABELS

COLUMNS: Final = ("type", "priority", "closed", "lines", *DAYS, *LABELS, "kind")
"""`type` by `sorting.type_rank`, `kind` by `kinds`, the others as in `asked`; no day is `NEVER`, and no label 0."""

NO_DAY: Final = 0
"""Stands for a date that no calendar has; the first day of the calendar is 1."""

NEVER: Final = -1
"""Stands for a date that a task does not have."""

_TASKS: Final = 50
"""In a row, which so fills one page of the database (4,096 bytes): a save writes each page that it touches."""

_SIZE: Final = len(COLUMNS) * array("i").itemsize
_GONE: Final = bytes(_SIZE)


class Sheets:
    """Writes the numbers of tasks; its transactions are the index's."""

    def __init__(self, database: apsw.Connection) -> None:
        """Stand on an open index."""
        self._db = database

    def put(self, task: int, numbers: Sequence[int]) -> None:
        """Keep the numbers of a task, in the order of `COLUMNS`."""
        self._write(task, array("i", numbers).tobytes())

    def drop(self, task: int) -> None:
        """Forget those of a task that is gone."""
        self._write(task, _GONE)

    def _write(self, task: int, record: bytes) -> None:
        sheet, at = divmod(task, _TASKS)
        # `||` makes a text of bytes, which SQLite passes on as they are; the cast makes bytes of it again.
        self._db.execute(
            "INSERT INTO sheet VALUES (?1, CAST(zeroblob(?2) || ?4 || zeroblob(?3) AS BLOB)) ON CONFLICT DO UPDATE"
            " SET data = CAST(substr(data, 1, ?2) || ?4 || substr(data, ?2 + 1 + length(?4)) AS BLOB)",
            (sheet, at * _SIZE, (_TASKS - at - 1) * _SIZE, record),
        )


class SheetColumns:
    """The numbers of all tasks."""

    def __init__(self, database: apsw.Connection) -> None:
        """Read them."""
        sheets: dict[int, Any] = dict(database.execute("SELECT id, data FROM sheet"))
        gone = bytes(_TASKS * _SIZE)
        data = b"".join(sheets.get(sheet, gone) for sheet in range(max(sheets, default=-1) + 1))
        self._numbers = memoryview(data).cast("i")

    def __len__(self) -> int:
        """Return how long a column is: the greatest task, and one."""
        return len(self._numbers) // len(COLUMNS)

    def __getitem__(self, name: str) -> list[int]:
        """Return a column: its number for each task, 0 for one that is gone."""
        return self.view(name).tolist()

    def view(self, name: str) -> "memoryview[int]":
        """Return a column of which only some numbers are wanted."""
        return self._numbers[COLUMNS.index(name) :: len(COLUMNS)]

    def told_apart(self, names: Sequence[str]) -> Sequence[int]:
        """Return for each task one number, which is the same for tasks that have the same in some columns.

        Types that the plugin does not know share a rank, and dates that no calendar has are one day: each task with
        such a type or date has a number of its own.
        """
        one, *others = map(self._telling, names)
        if not others:
            return one.tolist()
        # Two that stand side by side are read as one number twice as long.
        both = memoryview(bytearray(2 * one.nbytes)).cast("i")
        both[::2], both[1::2] = one, others[0]
        numbers: list[int] = both.cast("B").cast("q").tolist()
        for other in others[1:]:
            numbers = [*map(add, map(mul, numbers, repeat(2**32)), other)]
        return numbers

    def _telling(self, name: str) -> memoryview:
        shared = OTHER_TYPES if name == "type" else NO_DAY if name in DAYS else None
        if shared is None:
            return self.view(name)
        numbers = array("i", self.view(name).tobytes())
        for task in _places_of(shared, numbers.tolist()):
            numbers[task] = NEVER - task
        return memoryview(numbers)


def _places_of(number: int, column: list[int]) -> Iterator[int]:
    place = -1
    with suppress(ValueError):  # where there is no more of it
        while True:
            place = column.index(number, place + 1)
            yield place
