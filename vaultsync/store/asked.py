"""What queries ask about, in columns; `core.query.narrowing` says what its conditions mean."""

import json
from datetime import date
from functools import cached_property
from typing import Any

import apsw

from vaultsync.core.model import NoteFacts, Statement, Status, Task, When
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import StatusSetting
from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.asked import Asked, Left, asked_of_task, setting_of
from vaultsync.core.wanted import Wanted
from vaultsync.store.lines import DESCRIPTION, said_of
from vaultsync.store.rows import facts_of, storable, stored
from vaultsync.store.schema import ORDER
from vaultsync.store.sought import NO_DAY, Sought, in_order, keys_of, up_to

_DAYS = tuple(f"on_{day}" for day in narrow.DAYS)
_COLUMNS = (
    *("task", "speaker", "lines", "live", "closed", "type", "symbol", "level"),
    *(*_DAYS, "sub", "links", "tags", "rule", "heading", "description", "lower"),
)
COLUMNS = ", ".join(_COLUMNS)
_READ = (
    *("task.uid", "task.status", "task.path", "task.who"),
    *(f"asked.{column}" for column in _COLUMNS if column not in ("task", "live", "type", "lower")),
)
_UID, _STATUS, _PATH, _WHO, _SPEAKER, _LINES, _CLOSED, _SYMBOL, _LEVEL, _CREATED, *_REST = range(len(_READ))
_PLACES = {day: _CREATED + place for place, day in enumerate(narrow.DAYS)}
_SUB, _LINKS, _TAGS, _RULE, _HEADING, _DESCRIPTION = _REST[len(narrow.DAYS) - 1 :]
_STAGES = {stage.value: stage for stage in Status}


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
        *(number, speaker, len(task.lines), task.live),
        *(row.done, row.setting.type, storable(row.said.symbol), row.priority),
        *(_day(row.when(field)) for field in narrow.DAYS),
        row.sub,
        json.dumps([row.id, *row.depends_on]) if row.id or row.depends_on else None,
        storable("\n".join(row.tags)) if row.tags else None,
        storable(row.recurrence) if row.recurrence else None,
        storable(row.heading),
        storable(row.description),
        _lower(row.description),
    )


def _lower(text: str) -> str | bytes | None:
    """Return a text in lower case, unless that is what SQLite makes of it, which knows the letters of ASCII."""
    lower = text.lower()
    plain = text.isascii() or lower == text or lower == "".join(c.lower() if c.isascii() else c for c in text)
    return None if plain and isinstance(storable(text), str) else storable(lower)


def _day(when: When) -> int | None:
    if when is None:
        return None
    return when.toordinal() if isinstance(when, date) else NO_DAY


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

    def asked(self, wanted: Wanted, look: narrow.Look) -> Left:
        """Return tasks as a query sees them, in the order of a list; their lines are read as they are asked for."""
        sought = Sought(self._db, self.facts_at, wanted, look)
        order = ", ".join(f"task.{column}" for column in ORDER.split(", "))
        with_task = " CROSS JOIN task ON task.id = asked.task"
        where, bindings = sought.where
        beyond = 0
        if look.limit is not None and (keys := keys_of(self._db, look)) is not None:
            from_ = (
                f" FROM asked{with_task if 'task.' in where + ' '.join(key.term for key in keys) else ''} WHERE {where}"
            )
            ((passing,),) = self._db.execute(f"SELECT count(*){from_}", bindings)
            if look.limit < 1:
                return Left([], judged=True, beyond=passing)
            if look.limit < passing:
                last = f"SELECT {', '.join(key.term for key in keys)}{from_} ORDER BY {in_order(keys)} LIMIT 1 OFFSET ?"
                ((*values,),) = self._db.execute(last, (*bindings, look.limit - 1))
                where, bindings = up_to(keys, values, where, bindings)
                beyond = passing
        sql = f"SELECT {', '.join(_READ)} FROM asked{with_task} WHERE {where} ORDER BY {order}"
        rows = [StoredAsked(self, row) for row in self._db.execute(sql, bindings)]
        return Left(rows, judged=narrow.exact(look.condition), beyond=beyond - len(rows) if beyond else 0)

    def line(self, number: int) -> tuple[str, str, int, int]:
        """Return of a line what it says, as it is kept, its text and number, and the row of its note."""
        sql = "SELECT said, raw, line, note FROM line WHERE id = ?"
        ((said, raw, line, note),) = self._db.execute(sql, (number,))
        return said, stored(raw), line, note

    def spoken(self, number: int) -> str:
        """Return the description of a line, without reading the rest of what it says."""
        ((spoken,),) = self._db.execute("SELECT said -> ? FROM line WHERE id = ?", (DESCRIPTION, number))
        return str(json.loads(spoken))

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

    def facts_at(self, path: str | bytes) -> NoteFacts:
        """Return what the note at a path says about itself."""
        ((facts, because),) = self._db.execute("SELECT facts, not_live_because FROM note WHERE path = ?", (path,))
        return facts_of(stored(path), facts, because)


