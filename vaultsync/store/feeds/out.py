"""Files that vaultsync makes for others to read: replaced whole, and only if their bytes differ."""

import os
import stat
import sys
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import mkstemp

from vaultsync.core.errors import NotWritable
from vaultsync.store.refusal import reason, remedy

if sys.platform != "win32":
    import fcntl


def replace_file(path: Path, data: bytes) -> bool:
    """Give a file new bytes in one rename; return False, and touch nothing, if it has them already.

    What a killed process left beside it is used again, or removed.

    Raises:
        NotWritable: The folder is missing, cannot be written, or the disk is full.
    """
    try:
        beside = _beside(path)
        if path.is_file() and path.read_bytes() == data:
            if beside.exists():
                _discard(*_claimed(beside))
            return False
        handle, temporary = _claimed(beside)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                # A feed is made to be read by other programs; the temporary file is private.
                Path(temporary).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
                if sys.platform == "win32":  # there an open file cannot get another name
                    file.close()
                Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {reason(error)}", remedy=remedy(error)) from error
    return True


def make_folder(folder: Path, *, within: Path) -> None:
    """Make the folder of a file that the settings name: any in the vault, elsewhere only the last one of its path.

    A mistyped path, or a disk that is not connected, is not made up of new folders.

    Args:
        folder: The folder.
        within: The vault.

    Raises:
        NotWritable: It is not there, and more than the last folder of its path is missing, or it cannot be made.
    """
    if folder.is_dir():
        return
    inside = Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(within))
    try:
        folder.mkdir(parents=inside, exist_ok=True)
    except FileNotFoundError as error:
        raise NotWritable(
            f"the folder {folder} is not there, and neither is the one above it",
            remedy="Make it, or correct the `path` of the feed: only the last folder of a path outside the vault is"
            " made by itself.",
        ) from error
    except OSError as error:
        raise NotWritable(f"the folder {folder} cannot be made: {reason(error)}", remedy=remedy(error)) from error


def _beside(path: Path) -> Path:
    """Return the one name that a file's temporary file has, so that none is ever left to nobody."""
    digest = blake2b(os.fsencode(path.name), digest_size=8).hexdigest()
    return path.with_name(f".~vaultsync-{digest}.tmp")


def _claimed(beside: Path) -> tuple[int, str]:
    """Return an empty file that is ours alone while it is open, and its name: `beside`, or if that is taken another."""
    if sys.platform != "win32":
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_ours(handle, beside):
                os.ftruncate(handle, 0)
                return handle, str(beside)
        except BlockingIOError:
            pass
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
    return mkstemp(prefix=".~vaultsync-", suffix=".tmp", dir=beside.parent)


def _is_ours(handle: int, beside: Path) -> bool:
    """Whether an open file still has its name, and nobody else can reach it."""
    found = os.fstat(handle)
    with suppress(FileNotFoundError):
        there = beside.lstat()
        same = (there.st_dev, there.st_ino) == (found.st_dev, found.st_ino)
        return same and stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and found.st_uid == os.geteuid()
    return False


def _discard(handle: int, temporary: str) -> None:
    try:
        Path(temporary).unlink(missing_ok=True)
    finally:
        os.close(handle)
