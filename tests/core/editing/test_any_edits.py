"""The lines that a note is made of are few and alike on purpose: runs that never
stand twice would make every rule about telling them apart true."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.editing.making import edit
from vaultsync.core.editing.splice import inverse, plan, plan_back, splice
from vaultsync.core.errors import NoteChanged, NotWritable
from vaultsync.core.text import decode, encode, rows

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
