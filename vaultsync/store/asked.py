"""What queries ask about, in columns; `core.query.narrowing` says what its conditions mean."""

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
COLUMNS = f"task, speaker, lines, closed, type, symbol, level, {_DAYS}, description"
_TEXTS = {"description": "asked.description", "heading": "line.heading", "path": "note.path"}
_VALUES = {"priority": "asked.level", "type": "asked.type", "status": "task.status", "whose": "task.whose"}
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
        """Return tasks as a query sees them, in the order of a list."""
        where, bindings = wanted_sql(wanted)
        narrowing = _Narrowing(self._db)
        sql = (
            f"SELECT asked.symbol, task.status, task.uid, task.path, asked.lines, asked.level, {_DAYS}, line.raw,"
            " line.said, line.line, line.heading, line.note, asked.description"
            # What a query asks about is looked through first; the other tables only for what is left.
            f" FROM asked CROSS JOIN (SELECT * FROM task WHERE {where}) AS task ON task.id = asked.task"
            " CROSS JOIN line ON line.id = asked.speaker CROSS JOIN note ON note.id = line.note"
            f" WHERE {narrowing.sql(condition)} ORDER BY {', '.join(f'task.{column}' for column in ORDER.split(', '))}"
        )
        return [StoredAsked(self, row) for row in self._db.execute(sql, (*bindings, *narrowing.bindings))]

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
    """A row of an index. What the line says is taken apart only if something asks for what no column has."""

    _of: Questions
    _level: int
    _days: list[int | None]
    _read: tuple[str, str]
    _note: int

    def __init__(self, of: Questions, row: tuple[Any, ...]) -> None:
        """Take a row of `Questions.asked`."""
        symbol, status, uid, path, lines, level, *days, raw, said, line, heading, note, description = row
        # Written past the frozen fields: most rows of a query are dropped as soon as they have been judged.
        self.__dict__.update(
            setting=of.setting(symbol, status), stage=Status(status), uid=stored(uid), path=stored(path), task=None,
            echoes=lines - 1, line=line, heading=stored(heading), description=stored(description), settings=of.settings,
            _of=of, _level=level, _days=days, _read=(said, stored(raw)), _note=note,
        )  # fmt: skip

    @cached_property
    def _said(self) -> tuple[tuple[str, ...], Statement]:
        return said_of(*self._read)

    @cached_property
    def said(self) -> Statement:
        """What the line says."""
        return self._said[1]

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The assignees as written, without `@`."""
        return self._said[0]

    @cached_property
    def note(self) -> NoteFacts:
        """What the note says about itself."""
        return self._of.facts(self._note)

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
    """A condition as SQL over the tables `task`, `asked`, `line` and `note`."""

    def __init__(self, database: apsw.Connection) -> None:
        """Make functions of this connection for what SQL cannot judge."""
        self._db = database
        self._judges = 0
        self.bindings: list[Any] = []

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
