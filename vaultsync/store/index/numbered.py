"""Many tasks in an order of their own: by numbers of what they are ordered by, and equals in the plugin's own order.

SQLite would compare the texts of all tasks. Here one number of each is compared, over an order that is made
of sorts already (`alike`), and sorting leaves equals as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter, neg
from typing import Any, Final

import apsw

from vaultsync.core.query.collation import collation_key
from vaultsync.core.query.collation import places as places_of
from vaultsync.core.query.sorting import shown
from vaultsync.store.index import alike
from vaultsync.store.index.columns import stored_key
from vaultsync.store.index.order import BEHIND, DESCRIBED, Key, Order
from vaultsync.store.index.texts import stored

LABELS: Final = "SELECT id, key FROM label WHERE kind = ? ORDER BY key"
_NOTHING: Final = stored_key(collation_key(""))


def in_order(database: apsw.Connection, order: Order, where: str, bindings: Sequence[Any]) -> Sequence[int]:
    """Return tasks in order.

    Args:
        database: The connection of an index.
        order: An order that has its `many`.
        where: Which tasks, as SQL over `asked`.
        bindings: Its values.
    """
    assert order.many is not None
    first = order.many.first
    terms = ["asked.task", *(key.number for key in first if key.number)]
    listed = ", ".join(f"group_concat({term})" for term in terms)
    found, *columns = alike.lists(database, f"SELECT {listed} FROM asked WHERE {where}", bindings)
    if order.whole and len(found) < alike.FEW:
        return alike.compared(database, order, found)
    plain = alike.in_order(database, order.many, found)
    if not first:
        return plain
    numbers: Iterable[int] | None = None
    for key in first:
        if key.number:
            places = _labels(database, key) if key.label else _values(columns[0], key)
            more: Iterable[int] = map(places.__getitem__, columns.pop(0))
            above = len(places) + 1  # more than places differ by
        else:
            more = _by_texts(database, key, where, bindings)
            above = len(found) + 1
        numbers = more if numbers is None else [a * above + b for a, b in zip(numbers, more, strict=True)]
    assert numbers is not None
    by_task = [0] * (max(found, default=0) + 1)
    for task, number in zip(found, numbers, strict=True):
        by_task[task] = number
    return sorted(plain, key=by_task.__getitem__)


def _by_texts(database: apsw.Connection, key: Key, where: str, bindings: Sequence[Any]) -> Iterable[int]:
    """Return the places of some tasks by a text of each."""
    texts = [stored(text) for (text,) in database.execute(f"SELECT {key.text} FROM asked WHERE {where}", bindings)]
    places = places_of([*map(shown, texts)] if key.text == DESCRIBED else texts)
    return map(neg, places) if key.reverse else places


def _values(column: Sequence[int], key: Key) -> Mapping[int, int]:
    """Return the place of each value."""
    if key.of is None:
        return {value: place for place, value in enumerate(sorted(set(column), reverse=key.reverse))}
    compared = {value: key.of(value) for value in set(column)}
    places = {of: place for place, of in enumerate(sorted(set(compared.values()), reverse=key.reverse))}
    return {value: places[of] for value, of in compared.items()}


def _keys(database: apsw.Connection, key: Key) -> Iterable[tuple[int, bytes]]:
    """Return labels with what is compared of them, in the order of that."""
    if key.of is None:
        return database.execute(LABELS, (key.label,))
    of = key.of
    texts = database.execute("SELECT id, text FROM label WHERE kind = ?", (key.label,))
    return sorted(((label, of(text)) for label, text in texts), key=itemgetter(1))


def _labels(database: apsw.Connection, key: Key) -> Mapping[int, int]:
    """Return the place of each label, and of 0, which stands for none."""
    places = {0: 0}
    place, before = 0, _NOTHING
    for label, sorted_by in _keys(database, key):
        if sorted_by != before:
            place += 1
            before = sorted_by
        places[label] = place
    last = place + 1
    if key.missing == BEHIND:
        places[0] = last
    return {label: last - place for label, place in places.items()} if key.reverse else places
