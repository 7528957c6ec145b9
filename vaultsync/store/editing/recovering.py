"""An operation that was interrupted: what became of each note, and what it left lying about."""

from collections.abc import Callable, Collection
from pathlib import Path

from vaultsync.core.editing.recovery import Recovered
from vaultsync.core.editing.splice import plan
from vaultsync.core.errors import VaultSyncError
from vaultsync.core.model import Operation
from vaultsync.store.editing.conflict import keep_copy
from vaultsync.store.editing.exchange import aside
from vaultsync.store.editing.folder import folder_of
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.editing.publish import Prepare, tidy
from vaultsync.store.editing.records import Writing, digest
from vaultsync.store.refusal import of_note

Complete = Callable[[Collection[str]], bool]
"""Carries out what an operation was to do to the notes of these paths, and finishes it, well or not.

Returns False, and does nothing, where a note no longer says what is expected.
"""


def recover(
    root: Path,
    journal: Journal,
    operation: Operation,
    prepare: Prepare,
    context: EditContext,
    *,
    lost: Collection[str] = (),
    complete: Complete = lambda _: False,
) -> Recovered:
    """Finish an operation that was interrupted, or take it back, note by note.

    A note that says what it was to say is done. One that says what it said
    before was not begun. One that says something else is left alone. The
    temporary files go, unless they hold what somebody saved. Where some notes
    are done, the rest is carried out: half a decision is none. Not so if a
    person has stopped it.

    Args:
        root: The vault.
        journal: Where the operation is open.
        operation: As the journal has it.
        prepare: As for `publish`.
        context: As for `publish`.
        lost: Notes in which an editor wrote an older text over the edits, for good.
        complete: Carries out the rest.

    Returns:
        What became of it.

    Raises:
        VaultSyncError: A note cannot be reached; the operation stays open.
    """
    published = set()
    # Newest first, as a stack is taken down: a later try may have displaced what an earlier one left.
    for writing in reversed(journal.writings(operation.number)):
        with of_note(writing.path):
            stands = _recover_note(root, journal, writing, prepare, context)
        if stands and not writing.published:
            journal.published(operation.number, writing.temporary)
        if stands and writing.edits:
            published.add(writing.path)
    meant = {edit.path for edit in operation.edits}
    published -= set(lost)
    stopped = journal.was_stopped(operation.number)
    if stopped or not (published and meant - published and complete(meant - published)):
        partly = "interrupted" if stopped else "failed"
        outcome = "taken back" if not published else "done" if meant <= published else partly
        journal.finish(operation.number, outcome)
    changed = {writing.path for writing in journal.carried_out(operation.number)} - set(lost)
    return Recovered(
        operation=journal.operation(operation.number) or operation,
        notes=len(meant),
        found=len(published & meant),
        changed=len(changed & meant),
    )


def _recover_note(root: Path, journal: Journal, writing: Writing, prepare: Prepare, context: EditContext) -> bool:
    """Return whether a note says what it was to say, and remove what was beside it."""
    try:
        with folder_of(root, writing.path) as (folder, name):
            now = folder.read(name) if folder.exists(name) else None
            stands = writing.published or _says(now, writing)
            for left in (writing.temporary, aside(writing.temporary)):
                if not folder.exists(left):
                    continue
                data = folder.read(left)
                base, after = journal.base(writing), journal.after(writing)
                if data == base or (not stands and after.startswith(data)):
                    folder.unlink(left)
                elif writing.published:
                    tidy(root, writing.path, left, base, writing.after, prepare, context)
                elif now == after:
                    # Killed between the exchange and the look at what it displaced: somebody's save.
                    stands = False
                    rest = context.exchange(folder, left, name)
                    folder.sync()
                    if rest is not None:
                        tidy(root, writing.path, rest, after, "", prepare, context)
                else:
                    keep_copy(folder, left, writing.path, context)
    except FileNotFoundError:
        # The whole folder has gone, and what lay in it.
        return writing.published
    return stands


def _says(now: bytes | None, writing: Writing) -> bool:
    """Return whether a note says what it was to say, whatever else it says by now."""
    if now is None or digest(now) == writing.before:
        return False
    if digest(now) == writing.after:
        return True
    try:
        return bool(writing.edits) and not plan(now, writing.edits).edits
    except VaultSyncError:
        return False
