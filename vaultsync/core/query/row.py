"""What queries ask about: one line that states a task, or one task through the line that speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.notation.dates import scheduled_by_file_name
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import StatusSetting
from vaultsync.core.text import js_trim
from vaultsync.core.urgency import urgency_of
from vaultsync.core.values import PRIORITIES, Status, When

if TYPE_CHECKING:
    from vaultsync.core.model import NoteFacts, Task
    from vaultsync.core.model import Statement as Said


@dataclass(frozen=True, kw_only=True, eq=False)
class QueryRow:
    """One row that a query judges. What follows from its parts is found once, when it is asked for."""

    said: Said
    path: str
    """The note, relative to the vault, with `/` between folders."""

    heading: str = ""
    """Empty where there is none."""

    setting: StatusSetting
    """The row of the status settings."""

    line: int = 1
    """Line number in the file; the first line is 1."""

    settings: TasksSettings = field(default_factory=TasksSettings, repr=False)
    stage: Status | None = None
    """How far the task has come; None where only the line is known."""

    note: NoteFacts | None = None
    owners: tuple[str, ...] = ()
    """The assignees as written, without `@`."""

    echoes: int = 0
    """How many more lines state the same task."""

    uid: str = ""
    """Of the task that the row stands for, if it stands for one."""

    task: Task | None = field(default=None, repr=False)
    """That task; None where an index gives only what queries ask about."""

    @cached_property
    def description(self) -> str:
        """The description without the first occurrence of the global filter, as queries see it."""
        wanted, description = self.settings.global_filter, self.said.description
        return js_trim(description.replace(wanted, "", 1)) if wanted else description

    @property
    def spoken(self) -> str:
        """The words of the line without its fields; with the global filter, which `description` leaves out."""
        return self.said.description

    @cached_property
    def filename(self) -> str:
        """The name of the note with `.md`."""
        return filename_of(self.path)

    @property
    def title(self) -> str:
        """What the note is called: its title, or the name of its file."""
        return (self.note.title if self.note else "") or self.filename.removesuffix(".md")

    @property
    def sources(self) -> tuple[str, ...]:
        """What the note says that it was made from."""
        return tuple(filter(None, self.note.source)) if self.note else ()

    @property
    def source(self) -> str:
        """The best that the note says of its source; empty if it says nothing."""
        return self.sources[-1] if self.sources else ""

    @cached_property
    def folder(self) -> str:
        """The folder of the note with a final `/`; `/` alone at the top of the vault."""
        return folder_of(self.path)

    @cached_property
    def root(self) -> str:
        """The first folder of the path with `/`; `/` alone at the top of the vault."""
        return root_of(self.path)

    @property
    def done(self) -> bool:
        """The plugin's `done`: DONE, CANCELLED and NON_TASK."""
        return self.setting.counts_as_done

    @property
    def text(self) -> str:
        """The line as it stands in the note, with misread signs repaired."""
        return self.said.text

    @property
    def stated(self) -> Iterable[tuple[str, str]]:
        """The note and the text of each line that states the task, as written."""
        if self.task is None:
            return ((self.path, self.text),)
        return ((line.path, line.raw) for line in self.task.lines)

    @property
    def marker(self) -> str:
        """What makes the line an item of a list: `-`, `*`, `+` or a number."""
        return self.said.marker

    @property
    def on_completion(self) -> str:
        """The value of `🏁`; empty if there is none."""
        return self.said.on_completion

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags as written, with `#`."""
        return self.said.tags

    @property
    def sub(self) -> bool:
        """Whether the line is indented, quotes aside."""
        indentation = self.said.indentation
        return bool(indentation) and not (">" in indentation and indentation.rpartition(">")[2] in ("", " "))

    @property
    def priority(self) -> int:
        """0 is highest, 3 is none, 5 is lowest."""
        return PRIORITIES.index(self.said.priority)

    @property
    def id(self) -> str:
        """The value of `🆔`; empty if there is none."""
        return self.said.id

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The ids that the line waits for."""
        return self.said.depends_on

    @cached_property
    def scheduled(self) -> When:
        """The scheduled date of the line, else the one that the file's name gives to a line without dates."""
        return self.said.scheduled or scheduled_by_file_name(self.path, self.settings, self.said)

    @cached_property
    def happenings(self) -> tuple[When, ...]:
        """Start, scheduled and due date."""
        return self.when("start"), self.scheduled, self.when("due")

    @cached_property
    def happens(self) -> date | None:
        """The first day among start, scheduled and due date; dates that no calendar has do not count."""
        return first_of(self.happenings)

    @cached_property
    def recurrence(self) -> str:
        """The rule as the plugin writes it; empty if there is none."""
        if not self.said.recurrence:
            return ""
        from vaultsync.core.notation.recurrence_next import Dates, rule_for
        from vaultsync.core.notation.recurrence_text import rule_text

        dates = Dates(self.said.start, self.scheduled, self.said.due)
        rule = rule_for(self.said.recurrence, dates, drop_scheduled=self.settings.remove_scheduled_on_recurrence)
        return rule_text(rule) if rule else ""

    def when(self, field: str) -> When:
        """Return a date by its name: `created start scheduled due done cancelled happens`."""
        if field == "scheduled":
            return self.scheduled
        found: When = self.happens if field == "happens" else getattr(self.said, field)
        return found

    def urgency(self, today: date) -> float:
        """How pressing the line is, in the plugin's number."""
        # A date that the file's name gives counts, too.
        priority = PRIORITIES[self.priority]
        return urgency_of(self.when("due"), self.scheduled, self.when("start"), priority, today)


