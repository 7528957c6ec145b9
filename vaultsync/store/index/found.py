"""Lines that were found and not read yet: what they say is kept when they are read, so that nobody reads them again."""

from collections.abc import Iterable
from itertools import islice

import apsw

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.notes.oddities import odd_lines
from vaultsync.store.index.lines import said_row
from vaultsync.store.index.rows import diagnostic_row, storable

_AT_ONCE = 500
"""Lines that are held at once while a whole vault is read."""


def keep(database: apsw.Connection, lines: Iterable[tuple[int, TaskLine]], conventions: Conventions) -> None:
    """Keep what lines say, and what is odd about it.

    Args:
        database: The index, in a transaction.
        lines: With the numbers of their rows.
        conventions: How the vault is read.
    """
    rest = iter(lines)
    while read := list(islice(rest, _AT_ONCE)):
        database.executemany(
            "UPDATE line SET name = ?, status = ?, title = ?, said = ? WHERE id = ?",
            [
                (line.name, line.status.value, storable(line.title.casefold()), said_row(line), number)
                for number, line in read
            ],
        )
        odd = [(number, each) for number, line in read for each in odd_lines([line], conventions)]
        database.executemany(
            "INSERT INTO diagnostic SELECT note, ?, ?, ?, ?, ? FROM line WHERE id = ?",
            [(*diagnostic_row(None, each)[1:], number) for number, each in odd],
        )
