"""Decisions whose line is gone, so that only duplicates or new proposals are left, are told."""

import json

import pytest

from tests.faces.forgotten.making import MANY_OTHERS, ONE, OTHER, forgotten, kept_and_closed, uid


@pytest.mark.parametrize("later", [None, ("done",), ("start",), ("reopen",), ("defer", "--to", "+5d")])
def test_a_duplicate_whose_task_is_gone_with_its_note_is_told(pallets, later):
    """Kills: an accepted task that turns into a cancelled one in silence, one that only its first command closed."""
    pallets("promote", uid(pallets))
    kept, closed = kept_and_closed(pallets)
    if later:
        pallets(later[0], uid(pallets), *later[1:])
    (pallets.root / kept).unlink()

    assert "1 decision does not stand" in pallets("sync").err
    ((path, line, message),) = forgotten(pallets)
    assert (path, line) == (closed[11:], 1)
    assert "is a duplicate that `" in message
    assert pallets("sync").err == ""


def test_a_duplicate_that_is_proposed_again_in_other_words_is_left_behind_all_the_same(pallets):
    """Kills: a task that counts as decided because something of it is no duplicate."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    (pallets.root / kept).unlink()
    pallets.write("2026-01-19 C.md", ONE.replace("Return", "Bring back"))

    assert uid(pallets).startswith("vs-")
    assert [found[:2] for found in forgotten(pallets)] == [("C.md", 1)]


@pytest.mark.parametrize("act", ["reject", "done", "promote"])
def test_what_is_proposed_again_elsewhere_after_its_line_was_deleted_is_told(terminal, act):
    """Kills: a decision that is looked for in the note alone in which it stood."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal(act, uid(terminal))
    decided = terminal.read("2026-01-05 A.md")
    terminal.write("2026-01-05 A.md", "# Nothing left\n")
    assert "stand" not in terminal("sync").err
    terminal.write("C.md", ONE)

    assert "1 decision does not stand" in terminal("sync").err
    ((path, line, message),) = forgotten(terminal)
    assert (path, line) == ("C.md"[11:], 1)
    assert message.endswith("the line that was decided is gone from its note")
    terminal.write("D.md", "- [ ] Fold the maps #task\n")
    assert terminal("sync").err == ""
    terminal.write("2026-01-05 A.md", decided)
    assert forgotten(terminal) == []


@pytest.mark.parametrize("act", ["reject", "done", "promote"])
def test_what_is_proposed_in_other_words_where_a_decided_line_stood_is_told(terminal, act):
    """Kills: a note that is extracted anew, and with it a decision that nobody hears of any more."""
    terminal.write("2026-01-05 A.md", f"# Dairy\n- [?] Fold the maps #task #proposed\n{ONE}")
    name = next(
        each["uid"] for each in json.loads(terminal("list", "--all", "--json").out)["tasks"] if "Gus" in str(each)
    )
    terminal(act, name)
    assert forgotten(terminal) == []
    terminal.write("2026-01-05 A.md", f"# Dairy\n{OTHER}- [?] Fold the maps #task #proposed\n")

    assert "1 decision does not stand" in terminal("sync").err
    ((path, line, message),) = forgotten(terminal)
    assert (path, line) == ("A.md", 2)
    assert message == (
        f"“Return all the empty pallets to the dairy” is proposed where `{act} {name}` (2026-02-02, operation 1)"
        " decided “Return the empty pallets to the dairy”: that line is gone from the note"
    )
    terminal(act, "Return all the empty pallets to the dairy")
    assert forgotten(terminal) == []


def test_a_line_that_got_an_id_after_it_was_decided_is_gone_when_the_last_of_it_is(terminal):
    """Kills: a line that is looked for as the command left it that decided it."""
    terminal.write("2026-01-05 A.md", ONE + MANY_OTHERS)
    terminal("reject", "Return the empty pallets to the dairy")
    assert "^" not in terminal.read("2026-01-05 A.md")
    terminal.write("B.md", "- [ ] Return the milk cans to the dairy #task\n")
    assert (
        terminal("keep-apart", "return the empty pallets to the dairy", "return the milk cans to the dairy").status == 0
    )
    kept = terminal.read("2026-01-05 A.md")
    assert "^vs-" in kept
    terminal.write("2026-01-05 A.md", OTHER + kept)
    assert forgotten(terminal) == []

    terminal.write("2026-01-05 A.md", OTHER + MANY_OTHERS)
    ((*place, message),) = forgotten(terminal)
    assert place == ["A.md", 1]
    assert "is proposed where `reject " in message
