"""What queries ask about, as columns: a row for each task, and the texts that many tasks share, each once."""

import json
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import apsw

from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.collation.keys import beginning_key, collation_key, letters_of
from vaultsync.core.query.groupers import filename_name, path_name
from vaultsync.core.query.row import QueryRow, row_of_task
from vaultsync.core.query.sorting import shown, type_rank
from vaultsync.core.values import When
from vaultsync.core.views.wanted import section, whose
from vaultsync.store.index.keys import stored_key
from vaultsync.store.index.kinds import kind_of
from vaultsync.store.index.schema import LABELS
from vaultsync.store.index.sheets import NEVER, NO_DAY, Sheets
from vaultsync.store.index.texts import storable, stored

if TYPE_CHECKING:
    from vaultsync.core.model import Task


class _Label(NamedTuple):
    """A text of a task that many others share."""

    text: Callable[[QueryRow], str]
    """An empty text has no label."""

    sorted_by: Callable[[str], str] | None
    """What of the text is sorted by, if anything sorts by it."""


_LABELS: Final[Mapping[str, _Label]] = {
    "path": _Label(lambda row: row.path, str),
    "filename": _Label(lambda row: row.filename, str),
    "heading": _Label(lambda row: row.heading, str),
    "tags": _Label(lambda row: "\n".join(row.tags), lambda tags: tags.partition("\n")[0]),
    "owners": _Label(lambda row: "\n".join(row.owners), None),
    "recurrence": _Label(lambda row: row.recurrence, None),
    "name": _Label(lambda row: row.setting.name, str),
    "title": _Label(lambda row: row.title, None),
    "source": _Label(lambda row: row.source, None),
}
"""By column of `asked`."""

HEADED: Final[Mapping[str, Callable[[str], str]]] = {"path": path_name, "filename": filename_name, "title": str}
"""What a group is called by the text of a label: for the columns that have nearly as many labels as there are notes."""

_LEFT = 4_096
"""After so many new labels those are looked for that no task has any more, for which all tasks are gone through."""

_COLUMNS = (
    *("task", "speaker", "lines", "live", "status", "whose", "closed", "type", "symbol", "priority"),
    *narrow.DAYS,
    *("sub", "links", "line", *LABELS, "description", "lower", "spoken", "begins"),
)
_INSERT = f"INSERT INTO asked ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_INSERT_ALIKE = "INSERT INTO alike VALUES (?, ?, ?, ?, ?, ?, ?)"


