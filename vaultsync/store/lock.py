"""One vaultsync at a time does a work of a vault: edits notes, reads them, changes secrets, or follows saves."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike

from vaultsync.core.errors import Busy
from vaultsync.store import refusal

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _try(descriptor: int) -> None:
        # The system lets go when the process ends, however it ends: this lock is never stale.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


_HELD = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK})
_STEP_SECONDS = 0.05


@contextmanager
def writer_lock(
    path: str | PathLike[str],
    *,
    pause: Callable[[float], None],
    patience_seconds: float,
    work: str = "editing notes of this vault",
) -> Iterator[None]:
    """Hold the lock of a work.

    Args:
        path: The lock file, in the state folder; it is made if need be and never removed.
        pause: Waits for so many seconds.
        patience_seconds: How long to wait for another vaultsync.
        work: What the one that holds the lock is doing, for the message.

    Raises:
        Busy: Another vaultsync still holds it.
        StoreError: The state folder cannot be used.
    """
    path = os.fspath(path)
    with refusal.of_state(path):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)  # noqa: PTH103, PTH120  # see `workspace`
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        with refusal.of_state(path):
            _wait_for(descriptor, path, pause, patience_seconds, work)
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, path: str, pause: Callable[[float], None], patience_seconds: float, work: str) -> None:
    waited = 0.0
    while True:
        try:
            return _try(descriptor)
        except OSError as error:
            if error.errno not in _HELD:
                raise
        if waited >= patience_seconds:
            raise Busy(
                f"another vaultsync is {work} (it holds {path})",
                remedy="Wait until it has finished, then repeat the command.",
            )
        pause(_STEP_SECONDS)
        waited += _STEP_SECONDS
