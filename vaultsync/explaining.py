"""Why lines are one task or two, asked of an index."""

from collections.abc import Collection
from typing import TYPE_CHECKING, NamedTuple, Protocol

from vaultsync.core.reconcile import explain
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.words import fold

if TYPE_CHECKING:
    from vaultsync.core.model import Task, TaskLine
    from vaultsync.core.reconcile.features import Features
    from vaultsync.core.seen import SeenLine, SeenTask


class Reason(NamedTuple):
    """Why two lines are one task or two."""

    one: "TaskLine | SeenLine"
    other: "TaskLine | SeenLine"
    because: explain.Explanation


class Lines(Protocol):
    """What is asked of an index."""

    def lines_of(self, path: str) -> "list[TaskLine]":
        """Return the task lines of one note."""


class Explaining:
    """Reasons, from what the notes of the lines say."""

    def __init__(self, index: Lines, me: Collection[str]) -> None:
        """Ask an index that is up to date; `me` are the names of the vault's owner."""
        self._index = index
        self._me = frozenset(fold(name) for name in me)
        self._features: dict[str, dict[int, Features]] = {}

    def members(self, task: "Task | SeenTask") -> list[Reason]:
        """Explain why each line of a task is part of it, beside the line that speaks."""
        return [self.reason(line, task.speaker, "same") for line in task.lines if line is not task.speaker]

    def reason(self, one: "TaskLine | SeenLine", other: "TaskLine | SeenLine", grouped: str) -> Reason:
        """Explain why two lines are one task or two, the grouping having decided what `explain.why` takes."""
        return Reason(one, other, explain.why(self._of(one), self._of(other), grouped=grouped))

    def _of(self, line: "TaskLine | SeenLine") -> "Features":
        if line.path not in self._features:
            lines = self._index.lines_of(line.path)
            found = note_features(lines, me=self._me)
            self._features[line.path] = {each.line: says for each, says in zip(lines, found, strict=True)}
        return self._features[line.path][line.line]
