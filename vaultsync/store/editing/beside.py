"""A new file beside a note, like the note in everything but its bytes."""

import errno
import os
import stat
import sys
from contextlib import suppress

from vaultsync.store.editing.folder import Folder

if sys.platform == "darwin":
    import fcntl

_COPY_ACL_AND_XATTR = 1 << 0 | 1 << 2
"""COPYFILE_ACL | COPYFILE_XATTR of macOS."""

_SYSTEMS_OWN = ("security.", "trusted.", "system.nfs4_acl")
"""Extended attributes that the system gives to every file by its own rules."""


def write_beside(folder: Folder, temporary: str, data: bytes, *, like: int) -> int:
    """Write a file whole, to the disk; return its inode.

    Args:
        folder: Where it is made.
        temporary: Its name; nothing may have it.
        data: Its bytes.
        like: The open note whose owner, mode, ACL and extended attributes it takes.

    Raises:
        OSError: Nothing is left behind then, unless that cannot be removed either.
    """
    descriptor = folder.create(temporary)
    try:
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            _make_alike(descriptor, like)
            to_disk(descriptor)
            inode = os.fstat(descriptor).st_ino
        finally:
            os.close(descriptor)
    except BaseException:
        with suppress(OSError):
            folder.unlink(temporary)
        raise
    return inode


def to_disk(descriptor: int) -> None:
    """Bring an open file to the disk itself, past the disk's own memory where the system can."""
    if sys.platform == "darwin":
        with suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def _make_alike(descriptor: int, like: int) -> None:
    """Owner first, mode last: changing the owner or the ACL changes the mode."""
    if sys.platform == "win32":
        return
    wanted, found = os.fstat(like), os.fstat(descriptor)
    if (found.st_uid, found.st_gid) != (wanted.st_uid, wanted.st_gid):
        os.fchown(
            descriptor,
            -1 if found.st_uid == wanted.st_uid else wanted.st_uid,
            -1 if found.st_gid == wanted.st_gid else wanted.st_gid,
        )
    if sys.platform == "linux":
        _copy_attributes(descriptor, like)
    elif sys.platform == "darwin":
        _copy_with_system(descriptor, like)
    os.fchmod(descriptor, stat.S_IMODE(wanted.st_mode))


if sys.platform == "linux":

    def _copy_attributes(descriptor: int, like: int) -> None:
        wanted, found = _attributes(like), _attributes(descriptor)
        for name in found.keys() - wanted.keys():
            # A default ACL of the folder, which the note does not have.
            os.removexattr(descriptor, name)
        for name, value in wanted.items():
            if found.get(name) != value:
                os.setxattr(descriptor, name, value)

    def _attributes(descriptor: int) -> dict[str, bytes]:
        try:
            names = os.listxattr(descriptor)
        except OSError as error:
            if error.errno in {errno.ENOTSUP, errno.ENOSYS}:
                return {}
            raise
        return {name: os.getxattr(descriptor, name) for name in names if not name.startswith(_SYSTEMS_OWN)}


if sys.platform == "darwin":

    def _copy_with_system(descriptor: int, like: int) -> None:
        import ctypes

        library = ctypes.CDLL(None, use_errno=True)
        if library.fcopyfile(like, descriptor, None, ctypes.c_uint32(_COPY_ACL_AND_XATTR)) < 0:
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number))
