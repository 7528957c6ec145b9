"""Days, moments and durations as iCalendar writes them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultsync.core.feed.moments import compact, duration, noon, utc

ZONES = [
    ZoneInfo(name) for name in ("Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago", "America/New_York", "Asia/Kolkata")
]


def test_a_day_has_eight_digits_even_in_the_first_years():
    assert [compact(date(2026, 1, 5)), compact(date(33, 4, 3))] == ["20260105", "00330403"]


def test_a_moment_is_written_in_utc():
    assert utc(datetime(2026, 7, 1, 9, 30, 5, 999, tzinfo=ZoneInfo("Europe/Amsterdam"))) == "20260701T073005Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        utc(datetime(2026, 7, 1, 9))  # noqa: DTZ001 - that is the point


@given(st.dates(date(1, 1, 3), date(9999, 12, 29)), st.sampled_from(ZONES))
@example(date(2026, 3, 29), ZoneInfo("Europe/Amsterdam"))
def test_noon_read_back_in_its_zone_gives_the_day(day, zone):
    """Kills: midnight for noon, and noon in UTC for noon in the zone."""
    written = noon(day, zone)
    moment = datetime.strptime(written, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert moment.astimezone(zone).date() == day
    assert moment.astimezone(zone).hour == 12


@pytest.mark.parametrize("zone", ZONES)
def test_the_ends_of_the_calendar_have_a_noon_too(zone):
    assert (noon(date.min, zone)[:4], noon(date.max, zone)[:4]) == ("0001", "9999")


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (timedelta(hours=1), "PT1H"),
        (timedelta(minutes=90), "PT1H30M"),
        (timedelta(days=1, seconds=5), "P1DT5S"),
        (timedelta(days=-1), "-P1D"),
        (timedelta(hours=-15), "-PT15H"),
        (timedelta(), "PT0S"),
    ],
)
def test_a_duration_names_only_the_units_it_has(span, written):
    assert duration(span) == written
