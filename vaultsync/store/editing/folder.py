"""One folder of the vault, held open: no link and no rename can lead what is done in it elsewhere."""

import errno
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

from vaultsync.core.errors import NotWritable

BY_DESCRIPTOR = os.open in os.supports_dir_fd
"""False on Windows, where files are reached by their whole path."""

_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_READ = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | _NO_LINK
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | _NO_LINK
_CANNOT_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EBADF})


class Folder:
    """The folder of a note; every name is a name in it."""

    def __init__(self, root: Path, parts: tuple[str, ...]) -> None:
        """Open the folder `parts` below `root`; only the root itself may be a link.

        Raises:
            OSError: ENOTDIR or ELOOP for a link on the way.
        """
        self.path = root.joinpath(*parts)
        self.descriptor: int | None = None
        if not BY_DESCRIPTOR:
            _refuse_links(root, parts)
            return
        self.descriptor = os.open(root, _FOLDER)
        try:
            for part in parts:
                below = os.open(part, _FOLDER | _NO_LINK, dir_fd=self.descriptor)
                os.close(self.descriptor)
                self.descriptor = below
        except BaseException:
            os.close(self.descriptor)
            raise

    def __enter__(self) -> "Folder":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)

    def at(self, name: str) -> str:
        """Return what a call of the system wants to hear, together with `descriptor`."""
        return name if BY_DESCRIPTOR else str(self.path / name)

    def stat(self, name: str) -> os.stat_result:
        """Return the state of a file, not of what a link leads to."""
        return os.stat(self.at(name), dir_fd=self.descriptor, follow_symlinks=False)

    def exists(self, name: str) -> bool:
        """Return whether there is anything with this name."""
        try:
            self.stat(name)
        except FileNotFoundError:
            return False
        return True

    def open(self, name: str) -> int:
        """Open a file for reading, without waiting and without following a link."""
        return os.open(self.at(name), _READ, dir_fd=self.descriptor)

    def create(self, name: str) -> int:
        """Create a file that only its owner can read, for writing."""
        return os.open(self.at(name), _CREATE, 0o600, dir_fd=self.descriptor)

    def read(self, name: str) -> bytes:
        """Return the bytes of a regular file."""
        descriptor = self.open(name)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            return read_all(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: str, new: str) -> None:
        """Rename a file over whatever has the new name."""
        os.replace(self.at(old), self.at(new), src_dir_fd=self.descriptor, dst_dir_fd=self.descriptor)

    def link(self, old: str, new: str) -> None:
        """Give a file a second name."""
        os.link(
            self.at(old),
            self.at(new),
            src_dir_fd=self.descriptor,
            dst_dir_fd=self.descriptor,
            follow_symlinks=os.link not in os.supports_follow_symlinks,
        )

    def unlink(self, name: str) -> None:
        """Remove a file, if it is there."""
        with suppress(FileNotFoundError):
            os.unlink(self.at(name), dir_fd=self.descriptor)

    def may_be_written(self, name: str) -> bool:
        """Return whether the mode of a file, or of the folder itself (`.`), lets us write it."""
        return self._may(name, os.W_OK)

    def may_be_read(self, name: str) -> bool:
        """Return whether the mode of a file lets us read it."""
        return self._may(name, os.R_OK)

    def refuse_unless_writable(self) -> None:
        """Raise the `OSError` that making a file in the folder would raise."""
        if not self.may_be_written("."):
            read_only = self.descriptor is not None and os.fstatvfs(self.descriptor).f_flag & os.ST_RDONLY
            number = errno.EROFS if read_only else errno.EACCES
            raise OSError(number, os.strerror(number))

    def _may(self, name: str, what: int) -> bool:
        if BY_DESCRIPTOR and os.access in os.supports_effective_ids:
            return os.access(name, what, dir_fd=self.descriptor, effective_ids=True)
        return os.access(self.at(name), what, dir_fd=self.descriptor)

    def sync(self) -> None:
        """Bring the names of the folder to the disk, where the system can."""
        if self.descriptor is None:
            return
        try:
            os.fsync(self.descriptor)
        except OSError as error:
            if error.errno not in _CANNOT_SYNC:
                raise


@contextmanager
def folder_of(root: Path, path: str) -> Iterator[tuple[Folder, str]]:
    """Open the folder of a note; give it and the note's name in it.

    Args:
        root: The vault.
        path: The note, relative to the vault, with `/` between folders.

    Raises:
        NotWritable: The path leads out of the vault or through a link.
        OSError: Whatever else the system says.
    """
    parts = tuple(path.split("/"))
    strange = ("\\", ":") if sys.platform == "win32" else ()
    if any(part in {"", ".", ".."} or "\0" in part or any(sign in part for sign in strange) for part in parts):
        raise NotWritable(f"{path!r} is no path inside the vault", remedy="Name the note relative to the vault.")
    try:
        folder = Folder(root, parts[:-1])
    except OSError as error:
        if error.errno not in {errno.ENOTDIR, errno.ELOOP}:
            raise
        raise NotWritable(
            f"{path} is reached through a link, or through something that is no folder",
            remedy="Edit the note where it really lies, with that vault.",
        ) from error
    with folder:
        yield folder, parts[-1]


def read_all(descriptor: int) -> bytes:
    """Return the bytes of an open file from its beginning."""
    os.lseek(descriptor, 0, os.SEEK_SET)
    pieces = []
    while piece := os.read(descriptor, 1 << 20):
        pieces.append(piece)
    return b"".join(pieces)


def _refuse_links(root: Path, parts: tuple[str, ...]) -> None:
    for count in range(1, len(parts) + 1):
        if (root.joinpath(*parts[:count])).is_symlink():
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
