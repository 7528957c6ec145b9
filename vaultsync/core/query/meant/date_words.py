"""Words that people write for days, and the words that date filters know for them."""

import re
from datetime import date
from typing import Final

from vaultsync.core.late import Late

_UNITS: Final = "day week month quarter year hour minute".split()
_KNOWN: Final = (
    *"before after today tomorrow yesterday last this next ago from now".split(),
    *_UNITS,
    *(f"{unit}s" for unit in _UNITS),
    *"monday tuesday wednesday thursday friday saturday sunday".split(),
    *"january february march april may june july august september october november december".split(),
    *"morning noon afternoon evening night midnight".split(),
)
_MEANT: Final = {
    **dict.fromkeys(("by", "until", "till", "til", "through"), "on or before"),
    **dict.fromkeys(("from", "since", "starting"), "on or after"),
    **dict.fromkeys(("earlier", "prior", "<"), "before"),
    **dict.fromkeys(("later", ">"), "after"),
    **dict.fromkeys(("<=", "≤"), "on or before"),
    **dict.fromkeys((">=", "≥"), "on or after"),
    "fortnight": "2 weeks",
}
_PHRASES: Final = {
    r"\b(?:the )?day after tomorrow\b": "in 2 days",
    r"\b(?:the )?day before yesterday\b": "2 days ago",
}
_WEEKEND: Final = Late(
    r"\b(?:(?:on|in|at|during|over) )?(?P<which>(?:(?:the|this|next|coming|last|past) )*)week-?ends?\b", re.IGNORECASE
)
_OF_A_DAY: Final = Late(
    r"(?:(?:not|is|was) )*(?:due|deadline|dates?|schedul\w+|starts?|started|happens?|creat\w+|done|complet\w+|finished"
    r"|closed|cancell?ed)\b",
    re.IGNORECASE,
)
"""Begins a line that asks for a day."""

_DAYS_AHEAD: Final = Late(
    r"(?:(?:in|within|over) )?(?:the )?(?:(?:next|coming) )?(?P<number>[0-9]{1,4}) (?P<unit>day|week)s?", re.IGNORECASE
)
_SATURDAY: Final = 5
"""The number of a day of the week; Monday is 0."""

_SHORTEST: Final = 3
"""Letters of a word that may be a slip: `no` is a word of its own, and none of `now`."""

_DAY: Final = Late(r"(?<![\d-])\d{4}-\d{2}-\d{2}(?![\d-])")


def with_weekend(line: str, today: date) -> str:
    """Return a line that asks for a day, with the two days of a weekend in place of its name; another one as it is.

    The plugin knows no weekends. That of this week is `this` one, also on its Sunday, as weeks begin on Monday.
    """
    named = _WEEKEND().search(line)
    if named is None or not (_OF_A_DAY().match(line) or named[0] == line):
        return line
    which = named["which"].lower().split()
    weeks = ("next" in which) - ("last" in which or "past" in which)
    first = today.toordinal() - today.weekday() + 7 * weeks + _SATURDAY
    if not 1 <= first < date.max.toordinal():
        return line
    days = f"{date.fromordinal(first)} {date.fromordinal(first + 1)}"
    return f"due {days}" if named[0] == line else f"{line[: named.start()]}{days}{line[named.end() :]}"


def with_days_ahead(line: str, today: date) -> str:
    """Return the filter that Todoist means by nothing but a number of days: `next 7 days`, `7 days`."""
    match = _DAYS_AHEAD().fullmatch(line)
    last = today.toordinal() + int(match["number"]) * (7 if match["unit"] == "week" else 1) if match else 0
    return f"due {today} {date.fromordinal(last)}" if 0 < last <= date.max.toordinal() else ""


def with_known_words(line: str) -> str:
    """Return a date filter with the nearest words that are known in place of those that are not."""
    for pattern, meant in _PHRASES.items():
        line = re.sub(pattern, meant, line, flags=re.IGNORECASE)
    first, *words = line.split(" ")
    return " ".join([first, *map(_known, words)])


def _known(word: str) -> str:
    lower = word.casefold()
    if lower in _MEANT:
        return _MEANT[lower]
    if lower in _KNOWN or len(word) < _SHORTEST:
        return word
    from difflib import get_close_matches

    letters = sorted(lower)
    if turned := next((each for each in _KNOWN if sorted(each) == letters), ""):
        return turned
    # At 0.75 `soon` would be `noon`, and `past` would be `last`.
    return next(iter(get_close_matches(lower, _KNOWN, 1, 0.8)), word)


def impossible_day(text: str) -> str:
    """Return the first day in a text that no calendar has, as it is written; empty if there is none."""
    for written in _DAY().findall(text):
        try:
            date.fromisoformat(written)
        except ValueError:
            return str(written)
    return ""
