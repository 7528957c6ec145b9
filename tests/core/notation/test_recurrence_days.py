"""The occurrences of a rule, judged by python-dateutil, from which the plugin's engine was ported."""

from datetime import date, datetime, time

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.notation.recurrence import Frequency, Rule, Weekday
from vaultsync.core.notation.recurrence_days import first_after

FREQUENCIES = {
    Frequency.YEARLY: rrule.YEARLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.DAILY: rrule.DAILY,
    Frequency.HOURLY: rrule.HOURLY,
    Frequency.MINUTELY: rrule.MINUTELY,
}

_numbers = st.integers(1, 28) | st.integers(-28, -1)
_plain = st.builds(Weekday, st.integers(0, 6))
_counted = st.builds(Weekday, st.integers(0, 6), st.sampled_from([1, 2, 4, -1, -3]))


def some(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, min_size=1, max_size=3).map(tuple)


_days = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"weekdays": some(_plain)}),
    st.fixed_dictionaries({"weekdays": some(_counted)}),
    st.fixed_dictionaries({"monthdays": some(_numbers)}),
    st.fixed_dictionaries({"weekdays": some(_plain), "monthdays": some(_numbers)}),
    st.fixed_dictionaries({"weeknumbers": some(st.integers(1, 51))}),
)
_months = st.just(()) | some(st.integers(1, 12))


@st.composite
def possible_rules(draw: st.DrawFn) -> Rule:
    """Rules that come some day: an impossible one costs the judge a second."""
    frequency = draw(st.sampled_from(list(FREQUENCIES)))
    days = draw(_days)
    months = () if "weeknumbers" in days or not days else draw(_months)
    # An interval that has no factor in common with 12 and 7 reaches every month and weekday.
    interval = draw(st.sampled_from([1, 5]) if months or days else st.integers(1, 100))
    return Rule(frequency=frequency, interval=interval, months=months, **days)


def judged(rule: Rule, base: date) -> date:
    """What python-dateutil answers."""
    restricted = {
        "byweekday": [rrule.weekday(weekday.day, weekday.ordinal or None) for weekday in rule.weekdays],
        "bymonthday": rule.monthdays,
        "bymonth": rule.months,
        "byweekno": rule.weeknumbers,
    }
    start = datetime.combine(base, time())
    given_parts = {part: values for part, values in restricted.items() if values}
    found = rrule.rrule(FREQUENCIES[rule.frequency], interval=rule.interval, dtstart=start, **given_parts)
    return found.after(datetime.combine(base, time.max)).date()


@settings(max_examples=300, deadline=None)
@given(rule=possible_rules(), base=st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_the_first_occurrence_is_the_one_that_dateutil_finds(rule: Rule, base: date):
    """Kills: ordinals from the end that are one off; weeks counted from the base and not from their Monday."""
    # The month and year that lack the day of their base are `next_dates`' business.
    base = base.replace(day=min(base.day, 28))

    assert first_after(rule, base) == judged(rule, base)


@pytest.mark.parametrize(
    ("frequency", "interval", "base", "found"),
    [
        (Frequency.YEARLY, 31, date(2021, 6, 5), date(8872, 2, 29)),
        (Frequency.MONTHLY, 31, date(2028, 6, 5), date(9272, 2, 29)),
        (Frequency.WEEKLY, 10, date(2035, 6, 5), date(3272, 2, 29)),
        (Frequency.HOURLY, 24 * 10, date(2035, 6, 5), date(2208, 2, 29)),
    ],
)
def test_a_search_goes_on_until_the_calendar_begins_anew(frequency: Frequency, interval: int, base: date, found: date):
    """These take 221 years, 2804 months and 6453 weeks of a rule: the most of all small intervals."""
    monday_29_february = Rule(
        frequency=frequency, interval=interval, months=(2,), monthdays=(29,), weekdays=(Weekday(0),)
    )

    assert first_after(monday_29_february, base) == found


def test_an_interval_of_days_that_never_meets_its_weekday_is_given_up():
    every_seventh_day = Rule(frequency=Frequency.DAILY, interval=7, weekdays=(Weekday(0),))

    assert first_after(every_seventh_day, date(2024, 1, 30)) is None