class Narrowed(NamedTuple):
    """What an index leaves of its rows for a query."""

    rows: Sequence[QueryRow]
    """In the order of a list."""

    judged: bool = False
    """Whether every one of them is known to pass the filters."""

    ordered: bool = False
    """Whether they are in the order of the query already, and not in that of a list."""

    beyond: int = 0
    """How many more pass that the limit of the query cuts."""


class Search:
    """What one search runs over, and the day."""

    def __init__(self, linked: Callable[[], Sequence[QueryRow]], today: date) -> None:
        """Begin a search.

        Args:
            linked: Gives every row that has an id or waits for one, not only those that filters left.
            today: The day of reference.
        """
        self.linked = linked
        self.today = today

    @cached_property
    def _open(self) -> Sequence[QueryRow]:
        return [row for row in self.linked() if not row.done]

    @cached_property
    def open_ids(self) -> frozenset[str]:
        """The ids of all rows that are not done."""
        return frozenset(row.id for row in self._open if row.id)

    @cached_property
    def needed_ids(self) -> frozenset[str]:
        """The ids on which the tasks that are still to do depend (`⛔`)."""
        return frozenset(id_ for row in self._open for id_ in row.depends_on)

    def blocked(self, row: QueryRow) -> bool:
        """Whether a row that is not done waits for one that is not done."""
        return bool(row.depends_on) and not row.done and not self.open_ids.isdisjoint(row.depends_on)

    def blocking(self, row: QueryRow) -> bool:
        """Whether a row that is not done waits for this one, which is not done."""
        return bool(row.id) and not row.done and row.id in self.needed_ids


def first_of(days: Iterable[When]) -> date | None:
    """Return the first of some days; dates that no calendar has do not count."""
    return min((day for day in days if isinstance(day, date)), default=None)


def filename_of(path: str) -> str:
    """Return the name of a note with `.md`."""
    return path.rpartition("/")[2]


def folder_of(path: str) -> str:
    """Return the folder of a note with a final `/`; `/` alone at the top of the vault."""
    return path.rpartition("/")[0] + "/"


def root_of(path: str) -> str:
    """Return the first folder of a path with `/`; `/` alone at the top of the vault."""
    first, slash, _ = path.partition("/")
    return first + slash if slash else "/"


def row_of_task(task: Task, settings: TasksSettings) -> QueryRow:
    """Return the row of a task: what its speaking line says, with the status of the whole task."""
    line = task.speaker
    return QueryRow(
        said=line.said,
        path=line.path,
        heading=line.heading,
        setting=setting_of(line.said.symbol, task.status, settings),
        line=line.line,
        settings=settings,
        stage=task.status,
        note=line.note,
        owners=task.owners,
        echoes=len(task.lines) - 1,
        uid=task.uid,
        task=task,
    )


def setting_of(symbol: str, stage: Status, settings: TasksSettings) -> StatusSetting:
    """Return the status setting of a task.

    Where another line has decided the task, it is the first of that meaning, so that
    `not done` does not bring the task back.

    Args:
        symbol: Of the speaking line.
        stage: How far the task has come.
        settings: The vault's.
    """
    setting = settings.statuses[symbol]
    if stage is Status.PROPOSED or setting.meaning is stage:
        return setting
    return next((row for row in settings.statuses if row.meaning is stage), setting)
