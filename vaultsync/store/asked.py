"""What queries ask about, in columns; `core.query.narrowing` says what its conditions mean."""

import json
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any

import apsw

from vaultsync.core.model import NoteFacts, Statement, Status, Task, When
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import StatusSetting
from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.asked import Asked, asked_of_task, setting_of
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.wanted import Wanted
from vaultsync.store.lines import said_of
from vaultsync.store.rows import facts_of, storable, stored
from vaultsync.store.search import ORDER
from vaultsync.store.search import condition as wanted_sql

_DAYS = ", ".join(f"on_{day}" for day in narrow.DAYS)
_PLACES = {day: place for place, day in enumerate(narrow.DAYS)}
COLUMNS = f"task, speaker, lines, closed, type, symbol, level, {_DAYS}, description, links"
_TEXTS = {"description": "asked.description", "heading": "line.heading", "path": "task.path"}
_VALUES = {"priority": "asked.level", "type": "asked.type", "status": "task.status", "whose": "task.whose"}
_STAGES = {stage.value: stage for stage in Status}
_NO_DAY = 0
"""Stands for a date that no calendar has; the first day of the calendar is 1."""


def asked_row(number: int, task: Task, speaker: int, settings: TasksSettings) -> tuple[Any, ...]:
    """Return the columns of a task.

    Args:
        number: Its row.
        task: The task.
        speaker: The row of the line that speaks for it.
        settings: The plugin's, as queries read them.
    """
    row = asked_of_task(task, settings)
    return (
        *(number, speaker, len(task.lines), row.done, row.setting.type, storable(row.said.symbol), row.priority),
        *(_day(row.when(field)) for field in narrow.DAYS),
        storable(row.description),
        json.dumps([row.id, *row.depends_on]) if row.id or row.depends_on else None,
    )


def _day(when: When) -> int | None:
    if when is None:
        return None
    return when.toordinal() if isinstance(when, date) else _NO_DAY


class Questions:
    """What queries read."""

    def __init__(self, database: apsw.Connection, settings: TasksSettings) -> None:
        """Stand on an open index.

        Args:
            database: Its connection; functions are made on it.
            settings: The plugin's, as queries read them.
        """
        self._db = database
        self.settings = settings
        self._settings_of: dict[tuple[str, str], StatusSetting] = {}
        self._facts: dict[int, NoteFacts] = {}

    def asked(self, wanted: Wanted, condition: narrow.Condition) -> list[Asked]:
        """Return tasks as a query sees them, in the order of a list; their lines are read as they are asked for."""
        where, bindings = wanted_sql(wanted)
        narrowing = _Narrowing(self._db)
        judged = narrowing.sql(condition)
        # What a query asks about is looked through first; the other tables only for what is left.
        sql = (
            "SELECT asked.symbol, task.status, task.uid, task.path, task.who, asked.lines, asked.level, asked.speaker,"
            f" asked.description, asked.links, {_DAYS}"
            f" FROM asked CROSS JOIN (SELECT * FROM task WHERE {where}) AS task ON task.id = asked.task"
            f"{' CROSS JOIN line ON line.id = asked.speaker' if narrowing.needs_line else ''}"
            f" WHERE {judged} ORDER BY {', '.join(f'task.{column}' for column in ORDER.split(', '))}"
        )
        return [StoredAsked(self, row) for row in self._db.execute(sql, (*bindings, *narrowing.bindings))]

    def line(self, number: int) -> tuple[str, str, int, str, int]:
        """Return of a line what it says, as it is kept, its text, number and heading, and the row of its note."""
        sql = "SELECT said, raw, line, heading, note FROM line WHERE id = ?"
        ((said, raw, line, heading, note),) = self._db.execute(sql, (number,))
        return said, stored(raw), line, stored(heading), note

    def setting(self, symbol: str, stage: str) -> StatusSetting:
        """Return the status setting of a task by the symbol of its line."""
        found = self._settings_of.get((symbol, stage))
        if found is None:
            found = self._settings_of[symbol, stage] = setting_of(stored(symbol), Status(stage), self.settings)
        return found

    def facts(self, note: int) -> NoteFacts:
        """Return what a note says about itself."""
        if note not in self._facts:
            sql = "SELECT path, facts, not_live_because FROM note WHERE id = ?"
            ((path, facts, because),) = self._db.execute(sql, (note,))
            self._facts[note] = facts_of(stored(path), facts, because)
        return self._facts[note]


