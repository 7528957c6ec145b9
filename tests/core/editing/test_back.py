"""Edits taken back: lines go back where they stood, and what is not certain is not guessed at."""

import pytest

from tests.core.editing.making import edit
from vaultsync.core.editing.splice import plan_back
from vaultsync.core.errors import NoteChanged
from vaultsync.core.model import Edit


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
