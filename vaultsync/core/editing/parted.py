"""Pairs of tasks that may be one, and that edits keep apart: whatever is changed gets an id, and ids part tasks."""

from collections.abc import Iterable, Iterator

from vaultsync.core.model import Edit, Task
from vaultsync.core.notation.line import read_line
from vaultsync.core.seen import ids_of


def parted(pairs: Iterable[tuple[Task, Task]], edits: Iterable[Edit], dialect: str) -> Iterator[tuple[Task, Task]]:
    """Yield the pairs of which each task has an id behind the edits, and none in common.

    Args:
        pairs: As they stand before.
        edits: What is done to their lines, or to others.
        dialect: How the vault writes the fields of a line.
    """
    after = {(edit.path, edit.line): edit.after for edit in edits}

    def ids(task: Task) -> set[str]:
        found = set[str]()
        for line in task.lines:
            for said in (read_line(text, dialect) for text in after.get(line.place, (line.raw,))):
                found.update(ids_of(said.block_id, said.id) if said else ())
        return found

    for one, other in pairs:
        mine, theirs = ids(one), ids(other)
        if mine and theirs and mine.isdisjoint(theirs):
            yield one, other
