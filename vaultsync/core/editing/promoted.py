"""Which tasks commands have accepted, and when: no line of a note has the day of that."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from vaultsync.core.editing.forgotten import decisions, verb_of
from vaultsync.core.editing.undoing import undoable
from vaultsync.core.model import Operation

_STARTING: Final = "start"
_ACCEPTING: Final = frozenset({"promote", _STARTING})


def promoted_since(operations: Sequence[Operation], since: date) -> frozenset[str]:
    """Return the names, old and lasting, of tasks whose last decision is that they were accepted from a day on.

    Args:
        operations: Everything that was done, the newest first.
        since: The first day.
    """
    return frozenset(
        name
        for operation, letters in _acceptances(operations)
        if operation.at.date() >= since
        for name in (letters, f"p-{letters}", f"vs-{letters}")
    )


def _acceptances(operations: Sequence[Operation]) -> Iterator[tuple[Operation, str]]:
    """Yield acceptances that stand, each with the letters that a task's names share."""
    for operation, named in decisions(undoable(operations)):
        verb = verb_of(operation)
        then = operation.facts.get("tasks", "").split()
        for letters in named:
            # What is started with a lasting name had mostly been accepted before.
            if verb in _ACCEPTING and (verb != _STARTING or f"p-{letters}" in then):
                yield operation, letters