class Columns:
    """Writes what queries ask about into an index; its transactions are the index's."""

    def __init__(self, database: apsw.Connection, settings: TasksSettings, me: Collection[str]) -> None:
        """Stand on an open index.

        Args:
            database: Its connection.
            settings: The plugin's, as queries read them.
            me: The names of the vault's owner.
        """
        self._db = database
        self._settings = settings
        self._me = me
        self._sheets = Sheets(database)
        self._known: dict[tuple[str, str], tuple[int, bytes | None]] = {}
        self._many = False
        """Whether so many labels were made that it is worth looking for some that no task has any more."""

    def forget(self) -> None:
        """Drop what is known of the labels: another transaction may have taken them back."""
        self._known.clear()
        self._many = False

    def put(self, number: int, task: "Task", speaker: int) -> None:
        """Write the row of a task that has none.

        Args:
            number: Its row.
            task: The task.
            speaker: The row of the line that speaks for it.
        """
        row = row_of_task(task, self._settings)
        days = {field: _day(row.when(field)) for field in narrow.DAYS}
        labels = {column: self._label(column, label.text(row)) for column, label in _LABELS.items()}
        self._db.execute(
            _INSERT,
            (
                *(number, speaker, len(task.lines), task.live),
                *(task.status.value, whose(task.owners, self._me).value, row.done, row.setting.type),
                *(storable(row.said.symbol), row.priority),
                *days.values(),
                row.sub,
                json.dumps([row.id, *row.depends_on]) if row.id or row.depends_on else None,
                row.line,
                *(number for number, _ in labels.values()),
                storable(row.description),
                _lower(row.description),
                _spoken(row),
                stored_key(beginning_key(shown(row.description))),
            ),
        )
        kind = kind_of(row.setting.type, days["due"], row.priority)
        place = labels["path"][1], section(task.status), row.line
        self._db.execute(_INSERT_ALIKE, (number, kind, *place, days["scheduled"], days["start"]))
        self._sheets.put(
            number,
            (
                *(type_rank(row.setting.type), row.priority, row.done, len(task.lines)),
                *(NEVER if day is None else day for day in days.values()),
                *(number or 0 for number, _ in labels.values()),
                kind,
            ),
        )

    def drop(self, number: int) -> None:
        """Forget the row of a task."""
        self._db.execute("DELETE FROM asked WHERE task = ?", (number,))
        self._db.execute("DELETE FROM alike WHERE task = ?", (number,))
        self._sheets.drop(number)

    def sweep(self) -> None:
        """Drop the labels that no task has any more, now and then: every query would go on to ask about each."""
        if self._many:
            used = " UNION ALL ".join(f"SELECT {column} FROM asked WHERE {column} IS NOT NULL" for column in LABELS)
            self._db.execute(f"DELETE FROM label WHERE id NOT IN ({used})")
        self.forget()

    def _label(self, column: str, text: str) -> tuple[int | None, bytes | None]:
        """Return the number of a label, and of a path what `alike` orders it by; an empty text has no number."""
        if not text:
            return None, None
        known = self._known.get((column, text))
        if known is None:
            known = self._known[column, text] = self._kept(column, text)
        return known

    def _kept(self, column: str, text: str) -> tuple[int, bytes | None]:
        bindings = column, storable(text)
        sql = "SELECT id, place FROM label WHERE kind = ? AND text = ?"
        for number, ordered_by in self._db.execute(sql, bindings):
            return int(number), ordered_by
        sorted_by = _LABELS[column].sorted_by
        key = collation_key(sorted_by(text)) if sorted_by else ""
        # By its letters alone, which are half of it: hardly two paths have the same.
        ordered_by = stored_key(letters_of(key)) if column == "path" else None
        named = HEADED.get(column)
        headed = stored_key(letters_of(collation_key(named(text)))) if named else None
        row = *bindings, stored_key(key), ordered_by, headed
        self._db.execute("INSERT INTO label (kind, text, key, place, letters) VALUES (?, ?, ?, ?, ?)", row)
        number = self._db.last_insert_rowid()
        self._many = self._many or number % _LEFT == 0
        return number, ordered_by


_ASCII_LOWER = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def _lower(text: str) -> str | bytes | None:
    """Return a text in lower case, unless that is what SQLite makes of it, which knows the letters of ASCII."""
    lower = text.lower()
    plain = text.isascii() or lower == text or lower == text.translate(_ASCII_LOWER)
    return None if plain and isinstance(storable(text), str) else storable(lower)


def _spoken(row: QueryRow) -> int | str | bytes | None:
    """Return how the description is to be read with the global filter: see `spoken_of`."""
    wanted, place = row.settings.global_filter, row.spoken.find(row.settings.global_filter)
    for kept in (None, -1, max(place, 0)):
        if spoken_of(row.description, kept, wanted) == row.spoken:
            return kept
    return storable(row.spoken)


def spoken_of(description: str, kept: int | str | bytes | None, wanted: str) -> str:
    """Return a description with the global filter.

    Args:
        description: Without it.
        kept: Nothing if both are the same, -1 if the filter stands behind it, else where it stands in it; where all
            of that would be wrong, the whole text.
        wanted: The global filter.
    """
    if kept is None:
        return description
    if not isinstance(kept, int):
        return stored(kept)
    return f"{description} {wanted}" if kept < 0 else description[:kept] + wanted + description[kept:]


def _day(when: When) -> int | None:
    if when is None:
        return None
    return when.toordinal() if isinstance(when, date) else NO_DAY
