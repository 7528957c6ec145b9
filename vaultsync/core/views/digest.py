"""What is new: since a day, or since somebody last looked."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from vaultsync.core.model import Status, Task, TaskLine
from vaultsync.core.seen import decided_on
from vaultsync.core.values import ACCEPTED

PARTS = ("new", "echoed", "accepted", "closed", "moved")
"""What a digest tells apart."""


@dataclass(frozen=True, slots=True)
class Move:
    """Another due date than before."""

    before: str
    """What the newest line of before says; empty if it had none."""

    after: str
    line: TaskLine
    """The newest one that says so."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What the notes have brought."""

    since: date
    new: tuple[Task, ...]
    """Said for the first time."""

    echoed: tuple[Task, ...]
    """Known before, and said again."""

    accepted: tuple[Task, ...]
    """Proposed before, and accepted since."""

    closed: tuple[Task, ...]
    """Done or cancelled since."""

    moved: tuple[Task, ...]
    """With another due date than before."""

    moves: tuple[Move, ...] = ()
    """What that is, for each task of `moved`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tasks as somebody saw them, to tell later what has changed."""

    on: date
    seen: Mapping[str, tuple[str, str]]
    """Status and due date of a task, by each name and each wording of its lines."""


def snapshot(tasks: Iterable[Task], on: date) -> Snapshot:
    """Return how tasks stand on a day."""
    return Snapshot(
        on, {key: _standing(task) for task in tasks for line in task.lines for key in (line.name, _words(line))}
    )


def snapshot_to_text(one: Snapshot) -> str:
    """Return a snapshot as JSON, the same for the same tasks."""
    return json.dumps({"on": one.on.isoformat(), "seen": one.seen}, sort_keys=True)


def snapshot_from_text(text: str) -> Snapshot | None:
    """Return the snapshot that a text holds, or None if it holds none."""
    try:
        read = json.loads(text)
        seen = {str(key): (Status(status).value, str(due)) for key, (status, due) in read["seen"].items()}
        return Snapshot(date.fromisoformat(read["on"]), seen)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def digest(tasks: Iterable[Task], since: date, proposed_tag: str, promoted: Collection[str] = ()) -> Digest:
    """Return what is new since a day, by the dates of notes and of done and cancelled lines.

    Args:
        tasks: All of them.
        since: The first day.
        proposed_tag: The tag of what a machine proposes.
        promoted: Names of tasks that were accepted from that day on: no line has the day of that.
    """
    accepted = frozenset(promoted)

    def parts_of(task: Task) -> Iterable[str | Move]:
        yield from _by_notes(task, since)
        if task.status in ACCEPTED and not accepted.isdisjoint(task.names):
            yield "accepted"
        # What an accepted task has of done and cancelled lines are its duplicates.
        decided = decided_on(task, proposed_tag)
        if decided is not None and decided >= since:
            yield "closed"

    return _sorted_out(tasks, since, parts_of)


def digest_since(tasks: Iterable[Task], last: Snapshot) -> Digest:
    """Return what is new since a snapshot, whatever dates the notes carry: an old note that arrives today is new."""
    return _sorted_out(tasks, last.on, lambda task: _by_snapshot(task, last))


def _sorted_out(tasks: Iterable[Task], since: date, parts_of: Callable[[Task], Iterable[str | Move]]) -> Digest:
    """Sort tasks into the parts of a digest; a move stands for the part `moved`."""
    found: dict[str, list[Task]] = {part: [] for part in PARTS}
    moves = []
    for task in tasks:
        for part in parts_of(task):
            if isinstance(part, Move):
                moves.append(part)
            found["moved" if isinstance(part, Move) else part].append(task)
    new, echoed, accepted, closed, moved = (tuple(found[part]) for part in PARTS)
    return Digest(since, new, echoed, accepted, closed, moved, tuple(moves))


def _by_notes(task: Task, since: date) -> Iterable[str | Move]:
    fresh = [line for line in task.lines if line.note.noted_on and line.note.noted_on >= since]
    before = [line for line in task.lines if line not in fresh]
    if fresh and task.live:
        yield "echoed" if before else "new"
        old = [line.said.due for line in before if line.said.due]
        other = [line for line in fresh if line.said.due and line.said.due not in old]
        if old and other:
            yield Move(str(old[-1]), str(other[-1].said.due), other[-1])


def _by_snapshot(task: Task, last: Snapshot) -> Iterable[str | Move]:
    standings = [
        seen for line in task.lines for key in (line.name, _words(line)) if (seen := last.seen.get(key)) is not None
    ]
    due = str(task.due or "")
    if not standings:
        if task.live:
            yield "new"
        return
    if task.live and any(line.live and line.name not in last.seen for line in task.lines):
        yield "echoed"
    if task.status in ACCEPTED and all(Status(before) is Status.PROPOSED for before, _ in standings):
        yield "accepted"
    if task.status.decided and not any(Status(before).decided for before, _ in standings):
        yield "closed"
    elif due and not task.status.decided and all(due != before for _, before in standings):
        dated = [before for _, before in standings if before]
        yield Move(dated[-1] if dated else "", due, task.speaker)


def _standing(task: Task) -> tuple[str, str]:
    return task.status.value, str(task.due or "")


def _words(line: TaskLine) -> str:
    # In a note that moves to another folder every line gets another provisional name; its words stay.
    return f"={line.title.casefold()}"
