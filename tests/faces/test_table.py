"""Tables on a terminal."""

import os
import sys
from contextlib import suppress
from datetime import date
from io import StringIO

import pytest
from rich.cells import cell_len

from vaultsync.core.values import Status
from vaultsync.core.views.listed import Listed
from vaultsync.faces.cli import main
from vaultsync.faces.texts.log import log_table
from vaultsync.faces.texts.report import Item, Report, Section
from vaultsync.faces.texts.table import Part, Yielding, folded_table, listed_table, parted_table, table

HEADINGS = ("TASK", "STATUS", "DUE", "", "WHO", "WHAT")
ROW = ("vs-6896jcetqq-2", "proposed", "2026-02-05", "in 3 days", "Gus Pettibone", "Order the anodes for both boats")
FOLDED = Yielding(wide=5, cut=4, spare=(3, 4, 1, 2))


class Screen(StringIO):
    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        return 1


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (120, ["TASK", "STATUS", "DUE", "WHO", "WHAT"]),
        (96, ["TASK", "STATUS", "DUE", "WHO", "WHAT"]),
        (80, ["TASK", "STATUS", "DUE", "WHO", "WHAT"]),
        (62, ["TASK", "STATUS", "DUE", "WHAT"]),
        (50, ["TASK", "DUE", "WHAT"]),
        (40, ["TASK", "WHAT"]),
    ],
)
def test_a_narrow_terminal_shows_fewer_columns_and_neither_cuts_names_nor_words(monkeypatch, width, columns):
    """Kills: a name cut to what nobody can type, a column of words three letters wide, one that is gone in silence."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((width, 40)))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("COLUMNS", raising=False)

    headings, _, *rows = table(HEADINGS, [ROW], FOLDED).splitlines()
    gone = [word for word in HEADINGS if word and word not in columns]
    if gone:
        assert rows.pop() == f"Too narrow for {', '.join(gone)}."
    if width == 80:
        assert "Gus Pet…" in rows[0]

    assert [word for word in columns if word in headings] == columns
    assert sum(word in headings for word in HEADINGS if word) == len(columns)
    assert rows[0].startswith(ROW[0])
    at = headings.index("WHAT")
    assert " ".join(row[at:].strip() for row in rows) == ROW[-1]


@pytest.mark.parametrize(("columns", "fits"), [("50", False), ("0", True), ("", True), ("wide", True)])
def test_columns_may_be_said(monkeypatch, columns, fits):
    """Kills: `COLUMNS` that is heeded in the help alone."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((120, 40)))
    monkeypatch.setenv("COLUMNS", columns)

    assert ("WHO" in table(HEADINGS, [ROW], Yielding(wide=5, spare=(3, 4, 1, 2))).splitlines()[0]) is fits


def test_the_rows_of_a_report_are_folded_under_their_words_on_a_terminal_alone(monkeypatch):
    item = Item("Order the anodes for both boats", "p-6896j", "due today")
    report = Report("Waiting", [Section("Gus", [item])])
    assert report.as_text().endswith("  p-6896j   Order the anodes for both boats  (due today)")

    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("COLUMNS", "30")

    assert report.as_text().splitlines()[3:] == [
        "  p-6896j   Order the anodes",
        "            for both boats",
        "            (due today)",
    ]


@pytest.mark.parametrize(("set_to", "plain"), [("1", True), ("", False), (None, False)])
def test_no_color_means_letters_alone(monkeypatch, set_to, plain):
    """Kills: headings that stay bold, and decided tasks that stay dim. An empty variable is none, says no-color.org."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((120, 40)))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", set_to) if set_to is not None else monkeypatch.delenv("NO_COLOR", raising=False)

    shown = table(HEADINGS, [ROW, ("a1", "done", "", "", "", "Pay the rent")], Yielding(wide=5))

    assert ("\x1b" not in shown) is plain


def test_a_terminal_that_does_not_say_how_wide_it_is_shows_the_table(monkeypatch):
    """Kills: a list that is empty where a terminal tells no columns, as in a container."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((0, 0)))

    assert "Order the anodes" in table(HEADINGS, [ROW], Yielding(wide=5, spare=(3, 4, 1, 2)))


@pytest.mark.parametrize("width", [120, 80, 40, 20])
def test_a_table_whose_every_cell_counts_is_folded_and_cuts_none(monkeypatch, width):
    """Kills: names of settings that look alike since they are cut, meanings and commands that are gone."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("COLUMNS", str(width))
    rows = [
        ("proposed_status", "Proposed", "default", "the name of the status that a proposal has beside its tag"),
        ("proposed_tag", "#proposed", "default", "the tag by which proposals are known"),
    ]
    shown = folded_table(("SETTING", "VALUE", "FROM", "IS"), rows, wide=3)
    words = " ".join(shown.split())

    assert max(map(len, shown.splitlines())) <= width
    assert all(cell in words for row in rows for cell in row)
    assert "…" not in shown


LOG = [
    ("2", "2026-02-02 00:00+00:00", "1", "done", "promote p-6896j"),
    ("1", "2026-02-02 00:00+00:00", "1", "done", "people merge Bo 'Bo Lind'"),
]


@pytest.mark.parametrize(
    ("width", "row"),
    [
        (80, "done     promote p-6896j  Order the anodes f…"),
        (70, "done     promote p-6896j  Order th…"),
        (66, "    promote p-6896j  Order the anodes for the pontoon"),
        (40, "    promote p-6896j  Order the anodes f…"),
        (26, "    promote p-6896j"),
    ],
)
def test_the_words_behind_a_command_are_cut_to_the_width_and_no_command_is(monkeypatch, width, row):
    """Kills: a table that is folded for words, a row that is too wide, a word or two that say nothing."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("COLUMNS", str(width))
    shown = log_table(LOG, ["Order the anodes for the pontoon", ""])

    assert any(line.endswith(row) for line in shown.splitlines()), shown
    assert max(map(len, shown.splitlines())) <= width
    assert "people merge Bo 'Bo Lind'" in " ".join(shown.split())


