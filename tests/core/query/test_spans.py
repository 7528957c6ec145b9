"""Days that expressions reckon with: what moment.js 2.31.0 makes of them in UTC."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.core.query.making import TODAY, asked, found
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.script.spans import Within, apart, end_of, moved, number_in, start_of

DAYS = st.dates(date(1, 3, 1), date(9500, 1, 1))  # 400 years before the calendar ends
WHEN = DAYS | st.builds(Within, DAYS, st.booleans())
UNITS = st.sampled_from(("day", "week", "month", "quarter", "year"))


@pytest.mark.parametrize(
    ("expression", "holds"),
    [
        ("task.due.moment.add(1, 'month').format() === '2028-02-29'", True),
        ("task.due.moment.subtract(11, 'months').format() === '2027-02-28'", True),
        ("task.due.moment.add(-2, 'w').format() === '2028-01-17'", True),
        ("task.due.moment.add(1, 'Q').format() === '2028-04-30'", True),
        ("task.due.moment.add(1, 'y').month() === 0 && task.due.moment.year() === 2028", True),
        ("task.due.moment.startOf('week').format() === '2028-01-30'", True),
        ("task.due.moment.startOf('isoWeek').format() === '2028-01-31'", True),
        ("task.due.moment.startOf('quarter').format() === '2028-01-01'", True),
        ("task.due.moment.endOf('month').isAfter(task.due.moment)", True),
        ("task.due.moment.endOf('year').format() === '2028-12-31'", True),
        ("task.due.moment.endOf('day').isSame(task.due.moment)", False),
        ("task.due.moment.week() === 6 && task.due.moment.isoWeek() === 5", True),
        ("task.due.moment.day() === 1 && task.due.moment.isoWeekday() === 1", True),
        ("task.due.moment.dayOfYear() === 31 && task.due.moment.daysInMonth() === 31", True),
        ("task.due.moment.clone().isSame(task.due.moment)", True),
        ("task.due.moment.isBetween('2028-01-31', '2028-02-02')", False),
        ("task.due.moment.isBetween('2028-01-31', '2028-02-02', 'day', '[)')", True),
        ("task.due.moment.isBetween('2028-01-30', '2028-01-31', undefined, '(]')", True),
        ("task.due.moment.isBetween('2028-01-01', '2028-02-01', 'month')", False),
        ("task.due.moment.diff('2028-01-01', 'weeks') === 4", True),
        ("task.due.moment.diff('2027-02-28', 'months') === 11", True),
        ("task.due.moment.diff('2029-01-30', 'years') === 0", True),
        ("moment('2028-02-29').diff('2028-01-31', 'months') === 1", True),
        ("moment('2028-05-31').diff('2027-03-01', 'months') === 14", True),
        ("task.due.moment.isAfter(moment().add(7, 'days'), 'day')", True),
        ("moment().isSameOrBefore(moment().endOf('day')) && !moment().isSame(moment().endOf('day'))", True),
        ("moment().diff(moment().startOf('day'), 'days') === 0", True),
        ("moment('2026-03-06').diff(moment(), 'days') === 1", True),
        ("moment('2026-03-03').diff(moment(), 'days') === -1", True),
        ("moment('2026-02-30').add(1, 'day').isValid()", False),
    ],
)
def test_days_are_reckoned_as_moment_reckons_them(expression, holds):
    row = asked("fig 📅 2028-01-31")

    assert bool(found(f"filter by function {expression}", row, functions=True)) == holds


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("moment().add(1, 'hour')", "days are not reckoned by `hour`"),
        ("moment().add(1.5, 'days')", "`1.5` is no whole number"),
        ("moment().add(1000000000, 'years')", "leads out of the calendar"),
        ("moment().subtract('7', 'days')", "`7` is no whole number"),
        ("moment().startOf('decade')", "days are not reckoned by `decade`"),
        ("moment().diff(7, 'days')", "`7` is no day"),
    ],
)
def test_what_no_day_can_tell_is_an_error(expression, said):
    with pytest.raises(BadQuery) as refused:
        found(f"filter by function {expression}.isValid()", asked("fig"), functions=True)
    assert said in refused.value.message


@given(WHEN, st.integers(0, 400), UNITS)
def test_what_was_moved_is_that_far_apart(when, amount, unit):
    """Kills: a month that is counted by its days, a time of day that is lost."""
    assume((when.day if isinstance(when, Within) else when).year < 9000)
    later = moved(when, amount, unit)
    day, moved_day = (each.day if isinstance(each, Within) else each for each in (when, later))

    assert type(later) is type(when)
    assert apart(moved(later, amount, unit, back=True), when, "day") in range(-3, 1)
    assert apart(later, when, unit) - amount in (() if day.day <= 28 else (-1,)) + (0,)
    assert number_in(moved_day, unit) - number_in(day, unit) == amount


@given(WHEN, UNITS | st.just("isoWeek"))
def test_the_edges_of_a_unit_are_in_it_and_what_is_beyond_them_is_not(when, unit):
    first, last = start_of(when, unit), end_of(when, unit)
    numbers = [number_in(each, unit) for each in (first, last.day)]

    assert first <= (when.day if isinstance(when, Within) else when) <= last.day
    assert numbers[0] == numbers[1]
    assert number_in(moved(first, -1, "day"), unit) == numbers[0] - 1
    assert number_in(moved(last.day, 1, "day"), unit) == numbers[0] + 1
    assert end_of(TODAY.max, unit) == Within(date.max, end=True)
