"""A row that an index has found, and the block that it is read in."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import StatusSetting
from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.row import QueryRow
from vaultsync.core.values import Status, When
from vaultsync.store.index.columns import spoken_of
from vaultsync.store.index.schema import LABELS, SAID
from vaultsync.store.index.sheets import NEVER, NO_DAY
from vaultsync.store.index.texts import stored

if TYPE_CHECKING:
    from vaultsync.core.model import NoteFacts, Statement
    from vaultsync.store.index.query_reader import QueryReader

MANY: Final = 5_000
"""From so many rows on it costs less to go through the whole table than to look for each of them."""

WITH_TASK: Final = " CROSS JOIN task ON task.id = asked.task"
_WITH_LINE: Final = " CROSS JOIN line ON line.id = asked.speaker"
_ELSEWHERE: Final = {
    "uid": ("task.uid", WITH_TASK),
    "raw": ("line.raw", _WITH_LINE),
    **{name: (term, _WITH_LINE) for name, term in SAID.items()},
    **{name: (f"by_{name}.text", f" LEFT JOIN label AS by_{name} ON by_{name}.id = asked.{name}") for name in LABELS},
}


def column_of(name: str) -> tuple[str, str]:
    """Return the term of something that the index says of a task, and what has to be joined to `asked` for it."""
    return _ELSEWHERE.get(name, (f"asked.{name}", ""))


_STAGES = {stage.value: stage for stage in Status}


def text_of(value: Any) -> str:
    """Return a text that is empty where there is none."""
    return stored(value or "")


def texts_of(value: Any) -> tuple[str, ...]:
    """Return the texts that stand together in one, line by line."""
    return tuple(stored(value).split("\n")) if value else ()


class Block(dict[str, Sequence[Any]]):
    """Some rows that were found one behind the other: what one is asked for, the others will be asked for, too.

    By the name of a column it gives what the index says there of each of them.
    """

    __slots__ = ("labels", "numbers", "of")

    def __init__(
        self, of: "QueryReader", numbers: Sequence[int], columns: dict[str, Sequence[Any]] | None = None
    ) -> None:
        """Take the rows of some tasks, with what was read of them already."""
        super().__init__(columns or {})
        self.of = of
        self.numbers = numbers
        self.labels: dict[str, Sequence[int]] = {}
        """By column, the labels of the rows, as far as they are known."""

    def __missing__(self, name: str) -> Sequence[Any]:
        """Read a column."""
        if name in self.labels:
            found: Sequence[Any] = self.of.labelled(name, self.labels[name])
        else:
            found = self.of.column(name, self.numbers)
        self[name] = found
        return found

    def know(self, name: str, numbers: Sequence[int]) -> None:
        """Take a column of the rows as numbers, as `sheets.Sheets` has it."""
        if name in LABELS:
            self.labels[name] = numbers
        elif name in DAYS:
            self[name] = [None if number == NEVER else max(number, NO_DAY) for number in numbers]
        elif name != "type":  # which is a text in this column
            self[name] = numbers


class StoredRow(QueryRow):
    """A row of an index. What it says is read only if something asks for it."""

    _in: Block
    _at: int

    def __init__(self, block: Block, at: int) -> None:
        """Take a row of a block."""
        # Written past the frozen fields; most rows are dropped as soon as they have been judged.
        mine = self.__dict__
        mine["_in"], mine["_at"] = block, at

    task = None

    def _get(self, name: str) -> Any:
        return self._in[name][self._at]

    @property
    def uid(self) -> str:
        """Of the task that the row stands for."""
        return stored(self._get("uid"))

    @property
    def path(self) -> str:
        """The note, relative to the vault."""
        return stored(self._get("path"))

    @property
    def settings(self) -> TasksSettings:
        """The plugin's, as queries read them."""
        return self._in.of.settings

    @property
    def setting(self) -> StatusSetting:
        """The row of the status settings."""
        return self._in.of.setting(self._get("symbol"), self._get("status"))

    @property
    def stage(self) -> Status:
        """How far the task has come."""
        return _STAGES[self._get("status")]

    @property
    def done(self) -> bool:
        """The plugin's `done`."""
        return bool(self._get("closed"))

    @property
    def echoes(self) -> int:
        """How many more lines state the same task."""
        return int(self._get("lines")) - 1

    @property
    def description(self) -> str:
        """The description without the first occurrence of the global filter."""
        return stored(self._get("description"))

    @property
    def spoken(self) -> str:
        """The description with the global filter."""
        block, at = self._in, self._at
        return spoken_of(stored(block["description"][at]), block["spoken"][at], block.of.settings.global_filter)

    @property
    def text(self) -> str:
        """The line as it stands in the note, with misread signs repaired."""
        repaired = self._get("repaired")
        return stored(self._get("raw")) if repaired is None else str(json.loads(repaired))

    @property
    def stated(self) -> Iterable[tuple[str, str]]:
        """The note and the text of each line that states the task, as written."""
        return self._in.of.stated(self._in.numbers[self._at])

    @property
    def marker(self) -> str:
        """What makes the line an item of a list: `-`, `*`, `+` or a number."""
        return str(self._get("marker"))

    @property
    def on_completion(self) -> str:
        """The value of `🏁`; empty if there is none."""
        return str(self._get("on_completion"))

    @property
    def heading(self) -> str:
        """Empty where there is none."""
        return text_of(self._get("heading"))

    @property
    def title(self) -> str:
        """What the note is called: its title, or the name of its file."""
        return text_of(self._get("title"))

    @property
    def source(self) -> str:
        """The best that the note says of its source; empty if it says nothing."""
        return text_of(self._get("source"))

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags as written, with `#`."""
        return texts_of(self._get("tags"))

    @property
    def recurrence(self) -> str:
        """The rule as the plugin writes it; empty if there is none."""
        return text_of(self._get("recurrence"))

    @property
    def sub(self) -> bool:
        """Whether the line is indented, quotes aside."""
        return bool(self._get("sub"))

    @property
    def owners(self) -> tuple[str, ...]:
        """The assignees as written, without `@`."""
        return texts_of(self._get("owners"))

    @cached_property
    def _links(self) -> list[str]:
        links = self._get("links")
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
        return int(self._get("priority"))

    @property
    def scheduled(self) -> When:
        """The scheduled date of the line, else the one that the file's name gives to a line without dates."""
        return self.when("scheduled")

    def when(self, field: str) -> When:
        """Return a date by its name."""
        if field == "happens":
            return self.happens
        day = self._get(field)
        return None if day is None else date.fromordinal(day) if day else getattr(self.said, field)

    @cached_property
    def _line(self) -> tuple[str, str, int]:
        return self._in.of.line(self._get("speaker"))

    @cached_property
    def said(self) -> "Statement":
        """What the line says."""
        from vaultsync.store.index.lines import said_of  # columns have what most queries ask

        said, raw, _ = self._line
        return said_of(said, raw)

    @property
    def line(self) -> int:
        """Line number in the file; the first line is 1."""
        return int(self._get("line"))

    @cached_property
    def note(self) -> "NoteFacts":
        """What the note says about itself."""
        return self._in.of.facts(self._line[2])
