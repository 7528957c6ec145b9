"""What a query asks of an index, as SQL over `asked` and `task`: conditions, and an order as far as columns have it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import apsw

from vaultsync.core.model import NoteFacts, Priority
from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.collation import beginning_key
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.sorting import TYPE_PLACES, shown
from vaultsync.core.urgency import urgency_of
from vaultsync.core.wanted import Wanted
from vaultsync.store.search import condition as wanted_sql
from vaultsync.store.texts import stored

NO_DAY: Final = 0
"""Stands for a date that no calendar has; the first day of the calendar is 1."""

_TEXTS = {
    "description": "asked.description",
    "heading": "asked.heading",
    "path": "task.path",
    "owners": "task.who",
    "tags": "coalesce(asked.tags, '')",
    "recurrence": "coalesce(asked.rule, '')",
    "id": "coalesce(asked.links ->> 0, '')",
}
_VALUES = {"priority": "asked.level", "type": "asked.type", "status": "task.status", "whose": "task.whose"}
_FACTS = {
    "closed": "asked.closed",
    "sub": "asked.sub",
    "tags": "asked.tags IS NOT NULL",
    "recurring": "asked.rule IS NOT NULL",
    "id": "coalesce(asked.links ->> 0, '') != ''",
    "waits": "coalesce(json_array_length(asked.links), 0) > 1",
}
_MOST_REMEMBERED = 200_000
_SIDE_BY_SIDE = 50
"""Conditions in one row; each is a step deeper to SQLite."""


class Sought:
    """A condition over the tables `task` and `asked`."""

    def __init__(
        self,
        database: apsw.Connection,
        facts_at: Callable[[str | bytes], NoteFacts],
        wanted: Wanted,
        look: narrow.Look,
    ) -> None:
        """Make functions of this connection for what SQL cannot judge.

        Args:
            database: The connection of an index.
            facts_at: What the note at a stored path says of itself.
            wanted: What the tasks are.
            look: What the query asks for.
        """
        self._db = database
        self._facts_at = facts_at
        self._judges = 0
        self._bindings: list[Any] = []
        parts = [self._sql(look.condition)]
        if wanted.live is not None:
            parts.insert(0, f"asked.live = {wanted.live:d}")
        if (rest := wanted._replace(live=None)) != Wanted(live=None):
            sql, bindings = wanted_sql(rest)
            parts.append(f"asked.task IN (SELECT task.id FROM task WHERE {sql})")
            self._bindings += bindings
        self.where = " AND ".join(parts), tuple(self._bindings)

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
                found = f"asked.on_{field} IS {'NOT ' if wanted else ''}NULL"
            case narrow.Impossible(field):
                found = f"asked.on_{field} = {NO_DAY}"
            case narrow.Among(field, values, negated):
                marks = ", ".join(self._bound(value) for value in sorted(values, key=str))
                found = f"{_VALUES[field]} {'NOT ' if negated else ''}IN ({marks})"
            case narrow.Span():
                found = self._span(condition)
            case narrow.Echoed(least, most):
                found = f"asked.lines - 1 BETWEEN {self._bound(least)} AND {self._bound(most)}"
            case narrow.Linked():
                found = "asked.links IS NOT NULL"
            case _:
                found = self._worded(condition)
        return found

    def _worded(self, condition: narrow.Condition) -> str:
        match condition:
            case narrow.Words(words):
                # As bytes: a text with bytes that are no UTF-8 is kept as them.
                sought = self._bound(words.encode("utf-8", "surrogateescape"))
                return f"instr(CAST(coalesce(asked.lower, lower(asked.description)) AS BLOB), {sought}) > 0"
            case narrow.Text(field, judge):
                return f"{self._function(judge)}({_TEXTS[field]})"
            case narrow.Noted(judge_note):
                return f"{self._function(lambda path: judge_note(self._facts_at(path)), raw=True)}(task.path)"
        raise AssertionError(condition)

    def _bound(self, value: Any) -> str:
        self._bindings.append(value)
        return "?"

    def _span(self, span: narrow.Span) -> str:
        column = f"asked.on_{span.field}"
        first = self._bound(span.first.toordinal() if span.first else NO_DAY + 1)
        last = self._bound(span.last.toordinal() if span.last else date.max.toordinal())
        within = f"{column} BETWEEN {first} AND {last}"
        return f"{within} OR {column} IS NULL" if span.or_none else within

    def _function(self, judge: Callable[[Any], bool], *, raw: bool = False) -> str:
        """Make a function of SQL; notes, headings and tags come again and again, so it remembers what it said."""
        name = f"judge_{self._judges}"
        self._judges += 1
        said: dict[Any, bool] = {}
        tired = False

        def lets_through(*texts: Any) -> bool:
            nonlocal tired
            text = texts[0]
            known = said.get(text)
            if known is None:
                try:
                    known = tired or judge(text if raw else stored(text))
                except Unreadable:
                    # A pattern that takes too long: whoever looks at each row will say so, if that row counts at all.
                    known = tired = True
                if len(said) < _MOST_REMEMBERED:
                    said[text] = known
            return known

        self._db.create_scalar_function(name, lets_through, 1, deterministic=True)
        return name


def _joined(word: str, parts: list[str]) -> str:
    """Return conditions joined by a word, many of them by halves: SQLite takes no expression a thousand deep."""
    if len(parts) <= _SIDE_BY_SIDE:
        return f" {word} ".join(parts)
    half = len(parts) // 2
    return f"({_joined(word, parts[:half])}) {word} ({_joined(word, parts[half:])})"


def _urgency(today: date) -> str:
    """Return the plugin's urgency of a row as SQL, which adds the same doubles in the same order."""
    now = today.toordinal()
    late = f"({now} - asked.on_due)"
    due = f"CASE WHEN {late} >= 7 THEN 1.0 WHEN {late} >= -14 THEN ({late} + 14) * 0.8 / 21 + 0.2 ELSE 0.2 END"
    levels = " ".join(
        f"WHEN {level} THEN {urgency_of(None, None, None, priority, today)!r}"
        for level, priority in enumerate(Priority)
    )
    return (
        f"(0.0 + CASE WHEN asked.on_due > {NO_DAY} THEN 12.0 * ({due}) ELSE 0.0 END"
        f" + CASE WHEN asked.on_scheduled > {NO_DAY} AND asked.on_scheduled <= {now} THEN 5.0 ELSE 0.0 END"
        f" - CASE WHEN asked.on_start > {now} THEN 3.0 ELSE 0.0 END + CASE asked.level {levels} END)"
    )


