"""Whom a task may be given to, and which names are asked about first."""

import io
import sys

import pytest


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Bo Lind", ""),
        ("bo", ""),
        ("Myself", ""),
        ("TBD", ""),
        ("Zoe Bright", "Note: `Zoe Bright` is new here.\n"),
        ("Boris Linde", "Note: `Boris Linde` is new here; the nearest name is `Bo Lind`.\n"),
    ],
)
def test_somebody_new_is_said_to_be_and_put_in_charge(terminal, name, told):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n- [ ] Call @Bo Lind #task\n")
    answer = terminal("assign", "a1", "--to", name)

    assert (answer.status, answer.err) == (0, told)
    assert f"Pay the rent @{name} #task ^a1" in terminal.read("A.md")


@pytest.mark.parametrize(
    ("typed", "more", "written"), [("yes\n", [], True), ("", [], False), ("no\n", [], False), ("", ["--yes"], True)]
)
@pytest.mark.parametrize("which", [["a1"], ["--where", "no due date", "--apply"]])
def test_a_name_that_looks_mistyped_is_asked_about(terminal, monkeypatch, which, typed, more, written):
    """Kills: a slip of the hand that makes a second person of one."""
    note = "---\nparticipants: [Ana Ruiz, Bo Lind]\n---\n- [ ] Pay the rent #task ^a1\n"
    terminal.write("A.md", note)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    answer = terminal("assign", *which, "--to", "Ana Riuz", *more)

    assert (answer.status, "@Ana Riuz" in terminal.read("A.md")) == ((0, True) if written else (1, False)), answer
    assert "`Ana Riuz` is new here; the nearest name is `Ana Ruiz`" in answer.err
    declined = "\nNothing was changed. Write --to 'Ana Ruiz', or --yes if `Ana Riuz` is meant.\n"
    assert answer.err.endswith(declined) is not written
    assert "Usage" not in answer.err


@pytest.mark.parametrize(
    "which", [["a1"], ["a1", "--dry-run"], ["--where", "no due date"], ["--where", "x", "--apply"]]
)
def test_a_name_that_would_write_something_else_is_refused_before_anything_is_looked_for(terminal, which):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n")
    answer = terminal("assign", *which, "--to", "A #b 📅 2026-01-01", "--yes")

    assert (answer.status, answer.out, terminal.read("A.md")) == (2, "", "- [ ] Pay the rent #task ^a1\n")
    assert "Error: `A #b 📅 2026-01-01` is no name of a person: 📅 begins a field of a task" in answer.err
    assert "Remedy: Write the name alone, as the notes do: --to 'Bo Lind'." in answer.err


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("5", "it has no letter"),
        ("5/2", "it has no letter"),
        ("14.2.2026", "it has no letter"),
        ("mon", "it says when, not who"),
        ("Feb", "it says when, not who"),
        ("noon", "it says when, not who"),
        ("14 October", "it says when, not who"),
        ("asap", "it says when, not who"),
        ("Q2", "it says when, not who"),
        ("everybody", "it is nobody's in particular"),
        ("All", "it is nobody's in particular"),
    ],
)
@pytest.mark.parametrize("which", [["a1"], ["--where", "no due date", "--apply"]])
def test_what_says_when_or_means_everybody_is_nobodys_name(terminal, which, name, because):
    """Kills: `Pay the rent @5/2`, by somebody who takes `assign` for `defer`."""
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n")
    answer = terminal("assign", *which, "--to", name, "--yes")

    assert (answer.status, terminal.read("A.md")) == (2, "- [ ] Pay the rent #task ^a1\n")
    assert f"`{name}` is no name of a person: {because}" in answer.err


@pytest.mark.parametrize("name", ["Mon", "all", "June", "Sun", "Dominic Friday"])
def test_somebody_who_is_called_like_a_day_can_be_put_in_charge(terminal, name):
    """Kills: people who can be asked for nothing, for the sake of their names."""
    known = "" if name in ("June", "Sun", "Dominic Friday") else f"- [ ] Call @{name} #task\n"
    terminal.write("A.md", f"- [ ] Pay the rent #task ^a1\n{known}")

    assert terminal("assign", "a1", "--to", name, "--yes").status == 0
    assert f"Pay the rent @{name} #task ^a1" in terminal.read("A.md")


@pytest.mark.parametrize("which", [["a1", "--dry-run"], ["--where", "no due date"]])
def test_nobody_is_asked_about_a_name_while_nothing_is_written(terminal, monkeypatch, which):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n- [ ] Call @Ana Ruiz 📅 2026-02-03 #task\n")
    monkeypatch.setattr(sys, "stdin", None)
    answer = terminal("assign", *which, "--to", "Ana Riuz")

    assert (answer.status, answer.err) == (0, "Note: `Ana Riuz` is new here; the nearest name is `Ana Ruiz`.\n")
