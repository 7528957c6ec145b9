"""A group of lines → the task that they state: which line speaks, and how far the task has come."""

from collections.abc import Iterable
from datetime import date

from vaultsync.core.model import Status, Task, TaskLine

_STRENGTH = {
    Status.DONE: 6,
    Status.STARTED: 5,
    Status.ON_HOLD: 4,
    Status.OPEN: 3,
    Status.CANCELLED: 2,
    Status.PROPOSED: 1,
    Status.NON_TASK: 0,
}
"""The strongest status of its lines is the task's: what was rejected or done stays so when it is proposed again."""


def task_of(lines: Iterable[TaskLine]) -> Task:
    """Return the task that a group of lines states.

    What stands in an archive tells what was decided. A template, a conflict copy and an excluded note tell nothing
    beside a line that does: else a template would accept what a machine proposes in its words.

    Args:
        lines: At least one line, in any order; the result does not depend on it.
    """
    ordered = tuple(sorted(lines, key=_age))
    told = [line for line in ordered if line.live or line.note.not_live_because == "archive"] or ordered
    speaker = max(told, key=_voice)
    named = max(ordered, key=lambda line: (bool(line.ids), _voice(line)))
    uid = named.ids[0] if named.ids else speaker.name
    return Task(uid=uid, speaker=speaker, status=max((line.status for line in told), key=strength), lines=ordered)


def strength(status: Status) -> int:
    """Return how much a status weighs against the others of one task's lines."""
    return _STRENGTH[status]


def outspeaks(line: TaskLine, other: TaskLine) -> bool:
    """Return whether a line speaks before another one where both have an id, or neither."""
    return _voice(line)[3:] > _voice(other)[3:]


def _age(line: TaskLine) -> tuple[date, str, int]:
    return line.note.noted_on or date.min, line.path, line.line


def _voice(line: TaskLine) -> tuple[bool, bool, bool, int, bool, tuple[date, str, int]]:
    """A line with an id speaks before the most decided, a live one before an archived, then the newest note's.

    A cancelled one may have been closed as a duplicate: its id does not speak before a line that asks for work.
    """
    cancelled = line.status is Status.CANCELLED
    weight = _STRENGTH[line.status]
    named = bool(line.ids)
    return named and not cancelled, weight > _STRENGTH[Status.CANCELLED], named, weight, line.live, _age(line)
