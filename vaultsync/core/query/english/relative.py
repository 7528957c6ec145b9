"""Days that a text counts from today: `tomorrow`, `in two weeks`, `14 days ago`, `next month`."""

from vaultsync.core.query.english.moment import DAY, HOUR, civil, weekday
from vaultsync.core.query.english.parts import AM, PM, FoundDate, Match, Parts, counted_from
from vaultsync.core.query.english.words import EDGE, UNIT, UNITS, reversed_units, unit_of, units_in, worded

CASUAL_DAY = worded(rf"(?P<text>(now|today|tonight|tomorrow|tmr|tmrw|yesterday|last\s*night){EDGE})")
_AHEAD = {"tomorrow": 1, "tmr": 1, "tmrw": 1, "yesterday": -1}


def casual_day(match: Match, at: int, today: int) -> FoundDate:
    """`now`, `today`, `tonight`, `tomorrow`, `yesterday`, `last night`."""
    word = match["text"].lower()
    parts = Parts(today)
    if word == "tonight":
        parts.suggest(hour=22, meridiem=PM)
        parts.state_day(today)
    elif word.startswith("last"):
        ago = DAY if today % DAY // HOUR > 6 else 0
        parts.state_day(today - ago)
        parts.suggest(hour=0)
    else:
        moment = today + _AHEAD.get(word, 0) * DAY
        parts.state_day(moment)
        parts.suggest_time(moment)
        if word == "now":
            parts.state(**{name: parts.at(name) for name in ("hour", "minute", "second", "millisecond")})
            parts.state(meridiem=PM if parts.at("hour") >= 12 else AM, zone=0)
    return FoundDate(at, match["text"], parts)


CASUAL_TIME = worded(rf"(?P<text>(?:this)?\s{{0,3}}(?P<time>morning|afternoon|evening|night|midnight|noon){EDGE})")
_HOURS = {"afternoon": (15, PM), "evening": (20, PM), "night": (20, PM), "morning": (6, AM), "noon": (12, AM)}


def casual_time(match: Match, at: int, today: int) -> FoundDate:
    """`this morning`, `noon`; `midnight` is the coming one."""
    parts = Parts(today)
    time = match["time"].lower()
    if time == "midnight":
        parts.state_day(today + DAY)
        parts.suggest(hour=0, minute=0, second=0)
    else:
        hour, meridiem = _HOURS[time]
        parts.suggest(hour=hour, meridiem=meridiem)
    return FoundDate(at, match["text"], parts)


PERIOD = worded(rf"(?P<text>(?P<which>this|last|past|next|after\s*this)\s*(?P<unit>{UNIT})(?=\s*){EDGE})")


def period(match: Match, at: int, today: int) -> FoundDate:
    """`next week` is today in a week; `this week` its Sunday, `this month` and `this year` their first day."""
    which, unit_word = match["which"].lower(), match["unit"].lower()
    if which != "this":
        amount = -1.0 if which in ("last", "past") else 1.0
        return _counted(match, at, today, {unit_of(unit_word): amount})
    parts = Parts(today)
    year, month, _ = civil(today // DAY)
    if "week" in unit_word:
        parts.suggest_day(today - weekday(today // DAY) * DAY)
    elif "month" in unit_word:
        parts.suggest(day=1)
        parts.state(year=year, month=month)
    elif "year" in unit_word:
        parts.suggest(day=1, month=1)
        parts.state(year=year)
    return FoundDate(at, match["text"], parts)


CASUAL_UNITS = worded(rf"(?P<text>(?P<which>this|last|past|next|after|\+|-)\s*(?P<units>{UNITS}){EDGE})")


def casual_units(match: Match, at: int, today: int) -> FoundDate:
    """`next 2 weeks`, `last 3 days`, `+1 day`."""
    units = units_in(match["units"])
    if match["which"].lower() in ("last", "past", "-"):
        units = reversed_units(units)
    return _counted(match, at, today, units)


WITHIN = worded(
    r"(?P<text>(?:within|in|for)\s*(?:(?:about|around|roughly|approximately|just)\s*(?:~\s*)?)?"
    rf"(?P<units>{UNITS}){EDGE})"
)
LATER = worded(rf"(?P<text>(?P<units>{UNITS})\s{{0,5}}(?:later|after|from now|henceforth|forward|out){EDGE})")


def ahead(match: Match, at: int, today: int) -> FoundDate:
    """`in two weeks`, `2 weeks from now`."""
    return _counted(match, at, today, units_in(match["units"]))


AGO = worded(rf"(?P<text>(?P<units>{UNITS})\s{{0,5}}(?:ago|before|earlier){EDGE})")


def ago(match: Match, at: int, today: int) -> FoundDate:
    """`14 days ago`."""
    return _counted(match, at, today, reversed_units(units_in(match["units"])))


def _counted(match: Match, at: int, today: int, units: dict[str, float]) -> FoundDate:
    return FoundDate(at, match["text"], counted_from(today, units))
