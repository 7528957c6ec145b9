"""The digest of a day is sent once, never before its time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.errors import ConfigError
from vaultsync.core.views.notify import NotifyWish, is_due, read_notify, seconds_until, with_sent

MADRID = ZoneInfo("Europe/Madrid")
EVERY_DAY = frozenset(range(7))
MORNING = NotifyWish(time(8, 30), EVERY_DAY, ())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=MADRID)


@pytest.mark.parametrize(
    ("now", "sent", "due"),
    [
        ("2026-02-02 08:29", (), False),
        ("2026-02-02 08:30", (), True),
        ("2026-02-02 23:59", (), True),
        ("2026-02-02 08:31", ("2026-02-02",), False),
        ("2026-02-03 08:31", ("2026-02-02",), True),
        ("2026-02-01 08:31", ("2026-02-02",), True),
        ("2026-02-03 00:10", (), False),
    ],
)
def test_a_digest_is_due_once_a_day_from_its_time_on(now, sent, due):
    assert is_due(MORNING, at(now), [date.fromisoformat(day) for day in sent]) is due


def test_days_of_the_week_are_kept():
    workdays = read_notify({"at": "08:30", "days": ["mon", "Tuesday"]})

    assert workdays.days == read_notify({"days": ["monday", " TUES "]}).days
    assert is_due(workdays, at("2026-02-03 09:00"), ())
    assert not is_due(workdays, at("2026-02-04 09:00"), ())
    assert seconds_until(workdays, at("2026-02-03 08:00"), ()) == 30 * 60
    assert seconds_until(workdays, at("2026-02-04 08:30"), ()) == 5 * 24 * 3600


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("2026-02-02 08:00", 1800),
        ("2026-02-02 09:00", 0),
        ("2026-03-28 09:00", 22.5 * 3600),  # an hour is skipped in the night
        ("2026-10-24 09:00", 24.5 * 3600),  # an hour comes twice
    ],
)
def test_the_wait_counts_the_hours_that_pass(now, seconds):
    yesterday_and_today = [date.fromisoformat(now[:10])] if seconds > 7200 else []

    assert seconds_until(MORNING, at(now), yesterday_and_today) == seconds


WAKINGS = st.lists(st.integers(-40, 4000), max_size=60)
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0)) | st.sampled_from([time(2, 30), time(0)])


@given(
    TIMES, st.sets(st.integers(0, 6), min_size=1), WAKINGS,
    st.sampled_from(["2026-03-26T00:00", "2026-10-23T00:00", "2026-12-30T12:00"]),
)  # fmt: skip
def test_whenever_it_wakes_there_is_one_digest_a_day_and_none_before_its_time(when, days, steps, start):
    """Kills: a clock that is put back, an hour that comes twice, a wake late in the day that is taken for none."""
    wish = NotifyWish(when, frozenset(days), ())
    moment = datetime.fromisoformat(start).replace(tzinfo=UTC)
    sent: tuple[date, ...] = ()
    digests: list[datetime] = []
    asked: set[date] = set()
    for minutes in steps:
        moment += timedelta(minutes=minutes)
        now = moment.astimezone(MADRID)
        if now.time() >= when and now.weekday() in days:
            asked.add(now.date())
        if is_due(wish, now, sent):
            digests.append(now)
            sent = with_sent(sent, now.date())

    assert all(each.time() >= when and each.weekday() in days for each in digests)
    assert sorted(each.date() for each in digests) == sorted(asked)


@given(TIMES, st.sets(st.integers(0, 6), min_size=1), st.integers(0, 600_000), st.sets(st.integers(0, 9)))
def test_who_waits_as_long_as_told_finds_it_due_and_not_sooner(when, days, minutes, sent):
    """Kills: a wait up to a day that is not wanted, up to one that was sent, one that is counted on the wall's clock."""
    wish = NotifyWish(when, frozenset(days), ())
    now = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)).astimezone(MADRID)
    known = {now.date() + timedelta(days=each) for each in sent}

    wait = seconds_until(wish, now, known)

    later = (now.astimezone(UTC) + timedelta(seconds=wait)).astimezone(MADRID)
    assert is_due(wish, later, known)
    if wait:
        # An hour that is skipped may make it due up to an hour before.
        before = (now.astimezone(UTC) + timedelta(seconds=wait - 3660)).astimezone(MADRID)
        assert wait < 3660 or not is_due(wish, before, known)


def test_what_was_sent_is_remembered_for_two_months():
    sent: tuple[date, ...] = ()
    for number in range(100):
        sent = with_sent(sent, date(2026, 1, 1) + timedelta(days=number))

    assert (len(sent), sent[-1]) == (60, date(2026, 4, 10))
    assert with_sent(sent, sent[-1]) == sent


@pytest.mark.parametrize("values", [{}, {"command": ["true"]}, {"at": ""}, {"at": "08:30", "days": []}])
def test_without_a_time_or_a_day_nothing_is_ever_due(values):
    wish = read_notify(values)

    assert not is_due(wish, at("2026-02-02 23:59"), ())
    assert seconds_until(wish, at("2026-02-02 23:59"), ()) is None


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"at": "half past eight"}, "`at` is no time of day"),
        ({"at": 830}, "`at` is no time of day"),
        ({"at": "08:30", "days": ["someday"]}, "`someday` is no day of the week"),
        ({"days": "monday friday"}, "`monday friday` is no day of the week"),
        ({"days": ["montag"]}, "`montag` is no day of the week"),
        ({"days": ["mo"]}, "`mo` is no day of the week"),
        ({"days": 5}, "`days` is no list of days"),
        ({"command": "notify-send"}, "`command` is no list"),
        ({"command": ["a\0b"]}, "`command` is no list"),
        ({"time": "08:30"}, "there is no setting `time`"),
    ],
)
def test_what_cannot_be_understood_is_told(values, message):
    with pytest.raises(ConfigError, match=message):
        read_notify(values)


def test_a_time_of_toml_is_a_time():
    assert read_notify({"at": time(8, 30)}).at == read_notify({"at": "08:30"}).at == time(8, 30)
