"""The words of the tasks in a calendar."""

from icalendar import Calendar


def words(data: bytes, kind: str = "VEVENT") -> list[str]:
    return [str(part["SUMMARY"]).removeprefix("☐ ") for part in Calendar.from_ical(data).walk(kind)]
