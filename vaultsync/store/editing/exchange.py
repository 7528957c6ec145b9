"""Two files of one folder change names in one step, or as nearly so as the system can.

Linux: `renameat2` with RENAME_EXCHANGE; macOS: `renameatx_np` with RENAME_SWAP.
Where neither works (Windows, some network file systems) the old file is linked
aside and the new one renamed over it: the note is still old or new at every
moment, but a save between the two steps that replaces the file can be lost.
"""

import errno
import os
import sys
from contextlib import suppress

from vaultsync.store.editing.folder import Folder

_SWAP = 2
"""Both RENAME_EXCHANGE of Linux and RENAME_SWAP of macOS."""

_NO_SWAP = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK})


def exchange(folder: Folder, new: str, name: str) -> str | None:
    """Let the file `new` have the name `name`.

    Returns:
        The name of the file that had it: mostly `new`, seldom `aside(new)`,
        None where the file system cannot keep it.
    """
    if _swap(folder, new, name):
        return new
    put_by = aside(new)
    try:
        folder.link(name, put_by)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        folder.rename(new, name)
        return None
    try:
        folder.rename(new, name)
    except OSError:
        with suppress(OSError):
            folder.unlink(put_by)
        raise
    try:
        folder.rename(put_by, new)
    except OSError:
        return put_by
    return new


def temporary_name() -> str:
    """Return a name that no other file has, hidden from notes' readers."""
    return f".~vaultsync-{os.urandom(8).hex()}.tmp"


def aside(temporary: str) -> str:
    """Return the name that the old note has meanwhile, where the system cannot exchange two names in one step."""
    return temporary.removesuffix(".tmp") + "-old.tmp"


def _swap(folder: Folder, one: str, other: str) -> bool:
    """Exchange two names at once; return False where that is not known."""
    if folder.descriptor is None:
        return False
    import ctypes

    function = getattr(
        ctypes.CDLL(None, use_errno=True), "renameatx_np" if sys.platform == "darwin" else "renameat2", None
    )
    if function is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    if function(folder.descriptor, names[0], folder.descriptor, names[1], ctypes.c_uint(_SWAP)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NO_SWAP:
        return False
    raise OSError(number, os.strerror(number), other)
