"""Days that a text names: `2024-03-09`, `9/3/2024`, `14 October`, `May 2024`, `next friday`."""

from vaultsync.core.query.english.moment import DAY, nearest_year, weekday
from vaultsync.core.query.english.parts import FoundDate, Match, Parts
from vaultsync.core.query.english.words import (
    EDGE,
    FULL_MONTHS,
    MONTH,
    MONTHS,
    ORDINAL,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
    likely_year,
    ordinal_of,
    pattern,
    worded,
    year_of,
)

ISO = worded(
    r"(?P<text>([0-9]{4})\-([0-9]{1,2})\-([0-9]{1,2})"
    r"(?:T([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.(\d{1,4}))?)?(?:Z|([+-]\d{2}):?(\d{2})?)?)?" + EDGE + ")"
)


def iso(match: Match, at: int, today: int) -> FoundDate:
    """`2024-03-09`, `2024-3-9`, `2024-03-09T10:00`; an hour without a zone is one of UTC."""
    year, month, day, hour, minute, second, thousandths, zone, zone_minutes = match.groups()[2:]
    parts = Parts(today)
    parts.state(year=int(year), month=int(month), day=int(day))
    if hour is not None:
        parts.state(hour=int(hour), minute=int(minute))
        if second is not None:
            parts.state(second=int(second))
        if thousandths is not None:
            parts.state(millisecond=int(thousandths))
        offset, more = int(zone or 0) * 60, int(zone_minutes or 0)
        parts.state(zone=offset - more if offset < 0 else offset + more)
    return FoundDate(at, match["text"], parts)


SLASHED = pattern(
    r"(?P<before>[^\d]|^)(?P<text>([0-3]?[0-9])[/.\-]([0-3]?[0-9])(?:[/.\-]([0-9]{4}|[0-9]{2}))?)(?P<behind>\W|\Z)"
)
_VERSION = pattern(r"\d\.\d\Z|\d\.\d{1,2}\.\d{1,2}\s*\Z")


def slashed(match: Match, at: int, today: int) -> FoundDate | int:
    """`3/9/2024`, `9.3.2024`, `12-25-24`: the month first, unless it can be none."""
    if "/" in (match["before"], match["behind"]):
        return at + len(match[0]) - len(match["before"])
    text, year = match["text"], match[5]
    month, day = int(match[3]), int(match[4])
    if month > 12 and 1 <= day <= 12 and month <= 31:
        month, day = day, month
    slash = "/" in match[0]
    if _VERSION.match(text) or not (year or slash) or month > 12 or not 1 <= day <= 31:
        return at - len(match["before"])
    parts = Parts(today)
    parts.state(day=day, month=month)
    _take_year(parts, likely_year(int(year)) if year else None, day, month)
    return FoundDate(at, text, parts)


def _take_year(parts: Parts, year: int | None, day: int, month: int) -> None:
    """State the year that is written, else suggest the nearest."""
    if year is not None:
        parts.state(year=year)
    else:
        parts.suggest(year=nearest_year(parts.reference, day, month))


DAY_MONTH = worded(
    rf"(?P<text>(?:on\s{{0,3}})?(?P<day>{ORDINAL})"
    rf"(?:\s{{0,3}}(?:to|\-|\–|until|through|till)?\s{{0,3}}(?P<last>{ORDINAL}))?"
    rf"(?:-|/|\s{{0,3}}(?:of)?\s{{0,3}})(?P<month>{MONTH})"
    rf"(?:(?:-|/|,?\s{{0,3}})(?P<year>{YEAR}(?![^\s]\d)))?{EDGE})"
)


def day_month(match: Match, at: int, today: int) -> FoundDate | int:
    """`14 October`, `14th of Oct 2024`, `5 to 9 May`."""
    day, month = ordinal_of(match["day"]), MONTHS[match["month"].lower()]
    if day > 31:
        return at + len(match["day"])
    return _of_month(match, at, Parts(today), day, month)