def test_config_and_log_are_whole_on_a_narrow_terminal(terminal, monkeypatch):
    """Kills: either of them in a table that cuts its first column."""
    terminal.write("A.md", "- [ ] Send the minutes #task ^m\n")
    terminal("done", "m")
    monkeypatch.setenv("COLUMNS", "40")
    screen = Screen()
    monkeypatch.setattr("vaultsync.faces.texts.table.sys.stdout", screen)
    with suppress(SystemExit):
        main(["config"])
    with suppress(SystemExit):
        main(["log"])
    rows = screen.getvalue().splitlines()

    assert {"proposed_tag", "proposed_status", "archive_folders"} <= {row.split()[0] for row in rows if row.strip()}
    assert "1  2026-02-02 00:00+00:00  1  done" in rows and "    done m  Send the minutes" in rows


GROUPED = [
    Part([(0, "Open"), (1, "Bo \x1b[2J")], [("a2", "open", "", "", "Bo", "Ring the bell")]),
    Part([(1, "Gus")], [ROW, ("a3", "done", "", "", "Gus", "Pay")]),
]


def test_groups_are_one_table_with_their_headings_between_its_rows():
    """Kills: a header and other widths in every group, and nested headings above rows that are not."""
    assert parted_table(HEADINGS, GROUPED, FOLDED, 2).splitlines() == [
        "    TASK             STATUS    DUE                    WHO            WHAT",
        "Open",
        "  Bo ␛[2J",
        "    a2               open                             Bo             Ring the bell",
        "",
        "  Gus",
        "    vs-6896jcetqq-2  proposed  2026-02-05  in 3 days  Gus Pettibone  Order the anodes for both boats",
        "    a3               done                             Gus            Pay",
    ]


@pytest.mark.parametrize("width", [*range(56, 104, 4), 200])
def test_groups_have_one_header_and_the_same_columns_on_a_terminal(monkeypatch, width):
    """Kills: columns that begin elsewhere in each group, or are cut, and a sentence of what is left out under each."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    header, rule, *rows = parted_table(HEADINGS, GROUPED, FOLDED, 2).splitlines()
    found = [row for row in rows if "a2" in row or "vs-" in row or "a3" in row]

    assert rows[:2] == ["Open", "  Bo ␛[2J"]
    assert [row[header.index("WHAT") :].split()[0] for row in found] == ["Ring", "Order", "Pay"]
    assert [row[header.index("TASK") :].split()[0] for row in found] == ["a2", ROW[0], "a3"]
    assert ("DUE" in header) == (ROW[2] in found[1]) and ("STATUS" in header) == (ROW[1] in found[1])
    assert rule.strip() == "─" * (len(rule) - 4)
    assert sum("Too narrow" in row for row in rows) == ("WHO" not in header)
    assert max(map(len, rows)) <= width and (width < 200 or ROW[-1] in found[1])


@pytest.mark.parametrize(("width", "shown"), [(120, "2 days late"), (80, "!"), (50, "!"), (30, "")])
def test_what_is_late_is_told_on_a_narrow_terminal_too(monkeypatch, width, shown):
    """Kills: words that are left out without a word, a date that is cut for the sign, a sign that nobody explains."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    late = ("a4", "open", "2026-01-31", "2 days late", "Bo", "Sail")
    told = table(HEADINGS, [ROW, late], FOLDED._replace(in_words=3))

    assert ("2026-01-31!" in told, "! is late." in told) == (shown == "!", shown == "!")
    assert ("2 days late" in told, "2026-02-05!" in told) == (shown == "2 days late", False)
    assert "! is late" not in table(HEADINGS, [ROW], FOLDED._replace(in_words=3))
    assert max(map(len, told.splitlines())) <= width
    task = Listed("a4", Status.PROPOSED, date(2026, 1, 31), (ROW[4],), "Sail on the tide " * 4, 1)
    listed = listed_table([task], {"a4": ROW[0]}, date(2026, 2, 2))
    assert ("2026-01-31!" in listed) == (shown == "!")


def test_letters_that_are_two_wide_have_the_room_of_two(monkeypatch):
    """Kills: a name that is cut since its letters were counted."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("COLUMNS", "120")

    assert "日本語太郎様" in table(HEADINGS, [(*ROW[:4], "日本語太郎様", ROW[5])], FOLDED)


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("title", ["日本語" * 40, f"https://kiosk.example/{'far/' * 40}"])
def test_words_without_spaces_are_folded_and_not_cut(monkeypatch, width, title):
    """Kills: a link or a Japanese title of which a terminal shows the beginning."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    header, _, *rows = table(HEADINGS, [(*ROW[:5], title)], FOLDED).splitlines()
    at = header.index("WHAT")

    assert "".join(row[at:].strip() for row in rows if "Too narrow" not in row) == title
    assert max(map(cell_len, rows)) <= width


def test_joiners_that_join_nothing_stop_no_table(monkeypatch):
    """Kills: a line of a note for which no terminal lists any task."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("NO_COLOR", "1")
    title = "\u200d\u200d錨を注文"

    shown = parted_table(HEADINGS, [Part([(0, title)], [[title] * 6, [*ROW[:5], title]])], FOLDED)

    assert "錨を注文" in shown
    assert max(map(cell_len, shown.splitlines())) <= 20
