"""One note gets its new bytes: whole or not at all, and never over somebody's save.

The new file is made beside the note and then changes names with it. Only then
is the displaced file looked at: if it is not what was read, somebody saved in
between, and gets his name back.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vaultsync.core.editing.splice import Spliced
from vaultsync.core.errors import NoteChanged, VaultSyncError
from vaultsync.core.model import Diagnostic
from vaultsync.core.text import decode, rows
from vaultsync.store.editing.beside import write_beside
from vaultsync.store.editing.conflict import keep_copy
from vaultsync.store.editing.exchange import temporary_name
from vaultsync.store.editing.folder import Folder, folder_of, read_all
from vaultsync.store.editing.lease import Lease, Writers
from vaultsync.store.editing.opened import BeingWritten, EditContext, OpenNote, opened, when_quiet
from vaultsync.store.editing.records import digest
from vaultsync.store.refusal import reason, remedy

LINGER_SECONDS = 0.02
"""How long a program that opened a file before an exchange may take to write to it."""

Change = Callable[[bytes], Spliced]
"""Returns what a note is to become; raises VaultSyncError if it cannot."""

Prepare = Callable[[str, bytes, Spliced, str], None]
"""Writes down, to the disk, that this note with these bytes becomes that, by way of this temporary file."""


class PublishedNote(NamedTuple):
    """A note that has its new bytes."""

    path: str
    base: bytes
    made: Spliced
    temporary: str
    displaced: str | None
    """Name of the file that the note was until now; None where it could not be kept."""


def publish(root: Path, path: str, change: Change, prepare: Prepare, context: EditContext) -> PublishedNote | None:
    """Replace a note by what `change` makes of it.

    Args:
        root: The vault.
        path: The note, relative to the vault.
        change: Gets the bytes of the note; asked again if somebody saves meanwhile.
        prepare: Called before the first byte is written, and again if somebody saves meanwhile.
        context: How long to wait for editors, and who is told what.

    Returns:
        What was done, with the displaced file still there; None if there was nothing to change.

    Raises:
        Busy: An editor keeps saving.
        NotWritable: The system refuses; the note is as it was.
        VaultSyncError: What `change` or `prepare` raise.
    """

    def attempt() -> PublishedNote | None:
        with opened(root, path, context) as note:
            base = note.read(context)
            made = change(base)
            if made.after == base:
                return None
            temporary = temporary_name()
            prepare(path, base, made, temporary)
            return _Attempt(note, base, made, temporary, root, prepare, context).carry_out()

    return when_quiet(path, context, attempt)


@dataclass(slots=True)
class _Attempt:
    note: OpenNote
    base: bytes
    made: Spliced
    temporary: str
    root: Path
    prepare: Prepare
    context: EditContext
    inode: int = 0
    """Of the new file."""

    left: str | None = None
    """Name of the new file, once it was the note and is no more."""

    def carry_out(self) -> PublishedNote:
        folder = self.note.folder
        self.inode = write_beside(folder, self.temporary, self.made.after, like=self.note.descriptor)
        try:
            displaced = self._exchange()
            try:
                folder.sync()
            except OSError as error:
                if self._taken_back(displaced):
                    raise
                self._tell_of_doubt(error)
        except BaseException:
            self._discard()
            raise
        return PublishedNote(
            path=self.note.path, base=self.base, made=self.made, temporary=self.temporary, displaced=displaced
        )

    def _taken_back(self, displaced: str | None) -> bool:
        """Give the note its old bytes back; return whether it has lost the new ones."""
        with suppress(OSError):
            if displaced is not None:
                self._put_back(displaced)
            return not self._stands_at(self.note.name)
        return False

    def _tell_of_doubt(self, error: OSError) -> None:
        """The note says the new words and cannot be made to say the old ones: that is no failure, and not certain."""
        self.context.tell(
            Diagnostic(
                path=self.note.path,
                line=0,
                code="not-on-disk",
                message=f"the edit is made, but the disk has not confirmed it: {reason(error)}",
                remedy=remedy(error),
            )
        )

    def _exchange(self) -> str | None:
        note = self.note
        with Lease(note.descriptor) as lease:
            if lease.writers is Writers.SOME or not note.is_unchanged() or read_all(note.descriptor) != self.base:
                raise BeingWritten
            note.let_go_if_exclusive()
            displaced = self._give_name()
            if displaced is None:
                return None
            try:
                undisturbed = self._is_base(displaced) and not lease.wanted()
            except OSError as error:
                if self._taken_back(displaced):
                    raise
                self._tell_of_doubt(error)
                return displaced
            if not undisturbed:
                self._put_back(displaced)
                raise BeingWritten
        return displaced

    def _give_name(self) -> str | None:
        try:
            return self.context.exchange(self.note.folder, self.temporary, self.note.name)
        except OSError:
            # A network disk may do what it was asked and still report a failure.
            if self._stands_at(self.note.name):
                return self.temporary
            raise

    def _is_base(self, name: str) -> bool:
        state = self.note.folder.stat(name)
        return state.st_ino == self.note.state.st_ino and self.note.folder.read(name) == self.base

    def _stands_at(self, name: str) -> bool:
        """Return whether the new file has this name, and nobody has written to it."""
        try:
            return self.note.folder.stat(name).st_ino == self.inode and self.note.folder.read(name) == self.made.after
        except FileNotFoundError:
            return False

    def _put_back(self, displaced: str) -> None:
        """Give the note's name back to what somebody saved in between."""
        if self._stands_at(self.note.name):
            self.left = self.context.exchange(self.note.folder, displaced, self.note.name)
        else:
            # Two saves by now: the later one has the name, and the earlier one must not be lost.
            keep_copy(self.note.folder, displaced, self.note.path, self.context)

    def _discard(self) -> None:
        """Remove the new file, unless somebody has written to it while it was the note."""
        with suppress(OSError, VaultSyncError):
            if self.left is None:
                if self._stands_at(self.temporary):
                    self.note.folder.unlink(self.temporary)
            else:
                self.context.pause(LINGER_SECONDS)
                tidy(self.root, self.note.path, self.left, self.made.after, "", self.prepare, self.context)


