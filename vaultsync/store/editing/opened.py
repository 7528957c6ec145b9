"""A note, opened for editing: what must hold before it is touched, and its bytes once nobody is writing them."""

import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from vaultsync.core.errors import Busy, NoteGone, NotWritable, VaultSyncError
from vaultsync.core.model import Diagnostic
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.folder import Folder, folder_of, read_all
from vaultsync.store.editing.lease import Lease, Writers, is_recent
from vaultsync.store.refusal import of_note

_FIRST_PAUSE_SECONDS = 0.002
_LONGEST_PAUSE_SECONDS = 0.02
"""Short: the best moment is right after a save, and who saves many times a second leaves no other."""

_DOUBT_SECONDS = 0.3
"""Some sync clients delete a note before they write it anew, and a new file may have no blocks yet."""

_Answer = TypeVar("_Answer")


class _Doubtful(Exception):
    """What may be a note between two steps of another program, and may be none at all."""

    def __init__(self, otherwise: VaultSyncError) -> None:
        super().__init__(otherwise.message)
        self.otherwise = otherwise


class BeingWritten(Exception):
    """Somebody is just writing the note."""


class EditContext(NamedTuple):
    """What editing a note goes by besides the note: clock, patience, limits, and what the index knows."""

    clock: Callable[[], datetime]
    pause: Callable[[float], None] = time.sleep
    """Waits for so many seconds."""

    quiet_seconds: float = 2.0
    """How long a note must have been left alone, where the system cannot tell who writes it."""

    patience_seconds: float = 5.0
    """How long to wait for an editor that keeps saving."""

    size_limit: int = 64 << 20
    """In bytes."""

    known_size: Callable[[str], int | None] = lambda _: None
    """The size in bytes that a note had when it was indexed; None if that is not known."""

    stating: Callable[[Collection[str]], Mapping[str, Collection[str]]] = lambda _: {}
    """The paths of the notes that have each of some task lines, as far as the index knows."""

    exchange: Callable[[Folder, str, str], str | None] = exchange
    tell: Callable[[Diagnostic], None] = lambda _: None
    """Hears what a person should know beside the outcome: a conflict copy was made."""


