"""Edits of a note: each to the line that is meant, and every other byte stays."""

import pytest

from tests.core.editing.making import edit
from vaultsync.core.editing.splice import Spliced, is_lost, plan, plan_back, splice
from vaultsync.core.errors import NoteChanged, NotWritable
from vaultsync.core.model import Edit


def replaced(data, *edits):
    return splice(data, edits)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"# A\n- [ ] b\nc\n", b"# A\n- [x] b\nc\n"),
        (b"# A\r\n- [ ] b\r\nc\r\n", b"# A\r\n- [x] b\r\nc\r\n"),
        (b"# A\r- [ ] b\rc", b"# A\r- [x] b\rc"),
        (b"# A\r\n- [ ] b\rc\n", b"# A\r\n- [x] b\rc\n"),
        (b"# A\n- [ ] b", b"# A\n- [x] b"),
        (b"\xef\xbb\xbf# A\n- [ ] b\n", b"\xef\xbb\xbf# A\n- [x] b\n"),
        (b"\xff\xfe\x00\n- [ ] b\n\xc3", b"\xff\xfe\x00\n- [x] b\n\xc3"),
        ("a\u2028\f\x85\n- [ ] b\n".encode(), "a\u2028\f\x85\n- [x] b\n".encode()),
    ],
    ids=["LF", "CRLF", "CR", "mixed", "no final line end", "BOM", "invalid UTF-8 and NUL", "no line ends of Markdown"],
)
def test_one_line_changes_and_every_other_byte_stays(data, expected):
    assert replaced(data, edit(2, "- [ ] b", "- [x] b")) == expected


def test_a_line_that_was_made_of_the_first_one_has_no_byte_order_mark():
    """Kills: the next occurrence of a task in the first line, which another program would take for no list item."""
    data = "\ufeff- [ ] b 🔁 every day\r\nend".encode()
    done = Edit(
        path="a.md", line=1,
        before=("\ufeff- [ ] b 🔁 every day",), after=("\ufeff- [ ] b 🔁 every day", "\ufeff- [x] b 🔁 every day"),
    )  # fmt: skip
    spliced = plan(data, [done])

    assert spliced.after == "\ufeff- [ ] b 🔁 every day\r\n- [x] b 🔁 every day\r\nend".encode()
    assert plan_back(spliced.after, data, spliced.edits).after == data


@pytest.mark.parametrize("seen", ["- [ ] b", "\ufeff- [ ] b"], ids=["without", "with"])
def test_the_byte_order_mark_stays_whether_or_not_the_first_line_was_read_with_it(seen):
    done = seen.replace("[ ]", "[x]")

    assert replaced(b"\xef\xbb\xbf- [ ] b\n", edit(1, seen, done)) == b"\xef\xbb\xbf- [x] b\n"


def test_a_line_that_has_moved_is_found_where_it_stands_alone():
    assert replaced(b"new\n\n- [ ] b\n", edit(1, "- [ ] b", "- [x] b")) == b"new\n\n- [x] b\n"


def test_of_two_equal_lines_the_one_at_the_number_is_meant():
    assert replaced(b"- [ ] b\n- [ ] b\n", edit(2, "- [ ] b", "- [x] b")) == b"- [ ] b\n- [x] b\n"


def test_two_equal_lines_elsewhere_are_refused():
    with pytest.raises(NoteChanged, match=r"a\.md:1 stands twice \(in lines 2, 3\)"):
        replaced(b"new\n- [ ] b\n- [ ] b\n", edit(1, "- [ ] b", "- [x] b"))


def test_a_reworded_line_is_refused():
    with pytest.raises(NoteChanged, match=r"a\.md:2 is no longer the line"):
        replaced(b"# A\n- [ ] b, soon\n", edit(2, "- [ ] b", "- [x] b"))


@pytest.mark.parametrize("name", ["^vs-aa", "🆔 vs-aa"])
def test_a_reworded_line_with_the_same_id_is_refused_where_it_stands_now(name):
    with pytest.raises(NoteChanged, match=r"a\.md:3 has the same id"):
        replaced(f"# A\n\n- [ ] b, soon {name}\n".encode(), edit(2, f"- [ ] b {name}", f"- [x] b {name}"))


@pytest.mark.parametrize("data", [b"# A\n- [x] b\n", b"# A\n\nmore\n- [x] b\n"], ids=["there", "moved since"])
def test_an_edit_that_was_made_already_changes_nothing(data):
    assert plan(data, [edit(2, "- [ ] b", "- [x] b")]) == Spliced(data, ())


