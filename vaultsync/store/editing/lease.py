"""Whether somebody is writing a note right now.

Linux grants a read lease on a file only if nobody has it open for writing, and
stops whoever opens it so until the lease is given back. Elsewhere the only
sign is that the note has not been changed for a while.
"""

import enum
import errno
import os
import signal
import sys
from types import TracebackType

if sys.platform == "linux":
    import fcntl

_BEING_WRITTEN = frozenset({errno.EAGAIN, errno.EWOULDBLOCK})


class Writers(enum.Enum):
    """Who has a note open for writing."""

    NONE = "none"
    SOME = "some"
    UNKNOWN = "unknown"


class Lease:
    """Keeps writers waiting while an open file is looked at; a few milliseconds, no more.

    Known only where the system has leases and the file is ours; elsewhere
    `writers` is UNKNOWN and nobody is kept waiting.
    """

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.writers = Writers.UNKNOWN

    def __enter__(self) -> "Lease":
        if sys.platform == "linux":
            try:
                # Whoever wants to write makes the system send us a signal; SIGIO, its choice, would end us.
                fcntl.fcntl(self.descriptor, fcntl.F_SETSIG, signal.SIGURG)
                fcntl.fcntl(self.descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
                self.writers = Writers.NONE
            except OSError as error:
                self.writers = Writers.SOME if error.errno in _BEING_WRITTEN else Writers.UNKNOWN
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if sys.platform == "linux" and self.writers is Writers.NONE:
            try:
                fcntl.fcntl(self.descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
            except OSError:
                # Closing the file gives the lease back too.
                self.writers = Writers.UNKNOWN

    def wanted(self) -> bool:
        """Return whether somebody has begun to wait for the file since the lease was granted."""
        if sys.platform == "linux" and self.writers is Writers.NONE:
            try:
                return fcntl.fcntl(self.descriptor, fcntl.F_GETLEASE) != fcntl.F_RDLCK
            except OSError:
                return True
        return False


def is_recent(state: os.stat_result, *, now: float, quiet_seconds: float) -> bool:
    """Return whether a file was changed within `quiet_seconds` of `now`, seconds since 1970."""
    return abs(now - state.st_mtime) < quiet_seconds
