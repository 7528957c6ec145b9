"""Taking back what a command did: which one is meant, what is in the way, and what can be done instead."""

from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from vaultsync.core.editing import recovery, undoing
from vaultsync.core.editing.recovery import Recovered
from vaultsync.core.editing.splice import inverse
from vaultsync.core.editing.undoing import Back, Blocked
from vaultsync.core.errors import NoteChanged, NoteGone, NothingToUndo, NotWritable, VaultSyncError
from vaultsync.core.model import Operation
from vaultsync.core.walk import UnreadableNote

if TYPE_CHECKING:
    from vaultsync.core.ports import Editor, Index, Vault

_NO_HISTORY: Final = (
    "No command has edited notes yet. If the vault was moved, `vaultsync doctor` says where its history lies."
)

_LOOKED_AT: Final = 20
"""Lines in the way of which it is asked what became of them."""


class Undone(NamedTuple):
    """What an `undo` did."""

    operation: Operation | None
    """What took something back; None if there was nothing to take back."""

    recovered: Recovered | None = None
    """What was interrupted and recovered first, if that is all that was asked for."""

    before: Operation | None = None
    """Where there was nothing to take back, the operation that the next `undo` takes back; None if there is none."""

    left_out: tuple[Blocked, ...] = ()
    """What has changed since, and was to be left as it is."""


class TakingBack:
    """Takes operations of one journal back; what was interrupted was recovered before."""

    def __init__(self, editor: "Editor", vault: "Vault", index: "Index", found: Sequence[Recovered]) -> None:
        """Touch nothing yet.

        Args:
            editor: The hand that edits.
            vault: The notes.
            index: What the last sync found in them.
            found: What had been interrupted, and became of it: the oldest first.
        """
        self._editor = editor
        self._vault = vault
        self._found = found
        self._index = index
        self._done = editor.journal.operations()

    def take_back(self, number: int | None, *, skip_changed: bool) -> Undone:
        """Take an operation back; see `App.undo`."""
        done = self._done
        meant = recovery.meant(self._found, number, done[0].number if done else 0)
        if isinstance(meant, Recovered):
            if meant.operation.outcome == "done":
                return Undone(meant.operation, meant)
            return Undone(None, meant, next(undoing.undoable(done), None))
        chosen = number or meant or self._last()
        undoing.refuse_taken_back(chosen, done)
        back = self._editor.try_undo(chosen) if skip_changed else Back((), ())
        self._refuse_if_nothing_can_be_left_out(chosen, back)
        try:
            operation = self._editor.undo(chosen, skip_changed=skip_changed)
        except (NoteChanged, NotWritable) as error:
            back = self._editor.try_undo(chosen)
            if back.blocked:
                raise self._refusal(chosen, back, error) from error
            raise
        if not operation.edits:
            raise undoing.nothing_to_take_back(chosen, self._before(chosen))
        return Undone(operation, left_out=back.blocked)

    def would_take_back(self, number: int | None, *, skip_changed: bool, newer: Sequence[int] = ()) -> Back:
        """Return what `take_back` would change, and write nothing; see `App.would_undo`."""
        meant = number or self._last()
        undoing.refuse_taken_back(meant, self._done)
        of_newer = {edit.path for each in self._done if each.number in newer for edit in each.edits}
        edits = next((each.edits for each in self._done if each.number == meant), ())
        if of_newer & {edit.path for edit in edits}:
            # What these notes say then, no note says yet: it is what was written down.
            return Back(inverse(edits), ())
        back = self._editor.try_undo(meant)
        if skip_changed:
            self._refuse_if_nothing_can_be_left_out(meant, back)
        elif back.blocked:
            raise self._refusal(meant, back, back.blocked[0].error)
        if not back.edits:
            raise undoing.nothing_to_take_back(meant, self._before(meant))
        return back

    def _refuse_if_nothing_can_be_left_out(self, number: int, back: Back) -> None:
        """Refuse where nothing else would change, or where something is in the way that a person can remove.

        That is a note that can be made writable, or that another program is just saving.
        """
        others = tuple(each for each in back.blocked if not isinstance(each.error, NoteChanged))
        if others or (back.blocked and not back.edits):
            whole = Back((), others or back.blocked)
            raise self._refusal(number, whole, whole.blocked[0].error)

    def _refusal(self, number: int, back: Back, error: VaultSyncError) -> VaultSyncError:
        """Return what refused an undo, in the words of `undoing.refusal`."""
        blocked = tuple(
            each._replace(may_be_elsewhere=isinstance(each.error, NoteGone) and self._knows(each.path))
            for each in back.blocked
        )
        # What could be done instead is not known either before a sync.
        instead = "" if any(each.may_be_elsewhere for each in blocked) else self._before(number)
        return undoing.refusal(
            number, back._replace(blocked=blocked), error, self._done, instead, self._keeping(number, blocked)
        )

    def _knows(self, path: str) -> bool:
        """Whether a note is one that the last sync found."""
        return bool(self._index.lines_of(path))

    def _keeping(self, number: int, blocked: Sequence[Blocked]) -> str:
        """Say how the tasks are changed back as they are now: their words may have been mended."""
        command = next((undoing.otherwise(each) for each in self._done if each.number == number), "")
        if not command:
            return ""
        edits = islice((edit for each in blocked for edit in each.edits), _LOOKED_AT)
        found = (undoing.become(edit, self._index.lines_of(edit.path)) for edit in edits)
        tasks = [task for line in found if line for task in self._index.placed(*line.place)]
        short = self._index.short(tasks)
        return undoing.kept(command, [(short[task.uid], task) for task in tasks])

    def _last(self) -> int:
        for each in undoing.undoable(self._done):
            return each.number
        partly = undoing.left_out(self._done)
        rest = f"{undoing.goes_on(partly.number)} " if partly else ""
        raise NothingToUndo(
            "there is nothing to undo",
            remedy=f"{rest}`vaultsync log` shows what was done." if self._done else _NO_HISTORY,
        )

    def _before(self, number: int) -> str:
        """Try the operations before another one, the newest first; say which can be taken back now."""
        earlier = [each for each in undoing.undoable(self._done) if each.number < number][: undoing.MOST_TRIED]
        for each in earlier:
            with suppress(VaultSyncError, UnreadableNote):
                # The editor waits for a note that is gone: it may be about to come back.
                if all(self._vault.look(edit.path) for edit in each.edits):
                    back = self._editor.try_undo(each.number)
                    if back.edits and not back.blocked:
                        return undoing.before(len(earlier), each)
        return undoing.before(len(earlier), None)
