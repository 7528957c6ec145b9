"""Times of day: understood, and nothing taken from what the Tasks plugin reads."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.people import reassigned
from vaultsync.core.notation.times import due_moment, split_times
from vaultsync.core.notes.note import read_note
from vaultsync.core.notes.task_line import words_of


def said(text: str, dialect: str = "emoji"):
    return read_line(f"- [ ] {text}", dialect)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Call Bo 📅 2026-01-05 14:00", "2026-01-05T14:00:00"),
        ("Call Bo 📅 2026-01-05 9:05 #work", "2026-01-05T09:05:00"),
        ("Call Bo 📅2026-01-05T14:00", "2026-01-05T14:00:00"),
        ("Call Bo 🗓️ 2026-01-05 14:00", "2026-01-05T14:00:00"),
        ("Call Bo (@2026-01-05 14:00)", "2026-01-05T14:00:00"),
        ("(@2026-01-05 14:00) Call Bo", "2026-01-05T14:00:00"),
        ("Call Bo (@2026-01-05 14:00) 📅 2026-01-05", "2026-01-05T14:00:00"),
        ("Call Bo [due:: 2026-01-05 14:00]", "2026-01-05T14:00:00"),
        ("Call Bo (due:: 2026-01-05 14:00)", "2026-01-05T14:00:00"),
        ("Call Bo 📅 2026-01-05 00:00", "2026-01-05T00:00:00"),
        # The plugin reads another day: the time belongs to something else.
        ("Call Bo (@2026-01-04 14:00) 📅 2026-01-05", None),
        ("Call Bo 📅 2026-01-05", None),
        ("Call Bo (@2026-01-05)", None),
        ("Call Bo 📅 2026-02-30 14:00", None),
        ("Call Bo 📅 2026-01-05 24:00", None),
        ("Call Bo 📅 2026-01-05 14:60", None),
        ("Call Bo 📅 2026-01-05 14:00:30", None),
        ("Call Bo at 14:00 📅 2026-01-05", None),
        ("Call Bo ⏳ 2026-01-05 14:00", None),
        ("Ask @2026-01-05 14:00", None),
        ("Either 📅 2026-02-30 14:00 or 📅 2026-01-05 15:00", "2026-01-05T15:00:00"),
    ],
)
def test_a_time_behind_a_due_date_is_a_moment(text, moment):
    found = due_moment(said(text))
    assert (found and found.isoformat()) == moment


@pytest.mark.parametrize("dialect", ["emoji", "dataview"])
def test_what_the_plugin_reads_is_what_it_read_before(dialect):
    line = said("Call Bo ⏫ 📅 2026-01-05 14:00 🆔 abc", dialect)
    assert line.due is None
    assert "📅 2026-01-05 14:00" in line.description


def test_the_title_keeps_the_time_at_its_end_and_the_assignee_has_none():
    words, names = words_of(said("Call Bo @Ana Ruiz (@2026-01-05 14:00) #work"), "")
    assert (words, names) == ("Call Bo (@2026-01-05 14:00)", ("Ana Ruiz",))


def test_another_assignee_leaves_the_time_where_it_is():
    line = said("Call Bo @Ana Ruiz (@2026-01-05 14:00)")
    assert reassigned(line, "Bo Lind") == "- [ ] Call Bo @Bo Lind (@2026-01-05 14:00)"


def test_a_note_gives_the_day_to_the_plugin_and_the_moment_to_calendars(conventions):
    (line,) = read_note(
        "a.md", b"- [ ] Call Bo #task (@2026-01-05 14:00) \xf0\x9f\x93\x85 2026-01-05", conventions
    ).lines
    assert line.said.due == date(2026, 1, 5)
    assert due_moment(line.said).hour == 14


@given(st.text(alphabet="📅(@) 2026-01-05T14:00[due:]x", max_size=60))
def test_what_is_left_without_the_times_has_every_other_letter_in_its_place(text):
    """Kills: a time cut out, so that the offsets behind it are wrong."""
    rest, typed = split_times(text)
    assert len(rest) == len(text)
    assert all(now in (before, " ") for now, before in zip(rest, text, strict=True))
    assert split_times(rest) == (rest, "")
    assert (rest == text) == (typed == "")
