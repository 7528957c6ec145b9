"""Days, moments and durations in the forms of RFC 5545 (3.3.4, 3.3.5, 3.3.6)."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache


@lru_cache(maxsize=4096)
def compact(day: date) -> str:
    """Return a value of type DATE: `20260105`."""
    return day.isoformat().replace("-", "")


def utc(moment: datetime) -> str:
    """Return a value of type DATE-TIME in UTC, in whole seconds: `20260105T120000Z`.

    Raises:
        ValueError: The moment has no time zone, so it would mean another one on each machine.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return moment.isoformat()[:19].replace("-", "").replace(":", "") + "Z"


@lru_cache(maxsize=4096)
def noon(day: date, zone: tzinfo) -> str:
    """Return noon of a day in a zone as a moment in UTC.

    COMPLETED and CREATED must be moments, notes have days. Read back in the
    same zone, noon gives the same day, whatever the zone and its summer time.
    """
    try:
        return utc(datetime.combine(day, time(12), zone))
    except OverflowError:
        # The first and the last day of the calendar, seen from the far side of it.
        return utc(datetime.combine(day, time(12), UTC))


def duration(span: timedelta) -> str:
    """Return a value of type DURATION, in whole seconds: `PT1H`, `-P1DT30M`, `PT0S`."""
    seconds = round(span.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    days, seconds = divmod(seconds, 86_400)
    clock = "".join(
        f"{number}{unit}"
        for number, unit in ((seconds // 3600, "H"), (seconds // 60 % 60, "M"), (seconds % 60, "S"))
        if number
    )
    if not days and not clock:
        return "PT0S"
    return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"


def naive(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """Return a moment as a clock in a zone shows it, without the zone; one that has none is of that zone already."""
    return moment.astimezone(zone).replace(tzinfo=None) if moment is not None and moment.tzinfo else moment
