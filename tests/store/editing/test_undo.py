"""What was carried out is undone byte for byte, or refused whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.editing.making import NEW, OLD, Workspace, done
from vaultsync.core.errors import NoteChanged, VaultSyncError
from vaultsync.core.model import Edit
from vaultsync.core.text import decode
from vaultsync.core.text import rows as read


def test_undo_gives_every_byte_back_and_is_itself_undone(place):
    place.editor().carry_out("done b", [done("a.md"), done("b.md")])

    undone = place.editor().undo(1)

    assert (place.read("a.md"), place.read("b.md")) == (OLD, OLD)
    assert (undone.number, undone.undoes, undone.command) == (2, 1, "undo 1")
    place.editor().undo(2)
    assert (place.read("a.md"), place.read("b.md")) == (NEW, NEW)


def test_undo_leaves_what_was_written_since(place):
    place.editor().carry_out("done b", [done("a.md")])
    place.write("a.md", b"new\n" + NEW + b"more")

    place.editor().undo(1)

    assert place.read("a.md") == b"new\n" + OLD + b"more"


def test_undo_is_refused_whole_if_one_note_has_gone_on(place):
    place.editor().carry_out("done b", [done("a.md"), done("b.md")])
    place.write("b.md", b"# A\n- [x] b and c\n")

    with pytest.raises(NoteChanged, match=r"b\.md:2"):
        place.editor().undo(1)
    assert (place.read("a.md"), place.read("b.md")) == (NEW, b"# A\n- [x] b and c\n")


def test_undo_brings_a_removed_line_back_in_its_place(place):
    removal = Edit(path="a.md", line=2, before=("- [ ] b",), after=())
    place.editor().carry_out("delete b", [removal])
    assert place.read("a.md") == b"# A\r\n\xff"
    place.write("a.md", place.read("a.md") + b" more")

    with pytest.raises(NoteChanged, match="neighbours"):
        place.write("a.md", b"gone on\n")
        place.editor().undo(1)
    place.write("a.md", b"new\r\n# A\r\n\xff more")
    place.editor().undo(1)

    assert place.read("a.md") == b"new\r\n# A\r\n- [ ] b\r\n\xff more"
    place.editor().undo(2)
    assert place.read("a.md") == b"new\r\n# A\r\n\xff more"


def test_undo_restores_what_its_lines_alone_would_not_tell(place):
    """Read as lines, the note after it looks as if the edit had been taken back already."""
    place.write("a.md", b"x\ny\ny\n")
    place.editor().carry_out("join", [Edit(path="a.md", line=1, before=("x", "y"), after=("x",))])
    assert place.read("a.md") == b"x\ny\n"

    place.editor().undo(1)

    assert place.read("a.md") == b"x\ny\ny\n"


@pytest.mark.parametrize("number", [0, 1, 7])
def test_what_was_never_done_cannot_be_undone(place, number):
    with pytest.raises(VaultSyncError, match=f"no operation {number}"):
        place.editor().undo(number)


pieces = st.sampled_from([b"- [ ] b", b"- [x] b", b"# A", b"", b"\xff", b"\x00"])
line_ends = st.sampled_from([b"\n", b"\r\n", b"\r"])


@given(
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.lists(st.tuples(pieces, line_ends), max_size=4),
    line_ends,
    st.booleans(),
)
def test_what_was_carried_out_is_undone_byte_for_byte(tmp_path_factory, bom, rows, end, closed):
    """Kills: restoring by edits where the base is known, a difference in the journal that loses bytes."""
    place = Workspace(tmp_path_factory.mktemp("place"))
    before = bom + b"".join(map(b"".join, rows)).replace(b"- [ ] b", b"- [ ] c") + b"- [ ] b" + end * closed
    place.write("a.md", before)

    line = [text for text, _ in read(decode(before).removeprefix("\ufeff"))].index("- [ ] b") + 1
    operation = place.editor().carry_out("done b", [done("a.md", line=line)])
    after = place.read("a.md")
    place.editor().undo(operation.number)

    assert after == b"- [x] b".join(before.rsplit(b"- [ ] b", 1))
    assert place.read("a.md") == before
