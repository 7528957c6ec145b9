"""What expressions may ask of a day, in the words of moment.js; a day has no hours, and the present is within today."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from math import nan
from typing import Any, Final

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.script.moment_format import formatted
from vaultsync.core.query.script.spans import Within, apart, end_of, moved, number_in, start_of, unit_of, week_of
from vaultsync.core.query.script.words import UNDEFINED, said, truthy
from vaultsync.core.values import BadDate, When

_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "isBefore": lambda one, other: one < other,
    "isAfter": lambda one, other: one > other,
    "isSame": lambda one, other: one == other,
    "isSameOrBefore": lambda one, other: one <= other,
    "isSameOrAfter": lambda one, other: one >= other,
}
_NUMBERS: dict[str, Callable[[date], int]] = {
    "year": lambda day: day.year,
    "quarter": lambda day: (day.month + 2) // 3,
    "month": lambda day: day.month - 1,
    "week": week_of,
    "isoWeek": lambda day: day.isocalendar().week,
    "dayOfYear": lambda day: day.timetuple().tm_yday,
    "date": lambda day: day.day,
    "day": lambda day: day.isoweekday() % 7,
    "isoWeekday": date.isoweekday,
    "daysInMonth": lambda day: monthrange(day.year, day.month)[1],
}
_RECKONED: dict[str, Callable[..., Any]] = {
    "add": lambda when, amount, unit: moved(when, amount, unit_of(unit)),
    "subtract": lambda when, amount, unit: moved(when, amount, unit_of(unit), back=True),
    "startOf": lambda when, unit: start_of(when, unit_of(unit)),
    "endOf": lambda when, unit: end_of(when, unit_of(unit)),
}


def moment_member(when: "When | Within", name: str) -> Callable[..., Any]:
    """Return a member of a day that is called.

    Args:
        when: A day, one that no calendar has, or a time within a day.
        name: One of `MOMENT`.
    """
    return partial(_CALLED[name], when)


def as_day(text: Any) -> "When | Within":
    """Return the day that `moment(text)` gives; of a day the day itself.

    Raises:
        Unreadable: It is no text like `2026-01-31`.
    """
    if isinstance(text, date | BadDate | Within):
        return text
    if not isinstance(text, str) or not _ISO_DAY.fullmatch(text):
        raise Unreadable(f"`{said(text)}` is no day", word=said(text), remedy="A day is written like '2026-01-31'.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        return BadDate(text)


def _compared(name: str, one: Any, other: Any = UNDEFINED, unit: Any = "") -> bool:
    places = [_place(each, unit_of(unit) if truthy(unit) else "") for each in (one, other)]
    # A day that no calendar has is neither before nor after nor the same.
    return None not in places and _COMPARED[name](*places)


def _between(when: Any, first: Any, last: Any, unit: Any = "", ends: str = "()") -> bool:
    after = "isSameOrAfter" if ends[:1] == "[" else "isAfter"
    before = "isSameOrBefore" if ends[1:] == "]" else "isBefore"
    return _compared(after, when, first, unit) and _compared(before, when, last, unit)


def _apart(when: Any, other: Any, unit: Any) -> float:
    one, another = _day(when), _day(other)
    return nan if one is None or another is None else apart(one, another, unit_of(unit))


def _reckoned(name: str, when: Any, *given: Any) -> Any:
    return when if isinstance(when, BadDate) else _RECKONED[name](when, *given)


def _number(name: str, when: Any) -> float:
    day = _whole(when)
    return _NUMBERS[name](day) if isinstance(day, date) else nan


def _whole(when: Any) -> When:
    """Return the day that a time is within; of any other the day itself."""
    return when.day if isinstance(when, Within) else when


def _place(when: Any, unit: str) -> tuple[int, ...] | None:
    found = _day(when)
    if found is None:
        return None
    day = found.day if isinstance(found, Within) else found
    if unit:
        return (number_in(day, unit),)
    return (day.toordinal(), 1 + found.end if isinstance(found, Within) else 0)


def _day(when: Any) -> "date | Within | None":
    """Return a day, of a text too; None for one that no calendar has, and for none."""
    when = as_day(when) if isinstance(when, str) else when
    if when is None or isinstance(when, BadDate):
        return None
    if not isinstance(when, date | Within):
        raise Unreadable(f"`{said(when)}` is no day to compare with", word=said(when))
    return when


_CALLED: Final[Mapping[str, Callable[..., Any]]] = {
    "clone": lambda when: when,
    "isValid": lambda when: isinstance(_whole(when), date),
    "format": lambda when, form="YYYY-MM-DD": formatted(_whole(when), form),
    "diff": _apart,
    "isBetween": _between,
    **{name: partial(_number, name) for name in _NUMBERS},
    **{name: partial(_compared, name) for name in _COMPARED},
    **{name: partial(_reckoned, name) for name in _RECKONED},
}
MOMENT: Final[Mapping[str, tuple[int, int]]] = {
    **dict.fromkeys(_CALLED, (0, 0)),
    "format": (0, 1),
    **dict.fromkeys(_COMPARED, (0, 2)),
    **dict.fromkeys(("add", "subtract", "diff"), (2, 2)),
    **dict.fromkeys(("startOf", "endOf"), (1, 1)),
    "isBetween": (2, 4),
}
"""The members of a day, all of which are called, with the least and the most that they are given."""
