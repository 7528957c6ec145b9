"""What the operating system refuses, in words, and what to do about it."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager

from vaultsync.core.errors import NotWritable, StoreError

_REMEDIES = {
    errno.ENOSPC: "Make room on the disk (space, or the number of files), then repeat the command.",
    errno.EDQUOT: "Make room: your share of the disk is used up. Then repeat the command.",
    errno.EACCES: "Give yourself permission to write the file and its folder, then repeat the command.",
    errno.EPERM: "See who owns the file and whether it is locked (`lsattr`, `chflags`), then repeat the command.",
    errno.EROFS: "The disk is mounted read-only: mount it for writing, then repeat the command.",
    errno.EIO: "The disk reports an error: save what you can, have the disk looked at, then repeat the command.",
    errno.EMFILE: "Raise the limit of open files (`ulimit -n`), then repeat the command.",
    errno.ENFILE: "Close other programs: the system has too many files open. Then repeat the command.",
    errno.EBUSY: "Another program holds the file: close it there, then repeat the command.",
    errno.EXDEV: "The note lies on another device than its folder: move it into the folder, then repeat the command.",
    errno.EFBIG: "Raise the limit of file sizes (`ulimit -f`), then repeat the command.",
    errno.ENOLCK: "Put the state folder on a disk that knows locks (XDG_STATE_HOME), then repeat the command.",
    errno.ENAMETOOLONG: "Shorten the name of the note or of its folders, then repeat the command.",
    errno.ENOENT: "Make the folder, or see whether it was moved away while it was in use; then repeat the command.",
    errno.EISDIR: "A folder has that name: name a file, perhaps one in it, then repeat the command.",
    errno.EDEADLK: "Let the cloud service download the note (open it once), then repeat the command.",
    errno.ETIMEDOUT: "The disk does not answer: see whether it is connected, then repeat the command.",
}
_OTHERWISE = "See whether the disk is connected and can be written, then repeat the command."


def reason(error: OSError) -> str:
    """Return what happened, without the names that the error carries."""
    return (os.strerror(error.errno) if error.errno else str(error)).lower()


def remedy(error: OSError) -> str:
    """Return what a person can do about it."""
    return _REMEDIES.get(error.errno or 0, _OTHERWISE)


@contextmanager
def of_note(path: str) -> Iterator[None]:
    """Turn an `OSError` over a note into `NotWritable`; `path` is relative to the vault."""
    try:
        yield
    except OSError as error:
        raise NotWritable(f"{path} cannot be edited: {reason(error)}", remedy=remedy(error)) from error


@contextmanager
def of_state(path: str) -> Iterator[None]:
    """Turn an `OSError` over a file of the state folder into `StoreError`."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {reason(error)}", remedy=remedy(error)) from error
