"""Putting a date off, as the Tasks plugin's postpone button does."""

import calendar
import re
from datetime import date, timedelta

from vaultsync.core.errors import NoSuchDay
from vaultsync.core.model import Statement, When

_STEP = re.compile(r"([+-]?[0-9]{1,5}) *(d|days?|w|weeks?|m|months?|y|years?)")


def postponed_field(said: Statement) -> str | None:
    """Return the field that is put off: due, else scheduled, else start; None if the line has no date.

    A date that no calendar has counts as set (Tasks plugin).
    """
    return next((name for name in ("due", "scheduled", "start") if getattr(said, name) is not None), None)


def read_step(text: str) -> tuple[int, str] | None:
    """Read `+3d`, `2 weeks`, `1m`: an amount and a unit (`day`, `week`, `month`, `year`), or None."""
    match = _STEP.fullmatch(text.strip().lower())
    if match is None:
        return None
    unit = next(name for name in ("day", "week", "month", "year") if name[0] == match[2][0])
    return int(match[1]), unit


def postponed(current: When, amount: int, unit: str, *, today: date, from_today: bool = False) -> date:
    """Return the new date: counted from the current one, or from today if that is past, no date, or asked for.

    Args:
        current: The date that stands on the line.
        amount: How many units; may be negative.
        unit: `day`, `week`, `month` or `year`; months clamp to their last day.
        today: The day of the command.
        from_today: Count from today even if the date lies ahead.

    Raises:
        NoSuchDay: The result lies outside the years 1 to 9999.
    """
    base = current if isinstance(current, date) and current >= today and not from_today else today
    try:
        return _stepped(base, amount, unit)
    except (OverflowError, ValueError):  # what `timedelta` and `date` say of such a day
        raise NoSuchDay(amount, unit, base.isoformat()) from None


def _stepped(base: date, amount: int, unit: str) -> date:
    if unit in ("day", "week"):
        return base + timedelta(days=amount * (7 if unit == "week" else 1))
    months = base.year * 12 + base.month - 1 + amount * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(base.day, calendar.monthrange(year, month + 1)[1]))