_LAST: Final = 2**40
"""Behind every day: where a date is missing."""

_PLAIN = {
    "status.type": "CASE asked.type "
    + " ".join(f"WHEN '{type_}' THEN {place}" for type_, place in TYPE_PLACES.items())
    + " ELSE 8 END",
    "status": "asked.closed",
    "recurring": "(asked.rule IS NULL)",
    "priority": "asked.level",
    "echoes": "-asked.lines",
    **{day: f"coalesce(asked.on_{day}, {_LAST})" for day in narrow.DAYS},
    "happens": "min("
    + ", ".join(f"coalesce(nullif(asked.on_{day}, {NO_DAY}), {_LAST})" for day in ("start", "scheduled", "due"))
    + ")",
}
_COLLATED: dict[str, tuple[str, Callable[[str], str]]] = {
    "path": ("task.path", str),
    "filename": ("task.path", lambda path: path.rpartition("/")[2]),
    "heading": ("asked.heading", str),
    "description": ("asked.description", shown),
    "id": (_TEXTS["id"], str),
}
"""Texts that are ordered by their collation, and what of them is."""


class Key(NamedTuple):
    """One term of an order."""

    term: str
    reverse: bool


def keys_of(database: apsw.Connection, look: narrow.Look) -> tuple[Key, ...] | None:
    """Return what rows are ordered by, as far as SQL knows it; None if it knows nothing of it.

    Texts cost a function each; behind other keys they would decide little, so the order ends before them. Of a text
    its beginning is compared, so that the order ends behind it.
    """
    keys: list[Key] = []
    for name, reverse in look.order:
        if name in _COLLATED:
            if not keys:
                column, part = _COLLATED[name]
                keys.append(Key(f"{_collating(database, name, part)}({column})", reverse))
            break
        if name != "urgency" and name not in _PLAIN:
            break
        keys.append(Key(f"-{_urgency(look.today)}" if name == "urgency" else _PLAIN[name], reverse))
    return tuple(keys) or None


def in_order(keys: Sequence[Key]) -> str:
    """Return the ORDER BY of a statement that selects the terms of some keys."""
    return ", ".join(f"{place} DESC" if key.reverse else f"{place}" for place, key in enumerate(keys, 1))


def _collating(database: apsw.Connection, name: str, part: Callable[[str], str]) -> str:
    function = f"collated_{name}"
    known: dict[Any, bytes] = {}

    def key(*texts: Any) -> bytes:
        found = known.get(texts[0])
        if found is None:
            found = beginning_key(part(stored(texts[0]))).encode("utf-8", "surrogatepass")
            if len(known) < _MOST_REMEMBERED:
                known[texts[0]] = found
        return found

    database.create_scalar_function(function, key, 1, deterministic=True)
    return function


def up_to(
    keys: Sequence[Key], values: Iterable[Any], where: str, bindings: tuple[Any, ...]
) -> tuple[str, tuple[Any, ...]]:
    """Return a condition with its bindings, narrowed to the rows that come no later than some values of the keys."""
    some: tuple[Any, ...] = ()
    closing = ""
    for (term, reverse), value in zip(keys, values, strict=True):
        where += f" AND ({term} {'>' if reverse else '<'} ? OR ({term} = ?"
        some += (value, value)
        closing += "))"
    return where + closing, (*bindings, *some)