def tidy(
    root: Path, path: str, displaced: str, base: bytes, after: str, prepare: Prepare, context: EditContext
) -> None:
    """Remove a displaced file, once what was written to it late is saved.

    What was added at its end is added to the note; anything else is kept as a conflict copy.

    Args:
        root: The vault.
        path: The note, relative to the vault.
        displaced: Name of the file that the note was.
        base: What the file said when it was the note.
        after: Digest of what the note was made to say.
        prepare: As for `publish`.
        context: As for `publish`.

    Raises:
        VaultSyncError: The file is still there.
    """
    known = base

    def attempt() -> None:
        nonlocal known
        with folder_of(root, path) as (folder, _):
            data = _removed_or_read(folder, displaced, known)
            if data is None:
                return
            if not data.startswith(known):
                keep_copy(folder, displaced, path, context)
                return
            tail = data[len(known) :]
            try:
                done = publish(root, path, lambda now: _with_tail(now, base, tail, after), prepare, context)
            except NoteChanged:
                # The note itself has gone meanwhile.
                keep_copy(folder, displaced, path, context)
                return
            known = data
            if done is not None and done.displaced is not None:
                context.pause(LINGER_SECONDS)
                tidy(root, path, done.displaced, done.base, digest(done.made.after), prepare, context)
        raise BeingWritten

    with suppress(NoteChanged):
        # Not found even after a while: somebody else has removed it.
        when_quiet(path, context, attempt)


def _removed_or_read(folder: Folder, name: str, expected: bytes) -> bytes | None:
    """Remove a file that says what is expected and that nobody wants to write; else return its bytes."""
    with unwritten(folder, name) as lease:
        data = read_all(lease.descriptor)
        if lease.wanted():
            raise BeingWritten
        if data != expected:
            return data
        folder.unlink(name)
    return None


@contextmanager
def unwritten(folder: Folder, name: str) -> Iterator[Lease]:
    """Open a file that nobody is writing, as far as the system can tell."""
    descriptor = folder.open(name)
    try:
        with Lease(descriptor) as lease:
            if lease.writers is Writers.SOME:
                raise BeingWritten
            yield lease
    finally:
        os.close(descriptor)


def _with_tail(now: bytes, base: bytes, tail: bytes, after: str) -> Spliced:
    """Add to a note what was added to the file that it was before."""
    if digest(now) != after and now.endswith(tail):
        # A run before this one was interrupted after it had added it.
        return Spliced(now, ())
    ends_line = (b"\n", b"\r")
    if base.endswith(ends_line) and now and not now.endswith(ends_line):
        tail = next((end for _, end in rows(decode(now)) if end), "\n").encode() + tail
    return Spliced(now + tail, ())
