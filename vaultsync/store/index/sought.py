"""What a query asks of an index, as SQL over `asked`; `order` has the order of its rows."""

import json
from collections.abc import Callable, Sequence
from typing import Any, Final

import apsw

from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index.schema import LABELS
from vaultsync.store.index.search import condition as wanted_sql
from vaultsync.store.index.sheets import NO_DAY
from vaultsync.store.index.texts import stored

ID: Final = "asked.links ->> 0"
"""The id of a row that has one, or waits for one; else it is NULL."""

_FACTS = {
    "closed": "asked.closed",
    "sub": "asked.sub",
    "tags": "asked.tags IS NOT NULL",
    "recurring": "asked.recurrence IS NOT NULL",
    "id": f"coalesce({ID}, '') != ''",
    "waits": "coalesce(json_array_length(asked.links), 0) > 1",
}
_MOST_REMEMBERED = 200_000
_NOWHERE: Final = "\uffff"
"""Stands for words that no text of ASCII has."""

_SIDE_BY_SIDE = 50
"""Conditions in one row; each is a step deeper to SQLite."""


class _FailedError(Exception):
    """A function fails for a task, or may fail for any."""


class Sought:
    """A condition over the table `asked`."""

    def __init__(
        self,
        database: apsw.Connection,
        linked: Callable[[narrow.Condition], list[int]],
        passing: Callable[[narrow.Valued, str, Sequence[Any]], list[int] | None],
        wanted: Wanted,
        narrowing: narrow.Narrowing,
    ) -> None:
        """Make functions of this connection for what SQL cannot judge.

        Args:
            database: The connection of an index.
            linked: Gives the tasks that wait for others, or for which others wait.
            passing: Gives those of some tasks, by SQL with its bindings, of which a function is true; None if it
                fails for one of them.
            wanted: What the tasks are.
            narrowing: What the query asks for.
        """
        self._db = database
        self._linked = linked
        self._passing = passing
        self._judges = 0
        self._bindings: list[Any] = []
        self.failed = False
        """Whether a function fails for a task that it may be asked about: it and what is behind it rule nothing out."""

        self._all: list[str] = []
        if wanted.live is not None and self._has_others(live=wanted.live):
            self._all.append(f"asked.live = {wanted.live:d}")
        if (rest := wanted._replace(live=None)) != Wanted(live=None):
            sql, bindings = wanted_sql(rest)
            self._bindings += bindings
            self._all.append(f"asked.task IN (SELECT task.id FROM task WHERE {sql})")
        self._narrow(_parts(narrowing.condition))

    @property
    def everything(self) -> bool:
        """Whether every task meets it, without looking."""
        return not self._all

    @property
    def where(self) -> tuple[str, tuple[Any, ...]]:
        """SQL with its bindings."""
        return _joined("AND", self._all) or "1", tuple(self._bindings)

    def _has_others(self, *, live: bool) -> bool:
        """Return whether there are tasks that are archived where live ones are wanted, or the other way round."""
        others = self._db.execute("SELECT 1 FROM tally WHERE live <> ? AND tasks > 0 LIMIT 1", (live,))
        return others.fetchone() is not None

    def _narrow(self, parts: list[narrow.Condition]) -> None:
        """Add conditions in their order: a function is run for the tasks that those before it leave.

        To run it behind all the others would cost less, and keep quiet about tasks that it fails for.
        """
        for part in parts:
            before = len(self._bindings)
            if _has_function(part):
                self._left = self.where
            try:
                self._all.append(self._sql(part))
            except _FailedError:
                del self._bindings[before:]
                self.failed = True
                return

    def _sql(self, condition: narrow.Condition) -> str:
        match condition:
            case narrow.Both(parts):
                found = _joined("AND", [*map(self._sql, parts)]) or "1"
            case narrow.Either(parts):
                found = _joined("OR", [*map(self._sql, parts)]) or "0"
            case narrow.Opposite(inner):
                found = f"{self._sql(inner)} IS NOT TRUE"
            case narrow.Rough(inner):
                found = self._sql(inner)
            case narrow.Valued():
                found = self._among("task", self._passed(condition))
            case narrow.Fallible():
                raise _FailedError
            case narrow.Anything():
                found = "1"
            case _:
                found = self._simple(condition)
        return f"({found})"

    def _simple(self, condition: narrow.Condition) -> str:
        match condition:
            case narrow.Holds(field, wanted):
                found = f"({_FACTS[field]}) = {wanted:d}"
            case narrow.Present(field, wanted):
                found = f"asked.{field} IS {'NOT ' if wanted else ''}NULL"
            case narrow.Impossible(field):
                found = f"asked.{field} = {NO_DAY}"
            case narrow.Among(field, values, negated):
                marks = ", ".join(self._bound(value) for value in sorted(values, key=str))
                found = f"asked.{field} {'NOT ' if negated else ''}IN ({marks})"
            case narrow.Span():
                found = self._span(condition)
            case narrow.Echoed(least, most):
                found = f"asked.lines - 1 BETWEEN {self._bound(least)} AND {self._bound(most)}"
            case narrow.Linked():
                found = "asked.links IS NOT NULL"
            case narrow.Blocked() | narrow.Blocking():
                found = self._among("task", self._linked(condition))
            case _:
                found = self._worded(condition)
        return found

    def _worded(self, condition: narrow.Condition) -> str:
        match condition:
            case narrow.Words(words):
                # As bytes: a text with bytes that are no UTF-8 is kept as them.
                sought = self._bound(words.encode("utf-8", "surrogateescape"))
                return f"instr(CAST(coalesce(asked.lower, lower(asked.description)) AS BLOB), {sought}) > 0"
            case narrow.Includes(field, words, negated):
                return self._includes(field, words, negated=negated)
            case narrow.Text(field, judge):
                return self._text(field, judge)
            case narrow.Stated(field, judge):
                return self._stated(field, judge)
            case narrow.Noted(field, judge_texts):
                return self._noted(field, judge_texts)
        raise AssertionError(condition)

    def _text(self, field: str, judge: Callable[[str], bool]) -> str:
        lets_through = _remembering(lambda text: judge(stored(text)))
        if field not in LABELS:
            name = f"judge_{self._judges}"
            self._judges += 1
            self._db.create_scalar_function(name, lambda *texts: lets_through(texts[0]), 1, deterministic=True)
            if field == "id":
                return f"CASE WHEN asked.links IS NULL THEN {int(lets_through(''))} ELSE {name}({ID}) END"
            return f"{name}(asked.description)"
        labels = self._db.execute("SELECT id, text FROM label WHERE kind = ?", (field,))
        numbers = [number for number, text in labels if lets_through(text)]
        return self._among(field, numbers, otherwise=lets_through(""))

    def _includes(self, column: str, words: str, *, negated: bool) -> str:
        """SQLite lower-cases as Python does where a text has nothing but ASCII; those are most."""

        def lets_through(text: str) -> bool:
            return (words in text.lower()) != negated

        plain = "typeof(text) = 'text' AND length(text) = octet_length(text)"
        labels = self._db.execute(
            f"SELECT id, iif({plain}, NULL, text) FROM label WHERE kind = ?"
            f" AND (NOT ({plain}) OR (instr(lower(text), ?) > 0) <> ?)",
            (column, words if words.isascii() else _NOWHERE, negated),
        )
        numbers = [number for number, text in labels if text is None or lets_through(stored(text))]
        return self._among(column, numbers, otherwise=lets_through(""))

    def _stated(self, field: str, judge: Callable[[str], bool]) -> str:
        if field == "raw":
            lines = self._db.execute("SELECT task, raw FROM line WHERE task IS NOT NULL")
            return self._among("task", [task for task, raw in lines if judge(stored(raw))])
        paths = self._db.execute("SELECT id, path FROM note")
        notes = json.dumps([note for note, path in paths if judge(stored(path))])
        sql = "SELECT task FROM line WHERE task IS NOT NULL AND note IN (SELECT value FROM json_each(?))"
        return self._among("task", [task for (task,) in self._db.execute(sql, (notes,))])

    def _noted(self, field: str, judge: Callable[[tuple[str, ...]], bool]) -> str:
        lets_through = _remembering(lambda kept: judge(_texts_in(kept)))
        notes = self._db.execute(
            "SELECT label.id, coalesce(note.facts -> ?, 'null') FROM label CROSS JOIN note ON note.path = label.text"
            " WHERE label.kind = 'path'",
            (field,),
        )
        return self._among("path", [number for number, kept in notes if lets_through(kept)])

    def _among(self, column: str, numbers: list[int], *, otherwise: bool = False) -> str:
        """Look a number up in a row of marks, which takes half as long as looking for it among others."""
        if not numbers:
            return f"asked.{column} IS NULL" if otherwise else "0"
        return f"ifnull(substr({self._bound(marks_of(numbers))}, asked.{column}, 1) = x'01', {otherwise:d})"

    def _passed(self, valued: narrow.Valued) -> list[int]:
        numbers = self._passing(valued, *self._left)
        if numbers is None:
            raise _FailedError
        return numbers

    def _bound(self, value: Any) -> str:
        self._bindings.append(value)
        return "?"

    def _span(self, span: narrow.Span) -> str:
        column = f"asked.{span.field}"
        within = f"{column} BETWEEN {self._bound(span.first.toordinal())} AND {self._bound(span.last.toordinal())}"
        return f"{within} OR {column} IS NULL" if span.or_none else within


