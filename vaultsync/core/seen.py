"""What `show` tells of a task, in values that cost little to define and little to read from rows.

They have the names of `core.model`, so that whoever tells of a task takes either.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, Protocol

from vaultsync.core.values import ACCEPTED, Priority, Status, When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vaultsync.core.model import NoteFacts, Statement, Task, TaskLine

    class _Line(Protocol):
        @property
        def note(self) -> "NoteFacts | SeenNote": ...
        @property
        def line(self) -> int: ...
        @property
        def said(self) -> "Statement | SeenSaid": ...

    class _Task(Protocol):
        @property
        def uid(self) -> str: ...
        @property
        def speaker(self) -> "TaskLine | SeenLine": ...
        @property
        def lines(self) -> "tuple[TaskLine | SeenLine, ...]": ...


def ids_of(block_id: str, id_: str) -> tuple[str, ...]:
    """Return the lasting names on a line, each once: its block id and its `🆔`."""
    if not block_id or block_id == id_:
        return (id_,) if id_ else ()
    return (block_id, id_) if id_ else (block_id,)


def names_of(uid: str, lines: "Iterable[TaskLine | SeenLine]") -> tuple[str, ...]:
    """Return every name that reaches a task: its uid first, then its lines' ids and provisional names."""
    found = [uid]
    for line in lines:
        found += [*line.ids, line.name]
    return tuple(dict.fromkeys(found))


class LineWords:
    """What follows from the fields of a line, whether it was read or seen."""

    __slots__ = ()

    @property
    def path(self: "_Line") -> str:
        """The note, relative to the vault."""
        return self.note.path

    @property
    def live(self: "_Line") -> bool:
        """Whether the line can ask for work."""
        return self.note.live

    @property
    def ids(self: "_Line") -> tuple[str, ...]:
        """The lasting names on the line: block id and `🆔`."""
        return ids_of(self.said.block_id, self.said.id)

    @property
    def place(self: "_Line") -> tuple[str, int]:
        """Path and line number: unique within one reading of a vault."""
        return self.note.path, self.line


class TaskWords:
    """What follows from the fields of a task, whether its lines were read or seen."""

    __slots__ = ()

    @property
    def title(self: "_Task") -> str:
        """The words of the task."""
        return self.speaker.title

    @property
    def due(self: "_Task") -> When:
        """The due date of the speaking line."""
        return self.speaker.said.due

    @property
    def owners(self: "_Task") -> tuple[str, ...]:
        """The assignees, as written on the speaking line."""
        return self.speaker.owners

    @property
    def live(self: "_Task") -> bool:
        """Whether any line stands in a live note."""
        return any(line.live for line in self.lines)

    @property
    def names(self: "_Task") -> tuple[str, ...]:
        """Every name that reaches the task: its uid first, then its lines' ids and provisional names."""
        return names_of(self.uid, self.lines)


class SeenSource(NamedTuple):
    """What a note names as its source: see `model.Source`."""

    kind: str
    ref: str
    link: str


class SeenNote(NamedTuple):
    """The note of a line: see `model.NoteFacts`."""

    path: str
    noted_on: date | None
    source: SeenSource
    not_live_because: str

    @property
    def live(self) -> bool:
        """Whether the note can ask for work."""
        return not self.not_live_because


class SeenSaid(NamedTuple):
    """What a line says: see `model.Statement`."""

    tags: tuple[str, ...]
    priority: Priority
    created: When
    start: When
    scheduled: When
    due: When
    done: When
    cancelled: When
    recurrence: str
    id: str
    block_id: str


class _SeenLine(NamedTuple):
    note: SeenNote
    line: int
    raw: str
    said: SeenSaid
    status: Status
    title: str
    owners: tuple[str, ...]
    heading: str
    name: str


class SeenLine(LineWords, _SeenLine):
    """A line that states a task: see `model.TaskLine`."""

    __slots__ = ()


class _SeenTask(NamedTuple):
    uid: str
    speaker: SeenLine
    status: Status
    lines: tuple[SeenLine, ...]


class SeenTask(TaskWords, _SeenTask):
    """A task: see `model.Task`."""

    __slots__ = ()


def decided_on(task: "Task | SeenTask", proposed_tag: str) -> date | None:
    """Return the day on which a task was done or rejected; None if it is neither, or no line has the day.

    What recurs is done again: the last day counts. A rejected task's lines may be duplicates, closed before by a
    promotion, or after it was rejected: the line that was accepted counts, else the first day.
    """
    if task.status is Status.DONE:
        return _done_on(task)
    if task.status is not Status.CANCELLED:
        return None
    days = [(line.said.cancelled, proposed_tag.lower() in map(str.lower, line.said.tags)) for line in task.lines]
    accepted = [day for day, proposed in days if isinstance(day, date) and not proposed]
    return max(accepted) if accepted else min((day for day, _ in days if isinstance(day, date)), default=None)


def _done_on(task: "Task | SeenTask") -> date | None:
    return max((day for line in task.lines if isinstance(day := line.said.done, date)), default=None)


def proposed_again(task: "Task | SeenTask", proposed_tag: str) -> tuple[int, date | None]:
    """Return how many times a decided task was proposed again, and the day of the last time.

    Only notes of later days than the decision propose again. Where nobody knows one of the days, nobody knows that.
    What came back is not proposed.
    """
    decided = decided_on(task, proposed_tag)
    back = came_back(task)
    days = [line.note.noted_on for line in echoes(task) if line not in back]
    again = [day for day in days if day and decided and day > decided]
    return len(again), max(again, default=None)


def echoes(task: "Task | SeenTask") -> "tuple[TaskLine | SeenLine, ...]":
    """Return the live, undecided lines of a decided task: what the decision left open, or what came after it."""
    if not task.status.decided:
        return ()
    return tuple(line for line in task.lines if line.live and not line.status.decided)


def came_back(task: "Task | SeenTask") -> "tuple[TaskLine | SeenLine, ...]":
    """Return the lines of `echoes` that a person perhaps wrote after a task was done, and wants to be done again.

    These are no proposals, and nothing says that they are older: a line is as old as the day on which it was created,
    else as its note, if they have one. A line is due anew if its day is another one than that of all that is decided,
    and later than the decision. What was rejected has no such lines: an open one outvotes it.
    """
    lines = [line for line in echoes(task) if line.status in ACCEPTED]
    if not lines or task.status is not Status.DONE:
        return ()
    decided = _done_on(task)
    dues = {line.said.due for line in task.lines if line.status.decided}

    def is_old(line: "TaskLine | SeenLine") -> bool:
        day, due = written_on(line), line.said.due
        if decided is None or day is None or day > decided:
            return False
        return not (isinstance(due, date) and due > decided and due not in dues)

    return tuple(line for line in lines if not is_old(line))


def written_on(line: "TaskLine | SeenLine") -> date | None:
    """Return the day on which a line was created, else its note's; None if neither is known."""
    created = line.said.created
    return created if isinstance(created, date) else line.note.noted_on


def split_off(lines: "Iterable[TaskLine | SeenLine]") -> str:
    """Return the command that makes lines a task of their own, with `TASK` for the name of the one that has them."""
    from shlex import quote

    return " ".join(("vaultsync split TASK", *(quote(f"{line.path}:{line.line}") for line in lines)))
