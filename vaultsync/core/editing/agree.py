"""Lines that get the id of their task: from then on they have a say in it, and must not contradict it."""

from collections.abc import Iterable
from datetime import date

from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.naming import with_companions
from vaultsync.core.model import Statement, Task, TaskLine
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.people import reassigned
from vaultsync.core.notation.rewrite import rewrite
from vaultsync.core.notes.task_line import words_of
from vaultsync.core.reconcile.task import outspeaks
from vaultsync.core.seen import came_back, written_on


def asks(line: TaskLine) -> bool:
    """Return whether a line asks for work."""
    return line.live and not line.status.decided


def followers(line: TaskLine, lines: Iterable[TaskLine]) -> list[TaskLine]:
    """Return the lines that get the id of the line that carries their task.

    See `with_companions`. One that would speak in its place gets none if it is decided or not live: what it says
    is history, and stays as it is.
    """
    return [other for other in with_companions(line, lines)[1:] if asks(other) or not outspeaks(other, line)]


def agreeing(text: str, spoken: Statement, conventions: Conventions, *, speaks: bool) -> str:
    """Return the text of a line with the due date and the owners, if any, of the line that speaks for its task.

    Args:
        text: What the line says.
        spoken: What that one says.
        conventions: How the vault is read.
        speaks: Whether the line is going to speak in its place; else it is silent about what it was silent about.
    """
    dialect, tag = conventions.tasks.dialect, conventions.task_tag
    said = read_line(text, dialect)
    if said is None:
        return text
    if isinstance(spoken.due, date) and said.due != spoken.due and (speaks or said.due is not None):
        said = read_line(rewrite(said, {"due": spoken.due}, dialect=dialect), dialect) or said
    owners, own = words_of(spoken, tag)[1], words_of(said, tag)[1]
    changes = owners and own != owners and (speaks or own)
    return reassigned(said, " @".join(owners), tag) if changes else said.text


def newest_back(task: Task) -> TaskLine | None:
    """Return the newest of the lines by which a task that is done perhaps came back; None if it has none."""
    lines = came_back(task)
    back = [line for line in task.lines if line in lines]
    return max(back, key=lambda line: (written_on(line) or date.min, line.place), default=None)
