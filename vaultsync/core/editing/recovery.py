"""An operation that was interrupted: what became of it, and what an undo means then."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from vaultsync.core.errors import VaultSyncError
from vaultsync.core.model import Operation


class Recovered(NamedTuple):
    """What was found of one operation that was interrupted, and what was done about it."""

    operation: Operation
    """As the journal has it now; its outcome is `open` if nothing can be done about it yet."""

    notes: int
    """How many notes it was to change."""

    found: int = 0
    """How many of them it had changed."""

    changed: int = 0
    """How many of them are changed now."""

    in_the_way: VaultSyncError | None = None
    """Why nothing can be done about it yet."""

    @property
    def message(self) -> str:
        """What became of it, in a sentence without its full stop."""
        interrupted = f"`{self.operation.command}` (operation {self.operation.number}) was interrupted"
        if self.in_the_way is not None:
            return f"{interrupted} and cannot be repaired yet: {self.in_the_way.message}"
        return f"{interrupted}: {self._became()}"

    @property
    def remedy(self) -> str:
        """What a person may do about it; empty if there is nothing to do."""
        if self.in_the_way is not None:
            return self.in_the_way.remedy
        number = self.operation.number
        if self.operation.outcome == "failed":
            return f"Look at the tasks, then repeat the command, or take it back: `vaultsync undo {number}`."
        return "" if self.operation.outcome == "taken back" else f"`vaultsync undo {number}` takes it back."

    def _became(self) -> str:
        are = "is" if self.changed == 1 else "are"
        notes = "1 note" if self.notes == 1 else f"{self.notes:,} notes"
        if self.operation.outcome == "taken back":
            return f"it had not changed any note, of {notes} that it was to change"
        if self.operation.outcome == "failed":
            return f"it has failed: {self.changed:,} of {notes} {are} changed, and the others could not be"
        if self.operation.outcome == "interrupted":
            return f"it was stopped, {self.changed:,} of {notes} {are} changed, and the others are as they were"
        if self.found == self.notes:
            return f"it had changed every note that it was to change, {self.notes:,} in all"
        return f"it had changed {self.found:,} of {notes}, and the others are changed now"


def interruption(operation: Operation) -> str:
    """Return the sentence, without its full stop, that tells of an interrupted operation before it is recovered."""
    notes = len({edit.path for edit in operation.edits})
    many = "1 note" if notes == 1 else f"{notes:,} notes"
    return f"`{operation.command}` (operation {operation.number}, {many}) was interrupted and is not settled yet"


REMEDY: Final = "The next command that edits completes it or takes it back; so does `vaultsync doctor --repair`."


def meant(recovered: Sequence[Recovered], number: int | None, last: int) -> int | Recovered | None:
    """Return what `undo` means right after something interrupted was recovered.

    Args:
        recovered: What was recovered, the oldest first.
        number: The operation that was named; None if none was.
        last: The number of the last operation of all.

    Returns:
        The number of the operation to take back. Or what was recovered, if that is all that is asked for: an undo that
        is finished now, or a command that had changed nothing. None if nothing that was recovered is meant.

    Raises:
        VaultSyncError: What is meant cannot be recovered yet.
    """
    for each in reversed(recovered):
        operation = each.operation
        names = (operation.number, operation.undoes)
        if (operation.number != last) if number is None else (number not in names):
            continue
        if each.in_the_way is not None:
            raise each.in_the_way.reworded(each.message)
        if operation.number == number or operation.undoes is None:
            return each if operation.outcome == "taken back" else operation.number
        return each if operation.outcome == "done" else operation.undoes
    return None
