"""A file name read whole by a format of moment.js 2.29, in its strict mode and its English.

Source: the parsing of moment.js, by which the Tasks plugin reads the names of daily and weekly notes.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from vaultsync.core.late import Late

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split()


class _Part(NamedTuple):
    """What a token of a format stands for."""

    field: str
    pattern: str
    value: Callable[[str], int] = int


def _century(digits: str) -> int:
    """Two digits as moment.js reads them: up to 68 is this century."""
    return int(digits) + (2000 if int(digits) <= 68 else 1900)


def _names(field: str, names: list[str], length: int, first: int) -> _Part:
    """A name, in any case, cut to some letters; its value is its place, counted from `first`."""
    cut = [name[:length].lower() for name in names]
    return _Part(field, f"(?i:{'|'.join(cut)})", lambda name: first + cut.index(name.lower()))


_HOURS = "2[0-3]|1?[0-9]"
_PARTS = {
    "YYYY": _Part("year", "[0-9]{4}"),
    "YY": _Part("year", "[0-9]{2}", _century),
    "Q": _Part("month", "[1-4]", lambda quarter: 3 * int(quarter) - 2),
    "MMMM": _names("month", _MONTHS, 9, 1),
    "MMM": _names("month", _MONTHS, 3, 1),
    "MM": _Part("month", "[0-9]{2}"),
    "M": _Part("month", "[0-9]{1,2}"),
    "DDDD": _Part("day of year", "[0-9]{3}"),
    "DDD": _Part("day of year", "[0-9]{1,3}"),
    "Do": _Part("day", "[0-9]{1,2}(?:st|nd|rd|th)", lambda ordinal: int(ordinal[:-2])),
    "DD": _Part("day", "[0-9]{2}"),
    "D": _Part("day", "[0-9]{1,2}"),
    "dddd": _names("weekday", _DAYS, 9, 0),
    "ddd": _names("weekday", _DAYS, 3, 0),
    "dd": _names("weekday", _DAYS, 2, 0),
    "d": _Part("weekday", "[0-6]"),
    "GGGG": _Part("ISO year", "[0-9]{4}"),
    "WW": _Part("ISO week", "[0-9]{2}"),
    "W": _Part("ISO week", "[0-9]{1,2}"),
    "E": _Part("ISO weekday", "[1-7]"),
    "gggg": _Part("week year", "[0-9]{4}"),
    "ww": _Part("week", "[0-9]{2}"),
    "w": _Part("week", "[0-9]{1,2}"),
    "e": _Part("weekday of week", "[0-6]"),
    "HH": _Part("time", "[01][0-9]|2[0-3]"),
    "H": _Part("time", _HOURS),
    "mm": _Part("time", "[0-5][0-9]"),
    "m": _Part("time", "[1-5]?[0-9]"),
    "ss": _Part("time", "[0-5][0-9]"),
    "s": _Part("time", "[1-5]?[0-9]"),
}
_TOKEN = Late(r"\[([^\]]*)\]|" + "|".join(sorted(_PARTS, key=len, reverse=True)) + "|.", re.DOTALL)


def day_named(name: str, format_: str) -> date | None:
    """Return the day that a whole name states in a format of moment.js.

    Args:
        name: The name without folders and extension.
        format_: Tokens such as `YYYY-MM-DD`, `dddd D MMMM YYYY`, `gggg-[W]ww` and `YYYY-DDDD`, in any order;
            a week or a month alone states its first day.

    Returns:
        None if the name is of another form, if no calendar has the day, if a named weekday is not that of the day,
        and where moment.js would fill in a year or a week from today.
    """
    parts = _parts(name, format_)
    try:
        day = _day(parts)
    except (ValueError, OverflowError):  # no calendar has it
        return None
    return None if day and parts.get("weekday", day.isoweekday() % 7) != day.isoweekday() % 7 else day


def _parts(name: str, format_: str) -> Mapping[str, int]:
    """Return the numbers behind the tokens of a format; of doubles the last counts."""
    pattern, parts = "", []
    for token in _TOKEN().finditer(format_):
        part = _PARTS.get(token[0])
        if part:
            parts.append(part)
            # What a token has taken it keeps, as in moment.js; else many of them would be tried in very many ways.
            pattern += f"((?>{part.pattern}))"
        else:
            pattern += re.escape(token[0] if token[1] is None else token[1])
    match = re.fullmatch(pattern, name)
    found = match.groups() if match else ()
    return {part.field: part.value(text) for part, text in zip(parts, found, strict=False)}


def _day(parts: Mapping[str, int]) -> date | None:
    """Count the day from weeks, where neither day nor month is named, else from the day of the year, else plainly."""
    year = parts.get("year")
    if not parts.keys() & {"month", "day"}:
        if parts.keys() & {"ISO year", "ISO week", "ISO weekday"}:
            iso = parts.get("ISO year", year)
            return date.fromisocalendar(iso, parts.get("ISO week", 1), parts.get("ISO weekday", 1)) if iso else None
        if parts.keys() & {"week year", "week", "weekday of week", "weekday"}:
            weekday = parts.get("weekday", parts.get("weekday of week", 0))
            return _in_week(parts.get("week year", year), parts.get("week"), weekday)
    if year is None:
        return None
    if "day of year" in parts:
        day = date(year, 1, 1) + timedelta(days=parts["day of year"] - 1)
        return day if day.year == year else None
    return date(year, parts.get("month", 1), parts.get("day", 1))


def _in_week(year: int | None, week: int | None, weekday: int) -> date | None:
    """Return a day of a week that begins on Sunday; the first week of a year is the one with 1 January."""
    if year is None or week is None:
        return None
    first, last = (_week_of(date(each, 1, 1)) for each in (year, year + 1))
    day = first + timedelta(weeks=week - 1)
    return day + timedelta(days=weekday) if first <= day < last else None


def _week_of(day: date) -> date:
    return day - timedelta(days=day.isoweekday() % 7)
