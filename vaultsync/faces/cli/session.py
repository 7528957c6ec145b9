"""A session of triage: what a person types, which proposal is shown, and what became of the others."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import click

from vaultsync.core.errors import BY_SIGNAL, Busy, VaultSyncError
from vaultsync.core.values import Status
from vaultsync.faces.cli import complain
from vaultsync.faces.cli.opening import tell_of_forgotten
from vaultsync.faces.cli.whereabouts import Whereabouts
from vaultsync.faces.texts.words import clean, many

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.model import Task
    from vaultsync.core.views.listed import Listed
    from vaultsync.people import People

DEFERRED, ASSIGNED, MERGED = "deferred", "assigned", "merged"
"""What may be done to a proposal that stays one."""


class Decision(NamedTuple):
    """What was decided in this session."""

    at: int
    """Which of the proposals, from 0."""

    operation: int
    became: str
    """`accepted`, `rejected`, `done`, `deferred`, `assigned` or `merged`."""

    decides: bool
    """Whether it is no proposal any more."""

    joined: frozenset[int] = frozenset()
    """Which others of the proposals are the same task by it."""


class Session:
    """The proposals that somebody goes through, each looked at anew when it is its turn."""

    def __init__(self, app: "App", rows: Sequence["Listed"], total: int) -> None:
        """Begin with the first of them.

        Args:
            app: The application.
            rows: The proposals, as they stood when the session began.
            total: How many there are, these included.
        """
        self._app = app
        self._rows = rows
        self._uids = [row.uid for row in rows]
        self._where = Whereabouts(app, self._uids)
        self._total = total
        self._at = 0
        self._decisions: list[Decision] = []
        self._skipped = set[int]()
        self._gone = set[int]()
        self._people: People | None = None

    @property
    def beginning(self) -> str:
        """How many proposals there are."""
        few = f"The first {len(self._rows):,} of " if len(self._rows) < self._total else ""
        return f"{few}{many(self._total, 'proposal')}."

    @property
    def position(self) -> str:
        """Which of them is shown: `12 of 1,400`."""
        return f"{self._at + 1:,} of {len(self._rows):,}"

    @property
    def people(self) -> "People":
        """Who is who, as the notes say by now."""
        if self._people is None:
            from vaultsync.people import People

            self._people = People(self._app)
        return self._people

    @property
    def counts(self) -> Mapping[str, int]:
        """What became of how many."""
        skipped = len(self._skipped - {each.at for each in self._decisions})
        return {**Counter(each.became for each in self._decisions), "skipped": skipped}

    @property
    def left(self) -> int:
        """How many are proposals still, as far as was seen."""
        return self._total - len(self._away)

    @property
    def operations(self) -> list[int]:
        """The numbers of what was done, the oldest first."""
        return [each.operation for each in self._decisions]

    @property
    def _away(self) -> set[int]:
        return self._gone | self._joined | {each.at for each in self._decisions if each.decides}

    @property
    def _joined(self) -> set[int]:
        return {at for each in self._decisions for at in each.joined}

    def upcoming(self) -> "Task | None":
        """Return the proposal to show, and tell of those that are none any more; None after the last one."""
        self._sync()
        for at in range(self._at, len(self._rows)):
            self._at = at
            if at in self._joined:
                continue
            task = self._now(at) or self._reworded(at)
            if task is not None and task.status is Status.PROPOSED:
                self._gone.discard(at)
                self._where.see(self._uids[at], task)
                return task
            if at not in self._away:
                became = (
                    "nothing says it in these words any more" if task is None else f"it is {task.status.value} by now"
                )
                click.echo(f"Passed over, for {became}: {clean(self._rows[at].title)}")
                self._gone.add(at)
        return None

    def is_as_shown(self, task: "Task") -> bool:
        """Whether the notes say of the task that is shown what they said then."""
        self._sync()
        now = self._now(self._at)
        return now is not None and _words(now) == _words(task)

    def skip(self) -> None:
        """Go on, and decide nothing."""
        self._skipped.add(self._at)
        self._at += 1

    def may_be_one(self, task: "Task") -> "Listed | None":
        """Return the task with which one may be the same, the most likely; None if there is none."""
        found = self._app.index.suggested([task.uid])
        return found[0].beside(task.uid) if found else None

    def decided(self, operation: int, became: str) -> None:
        """Remember what was done to the task that is shown, and go on; what was merged and is a proposal, stays."""
        if became != MERGED:
            self._decisions.append(Decision(self._at, operation, became, became not in (DEFERRED, ASSIGNED)))
            self._at += 1
            return
        now = self._now(self._at)
        others = {at for at, uid in enumerate(self._uids) if now is not None and uid in now.names}
        decides = now is None or now.status is not Status.PROPOSED
        self._decisions.append(Decision(self._at, operation, became, decides, frozenset(others - {self._at})))
        self._at += decides

    def back(self) -> bool:
        """Go to the last one before that is a proposal; return whether there is one."""
        self._sync()
        for at in range(self._at - 1, -1, -1):
            task = None if at in self._joined else self._now(at)
            if task is not None and task.status is Status.PROPOSED:
                self._at = at
                return True
        return False

    def last(self) -> Decision | None:
        """Return the last decision that stands: others may have taken some back meanwhile. None if there is none."""
        from vaultsync.core.editing.undoing import undoable

        standing = {each.number for each in undoable(self._app.log())} if self._decisions else set()
        self._decisions = [each for each in self._decisions if each.operation in standing]
        return self._decisions[-1] if self._decisions else None

    def taken_back(self) -> None:
        """Forget the last decision, which was taken back, and go to its task."""
        self._at = self._decisions.pop().at

    def _sync(self) -> None:
        """Read what has changed, as a command does before it acts."""
        # Where another process reads the notes, the editor still refuses what has changed.
        with suppress(Busy):
            report = self._app.sync()
            tell_of_forgotten(self._app, report)
            if report.news:
                self._people = None

    def _now(self, at: int) -> "Task | None":
        """Return a task as the index has it; None if its name is gone."""
        uid = self._uids[at]
        return next((task for task in self._app.index.named(uid) if uid in task.names), None)

    def _reworded(self, at: int) -> "Task | None":
        """Find a task again that somebody has put into other words, and say so; None if it is gone."""
        task = self._where.follow(self._uids[at], self._uids)
        if task is not None:
            click.echo(f"Worded anew: {clean(self._rows[at].title)}")
            self._uids[at] = task.uid
        return task


def _words(task: "Task") -> list[tuple[str, str]]:
    """Return what the notes say of a task, wherever in them it stands."""
    return [(line.path, line.raw) for line in task.lines]


class Quit(Exception):
    """A person ends the session, or nobody can type any more."""


def asked_line(question: str) -> str:
    """Ask for a line, and return it without the white space around it.

    Raises:
        Quit: There is none.
    """
    click.echo(question, nl=False)
    return read(sys.stdin.readline).strip()


def asked_until(question: str, does: Callable[[str], bool | None]) -> bool:
    """Ask for a line, again after one that is refused, and return what came of it; False for an empty one.

    What is typed once more after a refusal answers the question: as keys, its letters would decide tasks.

    Args:
        question: What is asked.
        does: What is done with a line; None if it was not meant.

    Raises:
        Quit: There is no line.
    """
    while typed := asked_line(question):
        if (done := told(partial(does, typed))) is not None:
            return done
    return False


def told(does: Callable[[], bool | None]) -> bool | None:
    """Return what came of something; None if it was refused, which is told as the command line tells it.

    Raises:
        VaultSyncError: A signal has stopped it.
    """
    try:
        return does()
    except VaultSyncError as error:
        if error.exit_status > BY_SIGNAL:
            raise
        complain(error.message, error.remedy, error.details)
    except click.UsageError as error:
        click.echo(f"Error: {clean(error.format_message())}", err=True)
    return None


def read(reads: Callable[[], str]) -> str:
    """Return what a person types.

    Raises:
        Quit: They stop it, or the input has ended.
    """
    try:
        typed = reads()
    except (EOFError, KeyboardInterrupt):
        raise Quit from None
    if not typed:  # a terminal that was closed
        raise Quit
    return typed
