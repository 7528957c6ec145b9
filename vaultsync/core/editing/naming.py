"""Lasting names: the ids that stand on lines, so that any index knows a task again."""

from collections.abc import Callable, Collection, Iterable
from contextlib import suppress

from vaultsync.core.errors import TwoIds
from vaultsync.core.model import Status, Task, TaskLine
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.rewrite import rewrite

Taken = Callable[[str], bool]
"""Whether a name already belongs to another task."""


def lasting_uid(task: Task, taken: Taken) -> str:
    """Return the task's id, or a new one: `vs-` and the letters of its provisional name, so that people know it."""
    if any(line.ids for line in task.lines):
        return task.uid
    return fresh_uid(task.uid, taken)


def fresh_uid(provisional: str, taken: Taken) -> str:
    """Return an id that no task has, from the letters of a provisional name."""
    letters = provisional.removeprefix("p-")
    uid, salt = f"vs-{letters}", 1
    while taken(uid):
        salt += 1
        uid = f"vs-{letters}-{salt}"
    return uid


def with_companions(line: TaskLine, lines: Iterable[TaskLine]) -> list[TaskLine]:
    """Return a line that gets an id, and the lines without one that must get it too.

    An id on one line alone lets likeness, counted anew, leave the others behind or lead them to another task. What
    decides nothing stays as it is: templates, conflict copies, and proposals in archives.

    Args:
        line: The line.
        lines: Those of its task that are to stay with it.
    """
    others = [other for other in lines if other is not line and not other.ids]
    return [line, *filter(decides, others)]


def decides(line: TaskLine) -> bool:
    """Return whether a line has a say in what becomes of its task."""
    return line.live or (line.note.not_live_because == "archive" and line.status is not Status.PROPOSED)


def accepts(task: Task, carrying: TaskLine, status: Status) -> bool:
    """Return whether a status accepts what was proposed or rejected, so that its lines must stay together for good.

    What is done at once and is rejected on one line alone needs no name.

    Args:
        task: The task as it stands.
        carrying: The line that carries it on.
        status: What it comes to; not CANCELLED.
    """
    if status is Status.DONE:
        return task.status is Status.CANCELLED and len(with_companions(carrying, task.lines)) > 1
    return task.speaker.status in (Status.PROPOSED, Status.CANCELLED)


class Ids:
    """Puts ids on lines, and knows which notes have which block id already."""

    def __init__(self, tasks: Iterable[Task], dialect: str) -> None:
        """Look at the lines of the tasks that are going to be edited."""
        self._dialect = dialect
        self._blocks = {(line.path, line.said.block_id) for task in tasks for line in task.lines}

    def put(self, line: TaskLine, text: str, uid: str, *, instead_of: Collection[str] = ()) -> str:
        """Return a line with an id on it.

        It becomes the block id, where Obsidian links to it, unless the line has one,
        or the note has this one already: then it becomes the value of `🆔`.

        Args:
            line: The line as it stands in the note.
            text: What it is going to say.
            uid: The id; empty leaves the text as it is.
            instead_of: Ids that give way.

        Raises:
            TwoIds: The line has no room: it has two other ids, or one and its note has this one as a block id.
        """
        said = read_line(text, self._dialect)
        if not uid or said is None or uid in (said.block_id, said.id):
            return text
        gives_way = said.block_id in instead_of
        if said.id in instead_of:
            return rewrite(said, {"id": uid}, block_id="" if gives_way else None, dialect=self._dialect)
        if (gives_way or not said.block_id) and (line.path, uid) not in self._blocks:
            self._blocks.add((line.path, uid))
            return rewrite(said, block_id=uid, dialect=self._dialect)
        if not said.id:
            return rewrite(said, {"id": uid}, block_id="" if gives_way else None, dialect=self._dialect)
        raise TwoIds(line.path, line.line)

    def offer(self, line: TaskLine, text: str, uid: str) -> str:
        """Return a line with the id of its task on it, or as it is where it has no room: its own ids hold it there."""
        with suppress(TwoIds):
            return self.put(line, text, uid)
        return text
