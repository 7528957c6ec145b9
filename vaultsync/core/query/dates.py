"""The days that a date filter compares with: `next week`, `2024-Q1`, `in two weeks`.

A range of the calendar is found first, then a numbered one, then days in English words
(Tasks plugin 8.3.0; weeks are those of ISO 8601, from Monday).
"""

import re
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.late import Late
from vaultsync.core.query.english.moment import DAY, day_number, weekday
from vaultsync.core.text import JS_SPACE

if TYPE_CHECKING:
    from vaultsync.core.query.english.parts import FoundDate, Parts

_RELATIVE = Late(r"(last|this|next) (week|month|quarter|year)")
_NUMBERED = Late(rf"[{JS_SPACE}]*([0-9]{{4}})(?:-Q([1-4])|-([0-9]{{2}})|-W([0-9]{{2}}))?[{JS_SPACE}]*")
_DAY = Late("[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
"""Read without the words of English, which take long to import."""

_SIGNS = "<>=!≤≥≠"
_WORD = Late(rf"[{_SIGNS}]+|[^{JS_SPACE},;{_SIGNS}]+")
_TO = Late(rf"[{JS_SPACE}]+(?:to|[-–])[{JS_SPACE}]+", re.IGNORECASE)
_IDLE = frozenset("the on in at of is = ==".split())
_JOINING = frozenset("and or to from between until through".split())
"""Means nothing beside two days: they are the first and the last anyway."""

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_STEPS = {"last": -1, "this": 0, "next": 1}


class Range(NamedTuple):
    """The days from the first to the last, both included."""

    first: date
    last: date


class Phrase(NamedTuple):
    """What was understood of a text."""

    days: Range
    passed_over: tuple[str, ...] = ()
    """Words that had no part in finding the days, though they may mean something."""


def phrase_of(text: str, today: date) -> Phrase | None:
    """Return the days that a text means and what was passed over, or None if it means none.

    Args:
        text: What follows `due`, `before` … in an instruction.
        today: The day of reference.
    """
    if match := _RELATIVE().search(text):
        return Phrase(_relative(match[1], match[2], today), _passed_over(text, [match.span()]))
    if _DAY().fullmatch(text):
        with suppress(ValueError):
            return Phrase(Range(date.fromisoformat(text), date.fromisoformat(text)))
    if (match := _NUMBERED().fullmatch(text)) and (found := _numbered(match)):
        return Phrase(found)
    from vaultsync.core.query.english.reading import dates_in, narrowed  # a fifth of what a query imports

    text = narrowed(text)
    finds = [(find, day) for find in dates_in(text, today)[:2] if (day := _day(find.start)) is not None]
    days = [day for _, day in finds]
    over = _passed_over(text, [_taken(find) for find, _ in finds])
    return Phrase(_range(min(days), max(days)), over) if days else None


def day_phrase(text: str, today: date) -> Phrase | None:
    """Return the first day that a text names in English and what was passed over, or None if it names none."""
    from vaultsync.core.query.english.reading import dates_in, narrowed

    text = narrowed(text)
    for find in dates_in(text, today)[:1]:
        day = _day(find.start)
        return None if day is None else Phrase(_range(day, day), _passed_over(text, [_taken(find)]))
    return None


def _taken(find: "FoundDate") -> tuple[int, int]:
    """Return the offsets of what counts of a date: of a span only its beginning, nothing if that is not told apart."""
    ends = find.end and _day(find.end)
    if ends is None or ends == _day(find.start):
        return find.index, find.behind
    to = _TO().search(find.text)
    return find.index, find.index + (to.start() if to else 0)


def _passed_over(text: str, understood: list[tuple[int, int]]) -> tuple[str, ...]:
    """Return the words that do not lie within what was understood, without those that mean nothing there."""
    idle = _IDLE | _JOINING if len(understood) > 1 else _IDLE
    within = {at for first, behind in understood for at in range(first, behind)}
    outside = (
        word[0].strip(".:()")
        for word in _WORD().finditer(text)
        if any((text[at].isalnum() or text[at] in _SIGNS) and at not in within for at in range(*word.span()))
        and not _is_mark(text, *word.span())
    )
    return tuple(word for word in outside if word.casefold() not in idle)


def _is_mark(text: str, first: int, behind: int) -> bool:
    """Whether a sign only ends what stands before it (`today!`); before a word `!` may be meant to say `not`."""
    mark = not text[first:behind].strip("!") and not text[behind : behind + 1].isalnum()
    return mark and any(map(str.isalnum, text[:first]))


def _relative(which: str, unit: str, today: date) -> Range:
    step = _STEPS[which]
    if unit == "week":
        monday = today.toordinal() - today.weekday() + 7 * step
        return _range(monday, monday + 6)
    length = _MONTHS[unit]
    months = (today.year * 12 + today.month - 1) // length * length + step * length
    return _months(months, length)


def _months(months: int, length: int) -> Range:
    """Return the range from a month, counted from year 0, of some months' length."""
    return _range(day_number(0, months + 1, 1), day_number(0, months + length + 1, 1) - 1)


def _numbered(match: re.Match[str]) -> Range | None:
    year, quarter, month, week = (int(part) if part else None for part in match.groups())
    assert year is not None
    if quarter:
        return _months(year * 12 + (quarter - 1) * 3, 3)
    if match[3]:
        return _months(year * 12 + month - 1, 1) if month and month <= 12 else None
    if match[4]:
        return _week(year, week or 0)
    return _months(year * 12, 12)


def _week(year: int, week: int) -> Range | None:
    def first(of_year: int) -> int:
        fourth = day_number(of_year, 1, 4)
        return fourth - (weekday(fourth) + 6) % 7

    monday = first(year) + 7 * (week - 1)
    return _range(monday, monday + 6) if week and monday < first(year + 1) else None


def _day(parts: "Parts") -> int | None:
    moment = parts.moment()
    return None if moment is None else moment // DAY


def _range(first: int, last: int) -> Range:
    return Range(_date(first), _date(last))


def _date(number: int) -> date:
    """Return a day; before the year 1 and after 9999 the nearest that Python can say."""
    return date.fromordinal(min(max(number, 1), date.max.toordinal()))
