"""Many tasks in an order of their own: by numbers of what they are ordered by, and equals in the plugin's own order.

SQLite would compare the texts of all tasks. Here one number of each is compared, over an order that is made
kind by kind already (`alike`), and sorting leaves equals as they are.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat
from operator import add, itemgetter, neg, not_
from typing import Any, Final, NamedTuple

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
    numbers: Iterable[int] = repeat(0, len(columns))
    above = 1
    # From the last to the first, each a step higher than all behind it: the places are multiplied, and not the tasks'.
    for key in reversed(order.numbered.first):
        places = _places(database, key, columns, found, order.numbered.today)
        step = above
        above *= len(places.of) + 1
        higher = {value: place * step for value, place in places.of.items()}
        numbers = map(add, map(higher.__getitem__, places.values), numbers)
    return sorted(plain, key=[*numbers].__getitem__)


class _Places(NamedTuple):
    """What tasks have of a key."""

    values: Iterable[Hashable]
    """Of each task; of one that is not found, any."""

    of: Mapping[Any, int]
    """The place of each value: no two are further apart than one more than there are values."""


def _places(database: apsw.Connection, key: Key, columns: SheetColumns, found: Found | None, today: date) -> _Places:
    """Return the places of all tasks by a key."""
    if key.label is not None:
        return _Places(columns[key.label.kind], _labels(database, key.label, reverse=key.reverse))
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


def _placed(values: Sequence[Any], of: Callable[[Any], Any], *, reverse: bool) -> _Places:
    """Return the places of some values, each asked once what is compared of it."""
    compared: dict[Hashable, Any] = {value: of(value) for value in set(values)}
    places = {one: place for place, one in enumerate(sorted(set(compared.values()), reverse=reverse))}
    return _Places(values, {value: places[one] for value, one in compared.items()})


def _urgency(columns: SheetColumns, today: date) -> tuple[Sequence[int], Callable[[int], float]]:
    """Return of each task what its urgency is made of, as one number, and how it is; the most urgent come first."""
    now = today.toordinal()
    parts: tuple[tuple[str, Callable[[int], int]], ...] = (
        ("on_due", lambda day: max(day, NO_DAY) * len(_PRIORITIES) * 4),
        ("level", lambda level: level * 4),
        ("on_scheduled", lambda day: 2 * (NO_DAY < day <= now)),
        ("on_start", lambda day: int(day > now)),
    )

    def of(number: int) -> float:
        rest, dates = divmod(number, 4)
        due, level = divmod(rest, len(_PRIORITIES))
        return -urgency_of(
            date.fromordinal(due) if due > NO_DAY else None,
            today if dates & 2 else None,
            date.max if dates & 1 else None,
            _PRIORITIES[level],
            today,
        )

    numbers: Iterable[int] = repeat(0, len(columns))
    for name, part in parts:
        values = columns[name]
        numbers = map(add, map({value: part(value) for value in set(values)}.__getitem__, values), numbers)
    return [*numbers], of


def _by_texts(database: apsw.Connection, key: Key, size: int, found: Found) -> _Places:
    """Return the places of some tasks by a text of each."""
    where, bindings = found
    rows: list[Any] = [*database.execute(f"SELECT asked.task, {key.text} FROM asked WHERE {where}", bindings)]
    texts = [stored(text) for _, text in rows]
    places = places_of([*map(shown, texts)] if key.text == DESCRIBED else texts)
    by_task = [0] * size
    for (task, _), place in zip(rows, places, strict=True):
        by_task[task] = place
    return _placed(by_task, int, reverse=key.reverse)


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
