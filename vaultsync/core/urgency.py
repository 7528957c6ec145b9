"""How pressing a line is: the number that the Tasks plugin sorts by."""

from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.values import Priority, When

if TYPE_CHECKING:
    from vaultsync.core.model import Statement

_PRIORITY = {
    Priority.HIGHEST: 1.5 * 6.0,
    Priority.HIGH: 1.0 * 6.0,
    Priority.MEDIUM: 0.65 * 6.0,
    Priority.NONE: 0.325 * 6.0,
    Priority.LOW: 0.0,
    Priority.LOWEST: -0.3 * 6.0,
}

LATE = 7
"""Days overdue, from which on more make no difference."""

AHEAD = 14
"""Days before which a due date counts least."""


def urgency(said: "Statement", today: date) -> float:
    """Return the plugin's urgency of a line: see `urgency_of`."""
    return urgency_of(said.due, said.scheduled, said.start, said.priority, today)


def urgency_of(due: When, scheduled: When, start: When, priority: Priority, today: date) -> float:
    """Return the plugin's urgency, bit for bit: summed in its order as IEEE doubles.

    Due counts from 2.4 (over two weeks ahead) to 12 (a week overdue), a scheduled
    date that has come 5, a start date ahead -3; status, tags and impossible dates nothing.
    """
    total = 0.0
    if isinstance(due, date):
        total += 12.0 * _due_part((today - due).days)
    if isinstance(scheduled, date) and scheduled <= today:
        total += 5.0
    if isinstance(start, date) and start > today:
        total -= 3.0
    return total + _PRIORITY[priority]


def nearest_alike(due: int, today: int) -> int:
    """Return the day nearest to today on which a due date counts as much as on another day; days are ordinals."""
    return min(max(due, today - LATE), today + AHEAD)


def _due_part(days_overdue: int) -> float:
    if days_overdue >= LATE:
        return 1.0
    if days_overdue >= -AHEAD:
        return (days_overdue + AHEAD) * 0.8 / (LATE + AHEAD) + 0.2
    return 0.2
