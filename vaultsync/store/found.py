"""Lines that were found and not read yet: what they say is kept when they are read, so that nobody reads them again."""

from collections.abc import Iterable, Iterator
from typing import Any

import apsw

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.oddities import odd_lines
from vaultsync.store.lines import said_row
from vaultsync.store.rows import diagnostic_row, storable


def keep(database: apsw.Connection, lines: Iterable[tuple[int, TaskLine]], conventions: Conventions) -> None:
    """Keep what lines say, and what is odd about it.

    Args:
        database: The index, in a transaction.
        lines: With the numbers of their rows.
        conventions: How the vault is read.
    """
    odd: list[tuple[Any, ...]] = []

    def said() -> Iterator[tuple[Any, ...]]:
        for number, line in lines:
            odd.extend((*diagnostic_row(None, each)[1:], number) for each in odd_lines([line], conventions))
            yield line.name, line.status.value, storable(line.title.casefold()), said_row(line), number

    database.executemany("UPDATE line SET name = ?, status = ?, title = ?, said = ? WHERE id = ?", said())
    database.executemany("INSERT INTO diagnostic SELECT note, ?, ?, ?, ?, ? FROM line WHERE id = ?", odd)
