"""Recurrence rules: the dates of the line that follows a completed one."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.core.notation.recurrence_texts import any_text, rules
from vaultsync.core.model import BadDate
from vaultsync.core.notation.recurrence import Frequency, Rule, read_rule
from vaultsync.core.notation.recurrence_next import Dates, next_dates, rule_for
from vaultsync.core.notation.recurrence_text import rule_text

TODAY = date(2024, 2, 10)
BAD = BadDate("2024-02-30")

any_day = st.sampled_from([date.min, date(1, 6, 1), date(9999, 12, 27), date.max]) | st.dates()
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))


def day(text: str) -> date:
    return date.fromisoformat(text)


def following(text: str, due: str, today: date = TODAY) -> date | None:
    """The due date behind a due date."""
    rule = read_rule(text)
    assert rule is not None
    dates = next_dates(rule, Dates(due=day(due)), today=today)
    if dates is None:
        return None
    assert isinstance(dates.due, date)
    return dates.due


@pytest.mark.parametrize(
    ("text", "written", "dues"),
    [
        ("every day", "every day", "2024-02-01 2024-02-02 2024-02-03"),
        ("every 3 days", "every 3 days", "2024-02-03 2024-02-06 2024-02-09"),
        ("every 10 days when done", "every 10 days when done", "2024-02-20 2024-02-20 2024-02-20"),
        ("every weekday", "every weekday", "2024-02-01 2024-02-02 2024-02-05"),
        ("every 2 weekdays", "every 2 weeks on weekdays", "2024-02-01 2024-02-02 2024-02-12"),
        ("every week", "every week", "2024-02-07 2024-02-14 2024-02-21"),
        ("every week on Sunday", "every week on Sunday", "2024-02-04 2024-02-11 2024-02-18"),
        ("every week on Friday and Tuesday", "every week on Tuesday, Friday", "2024-02-02 2024-02-06 2024-02-09"),
        ("every mon, wed", "every week on Monday, Wednesday", "2024-02-05 2024-02-07 2024-02-12"),
        ("every 2 weeks on Sunday", "every 2 weeks on Sunday", "2024-02-04 2024-02-18 2024-03-03"),
        ("every 2 weeks on Sunday when done", "every 2 weeks on Sunday when done", "2024-02-11 2024-02-11 2024-02-11"),
        ("every month", "every month", "2024-02-29 2024-03-29 2024-04-29"),
        ("every 2 months", "every 2 months", "2024-03-31 2024-05-31 2024-07-31"),
        ("every month on the 1st", "every month on the 1st", "2024-02-01 2024-03-01 2024-04-01"),
        ("every month on the 31st", "every month on the 31st", "2024-03-31 2024-05-31 2024-07-31"),
        ("every month on the last", "every month on the last", "2024-02-29 2024-03-31 2024-04-30"),
        ("every month on the 2nd last", "every month on the 2nd last", "2024-02-28 2024-03-30 2024-04-29"),
        ("every month on the last Friday", "every month on the last Friday", "2024-02-23 2024-03-29 2024-04-26"),
        ("every 6 months on the 2nd Wed", "every 6 months on the 2nd Wednesday", "2024-07-10 2025-01-08 2025-07-09"),
        ("every month on the 2nd and 4th Tuesday", "every month on the 2nd", ""),
        ("every month on Friday the 13th", "every month on Friday the 13th", "2024-09-13 2024-12-13 2025-06-13"),
        ("every month on weekdays", "every month on weekdays", "2024-02-01 2024-02-02 2024-02-05"),
        ("every year", "every year", "2025-01-31 2026-01-31 2027-01-31"),
        ("every 2 years", "every 2 years", "2026-01-31 2028-01-31 2030-01-31"),
        ("every January on the 15th", "every January on the 15th", "2025-01-15 2026-01-15 2027-01-15"),
        ("every February on the last", "every February on the last", "2024-02-29 2025-02-28 2026-02-28"),
        ("every February", "every February", ""),
        ("every May, Oct on the 2nd", "every May and October on the 2nd", "2024-05-02 2024-10-02 2025-05-02"),
        ("every 2 January", "every 2 years January", "2026-01-31 2028-01-31 2030-01-31"),
        ("every year on the 1st Monday", "every year on the 1st Monday", "2025-01-06 2026-01-05 2027-01-04"),
        ("every year on the 1st", "every year on the 1st", "2024-02-01 2024-03-01 2024-04-01"),
        ("every year on weekdays", "every year", "2024-02-01 2025-02-01 2026-02-01"),
        ("every year on December 25", "every December", "2024-12-31 2025-12-31 2026-12-31"),
        ("every year in week 10", "every year in week 10", "2024-03-04 2024-03-05 2024-03-06"),
        ("every day at 9", "every day at 9", "2024-02-01 2024-02-02 2024-02-03"),
        ("every hour", "every hour", "2024-02-01 2024-02-02 2024-02-03"),
        ("every 36 hours", "every 36 hours", "2024-02-01 2024-02-02 2024-02-03"),
        ("every 100 hours", "every 100 hours", "2024-02-04 2024-02-08 2024-02-12"),
        ("every month on 15", "every month", "2024-02-29 2024-03-29 2024-04-29"),
        ("every day for 3 times", "every day for 3 times", "2024-02-01 2024-02-02 2024-02-03"),
        ("every day for 1 time", "every day for 1 time", ""),
        ("every week until March 1, 2024", "every week until March 1, 2024", "2024-02-07 2024-02-14 2024-02-21"),
        ("every day until January 1, 2023", "every day until January 1, 2023", ""),
    ],
)
def test_the_next_three_due_dates_each_of_the_text_written_before(text: str, written: str, dues: str):
    first = read_rule(text)
    assert first is not None
    assert rule_text(first) == written

    found, due = [], date(2024, 1, 31)
    for expected in dues.split() or [""]:
        rule = read_rule(text)
        assert rule is not None
        dates = next_dates(rule, Dates(due=due), today=TODAY)
        assert (dates is None) == (not expected)
        if dates:
            assert isinstance(dates.due, date)
            found.append(str(dates.due))
            text, due = rule_text(rule), dates.due
    assert found == dues.split()


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        ("every month", "2023-01-29", "2023-02-28"),
        ("every 11 months", "2024-04-30", "2025-03-30"),
        ("every 3 months when done", "2030-01-01", "2024-05-10"),
        ("every month until December 31, 2024", "2024-01-31", "2024-02-29"),
        ("every year", "2024-02-29", "2025-02-28"),
        ("every 4 years", "2024-02-29", "2028-02-29"),
        ("every 12 months in February", "2024-02-29", "2025-02-28"),
        ("every 2 years in February", "2024-02-29", "2026-02-28"),
        ("every month on the 31st", "2024-03-31", "2024-05-31"),
        ("every year on the 29th in Feb", "2024-02-29", "2028-02-29"),
    ],
)
def test_where_a_month_lacks_the_day_the_month_ends_but_a_named_day_is_waited_for(text: str, due: str, found: str):
    assert following(text, due) == day(found)


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        ("every year on the 53rd Monday", "2024-03-12", "2024-12-30"),
        ("every year on the 53rd Monday", "2025-03-12", "2024-12-30"),
        ("every year on the 53rd Monday for 2 times", "2025-03-12", "2024-12-30"),
        ("every year in week 53", "2023-06-01", "2022-01-02"),
        ("every 5 months in March", "2022-03-31", "2022-03-31"),
        ("every 97 February on Monday the 29th", "2024-03-12", "2016-02-29"),
    ],
)
def test_a_rule_that_skips_years_falls_back_behind_its_base_as_in_the_plugin(text: str, due: str, found: str):
    assert following(text, due) == day(found)


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        ("every day at 9 and 17 for 2 times", "2024-01-31", None),
        ("every day at 9 and 17 for 3 times", "2024-01-31", "2024-02-01"),
        ("every day at 9 until February 1, 2024", "2024-01-31", None),
        ("every day at 4 until February 1 2024 EST", "2024-01-31", "2024-02-01"),
        ("every day at 48", "2024-01-31", "2024-02-02"),
        ("every day at 48, 25", "2024-01-31", "2024-02-02"),
        ("every week on Monday at 30", "2024-01-31", "2024-02-06"),
        ("every day at 99999999999999999999", "2024-01-31", None),
        ("every day at 9, 99999999999999999999", "2024-01-31", "2024-02-01"),
        ("every 36 hours until February 1, 2024", "2024-01-31", None),
        ("every hour for 24 times", "2024-01-31", None),
        ("every hour for 25 times", "2024-01-31", "2024-02-01"),
        ("every minute for 1440 times", "2024-01-31", None),
        ("every minute for 1441 times", "2024-01-31", "2024-02-01"),
        ("every hour on Sunday for 2 times", "2024-01-31", "2024-02-04"),
        ("every day until February 1, 2024", "2024-01-31", "2024-02-01"),
        ("every day until January 31, 2024", "2024-01-31", None),
        ("every day until January 1, 12024", "2024-01-31", "2024-02-01"),
        ("every day until0000", "2024-01-31", None),
    ],
)
def test_hours_counts_and_ends_are_told_apart_within_the_day(text: str, due: str, found: str | None):
    assert following(text, due) == (day(found) if found else None)


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        # rrule.js takes 1 January 2022 for a day of week 53; it is the 52nd of 2021.
        ("every year in week 53", "2021-01-04", "2022-01-01"),
        ("every year in week 52", "2022-01-01", "2022-12-26"),
        ("every week in week 52", "2022-01-01", "2022-01-02"),
        ("every year in week 1", "2024-12-29", "2024-12-30"),
        ("every week on the 2nd Monday", "2024-01-31", "2024-02-05"),
        ("every month on Mon, 2nd Tue", "2024-01-31", None),
        ("every 99 weeks in February on Monday the 29th", "2022-01-31", "2760-02-29"),
        ("every 25 hours in February on Monday the 29th", "2022-01-31", "2044-02-29"),
    ],
)
def test_the_days_of_rare_rules(text: str, due: str, found: str | None):
    assert following(text, due) == (day(found) if found else None)


@pytest.mark.parametrize(
    "text",
    [
        *("every month on the 32nd", "every month on the 6th Monday", "every month on the 13th Friday"),
        *(
            "every February on the 30th",
            "every year in week 54",
            "every week on the 366th",
            "every year on the 54th Monday",
        ),
        *("every 2 months in February", "every 168 hours on Monday", "every minute on the 30th in February"),
        *("every 2 weeks on the 30th in February in week 9", "every 100 February on the 29th", "every 1000000 years"),
        *(
            "every 99999999999999999999 days",
            f"every {'9' * 400} weeks",
            f"every {10**21} hours",
            f"every {10**21} minutes",
        ),
    ],
)
def test_a_rule_that_never_comes_has_no_next_dates(text: str):
    assert following(text, "2023-01-31") is None


def test_a_rule_of_one_time_ends_where_it_falls_back_onto_its_occurrence():
    assert following("every year on the 53rd Monday for 1 time", "2025-03-12") is None


def test_the_reference_date_is_due_then_scheduled_then_start_and_the_others_keep_their_distance():
    rule = read_rule("every month on the last")
    assert rule is not None
    start, scheduled, due = date(2024, 1, 10), date(2024, 1, 12), date(2024, 1, 15)

    assert next_dates(rule, Dates(start, scheduled, due), today=TODAY) == Dates(
        date(2024, 1, 26), date(2024, 1, 28), date(2024, 1, 31)
    )
    assert next_dates(rule, Dates(start, scheduled), today=TODAY) == Dates(date(2024, 1, 29), date(2024, 1, 31))
    assert next_dates(rule, Dates(start), today=TODAY) == Dates(date(2024, 1, 31))


def test_when_done_counts_from_the_day_of_completion_and_moves_the_others_along():
    rule = read_rule("every 10 days when done")
    assert rule is not None

    dates = next_dates(rule, Dates(start=day("2028-02-01"), due=day("2028-02-29")), today=TODAY)

    assert dates == Dates(start=day("2024-01-23"), due=day("2024-02-20"))


def test_a_scheduled_date_is_dropped_on_request_where_another_date_remains():
    rule = read_rule("every 2 weeks")
    assert rule is not None
    start, scheduled = date(2024, 3, 11), date(2024, 3, 10)

    def dropped(dates: Dates) -> Dates | None:
        return next_dates(rule, dates, today=TODAY, drop_scheduled=True)

    assert dropped(Dates(start, scheduled)) == Dates(start=date(2024, 3, 25))
    assert dropped(Dates(scheduled=scheduled, due=start)) == Dates(due=date(2024, 3, 25))
    assert dropped(Dates(scheduled=scheduled)) == Dates(scheduled=date(2024, 3, 24))


@pytest.mark.parametrize("text", ["every week", "every week when done", "every day for 1 time"])
def test_without_dates_the_next_line_has_none_either(text: str):
    rule = rule_for(text, Dates())
    assert rule is not None

    assert next_dates(rule, Dates(), today=TODAY) == Dates()


def test_a_bad_date_falls_on_the_new_reference_date():
    rule = read_rule("every week")
    assert rule is not None

    assert next_dates(rule, Dates(BAD, BAD, day("2024-01-31")), today=TODAY) == Dates(*[day("2024-02-07")] * 3)


def test_a_bad_reference_date_leaves_no_rule_unless_it_is_not_needed():
    dates = Dates(scheduled=day("2024-01-31"), due=BAD)
    plain, when_done = read_rule("every week"), rule_for("every week when done", dates)
    assert plain is not None
    assert when_done is not None

    assert rule_for("every week", dates) is None
    assert next_dates(plain, dates, today=TODAY) is None
    assert next_dates(when_done, dates, today=TODAY) == Dates(None, day("2024-02-17"), day("2024-02-17"))


def test_which_date_must_be_good_depends_on_whether_the_scheduled_one_is_dropped():
    dates = Dates(start=day("2024-01-31"), scheduled=BAD)

    assert rule_for("every week", dates) is None
    assert rule_for("every week", dates, drop_scheduled=True) == read_rule("every week")
    assert rule_for("whenever", Dates()) is None


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("every day", date.max),
        ("every week on Sunday", date.max),
        ("every month", date.max),
        ("every hour", date.max),
        ("every day at 48", date(9999, 12, 30)),
        ("every year in week 53", date(1, 6, 1)),
    ],
)
def test_beyond_the_calendar_nothing_follows(text: str, base: date):
    assert following(text, str(base)) is None


def test_nothing_follows_where_one_of_the_dates_would_leave_the_calendar():
    rule = read_rule("every day")
    assert rule is not None

    assert next_dates(rule, Dates(start=day("9999-12-31"), due=day("2024-01-31")), today=TODAY) is None


def test_a_rule_that_counts_days_has_none_before_the_calendar_begins():
    rule = rule_for("every year on 1st wedn, 1st when done", Dates(due=BAD))
    assert rule is not None

    assert next_dates(rule, Dates(due=BAD), today=day("0001-01-01")) is None


@settings(max_examples=400, deadline=None)
@given(
    text=any_text,
    dates=st.builds(Dates, *[st.none() | st.just(BAD) | any_day] * 3),
    today=any_day,
    drop=st.booleans(),
)
def test_whatever_stands_in_the_field_there_is_an_answer(text: str, dates: Dates, today: date, drop: bool):
    """Kills: a week that reaches beyond the last day; a date beyond it that raises."""
    rule = rule_for(text, dates, drop_scheduled=drop)
    if rule is None:
        return
    found = next_dates(rule, dates, today=today, drop_scheduled=drop)

    if found:
        kept = dates.scheduled is not None and not (drop and (dates.start or dates.due))
        assert (found.start is None, found.scheduled is not None, found.due is None) == (
            dates.start is None,
            kept,
            dates.due is None,
        )


def can_fall_back(rule: Rule) -> bool:
    """Whether a rule can skip more months or years than its interval: only such may answer with an earlier day."""
    return rule.frequency in (Frequency.YEARLY, Frequency.MONTHLY) and bool(
        rule.weekdays or rule.weeknumbers or rule.monthdays or rule.months
    )


@settings(max_examples=400, deadline=None)
@given(rule=rules, start=days, wait=st.integers(0, 40), today=days)
def test_the_next_date_is_behind_the_base_and_the_distance_stays(rule: Rule, start: date, wait: int, today: date):
    """Kills: an occurrence on the base day itself; a distance with the wrong sign."""
    due = start + timedelta(wait)
    found = next_dates(rule, Dates(start=start, due=due), today=today)
    assume(found)
    assert found is not None
    assert isinstance(found.start, date)
    assert isinstance(found.due, date)

    assert found.due - found.start == timedelta(wait)
    if not can_fall_back(rule):
        assert found.due > (today if rule.when_done else due)


@settings(max_examples=300, deadline=None)
@given(due=days, interval=st.integers(1, 40))
def test_every_so_many_months_is_the_same_day_or_the_last_of_the_month(due: date, interval: int):
    """Kills: a base that is not put back."""
    year, month = divmod(due.year * 12 + due.month - 1 + interval, 12)
    last = monthrange(year, month + 1)[1]

    assert following(f"every {interval} months", str(due)) == date(year, month + 1, min(due.day, last))


@settings(max_examples=300, deadline=None)
@given(due=days | st.sampled_from([date(2024, 2, 29), date(2000, 2, 29)]), interval=st.integers(1, 12))
def test_every_so_many_years_is_the_same_day_or_28_february(due: date, interval: int):
    """Kills: a base that is not put back."""
    year = due.year + interval
    last = monthrange(year, due.month)[1]

    assert following(f"every {interval} years", str(due)) == due.replace(year=year, day=min(due.day, last))
