"""One file, read whole."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Note, Status
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.notes.gist import MAX_INTRICATE, task_lines
from vaultsync.core.notes.note import read_note
from vaultsync.core.notes.task_line import provisional_name, words_of
from vaultsync.core.text import decode, encode

EVERY_BOX = Conventions(task_tag="")
DATAVIEW = Conventions(task_tag="", tasks=TasksSettings(dialect="dataview"))
PROPOSED = Conventions(tasks=TasksSettings(status_rows=(*CORE, *CUSTOM, StatusSetting("?", "Proposed", " ", "TODO"))))


def lines(text: str | bytes, conventions: Conventions = EVERY_BOX) -> list[tuple[int, str]]:
    """Line number and title of every task line."""
    data = text if isinstance(text, bytes) else text.encode()
    return [(line.line, line.title) for line in read_note("Kickoff.md", data, conventions).lines]


def test_a_note_of_proposals(note: Note):
    """
    ---
    date: 2026-01-05
    participants: [Ana Ruiz]
    ---
    # Kickoff
    - [?] Send the pricing sheet. @Ana Ruiz 📅 2026-01-09 ⏫ #task #proposed #auto
        - [ ] Ask @Bo about the keys #task
    - [ ] no task of this vault
    ## Later
    - [x] Book the room #task ✅ 2026-01-05 ^room
    """
    first, second, third = note.lines

    assert (first.line, first.title, first.owners) == (6, "Send the pricing sheet.", ("Ana Ruiz",))
    assert (first.status, str(first.said.due), first.heading) == (Status.PROPOSED, "2026-01-09", "Kickoff")
    assert (second.title, second.owners, second.parent) == ("Ask @Bo about the keys", (), 6)
    assert (third.line, third.ids, third.heading, third.status) == (10, ("room",), "Later", Status.DONE)
    assert (note.boxes, note.diagnostics, note.facts.noted_on.isoformat()) == (4, (), "2026-01-05")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_numbers_are_right_whatever_ends_the_lines(end, bom):
    text = bom + end.join(["---", "a: 1", "---", "", "- [ ] a", "text", "", "- [ ] b"])
    assert lines(text) == [(5, "a"), (8, "b")]


def test_line_ends_may_be_mixed():
    assert lines("a\r\n\r- [ ] b\n\n\r\n- [ ] c\r- [ ] d") == [(3, "b"), (6, "c"), (7, "d")]


@pytest.mark.parametrize("sign", "\v\f\x1c\x1d\x1e\x85\u2028\u2029")
def test_what_python_calls_a_line_end_ends_no_line(sign):
    assert [number for number, _ in lines(f"before{sign}- [ ] no\n\n- [ ] a\n- [ ] b{sign}c\n- [ ] d\n")] == [3, 4, 5]


def test_a_task_on_the_first_line_of_a_file_with_a_byte_order_mark():
    (line,) = read_note("a.md", "\ufeff- [ ] a".encode(), EVERY_BOX).lines
    assert (line.line, line.raw, line.title) == (1, "\ufeff- [ ] a", "a")


def test_bytes_that_are_no_utf_8_stay_in_the_line():
    (line,) = read_note("a.md", b"\xff\n- [ ] caf\xe9 \xf0\x9f\n", EVERY_BOX).lines
    assert encode(line.raw) == b"- [ ] caf\xe9 \xf0\x9f"


def test_a_misread_line_is_understood_and_kept():
    text = "## Caf√©\n- [ ] Send it. @Rosalind Achterberg‚ÄìMoy \uf8ffüìÖ 2026-01-05 ‚è´ #task"
    (line,) = read_note("a.md", text.encode(), Conventions()).lines

    assert (line.title, line.owners, line.heading) == ("Send it.", ("Rosalind Achterberg–Moy",), "Café")
    assert (str(line.said.due), line.said.priority) == ("2026-01-05", "high")
    assert line.raw == text.split("\n")[1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\ufeff",
        "[ ]",
        "- []",
        "- [  ] a",
        "- [xx] a",
        "-[ ] a",
        "-\t[ ] a",
        "- - [ ] a",
        "- [a](b) c",
        "a\n    - [ ] b",
    ],
)
def test_no_line_of_these_is_a_task(text):
    assert lines(text) == []


@pytest.mark.parametrize("box", ["- [ ] a", "* [x] a", "+ [/] a", "1. [?] a", "1) [😀] a", "- [ ]  a", "-   [ ] a"])
@pytest.mark.parametrize("before", ["", "> ", "> > ", "> [!todo]\n> ", "- x\n    ", "> - x\n>   "])
def test_items_with_a_box_are_tasks_in_quotes_callouts_and_lists(before, box):
    assert [title for _, title in lines(before + box)] == ["a"]


def test_numbers_and_statuses_are_free():
    assert lines("12. [?] a\n\n999999999) [😀] b\n\n1234567890. [ ] c\n\n- []] d\n") == [(1, "a"), (3, "b"), (7, "d")]


def test_a_line_without_the_task_tag_is_a_box_and_no_task():
    note = read_note("a.md", b"- [ ] a\n- [ ] b #task\n- [ ] c #TASK\n", Conventions())
    assert ([line.title for line in note.lines], note.boxes) == (["b"], 3)


@pytest.mark.parametrize(
    ("description", "tag", "words", "owners"),
    [
        ("Send it #task #a/b", "#task", "Send it", ()),
        ("Send #now it. @Ana Ruiz #task", "#task", "Send it.", ("Ana Ruiz",)),
        ("TODO send it @Ana TODO", "TODO", "send it", ("Ana",)),
        ("Sort the TODOS and TODO: @Ana TODO", "TODO", "Sort the TODOS and TODO:", ("Ana",)),
        ("send it @Ana TODO", "TODO", "send it", ("Ana",)),
        ("issue #12, C# and a#b", "", "issue , C# and a#b", ()),
        ("#task", "#task", "", ()),
    ],
)
def test_the_words_of_an_item_are_without_tags_and_people(description, tag, words, owners):
    said = read_line(f"- [ ] {description}", global_filter=tag)
    assert words_of(said, tag) == (words, owners)


def test_the_name_of_a_line_follows_from_path_and_words():
    first, second, third = read_note("a.md", b"- [ ] Send it\n- [x] send, it!\n- [ ] other\n", EVERY_BOX).lines
    again = read_note("a.md", b"\n\n* [/] *Send* it. @Ana #x \n- [ ] other\n- [ ] send it", EVERY_BOX).lines
    elsewhere = read_note("b.md", b"- [ ] Send it\n", EVERY_BOX).lines

    assert [line.name for line in again] == [first.name, third.name, second.name]
    assert len({first.name, second.name, third.name, elsewhere[0].name}) == 4
    assert first.name == provisional_name("a.md", "send it", 1) == "p-" + first.name[2:]
    assert len(first.name) == 12
    assert not set(first.name[2:]) & set("ilou")


def test_a_path_that_is_no_utf_8_has_names_too():
    assert provisional_name("caf\udce9.md", "a", 1) != provisional_name("caf\udcea.md", "a", 1)


def test_a_note_in_an_archive_is_evidence_only():
    note = read_note("_archive/a.md", b"- [ ] a", EVERY_BOX)
    assert (note.facts.live, note.facts.not_live_because, note.lines[0].live) == (False, "archive", False)


def test_what_is_odd_in_a_frontmatter_is_told_and_hides_no_task():
    note = read_note("a.md", b"---\ndate: [\n---\n- [ ] a\n", EVERY_BOX)
    (odd,) = note.diagnostics

    assert (odd.code, odd.line, odd.path) == ("frontmatter", 1, "a.md")
    assert "is no YAML (line 3)" in odd.message
    assert odd.remedy
    assert [line.line for line in note.lines] == [4]


@pytest.mark.parametrize("yaml", ["date: [", "date: {{date}}", "date: 2026-02-30", "title: {{title}} {{x}}"])
def test_placeholders_in_a_template_are_not_odd(yaml):
    data = f"---\n{yaml}\n---\n- [ ] a\n".encode()

    assert read_note("Templates/a.md", data, EVERY_BOX).diagnostics == ()
    assert len(read_note("Notes/a.md", data, EVERY_BOX).diagnostics) == 1


@pytest.mark.parametrize("conventions", [PROPOSED, Conventions()])
def test_one_click_accepts_a_proposal_where_the_vault_knows_the_status(conventions):
    clicked, question = read_note("a.md", b"- [ ] a #task #proposed\n- [?] b #task\n", conventions).lines

    assert clicked.status is (Status.OPEN if conventions is PROPOSED else Status.PROPOSED)
    assert question.status is Status.OPEN


def test_a_list_too_deep_is_odd_and_what_stands_below_it_is_read():
    text = "> x\n\n" + "\n".join("> " * depth + "- [ ] a" for depth in range(1, 202)) + "\n\n- [ ] last\n"
    note = read_note("a.md", text.encode(), EVERY_BOX)

    assert note.lines[-1].title == "last"
    assert [(odd.code, odd.line) for odd in note.diagnostics] == [("too-deep", 202)]


def test_a_note_too_large_for_the_block_parser_is_odd():
    note = read_note("a.md", b"<b>\n\n" + b"x" * MAX_INTRICATE + b"\n\n- [ ] a\n", EVERY_BOX)
    assert ([odd.code for odd in note.diagnostics], note.lines) == (["too-large"], ())


@pytest.mark.parametrize(
    ("text", "line", "states"),
    [
        ("- [ ] a", 1, True),
        ("\ufeff- [ ] a", 1, True),
        ("x\r- [ ] a\r", 2, True),
        ("```\n- [ ] a\n```", 2, False),
        ("%%\n- [ ] a\n%%", 2, False),
        ("---\n- [ ] a\n---", 2, False),
        ("---\n- [ ] a\n---\n- [ ] b", 2, False),
        ("---\n- [ ] a\n---\n- [ ] b", 4, True),
        ("- a", 1, False),
        ("- [ ] a", 0, False),
        ("- [ ] a", 2, False),
        ("- [ ] a", -1, False),
        ("", 1, False),
    ],
)
def test_whether_a_line_states_a_task_is_asked_of_the_whole_note(text, line, states):
    assert (line in task_lines(text.encode())) is states


HUGE = {
    "a line of spaces": "- [ ] x" + " " * 200_000 + "y",
    "a recurrence of spaces": "- [ ] x 🔁" + " " * 200_000 + "é",
    "a field of spaces": "- [ ] x [due:: " + " " * 200_000 + "é",
    "a comma far off": "- [ ] x [due:: 2026-01-01]" + " " * 200_000 + ";",
    "commas behind a name": "- [ ] x @a " + "," * 200_000 + "(b) c",
    "a chain of and": "- [ ] x @a " + "and " * 50_000 + "b",
    "people": "- [ ] x" + " @a" * 20_000,
    "open fields": "- [ ] x " + "[due:: " * 30_000,
    "signs": "- [ ] x " + "📅" * 100_000,
    "tags": "- [ ] x " + "#t " * 60_000,
    "misread signs": "- [ ] x " + "√©" * 60_000,
    "links in the frontmatter": "---\nperson: '" + "[[" * 60_000 + "'\n---\n- [ ] x",
    "source links": "Source: [[\n" * 10_000 + "- [ ] x",
    "hyphens": "---\n" + "-" * 100_000 + "x\n---\n- [ ] x",
    "an indentation": " " * 100_000 + "x\n\n- [ ] x",
}


@pytest.mark.parametrize("kind", HUGE)
def test_a_long_line_is_read_in_one_go(kind):
    # Finishes only if no pattern looks at a run of signs once for every sign: n² of these is hours.
    for conventions in (EVERY_BOX, DATAVIEW):
        assert len(read_note("a.md", f"{HUGE[kind]}\n- [ ] last".encode(), conventions).lines) == 2


NASTY = [
    piece.encode("utf-8", "surrogateescape")
    for piece in (
        "- [ ] |* [x] |1. [/] |> - [ ] |\t- [ ] |- - |    |---\n|\n---\n|date: |2026-02-30|: [|&a *a|```\n|~~~|%%\n|$$|<!--|-->|<div>|"
        "📅 2026-01-05|⏫|🔁 every day|🆔 a|⛔ a,b|🏁 x|[due:: 2026-01-05]|@Ana Ruiz|@|#task|#proposed| ^id|  |\ufeff|\u2028|\x85|\x0b"
        "|\x0c|\x1c|\r|\r\n|\n|\0|\udce9|\udcf0\udc9f|é|√©|Ã©|\uf8ffüìÖ|\ufe0f|\u200b|[[A\\|b]]|#|# h\n|==="
    ).split("|")
] + [b"|", b"\xed\xa0\x80", b"\xc0\xaf"]
DATA = st.lists(st.sampled_from(NASTY) | st.binary(max_size=3), max_size=25).map(b"".join)


@settings(max_examples=500)
@example(b"---\n- [ ] a\n---", EVERY_BOX)
@given(DATA, st.sampled_from([EVERY_BOX, DATAVIEW, Conventions(), PROPOSED]))
def test_every_byte_sequence_is_a_note(data, conventions):
    # Kills: `rows` by str.splitlines (the row is another), decode with errors="replace" (the bytes are others),
    # `_blocks` asked for a note whose only box stands in the frontmatter (it raises).
    note = read_note("Meetings/2026-01-05.md", data, conventions)
    structure = re.split(rb"\r\n|\n|\r", data)

    assert encode(decode(data)) == data
    assert [line.line for line in note.lines] == sorted({line.line for line in note.lines})
    assert len({line.name for line in note.lines}) == len(note.lines)
    for line in note.lines:
        assert structure[line.line - 1] == encode(line.raw)
        assert line.line in task_lines(data)
        assert line.parent is None or line.parent < line.line
    if conventions is EVERY_BOX:
        # Kills: a structure taken from the lines above alone where the frontmatter ends below.
        assert task_lines(data) == {line.line for line in note.lines}
    for odd in note.diagnostics:
        assert 0 <= odd.line <= len(structure)
        assert "\n" not in odd.message


@given(DATA)
def test_reading_is_the_same_every_time_and_everywhere_but_for_names(data):
    # Kills: a parser that keeps something of the note before (`env` made once).
    here = read_note("a.md", data, EVERY_BOX)
    read_note("b.md", b"# other\n[a]: b\n- [ ] x", EVERY_BOX)

    assert read_note("a.md", data, EVERY_BOX) == here
    assert [line.said for line in read_note("c.md", data, EVERY_BOX).lines] == [line.said for line in here.lines]
