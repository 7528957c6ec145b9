"""What the index keeps of a line is the whole of it."""

from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.conventions import Conventions
from vaultsync.core.note import read_note
from vaultsync.store.lines import line_of, line_row

PARTS = (
    "Send the minutes", "to Zoë", "📅 2026-01-05", "📅 2026-02-30", "⏳ 0000-01-01", "🛫 9999-12-31", "➕ 2026-01-01",
    "✅ 2026-01-06", "❌ 0001-01-01", "⏫", "🔽", "🔁 every 2 weeks when done", "🏁 delete", "🆔 abc", "⛔ abc,def",
    "@Ana Ruiz", "@TBD", "#task", "#work/minutes", "^vs-1", "[due:: 2026-01-05]", "\udcff", "\u2028", "\x00", "  ",
    "📅 2026-01-05".encode().decode("mac_roman"), '"quoted"', "\\",
)  # fmt: skip


ANY = Conventions(task_tag="")


def read_back(line):
    return line_of(line_row(line), line.note, line.raw, (line.line, line.heading, line.parent, line.name))


@given(st.lists(st.sampled_from(PARTS), max_size=8), st.sampled_from("- [ ] |- [x] |> 1. [/] |\t* [?] ".split("|")))
def test_a_line_is_read_back_whole(parts, box):
    """Kills: a field that is not kept, one kept in another's place, a bad date that becomes a text or a day."""
    note = read_note("2026-01-05 Kickoff.md", (box + " ".join(parts)).encode("utf-8", "surrogateescape"), ANY)

    assert [read_back(line) for line in note.lines] == list(note.lines)
    assert [type(read_back(line).said.due) for line in note.lines] == [type(line.said.due) for line in note.lines]
    assert [type(read_back(line).said.scheduled) for line in note.lines] == [
        type(line.said.scheduled) for line in note.lines
    ]


ANY = Conventions(task_tag="")
