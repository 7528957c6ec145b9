"""Decisions about which lines are one task: they stand in the notes as ids, so that any index remembers them.

The same id on two lines: one task. Different ids: different tasks.
"""

from collections.abc import Collection, Iterable, Sequence

from vaultsync.core.editing.edit import Wish, set_status
from vaultsync.core.editing.naming import Ids, fresh_uid, lasting_uid, with_companions
from vaultsync.core.errors import NoSuchTask
from vaultsync.core.model import Edit, Status, Task, TaskLine
from vaultsync.core.reconcile.task import task_of
from vaultsync.core.seen import echoes


def merge(tasks: Sequence[Task], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that make one task of several: the speaking line of each carries the first one's id.

    So do, here and below, its lines without an id: see `with_companions`.

    Args:
        tasks: At least two; the first one's uid survives.
        wish: What the edits depend on.
    """
    uid = lasting_uid(tasks[0], wish.taken)
    ids = Ids(tasks, wish.conventions.tasks.dialect)
    return _in_order(_with_ids([(line, uid) for task in tasks for line in _speaking(task)], ids))


def split(task: Task, places: Iterable[tuple[str, int]], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that take lines out of a task: they get an id of their own, and so do those that stay.

    Args:
        task: The task.
        places: Path and number of the lines that are another task; of them, one id for all.
        wish: What the edits depend on.

    Raises:
        NoSuchTask: A place is no line of the task, or every line is.
    """
    wanted = set(places)
    leaving = [line for line in task.lines if line.place in wanted]
    staying = [line for line in task.lines if line.place not in wanted]
    if len(leaving) != len(wanted) or not staying or not leaving:
        raise NoSuchTask(
            f"these are not some of the lines of {task.uid}",
            remedy="`vaultsync show` lists its lines; name them as PATH:LINE, and leave at least one.",
        )
    old = lasting_uid(task, wish.taken)
    new = fresh_uid(leaving[0].name, lambda uid: uid == old or wish.taken(uid))
    stays = task_of(staying).speaker
    ids = Ids([task], wish.conventions.tasks.dialect)
    edits = _with_ids([(line, old) for line in with_companions(stays, staying)], ids)
    # What a line that leaves has in common with one that stays would go on to join the two.
    shared = {old, *(name for line in staying for name in line.ids)}
    edits += _with_ids([(line, new) for line in leaving], ids, instead_of=shared)
    return _in_order(edits)


def keep_apart(tasks: Sequence[Task], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that keep tasks apart for good: the speaking line of each carries an id of its own."""
    names = [(task, lasting_uid(task, wish.taken)) for task in tasks]
    ids = Ids(tasks, wish.conventions.tasks.dialect)
    return _in_order(_with_ids([(line, uid) for task, uid in names for line in _speaking(task)], ids))


def close_echoes(task: Task, wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that close the live lines which propose a decided task again; none if it is undecided."""
    if not task.status.decided or task.status is Status.NON_TASK:
        return ()
    return set_status(task, Status.CANCELLED, wish) if echoes(task) else ()


def _speaking(task: Task) -> list[TaskLine]:
    return with_companions(task.speaker, task.lines)


def _with_ids(pairs: Iterable[tuple[TaskLine, str]], ids: Ids, *, instead_of: Collection[str] = ()) -> list[Edit]:
    return [
        Edit(
            path=line.path,
            line=line.line,
            before=(line.raw,),
            after=(ids.put(line, line.said.text, uid, instead_of=instead_of),),
        )
        for line, uid in pairs
        if uid not in line.ids
    ]


def _in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    return tuple(sorted(edits, key=lambda edit: (edit.path, edit.line)))
