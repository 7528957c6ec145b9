"""One open vault: what takes more of it than one port, and every act.

What one port knows by itself is asked of that port, by faces too: `app.index`, `app.vault`, `app.clock`.
Only the editor is nobody else's: task lines are edited by a plan, and what was done is asked of `log`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.errors import VaultSyncError

if TYPE_CHECKING:
    # What only some commands need is imported where it is used.
    from vaultsync.acts import Act, ActTogether, Done, Plan
    from vaultsync.core.conventions import Conventions
    from vaultsync.core.editing.edit import Wish
    from vaultsync.core.editing.recovery import Recovered
    from vaultsync.core.editing.undoing import Back
    from vaultsync.core.model import Diagnostic, Edit, Operation, Task
    from vaultsync.core.ports import Clock, Editor, Index, Vault
    from vaultsync.core.reading import Progress, SyncReport
    from vaultsync.taking_back import Undone


class App:
    """One vault, with its index and its journal."""

    def __init__(
        self,
        *,
        vault: Vault,
        index: Index,
        editor: Callable[[], Editor],
        facts_editor: Callable[[], Editor],
        clock: Clock,
        conventions: Conventions,
        sync_lock: Callable[[], AbstractContextManager[None]],
        tell: Callable[[Diagnostic], None] = lambda _: None,
    ) -> None:
        """Stand between ports.

        Args:
            vault: The notes.
            index: What was read in them.
            editor: Returns the hand that edits task lines; asked for only when one acts.
            facts_editor: Returns the hand that edits frontmatter, with the same journal.
            clock: Returns the present, in the zone of the vault's owner.
            conventions: How the vault is to be read.
            sync_lock: Held while the index is brought up to date.
            tell: Hears what a person should know beside the outcome.
        """
        self.vault = vault
        self.index = index
        self._editor = editor
        self._facts_editor = facts_editor
        self.clock = clock
        self.conventions = conventions
        self._sync_lock = sync_lock
        self._tell = tell
        self.closing = ExitStack()
        """What `close` lets go of; whoever opens something for the application adds it."""
        self._recovered: tuple[Recovered, ...] = ()

    @property
    def today(self) -> date:
        """The day of the vault's owner."""
        return self.clock().date()

    @property
    def reads_as_indexed(self) -> bool:
        """Whether the index was read by the conventions that count here: a command may have had others."""
        from vaultsync.core.walk import READ_BY

        return self.index.remembered(READ_BY) == self.conventions.fingerprint

    def close(self) -> None:
        """Let go of what the ports hold open."""
        self.closing.close()

    def sync(
        self,
        paths: Iterable[str] | None = None,
        *,
        accept_loss: bool = False,
        progress: Progress | None = None,
        most: int | None = None,
    ) -> SyncReport:
        """Bring the index up to date with the notes.

        Args:
            paths: The notes to look at; None looks at all.
            accept_loss: Go on even if most of what is known is gone.
            progress: Told how many notes of how many have been read.
            most: How many notes may be read for the first time, and how many lines be grouped; None: any number.

        Raises:
            WouldLose: Over half of the known lines would be forgotten.
            TooMuch: There is more to do than `most`; nothing of it was done.
        """
        from vaultsync.core.reading import Reading

        with self._sync_lock():
            return Reading(self.vault, self.index, self.conventions, progress, most).sync(
                paths, accept_loss=accept_loss
            )

    def find(self, names: Sequence[str], *, undecided: bool = False) -> tuple[Task, ...]:
        """Return the tasks that names reach, each once.

        Args:
            names: A uid, an id or a provisional name, the beginning of one, all words of a task, or the
                `PATH:LINE` of one of its lines. A name in any case, and without its `p-` or `vs-`.
            undecided: Of several tasks with the same words take the one of which something is left to do.

        Raises:
            NoSuchTask: A name reaches none, or several.
            NoteChanged: A note says something else by now at a line that is named.
        """
        from vaultsync.reaching import reached

        return reached(names, self.index, self.vault, undecided=undecided)

    def plan(
        self, command: str, names: Sequence[str], act: Act, *, keep_duplicates: bool = False, undecided: bool = False
    ) -> Plan:
        """Return what acting on tasks would change, tried on the notes as they are now.

        Raises:
            NoSuchTask: A name reaches no task, or several.
            NoteChanged: A note no longer says what was read.
        """
        wish = self._wish(keep_duplicates=keep_duplicates)
        tasks = self.find(names, undecided=undecided)
        asked = [act(task, wish) for task in tasks]
        # Of several tasks the notes may say of some already what is wanted: those are left out of what is shown.
        edits = tuple(edit for each in asked if len(asked) == 1 or self.try_all(each) for edit in each)
        return self._tried(command, tasks, edits)

    def plan_together(self, command: str, names: Sequence[str], act: ActTogether) -> Plan:
        """Return what acting on several tasks at once would change: see `plan`."""
        tasks = self.find(names)
        return self._tried(command, tasks, act(tasks, self._wish()))

    def try_all(self, edits: Sequence[Edit]) -> bool:
        """Try edits together on the notes as they are now; return whether any would change something.

        Raises:
            NoteChanged: A note no longer says what was read.
            NotWritable: A note cannot be written.
        """
        return self._editor().try_all(edits)

    def carry_out(self, plan: Plan) -> Done:
        """Carry out a plan, and read the notes again: the index has one way in."""
        from vaultsync.acts import Done

        if not plan.edits:
            return Done(plan.tasks, None)
        from vaultsync.core.editing.taken_in import taken_in
        from vaultsync.core.editing.unsaid import unsaid

        facts = {"tasks": " ".join(task.uid for task in plan.tasks)}
        operation = self._editor().carry_out(plan.command, plan.edits, facts=facts)
        now = self._again(plan.tasks) if self._reread(plan.edits) else ()
        for each in (*taken_in(plan.tasks, plan.edits, now), *unsaid(plan.tasks, now)):
            self._tell(each)
        return Done(now, operation)

    def add_alias(self, command: str, path: str, alias: str) -> Operation | None:
        """Write another name of a person into the frontmatter of their note; None if it stands there.

        Args:
            command: As typed, for the log.
            path: The person's note.
            alias: The name.

        Raises:
            NotWritable: The note has no place for it.
        """
        from vaultsync.core.people.alias import alias_edits

        edits = alias_edits(path, self.vault.read(path)[0], alias)
        if not edits:
            return None
        operation = self._facts_editor().carry_out(command, edits)
        self._reread(edits)
        return operation

    def recover(self) -> tuple[Recovered, ...]:
        """Complete or take back what an interrupted command left, and say what was found, the oldest first."""
        found = tuple(self._editor().recover())
        self._recovered += found
        return found

    def undo(self, number: int | None = None, *, skip_changed: bool = False) -> Undone:
        """Take an operation back: the last one that was not taken back yet, or the one of that number.

        If the last one was interrupted, it is the one that is meant: an undo that is finished now, or a command that
        had changed nothing, leave nothing more to do.

        Args:
            number: The operation.
            skip_changed: Leave lines as they are that have changed since, instead of refusing all.

        Raises:
            NothingToUndo: There is none.
            VaultSyncError: It was taken back already, or the notes say what they said before it.
            NoteChanged: Notes have moved on since; it names what is in the way, and the newest operation before it that
                can be taken back.
        """
        from vaultsync.taking_back import TakingBack

        if not self._recovered:
            self.recover()
        taking = TakingBack(self._editor(), self.vault, self.index, self._recovered)
        undone = taking.take_back(number, skip_changed=skip_changed)
        told = undone.operation or (undone.recovered.operation if undone.recovered else None)
        self._reread(told.edits if told else ())
        return undone

    def would_undo(self, number: int | None = None, *, skip_changed: bool = False, newer: Sequence[int] = ()) -> Back:
        """Return what `undo` would change, with the notes as they are now, and write nothing.

        Nothing may be interrupted: what an undo means then, shows when that is recovered.

        Args:
            number: The operation.
            skip_changed: Leave lines as they are that have changed since, instead of refusing all.
            newer: Operations that would be taken back first.

        Raises:
            VaultSyncError: As for `undo`.
        """
        from vaultsync.taking_back import TakingBack

        taking = TakingBack(self._editor(), self.vault, self.index, ())
        return taking.would_take_back(number, skip_changed=skip_changed, newer=newer)

    def log(self, limit: int | None = None) -> list[Operation]:
        """Return what was done, the newest first."""
        return self._editor().journal.operations(limit)

    def forgotten(self, paths: Collection[str] | None = None) -> list[Diagnostic]:
        """Return the decisions (done, rejected …) that were written into notes and stand in none any more.

        They are sorted by path and line. The index must be up to date.

        Args:
            paths: Only those that had been written into these notes; None: all.
        """
        from vaultsync.remembering import Remembering

        journal = self._editor().journal
        try:
            return Remembering(self.index, journal.operations(), self.conventions).forgotten(paths)
        finally:
            # A daemon asks now and then, and shall not hold the file meanwhile.
            journal.close()

    def _tried(self, command: str, tasks: tuple[Task, ...], edits: tuple[Edit, ...]) -> Plan:
        from vaultsync.acts import Plan

        return Plan(command, tasks, edits if self.try_all(edits) else ())

    def _reread(self, edits: Sequence[Edit]) -> bool:
        """Read the edited notes again; return whether that could be done.

        The notes are edited: an index that cannot be written now does not make a failure of that.
        """
        paths = {edit.path for edit in edits}
        try:
            troubles = [
                (each.path, each.message, each.remedy) for each in self.sync(paths, accept_loss=True).unreadable
            ]
        except VaultSyncError as error:
            troubles = [(min(paths, default=""), error.message, error.remedy)]
        except KeyboardInterrupt:
            # What is done is done; to say so takes no longer than to stop.
            troubles = [(min(paths, default=""), "it was stopped", "The next sync reads the notes.")]
        for path, trouble, remedy in troubles:
            from vaultsync.core.model import Diagnostic

            message = f"the edit is made, but the index does not know it yet: {trouble}"
            self._tell(Diagnostic(path=path, line=0, code="stale-index", message=message, remedy=remedy))
        return not troubles

    def _wish(self, *, keep_duplicates: bool = False) -> Wish:
        from vaultsync.core.editing.edit import Wish

        return Wish(self.conventions, self.today, self._is_taken, keep_duplicates)

    def _is_taken(self, name: str) -> bool:
        return any(name in task.names for task in self.index.named(name))

    def _again(self, tasks: Iterable[Task]) -> tuple[Task, ...]:
        """Find tasks again after an edit, by whichever of their names still stands."""
        found: dict[str, Task] = {}
        for task in tasks:
            names = (f"vs-{task.uid.removeprefix('p-')}", *task.names)
            now = next((each[0] for name in names if len(each := self.index.named(name)) == 1), None)
            if now is not None:
                found.setdefault(now.uid, now)
        return tuple(found.values())
