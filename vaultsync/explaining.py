"""Why lines are one task or two, asked of an index."""

from itertools import product
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from vaultsync.core.reconcile import explain
from vaultsync.core.reconcile.features import keep_apart
from vaultsync.core.reconcile.likeness import score
from vaultsync.core.reconcile.spelled import spelling_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from vaultsync.core.model import Task, TaskLine
    from vaultsync.core.reconcile.features import Features
    from vaultsync.core.seen import SeenLine, SeenTask

    Kept = Callable[[tuple[str, int]], "Features | None"]
    """Returns what grouping compared of the line at a path and line number, if it is known."""

    Given = tuple[TaskLine | None, TaskLine | None]


_MOST: Final = 100
"""The most wordings of a task that are compared with those of another: the newest ones."""


class Reason(NamedTuple):
    """Why two lines are one task or two."""

    one: "TaskLine | SeenLine"
    other: "TaskLine | SeenLine"
    because: explain.Explanation
    whole: float | None = None
    """How alike their tasks are with all their lines, where a person is asked about these."""

    @property
    def is_one_line(self) -> bool:
        """Whether both are one line, of which there is nothing to explain."""
        return self.one.place == self.other.place


class Lines(Protocol):
    """What is asked of an index."""

    def lines_of(self, path: str) -> "list[TaskLine]":
        """Return the task lines of one note."""


class Explaining:
    """Reasons, from what grouping compared, or from what the notes of the lines say."""

    def __init__(self, index: Lines, me: "Collection[str]", kept: "Kept" = lambda _: None) -> None:
        """Ask an index that is up to date.

        Args:
            index: Where the lines of notes are read.
            me: The names of the vault's owner.
            kept: What is asked first.
        """
        self._index = index
        self._me = me
        self._kept = kept
        self._features: dict[str, dict[int, Features]] = {}

    def members(self, task: "Task | SeenTask") -> list[Reason]:
        """Explain why each line of a task is part of it, beside the line that speaks."""
        return [self.reason(line, task.speaker, "same") for line in task.lines if line is not task.speaker]

    def reason(
        self,
        one: "TaskLine | SeenLine",
        other: "TaskLine | SeenLine",
        grouped: str,
        tasks: "Sequence[Task]" = (),
    ) -> Reason:
        """Explain why two lines are one task or two, the grouping having decided what `explain.why` takes.

        Args:
            one: A line.
            other: Another one.
            grouped: See `explain.why`.
            tasks: The tasks of the two, where they are two and more than the lines may part them.
        """
        first, second = self._of(one), self._of(other)
        mine, theirs = map(self._ids, tasks) if tasks and first.ids and second.ids else ((), ())
        spelling = spelling_of((one.title, other.title), (*one.owners, *other.owners))
        because = explain.why(first, second, grouped=grouped, tasks=(mine, theirs), spelling=spelling)
        return Reason(one, other, because)

    def tasks(self, one: "Task", other: "Task", whole: float | None, *, line: "Given" = (None, None)) -> Reason:
        """Explain why two tasks are not one, by the two of their lines that are most alike.

        Where different ids keep them apart, the lines that speak are explained.

        Args:
            one: A task.
            other: Another one.
            whole: The score of the whole tasks, if they are suggested to be one; else None.
            line: A line of each, where that one is meant.
        """
        first, second = line[0] or one.speaker, line[1] or other.speaker
        if not keep_apart(self._ids(one), self._ids(other)):
            pairs = product(
                *([meant] if meant else self._wordings(task) for meant, task in zip(line, (one, other), strict=True))
            )
            first, second = max([(first, second), *pairs], key=lambda pair: score(*map(self._of, pair)))
        grouped = "apart" if whole is None else "suggested"
        return self.reason(first, second, grouped, (one, other))._replace(whole=whole)

    def _wordings(self, task: "Task") -> "list[TaskLine]":
        """Return a line of each wording of a task: the same words in hundreds of notes need no look each."""
        return [*{self._of(line).unit: line for line in task.lines}.values()][-_MOST:]

    def _ids(self, task: "Task") -> "frozenset[str]":
        return frozenset(name for line in task.lines for name in self._of(line).ids)

    def _of(self, line: "TaskLine | SeenLine") -> "Features":
        return self._kept(line.place) or self._read(line.path)[line.line]

    def _read(self, path: str) -> "dict[int, Features]":
        from vaultsync.core.reconcile.passes import note_features
        from vaultsync.core.reconcile.stems import fold

        if path not in self._features:
            lines = self._index.lines_of(path)
            found = note_features(lines, me=frozenset(map(fold, self._me)))
            self._features[path] = {each.line: says for each, says in zip(lines, found, strict=True)}
        return self._features[path]
