"""Where calendars may go: no note, and nothing that somebody else has written, is replaced by one."""

import errno
import os
from pathlib import Path

from vaultsync.core.errors import NotWritable
from vaultsync.store.disk import is_note
from vaultsync.store.refusal import reason, remedy

_BEGINNING = b"BEGIN:VCALENDAR"
_MARK = b"\xef\xbb\xbf"
"""The byte order mark of UTF-8, which some programs write before a calendar."""

_HEAD = 512
"""In so many bytes a calendar has said who made it."""

_ANOTHER = "Name another file. If this one is not needed, delete it, then repeat the command."


def check_file(path: Path, *, vault: Path) -> None:
    """Refuse to make a calendar of a name that is a note's, or of a file that holds something else.

    An empty file, and one that begins as calendars do, after a byte order mark or without one, may be replaced.

    Args:
        path: Where a calendar is to go.
        vault: The vault's folder.

    Raises:
        NotWritable: It may not.
    """
    _refuse_folder(path)
    if is_note(path.name) and _is_within(path, vault):
        raise NotWritable(
            f"{path} would be a note of the vault, and no calendar", remedy="Name another file: one that ends in .ics."
        )
    check_content(path)


def refuse_folder_as_typed(named: str) -> None:
    """Refuse a name that can only be a folder's: a path forgets what stands behind its last name.

    Raises:
        NotWritable: It is none of a file.
    """
    if named.endswith(("/", os.sep)):
        raise _is_folder(named)


def _refuse_folder(path: Path) -> None:
    try:
        is_folder = path.name in ("", "..") or path.is_dir()
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {reason(error)}", remedy=remedy(error)) from error
    if is_folder:
        raise _is_folder(str(path))


def _is_folder(named: str) -> NotWritable:
    advice = remedy(IsADirectoryError(errno.EISDIR, named))
    return NotWritable(f"{named} is a folder, and a calendar is a file", remedy=advice)


def check_content(path: Path) -> None:
    """Refuse to replace what is no calendar; a file that is not there, and a folder, are left to who writes.

    Raises:
        NotWritable: It holds something else, or cannot be read.
    """
    try:
        if not path.exists() or path.is_dir():
            return
        # To open a pipe would wait for whoever writes into it, and nobody means to lose a device.
        if not path.is_file():
            raise NotWritable(f"{path} is no regular file: it is not replaced", remedy="Name a file.")
        begins = _first_bytes(path, len(_MARK + _BEGINNING))
    except OSError as error:
        raise NotWritable(f"{path} cannot be read: {reason(error)}", remedy=remedy(error)) from error
    if begins and not begins.removeprefix(_MARK).upper().startswith(_BEGINNING):
        raise NotWritable(f"{path} is there already, and is no calendar: it is not replaced", remedy=_ANOTHER)


def is_ours(path: Path) -> bool:
    """Return whether a file is not there, empty, or a calendar that vaultsync has written."""
    if not os.path.lexists(path):
        return True
    try:
        return path.is_file() and (not (begins := _first_bytes(path, _HEAD)) or b"PRODID:-//vaultsync//" in begins)
    except OSError:
        return False


def check_folder(folder: Path, *, vault: Path) -> None:
    """Refuse to fill a folder of the vault in which notes lie with calendars.

    Args:
        folder: Where one calendar for each task is to go.
        vault: The vault's folder; it is one for notes, even if it has none.

    Raises:
        NotWritable: The folder is the vault's own, or has notes in it or below.
    """
    if _is_within(folder, vault) and (os.path.realpath(folder) == os.path.realpath(vault) or _has_notes(folder)):
        raise NotWritable(
            f"{folder} is a folder of notes: a file for each task would lie among them",
            remedy="Name a folder of its own: it is made if the one above it is there.",
        )


def _first_bytes(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)


def _has_notes(folder: Path) -> bool:
    return any(is_note(name) for _, _, names in os.walk(folder) for name in names)


def _is_within(path: Path, vault: Path) -> bool:
    """Whether a name lies in a vault, by the folders that it really leads through."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(vault))
