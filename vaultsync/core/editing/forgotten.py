"""Decisions that the notes do not hold any more: an older text was written over them, or their lines are gone.

The notes alone tell what was decided. A sync that brings back an older file, or an import that writes a note again,
takes a decision away with them; what it was stands only in the journal then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from vaultsync.core.editing.locate import runs
from vaultsync.core.model import Edit, Operation, Status, Task

_ACCEPTED: Final = frozenset({Status.OPEN, Status.STARTED, Status.ON_HOLD, Status.DONE})

HOLDS: Final[Mapping[str, frozenset[Status]]] = {
    "promote": _ACCEPTED,
    "reopen": _ACCEPTED,
    "start": _ACCEPTED - {Status.OPEN},
    "done": frozenset({Status.DONE}),
    "reject": frozenset({Status.CANCELLED, Status.DONE}),
}
"""By command, with which status of a task it holds."""

ACCEPTING: Final = HOLDS.keys() - {"reject"}
"""Commands that close the other lines of a task as duplicates."""


def standing(operations: Iterable[Operation]) -> Mapping[str, Sequence[tuple[Operation, Edit]]]:
    """Return by note what was written into it, but for what a later operation has changed.

    Args:
        operations: Those that were not taken back, the newest first.
    """
    found: dict[str, list[tuple[Operation, Edit]]] = {}
    changed: set[tuple[str, tuple[str, ...]]] = set()
    for operation in operations:
        for edit in operation.edits:
            if (edit.path, edit.after) not in changed:
                found.setdefault(edit.path, []).append((operation, edit))
        changed.update((edit.path, edit.before) for edit in operation.edits)
    return found


def written_over(texts: list[str], wrote: Iterable[tuple[Operation, Edit]]) -> Iterator[tuple[Operation, int]]:
    """Yield the operations before which a line of a note said what it says now, with its number.

    Args:
        texts: The lines of the note; the first is 1.
        wrote: What stands of what was written into it.
    """
    for operation, edit in wrote:
        if edit.after and not runs(texts, edit.after) and (places := runs(texts, edit.before)):
            yield operation, places[0] + 1


def is_left_behind(task: Task, operation: Operation) -> bool:
    """Return whether nothing is left of a task but lines that an operation closed as its duplicates.

    Beside them it may be proposed again.

    Args:
        task: As it stands now.
        operation: It accepted the task.
    """
    wrote = {text for edit in operation.edits for text in edit.after}
    closed = [line for line in task.lines if line.live and line.status is not Status.PROPOSED]
    return task.status is Status.CANCELLED and bool(closed) and all(line.raw in wrote for line in closed)
