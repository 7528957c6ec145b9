"""Dates on lines and in file names."""

from datetime import date

import pytest

from vaultsync.core.model import BadDate
from vaultsync.core.notation.dates import date_in, read_date, scheduled_by_file_name
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings

JANUARY_5 = date(2026, 1, 5)


@pytest.mark.parametrize("typed", ["2026-02-30", "0000-00-00", "2026-13-01", "0000-01-01"])
def test_a_day_that_no_calendar_has_stays_as_typed(typed):
    read = read_date(typed)
    assert isinstance(read, BadDate)
    assert read == typed


def test_a_leap_day_is_a_day():
    assert read_date("2028-02-29") == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("2026-01-05", JANUARY_5),
        ("Call 2026-01-05 Ana", JANUARY_5),
        ("20260105-call", JANUARY_5),
        ("20261399 then 2026-01-05", JANUARY_5),
        ("2026-02-30 then 20260105", None),
        ("2026-1-5", None),
        ("12345", None),
        ("٢٠٢٦-٠١-٠٥", None),
        ("", None),
    ],
)
def test_the_first_date_of_a_name(name, found):
    assert date_in(name) == found


def by_name(path, settings, line="- [ ] a"):
    return scheduled_by_file_name(path, settings, read_line(line))


@pytest.mark.parametrize(
    ("format_", "name", "found"),
    [
        ("", "2026-01-05 x", JANUARY_5),
        ("DD.MM.YYYY", "05.01.2026", JANUARY_5),
        ("DD.MM.YYYY", "x 05.01.2026", None),
        ("DD.MM.YYYY", "2026-01-05", JANUARY_5),
        ("gggg-[W]ww", "2026-W02", date(2026, 1, 4)),
    ],
)
def test_a_name_may_be_read_by_a_format(format_, name, found):
    settings = TasksSettings(filename_as_scheduled=True, filename_format=format_)
    assert by_name(f"Daily/{name}.md", settings) == found


def test_file_names_count_only_if_asked_and_in_the_folders_named():
    limited = TasksSettings(filename_as_scheduled=True, filename_folders=("Daily",))

    assert by_name("Daily/2026-01-05.md", TasksSettings()) is None
    assert by_name("Daily/x/2026-01-05.md", limited) == JANUARY_5
    assert by_name("Dailyish/2026-01-05.md", limited) is None
    assert by_name("2026-01-05/a.md", TasksSettings(filename_as_scheduled=True)) is None


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- [ ] a ✅ 2026-01-09", JANUARY_5),
        ("- [ ] a 🛫 2026-01-09", None),
        ("- [ ] a ⏳ 2026-01-09", None),
        ("- [ ] a 📅 2026-02-30", None),
    ],
)
def test_a_file_name_counts_where_no_start_scheduled_or_due_date_stands(line, found):
    assert by_name("2026-01-05.md", TasksSettings(filename_as_scheduled=True), line) == found