@dataclass(slots=True, kw_only=True)
class OpenNote:
    """A regular file of the vault, open for reading."""

    path: str
    """Relative to the vault."""

    folder: Folder
    name: str
    descriptor: int
    state: os.stat_result

    def read(self, context: EditContext) -> bytes:
        """Return the bytes of the note once nobody is in the middle of writing them.

        Raises:
            BeingWritten: Somebody is.
        """
        with Lease(self.descriptor) as lease:
            data = read_all(self.descriptor)
            if lease.writers is Writers.SOME or lease.wanted() or not self.is_unchanged():
                raise BeingWritten
            known = lease.writers is not Writers.UNKNOWN
        size = context.known_size(self.path)
        shrunk = size is not None and 2 * len(data) < size
        if (shrunk or not known) and self.is_recent(context):
            raise BeingWritten
        return data

    def let_go_if_exclusive(self) -> None:
        """Close the file where an open file cannot get another name (Windows)."""
        if self.folder.descriptor is None:
            self.close()

    def close(self) -> None:
        """Close the file, if it is open."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def is_unchanged(self) -> bool:
        """Return whether the note is still this file, and not changed since it was opened."""
        return _identity(self.folder.stat(self.name)) == _identity(self.state)

    def is_recent(self, context: EditContext) -> bool:
        """Return whether the note was changed a moment ago."""
        return is_recent(self.state, now=context.clock().timestamp(), quiet_seconds=context.quiet_seconds)


def when_quiet(path: str, context: EditContext, act: Callable[[], _Answer]) -> _Answer:
    """Do something with a note; as long as somebody is writing it, wait a little and try again.

    Args:
        path: The note, for messages.
        context: How long to wait.
        act: Raises BeingWritten or FileNotFoundError to be called again.

    Raises:
        Busy: An editor keeps writing the note.
        NoteChanged: There is no such note.
        NotWritable: What the system refuses.
    """
    waited = doubted = 0.0
    step = _FIRST_PAUSE_SECONDS
    began = time.monotonic()
    while True:
        try:
            with of_note(path):
                return _once(path, act)
        except _Doubtful as doubtful:
            if doubted >= min(_DOUBT_SECONDS, context.patience_seconds):
                raise doubtful.otherwise from None
            doubted += step
        except BeingWritten:
            doubted = 0.0
        # A try takes time of its own: in a large note that is saved all the time, most of it.
        if max(waited, time.monotonic() - began) >= context.patience_seconds:
            raise Busy(
                f"{path} keeps being written by another program; nothing was changed in it",
                remedy="Let the editor or the sync come to rest, then repeat the command.",
            )
        context.pause(step)
        waited += step
        step = min(2 * step, _LONGEST_PAUSE_SECONDS)


@contextmanager
def opened(root: Path, path: str, context: EditContext) -> Iterator[OpenNote]:
    """Open a note for editing.

    Args:
        root: The vault.
        path: The note, relative to the vault, with `/` between folders.
        context: How large a note may be.

    Raises:
        NotWritable: It is no file of our own vault that can be replaced safely.
        BeingWritten: It was just replaced.
        OSError: What the system refuses.
    """
    with folder_of(root, path) as (folder, name):
        state = folder.stat(name)
        _refuse(path, state, folder, name, context)
        note = OpenNote(path=path, folder=folder, name=name, descriptor=folder.open(name), state=state)
        try:
            if _identity(os.fstat(note.descriptor)) != _identity(state):
                raise BeingWritten
            yield note
        finally:
            note.close()


def _once(path: str, act: Callable[[], _Answer]) -> _Answer:
    try:
        return act()
    except FileNotFoundError as error:
        raise _Doubtful(NoteGone(path)) from error
    except BlockingIOError as error:
        # Somebody holds a lease of his own: a file server, for one.
        raise BeingWritten from error


def _refuse(path: str, state: os.stat_result, folder: Folder, name: str, context: EditContext) -> None:
    """Refuse what cannot be replaced without splitting, moving or waiting for something."""
    if stat.S_ISLNK(state.st_mode):
        raise NotWritable(f"{path} is a link", remedy="Edit the note that the link leads to, in its own vault.")
    if not stat.S_ISREG(state.st_mode):
        raise NotWritable(f"{path} is no ordinary file", remedy="Put an ordinary note in its place.")
    if state.st_nlink > 1:
        raise NotWritable(
            f"{path} has {state.st_nlink} names (hard links), which an edit would turn into different files",
            remedy="Copy the note over itself, so that it has one name, or edit this line in your editor.",
        )
    if state.st_size > context.size_limit:
        raise NotWritable(
            f"{path} has {state.st_size} bytes, more than the {context.size_limit} that a note may have",
            remedy="Edit this line in your editor, or split the note.",
        )
    if state.st_size > 0 and getattr(state, "st_blocks", 1) == 0:
        elsewhere = NotWritable(
            f"{path} is not on this disk: a cloud service keeps it elsewhere",
            remedy="Open the note once, so that it is downloaded, then repeat the command.",
        )
        raise _Doubtful(elsewhere)
    if folder.descriptor is not None and state.st_dev != os.fstat(folder.descriptor).st_dev:
        raise NotWritable(
            f"{path} lies on another device than its folder",
            remedy="Move the note itself into the folder, or edit this line in your editor.",
        )
    folder.refuse_unless_writable()
    if not folder.may_be_written(name):
        folder.stat(name)  # what has just gone is not read-only; it may come back
        if not folder.may_be_read(name):
            raise NotWritable(
                f"{path} can be neither read nor written",
                remedy="Make the note readable and writable (`chmod u+rw`), then repeat the command.",
            )
        raise NotWritable(
            f"{path} is read-only", remedy="Make the note writable (`chmod u+w`), then repeat the command."
        )


def _identity(state: os.stat_result) -> tuple[int, ...]:
    """Return what changes whenever the file is replaced or its bytes are."""
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns
