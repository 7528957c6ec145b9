"""Carries edits out on notes that other programs have open, so that nothing is ever lost.

The order of steps is that of one note: lock, recover, look, write down, write
beside, exchange, look again, linger, tidy up. See `publish`, `insist`, `recovering`.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

from vaultsync.core.editing.recovery import Recovered
from vaultsync.core.editing.splice import Spliced, TaskLines, inverse, plan, plan_back
from vaultsync.core.editing.undoing import LEFT_OUT, Back, Blocked
from vaultsync.core.errors import Busy, StoreError, VaultSyncError
from vaultsync.core.model import Edit, Operation
from vaultsync.store.editing.command import Command
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext, opened, when_quiet
from vaultsync.store.editing.publish import Change
from vaultsync.store.editing.records import Writing, digest
from vaultsync.store.editing.recovering import recover
from vaultsync.store.editing.renamed import followed
from vaultsync.store.editing.stopping import Stopped
from vaultsync.store.lock import writer_lock


class Editor:
    """Edits the notes of one vault; what it did is in the journal."""

    def __init__(
        self,
        root: Path,
        journal: Journal,
        *,
        lock_path: Path,
        task_lines: TaskLines | None = None,
        context: EditContext,
    ) -> None:
        """Touch nothing yet.

        Args:
            root: The vault.
            journal: Where operations are written down.
            lock_path: The writer lock, in the state folder.
            task_lines: Says which lines are list items outside code, comments and frontmatter.
            context: How to wait, and for what.
        """
        self.root = root
        self.journal = journal
        self.lock_path = lock_path
        self.task_lines = task_lines
        self.context = context
        self._held = 0

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the writer lock; may be nested.

        Raises:
            Busy: Another vaultsync holds it.
            StoreError: The state folder cannot be used.
        """
        if self._held:
            yield
            return
        patience = self.context.patience_seconds
        with writer_lock(self.lock_path, pause=self.context.pause, patience_seconds=patience):
            self._held += 1
            try:
                yield
            finally:
                self._held -= 1
                self.journal.unmark()

    def try_all(self, edits: Sequence[Edit]) -> bool:
        """Try every edit on the notes as they are now, and write nothing; return whether any would change something.

        Raises:
            NoteChanged: A note no longer says what an edit expects.
            NotWritable: A note cannot be written.
            Busy: An editor keeps writing a note.
        """
        return bool(self._tried(self._changes(edits)))

    def carry_out(
        self,
        command: str,
        edits: Sequence[Edit],
        *,
        undoes: int | None = None,
        facts: Mapping[str, str] | None = None,
    ) -> Operation:
        """Carry edits out, all of one note at once.

        Args:
            command: As typed, for the log.
            edits: Numbered as the lines were read.
            undoes: The number of the operation that this one takes back.
            facts: What else the log is to remember.

        Returns:
            What was done, durably. If every note says it already, nothing is
            written or journalled, and the number is 0.

        Raises:
            NoteChanged: A note no longer says what an edit expects.
            NotWritable: A note cannot be written.
            PartlyDone: A note could not be written after others were.
            Stopped: Somebody asked for that; what was begun is finished, and the rest is as it was.
            Busy: Another vaultsync, or an editor that keeps writing.
            StoreError: The state folder cannot be used.
        """
        with self.locked():
            self.recover()
            return self._carry_out(command, self._changes(edits), undoes, facts or {})

    def undo(self, number: int, *, skip_changed: bool = False) -> Operation:
        """Take an operation back, by appending its inverse.

        A note that nobody has touched since gets every byte back. In any other
        the lines are found as those of any edit, or it is refused.

        Args:
            number: The operation.
            skip_changed: Leave out lines that say something else by now, and notes that are gone.

        Raises:
            VaultSyncError: There is no such operation, or it changed nothing; and as for `carry_out`.
        """
        with self.locked():
            self.recover()
            if not skip_changed:
                return self._carry_out(f"undo {number}", self._back_of(number), number, {})
            back = self.try_undo(number)
            gone = {each.path for each in back.blocked if each.whole_note}
            changes = self._back_of(number, skip_changed=True)
            changes = {path: change for path, change in changes.items() if path not in gone}
            facts = {LEFT_OUT: str(back.lines_blocked)} if back.blocked else {}
            return self._carry_out(f"undo {number} --skip-changed", changes, number, facts)

    def try_undo(self, number: int) -> Back:
        """Try to take an operation back on the notes as they are now, and write nothing.

        Raises:
            VaultSyncError: There is no such operation, or it changed nothing.
        """
        edits: list[Edit] = []
        blocked: list[Blocked] = []
        written = {now.path: was for was, now in self._written(number)}
        for path, change in self._back_of(number, skip_changed=True).items():
            try:
                spliced = self._spliced(path, change)
            except StoreError:
                raise
            except VaultSyncError as error:
                blocked.append(Blocked(path, written[path].edits, error, whole_note=True))
            else:
                edits += spliced.edits
                was = written[path].path
                blocked += (Blocked(path, (edit._replace(path=was),), changed) for edit, changed in spliced.left_out)
        return Back(tuple(edits), tuple(blocked))

    def recover(self) -> list[Recovered]:
        """Finish or take back what was interrupted; return what became of it, the oldest first.

        What cannot be recovered now is tried again the next time.
        """
        found = []
        with self.locked():
            for operation in self.journal.open_operations():
                try:
                    found.append(self._recovered(operation))
                except (StoreError, Stopped):
                    raise
                except VaultSyncError as error:
                    notes = len({edit.path for edit in operation.edits})
                    found.append(Recovered(operation=operation, notes=notes, in_the_way=error))
        return found

    def interrupted(self) -> list[Operation]:
        """Return what was interrupted, the oldest first; none while another vaultsync edits."""
        try:
            with writer_lock(self.lock_path, pause=self.context.pause, patience_seconds=0):
                self.journal.unmark()
                return self.journal.open_operations()
        except Busy:
            return []

    def _recovered(self, operation: Operation) -> Recovered:
        again = Command(self.root, self.journal, self.context, operation)
        complete = partial(self._complete, operation)
        return recover(self.root, self.journal, operation, again.prepare, self.context, complete=complete)

    def _complete(self, operation: Operation, paths: Collection[str]) -> bool:
        """Carry out what an operation was to do to some of its notes; see `recovering.Complete`.

        Raises:
            Busy: An editor keeps writing one of them.
            StoreError: The journal cannot be used.
        """
        if operation.undoes is None:
            changes = self._changes([edit for edit in operation.edits if edit.path in paths])
        else:
            back = self._back(operation.undoes, skip_changed=LEFT_OUT in operation.facts)
            changes = {path: change for path, change in back.items() if path in paths}
        begun = False
        try:
            tried = self._tried(changes)
            begun = True
            Command(self.root, self.journal, self.context, operation).carry_out({path: changes[path] for path in tried})
        except (Busy, StoreError, Stopped):
            raise
        except VaultSyncError:
            return begun
        return True

    def _back_of(self, number: int, *, skip_changed: bool = False) -> dict[str, Change]:
        """Return what takes an operation back, by note.

        Raises:
            VaultSyncError: There is no such operation, or it changed nothing.
        """
        look = "Run `vaultsync log` to see what can be taken back."
        if self.journal.operation(number) is None:
            raise VaultSyncError(f"there is no operation {number}", remedy=look)
        changes = self._back(number, skip_changed=skip_changed)
        if not changes:
            raise VaultSyncError(f"operation {number} changed no note", remedy=look)
        return changes

    def _back(self, number: int, *, skip_changed: bool = False) -> dict[str, Change]:
        """Return what takes an operation back, by note."""
        changes: dict[str, Change] = {}
        for _, writing in self._written(number):
            back = partial(_taken_back, base=self.journal.base(writing), after=writing.after, edits=writing.edits)
            how = partial(back, task_lines=self.task_lines, skip_changed=skip_changed)
            changes[writing.path] = lru_cache(maxsize=1)(how)
        return changes

    def _written(self, number: int) -> list[tuple[Writing, Writing]]:
        """Return what an operation wrote to each note: as it was, and as of the name that the note has now."""
        return followed(self.journal.carried_out(number), self.root, self.context)

    def _changes(self, edits: Sequence[Edit]) -> dict[str, Change]:
        of_path: dict[str, list[Edit]] = {}
        for edit in edits:
            of_path.setdefault(edit.path, []).append(edit)
        # A note that is as it was when it was tried need not be read twice.
        return {
            path: lru_cache(maxsize=1)(partial(plan, edits=tuple(mine), task_lines=self.task_lines))
            for path, mine in of_path.items()
        }

    def _tried(self, changes: Mapping[str, Change]) -> dict[str, tuple[Edit, ...]]:
        """Return the edits that would change something, by note."""
        tried = {path: self._spliced(path, change).edits for path, change in changes.items()}
        return {path: edits for path, edits in tried.items() if edits}

    def _spliced(self, path: str, change: Change) -> Spliced:
        """Return what a note, as it is now, would become."""

        def attempt() -> Spliced:
            with opened(self.root, path, self.context) as note:
                return change(note.read(self.context))

        return when_quiet(path, self.context, attempt)

    def _carry_out(
        self, command: str, changes: Mapping[str, Change], undoes: int | None, facts: Mapping[str, str]
    ) -> Operation:
        tried = self._tried(changes)
        meant = tuple(edit for edits in tried.values() for edit in edits)
        begun = Operation(
            number=0, at=self.context.clock(), command=command, edits=meant, undoes=undoes, outcome="done", facts=facts
        )
        return Command(self.root, self.journal, self.context, begun).carry_out({path: changes[path] for path in tried})


def _taken_back(
    data: bytes,
    *,
    base: bytes,
    after: str,
    edits: tuple[Edit, ...],
    task_lines: TaskLines | None,
    skip_changed: bool,
) -> Spliced:
    if digest(data) == after:
        return Spliced(base, inverse(edits))
    return plan_back(data, base, edits, task_lines=task_lines, skip_changed=skip_changed)
