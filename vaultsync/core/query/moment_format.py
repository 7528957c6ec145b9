"""Dates in the formats of moment.js, as far as a day has something to show."""

import re
from functools import lru_cache

from vaultsync.core.model import BadDate, When

_TOKEN = re.compile(
    r"\[([^\]]*)\]|YYYY|YY|Q|MMMM|MMM|MM|M|Do|DDDD|DD|D|dddd|ddd|dd|d|E|GGGG|WW|W|[A-Za-z]+?|.", re.DOTALL
)


def _ordinal(number: int) -> str:
    suffix = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


@lru_cache(maxsize=4_096)
def formatted(when: When, form: str) -> str:
    """Return a date in a format such as `YYYY-MM-DD dddd`; what is no day is `Invalid date`."""
    if when is None or isinstance(when, BadDate):
        return "Invalid date"
    iso = when.isocalendar()
    shown = {
        "YYYY": f"{when.year:04}",
        "YY": f"{when.year % 100:02}",
        "Q": str((when.month + 2) // 3),
        "MMMM": f"{when:%B}",
        "MMM": f"{when:%b}",
        "MM": f"{when.month:02}",
        "M": str(when.month),
        "Do": _ordinal(when.day),
        "DDDD": f"{when.timetuple().tm_yday:03}",
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
    return _TOKEN.sub(lambda match: match[1] if match[1] is not None else shown.get(match[0], match[0]), form)