class StoredAsked(Asked):
    """A row of an index. Its line is read only if something asks for what no column has."""

    _of: Questions
    _row: tuple[Any, ...]

    def __init__(self, of: Questions, row: tuple[Any, ...]) -> None:
        """Take a row of `Questions.asked`."""
        # Written past the frozen fields; most rows are dropped as soon as they have been judged.
        mine = self.__dict__
        mine["_of"], mine["_row"] = of, row

    task = None

    @property
    def uid(self) -> str:
        """Of the task that the row stands for."""
        return stored(self._row[_UID])

    @property
    def path(self) -> str:
        """The note, relative to the vault."""
        return stored(self._row[_PATH])

    @property
    def settings(self) -> TasksSettings:
        """The plugin's, as queries read them."""
        return self._of.settings

    @property
    def setting(self) -> StatusSetting:
        """The row of the status settings."""
        return self._of.setting(self._row[_SYMBOL], self._row[_STATUS])

    @property
    def stage(self) -> Status:
        """How far the task has come."""
        return _STAGES[self._row[_STATUS]]

    @property
    def done(self) -> bool:
        """The plugin's `done`."""
        return bool(self._row[_CLOSED])

    @property
    def echoes(self) -> int:
        """How many more lines state the same task."""
        return int(self._row[_LINES]) - 1

    @property
    def description(self) -> str:
        """The description without the first occurrence of the global filter."""
        return stored(self._row[_DESCRIPTION])

    @property
    def spoken(self) -> str:
        """The description with the global filter."""
        return self._of.spoken(self._row[_SPEAKER])

    @property
    def heading(self) -> str:
        """Empty where there is none."""
        return stored(self._row[_HEADING])

    @cached_property
    def tags(self) -> tuple[str, ...]:
        """The tags as written, with `#`."""
        tags = self._row[_TAGS]
        return tuple(stored(tags).split("\n")) if tags else ()

    @property
    def recurrence(self) -> str:
        """The rule as the plugin writes it; empty if there is none."""
        return stored(self._row[_RULE] or "")

    @property
    def sub(self) -> bool:
        """Whether the line is indented, quotes aside."""
        return bool(self._row[_SUB])

    @cached_property
    def owners(self) -> tuple[str, ...]:
        """The assignees as written, without `@`."""
        return tuple(name for name in stored(self._row[_WHO]).split("\n") if name)

    @cached_property
    def _links(self) -> list[str]:
        links = self._row[_LINKS]
        return json.loads(links) if links else [""]

    @property
    def id(self) -> str:
        """The value of `🆔`; empty if there is none."""
        return self._links[0]

    @property
    def depends_on(self) -> tuple[str, ...]:
        """The ids that the line waits for."""
        return tuple(self._links[1:])

    @property
    def priority(self) -> int:
        """0 is highest, 3 is none, 5 is lowest."""
        return int(self._row[_LEVEL])

    @property
    def scheduled(self) -> When:
        """The scheduled date of the line, else the one that the file's name gives to a line without dates."""
        return self.when("scheduled")

    def when(self, field: str) -> When:
        """Return a date by its name."""
        if field == "happens":
            return self.happens
        day = self._row[_PLACES[field]]
        return None if day is None else date.fromordinal(day) if day else getattr(self.said, field)

    @cached_property
    def _line(self) -> tuple[str, str, int, int]:
        return self._of.line(self._row[_SPEAKER])

    @cached_property
    def said(self) -> Statement:
        """What the line says."""
        said, raw, *_ = self._line
        return said_of(said, raw)

    @property
    def line(self) -> int:
        """Line number in the file; the first line is 1."""
        return self._line[2]

    @cached_property
    def note(self) -> NoteFacts:
        """What the note says about itself."""
        return self._of.facts(self._line[3])
