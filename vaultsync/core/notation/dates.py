"""Dates as the Tasks plugin writes them, and dates that hide in file names."""

import re
from datetime import date

from vaultsync.core.model import BadDate, YearZero
from vaultsync.core.notation.settings import TasksSettings

_NAMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EIGHT = re.compile(r"[0-9]{8}")
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def read_date(typed: str) -> date | BadDate:
    """Read `NNNN-NN-NN`; a day that no calendar has comes back as it was typed."""
    try:
        return date(int(typed[:4]), int(typed[5:7]), int(typed[8:]))
    except ValueError:
        pass
    # The year 0 is a leap year, as 2000 is.
    if typed.startswith("0000-") and not isinstance(read_date(f"2000{typed[4:]}"), BadDate):
        return YearZero(typed)
    return BadDate(typed)


def scheduled_by_file_name(path: str, settings: TasksSettings) -> date | YearZero | None:
    """Return the date that a note's name gives to tasks without any date, or None.

    Tasks plugin, `useFilenameAsScheduledDate`: a name that matches the format
    whole, else the first `NNNN-NN-NN`, else the first eight digits; folders
    count only in the list of folders that restricts it.
    """
    if not settings.filename_as_scheduled:
        return None
    folders = settings.filename_folders
    if folders and not any(path.startswith(folder + "/") for folder in folders):
        return None
    name = path.rpartition("/")[2].rpartition(".")[0]
    found = _by_format(name, settings.filename_format) or _named_in(name)
    return found if isinstance(found, date | YearZero) else None


def date_in(name: str) -> date | None:
    """Return the first `NNNN-NN-NN` of a name, else its first eight digits, if that is a day."""
    found = _named_in(name)
    return found if isinstance(found, date) else None


def _named_in(name: str) -> date | BadDate | None:
    if match := _NAMED.search(name):
        return read_date(match[0])
    if match := _EIGHT.search(name):
        return read_date(f"{match[0][:4]}-{match[0][4:6]}-{match[0][6:]}")
    return None


_TOKEN = re.compile(r"\[([^\]]*)\]|YYYY|YY|MMMM|MMM|MM|M|Do|DD|D|dddd|ddd|.", re.DOTALL)
_PATTERNS = {
    "YYYY": r"(?P<year>[0-9]{4})",
    "YY": r"(?P<short_year>[0-9]{2})",
    "MMMM": "(?P<month_name>" + "|".join(_MONTHS) + ")",
    "MMM": "(?P<month_name>" + "|".join(month[:3] for month in _MONTHS) + ")",
    "MM": r"(?P<month>[0-9]{2})",
    "M": r"(?P<month>[0-9]{1,2})",
    "Do": r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)",
    "DD": r"(?P<day>[0-9]{2})",
    "D": r"(?P<day>[0-9]{1,2})",
    "dddd": "(?:" + "|".join(_DAYS) + ")",
    "ddd": "(?:" + "|".join(day[:3] for day in _DAYS) + ")",
}


def _by_format(name: str, format_: str) -> date | None:
    """Read a whole name by a moment.js format in strict mode: years, months, days, names of days."""
    if not format_:
        return None
    pattern = "".join(
        re.escape(token[1]) if token[1] is not None else _PATTERNS.get(token[0], re.escape(token[0]))
        for token in _TOKEN.finditer(format_)
    )
    try:
        match = re.fullmatch(pattern, name, re.IGNORECASE)
    except re.error:  # a token given twice
        return None
    parts = match.groupdict() if match else {}
    if not (parts.get("year") or parts.get("short_year")):
        return None
    month = _month(parts)
    year = int(parts["year"]) if parts.get("year") else _century(int(parts["short_year"]))
    try:
        return date(year, month, int(parts.get("day") or 1))
    except ValueError:
        return None


def _month(parts: dict[str, str]) -> int:
    if name := parts.get("month_name"):
        return 1 + next(i for i, month in enumerate(_MONTHS) if month[:3].lower() == name[:3].lower())
    return int(parts.get("month") or 1)


def _century(year: int) -> int:
    """Two digits as moment.js reads them: up to 68 is this century."""
    return year + (2000 if year <= 68 else 1900)
