"""What expressions may ask of a day, in the words of moment.js; a day has no hours, and now is within today."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from math import nan
from typing import Any

from vaultsync.core.model import BadDate, When
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.moment_format import formatted
from vaultsync.core.query.script_words import UNDEFINED, said

_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SAME: dict[str, Callable[[date], tuple[int, ...]]] = {
    "day": lambda day: (day.toordinal(),),
    "week": lambda day: (day.toordinal() // 7,),
    "isoWeek": lambda day: ((day.toordinal() - 1) // 7,),
    "month": lambda day: (day.year, day.month),
    "quarter": lambda day: (day.year, (day.month + 2) // 3),
    "year": lambda day: (day.year,),
}
"""What two days must have alike to be in the same of each unit; weeks begin on Sunday, those of ISO on Monday."""


@dataclass(frozen=True, slots=True)
class Now:
    """`moment()`: some time of today."""

    today: date

    def __str__(self) -> str:
        """Return how an error names it."""
        return "the present"


_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "isBefore": lambda one, other: one < other,
    "isAfter": lambda one, other: one > other,
    "isSame": lambda one, other: one == other,
    "isSameOrBefore": lambda one, other: one <= other,
    "isSameOrAfter": lambda one, other: one >= other,
}
MOMENT = ("format", "isValid", "year", "quarter", "month", "date", *_COMPARED)


def moment_member(when: "When | Now", name: str) -> Callable[..., Any]:
    """Return a member of a day that is called.

    Args:
        when: A day, one that no calendar has, or now.
        name: One of `MOMENT`.
    """
    if name in _COMPARED:
        return lambda other=UNDEFINED, unit="": _compared(name, when, other, unit)
    day = when.today if isinstance(when, Now) else when
    valid = isinstance(day, date)
    if name == "format":
        return lambda form="YYYY-MM-DD": formatted(day, form)
    if name == "isValid":
        return lambda: valid
    if not isinstance(day, date):
        return lambda: nan
    value = {"year": day.year, "quarter": (day.month + 2) // 3, "month": day.month - 1, "date": day.day}[name]
    return lambda: value


def as_day(text: Any) -> "When | Now":
    """Return the day that `moment(text)` gives; of a day the day itself.

    Raises:
        Unreadable: It is no text like `2026-01-31`.
    """
    if isinstance(text, date | BadDate | Now):
        return text
    if not isinstance(text, str) or not _ISO_DAY.fullmatch(text):
        raise Unreadable(f"`{said(text)}` is no day", word=said(text), remedy="A day is written like '2026-01-31'.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return BadDate(text)


def _compared(name: str, one: "When | Now", other: Any, unit: str) -> bool:
    if unit:
        unit = unit.removesuffix("s")
        if unit not in _SAME:
            raise Unreadable(f"days are not compared by `{unit}`", word=unit, remedy=f"Units are {', '.join(_SAME)}.")
    places = [_place(each, unit) for each in (one, other)]
    # A day that no calendar has is neither before nor after nor the same.
    return None not in places and _COMPARED[name](*places)


def _place(when: Any, unit: str) -> tuple[int, ...] | None:
    when = as_day(when) if isinstance(when, str) else when
    if when is None or isinstance(when, BadDate):
        return None
    day = when.today if isinstance(when, Now) else when
    if not isinstance(day, date):
        raise Unreadable(f"`{said(when)}` is no day to compare with", word=said(when))
    return _SAME[unit](day) if unit else (day.toordinal(), int(isinstance(when, Now)))
