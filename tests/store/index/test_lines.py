"""What the index keeps of a line is the whole of it."""

from hypothesis import given
from hypothesis import strategies as st

from tests.store.index.making import FIELDS, WORDS
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.note import read_note
from vaultsync.store.index.lines import line_of, said_row

ANY = Conventions(task_tag="")


def read_back(line):
    return line_of(said_row(line), line.note, line.raw, (line.line, line.heading, line.parent, line.name))


@given(
    st.sampled_from("- [ ] |- [x] |> 1. [/] |\t* [?] ".split("|")),
    st.lists(st.sampled_from(WORDS), max_size=4),
    st.lists(st.sampled_from(FIELDS), min_size=2, max_size=5),
    st.sampled_from(["", " ^vs-1", "  "]),
)
def test_a_line_is_read_back_whole(box, words, fields, end):
    """Kills: a field not kept, one in another's place, a date that no calendar has as a day, a repair that is lost."""
    text = box + " ".join([*words, *fields]) + end
    note = read_note("2026-01-05 Kickoff.md", text.encode("utf-8", "surrogateescape"), ANY)
    dates = [(type(line.said.due), type(line.said.scheduled)) for line in note.lines]

    assert [read_back(line) for line in note.lines] == list(note.lines)
    assert [(type(line.said.due), type(line.said.scheduled)) for line in map(read_back, note.lines)] == dates
