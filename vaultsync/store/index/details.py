"""The index as far as one task is told: its lines from rows, without reading them again.

SQLite takes the JSON of a line apart, since to import what Python has for that takes longer than all of it.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from vaultsync.core.finding import nothing, only, place_in
from vaultsync.core.seen import SeenLine, SeenNote, SeenSaid, SeenSource, SeenTask
from vaultsync.core.values import BadDate, Priority, Status, When, YearZero
from vaultsync.store.index.listing import SqliteListing
from vaultsync.store.index.texts import storable, stored

if TYPE_CHECKING:
    from vaultsync.core.model import TaskLine
    from vaultsync.core.reconcile.features import Features


def _listed(at: str) -> str:
    return f"(SELECT group_concat(value, char(10)) FROM json_each(said, '{at}'))"


# The places are those of `lines.said_row`.
_TEXTS = ("said ->> '$[1]'", _listed("$[2]"), _listed("$[9]"), *(f"said ->> '$[{at}]'" for at in (17, 19, 21)))
_DATES = tuple(f"said ->> '$[{at}]'" for at in (11, 12, 13, 14, 15, 16))
_SOURCE = tuple(f"coalesce(facts ->> '$.source[{at}]', '')" for at in range(3))
_COLUMNS = ", ".join(
    [
        "line.id, path, facts ->> '$.noted_on', not_live_because, line.line, raw, heading, line.name",
        "said ->> '$[0]', said ->> '$[10]'",
        *_DATES,
        # As bytes: a text of a note may hold what is no UTF-8.
        *(f"CAST({text} AS BLOB)" for text in (*_TEXTS, *_SOURCE)),
    ]
)
_LINES = f"SELECT {_COLUMNS} FROM line JOIN note ON note.id = line.note WHERE line.task = ?"


class SqliteDetails(SqliteListing):
    """The tasks of one vault, each with all that its lines say."""

    def find(self, names: Sequence[str]) -> tuple[SeenTask, ...]:
        """Return the tasks that names reach, each once: see `app.App.find`.

        Raises:
            NoSuchTask: A name reaches none, or several.
        """
        with self.reading():
            return tuple(map(self._task, dict.fromkeys(self._reached(name, names) for name in names)))

    def lines_of(self, path: str) -> "list[TaskLine]":
        """Return the task lines of one note."""
        from vaultsync.store.index.lines import line_of
        from vaultsync.store.index.rows import facts_of

        sql = (
            "SELECT facts, not_live_because, said, raw, line, heading, parent, line.name"
            " FROM line JOIN note ON note.id = line.note WHERE path = ? ORDER BY line"
        )
        return [
            line_of(said, facts_of(path, facts, because), stored(raw), (line, stored(heading), parent, name))
            for facts, because, said, raw, line, heading, parent, name in self._all(sql, (storable(path),))
        ]

    def features(self, place: tuple[str, int]) -> "Features | None":
        """Return what grouping compared of the line at a path and line number.

        None if nothing of it is kept, or was made by other words and weights than this program's.
        """
        from vaultsync.store.index.shelved import FORMAT, features_of

        sql = (
            "SELECT data FROM feature WHERE path = ? AND line = ?"
            " AND EXISTS (SELECT 1 FROM fact WHERE key = 'shelf' AND value = ?)"
        )
        row = self._one(sql, (storable(place[0]), place[1], FORMAT))
        return features_of(row[0]) if row else None

    def _reached(self, name: str, names: Sequence[str]) -> int:
        place, known = place_in(name), self._names
        found = (known.placed(*place) if place else []) or (known.named(name) if name else [])
        found = found or known.titled(name) or known.loosely_named(name)
        if not found:
            raise nothing(name, names, self)
        return only(name, found, self.row, self._names.of)

    def _task(self, number: int) -> SeenTask:
        sql = "SELECT uid, task.status, speaker FROM task JOIN asked ON asked.task = task.id WHERE id = ?"
        uid, status, speaker = self._one(sql, (number,))
        lines = {row[0]: _line(*row[1:]) for row in self._all(_LINES, (number,))}
        ordered = sorted(lines.values(), key=lambda line: (line.note.noted_on or date.min, line.path, line.line))
        return SeenTask(stored(uid), lines[speaker], Status(status), tuple(ordered))


def _line(path: Any, noted_on: str | None, because: str, line: int, raw: Any, heading: Any, *rest: Any) -> SeenLine:
    name, status, priority, *found = rest
    created, start, scheduled, due, done, cancelled = map(_when, found[:6])
    title, owners, tags, recurrence, id_, block_id, kind, ref, link = map(_text, found[6:])
    day = date.fromisoformat(noted_on) if noted_on else None
    return SeenLine(
        note=SeenNote(stored(path), day, SeenSource(kind, ref, link), because),
        line=line,
        raw=stored(raw),
        said=SeenSaid(
            tags=_parts(tags),
            priority=Priority(priority),
            created=created,
            start=start,
            scheduled=scheduled,
            due=due,
            done=done,
            cancelled=cancelled,
            recurrence=recurrence,
            id=id_,
            block_id=block_id,
        ),
        status=Status(status),
        title=title,
        owners=_parts(owners),
        heading=stored(heading),
        name=name,
    )


def _text(value: bytes | None) -> str:
    """Return a text of JSON; bytes that were no UTF-8 in the note are halves of a pair there."""
    return value.decode("utf-8", "surrogatepass") if value else ""


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n")) if text else ()


def _when(value: Any) -> When:
    """Return the date of `lines.said_row`; one of the year 0 comes as a list of one."""
    if value is None:
        return None
    if isinstance(value, int):
        return date.fromordinal(value)
    return YearZero(value[2:-2]) if value.startswith("[") else BadDate(value)
