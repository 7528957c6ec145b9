"""What becomes of neighbours: a day and its time, a weekday and its date, two ends of a span, doubles."""

import re
from collections.abc import Callable

from vaultsync.core.query.english.moment import DAY
from vaultsync.core.query.english.parts import PM, FoundDate, Parts, counted_from
from vaultsync.core.query.english.words import pattern, reversed_units, units_in
from vaultsync.core.query.english.zones import ZONES

Finds = list[FoundDate]
_OFFSET = pattern(r"\s*(?:\(?(?:GMT|UTC)\s?)?([+-])(\d{1,2})(?::?(\d{2}))?\)?")
_ABBREVIATION = pattern(r"\s*,?\s*\(?([A-Z]{2,4})\)?(?=\W|\Z)")
_NOTHING = pattern(r"\s*\Z")
_COMMA = pattern(r",?\s*\Z")
_TO = pattern(r"\s*(to|-)\s*\Z")
# Capitals count here, as in chrono-node.
_JOINED = re.compile(pattern(r"\s*(T|at|after|before|on|of|,|-)?\s*\Z").pattern)
_EARLIER = pattern(r"\s+(before|from)\Z")
_LATER = pattern(r"\s+(after|since)\Z")
_NUMBER = re.compile(r"[0-9]*(\.[0-9]*)?\Z")


def merged(text: str, finds: Finds) -> Finds:
    """Return the dates of a text in order, after all merging and without the impossible ones."""
    finds = without_overlaps(finds)
    _take_offsets(text, finds)
    _take_abbreviations(text, finds)
    for merge in (_weekday_and_date, _units_and_date, _date_and_time, _span):
        finds = _neighbours(text, finds, merge)
    return [found for found in without_overlaps(finds) if _likely(found)]


def without_overlaps(finds: Finds) -> Finds:
    """Return the longer of those that overlap, the earlier of equals."""
    kept: Finds = []
    for found in finds:
        if not kept or found.index >= kept[-1].behind:
            kept.append(found)
        elif len(found.text) > len(kept[-1].text):
            kept[-1] = found
    return kept


def _neighbours(text: str, finds: Finds, merge: Callable[[str, FoundDate, FoundDate], FoundDate | None]) -> Finds:
    kept: Finds = []
    for found in finds:
        if kept:
            # A time zone may have made the first one reach over the second.
            first, last = sorted((kept[-1].behind, found.index))
            one = merge(text[first:last], kept[-1], found)
            if one is not None:
                kept[-1] = one
                continue
        kept.append(found)
    return kept


def _take_offsets(text: str, finds: Finds) -> None:
    for found in finds:
        match = _OFFSET.match(text, found.behind)
        if match is None or "zone" in found.start.stated:
            continue
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        if minutes <= 14 * 60:
            _state_zone(found, -minutes if match[1] == "-" else minutes, match[0])


def _state_zone(found: FoundDate, zone: int, written: str) -> None:
    if found.end:
        found.end.state(zone=zone)
    found.start.state(zone=zone)
    found.text += written


def _take_abbreviations(text: str, finds: Finds) -> None:
    for found in finds:
        match = _ABBREVIATION.match(text, found.behind)
        zone = ZONES.get(match[1].upper()) if match else None
        if match is None or zone is None:
            continue
        capitals = match[1].upper() == match[1]
        known = found.start.get("zone")
        if known is not None and known != zone and ("zone" in found.start.stated or not capitals):
            continue
        if found.start.only_date and not capitals:
            continue
        found.text += match[0]
        for parts in filter(None, (found.start, found.end)):
            if "zone" not in parts.stated:
                parts.state(zone=zone)