MONTH_DAY = worded(
    rf"(?P<text>(?P<month>{MONTH})(?:-|/|\s*,?\s*)(?P<day>{ORDINAL})(?!\s*(?:am|pm))\s*"
    rf"(?:(?:to|\-)\s*(?P<last>{ORDINAL})\s*)?(?:(?:-|/|\s*,?\s*)(?P<year>{YEAR}))?{EDGE}(?!\:\d))"
)


def month_day(match: Match, at: int, today: int) -> FoundDate | int:
    """`October 14`, `Oct 14th, 2024`, `May 5 - 9`."""
    day, month = ordinal_of(match["day"]), MONTHS[match["month"].lower()]
    if day > 31:
        return at
    return _of_month(match, at, Parts(today), day, month)


def _of_month(match: Match, at: int, parts: Parts, day: int, month: int) -> FoundDate:
    parts.state(day=day, month=month)
    _take_year(parts, year_of(match["year"]) if match["year"] else None, day, month)
    end = None
    if match["last"]:
        end = parts.copy()
        end.state(day=ordinal_of(match["last"]))
    return FoundDate(at, match["text"], parts, end)


MONTH_ALONE = worded(
    rf"(?P<text>(?P<in>in\s*)?(?P<month>{MONTH})\s*(?:[,-]?\s*(?P<year>{YEAR})?)?"
    r"(?=[^\s\w]|\s+[^0-9]|\s+\Z|\Z))"
)


def month_alone(match: Match, at: int, today: int) -> FoundDate | int:
    """`May`, `in October 2024`: its first day. A short name needs more than itself: `Dec` is none."""
    name, text = match["month"].lower(), match["text"]
    if len(text) <= 3 and name not in FULL_MONTHS:
        return at
    prefix = len(match["in"] or "")
    parts = Parts(today)
    parts.suggest(day=1)
    parts.state(month=MONTHS[name])
    _take_year(parts, year_of(match["year"]) if match["year"] else None, 1, MONTHS[name])
    return FoundDate(at + prefix, text[prefix:], parts)


YEAR_MONTH_DAY = worded(
    rf"(?P<text>(?P<year>[0-9]{{4}})[\./\s](?:(?P<name>{MONTH})|(?P<month>[0-9]{{1,2}}))[\./\s](?P<day>[0-9]{{1,2}}){EDGE})"
)


def year_month_day(match: Match, at: int, today: int) -> FoundDate | int:
    """`2024/03/09`, `2024 March 9`."""
    month = int(match["month"]) if match["month"] else MONTHS[match["name"].lower()]
    if not 1 <= month <= 12:
        return at
    parts = Parts(today)
    parts.state(day=int(match["day"]), month=month, year=int(match["year"]))
    return FoundDate(at, match["text"], parts)


MONTH_YEAR = worded(r"(?P<text>(?P<month>[0-9]|0[1-9]|1[012])/(?P<year>[0-9]{4}))")


def month_year(match: Match, at: int, today: int) -> FoundDate:
    """`3/2024`: its first day."""
    parts = Parts(today)
    parts.suggest(day=1)
    parts.state(month=int(match["month"]), year=int(match["year"]))
    return FoundDate(at, match["text"], parts)


WEEKDAY_NAMED = worded(
    r"(?P<text>(?:(?:\,|\(|\（)\s*)?(?:on\s*?)?(?:(?P<which>this|last|past|next)\s*)?"
    rf"(?P<name>{WEEKDAY})(?:\s*(?:\,|\)|\）))?(?:\s*(?P<week>this|last|past|next)\s*week)?{EDGE})"
)
_WEEKS = {"this": 0, "next": 7, "last": -7, "past": -7}


def weekday_named(match: Match, at: int, today: int) -> FoundDate:
    """`monday` is the nearest one; `this`, `next` and `last` count in weeks from Sunday."""
    named = WEEKDAYS[match["name"].lower()]
    which = (match["which"] or match["week"] or "").lower()
    ahead = named - weekday(today // DAY)
    if which:
        ahead += _WEEKS[which]
    elif abs(ahead - 7) < abs(ahead):
        ahead -= 7
    elif abs(ahead + 7) < abs(ahead):
        ahead += 7
    parts = Parts(today)
    parts.state(weekday=named)
    parts.suggest_day(today + ahead * DAY)
    return FoundDate(at, match["text"], parts)
