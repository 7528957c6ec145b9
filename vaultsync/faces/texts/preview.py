"""The next days of a feed, as an agenda in the terminal."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from vaultsync.faces.texts.words import clean, due_in_words, many


class Entry(NamedTuple):
    """One component on a day."""

    day: date
    time: str
    """`14:00`; empty for a whole day."""

    words: str


def entries(data: bytes, zone: tzinfo) -> Iterator[Entry]:
    """Yield what a calendar shows on a day: events by their start, todos by when they are due.

    Args:
        data: A feed, as it is served: read as a calendar program reads it.
        zone: In which times of day are shown.
    """
    from icalendar import Calendar

    for part in Calendar.from_ical(data).walk():
        when = part.get("DTSTART") if part.name == "VEVENT" else part.get("DUE") if part.name == "VTODO" else None
        if when is None or part.get("STATUS") in ("CANCELLED", "COMPLETED"):
            continue
        words = str(part.get("SUMMARY", ""))
        if isinstance(when.dt, datetime):
            local = when.dt.astimezone(zone)
            yield Entry(local.date(), f"{local:%H:%M}", words)
        else:
            yield Entry(when.dt, "", words)


def agenda(found: list[Entry], today: date, days: int) -> str:
    """Return the entries of the next days, today's first, and how many lie before and behind."""
    last = today + timedelta(days=days - 1)
    late = sum(each.day < today for each in found)
    later = sum(each.day > last for each in found)
    lines = [f"{many(late, 'entry', 'entries')} before today.", ""] if late else []
    shown: date | None = None
    for each in sorted(found):
        if today <= each.day <= last:
            if each.day != shown:
                lines += [*([""] if shown else []), f"{each.day:%a %Y-%m-%d}  {due_in_words(each.day, today)}"]
                shown = each.day
            lines.append(clean(f"  {each.time or '     '}  {each.words}"))
    if shown is None:
        lines.append(f"Nothing in the next {many(days, 'day')}.")
    if later:
        lines += ["", f"{many(later, 'entry', 'entries')} later."]
    return "\n".join(lines)