def _weekday_and_date(between: str, one: FoundDate, other: FoundDate) -> FoundDate | None:
    """`Friday, 9 March`: the date counts."""
    if not (
        one.start.only_weekday
        and "hour" not in one.start.stated
        and "day" in other.start.stated
        and _COMMA.match(between)
    ):
        return None
    whole = FoundDate(one.index, one.text + between + other.text, other.start.copy(), other.end and other.end.copy())
    for parts in filter(None, (whole.start, whole.end)):
        parts.state(weekday=one.start.at("weekday"))
    return whole


def _units_and_date(between: str, one: FoundDate, other: FoundDate) -> FoundDate | None:
    """`2 weeks after 9 March`."""
    earlier = _EARLIER.search(one.text)
    if not (_NOTHING.match(between) and (earlier or _LATER.search(one.text))):
        return None
    start = other.start
    reference = start.moment()
    if reference is None or not all(start.get(name) for name in ("day", "month", "year")):
        return None
    units = units_in(one.text)
    parts = counted_from(reference, reversed_units(units) if earlier else units)
    return FoundDate(one.index, one.text + between + other.text, parts)


def _date_and_time(between: str, one: FoundDate, other: FoundDate) -> FoundDate | None:
    """`9 March at 10:00`, `5pm tomorrow`."""
    date_first = one.start.only_date and other.start.only_time
    if not (date_first or (other.start.only_date and one.start.only_time)) or not _JOINED.match(between):
        return None
    date, time = (one, other) if one.start.only_date else (other, one)
    start = _on(date.start, time.start)
    end = None
    if date.end or time.end:
        end = _on(date.end or date.start, time.end or time.start)
        begins, ends = start.moment(), end.moment()
        if date.end is None and begins is not None and ends is not None and ends < begins:
            next_day = {"day": end.at("day") + 1}
            if "day" in end.stated:
                end.state(**next_day)
            else:
                end.suggest(**next_day)
    return FoundDate(one.index, one.text + between + other.text, start, end)


def _on(day: Parts, time: Parts) -> Parts:
    """Return the parts of a day at a time."""
    whole = day.copy()
    known = {name: time.at(name) for name in ("hour", "minute", "second", "millisecond")}
    stated = "hour" in time.stated
    certain = [name for name in ("hour", "minute") if stated]
    if stated and "second" in time.stated:
        certain += ["second", *(["millisecond"] if "millisecond" in time.stated else [])]
    whole.state(**{name: known[name] for name in certain})
    whole.suggest(**known)
    if "zone" in time.stated:
        whole.state(zone=time.at("zone"))
    meridiem = time.get("meridiem")
    if "meridiem" in time.stated:
        whole.state(meridiem=time.at("meridiem"))
    elif meridiem is not None and whole.get("meridiem") is None:
        whole.suggest(meridiem=meridiem)
    if whole.get("meridiem") == PM and whole.at("hour") < 12:
        later = {"hour": whole.at("hour") + 12}
        if stated:
            whole.state(**later)
        else:
            whole.suggest(**later)
    return whole


def _span(between: str, one: FoundDate, other: FoundDate) -> FoundDate | None:
    """`9 March to 12 March`, `monday - friday`: one find, from the earlier to the later day."""
    if one.end or other.end or not _TO.match(between):
        return None
    start, end = one.start, other.start
    if not (start.only_weekday or end.only_weekday):
        start.state(**{name: value for name, value in end.stated.items() if name not in start.stated})
        end.state(**{name: value for name, value in start.stated.items() if name not in end.stated})
    begins, ends = start.moment(), end.moment()
    if begins is not None and ends is not None and begins > ends:
        if start.only_weekday and begins - 7 * DAY < ends:
            start.suggest_day(begins - 7 * DAY)
        elif end.only_weekday and ends + 7 * DAY > begins:
            end.suggest_day(ends + 7 * DAY)
        else:
            start, end = end, start
    return FoundDate(min(one.index, other.index), one.text + between + other.text, start, end)


def _likely(found: FoundDate) -> bool:
    if _NUMBER.match(found.text.replace(" ", "", 1)):
        return False
    return found.start.valid() and (found.end is None or found.end.valid())
