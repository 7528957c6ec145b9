"""The lines that a note is made of are few and alike on purpose: runs that never
stand twice would make every rule about telling them apart true."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultsync.core.editing.splice import Spliced, inverse, is_lost, plan, plan_back, splice
from vaultsync.core.errors import NoteChanged, NotWritable
from vaultsync.core.model import Edit
from vaultsync.core.text import decode, encode, rows


def edit(line, before, after):
    before, after = ((lines,) if isinstance(lines, str) else tuple(lines) for lines in (before, after))
    return Edit(path="a.md", line=line, before=before, after=after)


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


def test_lines_go_back_beside_the_neighbour_that_is_left():
    base = b"# A\nabove\n- [x] b\nbelow\n"
    gone = edit(3, "- [x] b", [])

    assert plan_back(b"# A\nabove\nbelow\nmore\n", base, [gone]).after == b"# A\nabove\n- [x] b\nbelow\nmore\n"
    assert plan_back(b"x\n# A\nabove\n\nbelow\n", base, [gone]).after == b"x\n# A\nabove\n- [x] b\n\nbelow\n"
    assert plan_back(b"# A\nbelow\n", base, [gone]).after == b"# A\n- [x] b\nbelow\n"
    with pytest.raises(NoteChanged, match="lost the neighbours"):
        plan_back(b"# A\n", base, [gone])


def test_an_empty_line_is_no_neighbour_to_go_by():
    with pytest.raises(NoteChanged, match="lost the neighbours"):
        plan_back(b"other\n \nmore\n", b"above\n \n- [x] b\nbelow\n", [edit(3, "- [x] b", [])])


def test_lines_between_empty_lines_go_back_where_they_were():
    assert plan_back(b"\n\n\n\nmore\n", b"\n\n- [x] b\n\n\n", [edit(3, "- [x] b", [])]).after == (
        b"\n\n- [x] b\n\n\nmore\n"
    )


def test_several_lines_go_back_into_a_note_that_has_grown():
    removed = [edit(2, "b", []), edit(4, "d", [])]

    assert plan_back(b"new\na\nc\ne\nc\n", b"a\nb\nc\nd\ne\nc\n", removed).after == b"new\na\nb\nc\nd\ne\nc\n"


TWINS = (
    Edit(path="a.md", line=1, before=("- [?] Pay",), after=("- [-] Pay",)),
    Edit(path="a.md", line=3, before=("- [ ] Pay",), after=("- [-] Pay",)),
)


@pytest.mark.parametrize("between", [b"\n", b"\nWhat Bo said\n"])
@pytest.mark.parametrize("above", [b"", b"Yesterday\n"])
def test_equal_lines_that_were_written_together_go_back_in_their_order(above, between):
    """Kills: twins that are refused as soon as anything is written above one of them; each other's text."""
    base = b"- [?] Pay\n\n- [ ] Pay\n"
    now = above + b"- [-] Pay\n" + between + b"- [-] Pay\n"

    assert plan_back(now, base, TWINS).after == above + b"- [?] Pay\n" + between + b"- [ ] Pay\n"


@pytest.mark.parametrize("now", [b"New\n- [ ] Pay\n- [x] Pay\n", b"- [x] Pay\n- [ ] Pay\n"], ids=["above", "moved"])
def test_what_was_written_is_taken_back_though_a_line_like_the_old_one_stands_where_it_stood(now):
    """Kills: a twin that was never edited taken for the line, which so is left as if it were back."""
    base = b"- [ ] Pay\n- [ ] Pay\n"

    assert plan_back(now, base, [edit(2, "- [ ] Pay", "- [x] Pay")]).after == now.replace(b"[x]", b"[ ]")


def test_of_lines_that_read_alike_the_one_that_was_written_is_taken_back():
    """Kills: a line that had been done before, and stands where the other one stood."""
    base = b"- [x] Pay\n- [ ] Pay\n"
    paid = [edit(2, "- [ ] Pay", "- [x] Pay")]

    assert plan_back(b"New\n- [x] Pay\n- [x] Pay\n", base, paid).after == b"New\n- [x] Pay\n- [ ] Pay\n"


def test_what_was_done_before_is_not_taken_for_one_of_the_equal_lines_that_were_written():
    """Kills: as many equal lines as were written, one of which somebody has put back himself."""
    base = b"- [x] Pay\n- [ ] Pay\n- [ ] Pay\n"
    paid = [edit(line, "- [ ] Pay", "- [x] Pay") for line in (2, 3)]

    assert plan_back(b"- [x] Pay\n- [ ] Pay\n- [x] Pay\n", base, paid).after == base


def test_a_line_that_was_reworded_is_not_taken_for_put_back_because_another_reads_as_it_did():
    """Kills: a line in code, or any twin that was never edited, taken for the line."""
    base = b"```\n- [ ] Pay\n```\n- [ ] Pay\n"

    with pytest.raises(NoteChanged, match="4"):
        plan_back(base[:-10] + b"- [x] Pay it\n", base, [edit(4, "- [ ] Pay", "- [x] Pay")])


def test_a_repeating_task_that_was_put_back_by_hand_is_back():
    """Kills: its next occurrence, which reads as it did, taken for a twin that was there before."""
    base = b"- [ ] Water\n"
    done = [edit(1, "- [ ] Water", ["- [ ] Water", "- [x] Water"])]

    assert plan_back(base + b"more\n", base, done).after == base + b"more\n"


def test_a_line_that_was_added_and_has_gone_is_taken_back_already():
    """Kills: a line that replaced none looked for as if another one had to be there again."""
    added = [edit(2, [], "- [ ] Pay ^vs-2k9xw")]

    assert plan_back(b"above\nmore\n", b"above\n", added).after == b"above\nmore\n"


