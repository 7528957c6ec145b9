"""How a note looks with what its query blocks find."""

import io
import sys
from contextlib import suppress

import pytest

from tests.conftest import ROOT
from vaultsync.faces.cli import main

TASKS = """- [ ] Pay the rent @Myself 📅 2026-02-01 ⏫ #task
- [ ] Call the bank @Bo Lind 📅 2026-02-05 #task
"""
QUERY = ["```tasks", "description includes rent", "hide backlink", "hide task count", "```"]
FOUND = "Pay the rent @Myself ⏫ 📅 2026-02-01"


@pytest.fixture
def desk(terminal):
    terminal.write("Work/Bills.md", TASKS)
    return terminal


def within(margin, lines):
    return "".join(f"{margin}{line}\n" for line in lines)


def board(desk, text, *options):
    desk.write("Board.md", text)
    answer = desk("dashboard", "Board.md", *options)
    assert (answer.status, answer.err) == (0, ""), answer
    return answer.out


@pytest.mark.parametrize("options", [[], ["--markdown"]])
@pytest.mark.parametrize(
    ("above", "margin"),
    [("- deeper\n\t- tab child\n\n", "\t\t"), ("- deeper\n\n\t> [!info]\n\t>\n", "\t> "), ("> 1.\ta\n>\n", "> \t")],
)
def test_tabs_stay_tabs_around_a_block_and_before_what_it_finds(desk, options, above, margin):
    """Kills: a nested list that comes out as prose since its tabs are pictures, and results with blanks for tabs."""
    box = "☐" if options else "[ ]"

    assert board(desk, above + within(margin, QUERY), *options) == f"{above}{margin}- {box} {FOUND}\n"


ODD = "A\tb\u200d\u00ad \x1b[31mred \udcff\n\n"


@pytest.mark.parametrize("on_a_terminal", [True, False])
def test_markdown_keeps_every_byte_outside_the_blocks_but_no_terminal_obeys_them(desk, monkeypatch, on_a_terminal):
    """Kills: line ends that are changed on the way into a file, and an escape that reaches a terminal."""
    desk.write("Board.md", f"{ODD}{within('', QUERY)}".replace("\n", "\r\n") + "\nEnd")
    assert desk("dashboard", "Board.md").out.startswith("A\tb\u200d\ufffd ␛[31mred \ufffd\n\n- [ ] Pay")
    printed = io.BytesIO()
    screen = io.TextIOWrapper(printed, "utf-8")
    screen.isatty = lambda: on_a_terminal
    monkeypatch.setattr(sys, "stdout", screen)
    with suppress(SystemExit):
        main(["dashboard", "Board.md", "--markdown"])
    screen.flush()
    text = printed.getvalue().decode("utf-8", "surrogateescape")

    if on_a_terminal:
        assert text == f"A\tb\u200d\ufffd ␛[31mred \ufffd\n\n- ☐ {FOUND}\n\nEnd\n"
    else:
        assert text == f"{ODD}- ☐ {FOUND}\n".replace("\n", "\r\n") + "\nEnd"


ROW = f"- [ ] {FOUND}\n"
NONE = ["```tasks", "description includes nothing of it", "hide task count", "```"]


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        (within("", QUERY) * 2, f"{ROW}\n{ROW}"),
        (within("", [*QUERY, "", *QUERY]), f"{ROW}\n{ROW}"),
        (f"# Mine\n{within('', QUERY)}Behind it.\n", f"# Mine\n\n{ROW}\nBehind it.\n"),
        (f"- mine\n\n{within('', QUERY)}\n\n- yours\n", f"- mine\n\n{ROW}\n\n- yours\n"),
        (f"> Mine\n{within('> ', QUERY)}Behind it.\n", f"> Mine\n>\n> {ROW}>\nBehind it.\n"),
        (f"Mine\n{within('', NONE)}Behind it.\n", "Mine\n\nBehind it.\n"),
        (f"Mine\n\n{within('', NONE)}Behind it.\n", "Mine\n\nBehind it.\n"),
    ],
)
def test_an_empty_line_parts_what_a_block_finds_from_what_is_beside_it(desk, note, shown):
    """Kills: two answers that are one list, words that are part of the last task, and a second empty line."""
    assert board(desk, note) == shown


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ([], "- [ ] Pay the rent @Myself ⏫ 📅\n"),
        (["--markdown"], "- ☐ Pay the rent @Myself ⏫ 📅 [[Work/Bills|🔗]]\n"),
    ],
)
def test_short_mode_leaves_signs_and_a_link_where_it_can_be_followed(desk, options, shown):
    """Kills: a sign for a link on each row of a terminal."""
    note = within("", [*QUERY[:2], "hide task count", "short mode", "```"])

    assert board(desk, note, *options) == shown


def test_rows_are_without_the_global_filter_whatever_obsidian_shows(desk):
    """Kills: a page that says so where the rows have it."""
    settings = '{"globalFilter": "#task", "removeGlobalFilter": false}'
    desk.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", settings)

    assert board(desk, within("", QUERY)) == ROW
    assert "removeGlobalFilter" in (ROOT / "docs" / "query.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Pay #task/errand", "Pay #task/errand"),
        ("Pay #taskish #task today", "Pay #taskish today"),
        ("#task Pay", "Pay"),
        ("See https://x.example/#task", "See https://x.example/#task"),
    ],
)
def test_the_global_filter_is_left_out_of_rows_as_a_word_alone(desk, words, shown):
    desk.write("Work/Bills.md", f"- [ ] {words}\n")

    assert board(desk, within("", ["```tasks", *QUERY[2:]])) == f"- [ ] {shown}\n"
