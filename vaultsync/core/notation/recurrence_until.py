"""The date behind `until`, as Chromium's `Date.parse` reads it.

The plugin hands all text behind `until` to `Date.parse`. A recurrence field
holds only letters, digits, commas, spaces and `!`, so of that function there
remain:

- up to three numbers and the names of months, by their first three letters;
- `1 March 2024`, `March 1, 2024`, `March 2024`, `2024 March 1`; without a month
  name `3 1 2024` (month first), `2024 3 1` and `2024`; what is missing is 1, a
  missing year is 2001, and the years 0 to 99 mean 2000 to 2049 and 1950 to 1999;
- other words only before the first number and not touching it, so `Friday March
  1 2024` is a date and `March 1st 2024` is none;
- behind a number the zone names `Z UT UTC GMT EST EDT CST CDT MST MDT PST PDT`.

Without a zone the date is taken as UTC. The plugin takes it as local time, which
moves the printed date east of Greenwich.
"""

import calendar
import re
from typing import NamedTuple

_PART = re.compile(r"([0-9]+)|([A-Za-z]+)|[, !]")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ZONES = {0: "z ut utc gmt", 4: "edt", 5: "est cdt", 6: "cst mdt", 7: "mst pdt", 8: "pst"}
_HOURS_BEHIND_UTC = {zone: hours for hours, zones in _ZONES.items() for zone in zones.split()}


class Until(NamedTuple):
    """The last moment of a rule, in UTC."""

    year: int
    """From 0 to 275760: more than `datetime` can hold."""

    month: int
    day: int
    hour: int = 0


_EPOCH = Until(1970, 1, 1)
_END_OF_TIME = Until(275760, 9, 13)


def read_until(text: str) -> Until | None:
    """Read the text behind `until`; None if it is no date.

    The first moment of 1970 is none either: the plugin takes its 0 for a failure.
    """
    numbers: list[int] = []
    month, hour = 0, 0
    parts = list(_PART.finditer(text))
    for at, part in enumerate(parts):
        digits, word = part.groups()
        name = (word or "").lower()
        if digits:
            # Nine digits are kept, as in Chromium; no year has more.
            numbers.append(int(digits.lstrip("0")[:9] or "0"))
        elif name[:3] in _MONTHS:
            month = _MONTHS.index(name[:3]) + 1
        elif numbers and name in _HOURS_BEHIND_UTC:
            hour = _HOURS_BEHIND_UTC[name]
        elif name and (numbers or (at + 1 < len(parts) and parts[at + 1][1])):
            return None
    if not 1 <= len(numbers) <= 3:
        return None
    iso = len(text) == 4 and len(parts) == 1
    return _until(*_in_order(numbers, month), hour=hour, iso=iso)


def _in_order(numbers: list[int], month: int) -> tuple[int, int, int]:
    """Tell year, month and day apart; `month` is 0 if none was named."""
    first, second, third = [*numbers, 1, 1][:3]
    leads = 1 <= first <= 31
    if month:
        return (second, month, first) if leads else (first, month, second)
    return (third, first, second) if leads else (first, second, third)


def _until(year: int, month: int, day: int, *, hour: int, iso: bool) -> Until | None:
    if not iso and year < 100:
        year += 2000 if year < 50 else 1900
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    # 30 February is the 1st or 2nd of March.
    days = calendar.monthrange(year, month)[1]
    if day > days:
        month, day = month + 1, day - days
    found = Until(year, month, day, hour)
    return None if found == _EPOCH or found > _END_OF_TIME else found