def test_a_removed_line_before_equal_ones_goes_back_between_its_neighbours():
    """Kills: twins that are known by the number of their line, which a removed one has, too."""
    base = b"# A\n- [x] Gone\n- [?] Pay\n- [?] Pay\n"
    edits = [edit(2, "- [x] Gone", []), *(edit(line, "- [?] Pay", ["- [-] Pay"]) for line in (3, 4))]

    now = b"# A\nNew\n- [-] Pay\n- [-] Pay\n"
    assert plan_back(now, base, edits).after == b"# A\n- [x] Gone\nNew\n- [?] Pay\n- [?] Pay\n"


@pytest.mark.parametrize("now", [b"A\n- [-] Pay\n", b"A\n- [-] Pay\nB\n- [-] Pay\n- [-] Pay\n"])
def test_equal_lines_of_which_there_are_fewer_or_more_by_now_are_not_guessed_at(now):
    with pytest.raises(NoteChanged):
        plan_back(now, b"- [?] Pay\n\n- [ ] Pay\n", TWINS)


def test_lines_that_are_back_already_are_not_put_back_twice():
    base = b"above\n- [x] b\nbelow\n"

    assert plan_back(base + b"more\n", base, [edit(2, "- [x] b", [])]).after == base + b"more\n"


def test_a_last_line_without_a_line_end_goes_back_as_such():
    assert plan_back(b"a", b"a\nb\n", [edit(2, "b", [])]).after == b"a\nb"
    assert plan_back(b"", b"b", [edit(1, "b", [])]).after == b"b"


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


texts = st.sampled_from(["- [ ] b", "- [x] b", "", "é", "\udcff", "\x00", "a\u2028b", "\ufeff"])
new_texts = texts.filter(lambda text: text.strip("\ufeff"))
ends = st.sampled_from(["\n", "\r\n", "\r"])
one_end = ends.flatmap(lambda end: st.lists(st.tuples(texts, st.just(end)), min_size=1, max_size=6))
notes = st.tuples(
    st.sampled_from(["", "\ufeff"]), one_end | st.lists(st.tuples(texts, ends), min_size=1, max_size=6), st.booleans()
).map(lambda parts: encode(parts[0] + "".join(map("".join, parts[1]))).removesuffix(b"\n" if parts[2] else b"\0\0"))


def read(data):
    return rows(decode(data).removeprefix("\ufeff"))


@st.composite
def notes_with_edits(draw):
    data = draw(notes)
    count = len(read(data))
    cuts = sorted(draw(st.lists(st.integers(0, count), min_size=2, max_size=4, unique=True))) if count else []
    edits = [
        edit(start + 1, [text for text, _ in read(data)[start:stop]], draw(st.lists(new_texts, max_size=2)))
        for start, stop in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return data, edits


@settings(max_examples=400)
@given(notes_with_edits())
def test_an_edit_changes_nothing_but_its_lines(given_):
    """Kills: joining with one line end, `splitlines`, dropping the byte order mark, decoding with `replace`."""
    data, edits = given_
    try:
        made = plan(data, edits)
    except (NoteChanged, NotWritable):
        return
    before, after = read(data), read(made.after)
    shift = behind = 0
    for each in made.edits:
        start, stop = each.line - 1, each.line - 1 + len(each.before)
        assert after[behind + shift : start + shift] == before[behind:start]
        assert [encode(t) for t, _ in after[start + shift :][: len(each.after)]] == [encode(t) for t in each.after]
        shift += len(each.after) - len(each.before)
        behind = stop
    assert after[behind + shift :] == before[behind:]
    assert made.after.startswith(b"\xef\xbb\xbf") == data.startswith(b"\xef\xbb\xbf")
    assert made.edits or made.after == data


@settings(max_examples=400)
@given(notes_with_edits())
def test_what_was_done_can_be_taken_back_byte_for_byte(given_):
    """Kills: taking the line ends of the new lines, numbers without shift, gaps without neighbours."""
    data, edits = given_
    try:
        made = plan(data, edits)
        back = plan_back(made.after, data, made.edits)
    except (NoteChanged, NotWritable):
        return
    if back.edits == inverse(made.edits):
        assert back.after == data


@settings(max_examples=200)
@given(notes_with_edits())
def test_an_edit_made_twice_is_made_once(given_):
    """Kills: looking for the old line before looking whether the new one stands in its place."""
    data, edits = given_
    changing = [each for each in edits[:1] if each.after and not set(each.after) & {text for text, _ in read(data)}]
    try:
        once = splice(data, changing)
        assert splice(once, changing) == once
    except (NoteChanged, NotWritable):
        return


def test_what_cannot_be_taken_back_is_left_out_alone_where_that_is_wanted():
    """Kills: a note that is left as it is for one of its lines, neighbours that are counted without what is left out."""
    base = b"- [ ] a\nabove\n- [x] gone\nbelow\n- [ ] c\n"
    made = [edit(1, "- [ ] a", "- [x] a"), edit(3, "- [x] gone", []), edit(5, "- [ ] c", "- [x] c")]
    now = b"- [x] a, by hand\nabove\nbelow\n- [x] c\n"

    back = plan_back(now, base, made, skip_changed=True)

    assert back.after == b"- [x] a, by hand\nabove\n- [x] gone\nbelow\n- [ ] c\n"
    assert [(left, changed.message) for left, changed in back.left_out] == [
        (made[0], "a.md:1 is no longer the line that vaultsync read")
    ]
    with pytest.raises(NoteChanged, match=r"a\.md:1 is no longer"):
        plan_back(now, base, made)
