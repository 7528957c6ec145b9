"""One operation on its way through the notes: written down, published note by note, looked after."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from vaultsync.core.editing.splice import Spliced
from vaultsync.core.errors import StoreError, VaultSyncError
from vaultsync.core.model import Operation
from vaultsync.store.editing.insist import insist
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.editing.publish import LINGER_SECONDS, Change, PublishedNote, publish, tidy
from vaultsync.store.editing.records import digest
from vaultsync.store.editing.recovering import recover
from vaultsync.store.editing.stopping import Stopped, Stopping


class PartlyDone(VaultSyncError):
    """Some notes of an operation were edited, and then one could not be; the exit status is that of the cause."""

    def __init__(self, operation: int, edited: Sequence[str], left: Sequence[str], cause: VaultSyncError) -> None:
        super().__init__(
            f"{cause.message} · edited: {', '.join(edited)} · not edited: {', '.join(left)}",
            remedy=f"{cause.remedy} Or run `vaultsync undo {operation}` to take back what was edited.",
        )
        self.exit_status = cause.exit_status
        self.operation = operation
        """The number under which the journal has what was edited."""

        self.edited = tuple(edited)
        self.left = tuple(left)


class Command:
    """Carries one operation out; the writer lock is held."""

    def __init__(self, root: Path, journal: Journal, context: EditContext, operation: Operation) -> None:
        """Touch nothing yet.

        Args:
            root: The vault.
            journal: Where it is written down.
            context: How to wait, and for what.
            operation: What is meant; number 0 if the journal does not have it yet.
        """
        self._root = root
        self._journal = journal
        self._context = context
        self._operation = operation
        self._published: list[PublishedNote] = []
        self._lost: set[str] = set()
        self._unrecorded: list[str] = []

    def prepare(self, path: str, base: bytes, made: Spliced, temporary: str) -> None:
        """Write down, to the disk, what is about to happen to a note; before the first one, the operation itself.

        Raises:
            StoreError: The journal cannot be written, and so no note may be.
        """
        meant = self._operation
        number = meant.number
        with self._journal.transaction():
            if not number:
                number = self._journal.begin(
                    meant.command, meant.edits, at=meant.at, undoes=meant.undoes, facts=meant.facts
                )
            self._journal.prepared(number, path, made.edits, base=base, after=made.after, temporary=temporary)
        self._operation = meant._replace(number=number)

    def carry_out(self, changes: Mapping[str, Change]) -> Operation:
        """Publish note by note; see `Editor.carry_out`.

        Args:
            changes: What each note, by its path, is to become.
        """
        with Stopping() as stopping:
            cause = self._publish(changes, stopping)
            if self._published:
                # Once for all of them: the first ones have waited long enough by then.
                self._context.pause(LINGER_SECONDS)
            lost = self._insist(changes)
            cause = cause if isinstance(cause, Stopped) else lost or cause
            clean = self._tidy()
            if cause is not None:
                self._give_up(cause, changes)
            return self._finish(clean=clean)

    def _publish(self, changes: Mapping[str, Change], stopping: Stopping) -> VaultSyncError | None:
        """Publish note by note; return what has ended that before the last one."""
        try:
            for path, change in changes.items():
                stopping.heed()
                self._record(publish(self._root, path, change, self.prepare, self._context))
        except (Stopped, KeyboardInterrupt) as stop:
            if self._operation.number:
                # However this process ends: what is not begun stays as it is.
                with suppress(StoreError):
                    self._journal.stopped(self._operation.number)
            if isinstance(stop, KeyboardInterrupt):
                raise
            return stop
        except VaultSyncError as error:
            return error
        return None

    def _record(self, done: PublishedNote | None) -> None:
        if done is None:
            return
        self._published.append(done)
        try:
            self._journal.published(self._operation.number, done.temporary)
        except StoreError:
            # The note has its new words: from here on nothing may call that a failure.
            self._unrecorded.append(done.temporary)

    def _insist(self, changes: Mapping[str, Change]) -> VaultSyncError | None:
        cause = None
        for done in tuple(self._published):
            try:
                for again in insist(self._root, done, changes[done.path], self.prepare, self._context):
                    self._record(again)
            except VaultSyncError as error:
                cause = error
                self._lost.add(done.path)
        return cause

    def _tidy(self) -> bool:
        clean = True
        for done in reversed(self._published):
            if done.displaced is None:
                continue
            after = digest(done.made.after)
            try:
                tidy(self._root, done.path, done.displaced, done.base, after, self.prepare, self._context)
            except VaultSyncError:
                clean = False
        return clean

    def _give_up(self, cause: VaultSyncError, changes: Mapping[str, Change]) -> None:
        edited = [path for path in dict.fromkeys(done.path for done in self._published) if path not in self._lost]
        number = self._operation.number
        recovered = None
        if number:
            # What cannot be recovered now stays open, and the next command sees to it.
            with suppress(VaultSyncError):
                self._record_rest()
                recovered = recover(
                    self._root, self._journal, self._operation, self.prepare, self._context, lost=self._lost
                )
        if isinstance(cause, Stopped):
            raise cause.told(self._operation, recovered.changed if recovered else len(edited)) from cause
        if edited:
            raise PartlyDone(number, edited, [path for path in changes if path not in edited], cause) from cause
        raise cause

    def _record_rest(self) -> None:
        for temporary in self._unrecorded:
            self._journal.published(self._operation.number, temporary)
        self._unrecorded.clear()

    def _finish(self, *, clean: bool) -> Operation:
        last = {done.path: done.made.edits for done in self._published}
        number = self._operation.number
        if clean and number:
            with suppress(StoreError), self._journal.transaction():
                self._record_rest()
                self._journal.finish(number, "done")
        return self._operation._replace(edits=tuple(edit for edits in last.values() for edit in edits))
