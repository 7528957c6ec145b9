"""Tables on a terminal."""

import os
import sys
from io import StringIO

import pytest

from vaultsync.faces.texts.table import table

HEADINGS = ("TASK", "STATUS", "DUE", "", "WHO", "WHAT")
ROW = ("vs-6896jcetqq-2", "proposed", "2026-02-05", "in 3 days", "Gus Pettibone", "Order the anodes for both boats")


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
        (80, ["TASK", "STATUS", "DUE", "WHAT"]),
        (62, ["TASK", "DUE", "WHAT"]),
        (50, ["TASK", "WHAT"]),
    ],
)
def test_a_narrow_terminal_shows_fewer_columns_and_neither_cuts_names_nor_words(monkeypatch, width, columns):
    """Kills: a name cut to what nobody can type, a column of words three letters wide."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((width, 40)))
    monkeypatch.setenv("NO_COLOR", "1")

    headings, _, *rows = table(HEADINGS, [ROW], wide=5, spare=(3, 4, 1, 2)).splitlines()

    assert [word for word in columns if word in headings] == columns
    assert sum(word in headings for word in HEADINGS if word) == len(columns)
    assert rows[0].startswith(ROW[0])
    at = headings.index("WHAT")
    assert " ".join(row[at:].strip() for row in rows) == ROW[-1]


@pytest.mark.parametrize(("set_to", "plain"), [("1", True), ("", False), (None, False)])
def test_no_color_means_letters_alone(monkeypatch, set_to, plain):
    """Kills: headings that stay bold, and decided tasks that stay dim. An empty variable is none, says no-color.org."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((120, 40)))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("NO_COLOR", set_to) if set_to is not None else monkeypatch.delenv("NO_COLOR", raising=False)

    shown = table(HEADINGS, [ROW, ("a1", "done", "", "", "", "Pay the rent")], wide=5)

    assert ("\x1b" not in shown) is plain


def test_a_terminal_that_does_not_say_how_wide_it_is_shows_the_table(monkeypatch):
    """Kills: a list that is empty where a terminal tells no columns, as in a container."""
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setattr(os, "get_terminal_size", lambda _=0: os.terminal_size((0, 0)))

    assert "Order the anodes" in table(HEADINGS, [ROW], wide=5, spare=(3, 4, 1, 2))
