"""Names read by a format of moment.js."""

from datetime import date

import pytest

from vaultsync.core.notation.named_days import day_named

JANUARY_5 = date(2026, 1, 5)


@pytest.mark.parametrize(
    ("format_", "name", "found"),
    [
        ("DD.MM.YYYY", "05.01.2026", JANUARY_5),
        ("D MMMM YYYY", "5 january 2026", JANUARY_5),
        ("D-M-YYYY", "5-1-2026", JANUARY_5),
        ("dddd, MMM Do YY", "Monday, Jan 5th 26", JANUARY_5),
        ("dd d DD-MM-YYYY", "Mo 1 05-01-2026", JANUARY_5),
        ("YY", "69", date(1969, 1, 1)),
        ("YYYY-MM", "2026-01", date(2026, 1, 1)),
        ("YYYY-[Q]Q", "2026-Q3", date(2026, 7, 1)),
        ("[on] YYYY", "on 2026", date(2026, 1, 1)),
        ("YYYY-DDDD", "2024-366", date(2024, 12, 31)),
        ("YYYY-DDD", "2026-5", JANUARY_5),
        ("YYYY YYYY", "2025 2026", date(2026, 1, 1)),
        ("YYYYMMDDHHmmss", "20260105235901", JANUARY_5),
        ("YYYY-MM-DD H.m.s", "2026-01-05 9.5.0", JANUARY_5),
        ("YYYY-MM-DD H.m", "2026-01-05 23.5", JANUARY_5),
        ("DM-YYYY", "051-2026", JANUARY_5),
    ],
)
def test_a_name_in_a_format_states_a_day(format_, name, found):
    assert day_named(name, format_) == found


@pytest.mark.parametrize(
    ("format_", "name", "found"),
    [
        ("GGGG-[W]WW", "2026-W01", date(2025, 12, 29)),
        ("GGGG-[W]W-E", "2026-W1-7", date(2026, 1, 4)),
        ("YYYY-[W]WW", "2026-W53", date(2026, 12, 28)),
        ("GGGG-[W]WW", "2025-W53", None),
        ("gggg-[W]ww", "2026-W01", date(2025, 12, 28)),
        ("gggg-[W]w e", "2026-W1 6", date(2026, 1, 3)),
        ("gggg-[W]ww dddd", "2026-W02 Monday", JANUARY_5),
        ("gggg-[W]ww", "2025-W53", None),
        ("gggg-[W]ww", "2026-W00", None),
        ("GGGG", "2026", date(2025, 12, 29)),
        ("YYYY-[W]ww", "2026-W02", date(2026, 1, 4)),
        ("YYYY-MM-DD [W]ww", "2026-01-05 W40", JANUARY_5),
        ("YYYY-MM [W]WW", "2026-01 W40", date(2026, 1, 1)),
        ("YYYY-DD [W]WW", "2026-05 W40", JANUARY_5),
    ],
)
def test_a_week_states_its_first_day_and_counts_only_without_month_and_day(format_, name, found):
    assert day_named(name, format_) == found


@pytest.mark.parametrize(
    ("format_", "name"),
    [
        ("", ""),
        ("(", "("),
        ("DD.MM.YYYY", "31.02.2026"),
        ("DD.MM.YYYY", "x 05.01.2026"),
        ("DD.MM.YYYY", "05.01.2026 x"),
        ("[W]YYYY", "w2026"),
        ("YYYY-MM-Do", "2026-01-5TH"),
        ("YYYY-MM-DD", "٢٠٢٦-٠١-٠٥"),
        ("YYYY-MM-DD dddd", "2026-01-05 Tuesday"),
        ("YYYY-DDDD", "2026-366"),
        ("YYYY-DDD", "2026-0"),
        ("YYYY-DDD", "9999-999"),
        ("YYYY-[Q]Q", "2026-Q5"),
        ("YYYY-MM-DD HHmm", "2026-01-05 2460"),
        ("GGGG", "0000"),
    ],
)
def test_a_name_of_another_form_states_none(format_, name):
    assert day_named(name, format_) is None


@pytest.mark.parametrize(("format_", "name"), [("DMYYYY", "512026"), ("DM" * 60, f"{'1' * 180}x")])
def test_a_token_takes_as_many_digits_as_it_can_and_gives_none_back(format_, name):
    """Kills: a day where moment.js finds none, and a name of digits that holds up whoever reads the note for ever."""
    assert day_named(name, format_) is None


@pytest.mark.parametrize(
    ("format_", "name"), [("DD.MM", "05.01"), ("ww", "02"), ("YYYY dddd", "2026 Monday"), ("gggg", "2026")]
)
def test_what_needs_today_states_none(format_, name):
    assert day_named(name, format_) is None
