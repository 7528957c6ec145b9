"""The kind of a task: what the plugin's own order asks of it first, as one number.

Tasks of one kind have the same due date, rank of the status type and level of the priority. The number has these one
behind the other: the due date, then the rank in four bits, then the level in three. Two more bits are left free for
what a day makes of a task, since its scheduled and start date may count: see `on_a_day`. The path, which the order asks
last, is no part of it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from vaultsync.core.query.sorting import type_rank
from vaultsync.core.urgency import nearest_alike, urgency_of
from vaultsync.core.values import PRIORITIES
from vaultsync.store.index.order import LAST, Key, counting, urgency_term
from vaultsync.store.index.sheets import NO_DAY


def kind_of(type_: str, due: int | None, level: int) -> int:
    """Return the kind of a task.

    Args:
        type_: The type of its status; all that the plugin does not know have the same rank.
        due: The ordinal of its due date, 0 for one that no calendar has; None without one.
        level: Of its priority: 0 is highest, 5 is lowest.
    """
    return (-1 if due is None else due) + 1 << 9 | type_rank(type_) << 5 | level << 2


def on_a_day(today: date) -> str:
    """Return as SQL over `asked` the kind with what that day makes of a task."""
    scheduled, later = counting(today)
    return f"kind + 2 * ({scheduled} IS TRUE) + ({later} IS TRUE)"


def terms(keys: Sequence[Key], today: date) -> str:
    """Return an order by some keys as terms of an ORDER BY over `kind`; nothing for no keys."""
    values = {
        "status.type": "kind >> 5 & 15",
        "priority": "kind >> 2 & 7",
        "due": f"ifnull(nullif(kind >> 9, 0), {LAST})",
        "urgency": f"-{urgency_term(today, '(kind >> 9) - 1', 'kind & 2', 'kind & 1', 'kind >> 2 & 7')}",
    }
    return ", ".join(f"{values[key.name]} {'DESC' if key.reverse else 'ASC'}" for key in keys)


def pressing(today: date) -> Callable[[int], float]:
    """Return a function that gives for a kind its urgency on that day, negative: the most urgent come first."""
    now = today.toordinal()

    @cache
    def of(due: int, level: int, dates: int) -> float:
        return -urgency_of(
            date.fromordinal(due) if due > NO_DAY else None,
            today if dates & 2 else None,
            date.max if dates & 1 else None,
            PRIORITIES[level],
            today,
        )

    return lambda kind: of(nearest_alike((kind >> 9) - 1, now) if kind >> 9 > 1 else NO_DAY, kind >> 2 & 7, kind & 3)
