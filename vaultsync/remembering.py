"""What the journal knows of decisions that the notes do not hold any more."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vaultsync.core.editing.forgotten import decisions, is_forgotten, letters_of, verb_of
from vaultsync.core.editing.undoing import undoable
from vaultsync.core.model import Diagnostic, Edit, Operation, Status, Task, TaskLine
from vaultsync.core.notation.line import read_line
from vaultsync.core.notes.task_line import task_line
from vaultsync.core.seen import ids_of
from vaultsync.core.views.wanted import Wanted

if TYPE_CHECKING:
    from vaultsync.core.conventions import Conventions
    from vaultsync.core.ports import Index

CODE: Final = "forgotten"

_LETTERS: Final = 70
"""Of the words of a task that are told."""


class Remembering:
    """Compares what was decided with what the notes say now."""

    def __init__(self, index: "Index", operations: Sequence[Operation], conventions: "Conventions") -> None:
        """Ask nothing yet.

        Args:
            index: What was read in the notes.
            operations: Everything that was done, the newest first.
            conventions: How the notes are read.
        """
        self._index = index
        self._operations = [*undoable(operations)]
        self._conventions = conventions
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
        for operation, task, gone in self._by_likeness(paths):
            if task.status is Status.PROPOSED:
                found.setdefault(task.uid, _reworded(task, operation, gone))
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

    def _by_likeness(self, paths: Collection[str] | None) -> Iterator[tuple[Operation, Task, TaskLine]]:
        """Yield decisions whose lines are gone, each with a task that their note proposes in other words, and the line.

        So it is where a note is extracted anew: no machine knows what a person has decided of an older wording.
        """
        decided = [
            (each, edit, self._last(each, edit))
            for each in self._operations
            if verb_of(each)
            for edit in each.edits
            if edit.before and (paths is None or edit.path in paths)
        ]
        texts = {text for *_, last in decided for text in last}
        standing = self._index.stating(texts) if texts else {}
        for operation, edit, last in decided:
            gone = standing.keys().isdisjoint(last) and not any(map(self._is_named, last))
            if last and gone and not self._is_reworded(edit):
                for line, was in self._proposed_again(edit):
                    yield from ((operation, task, was) for task in self._saying(line.path, line.raw))

    def _last(self, operation: Operation, edit: Edit) -> tuple[str, ...]:
        """Return what commands have made of a line that one of them wrote; the last may have decided nothing."""
        number, last = operation.number, edit.after
        while last and (later := [each for each in self._made.get((edit.path, last[0]), ()) if each[0] > number]):
            number, last = min(later)
        return last

    @cached_property
    def _made(self) -> dict[tuple[str, str], list[tuple[int, tuple[str, ...]]]]:
        """By note and line, what operations have made of it, each with its number."""
        made: dict[tuple[str, str], list[tuple[int, tuple[str, ...]]]] = {}
        for operation in self._operations:
            for edit in operation.edits:
                for text in edit.before[:1]:
                    made.setdefault((edit.path, text), []).append((operation.number, edit.after))
        return made

    def _proposed_again(self, edit: Edit) -> Iterator[tuple[TaskLine, TaskLine]]:
        """Yield the line of a note that proposes what another one of it proposed that was decided, and that one."""
        lines = self._index.lines_of(edit.path)
        proposed = [line for line in lines if line.note.live and line.status is Status.PROPOSED]
        was = task_line(lines[0].note, edit.before[0], edit.line, self._conventions) if proposed else None
        if was is not None:
            from vaultsync.core.reconcile.passes import said_again
            from vaultsync.core.reconcile.stems import fold

            again = said_again(was, proposed, me=frozenset(map(fold, self._conventions.me)))
            yield from ((line, was) for line in again[:1])

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
    command = _command(operation)
    again = _proposal(task)
    before = f"is proposed as it was before {command}"
    if not again:
        became = f"is a duplicate that {command} or another one closed; the line that was kept is gone"
    elif again.path in {edit.path for edit in operation.edits}:
        became = f"{before}: an older text was written over it, or it was taken back by hand"
    else:
        became = f"{before}: the line that was decided is gone from its note"
    return _told(task, operation, again or task.speaker, became)


def _reworded(task: Task, operation: Operation, gone: TaskLine) -> Diagnostic:
    became = f"is proposed where {_command(operation)} decided “{_short(gone.title)}”: that line is gone from the note"
    return _told(task, operation, _proposal(task) or task.speaker, became)


def _proposal(task: Task) -> TaskLine | None:
    return next((line for line in task.lines if line.live and line.status is Status.PROPOSED), None)


def _command(operation: Operation) -> str:
    return f"`{operation.command}` ({operation.at:%Y-%m-%d}, operation {operation.number})"


def _short(words: str) -> str:
    return words if len(words) <= _LETTERS else f"{words[:_LETTERS].rstrip()}…"


def _told(task: Task, operation: Operation, line: TaskLine, became: str) -> Diagnostic:
    verb = verb_of(operation)
    remedy = f"`vaultsync {verb} {task.uid}` decides it again, `vaultsync show {task.uid}` shows its lines."
    message = f"“{_short(task.title)}” {became}"
    return Diagnostic(path=line.path, line=line.line, code=CODE, message=message, remedy=remedy)
