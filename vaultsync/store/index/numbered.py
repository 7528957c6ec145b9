"""Many tasks in an order of their own: by numbers of what they are ordered by, and equals in the plugin's own order.

SQLite would compare the texts of all tasks. Here one number of each is compared, over an order that is made
kind by kind already (`alike`), and sorting leaves equals as they are.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter, neg, not_
from typing import Any, Final

import apsw

from vaultsync.core.model import Priority
from vaultsync.core.query.collation import collation_key
from vaultsync.core.query.collation import places as places_of
from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.sorting import shown
from vaultsync.core.urgency import urgency_of
from vaultsync.store.index import alike
from vaultsync.store.index.columns import NO_DAY, stored_key
from vaultsync.store.index.order import BEHIND, DESCRIBED, Key, Label, Order
from vaultsync.store.index.sheets import NEVER, SheetColumns
from vaultsync.store.index.texts import stored

LABELS: Final = "SELECT id, key FROM label WHERE kind = ? ORDER BY key"
_NOTHING: Final = stored_key(collation_key(""))
_PRIORITIES: Final = tuple(Priority)
_LAST: Final = date.max.toordinal() + 1

Found = tuple[str, Sequence[Any]]
"""Tasks, as SQL over `asked` with its values."""


def in_order(database: apsw.Connection, order: Order, found: Found | None) -> Sequence[int]:
    """Return tasks in order.

    Args:
        database: The connection of an index.
        order: An order that has its `numbered`.
        found: Which tasks; None: all there are.
    """
    assert order.numbered is not None
    tasks = None
    if found is not None:
        (tasks,) = alike.lists(database, f"SELECT group_concat(asked.task) FROM asked WHERE {found[0]}", found[1])
        if order.whole and len(tasks) < alike.FEW:
            return alike.compared(database, order, tasks)
    plain = alike.in_order(database, order.numbered, tasks)
    if not order.numbered.first:
        return plain
    columns = SheetColumns(database)
    numbers: Iterable[int] | None = None
    for key in order.numbered.first:
        more, above = _numbers(database, key, columns, found, order.numbered.today)
        numbers = more if numbers is None else [a * above + b for a, b in zip(numbers, more, strict=True)]
    assert numbers is not None
    return sorted(plain, key=[*numbers].__getitem__)


def _numbers(
    database: apsw.Connection, key: Key, columns: SheetColumns, found: Found | None, today: date
) -> tuple[Iterable[int], int]:
    """Return the place of each task by a key, and a number above all of them; of one that is not found, any."""
    if key.label is not None:
        places = _labels(database, key.label, reverse=key.reverse)
        return map(places.__getitem__, columns[key.label.kind]), len(places) + 1
    if key.text:
        return _by_texts(database, key, len(columns), found or ("1", ()))
    if key.places is not None:
        return _placed([key.places.get(task, 0) for task in range(len(columns))], int, reverse=key.reverse)
    if key.name == "urgency":
        return _placed(*_urgency(columns, today), reverse=key.reverse)
    if key.name == "happens":
        days = zip(*(columns[f"on_{day}"] for day in ("start", "scheduled", "due")), strict=True)
        return _placed([*days], lambda days: min(day if day > NO_DAY else _LAST for day in days), reverse=key.reverse)
    name, of = _COLUMNS[key.name]
    return _placed(columns[name], of, reverse=key.reverse)


def _day(on: int) -> int:
    return _LAST if on == NEVER else on


_COLUMNS: Final[Mapping[str, tuple[str, Callable[[int], Any]]]] = {
    "status.type": ("type", int),
    "status": ("closed", int),
    "recurring": ("rule", not_),
    "priority": ("level", int),
    "echoes": ("lines", neg),
    **{day: (f"on_{day}", _day) for day in DAYS},
}
"""By sorter, what its column is called, and what is compared of a number there."""


def _placed(values: Sequence[Any], of: Callable[[Any], Any], *, reverse: bool) -> tuple[Iterable[int], int]:
    """Return the places of some values, each asked once what is compared of it, and a number above all of them."""
    compared: dict[Hashable, Any] = {value: of(value) for value in set(values)}
    places = {one: place for place, one in enumerate(sorted(set(compared.values()), reverse=reverse))}
    place_of = {value: places[one] for value, one in compared.items()}
    return map(place_of.__getitem__, values), len(places)


def _urgency(columns: SheetColumns, today: date) -> tuple[Sequence[Any], Callable[[Any], float]]:
    """Return of each task what its urgency is made of, and how it is made of that; the most urgent come first."""
    now = today.toordinal()
    days = {day: columns[f"on_{day}"] for day in ("due", "scheduled", "start")}

    def of(parts: tuple[int, int, bool, bool]) -> float:
        due, level, scheduled, later = parts
        return -urgency_of(
            date.fromordinal(due) if due > NO_DAY else None,
            today if scheduled else None,
            date.max if later else None,
            _PRIORITIES[level],
            today,
        )

    scheduled = (NO_DAY < day <= now for day in days["scheduled"])
    later = map(now.__lt__, days["start"])
    return [*zip(days["due"], columns["level"], scheduled, later, strict=True)], of


def _by_texts(database: apsw.Connection, key: Key, size: int, found: Found) -> tuple[Iterable[int], int]:
    """Return the places of some tasks by a text of each, and a number above all of them."""
    where, bindings = found
    rows: list[Any] = [*database.execute(f"SELECT asked.task, {key.text} FROM asked WHERE {where}", bindings)]
    texts = [stored(text) for _, text in rows]
    places = places_of([*map(shown, texts)] if key.text == DESCRIBED else texts)
    by_task = [0] * size
    for (task, _), place in zip(rows, map(neg, places) if key.reverse else places, strict=True):
        by_task[task] = place
    return by_task, len(rows) + 1


def _keys(database: apsw.Connection, label: Label) -> Iterable[tuple[int, bytes]]:
    """Return labels with what is compared of them, in the order of that."""
    if label.of is None:
        return database.execute(LABELS, (label.kind,))
    of = label.of
    texts = database.execute("SELECT id, text FROM label WHERE kind = ?", (label.kind,))
    return sorted(((number, of(text)) for number, text in texts), key=itemgetter(1))


def _labels(database: apsw.Connection, label: Label, *, reverse: bool) -> Mapping[int, int]:
    """Return the place of each label, and of 0, which stands for none."""
    places = {0: 0}
    place, before = 0, _NOTHING
    for number, sorted_by in _keys(database, label):
        if sorted_by != before:
            place += 1
            before = sorted_by
        places[number] = place
    last = place + 1
    if label.missing == BEHIND:
        places[0] = last
    return {number: last - place for number, place in places.items()} if reverse else places
