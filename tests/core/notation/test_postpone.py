"""Putting dates off."""

from datetime import date

import pytest

from vaultsync.core.errors import NoSuchDay
from vaultsync.core.model import BadDate
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.postpone import postponed, postponed_field, read_step

TODAY = date(2026, 1, 10)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("🛫 2026-01-01 ⏳ 2026-01-02 📅 2026-01-03", "due"),
        ("🛫 2026-01-01 ⏳ 2026-01-02", "scheduled"),
        ("🛫 2026-01-01", "start"),
        ("📅 2026-02-30 ⏳ 2026-01-02", "due"),
        ("➕ 2026-01-01 ✅ 2026-01-01", None),
    ],
)
def test_due_counts_before_scheduled_before_start(fields, name):
    assert postponed_field(read_line(f"- [ ] a {fields}")) == name


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("+3d", (3, "day")),
        ("2 weeks", (2, "week")),
        (" 1M ", (1, "month")),
        ("-1 year", (-1, "year")),
        ("0d", (0, "day")),
        ("3", None),
        ("d", None),
        ("3 decades", None),
        ("１d", None),
        ("999999d", None),
        ("", None),
    ],
)
def test_a_step_is_an_amount_and_a_unit(text, step):
    assert read_step(text) == step


@pytest.mark.parametrize(
    ("current", "amount", "unit", "new"),
    [
        (date(2026, 1, 12), 1, "day", date(2026, 1, 13)),
        (date(2026, 1, 12), 2, "week", date(2026, 1, 26)),
        (TODAY, 1, "day", date(2026, 1, 11)),
        (date(2026, 1, 9), 1, "day", date(2026, 1, 11)),
        (BadDate("2026-02-30"), 1, "day", date(2026, 1, 11)),
        (None, 1, "week", date(2026, 1, 17)),
        (date(2026, 1, 31), 1, "month", date(2026, 2, 28)),
        (date(2028, 2, 29), 1, "year", date(2029, 2, 28)),
        (date(2026, 12, 31), 2, "month", date(2027, 2, 28)),
        (date(2026, 3, 31), -1, "month", date(2026, 2, 28)),
    ],
)
def test_a_date_ahead_counts_from_itself_and_any_other_from_today(current, amount, unit, new):
    assert postponed(current, amount, unit, today=TODAY) == new


def test_a_date_ahead_may_count_from_today_on_demand():
    assert postponed(date(2026, 5, 1), 1, "day", today=TODAY, from_today=True) == date(2026, 1, 11)


@pytest.mark.parametrize(("amount", "unit"), [(9000, "year"), (99999, "month"), (-3000, "year"), (9999999, "day")])
def test_a_date_outside_the_calendar_is_refused(amount, unit):
    with pytest.raises(NoSuchDay, match="no day of the years 1 to 9999"):
        postponed(None, amount, unit, today=TODAY)