def marks_of(numbers: Sequence[int]) -> bytes:
    """Return a row of marks: the byte before a number's place is 1."""
    marks = bytearray(max(numbers))
    for number in numbers:
        marks[number - 1] = 1
    return bytes(marks)


def _parts(condition: narrow.Condition) -> list[narrow.Condition]:
    """Return conditions that must all hold, and hold together if the whole one does."""
    if isinstance(condition, narrow.Both):
        return [part for each in condition.parts for part in _parts(each)]
    return [] if isinstance(condition, narrow.Anything) else [condition]


def _has_function(condition: narrow.Condition) -> bool:
    match condition:
        case narrow.Both(parts) | narrow.Either(parts):
            return any(map(_has_function, parts))
        case narrow.Opposite(inner) | narrow.Rough(inner):
            return _has_function(inner)
        case _:
            return isinstance(condition, narrow.Valued)


def _remembering(judge: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """Return a judge that remembers what it said; texts may come again and again."""
    said: dict[Any, bool] = {}
    tired = False

    def lets_through(text: Any) -> bool:
        nonlocal tired
        known = said.get(text)
        if known is None:
            try:
                known = tired or judge(text)
            except Unreadable:
                # A pattern that takes too long: whoever looks at each row will say so, if that row counts at all.
                known = tired = True
            if len(said) < _MOST_REMEMBERED:
                said[text] = known
        return known

    return lets_through


def _texts_in(kept: str) -> tuple[str, ...]:
    """Return the texts of one fact of a note, from its JSON: a text, a list, or null."""
    fact = json.loads(kept)
    texts = [fact] if isinstance(fact, str) else fact or []
    return tuple(text for text in texts if text)


def _joined(word: str, parts: list[str]) -> str:
    """Return conditions joined by a word, many of them by halves: SQLite takes no expression a thousand deep."""
    if len(parts) <= _SIDE_BY_SIDE:
        return f" {word} ".join(parts)
    half = len(parts) // 2
    return f"({_joined(word, parts[:half])}) {word} ({_joined(word, parts[half:])})"
