"""Decisions about which lines are one task: they stand in the notes as ids, so that any index remembers them.

The same id on two lines: one task. Different ids: different tasks.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from vaultsync.core.editing.agree import agreeing, asks, followers
from vaultsync.core.editing.edit import Wish, edits_of, set_status
from vaultsync.core.editing.naming import Ids, decides, fresh_uid, lasting_uid
from vaultsync.core.errors import NoSuchLine, SameTask, TwoIds
from vaultsync.core.model import Edit, Status, Task, TaskLine
from vaultsync.core.reconcile.task import outspeaks, task_of
from vaultsync.core.seen import came_back, echoes


def merge(tasks: Sequence[Task], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that make one task of several: the speaking line of each carries the first one's id.

    So do, here and below, its lines without an id: see `agree.followers`. Where the speaking line has two other ids,
    the first line that has room joins the two tasks: another of its own task, or one of the first task's.

    Args:
        tasks: Lines of the others get the first one's uid, beside an id that they have: calendars may know that.
        wish: What the edits depend on.

    Raises:
        SameTask: There is only one.
        TwoIds: No line that could join a task to the first one has room.
    """
    _refuse_one(tasks)
    uid = lasting_uid(tasks[0], wish.taken)
    ids = Ids(tasks, wish.conventions.tasks.dialect)
    texts = {line.place: line.said.text for task in tasks for line in task.lines}
    texts |= {line.place: text for task in tasks for line, text in _named(task.speaker, task.lines, wish)}

    def has_put(line: TaskLine, name: str) -> bool:
        with suppress(TwoIds):
            texts[line.place] = ids.put(line, texts[line.place], name)
            return True
        return False

    for task in tasks:
        speaker, *companions = (line for line, _ in _named(task.speaker, task.lines, wish))
        named = [line for line in task.lines if line.ids and decides(line)]
        joining = [(line, uid) for line in (speaker, *named)]
        joining += [(line, task.uid) for line in (*companions, tasks[0].speaker, *filter(decides, tasks[0].lines))]
        if not any(has_put(line, name) for line, name in joining):
            raise TwoIds(speaker.path, speaker.line)
        for line in companions:
            has_put(line, uid)
    return _edits((line, texts[line.place]) for task in tasks for line in task.lines)


def split(task: Task, places: Iterable[tuple[str, int]], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that take lines out of a task: these get a new id, and those that stay get the task's.

    Args:
        task: The task.
        places: Path and number of the lines that are another task; of them, one id for all.
        wish: What the edits depend on.

    Raises:
        NoSuchLine: A place is no line of the task, or every line is.
    """
    wanted = set(places)
    leaving = [line for line in task.lines if line.place in wanted]
    staying = [line for line in task.lines if line.place not in wanted]
    if len(leaving) != len(wanted) or not staying or not leaving:
        raise NoSuchLine(
            f"these are not some of the lines of {task.uid}",
            remedy="`vaultsync show` lists its lines; name them as PATH:LINE, and leave at least one.",
        )
    old = lasting_uid(task, wish.taken)
    new = fresh_uid(leaving[0].name, lambda uid: uid == old or wish.taken(uid))
    stays = task_of(staying).speaker
    ids = Ids([task], wish.conventions.tasks.dialect)
    made = [(line, ids.offer(line, text, old)) for line, text in _named(stays, staying, wish)]
    # An id that stands on a line that stays, too, would join the two again at the next sync.
    shared = {old, *(name for line in staying for name in line.ids)}
    made += [(line, ids.put(line, line.said.text, new, instead_of=shared)) for line in leaving]
    return _edits(made)


def keep_apart(tasks: Sequence[Task], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that keep tasks apart for good: the speaking line of each carries an id of its own.

    Raises:
        SameTask: There is only one.
    """
    _refuse_one(tasks)
    names = [(task, lasting_uid(task, wish.taken)) for task in tasks]
    ids = Ids(tasks, wish.conventions.tasks.dialect)
    return _edits(
        (line, ids.put(line, text, uid)) for task, uid in names for line, text in _named(task.speaker, task.lines, wish)
    )


def _refuse_one(tasks: Sequence[Task]) -> None:
    """Refuse to decide how one task stands to itself: its lines would get ids, and nothing else come of it."""
    if len(tasks) < 2:
        (one,) = tasks
        raise SameTask(
            f"all these names reach one task, {one.uid}",
            remedy=f"Name two different tasks. `vaultsync split {one.uid} PATH:LINE` takes lines out of this one;"
            " `vaultsync show` lists them.",
        )


def close_echoes(task: Task, wish: Wish, *, newer: bool = False) -> tuple[Edit, ...]:
    """Return the edits that close the live lines which propose a decided task again; none if it is undecided.

    Args:
        task: The task.
        wish: What the edits depend on.
        newer: Close also what a person perhaps wrote after the decision: see `seen.came_back`.
    """
    back = () if newer else came_back(task)
    rest = task._replace(lines=tuple(line for line in task.lines if line not in back))
    return set_status(rest, Status.CANCELLED, wish) if echoes(rest) else ()


def _named(speaker: TaskLine, lines: Iterable[TaskLine], wish: Wish) -> list[tuple[TaskLine, str]]:
    """Return the line that speaks and those that get its id with it, each with what else it will say.

    Beside a line with an id the others had no say: they get none now, but agree with it.
    """
    found = [(speaker, speaker.said.text)]
    for line in followers(speaker, lines):
        text = line.said.text
        if speaker.ids and asks(line):
            text = agreeing(text, speaker.said, wish.conventions, speaks=outspeaks(line, speaker))
        found.append((line, text))
    return found


def _edits(made: Iterable[tuple[TaskLine, str]]) -> tuple[Edit, ...]:
    """Return the edits that give lines their texts: see `edits_of`."""
    return edits_of((line, (text,)) for line, text in made)
