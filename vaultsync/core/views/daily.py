"""What people ask of their tasks every day: contradictions, what others owe, what a meeting needs."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from shlex import quote
from typing import Final

from vaultsync.core.model import NoteFacts, Status, Task, TaskLine
from vaultsync.core.notation.people import mentioned
from vaultsync.core.seen import came_back, split_off
from vaultsync.core.values import ACCEPTED
from vaultsync.core.views.wanted import Whose, whose

Answers = tuple[tuple[str, tuple[TaskLine, ...]], ...]
"""Each answer with the lines that give it."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that a task's lines disagree about."""

    task: Task
    about: str
    """`due`, `owner` or `status`."""

    said: Answers
    """The answer of the newest line last; an empty one, before all others, of a line that speaks and gives none."""

    newest: tuple[str, ...]
    """The answers in the newest notes: several where notes of one day disagree, none where no note has a date."""

    settles: tuple[str, ...]
    """The commands that settle it, with `TASK` for the task's name: one for each of the newest answers, else for all.

    That of the newest line stands first.
    """


_TOGETHER: Final = ", "
"""Between the people whom one line names."""


def conflicts(tasks: Iterable[Task], named: Callable[[str, TaskLine], str]) -> list[Conflict]:
    """Return what the lines of tasks disagree about, where no person has settled it yet.

    A line that speaks for its task and leaves unsaid what another one says disagrees, too. Lines that were closed as
    duplicates have no say, and a line with an id speaks for those without one: then only lines with an id can disagree.
    What is done stays done, whatever is said of it later; what perhaps came back is a task of its own if that is so.

    Args:
        tasks: Live tasks.
        named: Returns the one name of a person as a line writes it.
    """
    found: list[Conflict] = []
    for task in tasks:
        if not task.live:
            continue
        voices = [line for line in task.lines if line.live and not line.status.decided]
        lasting = [line for line in voices if line.ids]
        speaking = lasting or voices
        if not task.status.decided:
            found += _disagreements(task, speaking, named)
        if task.status is Status.DONE and any(line.status in ACCEPTED for line in voices):
            back = came_back(task)
            said = _answers(task.lines, lambda line: line.status.value if line.status is not Status.PROPOSED else "")
            settles = ("vaultsync done TASK", *([split_off(back)] if back else []))
            found.append(Conflict(task, "status", said, _newest(said), settles))
    return found


def _disagreements(task: Task, lines: Sequence[TaskLine], named: Callable[[str, TaskLine], str]) -> Iterable[Conflict]:
    due = _with_silence(task, lines, lambda line: str(line.said.due or ""))
    owners = _with_silence(
        task, lines, lambda line: _TOGETHER.join(sorted({named(owner, line) for owner in line.owners}))
    )
    for about, said, command in (("due", due, "defer"), ("owner", owners, "assign")):
        if len(said) > 1:
            newest = _newest(said)
            offered = newest or [answer for answer, _ in said if answer]
            # One person is put in charge, whoever the line names.
            each = dict.fromkeys(part for answer in reversed(offered) for part in answer.split(_TOGETHER))
            settles = tuple(f"vaultsync {command} TASK --to {quote(part)}" for part in each)
            yield Conflict(task, about, said, newest, settles)


def _with_silence(task: Task, lines: Iterable[TaskLine], ask: Callable[[TaskLine], str]) -> Answers:
    """Return the different answers of some lines, before them an empty one if the line that speaks gives none."""
    said = _answers(lines, ask)
    return said if ask(task.speaker) else (("", (task.speaker,)), *said)


def _answers(lines: Iterable[TaskLine], ask: Callable[[TaskLine], str]) -> Answers:
    """Return the different answers that lines give, that of the newest line last; a line without one has no say.

    An answer that an old line gave and the newest repeats is as new as that.
    """
    found: dict[str, list[TaskLine]] = {}
    for line in lines:
        if answer := ask(line):
            # What is put in again comes last.
            found[answer] = [*found.pop(answer, ()), line]
    return tuple((answer, tuple(said)) for answer, said in found.items())


