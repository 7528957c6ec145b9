"""The Dataview dialect."""

from datetime import date

import pytest

from vaultsync.core.model import Priority
from vaultsync.core.notation.dataview import written
from vaultsync.core.notation.line import read_line


def test_all_fields():
    said = read_line(
        "- [ ] a [id:: x1]  [dependsOn:: y2, z3]  [priority:: lowest]  [repeat:: every day]  [onCompletion:: delete]"
        "  [created:: 2026-01-01]  (start:: 2026-01-02)  [scheduled:: 2026-01-03]  [due:: 2026-01-04]"
        "  [cancelled:: 2026-01-05]  [completion:: 2026-01-06] #t ^b",
        "dataview",
    )
    assert (said.id, said.depends_on, said.priority) == ("x1", ("y2", "z3"), Priority.LOWEST)
    assert (said.recurrence, said.on_completion, said.block_id, said.description) == (
        "every day",
        "delete",
        "b",
        "a #t",
    )
    dates = [said.created, said.start, said.scheduled, said.due, said.cancelled, said.done]
    assert dates == [date(2026, 1, day) for day in range(1, 7)]


@pytest.mark.parametrize(
    "field", ["[due:: D]", "(due:: D)", "[ due::D ]", "(  due::   D  )", "[due:: D],", "[due:: D]  ,"]
)
def test_brackets_spaces_and_a_comma_are_free(field):
    said = read_line(f"- [ ] a {field.replace('D', '2026-01-05')} #t", "dataview")
    assert (said.due, said.description) == (date(2026, 1, 5), "a #t")


@pytest.mark.parametrize(
    "field", ["[due:: D)", "[Due:: D]", "[due : D]", "[due:: D],,", "[due:: D].", "[due:: [D]]", "due:: D", "[due:: ]"]
)
def test_what_is_written_otherwise_is_words(field):
    field = field.replace("D", "2026-01-05")
    said = read_line(f"- [ ] a {field}", "dataview")
    assert (said.due, said.description) == (None, f"a {field}")


def test_emoji_are_words_here():
    assert read_line("- [ ] a 📅 2026-01-05", "dataview").description == "a 📅 2026-01-05"


def test_a_field_is_written_in_square_brackets():
    assert written("due", "2026-01-05") == "[due:: 2026-01-05]"
    assert written("on_completion", "keep") == "[onCompletion:: keep]"
