"""After the exchange: an editor that still has the older text, and writes it over the edit."""

from collections.abc import Iterator
from pathlib import Path

from vaultsync.core.editing.splice import is_lost
from vaultsync.core.errors import Busy, VaultSyncError
from vaultsync.store.editing.folder import folder_of, read_all
from vaultsync.store.editing.opened import EditContext, when_quiet
from vaultsync.store.editing.publish import LINGER_SECONDS, Change, Prepare, PublishedNote, publish, unwritten

_ROUNDS = 3


def insist(
    root: Path, done: PublishedNote, change: Change, prepare: Prepare, context: EditContext
) -> Iterator[PublishedNote]:
    """Publish again what an editor wrote an older text over; three times at most.

    Args:
        root: The vault.
        done: What was published, a moment ago.
        change: What was done to the note.
        prepare: As for `publish`.
        context: As for `publish`.

    Yields:
        Each further time that the note was published.

    Raises:
        Busy: The editor does it again and again; the edit is not in the note.
        VaultSyncError: The edit is not in the note and cannot be made again.
    """
    for _ in range(_ROUNDS):
        if not _is_overwritten(root, done, context):
            return
        again = publish(root, done.path, change, prepare, context)
        if again is None:
            return
        done = again
        yield done
        context.pause(LINGER_SECONDS)
    if _is_overwritten(root, done, context):
        raise Busy(
            f"{done.path}: an editor writes its older text over the edit, again and again",
            remedy="Close the note in the editor, then repeat the command.",
        )


def _is_overwritten(root: Path, done: PublishedNote, context: EditContext) -> bool:
    def read() -> bytes:
        with folder_of(root, done.path) as (folder, name), unwritten(folder, name) as lease:
            return read_all(lease.descriptor)

    try:
        now = when_quiet(done.path, context, read)
    except VaultSyncError:
        # Published it was; what cannot be read now is no reason to say otherwise.
        return False
    return now != done.made.after and is_lost(done.made.edits, done.made.after, now)
