"""Ctrl+C in the middle of an operation: heeded between two notes, and never within one."""

import signal
import threading
from types import FrameType, TracebackType
from typing import Any

from vaultsync.core.errors import BY_SIGNAL, VaultSyncError
from vaultsync.core.model import Operation

_ASKING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))
"""What asks a program to stop: Ctrl+C, the system, and a terminal that is closed."""


class Stopped(VaultSyncError):
    """An operation was stopped between two of its notes; the exit status is that of the signal: 130 for Ctrl+C."""

    def __init__(self, number: int, *, said: str = "stopped", remedy: str = "Repeat the command.") -> None:
        super().__init__(said, remedy=remedy)
        self.number = number
        """Of the signal."""

        self.exit_status = BY_SIGNAL + number

    def told(self, operation: Operation, changed: int) -> "Stopped":
        """Return it with how far an operation came.

        Args:
            operation: As it was meant, with its number in the journal.
            changed: How many notes are changed.
        """
        if not changed:
            remedy = "Repeat the command if you still want it."
            return Stopped(self.number, said="stopped before any note was changed", remedy=remedy)
        notes = len({edit.path for edit in operation.edits})
        if operation.undoes is None:
            remedy = f"`vaultsync undo {operation.number}` takes back what was changed."
        else:
            remedy = f"`vaultsync undo {operation.undoes}` goes on."
        are = "note is" if notes == 1 else "notes is" if changed == 1 else "notes are"
        said = f"stopped: {changed:,} of {notes:,} {are} changed, and the others are as they were"
        return Stopped(self.number, said=said, remedy=remedy)


class Stopping:
    """Keeps what asks to stop until it can be heeded; what asks a second time is heeded at once."""

    def __init__(self) -> None:
        self.asked = 0
        """The number of the signal that has asked; 0 if none has."""

        self._before: dict[int, Any] = {}

    def __enter__(self) -> "Stopping":
        if threading.current_thread() is threading.main_thread():
            for number in _ASKING:
                before = signal.getsignal(number)
                # Who has it ignored, as `nohup` does, means that.
                if before not in (signal.SIG_IGN, None):
                    self._before[number] = before
                    signal.signal(number, self._hear)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._let_go()

    def heed(self) -> None:
        """Stop if that was asked for.

        Raises:
            Stopped: It was.
        """
        if self.asked:
            raise Stopped(self.asked)

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        self.asked = number
        self._let_go()

    def _let_go(self) -> None:
        while self._before:
            signal.signal(*self._before.popitem())
