"""What the journal knows of decisions that the notes do not hold any more."""

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from vaultsync.core.editing.forgotten import ACCEPTING, HOLDS, is_left_behind, standing, written_over
from vaultsync.core.editing.undoing import undoable
from vaultsync.core.model import Diagnostic, Operation, Status, Task
from vaultsync.core.ports import UnreadableNote
from vaultsync.core.text import decode, rows
from vaultsync.core.views.wanted import Wanted

if TYPE_CHECKING:
    from vaultsync.core.ports import Index, Vault

CODE: Final = "forgotten"


class Remembering:
    """Compares what was decided with what the notes say now."""

    def __init__(self, vault: "Vault", index: "Index", operations: Sequence[Operation]) -> None:
        """Touch nothing yet.

        Args:
            vault: The notes.
            index: What was read in them.
            operations: Everything that was done, the newest first.
        """
        self._vault = vault
        self._index = index
        self._operations = [*undoable(operations)]

    def forgotten(self, paths: Collection[str] | None = None) -> list[Diagnostic]:
        """Return the decisions that the notes do not hold any more, by path and line.

        Args:
            paths: Only those that had been written into these notes; None: all.
        """
        over = [*self._written_over(paths)]
        told = {task.uid for task, _ in over if task is not None}
        left = (each for each in self._left_behind(paths) if each[0].uid not in told)
        return sorted((each for _, each in (*over, *left)), key=lambda each: (each.path, each.line))

    def _written_over(self, paths: Collection[str] | None) -> Iterator[tuple[Task | None, Diagnostic]]:
        for path, wrote in standing(self._operations).items():
            texts = self._lines(path) if paths is None or path in paths else []
            for operation, line in written_over(texts, wrote):
                task = self._at(path, line)
                if task is None or task.status not in HOLDS.get(_verb(operation), ()):
                    because = "somebody took that back by hand, or an older text was written over it"
                    message = f"says again what it said before {_told(operation)}: {because}"
                    yield task, _diagnostic(path, line, message, _again(operation, task))

    def _left_behind(self, paths: Collection[str] | None) -> Iterator[tuple[Task, Diagnostic]]:
        """Yield tasks that were accepted by the last command that named them, and have only its duplicates left."""
        later = set[str]()
        # Asked for at once: one command may have named thousands.
        cancelled = {
            _without_prefix(row.uid) for row in self._index.listed(Wanted(statuses=frozenset({Status.CANCELLED})))
        }
        for operation in self._operations:
            names = {*map(_without_prefix, operation.facts.get("tasks", "").split())}
            if _verb(operation) in ACCEPTING and _wrote_into(operation, paths):
                for name in sorted((names - later) & cancelled):
                    task = self._called(name)
                    if task is not None and is_left_behind(task, operation):
                        message = f"is a duplicate that {_told(operation)} closed; the line that it kept is gone"
                        yield task, _diagnostic(*task.speaker.place, message, _again(operation, task))
            later |= names

    def _lines(self, path: str) -> list[str]:
        try:
            return [text for text, _ in rows(decode(self._vault.read(path)[0]).removeprefix("\ufeff"))]
        except (UnreadableNote, FileNotFoundError):
            return []

    def _at(self, path: str, line: int) -> Task | None:
        tasks = self._index.tasks(Wanted(live=None, note=path))
        return next((task for task in tasks if any(each.place == (path, line) for each in task.lines)), None)

    def _called(self, name: str) -> Task | None:
        for each in (f"vs-{name}", f"p-{name}", name):
            if len(found := self._index.named(each)) == 1:
                return found[0]
        return None


def _wrote_into(operation: Operation, paths: Collection[str] | None) -> bool:
    return paths is None or any(edit.path in paths for edit in operation.edits)


def _verb(operation: Operation) -> str:
    return operation.command.partition(" ")[0]


def _told(operation: Operation) -> str:
    return f"`{operation.command}` ({operation.at:%Y-%m-%d}, operation {operation.number})"


def _again(operation: Operation, task: Task | None) -> str:
    if task is None or _verb(operation) not in HOLDS:
        return "`vaultsync log` shows what was done; do it again if it is still wanted."
    return f"`vaultsync {_verb(operation)} {task.uid}` decides it again, `vaultsync show {task.uid}` shows its lines."


def _without_prefix(name: str) -> str:
    return name.removeprefix("p-").removeprefix("vs-")


def _diagnostic(path: str, line: int, message: str, remedy: str) -> Diagnostic:
    return Diagnostic(path=path, line=line, code=CODE, message=message, remedy=remedy)
