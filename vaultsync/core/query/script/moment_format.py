"""Dates in the formats of moment.js, as far as a day has something to show."""

import re
from datetime import date
from functools import lru_cache

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.values import BadDate, When

_TOKEN = re.compile(
    r"\[([^\]]*)\]|([Hh]mm(?:ss)?|Mo|M{1,4}|DDDo|Do|D{1,4}|d{2,4}|do?|w[ow]?|W[oW]?|Qo?|N{1,5}|Y{4,6}|YY?|y{2,4}|yo?"
    r"|g{4,5}|gg|G{4,5}|GG|[eEaAxX]|[Hhkmsz]{1,2}|S{1,9}|ZZ?|LTS|LT|L{1,4}|l{1,4})|.",
    re.DOTALL,
)
"""Brackets, what moment.js 2.29 takes for a part of a date or a time, or any other character."""


def _ordinal(number: int) -> str:
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _parts(when: date) -> dict[str, str]:
    """Return what each token of moment.js shows of a day."""
    iso = when.isocalendar()
    return {
        "YYYY": f"{when.year:04}",
        "Y": str(when.year),
        "YY": f"{when.year % 100:02}",
        "Q": str((when.month + 2) // 3),
        "MMMM": f"{when:%B}",
        "MMM": f"{when:%b}",
        "MM": f"{when.month:02}",
        "M": str(when.month),
        "Do": _ordinal(when.day),
        "DDDD": f"{when.timetuple().tm_yday:03}",
        "DDD": str(when.timetuple().tm_yday),
        "DD": f"{when.day:02}",
        "D": str(when.day),
        "dddd": f"{when:%A}",
        "ddd": f"{when:%a}",
        "dd": f"{when:%a}"[:2],
        "d": str(when.isoweekday() % 7),
        "E": str(when.isoweekday()),
        "GGGG": f"{iso.year:04}",
        "WW": f"{iso.week:02}",
        "W": str(iso.week),
    }


@lru_cache(maxsize=4_096)
def formatted(when: When, form: str) -> str:
    """Return a date in a format such as `YYYY-MM-DD dddd`; what is no day is `Invalid date`.

    Raises:
        Unreadable: The format asks for a time, or for what depends on where one lives.
    """
    if when is None or isinstance(when, BadDate):
        return "Invalid date"
    shown = _parts(when)

    def part(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        if match[2] is None:
            return match[0]
        if match[2] not in shown:
            raise Unreadable(
                f"`{match[2]}` in the format `{form}` is not known without JavaScript",
                word=match[2],
                remedy=f"It can be any of: {', '.join(shown)}. Text stands in brackets: [week] W.",
            )
        return shown[match[2]]

    return _TOKEN.sub(part, form)
