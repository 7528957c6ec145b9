"""What is odd about a line, and no more than that."""

import pytest

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notes.note import read_note, task_line
from vaultsync.core.notes.oddities import oddities

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
        ("- [ ] Send it 📅 soon", []),
        ("- [ ] Send it [due:: 2026-01-05]", []),
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


def test_the_other_dialects_fields_are_words():
    assert codes("- [ ] Send it 📅 2026-01-05 by noon", DATAVIEW) == []
    assert codes("- [ ] Send it [due:: 2026-02-30]", DATAVIEW) == ["bad-date"]
    assert codes("- [ ] Send it [onCompletion:: explode]", DATAVIEW) == ["bad-on-completion"]
