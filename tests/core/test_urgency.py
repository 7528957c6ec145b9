"""The plugin's urgency; its own figures are among the vectors."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.model import BadDate, Priority
from vaultsync.core.notation.line import read_line
from vaultsync.core.urgency import nearest_alike, urgency, urgency_of

TODAY = date(2026, 1, 15)
DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days=days))


def of(fields: str) -> float:
    said = read_line(f"- [ ] a {fields}")
    assert said is not None
    return urgency(said, TODAY)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ("", 1.95),
        ("🔺", 9.0),
        ("⏫", 6.0),
        ("🔼", 3.9),
        ("🔽", 0.0),
        ("⏬", -1.8),
        ("🔽 📅 2026-01-15", 8.8),
        ("🔽 📅 2026-01-08", 12.0),
        ("🔽 📅 2025-01-01", 12.0),
        ("🔽 📅 2026-01-29", 2.4),
        ("🔽 📅 2027-01-01", 2.4),
        ("🔽 ⏳ 2026-01-15", 5.0),
        ("🔽 ⏳ 2026-01-16", 0.0),
        ("🔽 🛫 2026-01-16", -3.0),
        ("🔽 🛫 2026-01-15", 0.0),
        ("🔽 📅 2026-02-30", 0.0),
        ("🔺 📅 2026-01-01 ⏳ 2026-01-01 🛫 2026-02-01", 23.0),
    ],
)
def test_urgency_is_the_sum_of_its_parts(fields, number):
    assert of(fields) == pytest.approx(number)


@given(st.integers(-30, 30))
def test_what_is_due_earlier_is_never_less_urgent(days):
    # Kills: a slope over 20 days instead of 21.
    def due(offset: int) -> float:
        return of(f"📅 {TODAY + timedelta(days=offset)}")

    assert due(days) >= due(days + 1)
    assert (due(days) > due(days + 1)) == (-7 <= days < 14)


@given(DAYS, DAYS, st.sampled_from(Priority))
def test_a_due_date_counts_as_much_as_the_nearest_that_does(due, today, priority):
    """Kills: a bound one day short, at which the urgency still changes."""
    nearest = date.fromordinal(nearest_alike(due.toordinal(), today.toordinal()))

    assert urgency_of(due, None, None, priority, today) == urgency_of(nearest, None, None, priority, today)
    assert abs((nearest - today).days) <= min(abs((due - today).days), 14)


def test_a_date_that_is_no_day_counts_nothing():
    said = read_line("- [ ] a 📅 2026-02-30 ⏳ 0000-00-00 🛫 2026-99-99")
    assert isinstance(said.due, BadDate)
    assert urgency(said, TODAY) == of("") == 0.325 * 6
