"""Recurrence rules of the Tasks plugin: the value, and how it is read from English.

The plugin gives the text of `🔁` to the English parser of rrule.js 2.8.1. The
reader here has its grammar with all its habits: the first word that fits nothing
ends the rule without an error (`every day then call Bo` is `every day`), and a
text is no rule only where the grammar needs something and finds something else
(`every other day`, `every Monday,`, `every day for`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from vaultsync.core.notation.recurrence_until import Until, read_until
from vaultsync.core.notation.recurrence_words import MONTHS, WEEKDAYS, WordReader, whole
from vaultsync.core.text import js_trim


class Frequency(StrEnum):
    """The FREQ of RFC 5545, as far as the plugin's text can name it."""

    YEARLY = "yearly"
    MONTHLY = "monthly"
    WEEKLY = "weekly"
    DAILY = "daily"
    HOURLY = "hourly"
    MINUTELY = "minutely"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, or the n-th such day of a month or year."""

    day: int
    """Monday is 0, Sunday is 6."""

    ordinal: int = 0
    """2 is the second, -1 the last, 0 every one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a task comes again. Empty parts do not restrict; all restrictions hold together."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    """As typed: order and doubles are kept."""

    monthdays: tuple[int, ...] = ()
    """Days of the month, -1 is the last; up to 366, which no month has."""

    months: tuple[int, ...] = ()
    """January is 1."""

    weeknumbers: tuple[int, ...] = ()
    """Weeks of the year, ISO 8601."""

    hours: tuple[int, ...] = ()
    """Hours of the day; beyond 23 they reach into the days that follow."""

    count: int | None = None
    """How many occurrences there are, the base itself included."""

    until: Until | None = None
    when_done: bool = False
    """Whether the rule starts anew from the day of completion."""


WORKDAYS = tuple(map(Weekday, range(5)))

_FIELD = re.compile(r"([a-z0-9, !]+?)( when done)?", re.IGNORECASE | re.ASCII)
_UNITS = {
    "year": Frequency.YEARLY,
    "month": Frequency.MONTHLY,
    "week": Frequency.WEEKLY,
    "weekday": Frequency.WEEKLY,
    "day": Frequency.DAILY,
    "hour": Frequency.HOURLY,
    "minute": Frequency.MINUTELY,
}
_ORDINALS = {"first": 1, "second": 2, "third": 3}


def read_rule(text: str) -> Rule | None:
    """Read the text of a recurrence field.

    Args:
        text: What stands behind `🔁` or `repeat::`.

    Returns:
        The rule, or None if the Tasks plugin finds none in the text.
    """
    match = _FIELD.fullmatch(js_trim(text))
    if match is None:
        return None
    try:
        return _Reader(match[1].strip(" "), when_done=match[2] is not None).rule()
    except _NoRule:
        return None


class _NoRule(Exception):
    """The grammar needs something that does not come."""


class _Reader:
    """Reads one rule; each method takes one part of the grammar from the words."""

    def __init__(self, text: str, *, when_done: bool) -> None:
        self._words = WordReader(text)
        self._when_done = when_done
        self._weekdays: list[Weekday] = []
        self._monthdays: list[int] = []
        self._months: list[int] = []
        self._weeknumbers: list[int] = []
        self._hours: list[int] = []

    def rule(self) -> Rule:
        """`every [n]`, then a unit, weekdays or months, then the end."""
        if not self._words.take("every"):
            raise _NoRule
        interval = whole(self._words.take("number") or "1")
        frequency = self._what()
        until, count = self._end()
        return Rule(
            frequency=frequency,
            interval=interval,
            weekdays=tuple(self._weekdays),
            monthdays=tuple(self._monthdays),
            months=tuple(self._months),
            weeknumbers=tuple(self._weeknumbers),
            hours=tuple(self._hours),
            count=count,
            until=until,
            when_done=self._when_done,
        )

    def _what(self) -> Frequency:
        kind = self._words.kind
        if kind in _UNITS:
            self._words.advance()
            self._unit(kind)
            return _UNITS[kind]
        if kind in WEEKDAYS:
            self._weekdays = [Weekday(day) for day in self._names(WEEKDAYS)]
            self._at()
            self._monthdays_of_weekdays()
            return Frequency.WEEKLY
        if kind in MONTHS:
            self._months = [month + 1 for month in self._names(MONTHS)]
            self._on()
            return Frequency.YEARLY
        raise _NoRule

    def _unit(self, kind: str) -> None:
        if kind == "weekday":
            self._weekdays = list(WORKDAYS)
        if kind not in ("day", "weekday"):
            self._on()
        if kind in ("day", "weekday", "week"):
            self._at()

    def _names(self, names: Sequence[str]) -> list[int]:
        """A list of names; behind a joiner there must be another one."""
        found: list[int] = []
        while self._words.kind in names:
            found.append(names.index(self._words.kind))
            self._words.advance()
            if not self._words.take("joiner"):
                return found
        raise _NoRule

    def _on(self) -> None:
        on = self._words.take("on")
        the = self._words.take("the")
        more = bool(on or the)
        while more:
            more = self._item() and bool(self._words.take("joiner", "the", "on"))

    def _item(self) -> bool:
        """One item behind `on`; False if what comes is none."""
        ordinal = self._ordinal()
        kind = self._words.kind
        if kind in WEEKDAYS:
            self._weekdays.append(Weekday(WEEKDAYS.index(kind), ordinal))
            self._words.advance()
        elif ordinal:
            self._monthdays.append(ordinal)
            self._words.take("day")
        elif self._words.take("weekday"):
            self._weekdays = self._weekdays or list(WORKDAYS)
        elif self._words.take("week"):
            self._weeknumbers = self._numbers()
        elif kind in MONTHS:
            self._months.append(MONTHS.index(kind) + 1)
            self._words.advance()
        else:
            return False
        return True

    def _at(self) -> None:
        while self._words.take("at"):
            self._hours = self._numbers()

    def _numbers(self) -> list[int]:
        found: list[int] = []
        while digits := self._words.take("number"):
            found.append(whole(digits))
            if not self._words.take("joiner"):
                return found
        raise _NoRule

    def _ordinal(self) -> int:
        """`last`, `second`, `3rd last` …; 0 if none comes."""
        if self._words.take("last"):
            return -1
        kind = self._words.kind
        word = self._words.take("second", "third", "nth", "first")
        if not word:
            return 0
        number = _ORDINALS.get(kind) or whole(word[:-2])
        if number > 366:
            raise _NoRule
        backwards = kind != "first" and self._words.take("last")
        return -number if backwards else number

    def _monthdays_of_weekdays(self) -> None:
        """The days of `every Friday the 13th`.

        rrule.js drops the word behind each ordinal here, whatever it is: of
        `every Friday the 13th for 2 times` no count remains.
        """
        self._words.take("on")
        self._words.take("the")
        while day := self._ordinal():
            self._monthdays.append(day)
            self._words.advance()
            if not self._words.take("joiner"):
                return
        if self._monthdays:
            raise _NoRule

    def _end(self) -> tuple[Until | None, int | None]:
        if self._words.kind == "until":
            until = read_until(self._words.rest)
            if until is None:
                raise _NoRule
            return until, None
        if self._words.take("for"):
            digits = self._words.take("number")
            if not digits:
                raise _NoRule
            return None, whole(digits)
        return None, None
