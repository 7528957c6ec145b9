"""What the journal knows of decisions that the notes do not hold any more."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from vaultsync.core.editing.forgotten import decisions, is_forgotten, letters_of, verb_of
from vaultsync.core.editing.undoing import undoable
from vaultsync.core.model import Diagnostic, Edit, Operation, Status, Task
from vaultsync.core.notation.line import read_line
from vaultsync.core.seen import ids_of
from vaultsync.core.views.wanted import Wanted

if TYPE_CHECKING:
    from vaultsync.core.ports import Index

CODE: Final = "forgotten"

_LETTERS: Final = 70
"""Of the words of a task that are told."""


class Remembering:
    """Compares what was decided with what the notes say now."""

    def __init__(self, index: "Index", operations: Sequence[Operation]) -> None:
        """Ask nothing yet.

        Args:
            index: What was read in the notes.
            operations: Everything that was done, the newest first.
        """
        self._index = index
        self._operations = [*undoable(operations)]
        self._wrote = {text for each in self._operations for edit in each.edits for text in edit.after}

    def forgotten(self, paths: Collection[str] | None = None) -> list[Diagnostic]:
        """Return the decisions (done, rejected …) that were written into notes and stand in none any more.

        They are sorted by path and line.

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
                # Mostly a task has the id that it was given: those are read together, however many they are.
                tasks = self._index.with_uids(f"vs-{name}" for name in names)
                known = {letters_of(task.uid): task for task in tasks}
                for name in names:
                    task = known.get(name) or self._called(name)
                    if task is not None:
                        yield operation, task

    def _by_words(self, paths: Collection[str] | None) -> Iterator[tuple[Operation, Task]]:
        """Yield decisions whose lines are gone, each with a task that a line states as it was before.

        The note may have been renamed, or the same be proposed in another note.
        """
        decided = [(each, edit) for each in self._operations if verb_of(each) for edit in each.edits if edit.before]
        if paths is not None:
            said = {line.raw for path in paths for line in self._index.lines_of(path)}
            decided = [(each, edit) for each, edit in decided if edit.before[0] in said]
        standing = self._index.stating({edit.before[0] for _, edit in decided}) if decided else {}
        for operation, edit in decided:
            text = edit.before[0]
            if text in standing and not any(map(self._is_named, edit.after)) and not self._is_reworded(edit):
                for path in sorted(standing[text]):
                    yield from ((operation, task) for task in self._saying(path, text))

    def _is_reworded(self, edit: Edit) -> bool:
        """Return whether another line that is decided stands in the place of one that a command wrote."""
        place = range(edit.line, edit.line + len(edit.after))
        return any(line.line in place and line.status.decided for line in self._index.lines_of(edit.path))

    def _is_named(self, text: str) -> bool:
        """Return whether a task has an id that stands in a line: its words may have been changed by hand."""
        said = read_line(text)
        return said is not None and any(self._index.named(name) for name in ids_of(said.block_id, said.id))

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
    words = task.title if len(task.title) <= _LETTERS else f"{task.title[:_LETTERS].rstrip()}…"
    before = f"is proposed as it was before {command}"
    if not again:
        became = f"is a duplicate that {command} or another one closed; the line that was kept is gone"
    elif again.path in {edit.path for edit in operation.edits}:
        became = f"{before}: an older text was written over it, or it was taken back by hand"
    else:
        became = f"{before}: the line that was decided is gone from its note"
    remedy = (
        f"`vaultsync {verb_of(operation)} {task.uid}` decides it again, `vaultsync show {task.uid}` shows its lines."
    )
    return Diagnostic(path=path, line=line, code=CODE, message=f"“{words}” {became}", remedy=remedy)
