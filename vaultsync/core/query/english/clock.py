"""Times of day: `at 5pm`, `10:00 - 11:30`. They matter here as neighbours of dates, and as days of their own: today."""

import re

from vaultsync.core.query.english.parts import AM, PM, FoundDate, Match, Parts
from vaultsync.core.query.english.words import EDGE, pattern

TIME = pattern(
    r"(?P<before>^|\s|T|\b)(?P<text>(?:(?:at|from)\s*)??(?P<hour>\d{1,4})"
    r"(?:(?:\.|:|：)(?P<minute>\d{1,2})(?:(?::|：)(?P<second>\d{2})(?:\.(?P<thousandths>\d{1,6}))?)?)?"
    r"(?:\s*(?P<meridiem>a\.m\.|p\.m\.|am?|pm?))?"
    rf"(?:\s*(?:o\W*clock|at\s*night|in\s*the\s*(?:morning|afternoon)))?(?!/){EDGE})"
)
_UNTIL = pattern(
    r"(?P<to>\s*(?:\-|\–|\~|\〜|to|\?)\s*)(?P<hour>\d{1,4})"
    r"(?:(?:\.|\:|\：)(?P<minute>\d{1,2})(?:(?:\.|\:|\：)(?P<second>\d{1,2})(?:\.(?P<thousandths>\d{1,6}))?)?)?"
    rf"(?:\s*(?P<meridiem>a\.m\.|p\.m\.|am?|pm?))?{EDGE}"
)
_ZONE = pattern(r"\s*[+-]\s*\d{2,4}\Z")
_LONG_ZONE = pattern(r"\s*[+-]\s*\d{3,4}\Z")
_NO_TIME = pattern(r"^\d\Z|^\d\d\d+\Z|\d[ap]\Z")
_LAST_NUMBER = pattern(r"[^\d:.](\d[\d.]+)\Z")
_LAST_NUMBERS = pattern(r"[^\d:.](\d[\d.]+)\s*-\s*(\d[\d.]+)\Z")
_DOTTED = pattern(r"\d(\.\d{2})+\Z")


def time(match: Match, at: int, today: int, rest: str) -> FoundDate | int:
    """A time, or a span of two.

    Args:
        match: Of `TIME`.
        at: Offset of the time in the text.
        today: The moment of reference.
        rest: What follows the match in the text.
    """
    behind = at + len(match["text"])
    parts = _begin(match, Parts(today))
    if parts is None:
        return behind
    found = FoundDate(at, match["text"], parts)
    until = _UNTIL.match(rest)
    if until and re.match(r"[0-9]{3,4}", found.text) and _ZONE.match(until[0]):
        return behind
    if until is None or _LONG_ZONE.match(until[0]):
        return behind if _unlikely(found.text) else found
    found.end = _end(until, found.start, Parts(today))
    if found.end:
        found.text += until[0]
    return behind if _unlikely_span(found.text) else found


def _begin(match: Match, parts: Parts) -> Parts | None:
    hour, minute = int(match["hour"]), 0
    if hour > 100:
        if match["minute"] is not None:
            return None
        hour, minute = divmod(hour, 100)
    if match["minute"] is not None:
        if len(match["minute"]) == 1 and not match["meridiem"]:
            return None
        minute = int(match["minute"])
    if hour > 24 or minute >= 60 or (match["meridiem"] and hour > 12):
        return None
    if match["meridiem"]:
        hour, meridiem = _half(hour, match["meridiem"])
        parts.state(meridiem=meridiem)
    elif hour > 12:
        parts.state(meridiem=PM)
    else:
        parts.suggest(meridiem=AM if hour < 12 else PM)
    parts.state(hour=hour, minute=minute)
    if not _seconds(match, parts):
        return None
    _time_of_day(match[0], parts)
    return parts


def _half(hour: int, written: str) -> tuple[int, int]:
    if written[0] in "aA":
        return (0 if hour == 12 else hour), AM
    return (hour if hour == 12 else hour + 12), PM


def _seconds(match: Match, parts: Parts) -> bool:
    if match["thousandths"] is not None:
        parts.state(millisecond=int(match["thousandths"][:3]))
    if match["second"] is not None:
        if int(match["second"]) >= 60:
            return False
        parts.state(second=int(match["second"]))
    return True


def _time_of_day(text: str, parts: Parts) -> None:
    """Take `at night`, `in the morning` and `in the afternoon` into account, in lower case only."""
    hour = parts.at("hour")
    if text.endswith("night"):
        if 6 <= hour < 12:
            parts.state(hour=hour + 12, meridiem=PM)
        elif hour < 6:
            parts.state(meridiem=AM)
    elif text.endswith("afternoon"):
        parts.state(meridiem=PM, hour=hour + 12 if hour <= 6 else hour)
    elif text.endswith("morning"):
        parts.state(meridiem=AM)


def _end(match: Match, start: Parts, parts: Parts) -> Parts | None:
    """Read the second time of a span; it can tell the half of the day of the first."""
    if not _seconds(match, parts):
        return None
    hour, minute = int(match["hour"]), 0
    if match["minute"] is not None:
        minute = int(match["minute"])
    elif hour > 100:
        hour, minute = divmod(hour, 100)
    if minute >= 60 or hour > 24 or (match["meridiem"] and hour > 12):
        return None
    meridiem = PM if hour >= 12 else None
    if match["meridiem"]:
        if match["meridiem"][0] in "aA" and hour == 12:
            parts.suggest(day=parts.at("day") + 1)
        hour, meridiem = _half(hour, match["meridiem"])
        _give_half(start, meridiem)
    parts.state(hour=hour, minute=minute)
    if meridiem is not None:
        parts.state(meridiem=meridiem)
    else:
        _same_half(start, hour, parts)
    begin, end = start.moment(), parts.moment()
    if begin is not None and end is not None and end < begin:
        parts.suggest(day=parts.at("day") + 1)
    return parts


def _give_half(start: Parts, meridiem: int) -> None:
    if "meridiem" in start.stated:
        return
    start.suggest(meridiem=meridiem)
    hour = start.at("hour")
    if meridiem == AM and hour == 12:
        start.state(hour=0)
    elif meridiem == PM and hour != 12:
        start.state(hour=hour + 12)


def _same_half(start: Parts, hour: int, parts: Parts) -> None:
    if "meridiem" in start.stated and start.at("hour") > 12:
        if start.at("hour") - 12 > hour:
            parts.suggest(meridiem=AM)
        elif hour <= 12:
            parts.state(hour=hour + 12, meridiem=PM)
    else:
        parts.suggest(meridiem=PM if hour > 12 else AM)


def _unlikely(text: str) -> bool:
    """Whether a number is rather a number than a time."""
    if _NO_TIME.search(text):
        return True
    last = _LAST_NUMBER.search(text)
    return last is not None and (_not_dotted(last[1]) or _leading(last[1]) > 24)


def _unlikely_span(text: str) -> bool:
    if re.match(r"[0-9]+-[0-9]+\Z", text):
        return True
    last = _LAST_NUMBERS.search(text)
    return last is not None and (_not_dotted(last[2]) or _leading(last[2]) > 24 or _leading(last[1]) > 24)


def _not_dotted(number: str) -> bool:
    return "." in number and not _DOTTED.search(number)


def _leading(number: str) -> int:
    return int(number.partition(".")[0])
