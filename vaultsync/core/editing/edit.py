"""A wish → edits: what each line of a task must become. Decided here, carried out elsewhere."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.agree import agreeing, asks, followers, newest_back
from vaultsync.core.editing.kept import as_written
from vaultsync.core.editing.naming import Ids, Taken, accepts, lasting_uid, with_companions
from vaultsync.core.errors import AlreadyDecided, NoSuchStatus, WouldMisread
from vaultsync.core.model import Edit, Statement, Status, Task, TaskLine, When
from vaultsync.core.notation.dates import scheduled_by_file_name
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.people import reassigned
from vaultsync.core.notation.rewrite import rewrite
from vaultsync.core.notation.statuses import CANCELLED, DONE, IN_PROGRESS, ON_HOLD, TODO, USUAL
from vaultsync.core.notation.toggle import set_symbol
from vaultsync.core.reconcile.task import outspeaks, strength

_TYPE = {
    Status.OPEN: TODO,
    Status.STARTED: IN_PROGRESS,
    Status.ON_HOLD: ON_HOLD,
    Status.DONE: DONE,
    Status.CANCELLED: CANCELLED,
}


class Wish(NamedTuple):
    """What a person wants of a task, with what the edits depend on."""

    conventions: Conventions
    today: date
    taken: Taken

    keep_duplicates: bool = False
    """Leave the task's other lines as they are."""


