"""Many tasks in an order that a query asks for, by one number of each; equals come in the plugin's own order.

SQLite would compare the texts of all tasks. Here a task has a rank by each key: that of its label, its date or its
priority. The ranks by all keys make one number, as digits do. `sort by tag` with `sort by path` gives a task the rank
of its path and, some steps above it, that of its tag; a step is more than the rank of any path. The numbers are sorted
over the plugin's own order, which `alike` gives, and sorting leaves equals as they are.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from itertools import repeat
from operator import add, itemgetter, neg, not_
from typing import Any, Final, NamedTuple

import apsw

from vaultsync.core.query.collation.keys import collation_key
from vaultsync.core.query.collation.keys import ranks as ranks_of
from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.picked import gathered
from vaultsync.core.query.sorting import shown
from vaultsync.store.index import alike
from vaultsync.store.index.keys import stored_key
from vaultsync.store.index.kinds import pressing
from vaultsync.store.index.order import BEHIND, DESCRIBED, Key, Label, Order
from vaultsync.store.index.sheets import NEVER, NO_DAY, SheetColumns
from vaultsync.store.index.texts import stored

LABELS_IN_ORDER: Final = "SELECT id, key FROM label WHERE kind = ? ORDER BY key"
_NOTHING: Final = stored_key(collation_key(""))
_LAST: Final = date.max.toordinal() + 1

Found = tuple[str, Sequence[Any]]
"""Tasks, as SQL over `asked` with its values."""


def in_order(
    database: apsw.Connection, order: Order, sheets: Callable[[], SheetColumns], found: Found | None
) -> Sequence[int]:
    """Return tasks in order.

    Args:
        database: The connection of an index.
        order: An order that has its `numbered`.
        sheets: Gives the columns of the same index, which are read only if they are needed.
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
    columns = sheets()
    numbers: Iterable[int] = repeat(0, len(columns))
    step = 1
    # The last key counts ones, and each before it steps that all behind it cannot reach. The few values are multiplied
    # with their step, and not every task's.
    for key in reversed(order.numbered.first):
        ranks = _ranks(database, key, columns, found, order.numbered.today)
        stepped = {value: rank * step for value, rank in ranks.of.items()}
        numbers = map(add, gathered(stepped, ranks.values), numbers)
        step *= len(ranks.of) + 1
    return sorted(plain, key=[*numbers].__getitem__)


def urgencies(database: apsw.Connection, columns: SheetColumns, today: date) -> Sequence[int]:
    """Return for each task the rank of its urgency on a day; the most urgent come first."""
    ranks = _ranked(alike.kinds_of(database, columns, today), pressing(today), reverse=False)
    return gathered(ranks.of, ranks.values)


class _Ranks(NamedTuple):
    """What tasks have of a key."""

    values: Sequence[Hashable]
    """Of each task; of one that is not found, any."""

    of: Mapping[Any, int]
    """The rank of each value, from 0 to at most how many values there are."""


def _ranks(database: apsw.Connection, key: Key, columns: SheetColumns, found: Found | None, today: date) -> _Ranks:
    """Return the ranks of all tasks by a key."""
    if key.label is not None:
        return _Ranks(columns[key.label.column], _labels(database, key.label, reverse=key.reverse))
    if key.text:
        return _by_texts(database, key, len(columns), found or ("1", ()))
    if key.ranks is not None:
        return _ranked([key.ranks.get(task, 0) for task in range(len(columns))], int, reverse=key.reverse)
    if key.name == "urgency":
        return _ranked(alike.kinds_of(database, columns, today), pressing(today), reverse=key.reverse)
    if key.name == "happens":
        days = zip(*(columns[day] for day in ("start", "scheduled", "due")), strict=True)
        return _ranked([*days], lambda days: min(day if day > NO_DAY else _LAST for day in days), reverse=key.reverse)
    name, of = _COLUMNS[key.name]
    return _ranked(columns[name], of, reverse=key.reverse)


def _day(on: int) -> int:
    return _LAST if on == NEVER else on


_COLUMNS: Final[Mapping[str, tuple[str, Callable[[int], Any]]]] = {
    "status.type": ("type", int),
    "status": ("closed", int),
    "recurring": ("recurrence", not_),
    "priority": ("priority", int),
    "echoes": ("lines", neg),
    **{day: (day, _day) for day in DAYS},
}
"""By sorter, what its column is called, and what is compared of a number there."""


def _ranked(values: Sequence[Any], of: Callable[[Any], Any], *, reverse: bool) -> _Ranks:
    """Return the ranks of some values, by what `of` gives for each different one."""
    compared: dict[Hashable, Any] = {value: of(value) for value in set(values)}
    ranks = {one: rank for rank, one in enumerate(sorted(set(compared.values()), reverse=reverse))}
    return _Ranks(values, {value: ranks[one] for value, one in compared.items()})


def _by_texts(database: apsw.Connection, key: Key, size: int, found: Found) -> _Ranks:
    """Return the ranks of some tasks by a text of each."""
    where, bindings = found
    rows: list[Any] = [*database.execute(f"SELECT asked.task, {key.text} FROM asked WHERE {where}", bindings)]
    texts = [stored(text) for _, text in rows]
    ranks = ranks_of([*map(shown, texts)] if key.text == DESCRIBED else texts)
    by_task = [0] * size
    for (task, _), rank in zip(rows, ranks, strict=True):
        by_task[task] = rank
    return _ranked(by_task, int, reverse=key.reverse)


def _keys(database: apsw.Connection, label: Label) -> Iterable[tuple[int, bytes]]:
    """Return labels with what is compared of them, in the order of that."""
    if label.of is None:
        return database.execute(LABELS_IN_ORDER, (label.column,))
    of = label.of
    texts = database.execute("SELECT id, text FROM label WHERE kind = ?", (label.column,))
    return sorted(((number, of(text)) for number, text in texts), key=itemgetter(1))


def _labels(database: apsw.Connection, label: Label, *, reverse: bool) -> Mapping[int, int]:
    """Return the rank of each label, and of 0, which stands for none."""
    ranks = {0: 0}
    rank, before = 0, _NOTHING
    for number, sorted_by in _keys(database, label):
        if sorted_by != before:
            rank += 1
            before = sorted_by
        ranks[number] = rank
    last = rank + 1
    if label.missing == BEHIND:
        ranks[0] = last
    return {number: last - rank for number, rank in ranks.items()} if reverse else ranks
