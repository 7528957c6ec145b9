"""Many tasks in the plugin's own order, in which hardly a task is compared with another.

Tasks with the same due date, status type and priority are of one kind (`kinds`). The table `alike` is indexed by kind,
and in it by the letters of the path, the section of a list and the line. So SQLite gives the tasks of each kind in
order as they stand, and only the few thousand kinds are compared. Tasks whose scheduled or start date counts today are
kinds of their own.
"""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import apsw

from vaultsync.store.index import kinds
from vaultsync.store.index.order import Numbered, Order, counting
from vaultsync.store.index.schema import DATED
from vaultsync.store.index.sheets import SheetColumns
from vaultsync.store.index.sought import marks_of

FEW: Final = 20_000
"""To compare so many tasks costs less than to go through the index."""

_SAME_PLACE: Final = (
    "SELECT 1 FROM label INDEXED BY label_place WHERE kind = 'path' GROUP BY place HAVING count(*) > 1 LIMIT 1"
)
_FROM: Final = "FROM alike AS asked"


def in_order(database: apsw.Connection, order: Numbered, found: Sequence[int] | None) -> Sequence[int]:
    """Return tasks in the order that is left where numbers do not tell them apart.

    Args:
        database: The connection of an index.
        order: Of which `then` is asked here, and `first` in `numbered`.
        found: The tasks; None: all there are.
    """
    then = order.then
    if (found is not None and len(found) < FEW) or database.execute(_SAME_PLACE).fetchone():
        return compared(database, then, found)
    scheduled, later = counting(order.today)
    marked, bindings = ("1", ()) if found is None else ("substr(?1, asked.task, 1) = x'01'", (marks_of(found),))
    # All that tells kinds apart may be among the numbers that tasks are sorted by afterwards.
    terms = kinds.terms(then.keys[:-1], order.today) or "1"
    of_each = database.execute(
        f"SELECT tasks FROM (SELECT kind, group_concat(task) AS tasks {_FROM} INDEXED BY alike_by_place"
        f" WHERE {marked} AND {scheduled} IS NOT TRUE AND {later} IS NOT TRUE GROUP BY kind UNION ALL"
        f" SELECT {kinds.on_a_day(order.today)} AS dated, group_concat(task ORDER BY place, section, line)"
        f" {_FROM} INDEXED BY alike_dated WHERE {DATED} AND {marked} AND ({scheduled} OR {later}) GROUP BY dated)"
        f" ORDER BY {terms}",
        bindings,
    )
    return _read(",".join([tasks for (tasks,) in of_each]))


def kinds_of(database: apsw.Connection, columns: SheetColumns, today: date) -> Sequence[int]:
    """Return for each task its kind, with what a day makes of it."""
    scheduled, later = counting(today)
    found = columns["kind"]
    dated = f"{_FROM} INDEXED BY alike_dated WHERE {DATED} AND ({scheduled} OR {later})"
    for task, kind in database.execute(f"SELECT task, {kinds.on_a_day(today)} {dated}"):
        found[task] = kind
    return found


def numbers(database: apsw.Connection, sql: str, bindings: Sequence[Any]) -> Sequence[int]:
    """Return the tasks that an SQL statement gives, in its order."""
    # As one text: a hundred thousand rows of one number take longer than to find them.
    (found,) = lists(database, f"SELECT group_concat(task) FROM ({sql})", bindings)
    return found


def lists(database: apsw.Connection, sql: str, bindings: Sequence[Any]) -> list[Sequence[int]]:
    """Return the lists of whole numbers that an SQL statement gives side by side, as texts with commas."""
    (found,) = database.execute(sql, bindings)
    return [*map(_read, found)]


def compared(database: apsw.Connection, order: Order, found: Sequence[int] | None) -> Sequence[int]:
    """Return tasks, or all there are, in an order that SQL has to the end."""
    these, bindings = "asked", tuple[str, ...]()
    if found is not None:
        these, bindings = "json_each(?) AS wanted CROSS JOIN asked ON asked.task = wanted.value", (json.dumps(found),)
    sql = f"SELECT asked.task FROM {these}{order.joins} ORDER BY {order.to_the_end}"
    return numbers(database, sql, bindings)


def _read(numbers: str | None) -> Sequence[int]:
    found: Sequence[int] = json.loads(f"[{numbers or ''}]")
    return found