def set_status(task: Task, status: Status, wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that bring a task to a status.

    One line carries on; the task's other live lines are closed as duplicates under
    the same id, so that no dashboard shows the task twice. Lines in archives stay,
    unless one of them would outvote the decision.

    Args:
        task: The task with all its lines.
        status: OPEN, STARTED, ON_HOLD, DONE, or CANCELLED, which closes every line alike.
        wish: What the edits depend on.
    """
    if status is Status.CANCELLED:
        return edits_of(_restated(line, status, wish) for line in _closing(task))
    # What was done and is taken up again has the date and the owner that it came back with.
    back = None if status.decided or wish.keep_duplicates else newest_back(task)
    carrying = back or carrying_line(task)
    if status is Status.DONE and _goes(carrying) and not wish.keep_duplicates:
        return _completed_away(task, carrying, wish)
    others = () if wish.keep_duplicates else tuple(_duplicates(task, carrying, status))
    needs_id = bool(others) or accepts(task, carrying, status)
    needs_id = needs_id or (status is Status.DONE and _comes_back_alike(carrying, wish))
    uid = lasting_uid(task, wish.taken) if needs_id else ""
    ids = Ids([task], wish.conventions.tasks.dialect)
    made = [_restated(carrying, status, wish, ids, uid)]
    made += [_restated(line, Status.CANCELLED, wish, ids, uid) for line in others]
    if not wish.keep_duplicates:
        made += _named([line for line in with_companions(carrying, task.lines)[1:] if line not in others], ids, uid)
    return edits_of(made, first=carrying.path)


def accept(task: Task, wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that accept a proposal. What is under way or on hold was accepted before, and stays so."""
    stays = task.status in (Status.STARTED, Status.ON_HOLD)
    return set_status(task, task.status if stays else Status.OPEN, wish)


def _completed_away(task: Task, carrying: TaskLine, wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that complete a task whose carrying line goes as soon as it is done (`🏁 delete`).

    So do the others that ask for it. Of those that are left one says that the task is done: closed as duplicates,
    all of them would say that it was rejected.
    """
    live = [line for line in task.lines if line.live and line is not carrying]
    stay = [line for line in live if not _goes(line)]
    left = sorted(stay, key=lambda line: (line.status is Status.DONE, _weight(line)), reverse=True)
    made = [_restated(carrying, Status.DONE, wish), *((line, ()) for line in live if _goes(line))]
    if not left:
        return edits_of(made)
    ids, uid = Ids([task], wish.conventions.tasks.dialect), lasting_uid(task, wish.taken)
    heir, texts = _restated(left[0], Status.DONE, wish, ids, uid)
    made.append((heir, (texts[_stays(texts, wish)],)))
    duplicates = [line for line in left[1:] if asks(line)]
    made += [_restated(line, Status.CANCELLED, wish, ids, uid) for line in duplicates]
    changed = [line for line, _ in made]
    made += _named([line for line in with_companions(heir, task.lines)[1:] if line not in changed], ids, uid)
    return edits_of(made, first=heir.path)


def _goes(line: TaskLine) -> bool:
    """Whether completing a line takes it away."""
    return line.said.on_completion == "delete" and line.status is not Status.DONE


def _comes_back_alike(line: TaskLine, wish: Wish) -> bool:
    """Whether only an id will tell the rounds of a recurring line that are done apart: no date will."""
    said = line.said
    dated = said.start or said.scheduled or said.due or wish.conventions.tasks.set_done_date
    return bool(said.recurrence) and not dated and line.status is not Status.DONE


def defer(task: Task, when: Callable[[When], date], wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that move a task's date: due, else scheduled, else start; without any it gets a due date.

    A scheduled date that the note's name gives is moved, too, and stands on the line from then on (Tasks plugin).

    Args:
        task: The task with all its lines.
        when: Returns the new date for the one that stands on the carrying line.
        wish: What the edits depend on.

    Raises:
        AlreadyDecided: Nothing of the task is left to do.
    """
    from vaultsync.core.notation.postpone import postponed_field

    line, settings = carrying_line(task), wish.conventions.tasks
    by_name = scheduled_by_file_name(line.path, settings, line.said)
    name = "scheduled" if by_name else postponed_field(line.said) or "due"
    moved = {name: when(by_name or getattr(line.said, name))}
    return _restate(
        task,
        lambda line: rewrite(line.said, moved, dialect=settings.dialect),
        lambda line: getattr(line.said, name) is not None,
        wish,
    )


def assign(task: Task, name: str, wish: Wish) -> tuple[Edit, ...]:
    """Return the edits that put one person in charge of a task; an empty name leaves nobody.

    Raises:
        AlreadyDecided: Nothing of the task is left to do.
    """
    tag = wish.conventions.task_tag
    return _restate(task, lambda line: reassigned(line.said, name, tag), lambda line: bool(line.owners), wish)


def _restate(
    task: Task, restated: Callable[[TaskLine], str], states: Callable[[TaskLine], bool], wish: Wish
) -> tuple[Edit, ...]:
    """Return the edits that word the carrying line anew, and give it and the task's other lines a lasting name.

    The id makes the line speak from now on: a later note that proposes the task
    again, with another date or owner, does not outvote the person. The lines that
    get the id too, and those that have one, are worded anew where they state what
    is decided: otherwise they would go on to disagree. A newer one will speak in the
    carrying line's place, and says the same due date and owners as that.
    """
    if task.status.decided:
        raise AlreadyDecided(task.uid, task.status.value, task.title)
    line = carrying_line(task)
    named = [line, *followers(line, task.lines)]
    speaking = [other for other in named if outspeaks(other, line)]
    told = [*named, *(other for other in task.lines if other.ids and other is not line)]
    worded = [other for other in told if other is line or other in speaking or (states(other) and asks(other))]
    texts = {other.place: restated(other) for other in worded}
    spoken = read_line(texts[line.place], wish.conventions.tasks.dialect) or line.said
    texts |= {other.place: agreeing(texts[other.place], spoken, wish.conventions, speaks=True) for other in speaking}
    if all(texts[other.place] == other.said.text for other in worded) and (line.ids or len(task.lines) == 1):
        return ()
    ids, uid = Ids([task], wish.conventions.tasks.dialect), lasting_uid(task, wish.taken)
    made = [
        (other, (ids.put(other, texts.get(other.place, other.said.text), uid if other in named else ""),))
        for other in told
    ]
    return edits_of(made, first=line.path)


def carrying_line(task: Task) -> TaskLine:
    """Return the line that carries a task on: the speaking line if it is live, else the best live one.

    A task without live lines is carried by its speaking line.
    """
    live = [line for line in task.lines if line.live]
    if task.speaker in live or not live:
        return task.speaker
    return max(live, key=_weight)


def _weight(line: TaskLine) -> tuple[bool, int, date, tuple[str, int]]:
    return bool(line.ids), strength(line.status), line.note.noted_on or date.min, line.place


def _duplicates(task: Task, carrying: TaskLine, status: Status) -> Iterable[TaskLine]:
    """Yield the lines to close: live ones that are open, and whichever would outvote the decision."""
    for line in task.lines:
        if line is carrying:
            continue
        if asks(line) or _outvotes(line, status):
            yield line


def _accepted(line: TaskLine, conventions: Conventions) -> Statement:
    """The line without the tag of what is proposed."""
    dialect, tag = conventions.tasks.dialect, conventions.proposed_tag
    text = rewrite(line.said, drop_tags=frozenset({tag.lower()}), dialect=dialect)
    said = read_line(text, dialect) or line.said
    if _values(said) != _values(line.said):
        raise WouldMisread(line.path, line.line, tag)
    return said


def _values(said: Statement) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in said.fields if field.name != "tag"]


def _closing(task: Task) -> list[TaskLine]:
    """Return the lines that a rejection closes.

    A task that has nothing undecided left and is done can still be rejected: then its decided lines are. What is
    proposed again of a done task is closed alone, and the task stays done.
    """
    undecided = [line for line in task.lines if asks(line)]
    if undecided and task.status is Status.DONE:
        return undecided
    closing = undecided or [line for line in task.lines if line.live and line.status is Status.DONE]
    archived = [line for line in task.lines if not line.live and _outvotes(line, Status.CANCELLED)]
    return closing + archived if task.live else []


def _outvotes(line: TaskLine, status: Status) -> bool:
    """Whether a task cannot come to a status while this line stays; templates and conflict copies have no vote."""
    return (line.live or line.note.not_live_because == "archive") and strength(line.status) > strength(status)


def _restated(
    line: TaskLine, status: Status, wish: Wish, ids: Ids | None = None, uid: str = ""
) -> tuple[TaskLine, tuple[str, ...]]:
    """Return what takes the place of a line that comes to a status, and perhaps to an id."""
    conventions = wish.conventions
    settings = conventions.tasks
    # Whatever is closed under an id is closed as a duplicate.
    symbol = _symbol(line, status, conventions, duplicate=ids is not None and status is Status.CANCELLED)
    said = line.said
    if status is not Status.CANCELLED and conventions.has_proposed_tag(said):
        said = _accepted(line, conventions)
    scheduled = scheduled_by_file_name(line.path, settings, line.said)
    texts = list(set_symbol(said, symbol, today=wish.today, settings=settings, scheduled=scheduled))
    if ids and texts:
        stays = _stays(texts, wish)
        texts[stays] = ids.offer(line, texts[stays], uid)
    return line, tuple(texts)


def _symbol(line: TaskLine, status: Status, conventions: Conventions, *, duplicate: bool) -> str:
    """Return the symbol by which a line comes to a status: read again, by us and by the plugin, it says that status.

    A vault may have several symbols of one status: a line that has it keeps its own.

    Raises:
        NoSuchStatus: The vault has none.
    """
    if line.status is status:
        return line.said.symbol
    symbol = conventions.tasks.statuses.symbol_of(_TYPE[status])
    if symbol is None:
        raise NoSuchStatus(_TYPE[status], USUAL[_TYPE[status]], of_duplicates=duplicate)
    return symbol


def _stays(texts: Sequence[str], wish: Wish) -> int:
    """Which of the lines that take the place of one is that one, and not its next occurrence."""
    return 0 if wish.conventions.tasks.recurrence_on_next_line or len(texts) == 1 else 1


def _named(lines: Iterable[TaskLine], ids: Ids, uid: str) -> list[tuple[TaskLine, tuple[str, ...]]]:
    """Return what takes the place of lines that come to an id and to nothing else; an empty one leaves them."""
    return [(line, (ids.put(line, line.said.text, uid),)) for line in lines]


def edits_of(made: Iterable[tuple[TaskLine, tuple[str, ...]]], *, first: str = "") -> tuple[Edit, ...]:
    """Return the edits in the order of notes and lines, without those that change nothing.

    Args:
        made: Lines and what takes the place of each.
        first: The note to edit first: whatever stops the others, the line that carries the task on has its
            status then, and no closed duplicate speaks for the task.
    """
    edits = (
        Edit(path=line.path, line=line.line, before=(line.raw,), after=tuple(as_written(line, text) for text in texts))
        for line, texts in made
        if texts != (line.said.text,)
    )
    return tuple(sorted(edits, key=lambda edit: (edit.path != first, edit.path, edit.line)))