class StoredAsked(Asked):
    """A row of an index. Its line is read only if something asks for what no column has."""

    _of: Questions
    _level: int
    _days: list[int | None]
    _speaker: int
    _who: str
    _links: list[str] | None

    def __init__(self, of: Questions, row: tuple[Any, ...]) -> None:
        """Take a row of `Questions.asked`."""
        symbol, status, uid, path, who, lines, level, speaker, description, links, *days = row
        # Written past the frozen fields: most rows of a query are dropped as soon as they have been judged.
        self.__dict__.update(
            setting=of.setting(symbol, status), stage=_STAGES[status], uid=stored(uid), path=stored(path), task=None,
            echoes=lines - 1, description=stored(description), settings=of.settings,
            _of=of, _level=level, _days=days, _speaker=speaker, _who=who, _links=json.loads(links) if links else None,
        )  # fmt: skip

    @cached_property
    def _line(self) -> tuple[str, str, int, str, int]:
        return self._of.line(self._speaker)

    @cached_property
    def said(self) -> Statement:
        """What the line says."""
        said, raw, *_ = self._line
        return said_of(said, raw)

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The assignees as written, without `@`."""
        return tuple(name for name in stored(self._who).split("\n") if name)

    @property
    def line(self) -> int:
        """Line number in the file; the first line is 1."""
        return self._line[2]

    @property
    def heading(self) -> str:
        """Empty where there is none."""
        return self._line[3]

    @cached_property
    def note(self) -> NoteFacts:
        """What the note says about itself."""
        return self._of.facts(self._line[4])

    @property
    def id(self) -> str:
        """The value of `🆔`; empty if there is none."""
        return self._links[0] if self._links else ""

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The ids that the line waits for."""
        return tuple(self._links[1:]) if self._links else ()

    @property
    def priority(self) -> int:
        """0 is highest, 3 is none, 5 is lowest."""
        return self._level

    @property
    def scheduled(self) -> When:
        """The scheduled date of the line, else the one that the file's name gives to a line without dates."""
        return self.when("scheduled")

    def when(self, field: str) -> When:
        """Return a date by its name."""
        if field == "happens":
            return self.happens
        day = self._days[_PLACES[field]]
        return None if day is None else date.fromordinal(day) if day else getattr(self.said, field)


class _Narrowing:
    """A condition as SQL over the tables `task`, `asked` and, if it needs that, `line`."""

    def __init__(self, database: apsw.Connection) -> None:
        """Make functions of this connection for what SQL cannot judge."""
        self._db = database
        self._judges = 0
        self.bindings: list[Any] = []
        self.needs_line = False

    def sql(self, condition: narrow.Condition) -> str:
        """Return the expression; its values are added to `bindings`."""
        match condition:
            case narrow.Both(parts):
                found = " AND ".join(map(self.sql, parts))
            case narrow.Either(parts):
                found = " OR ".join(map(self.sql, parts))
            case narrow.Closed(wanted):
                found = f"asked.closed = {wanted:d}"
            case narrow.Present(field, wanted):
                found = f"asked.on_{field} IS {'NOT ' if wanted else ''}NULL"
            case narrow.Among():
                found = self._among(condition)
            case narrow.Text(field, judge):
                self.needs_line |= field == "heading"
                found = f"{self._function(judge)}({_TEXTS[field]})"
            case narrow.Span():
                found = self._span(condition)
            case narrow.Anything() | narrow.Whole():
                found = "1"
        return f"({found})"

    def _among(self, among: narrow.Among) -> str:
        self.bindings += sorted(among.values, key=str)
        marks = ", ".join("?" * len(among.values))
        return f"{_VALUES[among.field]} {'NOT ' if among.negated else ''}IN ({marks})"

    def _span(self, span: narrow.Span) -> str:
        column = f"asked.on_{span.field}"
        first = span.first.toordinal() if span.first else _NO_DAY + 1
        self.bindings += (first, span.last.toordinal() if span.last else date.max.toordinal())
        within = f"{column} BETWEEN ? AND ?"
        return f"{within} OR {column} IS NULL" if span.or_none else within

    def _function(self, judge: Callable[[str], bool]) -> str:
        name = f"judge_{self._judges}"
        self._judges += 1
        tired = False

        def lets_through(*texts: Any) -> bool:
            nonlocal tired
            try:
                return tired or judge(stored(texts[0]))
            except Unreadable:
                # A pattern that takes too long; whoever looks at each row will say so, if that row counts at all.
                tired = True
                return True

        self._db.create_scalar_function(name, lets_through, 1, deterministic=True)
        return name
