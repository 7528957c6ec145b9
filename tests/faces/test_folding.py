"""Texts on a narrow terminal: broken at blanks, and never within what is to be copied."""

import pytest

from vaultsync.faces.texts.folding import folded, whole


@pytest.fixture
def narrow(monkeypatch):
    """Let what is printed stand on a terminal of 50 columns."""
    monkeypatch.setenv("COLUMNS", "50")
    monkeypatch.setenv("NO_COLOR", "1")

    def on(stream: str) -> None:
        monkeypatch.setattr(f"sys.{stream}.isatty", lambda: True, raising=False)

    return on


@pytest.mark.usefixtures("capsys")
@pytest.mark.parametrize(
    "held", ["`vaultsync list --all --text WORDS`", whole("Meetings/2026-01-12 - Weekly operations meeting.md:1")]
)
@pytest.mark.parametrize("before", range(16, 48, 4))
def test_what_is_to_be_copied_stays_in_one_piece(narrow, held, before):
    """Kills: a command or a path that is broken in two, or that has another sign for its blanks."""
    narrow("stdout")
    rows = folded(f"{'x' * before} {held} and so on", indent=4).splitlines()

    assert [row for row in rows if held.replace("\ufdd0", " ") in row] == rows[1:2]
    assert " ".join(map(str.strip, rows)) == folded(f"{'x' * before} {held} and so on", indent=4, err=True)


@pytest.mark.parametrize(
    "words",
    [
        ["show", "goat-dr"],
        ["suggestions"],
        ["conflicts"],
        ["check"],
        ["scan"],
        ["why", "p-s9s10", "p-3phcs"],
        ["people"],
    ],
    ids=" ".join,
)
def test_a_narrow_terminal_is_told_the_same_words_and_no_word_is_broken(sample, narrow, words):
    """Kills: rows that the terminal breaks wherever it ends; a word that is lost or parted by that."""
    piped = sample(*words)
    narrow("stdout")
    shown = sample(*words)

    if words != ["people"]:
        assert shown.out.split() == piped.out.split()
    wide = [row for row in shown.out.splitlines() if len(row) > 50]
    copied = (".md", "obsidian://", "vaultsync ", str(sample.root), "index.db")
    assert [row for row in wide if not any(each in row for each in copied)] == []


def test_an_error_on_a_narrow_terminal_is_broken_between_words(sample, narrow):
    assert sample("sync").status == 0
    # A sync that takes its time shows a bar there.
    narrow("stderr")

    assert sample("promote", "xyzzy", "--no-sync").err.splitlines() == [
        "Error: no task goes by `xyzzy`",
        "Remedy: `vaultsync list --all` shows every task;",
        "    `vaultsync list --all --text WORDS` looks for",
        "    words.",
    ]


@pytest.mark.parametrize(("columns", "told"), [("50", ""), ("30", "Too narrow for LINES.")])
def test_people_on_a_narrow_terminal_keep_how_often_they_are_asked_or_say_that_it_is_left_out(
    sample, narrow, monkeypatch, columns, told
):
    """Kills: the column of numbers, which is gone and nobody says so."""
    narrow("stdout")
    monkeypatch.setenv("COLUMNS", columns)
    out = sample("people").out

    assert ("LINES" in out.splitlines()[0]) is not bool(told)
    assert told in out
