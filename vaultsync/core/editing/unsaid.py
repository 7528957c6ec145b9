"""What the line of an accepted task leaves unsaid, though another of its lines, which nobody reads now, said it."""

from collections.abc import Collection, Iterable, Iterator
from shlex import quote
from typing import Final

from vaultsync.core.model import Diagnostic, Status, Task
from vaultsync.core.values import ACCEPTED

CODE: Final = "unsaid"


def unsaid(before: Iterable[Task], now: Collection[Task]) -> Iterator[Diagnostic]:
    """Yield what was proposed of a task that has been accepted, and is not said of it.

    Args:
        before: Tasks before an act.
        now: The tasks as they stand behind it.
    """
    proposed = {line.place: task for task in before if task.status is Status.PROPOSED for line in task.lines}
    for task in now:
        earlier = proposed.get(task.speaker.place)
        if earlier is None or task.status not in ACCEPTED:
            continue
        # The newest note's first.
        voices = [line for line in reversed(earlier.lines) if line.live and not line.status.decided]
        if task.due is None:
            days = dict.fromkeys(str(line.said.due) for line in voices if line.said.due is not None)
            yield from _told(task, "due date", days, "defer")
        if not task.owners:
            people = dict.fromkeys(owner for line in voices for owner in line.owners)
            yield from _told(task, "assignee", people, "assign")


def _told(task: Task, what: str, said: Collection[str], command: str) -> Iterator[Diagnostic]:
    if said:
        takes_over = " or ".join(f"`vaultsync {command} {task.uid} --to {quote(each)}`" for each in said)
        yield Diagnostic(
            path=task.speaker.path,
            line=task.speaker.line,
            code=CODE,
            message=f"line {task.speaker.line} has no {what}, and other lines of the task say {', '.join(said)}",
            remedy=f"To take it over: {takes_over}.",
        )
