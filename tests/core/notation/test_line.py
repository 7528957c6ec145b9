"""Reading one line; the plugin's own answers are among the vectors."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.notation.task_lines import task_lines
from vaultsync.core.model import BadDate, Priority
from vaultsync.core.notation.line import DIALECTS, read_line, tag_spans, tags_in
from vaultsync.core.values import DATES


def test_a_full_line():
    line = (
        "  > - [/] Send it. #now 🆔 a1 ⛔ b2,c3 ⏫ 🔁 every week 🏁 keep ➕ 2026-01-01 🛫 2026-01-02 ⏳ 2026-01-03"
        " 📅 2026-01-04 ❌ 2026-01-05 ✅ 2026-01-06 #task ^id  "
    )
    said = read_line(line, global_filter="#task")

    assert (said.text, said.indentation, said.marker, said.symbol) == (line, "  > ", "-", "/")
    assert (said.description, said.tags) == ("Send it. #now #task", ("#now",))
    assert (said.id, said.depends_on, said.block_id) == ("a1", ("b2", "c3"), "id")
    assert (said.priority, said.recurrence, said.on_completion) == (Priority.HIGH, "every week", "keep")
    dates = [said.created, said.start, said.scheduled, said.due, said.cancelled, said.done]
    assert dates == [date(2026, 1, day) for day in range(1, 7)]
    assert said.hard_break == "  "
    assert line[slice(*said.body)].startswith("Send it.")
    assert line[slice(*said.body)].endswith("#task")


@pytest.mark.parametrize(
    "text", ["", "- a", "- [] a", "- [xx] a", "-[ ] a", "-\t[ ] a", "a - [ ] b", "\u200b- [ ] a", "- [\u2028] a"]
)
def test_what_has_no_checkbox_states_nothing(text):
    assert read_line(text) is None


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("- [ ]a", "a"),
        ("- [ ] a\u2028b 📅 2026-01-05", "a"),
        ("- [ ] a\r", "a"),
        ("- [ ] \u00a0 a \ufeff", "a"),
        ("\u00a0\u3000>- [ ] a", "a"),
        ("- []] a", "a"),
        ("- [ ] a\x85", "a\x85"),
        ("- [ ] ^abc", "^abc"),
        ("- [ ] a ^a_b", "a ^a_b"),
    ],
)
def test_space_is_what_javascript_calls_space(text, description):
    assert read_line(text).description == description


@pytest.mark.parametrize(
    ("body", "due", "description"),
    [
        ("a 📅 2026-01-05", date(2026, 1, 5), "a"),
        ("a📅2026-01-05", date(2026, 1, 5), "a"),
        ("a 📅\ufe0f  2026-01-05", date(2026, 1, 5), "a"),
        ("a 📆 2026-01-05 #x", date(2026, 1, 5), "a #x"),
        ("a 🗓 2026-02-30", BadDate("2026-02-30"), "a"),
        ("a 📅 2026-01-05 📅 2026-01-06", date(2026, 1, 5), "a"),
        ("a 📅 2026-01-05 b", None, "a 📅 2026-01-05 b"),
        ("a 📅 2026-1-5", None, "a 📅 2026-1-5"),
        ("a 📅\t2026-01-05", None, "a 📅\t2026-01-05"),
        ("a 📅 2026-01-05.", None, "a 📅 2026-01-05."),
        ("a 📅 ２０２６-01-05", None, "a 📅 ２０２６-01-05"),
        ("a 📅 2026-01-05" + " #t" * 20, date(2026, 1, 5), "a" + " #t" * 20),
        ("a 📅 2026-01-05" + " #t" * 21, None, "a 📅 2026-01-05" + " #t" * 21),
    ],
)
def test_fields_are_read_from_the_right(body, due, description):
    said = read_line(f"- [ ] {body}")
    assert (said.due, said.description) == (due, description)


@pytest.mark.parametrize(
    ("text", "hard_break"),
    [("a", ""), ("a ", ""), ("a  ", "  "), ("a    ", "    "), ("a \t", ""), ("a  \r", ""), ("", "  ")],
)
def test_two_spaces_at_the_end_are_a_hard_break(text, hard_break):
    assert read_line(f"- [ ]  {text}").hard_break == hard_break


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#a b#c #d", ("#a", "#d")),
        ("#a,#b #c;d #1", ("#a", "#c;d", "#1")),
        ("#a\t#b", ("#a",)),
        ("#a\u00a0b", ("#a\u00a0b",)),
        ("# #", ()),
        ("#a #A #a", ("#a", "#A", "#a")),
        ("#task #taskish", ("#taskish",)),
    ],
)
def test_tags_are_what_the_plugin_calls_tags(text, tags):
    assert tags_in(text, "#task") == tags
    assert [text[start:end] for start, end in tag_spans(text)] == list(tags_in(text))


def test_a_tag_glued_to_an_id_swallows_it():
    assert read_line("- [ ] a #t🆔abc").tags == ("#t🆔abc",)
    assert read_line("- [ ] a #t📅2026-01-05").tags == ("#t",)


def test_the_global_filter_is_a_part_of_the_body_but_not_of_the_block_id():
    assert read_line("- [ ] a #taskish", global_filter="#task") is not None
    assert read_line("- [ ] a ^task", global_filter="task") is None
    assert read_line("- [ ] a #Task", global_filter="#task") is None


@settings(max_examples=400)
@given(st.sampled_from(["emoji", "dataview"]).flatmap(lambda dialect: st.tuples(st.just(dialect), task_lines(dialect))))
def test_every_field_stands_where_it_is_said_to_stand(dialect_and_line):
    # Kills: offsets counted in the trimmed body instead of the line.
    dialect, line = dialect_and_line
    said = read_line(line, dialect)

    for field in said.fields:
        assert said.body[0] <= field.start < field.end <= said.body[1]
        found = line[field.start : field.end]
        assert found == field.value if field.name == "tag" else field.value in found or field.name == "priority"
        if field.name != "tag":
            assert DIALECTS[dialect].field_at(line, field.start, field.end) == (field.name, field.value)
    ends = [(field.start, field.end) for field in said.fields]
    assert all(before[1] <= after[0] for before, after in pairwise(ends))
    assert {field.name for field in said.fields} >= {name for name in DATES if getattr(said, name) is not None}


@given(
    st.sampled_from(["emoji", "dataview"]),
    st.text(st.sampled_from("- [x]>1.\t📅2026-05 #a^🔁every:()due\ufe0f\u2028\r"), max_size=30),
)
def test_any_line_is_read_or_is_none(dialect, text):
    # Kills: `.group` of a match that is None, and values that do not fit their field.
    said = read_line(text, dialect)
    assert said is None or said.text == text
