"""Days that expressions reckon with, in the words of moment.js: moved by some units, at the edge of one, or apart."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import trunc
from typing import Final

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.script.words import said


@dataclass(frozen=True, slots=True)
class Within:
    """A moment within a day: `moment()` is some time of today, and `endOf` the end of a day."""

    day: date
    end: bool = False

    def __str__(self) -> str:
        """Return how an error names it."""
        return "a time of a day"


_SINCE: Final[dict[str, Callable[[date], int]]] = {
    "day": date.toordinal,
    "week": lambda day: day.toordinal() // 7,
    "isoWeek": lambda day: (day.toordinal() - 1) // 7,
    "month": lambda day: 12 * day.year + day.month - 1,
    "quarter": lambda day: 4 * day.year + (day.month - 1) // 3,
    "year": lambda day: day.year,
}
"""How many of each unit there were before a day's; weeks begin on Sunday, those of ISO on Monday."""

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_DAYS: Final = {"day": 1, "week": 7, "isoWeek": 7}
_SHORT: Final = {"d": "day", "D": "day", "date": "day", "w": "week", "W": "isoWeek", "M": "month", "Q": "quarter"} | {
    "y": "year",
    "dates": "day",
}
_FULL: Final = {unit.lower(): unit for unit in _SINCE}


def unit_of(text: object) -> str:
    """Return the unit that a text names: `day`, `days` or `d`.

    Raises:
        Unreadable: It is none, or one that is shorter than a day.
    """
    written = str(text)
    unit = _SHORT.get(written) or _FULL.get(written.lower().removesuffix("s"))
    if unit is None:
        remedy = f"Units are {', '.join(_SINCE)}."
        raise Unreadable(f"days are not reckoned by `{written}`", word=written, remedy=remedy)
    return unit


def number_in(day: date, unit: str) -> int:
    """Return which of a unit a day is in, counted from some beginning."""
    return _SINCE[unit](day)


def moved(when: date | Within, amount: object, unit: str, *, back: bool = False) -> date | Within:
    """Return a day some units later, or earlier; where a month is shorter, its last day.

    Raises:
        Unreadable: The amount is no whole number, or leads out of the calendar.
    """
    if isinstance(amount, bool) or not isinstance(amount, int | float) or amount % 1 != 0:
        raise Unreadable(f"`{said(amount)}` is no whole number", word=said(amount))
    steps = -int(amount) if back else int(amount)
    day = when.day if isinstance(when, Within) else when
    try:
        if unit in _DAYS:
            day += timedelta(days=steps * _DAYS[unit])
        else:
            year, month = divmod(12 * day.year + day.month - 1 + steps * _MONTHS[unit], 12)
            day = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        raise Unreadable(f"`{amount}` leads out of the calendar", word=str(amount)) from None
    return Within(day, when.end) if isinstance(when, Within) else day


def start_of(when: date | Within, unit: str) -> date:
    """Return the first day of the unit that a day is in."""
    day = when.day if isinstance(when, Within) else when
    if unit in _MONTHS:
        return date(day.year, 1 + (day.month - 1) // _MONTHS[unit] * _MONTHS[unit], 1)
    first = day.toordinal() - {"day": 0, "week": day.isoweekday() % 7, "isoWeek": day.weekday()}[unit]
    return date.fromordinal(max(first, 1))


def end_of(when: date | Within, unit: str) -> Within:
    """Return the end of the last day of the unit that a day is in."""
    begins = start_of(when, unit)
    if begins.year == date.max.year and _SINCE[unit](begins) == _SINCE[unit](date.max):
        return Within(date.max, end=True)
    follows = moved(begins, 1, unit)
    assert isinstance(follows, date)
    return Within(follows - timedelta(days=1), end=True)


def week_of(day: date) -> int:
    """Return the number of a day's week in English: the first of a year has the first of January."""
    last = end_of(day, "week").day
    return (last.timetuple().tm_yday - 1) // 7 + 1


def apart(one: date | Within, other: date | Within, unit: str) -> int:
    """Return how many whole units one day is behind another; fewer than none if it is before it."""
    here, there = _place(one), _place(other)
    if unit in _DAYS:
        return trunc((here - there) / _DAYS[unit])
    return trunc(_months(one, other) / _MONTHS[unit])


def _place(when: date | Within) -> float:
    """Return a day as a number; all that matters of a time is that it is within the day, and what comes at its end."""
    return when.toordinal() if isinstance(when, date) else when.day.toordinal() + (0.75 if when.end else 0.5)


def _months(one: date | Within, other: date | Within) -> float:
    """Return how many months one day is behind another, counted as moment.js counts them."""
    first, second = (when.day if isinstance(when, Within) else when for when in (one, other))
    if first.day < second.day:
        return -_months(other, one)
    whole = (second.year - first.year) * 12 + second.month - first.month
    anchor = _place(moved(one, whole, "month"))
    step = -1 if _place(other) < anchor else 1
    beyond = _place(moved(one, whole + step, "month"))
    return -(whole + (_place(other) - anchor) / abs(beyond - anchor))
