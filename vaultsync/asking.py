"""What people ask of an application: why, what is owed, what is new. Who is who is asked of `people`."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cached_property

from vaultsync.app import App
from vaultsync.core.errors import NoSuchNote
from vaultsync.core.finding import beginnings, no_such_line, place_in
from vaultsync.core.model import NoteFacts, Status, Task, TaskLine
from vaultsync.core.provenance import origin
from vaultsync.core.provenance.messages import messages
from vaultsync.core.seen import echoes
from vaultsync.core.values import ACCEPTED, ME
from vaultsync.core.views import daily as views
from vaultsync.core.views.decisions import Decision, decisions, may_hold_decisions
from vaultsync.core.views.digest import Digest, Snapshot, digest, digest_since, snapshot
from vaultsync.core.views.funnel import Funnel, funnel
from vaultsync.core.views.nearby import NearTask, known
from vaultsync.core.views.notify import Pending
from vaultsync.core.views.wanted import Wanted, Whose, whose
from vaultsync.core.walk import UnreadableNote
from vaultsync.explaining import Explaining
from vaultsync.explaining import Reason as Reason
from vaultsync.people import People

_EVERYTHING = Wanted(live=None)
_MINE = frozenset({Whose.MINE, Whose.UNASSIGNED})
_WEEK = 7


class Asking:
    """Questions to one vault."""

    def __init__(self, app: App) -> None:
        """Ask an application whose index is up to date."""
        self._app = app
        self._index = app.index
        self._me = app.conventions.me
        self._explaining = Explaining(app.index, app.conventions.me)

    @cached_property
    def people(self) -> People:
        """Who is who in the vault."""
        return People(self._app)

    @property
    def notes(self) -> list[NoteFacts]:
        """What every note says about itself."""
        return self.people.notes

    def why(self, one: str, other: str) -> Reason:
        """Explain why two lines are one task or two.

        Of two tasks that are named as a whole, these are the most alike, as in `suggestions`.

        Args:
            one: A task's name, a line's provisional name, or `PATH:LINE`.
            other: The same.
        """
        with self._index.reading():
            (first, task), (second, other_task) = self._line(one), self._line(other)
            if task.uid == other_task.uid:
                return self._explaining.reason(first or task.speaker, second or other_task.speaker, "same")
            return self._explaining.tasks(task, other_task, self._suggested(task, other_task), line=(first, second))

    def suggestions(self) -> list[tuple[float, Task, Task, Reason]]:
        """Return pairs of tasks that a person should decide, the likely ones first, then by score, and the reasons."""
        with self._index.reading():
            found = [
                (score, one, other, self._explaining.tasks(one, other, score))
                for score, one, other in self._index.suggestions()
            ]
        return sorted(found, key=lambda pair: not pair[3].because.is_likely)

    def conflicts(self) -> list[views.Conflict]:
        """Return what the lines of tasks disagree about."""
        return views.conflicts(self._index.tasks(Wanted()), self.people.named_in)

    def echoed(self) -> list[Task]:
        """Return decided tasks that some of their lines still ask for, or again."""
        return [task for task in self._index.tasks(Wanted()) if echoes(task)]

    def waiting(self) -> list[views.Owed]:
        """Return what others owe, by person."""
        return views.waiting(self._index.tasks(Wanted()), self.people.mine, self.people.name_of)

    def agenda(self, name: str) -> views.Agenda:
        """Return what a talk with one person needs.

        Raises:
            NoSuchPerson: Nobody, or more than one person, goes by the name.
        """
        person = self.people.person(name).name
        tasks = self._index.tasks(Wanted())
        people = self.people
        return views.agenda(tasks, lambda written: people.name_of(written) == person, person, people.mine, self.notes)

    def digest(self, since: date | Snapshot, promoted: Collection[str] = ()) -> Digest:
        """Return what is new since a day, or since a snapshot, whatever dates notes carry: see `core.views.digest`."""
        tasks = self._index.tasks(_EVERYTHING)
        if isinstance(since, Snapshot):
            return digest_since(tasks, since)
        return digest(tasks, since, self._app.conventions.proposed_tag, promoted)

    def pending(self, last: Snapshot | None) -> Pending:
        """Return what is due today or overdue, and what was proposed since a snapshot, of what is mine or nobody's.

        Args:
            last: How the tasks stood then; None: what the notes of the last week propose.
        """
        today = self._app.today
        accepted = self._index.tasks(Wanted(statuses=ACCEPTED, whose=_MINE, due_to=today))
        new = self.digest(last or today - timedelta(days=_WEEK)).new
        return Pending(
            due=tuple(task for task in accepted if task.due == today),
            overdue=tuple(task for task in accepted if task.due != today),
            proposed=tuple(
                task for task in new if task.status is Status.PROPOSED and whose(task.owners, self._me) in _MINE
            ),
        )

    def snapshot(self) -> Snapshot:
        """Return how the tasks stand now, for a later digest."""
        return snapshot(self._index.tasks(_EVERYTHING), self._app.today)

    def funnel(self) -> Funnel:
        """Return how many of the lines are left to decide."""
        index = self._index
        return funnel(index.counts(), index.tasks(Wanted()), short=index.short, me=self._me, today=self._app.today)

    def decisions(self, since: date | None = None, person: str = "") -> list[Decision]:
        """Return what meetings decided, the newest first; of one person's meetings if one is named.

        Raises:
            NoSuchPerson: Nobody goes by the name.
        """
        if person and person.casefold() not in ME and not self.people.registry.resolve(person).people:
            person = self.people.person(person).name
        found = [decision for note in self.notes if note.live for decision in self._decisions(note)]
        if since is not None:
            found = [each for each in found if each.note.noted_on and each.note.noted_on >= since]
        if person:
            wanted = self.people.name_of(person)
            found = [each for each in found if wanted in map(self.people.name_of, _people_of(each.note))]
        return sorted(
            found, key=lambda each: (each.note.noted_on or date.min, each.note.path, -each.line), reverse=True
        )

    def known(self, path: str) -> list[NearTask]:
        """Return the tasks near a note, for a program that might propose them again.

        Raises:
            NoSuchNote: There is no such note.
        """
        note = next((each for each in self.notes if each.path == path), None)
        if note is None:
            raise NoSuchNote(f"there is no note {path}", remedy="Name it relative to the vault, with its `.md`.")
        thread = origin.thread(origin.source_of(note, self._index.known_as), self._read)
        return known(self._index.tasks(_EVERYTHING), note, (*messages(self._read(path)), *thread))

    def _decisions(self, note: NoteFacts) -> tuple[Decision, ...]:
        data = self._read(note.path)
        return decisions(note, data) if may_hold_decisions(data) else ()

    def _read(self, path: str) -> bytes:
        try:
            return self._app.vault.read(path)[0]
        except (FileNotFoundError, UnreadableNote):
            return b""

    def _line(self, name: str) -> tuple[TaskLine | None, Task]:
        """Return the line that a name means, and its task; None if the name means the task."""
        if place := place_in(name):
            for task in self._index.placed(*place):
                return next(line for line in task.lines if line.place == place), task
            self._refuse_place(*place)
        (task,) = self._app.find([name])
        meant = (name, *beginnings(name))
        if task.uid.startswith(meant):
            return None, task
        return next((line for line in task.lines if line.name.startswith(meant)), None), task

    def _refuse_place(self, path: str, number: int) -> None:
        """Refuse a line that is no task of a note that there is; what is no note may be the words of a task."""
        if any(note.path == path for note in self.notes):
            raise no_such_line(path, number, [line.line for line in self._index.lines_of(path)])

    def _suggested(self, one: Task, other: Task) -> float | None:
        """Return how alike two tasks are, if a person is asked about them."""
        pair = {one.uid, other.uid}
        found = self._index.suggestions()
        return next((score for score, first, second in found if {first.uid, second.uid} == pair), None)


def _people_of(note: NoteFacts) -> Iterator[str]:
    yield from (name for name in (note.person, *note.participants) if name)
