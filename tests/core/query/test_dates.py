from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.query.making import TODAY
from vaultsync.core.query.dates import Range, day_phrase, phrase_of
from vaultsync.core.query.english.moment import civil, day_number, days_in_month
from vaultsync.core.query.english.reading import dates_in


def days(text: str, today: date = TODAY) -> tuple[str, str] | None:
    found = phrase_of(text, today)
    return (str(found.days.first), str(found.days.last)) if found else None


def day(text: str, today: date = TODAY) -> str | None:
    found = days(text, today)
    assert found is None or found[0] == found[1]
    return found and found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("this week", ("2026-03-02", "2026-03-08")),
        ("last month", ("2026-02-01", "2026-02-28")),
        ("next quarter", ("2026-04-01", "2026-06-30")),
        ("next year", ("2027-01-01", "2027-12-31")),
        ("some time in this weekend", ("2026-03-02", "2026-03-08")),
        ("2026", ("2026-01-01", "2026-12-31")),
        (" 2026-02 ", ("2026-02-01", "2026-02-28")),
        ("2026-Q4", ("2026-10-01", "2026-12-31")),
        ("2026-W53", ("2026-12-28", "2027-01-03")),
        ("2027-W53", None),
        ("2026-W00", None),
        ("2026-13", None),
        ("2026-02-01 2026-02-05", ("2026-02-01", "2026-02-05")),
        ("2026-02-05 2026-02-01", ("2026-02-01", "2026-02-05")),
    ],
)
def test_a_range_is_one_of_the_calendar_or_between_two_days(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-03-04"),
        ("the day after tomorrow", "2026-03-05"),
        ("monday", "2026-03-02"),
        ("sunday", "2026-03-01"),
        ("saturday", "2026-03-07"),
        ("next monday", "2026-03-09"),
        ("last friday", "2026-02-27"),
        ("This Week", "2026-03-01"),
        ("14 October", "2025-10-14"),
        ("Oct 14th, 2026", "2026-10-14"),
        ("twenty-first of june", "2026-06-21"),
        ("5/6/2026", "2026-05-06"),
        ("25.12.2026", "2026-12-25"),
        ("2 weeks after 2026-01-31", "2026-02-14"),
        ("in a couple of days", "2026-03-06"),
        ("14 days ago", "2026-02-18"),
        ("half a day ago", "2026-03-04"),
        ("in 36 hours", "2026-03-06"),
        ("May", "2026-05-01"),
        ("5pm tomorrow", "2026-03-05"),
        ("monday, 9 March", "2026-03-09"),
        ("2026-02-28 to 2026-03-02", "2026-02-28"),
        ("2026-02-28 2026-02-30", "2026-02-28"),
        ("2026-02-30", None),
        ("Dec", None),
        ("end of month", None),
        ("3 days", None),
        ("", None),
    ],
)
def test_a_day_in_english_is_the_one_that_chrono_finds(text, expected):
    assert day(text) == expected


def test_the_same_words_mean_other_days_on_another_day():
    assert day("tomorrow", date(2027, 12, 31)) == "2028-01-01"
    assert day("in 1 month", date(2026, 1, 31)) == "2026-02-28"


def test_the_single_day_of_a_range_in_english_is_its_first_find():
    assert day_phrase("2026-02-05 2026-02-01", TODAY).days.first == date(2026, 2, 5)
    assert day_phrase("next week", TODAY).days.first == date(2026, 3, 11)


@pytest.mark.parametrize(
    "text", ["9" * 5000, "in " + "9" * 400 + " years", "may " * 2000, "1 day, " * 300, "jan" + " " * 9000]
)
def test_no_text_is_too_long_or_too_big(text):
    found = phrase_of(text, TODAY)

    assert found is None or found.days.first.year in range(1, 10000)


@given(st.dates())
def test_days_are_numbered_as_python_numbers_them(day):
    """Kills: an era of the calendar that begins a day off."""
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


@given(st.integers(-400, 11000), st.integers(-24, 36))
def test_a_month_beyond_the_year_is_one_of_another_year(year, month):
    """Kills: months that overflow into the wrong year."""
    number = day_number(year, month, 1)

    assert civil(number).month == (month - 1) % 12 + 1
    assert civil(number + days_in_month(year, month)).day == 1


@given(st.dates(date(1, 2, 1), date(9999, 11, 30)), st.integers(0, 25))
def test_days_ago_are_counted_back(today, number):
    """Kills: `ago` that counts ahead."""
    assert day_phrase(f"{number} days ago", today).days.first == today - timedelta(number)


WORDS = "next last this in ago after 2 3rd week days month monday may 2026-02-28 5pm 10:00 - to , on EST +05:00".split()


@given(st.lists(st.sampled_from(WORDS), max_size=7), st.dates())
def test_finds_stand_in_order_and_do_not_overlap(words, today):
    """Kills: `without_overlaps` that keeps both of two finds."""
    finds = dates_in(" ".join(words), today)

    assert all(one.behind <= other.index for one, other in pairwise(finds))
    assert all(find.start.valid() for find in finds)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.dates(date(1000, 1, 1), date(2999, 12, 31)))
def test_a_plain_day_is_the_day_that_english_words_would_give(day, today):
    """Kills: a day that is read without the words of English and means another one then."""
    assert phrase_of(str(day), today).days == phrase_of(f"on {day}", today).days == Range(day, day)
