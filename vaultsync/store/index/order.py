"""The order of a query's rows, as SQL over `asked`, as far as columns have it; `core.query.sorting` is the judge."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

import apsw

from vaultsync.core.model import Priority
from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.collation import collation_key
from vaultsync.core.query.sorting import TYPE_PLACES
from vaultsync.core.urgency import urgency_of
from vaultsync.core.values import Status
from vaultsync.core.views.wanted import section
from vaultsync.store.index.columns import NO_DAY, stored_key
from vaultsync.store.index.sought import ID
from vaultsync.store.index.texts import stored


def _counting(today: date) -> tuple[str, str]:
    """Return as SQL whether a row is scheduled by now, and whether it starts later."""
    now = today.toordinal()
    return f"(asked.on_scheduled > {NO_DAY} AND asked.on_scheduled <= {now})", f"(asked.on_start > {now})"


def _urgency(today: date) -> str:
    """Return the plugin's urgency of a row as SQL, which adds the same doubles in the same order."""
    now = today.toordinal()
    scheduled, later = _counting(today)
    late = f"({now} - asked.on_due)"
    due = f"CASE WHEN {late} >= 7 THEN 1.0 WHEN {late} >= -14 THEN ({late} + 14) * 0.8 / 21 + 0.2 ELSE 0.2 END"
    levels = " ".join(
        f"WHEN {level} THEN {urgency_of(None, None, None, priority, today)!r}"
        for level, priority in enumerate(Priority)
    )
    return (
        f"(0.0 + CASE WHEN asked.on_due > {NO_DAY} THEN 12.0 * ({due}) ELSE 0.0 END"
        f" + CASE WHEN {scheduled} THEN 5.0 ELSE 0.0 END"
        f" - CASE WHEN {later} THEN 3.0 ELSE 0.0 END + CASE asked.level {levels} END)"
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
_NOTHING: Final = f"x'{stored_key(collation_key('')).hex()}'"
_BEHIND: Final = "x'ff'"
"""Behind every key: no text of UTF-8 has this byte."""

_LABELLED = {
    "path": ("path", _NOTHING),
    "filename": ("filename", _NOTHING),
    "heading": ("heading", _NOTHING),
    "tag": ("tags", _BEHIND),
    "status.name": ("name", _NOTHING),
}
"""Sorters by what has a label: its column, and the key of a row without one."""

_SECTION = "CASE asked.status " + " ".join(f"WHEN '{each.value}' THEN {section(each)}" for each in Status) + " END"

_ALIKE = frozenset(("status.type", "urgency", "due", "priority"))
"""Sorters that ask nothing but `schema.ALIKE`, and whether a task is scheduled by now, or starts later."""


class Key(NamedTuple):
    """One term of an order."""

    term: str
    reverse: bool
    join: str = ""
    """What has to be joined for it."""


class Order(NamedTuple):
    """What rows are ordered by, as far as SQL knows it."""

    keys: tuple[Key, ...]
    whole: bool
    """Whether nothing is left to decide but the order of a list."""

    counting: tuple[str, ...] = ()
    """Where tasks with the same `schema.ALIKE` come by their places, but for those with a date that counts: whether
    a date does, as SQL; else nothing. See `alike`."""

    @property
    def joins(self) -> str:
        """What has to be joined to `asked`."""
        return "".join(key.join for key in self.keys)

    @property
    def to_the_end(self) -> str:
        """The same with what is left to the order of a list, where the date, the priority and the path are equal."""
        return f"{self.sql}, {_SECTION}, by_path.text, asked.line"

    @property
    def sql(self) -> str:
        """The terms of an ORDER BY."""
        return ", ".join(f"{key.term} DESC" if key.reverse else key.term for key in self.keys)


def order_of(
    database: apsw.Connection,
    look: narrow.Look,
    hashes: Callable[[], Mapping[int, int]] = dict,
    places: Callable[[narrow.Valued], Mapping[int, int] | None] = lambda _: None,
) -> Order:
    """Return the order that a query asks for, up to the first key that SQL does not know.

    Of descriptions only the beginnings are compared, so that the order ends behind them.

    Args:
        database: The connection of an index; a function is made on it for ids and for the random order.
        look: What the query asks for.
        hashes: Gives the hash of the day of every row that may be found, by its task.
        places: Gives the place of every such row by a function, by its task; None if the function fails.
    """
    keys: dict[str | narrow.Valued, Key] = {}
    for name, reverse in look.order:
        if name in keys:
            continue  # what is equal by a key is not told apart by it once more
        if isinstance(name, narrow.Valued):
            # Behind another key it is asked for few rows, and fails for no other.
            placed = None if keys else places(name)
            if placed is None:
                return Order(tuple(keys.values()), whole=False)
            database.create_scalar_function("placed", _known(placed), 1, deterministic=True)
            keys[name] = Key("placed(asked.task)", reverse)
        elif name == "description":
            keys[name] = Key("asked.begins", reverse)
            return Order(tuple(keys.values()), whole=False)
        elif name in _LABELLED:
            column, missing = _LABELLED[name]
            join = f" LEFT JOIN label AS by_{column} ON by_{column}.id = asked.{column}"
            keys[name] = Key(f"coalesce(by_{column}.key, {missing})", reverse, join)
        elif name == "id":
            database.create_scalar_function("collated", _collated, 1, deterministic=True)
            keys[name] = Key(f"CASE WHEN asked.links IS NULL THEN {_NOTHING} ELSE collated({ID}) END", reverse)
        elif name == "random":
            database.create_scalar_function("hashed", _known(hashes()), 1, deterministic=True)
            keys[name] = Key("hashed(asked.task)", reverse)
        elif name == "urgency" or name in _PLAIN:
            keys[name] = Key(f"-{_urgency(look.today)}" if name == "urgency" else _PLAIN[name], reverse)
        else:
            return Order(tuple(keys.values()), whole=False)
    *before, last = keys or [""]
    alike = last == "path" and not keys[last].reverse and _ALIKE.issuperset(before) and "urgency" in before
    return Order(tuple(keys.values()), bool(keys), _counting(look.today) if alike else ())


def _known(hashes: Mapping[int, int]) -> Callable[..., int]:
    return lambda *task: hashes[task[0]]


def _collated(*texts: Any) -> bytes:
    return stored_key(collation_key(stored(texts[0])))


def up_to(
    keys: Sequence[Key], values: Iterable[Any], where: str, bindings: tuple[Any, ...]
) -> tuple[str, tuple[Any, ...]]:
    """Return a condition with its bindings, narrowed to the rows that come no later than some values of the keys."""
    some: tuple[Any, ...] = ()
    closing = ""
    for key, value in zip(keys, values, strict=True):
        where += f" AND ({key.term} {'>' if key.reverse else '<'} ? OR ({key.term} = ?"
        some += (value, value)
        closing += "))"
    return where + closing, (*bindings, *some)
