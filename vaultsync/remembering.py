"""What the journal knows of decisions that the notes do not hold any more."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from vaultsync.core.editing.forgotten import decisions, is_forgotten, verb_of
from vaultsync.core.editing.undoing import undoable
from vaultsync.core.model import Diagnostic, Operation, Status, Task
from vaultsync.core.ports import UnreadableNote
from vaultsync.core.views.wanted import Wanted

if TYPE_CHECKING:
    from vaultsync.core.ports import Index, Vault

CODE: Final = "forgotten"


class Remembering:
    """Compares what was decided with what the notes say now."""

    def __init__(self, vault: "Vault", index: "Index", operations: Sequence[Operation]) -> None:
        """Ask nothing yet.

        Args:
            vault: The notes.
            index: What was read in the notes.
            operations: Everything that was done, the newest first.
        """
        self._vault = vault
        self._index = index
        self._operations = [*undoable(operations)]
        self._wrote = {text for each in self._operations for edit in each.edits for text in edit.after}

    def forgotten(self, paths: Collection[str] | None = None) -> list[Diagnostic]:
        """Return the decisions that the notes do not hold any more, by path and line.

        Args:
            paths: Only those that had been written into these notes, or stand in them as they were; None: all.
        """
        found: dict[str, Diagnostic] = {}
        for operation, task in (*self._by_name(paths), *self._by_words(paths)):
            if is_forgotten(task, verb_of(operation), self._wrote):
                found.setdefault(task.uid, _diagnostic(task, operation))
        return sorted(found.values(), key=lambda each: (each.path, each.line))

    def _by_name(self, paths: Collection[str] | None) -> Iterator[tuple[Operation, Task]]:
        """Yield decisions, each with the task as it stands now under the name that it had."""
        for operation, names in decisions(self._operations):
            if paths is None or any(edit.path in paths for edit in operation.edits):
                for name in names:
                    task = self._called(name)
                    if task is not None:
                        yield operation, task

    def _by_words(self, paths: Collection[str] | None) -> Iterator[tuple[Operation, Task]]:
        """Yield decisions in notes that are gone, each with a task that a line states as it was before.

        Such a note may have been renamed, and its tasks with it.
        """
        decided = [each for each in self._operations if verb_of(each)]
        gone = {path for path in {edit.path for each in decided for edit in each.edits} if self._is_gone(path)}
        changed = [
            (each, edit.before[0]) for each in decided for edit in each.edits if edit.before and edit.path in gone
        ]
        standing = self._index.stating({text for _, text in changed}) if changed else {}
        for operation, text in changed:
            for path in sorted(standing.get(text, ())):
                if paths is None or path in paths:
                    yield from ((operation, task) for task in self._saying(path, text))

    def _is_gone(self, path: str) -> bool:
        try:
            return self._vault.look(path) is None
        except UnreadableNote:
            return False

    def _saying(self, path: str, text: str) -> Iterator[Task]:
        for task in self._index.tasks(Wanted(live=None, note=path)):
            if any((line.path, line.raw) == (path, text) for line in task.lines):
                yield task

    def _called(self, letters: str) -> Task | None:
        for each in (f"vs-{letters}", f"p-{letters}", letters):
            if len(found := self._index.named(each)) == 1:
                return found[0]
        return None


def _diagnostic(task: Task, operation: Operation) -> Diagnostic:
    command = f"`{operation.command}` ({operation.at:%Y-%m-%d}, operation {operation.number})"
    again = next((line for line in task.lines if line.live and line.status is Status.PROPOSED), None)
    path, line = (again or task.speaker).place
    message = (
        f"is proposed as it was before {command}: an older text was written over it, or it was taken back by hand"
        if again
        else f"is a duplicate that {command} or another one closed; the line that was kept is gone"
    )
    remedy = (
        f"`vaultsync {verb_of(operation)} {task.uid}` decides it again, `vaultsync show {task.uid}` shows its lines."
    )
    return Diagnostic(path=path, line=line, code=CODE, message=message, remedy=remedy)
