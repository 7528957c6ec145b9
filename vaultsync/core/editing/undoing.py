"""Which of the operations in a journal can be meant by `undo`, and what is said of one that cannot be taken back."""

from collections.abc import Iterator, Sequence

from vaultsync.core.model import Operation


def undoable(operations: Sequence[Operation]) -> Iterator[Operation]:
    """Yield what edited notes and was not taken back yet, in the order given; what takes back is not taken back."""
    undone = {each.undoes for each in operations if each.undoes is not None}
    for each in operations:
        # A failed operation edited some of its notes before another one refused.
        if each.undoes is None and each.number not in undone and each.outcome in ("done", "failed") and each.edits:
            yield each


def remedy(blocked: int, instead: Operation | None) -> str:
    """Return what to do about an operation that cannot be taken back.

    Args:
        blocked: Its number.
        instead: The newest one before it that can be taken back now.
    """
    other = (
        f"`vaultsync undo {instead.number}` takes back the one before it: {instead.command}."
        if instead
        else "None before it can be taken back either."
    )
    return (
        f"Nothing was taken back. {other} For operation {blocked}, first take back later commands on that line"
        " (`vaultsync log` lists them), or put the line back as `vaultsync log --diff` shows it; then run"
        f" `vaultsync undo {blocked}`."
    )
