"""Recurrence rules: how a text is read."""

import pytest
from hypothesis import given, settings

from tests.core.notation.recurrence_texts import any_text
from vaultsync.core.notation.recurrence import WORKDAYS, Frequency, Rule, Weekday, read_rule
from vaultsync.core.notation.recurrence_until import Until
from vaultsync.core.notation.recurrence_words import INFINITE

YEARLY, MONTHLY, WEEKLY = Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY
DAILY, HOURLY, MINUTELY = Frequency.DAILY, Frequency.HOURLY, Frequency.MINUTELY
MON, TUE, WED, THU, FRI, SAT, SUN = map(Weekday, range(7))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every day", Rule(frequency=DAILY)),
        ("every 3 days", Rule(frequency=DAILY, interval=3)),
        ("EVERY Day When Done", Rule(frequency=DAILY, when_done=True)),
        ("every2weeks", Rule(frequency=WEEKLY, interval=2)),
        ("every 36 hours", Rule(frequency=HOURLY, interval=36)),
        ("every minute", Rule(frequency=MINUTELY)),
        ("every 2 weekdays", Rule(frequency=WEEKLY, interval=2, weekdays=WORKDAYS)),
        ("every fri, tues or wedn", Rule(frequency=WEEKLY, weekdays=(FRI, TUE, WED))),
        ("every week on Mon and Mon", Rule(frequency=WEEKLY, weekdays=(MON, MON))),
        ("every Friday the 13th", Rule(frequency=WEEKLY, weekdays=(FRI,), monthdays=(13,))),
        ("every month on the 1st and last", Rule(frequency=MONTHLY, monthdays=(1, -1))),
        ("every month on the second last Friday", Rule(frequency=MONTHLY, weekdays=(Weekday(4, -2),))),
        ("every month on the 3rd last day", Rule(frequency=MONTHLY, monthdays=(-3,))),
        ("every month on the 2nd and 4th Tue", Rule(frequency=MONTHLY, monthdays=(2,), weekdays=(Weekday(1, 4),))),
        ("every year on weekdays", Rule(frequency=YEARLY, weekdays=WORKDAYS)),
        ("every month on Sun, weekday", Rule(frequency=MONTHLY, weekdays=(SUN,))),
        ("every 2 sept, jan on the 3rd", Rule(frequency=YEARLY, interval=2, months=(9, 1), monthdays=(3,))),
        ("every year in week 10, 20", Rule(frequency=YEARLY, weeknumbers=(10, 20))),
        ("every month in Jan on Mon", Rule(frequency=MONTHLY, months=(1,), weekdays=(MON,))),
        ("every day at 9 and 17", Rule(frequency=DAILY, hours=(9, 17))),
        ("every day at 9 at 17", Rule(frequency=DAILY, hours=(17,))),
        ("every day for 3 times", Rule(frequency=DAILY, count=3)),
        ("every day until March 1, 2024", Rule(frequency=DAILY, until=Until(2024, 3, 1))),
    ],
)
def test_a_rule_is_read_from_english(text: str, rule: Rule):
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("every day foo", "every day"),
        ("every day then call Bo", "every day"),
        ("every day on Monday", "every day"),
        ("every day, and on Sundays", "every day"),
        ("every weekend", "every week"),
        ("every decade", "every December"),
        ("every thing", "every Thursday"),
        ("every morning", "every Monday"),
        ("every month on 15", "every month"),
        ("every month at 9", "every month"),
        ("every month on the fourth", "every month"),
        ("every week on Monday Friday", "every week on Monday"),
        ("every week on Monday,", "every week on Monday"),
        ("every febr on the 15th", "every February"),
        ("every day whendone", "every day"),
        ("every day when  done", "every day"),
        ("every hour for 2 times until 2025", "every hour for 2 times"),
    ],
)
def test_what_fits_nothing_ends_the_rule_without_an_error(text: str, plain: str):
    assert read_rule(text) == read_rule(plain) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "!", "whenever", "daily", "each week", "when done", "!every day", "repeat every day"),
        *(
            "every",
            "every 5",
            "every when done",
            "every other day",
            "every two weeks",
            "every 2nd day",
            "every second day",
        ),
        *(
            "every first Monday",
            "every last day",
            "every quarter",
            "every fortnight",
            "every 0 days",
            "every the",
            "every!day",
        ),
        *("every Monday,", "every Monday, foo", "every Monday and 3", "every May or", "every May, Friday"),
        *("every day at", "every day at noon", "every day at 9, noon", "every day at 09"),
        *(
            "every day for",
            "every day for five times",
            "every day for 3rd",
            "every day until",
            "every day until tomorrow",
        ),
        *("every month on the 367th", "every Friday the 400th", "every Friday the 13th times, Monday"),
        *("every year in week", "every year in week 10, foo", "every year in week 10,"),
    ],
)
def test_where_the_grammar_needs_something_else_there_is_no_rule(text: str):
    assert read_rule(text) is None


@pytest.mark.parametrize("text", ["every day.", "every-day", "every\tday", "every day\nfoo", "évery day", "every daſ"])
def test_a_character_that_no_field_may_hold_makes_it_no_rule(text: str):
    assert read_rule(text) is None


def test_white_space_around_the_text_does_not_count():
    assert read_rule("\u00a0 every day  when done\t\ufeff") == Rule(frequency=DAILY, when_done=True)


def test_when_done_counts_once_and_only_at_the_end():
    assert read_rule("every day when done when done") == Rule(frequency=DAILY, when_done=True)
    assert read_rule("every day when done for 2 times") == Rule(frequency=DAILY)


@pytest.mark.parametrize(
    ("text", "monthdays", "count"),
    [
        ("every Friday the 13th for 2 times", (13,), None),
        ("every Friday the 13th, 14th", (13,), None),
        ("every Friday the 13th foo", (13,), None),
        ("every Friday the 13th times, 14th last", (13, -14), None),
        ("every Friday 13th 5 for 2 times", (13,), 2),
    ],
)
def test_the_word_behind_the_day_of_a_weekday_is_dropped(text: str, monthdays: tuple[int, ...], count: int | None):
    rule = read_rule(text)

    assert rule is not None
    assert (rule.monthdays, rule.count) == (monthdays, count)


@pytest.mark.parametrize(
    ("digits", "number"),
    [
        ("9007199254740993", 9007199254740992),
        ("99999999999999999999", 100000000000000000000),
        ("9" * 400, INFINITE),
        ("9" * 5000, INFINITE),
    ],
)
def test_a_number_is_kept_as_the_double_that_javascript_makes_of_it(digits: str, number: int):
    assert read_rule(f"every {digits} days") == Rule(frequency=DAILY, interval=number)


@pytest.mark.parametrize(
    ("text", "is_rule"),
    [
        ("every " * 2000, False),
        ("every day " * 2000, True),
        ("every " + "monday," * 5000 + "monday", True),
        ("every monday" + ",and" * 5000, False),
        (" " * 20000 + "when done", False),
    ],
)
def test_a_very_long_text_is_read_like_any_other(text: str, is_rule: bool):
    assert (read_rule(text) is not None) == is_rule


@settings(max_examples=400, deadline=None)
@given(text=any_text)
def test_any_text_is_a_rule_or_none_whatever_its_case_and_spaces(text: str):
    """Kills: a word that is looked up without lower-casing it."""
    rule = read_rule(text)

    assert read_rule(text.upper()) == rule
    assert read_rule(f"  {text} ") == rule
