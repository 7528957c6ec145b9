"""The occurrences of a recurrence rule, counted from a base day.

Not by python-dateutil, from which rrule.js was ported: an impossible rule makes
it search to the year 9999 (about a second, which its `until` does not shorten),
an ordinal that no month has (`13th Friday`) is an IndexError, and an hour beyond
23 is refused. It is the judge of this module in the tests.

How far a search goes: the calendar repeats after 400 years, which are 4800
months, 20871 weeks and 146097 days. Steps of any width meet only places of this
cycle that they have met before once as many of them are made. The period of the
base counts once more, since its days up to the base are no answer: a rule that
has found nothing after 401 years, 4801 months … never will.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import islice
from math import lcm

from vaultsync.core.notation.recurrence import Frequency, Rule, Weekday
from vaultsync.core.notation.recurrence_until import Until

_DAY = 24 * 60
_LAST = date.max.toordinal()
_CYCLE = 146_097
"""The days of 400 years."""

_END_OF_TIME = 2_399_000_000
"""About how many hours JavaScript's time goes on; an hour beyond it never comes."""


@dataclass(frozen=True, slots=True)
class DayFilter:
    """What the days of a rule have in common; an empty part lets every day pass."""

    months: frozenset[int]
    monthdays: frozenset[int]
    weekdays: frozenset[int]
    counted: frozenset[Weekday]
    weeknumbers: frozenset[int]
    of_year: bool
    """Whether weekdays are counted in the year, and not in the month."""

    weekly: bool
    """Whether days are visited week by week."""

    @classmethod
    def of(cls, rule: Rule) -> "DayFilter":
        """The filter of a rule; only yearly and monthly rules count weekdays."""
        counts = rule.frequency in (Frequency.YEARLY, Frequency.MONTHLY)
        counted = {weekday for weekday in rule.weekdays if weekday.ordinal and counts}
        return cls(
            months=frozenset(rule.months),
            monthdays=frozenset(rule.monthdays),
            weekdays=frozenset(weekday.day for weekday in rule.weekdays if weekday not in counted),
            counted=frozenset(counted),
            weeknumbers=frozenset(rule.weeknumbers),
            of_year=rule.frequency is Frequency.YEARLY and not rule.months,
            weekly=rule.frequency is Frequency.WEEKLY,
        )

    def days(self, first: int, last: int) -> list[int]:
        """Those of the days from the first to the last that pass, none if it is before the first; days are ordinals."""
        found: list[int] = []
        if first > last:  # the last may be before the year 1, where the calendar begins
            return found
        for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 1):
            new_year = date(year, 1, 1).toordinal()
            passing = _passing(self, _SHAPES[_shape(year)])
            found += [new_year + at for at in passing if first <= new_year + at <= last]
        return found

    def passes(self, day: date) -> bool:
        """Whether an occurrence may fall on a day."""
        return (
            (not self.months or day.month in self.months)
            and (not self.weekdays or day.weekday() in self.weekdays)
            and (not self.monthdays or self._has_monthday(day))
            and (not self.counted or self._has_counted(day))
            and (not self.weeknumbers or self._week(day) in self.weeknumbers)
        )

    def _has_monthday(self, day: date) -> bool:
        before, behind = _neighbours(day, of_year=False)
        return before + 1 in self.monthdays or -behind - 1 in self.monthdays

    def _has_counted(self, day: date) -> bool:
        before, behind = _neighbours(day, of_year=self.of_year)
        ordinals = (before // 7 + 1, -(behind // 7) - 1)
        return any(Weekday(day.weekday(), ordinal) in self.counted for ordinal in ordinals)

    def _week(self, day: date) -> int:
        """The number of the week, as rrule.js has it.

        That is ISO 8601's but for a common year that begins on a Saturday, as
        2022 did: rrule.js asks the wrong year how many weeks the year before
        had, and has 53 for its first two days where 52 is right. A rule that
        goes week by week comes to them from the year before, where it is right.
        """
        week = day.isocalendar().week
        if week == 52 and day.month == 1 and _shape(day.year)[:2] == (5, False) and not self.weekly:
            return 53
        return week


def _shape(year: int) -> tuple[int, bool, bool]:
    """All that a calendar of the year depends on: its first weekday and its and the last year's length."""
    return date(year, 1, 1).weekday(), isleap(year), isleap(year - 1)


_SHAPES = {_shape(year): year for year in range(2000, 2400)}


@lru_cache(maxsize=1024)
def _passing(which: DayFilter, year: int) -> tuple[int, ...]:
    """The days of a year that pass, counted from 0."""
    new_year = date(year, 1, 1).toordinal()
    days = range(365 + isleap(year))
    return tuple(at for at in days if which.passes(date.fromordinal(new_year + at)))


def names_days(rule: Rule) -> bool:
    """Whether a rule itself says on which days of a period it falls; else its base does."""
    return bool(rule.weekdays or rule.monthdays or rule.weeknumbers)


def first_after(rule: Rule, base: date) -> date | None:
    """Return the first day behind a base day on which a rule has an occurrence.

    Args:
        rule: Its count and its steps begin at midnight of the base day.
        base: An occurrence of the rule, or not; it is never the answer.

    Returns:
        The day, or None if there is none up to the year 9999.
    """
    tomorrow = (base.toordinal() + 1) * _DAY
    for nth, moment in enumerate(_moments(_completed(rule, base), base), 1):
        if rule.until and moment > _moment(rule.until):
            return None
        if moment >= tomorrow:
            day = moment // _DAY
            return date.fromordinal(day) if day <= _LAST else None
        if nth == rule.count:
            return None
    return None


def _completed(rule: Rule, base: date) -> Rule:
    """The rule with what it takes from its base."""
    if names_days(rule):
        return rule
    match rule.frequency:
        case Frequency.YEARLY:
            return replace(rule, months=rule.months or (base.month,), monthdays=(base.day,))
        case Frequency.MONTHLY:
            return replace(rule, monthdays=(base.day,))
        case Frequency.WEEKLY:
            return replace(rule, weekdays=(Weekday(base.weekday()),))
    return rule


def _moments(rule: Rule, base: date) -> Iterator[int]:
    """The occurrences from the base on, in minutes since the day 0; not sorted within a day."""
    which = DayFilter.of(rule)
    if not any(_passing(which, year) for year in _SHAPES.values()):
        return
    if rule.frequency in (Frequency.HOURLY, Frequency.MINUTELY):
        step = rule.interval * 60 if rule.frequency is Frequency.HOURLY else rule.interval
        yield from _steps(step, which, base.toordinal())
        return
    hours = [hour for hour in rule.hours if hour < _END_OF_TIME] if rule.hours else [0]
    for first, last in _periods(rule, base) if hours else ():
        for day in which.days(max(first, base.toordinal()), last):
            for hour in hours:
                yield day * _DAY + hour * 60


def _periods(rule: Rule, base: date) -> Iterator[tuple[int, int]]:
    """First and last day of each year, month, week or day that a rule visits, from the base's on."""
    step = rule.interval
    match rule.frequency:
        case Frequency.YEARLY:
            for year in islice(range(base.year, 10_000, step), 401):
                yield date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        case Frequency.MONTHLY:
            for months in islice(range(base.year * 12 + base.month - 1, 120_000, step), 4801):
                year, month = months // 12, months % 12 + 1
                first = date(year, month, 1).toordinal()
                yield first, first + monthrange(year, month)[1] - 1
        case Frequency.WEEKLY:
            for monday in islice(range(base.toordinal() - base.weekday(), _LAST + 1, 7 * step), 20_872):
                yield monday, min(monday + 6, _LAST)
        case _:
            for day in islice(range(base.toordinal(), _LAST + 1, step), 146_098):
                yield day, day


def _steps(step: int, which: DayFilter, base: int) -> Iterator[int]:
    """The moments at a distance of so many minutes, on the days that pass."""
    # Where the steps and the calendar both begin anew, nothing new can come.
    end = min((_LAST + 1 - base) * _DAY, lcm(step, _CYCLE * _DAY) + _DAY)
    minute = 0
    while minute < end:
        day = minute // _DAY
        if which.passes(date.fromordinal(base + day)):
            yield base * _DAY + minute
            minute += step
        else:
            minute = -(-(day + 1) * _DAY // step) * step


def _moment(until: Until) -> int:
    """The moment in minutes since the day 0; one outside of Python's years as the nearest that tells."""
    if not 1 <= until.year <= 9999:
        return (_LAST + 1) * _DAY if until.year else 0
    return date(until.year, until.month, until.day).toordinal() * _DAY + until.hour * 60


def _neighbours(day: date, *, of_year: bool) -> tuple[int, int]:
    """How many days its month, or its year, has before and behind a day."""
    if of_year:
        before = (day - date(day.year, 1, 1)).days
        return before, 364 + isleap(day.year) - before
    return day.day - 1, monthrange(day.year, day.month)[1] - day.day
