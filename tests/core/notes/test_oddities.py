"""What is odd about a line, and no more than that."""

import pytest

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notes.note import read_note
from vaultsync.core.notes.oddities import oddities
from vaultsync.core.notes.task_line import task_line

EMOJI = Conventions(task_tag="")
DATAVIEW = Conventions(task_tag="", tasks=TasksSettings(dialect="dataview"))


def codes(raw: str, conventions: Conventions = EMOJI) -> list[str]:
    line = task_line(NoteFacts(path="a.md"), raw, 1, conventions)
    assert line is not None
    return [found.code for found in oddities(line, conventions)]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("- [ ] Send it", []),
        ("- [ ] Send it 📅 2026-01-05 ⏫ 🔁 every 2 weeks 🏁 delete #task", []),
        ("- [ ] Send it 📅 2026-02-30", ["bad-date"]),
        ("- [ ] Send it 🛫 2026-13-01 ⏳ 2026-00-10", ["bad-date", "bad-date"]),
        ("- [ ] Send it 🔁 every now and then", ["bad-recurrence"]),
        ("- [ ] Send it 🏁 explode", ["bad-on-completion"]),
        ("- [ ] Send it 📅 2026-01-05 by noon", ["unread-date"]),
        ("- [ ] Send it 📅 2026-01-05, 🛫 2026-01-02", ["unread-date"]),
        ("- [ ] Send it 📅 soon", ["no-date"]),
        ("- [ ] Send it 📅 #task", ["no-date"]),
        ("- [ ] Send it 📅 2026-01-05 ⏳ 2026-1-3", ["unread-date", "no-date"]),
        ("- [ ] Send it 📅 2026-1-5 ⏳ tomorrow", ["no-date", "no-date"]),
        ("- [ ] Send it ✅ 2026-1-5", ["no-date"]),
        ("- [ ] Put ✅ beside 3/4 of them, ❌ beside the others, ➕ one more", []),
        ("- [ ] Send it [due:: 2026-01-05] #task", ["other-format"]),
        ("- [ ] Send it (priority:: high) [due:: 2026-01-05]", ["other-format", "other-format"]),
        ("- [ ] Send it [due:: 2026-01-05] 📅 2026-01-06", ["other-format"]),
        ("- [ ] Send it [project:: Roof], see a::b and [due:: soon]", []),
    ],
)
def test_each_oddity_has_its_code(raw, found):
    assert codes(raw) == found


def test_every_oddity_names_what_is_odd_and_a_remedy():
    raw = "- [ ] a 📅 2026-02-30 🔁 every now 🏁 explode"
    note = read_note("a.md", f"\n{raw}".encode(), EMOJI)

    assert [(odd.line, odd.code) for odd in note.diagnostics] == [
        (2, "bad-date"),
        (2, "bad-recurrence"),
        (2, "bad-on-completion"),
    ]
    assert "2026-02-30" in note.diagnostics[0].message
    assert "every now" in note.diagnostics[1].message
    assert all(odd.remedy for odd in note.diagnostics)


@pytest.mark.parametrize(
    ("typed", "says", "remedy"),
    [
        ("📅 2026-2-5", "`📅 2026-2-5` is no date", "Write `📅 2026-02-05`."),
        ("📅️2026-2-5", "`📅 2026-2-5` is no date", "Write `📅 2026-02-05`."),
        ("🛫 05.02.2026 ⏫ #task", "`🛫 05.02.2026` is no date", "Write `🛫 2026-02-05`."),
        ("📅 2026/02/05", "`📅 2026/02/05` is no date", "Write `📅 2026-02-05`."),
        ("📅 20260205", "`📅 20260205` is no date", "Write `📅 2026-02-05`."),
        ("⏳ 5/2/2026", "`⏳ 5/2/2026` is no date", "Write `⏳ 2026-02-05` or `⏳ 2026-05-02`."),
        ("📅 2/13/2026", "`📅 2/13/2026` is no date", "Write `📅 2026-02-13`."),
        ("📅 31.2.2026", "`📅 31.2.2026` is no date", "Write the day itself, such as `📅 2026-01-05`."),
        ("📅 5.2.", "`📅 5.2.` is no date", "Write the day itself, such as `📅 2026-01-05`."),
        ("📅 tomorrow @Bo Lind", "`📅 tomorrow` is no date", "Write the day itself, such as `📅 2026-01-05`."),
        ("📅", "no date follows 📅", "Write the day itself, such as `📅 2026-01-05`."),
    ],
)
def test_a_sign_without_a_date_is_told_with_the_day_that_may_be_meant(typed, says, remedy):
    """Kills: a task that is silently without a date; a day named where nobody knows which number is the month."""
    note = read_note("a.md", f"- [ ] Send it {typed}".encode(), EMOJI)

    (odd,) = note.diagnostics
    assert (odd.code, odd.message.split(",")[0], odd.remedy) == ("no-date", says, remedy)


def test_the_signs_of_a_template_wait_for_their_dates():
    line = "- [ ] Send it 📅 <% tp.date.now() %>".encode()

    assert read_note("Templates/Call.md", line, EMOJI).diagnostics == ()
    assert len(read_note("Call.md", line, EMOJI).diagnostics) == 1


def test_a_field_of_the_other_format_is_told_with_how_it_is_written_here():
    """Kills: a due date that nobody sees, a field that is told as it would be written there."""
    line = task_line(NoteFacts(path="a.md"), "- [ ] Send it [due:: 2026-01-05] #task", 1, EMOJI)
    (found,) = oddities(line, EMOJI)
    assert found.message.startswith("`[due:: 2026-01-05]` is in the Dataview format")
    assert found.remedy.startswith("Write `📅 2026-01-05`, or set the Tasks plugin to the Dataview format")

    line = task_line(NoteFacts(path="a.md"), "- [ ] Send it ⏫ #task", 1, DATAVIEW)
    (found,) = oddities(line, DATAVIEW)
    assert found.message.startswith("`⏫` is in the emoji format")
    assert found.remedy.startswith("Write `[priority:: high]`, or")


def test_what_the_other_dialect_would_not_read_is_words():
    assert codes("- [ ] Send it 📅 2026-01-05 by noon", DATAVIEW) == []
    assert codes("- [ ] Send it 📅 soon", DATAVIEW) == []
    assert codes("- [ ] Send it [due:: 2026-02-30]", DATAVIEW) == ["bad-date"]
    assert codes("- [ ] Send it [onCompletion:: explode]", DATAVIEW) == ["bad-on-completion"]