def test_an_edit_that_was_made_already_is_not_made_to_a_twin_of_the_line():
    data = b"- [x] b\n\n- [ ] b\n"

    assert replaced(data, edit(1, "- [ ] b", "- [x] b")) == data


def test_a_repeating_task_that_comes_back_word_for_word_is_completed_once():
    water = edit(1, "- [ ] water", ["- [ ] water", "- [x] water ✅ 2026-03-02"])
    once = replaced(b"- [ ] water\n", water)

    assert once == "- [ ] water\n- [x] water ✅ 2026-03-02\n".encode()
    assert replaced(once, water) == once


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"a\r\nb\r\nc\n", b"a\r\nx\r\ny\r\nc\n"),
        (b"a\nb\r\nc\n", b"a\nx\r\ny\r\nc\n"),
        (b"a\r\nc\r\nb", b"a\r\nc\r\nx\r\ny"),
        (b"b", b"x\ny"),
    ],
    ids=[
        "its own end",
        "though the others have another",
        "the note's end, and none at the end",
        "LF where there is none",
    ],
)
def test_a_line_that_becomes_two_gives_both_a_line_end(data, expected):
    line = data.replace(b"\r", b"").split(b"\n").index(b"b") + 1

    assert replaced(data, edit(line, "b", ["x", "y"])) == expected


@pytest.mark.parametrize(
    ("data", "expected"), [(b"a\nb\nc", b"a\nc"), (b"a\nb", b"a\n"), (b"b\n", b""), (b"\xef\xbb\xbfb", b"\xef\xbb\xbf")]
)
def test_a_removed_line_takes_its_line_end_along(data, expected):
    line = data.removeprefix(b"\xef\xbb\xbf").split(b"\n").index(b"b") + 1

    assert replaced(data, edit(line, "b", [])) == expected


def test_a_line_that_is_to_go_and_has_gone_is_told_by_its_id():
    gone = edit(1, "- [x] b ^vs-aa", [])

    assert replaced(b"# A\n", gone) == b"# A\n"
    with pytest.raises(NoteChanged):
        replaced(b"- [x] b and more ^vs-aa\n", gone)
    with pytest.raises(NoteChanged):
        replaced(b"# A\n", edit(1, "- [x] b", []))


def test_several_edits_are_numbered_as_the_note_was_read():
    edits = [edit(3, "c", "C"), edit(1, "a", ["a", "a2"]), edit(2, "b", [])]

    assert replaced(b"a\nb\nc\n", *edits) == b"a\na2\nC\n"
    assert [made.line for made in plan(b"a\nb\nc\n", edits).edits] == [1, 2, 3]


def test_two_edits_of_one_line_are_refused():
    with pytest.raises(NoteChanged, match="claimed by two edits"):
        replaced(b"a\nb\n", edit(1, ["a", "b"], ["x"]), edit(2, "b", "y"))


def test_a_line_that_stands_in_code_by_now_is_refused():
    asked = []

    def task_lines(data):
        asked.append(data)
        return {1}

    with pytest.raises(NoteChanged, match=r"a\.md:2 now stands in code"):
        splice(b"```\n- [ ] b\n```\n", [edit(1, "- [ ] b", "- [x] b")], task_lines=task_lines)
    assert asked == [b"```\n- [ ] b\n```\n"]


def test_an_edit_that_would_run_two_lines_into_one_is_refused():
    """Without `b`, the lone CR above it and the empty line below it would be one CRLF."""
    with pytest.raises(NotWritable, match="how other lines are read"):
        replaced(b"a\rb\n\n", edit(2, "b", []))


def test_an_edit_that_would_make_a_byte_order_mark_is_refused():
    with pytest.raises(NotWritable):
        replaced(b"a\n\xef\xbb\xbf", edit(1, "a", []))


def test_a_new_line_with_a_line_end_in_it_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="contains a line end"):
        replaced(b"a\n", edit(1, "a", "b\rc"))


@pytest.mark.parametrize(
    ("now", "lost"),
    [
        (b"- [ ] b\n- [ ] b\nmore\n", True),
        (b"- [x] b\n- [ ] b\nmore\n", False),
        (b"- [ ] b\n", False),
        (b"- [x] b\n- [ ] b\n- [ ] b\n", False),
    ],
    ids=["the older text is back", "only more was written", "the line was removed, its twin stays", "a second twin"],
)
def test_an_edit_is_lost_only_if_the_old_line_is_back(now, lost):
    made = [edit(1, "- [ ] b", "- [x] b")]

    assert is_lost(made, b"- [x] b\n- [ ] b\n", now) is lost
