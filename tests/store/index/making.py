"""An index, and beside it the plain one that judges it."""

from collections.abc import Mapping
from pathlib import Path

from tests.store.index.test_index import CONVENTIONS, take_in
from vaultsync.core.conventions import Conventions
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex


def both(
    folder: Path, notes: Mapping[str, str], conventions: Conventions = CONVENTIONS
) -> tuple[MemoryIndex, SqliteIndex]:
    """The plain index and the other, both with the notes; the other lies in a folder."""
    indexes = MemoryIndex(conventions), SqliteIndex(folder / "index.db", conventions)
    for index in indexes:
        take_in(index, **notes)
    return indexes
