"""An operation that was interrupted: what became of each note, and what it left lying about."""

from collections.abc import Callable, Collection
from pathlib import Path

from vaultsync.core.editing.splice import plan
from vaultsync.core.errors import VaultSyncError
from vaultsync.core.model import Diagnostic, Operation
from vaultsync.store.editing.exchange import aside
from vaultsync.store.editing.folder import folder_of
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import Manner
from vaultsync.store.editing.publish import Prepare, keep_copy, tidy
from vaultsync.store.editing.records import Writing, digest
from vaultsync.store.refusal import of_note

Complete = Callable[[Collection[str]], str]
"""Carries out what an operation was to do to the notes of these paths, and finishes it: `completed` or `failed`.

Returns an empty word, and does nothing, where a note no longer says what is expected.
"""

_WORDS = {
    "done": "it had changed every note that it was to change",
    "completed": "it had changed some notes, and the others are changed now",
    "taken back": "it had not changed any note",
    "failed": "it had changed some notes and not others",
}
_REMEDIES = {"done": "", "completed": "`vaultsync undo` takes it back."}


def settle(
    root: Path,
    journal: Journal,
    operation: Operation,
    prepare: Prepare,
    manner: Manner,
    *,
    lost: Collection[str] = (),
    complete: Complete = lambda _: "",
) -> Diagnostic:
    """Finish an operation that was interrupted, or take it back, note by note.

    A note that says what it was to say is done. One that says what it said
    before was not begun. One that says something else is left alone. The
    temporary files go, unless they hold what somebody saved. Where some notes
    are done, the rest is carried out: half a decision is none.

    Args:
        root: The vault.
        journal: Where the operation is open.
        operation: As the journal has it.
        prepare: As for `publish`.
        manner: As for `publish`.
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
            stands = _settle_note(root, journal, writing, prepare, manner)
        if stands and not writing.published:
            journal.published(operation.number, writing.temporary)
        if stands and writing.edits:
            published.add(writing.path)
    meant = {edit.path for edit in operation.edits}
    published -= set(lost)
    outcome = complete(meant - published) if published and meant - published else ""
    if not outcome:
        outcome = "taken back" if not published else "done" if meant <= published else "failed"
        journal.finish(operation.number, outcome)
    return Diagnostic(
        path=min(meant, default=""),
        line=0,
        code="interrupted",
        message=f"`{operation.command}` was interrupted: {_WORDS[outcome]}",
        remedy=_REMEDIES.get(outcome, "Look at the task, then repeat the command if you still want it."),
    )


def _settle_note(root: Path, journal: Journal, writing: Writing, prepare: Prepare, manner: Manner) -> bool:
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
                    tidy(root, writing.path, left, base, writing.after, prepare, manner)
                elif now == after:
                    # Killed between the exchange and the look at what it displaced: somebody's save.
                    stands = False
                    rest = manner.exchange(folder, left, name)
                    folder.sync()
                    if rest is not None:
                        tidy(root, writing.path, rest, after, "", prepare, manner)
                else:
                    keep_copy(folder, left, writing.path, manner)
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
