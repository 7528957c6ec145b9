"""Dates as the Tasks plugin writes them, and dates that hide in file names."""

import re
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.values import BadDate, YearZero

if TYPE_CHECKING:
    from vaultsync.core.model import Statement

_NAMED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EIGHT = re.compile(r"[0-9]{8}")


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


def scheduled_by_file_name(path: str, settings: TasksSettings, said: "Statement") -> date | YearZero | None:
    """Return the scheduled date that a note's name gives to a line that starts, is scheduled and due on none, or None.

    Tasks plugin, `useFilenameAsScheduledDate`: a name that matches the format
    whole, else the first `NNNN-NN-NN`, else the first eight digits; folders
    count only in the list of folders that restricts it.
    """
    if not settings.filename_as_scheduled or said.start or said.scheduled or said.due:
        return None
    folders = settings.filename_folders
    if folders and not any(path.startswith(folder + "/") for folder in folders):
        return None
    from vaultsync.core.notation.named_days import day_named  # few vaults have it so

    name = path.rpartition("/")[2].rpartition(".")[0]
    found = day_named(name, settings.filename_format) or _named_in(name)
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
