"""Recurrence rules: what the plugin writes, and what of it can be read again."""

import pytest
from hypothesis import assume, given, settings

from tests.core.notation.recurrence_texts import rules
from vaultsync.core.notation.recurrence import Frequency, Rule, read_rule
from vaultsync.core.notation.recurrence_text import rule_text


def written(text: str) -> str:
    rule = read_rule(text)
    assert rule is not None
    return rule_text(rule)


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("Every  1 Days", "every day"),
        ("every 2 day", "every 2 days"),
        ("every 101 days", "every 101 day"),
        ("every 36 hour", "every 36 hours"),
        ("every hour on Monday", "every hour"),
        ("every day at 9, 17 and 9", "every day at 9, 17 and 9"),
        ("every weekday at 9", "every weekday"),
        ("every 2 weekdays", "every 2 weeks on weekdays"),
        ("every mo,tu,we,th,fr", "every weekday"),
        ("every mo,tu,we,th,fr,sa,su", "every day"),
        ("every 2 weeks on mo,tu,we,th,fr,sa,su", "every 2 weeks days"),
        ("every 3 weeks on weekday", "every 3 weeks on weekdays"),
        ("every sun and mon", "every week on Monday, Sunday"),
        ("every Monday at 9", "every week on Monday at 9"),
        ("every Friday the 13th", "every week on Friday the 13th"),
        ("every week on the 1st in January", "every week in January on the 1st"),
        ("every week on week 10", "every week"),
        ("every month on the last, 15th, 2nd last and 1st", "every month on the 1st, 15th, last and 2nd last"),
        ("every month on Fri, Mon the 13th and 1st", "every month on Monday or Friday the 1st or 13th"),
        ("every month on the 32nd", "every month on the 32th"),
        ("every month on the 2nd Tue and 4th mon", "every month on the 4th Monday and 2nd Tuesday"),
        ("every month on Mon, 2nd Tue", "every month on Monday and on the 2nd Tuesday"),
        ("every month on the 2nd and 4th Tuesday", "every month on the 2nd"),
        ("every month on the last weekday", "every month on the last"),
        ("every month on the 1st Mon, Tue, Wed, Thu, Fri", "every month on weekdays"),
        ("every month in April, December", "every April and December"),
        ("every 2 months in April", "every 2 months in April"),
        ("every 101 months in April", "every 101 months April"),
        ("every year on weekdays", "every year"),
        ("every year on mo, tu, we, th, 1st fr", "every year and on the 1st Friday"),
        ("every year on December 25", "every December"),
        ("every 2 January", "every 2 years January"),
        ("every Dec, Mar or Jun on the last", "every December, March and June on the last"),
        ("every year on week 10", "every year in week 10"),
        ("every year on the 1st in week 10, 20", "every year on the 1st in weeks 10 and 20"),
        ("every day for 1", "every day for 1 time"),
        ("every day for 101", "every day for 101 time"),
        ("every day until 1 Mar 2024 when done", "every day until March 1, 2024 when done"),
        ("every 9007199254740993 days", "every 9007199254740992 days"),
        ("every 12345678901234567891 days", "every 12345678901234567000 days"),
        ("every 99999999999999999999 days", "every 100000000000000000000 days"),
        ("every 1500000000000000000000 days", "every 1.5e+21 days"),
        (f"every {'9' * 400} days", "every Infinity days"),
    ],
)
def test_a_rule_is_written_as_the_plugin_writes_it(text: str, canonical: str):
    assert written(text) == canonical


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("every 2 January", "every 2 years"),
        ("every 101 months in April", "every 101 month"),
        ("every month on Mon, 2nd Tue", "every month on Monday"),
        ("every year on mo, tu, we, th, 1st fr", "every year"),
        ("every 2 weeks on mo,tu,we,th,fr,sa,su", "every 2 weeks"),
        ("every month in May on weekdays", "every May"),
        ("every week on the 1st in January", "every week in January"),
        ("every 2 months on the last Friday in May", "every 2 months in May"),
        ("every day until0050", "every day until January 1, 1950"),
    ],
)
def test_some_texts_say_something_else_when_they_are_read_again(text: str, second: str):
    assert written(written(text)) == second


def test_a_number_in_powers_of_ten_cannot_be_read_again():
    assert read_rule(written(f"every {10**21} days")) is None


def reads_back(rule: Rule) -> bool:
    """Whether the text of a rule is none of those that say less when they are read again."""
    yearly, monthly, weekly = (
        rule.frequency is frequency for frequency in (Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY)
    )
    days = {weekday.day for weekday in rule.weekdays}
    plain = any(not weekday.ordinal for weekday in rule.weekdays)
    counted = any(weekday.ordinal for weekday in rule.weekdays) and not rule.monthdays
    workdays, whole_week, often = days == set(range(5)), len(days) == 7, rule.interval != 1
    return not (
        (rule.months and often and (yearly or (monthly and rule.interval % 100 == 1)))
        or (rule.months and ((monthly and often) or weekly) and (rule.monthdays or counted) and not plain)
        or (rule.months and monthly and not often and workdays and not rule.monthdays)
        or (plain and counted and not (workdays and (monthly or weekly)) and not (weekly and whole_week))
        or (weekly and often and whole_week)
        or (weekly and plain and rule.monthdays and any(weekday.ordinal for weekday in rule.weekdays))
        or (rule.until and rule.until.year < 100)
        or max(rule.interval, rule.count or 0, *rule.hours, *rule.weeknumbers) >= 10**21
    )


@settings(max_examples=500, deadline=None)
@given(rule=rules)
def test_a_written_text_is_read_and_written_the_same(rule: Rule):
    """Kills: months or weeks written without their `in`."""
    assume(reads_back(rule))
    text = rule_text(rule)

    assert written(text) == text
