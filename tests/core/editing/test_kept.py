"""Misread signs of a line that is edited."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.editing.notes import WISH, edited, tasks_of
from vaultsync.core.editing.edit import accept, assign, defer, set_status
from vaultsync.core.model import Status
from vaultsync.core.notes.mojibake import repair

DUE, HIGH = (sign.encode().decode("cp1252", "replace") for sign in "📅🔺")
LINE = f"- [?] Send the claims to Edda. @Rosalind {DUE} 2026-12-05 {HIGH} #task #proposed #auto"
ACTS = {
    "reject": lambda task: set_status(task, Status.CANCELLED, WISH),
    "promote": lambda task: accept(task, WISH),
    "done": lambda task: set_status(task, Status.DONE, WISH),
    "defer": lambda task: defer(task, lambda _: date(2027, 1, 9), WISH),
    "assign": lambda task: assign(task, "Bo Lind", WISH),
}


def after(verb: str, line: str) -> str:
    """The note of one line after an act."""
    texts = {"A.md": f"{line}\n"}
    return edited(texts, ACTS[verb](tasks_of(texts)["A.md", 1]))["A.md"]


def test_the_signs_are_misread():
    assert DUE == "ðŸ“…"
    assert repair(LINE).count("📅") == 1


@pytest.mark.parametrize(
    ("verb", "begins"),
    [
        ("reject", f"{LINE.replace('[?]', '[-]')} ❌ 2026-02-02\n"),
        ("promote", f"{LINE.replace('[?]', '[ ]').replace(' #proposed', '')} ^vs-"),
        ("done", f"{LINE.replace('[?]', '[x]').replace(' #proposed', '')} ✅ 2026-02-02\n"),
        ("defer", f"{LINE.replace('2026-12-05', '2027-01-09')} ^vs-"),
        ("assign", f"{LINE.replace('Rosalind', 'Bo Lind')} ^vs-"),
    ],
)
def test_an_edit_leaves_the_signs_that_it_does_not_change_as_they_stand(verb, begins):
    """Kills: the line as it was understood is written, and its signs are put right with it."""
    assert after(verb, LINE).startswith(begins)


def test_a_line_that_would_be_read_otherwise_is_put_right():
    """Kills: a name that is read only in a line that was misread as a whole becomes another one."""
    line = "- [?] Send the claims. @Zoë Ruiz 📅 2026-12-05 #task #proposed"
    misread = line.encode().decode("cp1252", "replace")

    assert repair(misread) == line
    assert after("reject", misread) == f"{line.replace('[?]', '[-]')} ❌ 2026-02-02\n"


@given(
    verb=st.sampled_from(sorted(ACTS)),
    words=st.lists(st.sampled_from(["Send", "it—now", "Zoë", DUE, HIGH, "â«", "📅", "ðŸ", "2026-01-05"]), max_size=5),
    fields=st.permutations([f"{DUE} 2026-12-05", HIGH, "@Rosalind", "#auto", f"{DUE} 2026-12-06"]),
)
def test_what_is_written_is_read_as_what_was_decided(verb, words, fields):
    """Kills: a piece of a misread sign taken for the one beside it."""
    line = " ".join(["- [?] Send", *words, *fields, "#task #proposed"])

    assert repair(after(verb, line)).rstrip("\n") == after(verb, repair(line)).rstrip("\n")
