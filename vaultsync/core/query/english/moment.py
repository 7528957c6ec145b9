"""A point in time as JavaScript reckons with it, in milliseconds, without a time zone.

The day before 0001-01-01 begins at 0, so that `date.toordinal()` days begin at a whole
multiple; years may be zero, negative, or beyond 9999, which `datetime` cannot say.
"""

import math
from datetime import date
from typing import NamedTuple

DAY = 86_400_000
HOUR, MINUTE, SECOND = 3_600_000, 60_000, 1_000
_EPOCH = date(1970, 1, 1).toordinal()
_FARTHEST = 100_000_000
"""JavaScript knows so many days on either side of 1970."""


class Civil(NamedTuple):
    """A day by its numbers."""

    year: int
    month: int
    """January is 1."""
    day: int


def day_number(year: int, month: int, day: int) -> int:
    """Return the number of a day as `date.toordinal` counts; months and days may overflow."""
    year += (month - 1) // 12
    month = (month - 1) % 12 + 1
    # March first, so that the day that may be missing comes last.
    shifted = year - (month <= 2)
    era_day = 365 * shifted + shifted // 4 - shifted // 100 + shifted // 400
    return era_day + (153 * ((month + 9) % 12) + 2) // 5 + day - 306


def civil(number: int) -> Civil:
    """Return the day that has a number."""
    era, rest = divmod(number + 305, 146_097)
    of_era = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    of_year = rest - (365 * of_era + of_era // 4 - of_era // 100)
    month = (5 * of_year + 2) // 153
    day = of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return Civil(of_era + era * 400 + (month <= 2), month, day)


def days_in_month(year: int, month: int) -> int:
    """Return how many days a month has; the month may overflow."""
    return day_number(year, month + 1, 1) - day_number(year, month, 1)


def weekday(number: int) -> int:
    """Return the day of the week; Sunday is 0."""
    return number % 7


def within_reach(number: int) -> bool:
    """Whether a day number lies within the days that JavaScript's `Date` has."""
    return abs(number - _EPOCH) <= _FARTHEST


def added(moment: int, amount: float, unit: str) -> int | None:
    """Return the moment so many units later, as day.js 1.10 adds them; None beyond JavaScript's reach.

    Months and years keep the day where they can and are cut to whole ones; weeks and
    days are rounded; hours and less are taken exactly.
    """
    if abs(amount) > _FARTHEST * DAY:
        return None
    number, of_day = divmod(moment, DAY)
    if unit in _STEPS:
        moved = math.trunc(moment + amount * _STEPS[unit])
    elif unit in ("day", "week"):
        # JavaScript rounds a half upwards.
        moved = (number + math.floor(amount * (7 if unit == "week" else 1) + 0.5)) * DAY + of_day
    else:
        year, month, day = civil(number)
        if unit == "year":
            year = math.trunc(year + amount)
        else:
            month = math.trunc(month - 1 + amount * (3 if unit == "quarter" else 1)) + 1
        moved = (day_number(year, month, 1) - 1 + min(day, days_in_month(year, month))) * DAY + of_day
    return moved if within_reach(moved // DAY) else None


_STEPS = {"hour": HOUR, "minute": MINUTE, "second": SECOND}


def nearest_year(reference: int, day: int, month: int) -> int:
    """Return the year that brings a day and month closest to a moment."""
    today = reference // DAY
    year = civil(today).year
    guess = day_number(year, month, day)
    # A day that the month lacks runs over; the year is then set back, day and month kept where it has them.
    _, month, day = civil(guess)
    here = _in_year(year, month, day)
    following, before = _in_year(year + 1, month, here.day), _in_year(year - 1, month, here.day)

    def distance(of: Civil) -> int:
        return abs(day_number(*of) - today)

    if distance(following) < distance(here):
        return following.year
    return before.year if distance(before) < distance(here) else here.year


def _in_year(year: int, month: int, day: int) -> Civil:
    return Civil(year, month, min(day, days_in_month(year, month)))
