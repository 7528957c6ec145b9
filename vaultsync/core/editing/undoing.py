"""Which of the operations in a journal can be meant by `undo`, and what is said of one that cannot be taken back."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from vaultsync.core.errors import VaultSyncError
from vaultsync.core.model import Operation

MOST_TRIED: Final = 50
"""How many operations before one that cannot be taken back are tried: each costs a look at its notes."""


_EDITED: Final = frozenset({"done", "failed", "interrupted"})


def taken_back(operations: Sequence[Operation]) -> Mapping[int, int]:
    """Return which operations do not stand any more, each with the one that took it back.

    What takes back can be taken back itself: then the first one stands again.

    Args:
        operations: The newest first.
    """
    by: dict[int, int] = {}
    for each in operations:
        # One that failed, or was interrupted and itself taken back, has left something to take back.
        if each.undoes is not None and each.outcome == "done" and each.number not in by:
            by.setdefault(each.undoes, each.number)
    return by


def undoable(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Yield what edited notes and stands, the newest first as they are given; what takes back is not yielded."""
    by = taken_back(operations)
    for each in operations:
        # One that failed or was interrupted has edited some of its notes.
        if each.undoes is None and each.number not in by and each.outcome in _EDITED and each.edits:
            yield each


def refuse_taken_back(number: int, operations: Sequence[Operation]) -> None:
    """Refuse to take an operation back a second time.

    Raises:
        VaultSyncError: It was taken back; the remedy does it again.
    """
    by = taken_back(operations).get(number)
    if by is not None:
        raise VaultSyncError(
            f"operation {number} was taken back already, by operation {by}",
            remedy=f"To have it again, take that back: `vaultsync undo {by}`. `vaultsync log` lists what was done.",
        )


def nothing_to_take_back(number: int, instead: str) -> VaultSyncError:
    """Return the answer to an undo for which no note has to change.

    Args:
        number: The operation that was meant.
        instead: What is said of the ones before it: see `before`.
    """
    return VaultSyncError(
        f"operation {number} need not be taken back: the notes say what they said before it", remedy=instead
    )


def before(tried: int, instead: Operation | None) -> str:
    """Return what is said of the operations before another one.

    Args:
        tried: How many of them were tried.
        instead: The newest of these that can be taken back now.
    """
    if instead:
        return f"`vaultsync undo {instead.number}` takes back the one before it: {instead.command}."
    if tried < MOST_TRIED:
        return "None before it can be taken back either."
    return f"None of the {MOST_TRIED} before it can be taken back either; `vaultsync log` lists the others."


def remedy(blocked: int, instead: str) -> str:
    """Return what to do about an operation that cannot be taken back.

    Args:
        blocked: Its number.
        instead: What is said of the ones before it: see `before`.
    """
    return (
        f"Nothing was taken back. {instead} For operation {blocked}, first take back later commands on that line"
        " (`vaultsync log` lists them), or put the line back as `vaultsync log --diff` shows it; then run"
        f" `vaultsync undo {blocked}`."
    )