def _newest(said: Answers) -> tuple[str, ...]:
    """Return the answers that notes of the newest day give; the empty one is none."""
    days = {answer: day for answer, lines in said if answer and (day := lines[-1].note.noted_on)}
    last = max(days.values(), default=None)
    return tuple(answer for answer, day in days.items() if day == last)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one person owes."""

    person: str
    tasks: tuple[Task, ...]
    """Accepted ones before proposals, the oldest first."""


def waiting(tasks: Iterable[Task], me: Collection[str], named: Callable[[str], str] = str) -> list[Owed]:
    """Return what others owe, by person; who owes most stands first.

    Args:
        tasks: Live tasks.
        me: The names of the vault's owner.
        named: Returns the one name of a person who is written in several ways.
    """
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if not task.status.decided and whose(task.owners, me) is Whose.OTHERS:
            for person in dict.fromkeys(named(owner) for owner in task.owners):
                found.setdefault(person, []).append(task)
    owed = [Owed(person, tuple(sorted(tasks, key=_age))) for person, tasks in found.items()]
    return sorted(owed, key=lambda each: (-len(each.tasks), each.person.casefold()))


def first_said(task: Task) -> date | None:
    """Return the day of the oldest dated note that states a task."""
    return next((line.note.noted_on for line in task.lines if line.note.noted_on), None)


def last_said(task: Task) -> date | None:
    """Return the day of the newest dated note that states a task."""
    return next((line.note.noted_on for line in reversed(task.lines) if line.note.noted_on), None)


def _age(task: Task) -> tuple[bool, date, str]:
    return task.status is Status.PROPOSED, first_said(task) or date.max, task.uid


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a talk with one person needs."""

    person: str
    they_owe: tuple[Task, ...]
    i_owe: tuple[Task, ...]
    """Accepted tasks, mine or nobody's, from notes about or with the person."""

    named: tuple[Task, ...]
    """Accepted tasks that ask nobody, and name the person with an `@` among their words."""

    undecided: tuple[Task, ...]
    """Proposals between us."""

    notes: tuple[NoteFacts, ...]
    """The last three notes in common, the newest first."""


def agenda(
    tasks: Iterable[Task],
    is_person: Callable[[str], bool],
    person: str,
    me: Collection[str],
    notes: Iterable[NoteFacts],
) -> Agenda:
    """Gather for a meeting what the vault's owner and a person owe each other, what is proposed, and their last notes.

    Args:
        tasks: Live tasks.
        is_person: Whether a name as written means the person.
        person: The person's name.
        me: The names of the vault's owner.
        notes: The facts of all notes.
    """
    they: list[Task] = []
    mine: list[Task] = []
    named: list[Task] = []
    undecided: list[Task] = []
    own = whose((person,), me) is Whose.MINE
    for task in tasks:
        if task.status.decided:
            continue
        theirs = any(is_person(owner) for owner in task.owners)
        shared = any(_about(line.note, is_person) for line in task.lines if line.live)
        if task.status is Status.PROPOSED:
            if theirs or (shared and whose(task.owners, me) is not Whose.OTHERS):
                undecided.append(task)
        elif theirs:
            (mine if own else they).append(task)
        elif not task.owners and _names(task, is_person):
            named.append(task)
        elif shared and whose(task.owners, me) is not Whose.OTHERS:
            mine.append(task)
    common = sorted(
        (note for note in notes if note.live and note.noted_on and _about(note, is_person)),
        key=lambda note: (note.noted_on or date.min, note.path),
        reverse=True,
    )
    they_owe, i_owe, only_named, proposed = (tuple(sorted(each, key=_age)) for each in (they, mine, named, undecided))
    return Agenda(person, they_owe, i_owe, only_named, proposed, tuple(common[:3]))


def _names(task: Task, is_person: Callable[[str], bool]) -> bool:
    return any(is_person(name) for names in mentioned(task.title) for name in names)


def _about(note: NoteFacts, is_person: Callable[[str], bool]) -> bool:
    return any(is_person(name) for name in (note.person, *note.participants) if name)
