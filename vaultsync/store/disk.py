"""The notes on disk: walked without following links, read without trusting them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from vaultsync.core.walk import Glance, Stamp, UnreadableNote, Walk
from vaultsync.store.refusal import reason

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.core.model import Diagnostic

MAX_NOTE = 16 * 1024 * 1024
"""Bytes of the largest note that is read: what takes seconds, and memory of a few hundred bytes for each line."""

_GRAIN = 2_000_000_000
"""Nanoseconds in which two saves may carry one time (FAT keeps two seconds)."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_PLACEHOLDER = ".icloud"
_SETTINGS = ".obsidian"
"""The folder by which Obsidian knows a vault."""


class DiskVault:
    """One folder of notes."""

    def __init__(self, root: Path | str, *, now: Callable[[], int], max_note: int = MAX_NOTE) -> None:
        """Stand on a folder.

        Args:
            root: The vault's folder.
            now: Returns the present in nanoseconds since 1970, by the clock that stamps files.
            max_note: Bytes of the largest note that is read.
        """
        self._top = os.path.join(root, "")  # noqa: PTH118  # strings, since names need not be UTF-8
        self.name = os.path.basename(os.path.realpath(root))  # noqa: PTH119  # as above
        self._now = now
        self._max = max_note

    def walk(self) -> Walk:
        """Look at every note without opening it; dot folders are Obsidian's and others', and are passed over."""
        seen = _Seen()
        for _ in self._folders(seen):
            pass
        return Walk(seen.notes, tuple(seen.diagnostics), tuple(seen.unseen))

    def count(self, folders: int) -> tuple[int, bool]:
        """Count the notes in at most so many folders; return their number, and whether that is all of them."""
        seen = _Seen()
        for looked_at, _ in enumerate(self._folders(seen)):
            if looked_at == folders:
                return len(seen.notes), False
        return len(seen.notes), True

    def look(self, path: str) -> Glance | None:
        """Look at one note; None if it is not there, or is none.

        Raises:
            UnreadableNote: The system does not say whether it is there.
        """
        try:
            found = os.lstat(self._top + path)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise UnreadableNote(f"the note cannot be looked at ({reason(error)})") from None
        return None if _not_a_note(found) else (found.st_size, found.st_mtime_ns, found.st_ino)

    def read(self, path: str) -> tuple[bytes, Stamp]:
        """Return a note's bytes and its full stamp.

        Raises:
            UnreadableNote: It cannot be read now: permissions, size, an evicted or special file.
            FileNotFoundError: It is not there any more.
        """
        data, found, racy, writing = self._opened(path)
        return data, Stamp(found.st_size, found.st_mtime_ns, found.st_ino, self._digest(data), racy, writing)

    def content(self, path: str) -> bytes:
        """Return a note's bytes alone; raises as `read` does."""
        return self._opened(path)[0]

    def _opened(self, path: str) -> tuple[bytes, os.stat_result, bool, bool]:
        """Return what a note holds, what it is, whether its stamp is racy, and whether another program has it open."""
        try:
            handle = os.open(self._top + path, _FLAGS)
            try:
                found = os.fstat(handle)
                self._refuse(found)
                data = os.read(handle, found.st_size + 1)
                if len(data) != found.st_size:
                    data = _read_on(data, handle, found.st_size, self._max)
                racy = self._now() - found.st_mtime_ns <= _GRAIN
                writing = racy and _is_written(handle)
            finally:
                os.close(handle)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise UnreadableNote(f"the note cannot be read ({reason(error)})") from None
        return data, found, racy, writing

    @cached_property
    def _digest(self) -> Callable[[bytes], bytes]:
        """A fingerprint of 16 bytes: it tells a note from its former self, and guards nothing."""
        from xxhash import xxh3_128_digest  # most walks read nothing

        return xxh3_128_digest

    def _refuse(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableNote(f"{_not_a_note(found)}; it is not read")
        if found.st_size > self._max:
            raise UnreadableNote(f"the note is larger than {self._max // 1024 // 1024} MiB")
        if found.st_blocks == 0 and found.st_size and getattr(found, "st_flags", 0) & _DATALESS:
            raise UnreadableNote("iCloud keeps this note elsewhere; its tasks keep their state")

    def _folders(self, seen: _Seen) -> Iterator[str]:
        """Take in one folder after the other (`a/b/` or empty), and yield each before it is looked at."""
        waiting = [""]
        while waiting:
            folder = waiting.pop()
            yield folder
            for entry in self._entries(folder, seen):
                name = entry.name
                if seen.is_folder(folder, entry):
                    if name[0] != ".":
                        waiting.append(f"{folder}{name}/")
                    elif name == _SETTINGS and folder:
                        seen.vaults.append(folder[:-1])
                elif name[0] == ".":
                    seen.take_hidden(folder, name)
                elif is_note(name):
                    seen.take(folder + name, entry)

    def _entries(self, folder: str, seen: _Seen) -> list[os.DirEntry[str]]:
        """Return what stands in a folder (`a/b/` or empty), all of it or nothing."""
        try:
            with os.scandir(self._top + folder) as entries:
                return list(entries)
        except OSError as error:
            if not folder or not isinstance(error, FileNotFoundError):
                seen.take_refused(folder, error)
            return []


def vaults_below(root: str, *, folders: int | None = None) -> list[str]:
    """Return the paths of the vaults in a folder, relative to it, looked for in all its folders or at most so many."""
    seen = _Seen()
    for _ in islice(DiskVault(root, now=lambda: 0)._folders(seen), None if folders is None else folders + 1):
        pass
    return sorted(seen.vaults)


class _Seen:
    """What a walk has come upon."""

    def __init__(self) -> None:
        self.notes: dict[str, Glance] = {}
        self.diagnostics: list[Diagnostic] = []
        self.unseen: list[str] = []
        self.vaults: list[str] = []

    def is_folder(self, folder: str, entry: os.DirEntry[str]) -> bool:
        try:
            return entry.is_dir(follow_symlinks=False)
        except OSError as error:
            # Not every file system says in its list what is a folder; this one might have held notes.
            if entry.name[0] != ".":
                self.take_refused(f"{folder}{entry.name}/", error)
            return False

    def take_refused(self, folder: str, error: OSError) -> None:
        self.unseen.append(folder)
        message = f"the folder cannot be read ({reason(error)})"
        self.diagnostics.append(_trouble(folder or ".", "unreadable", message))

    def take_hidden(self, folder: str, name: str) -> None:
        if name.endswith(_PLACEHOLDER) and is_note(kept := name[1 : -len(_PLACEHOLDER)]):
            self.unseen.append(folder + kept)
            message = "iCloud keeps this note elsewhere; its tasks keep their state"
            self.diagnostics.append(_trouble(folder + kept, "evicted", message))

    def take(self, path: str, file: os.DirEntry[str]) -> None:
        try:
            found = file.stat(follow_symlinks=False)
        except OSError as error:
            if not isinstance(error, FileNotFoundError):
                self.unseen.append(path)
                message = f"the note cannot be looked at ({reason(error)})"
                self.diagnostics.append(_trouble(path, "unreadable", message))
            return
        if stat.S_ISREG(found.st_mode):
            self.notes[path] = (found.st_size, found.st_mtime_ns, found.st_ino)
        elif not stat.S_ISDIR(found.st_mode):
            self.diagnostics.append(_trouble(path, "not-a-file", f"{_not_a_note(found)}; it is not read"))


_DATALESS = 0x40000000
"""SF_DATALESS of macOS: reading such a file may wait for the network."""


_ENDINGS = frozenset((".md", ".mD", ".Md", ".MD"))


def is_note(name: str) -> bool:
    """Return whether a file of this name is a note; a name that is an ending alone is none."""
    return name[-3:] in _ENDINGS and len(name) > 3


def _is_written(handle: int) -> bool:
    """Whether another program has a file open for writing, as far as the system can tell."""
    from vaultsync.store.editing.lease import Lease, Writers

    with Lease(handle) as lease:
        return lease.writers is Writers.SOME


def _read_on(data: bytes, handle: int, size: int, most: int) -> bytes:
    """Return the bytes of an open file that is not as long as it seemed to be, `most` and a little at most."""
    while len(data) != size and len(data) <= most and (more := os.read(handle, 1 << 16)):
        data += more
    return data


def _not_a_note(found: os.stat_result) -> str:
    """Return what a file is that is not read as a note; empty for an ordinary one."""
    if stat.S_ISREG(found.st_mode):
        return ""
    if stat.S_ISLNK(found.st_mode):
        return "it is a link"
    return "it is a folder" if stat.S_ISDIR(found.st_mode) else "it is no ordinary file"


def _trouble(path: str, code: str, message: str) -> Diagnostic:
    from vaultsync.core.model import Diagnostic

    return Diagnostic(path=path, line=0, code=code, message=message, remedy=_REMEDIES.get(code, ""))


_REMEDIES = {
    "unreadable": "Correct its permissions; until then its tasks keep their state.",
    "evicted": "Open it once on this machine, or choose Keep Downloaded.",
}
