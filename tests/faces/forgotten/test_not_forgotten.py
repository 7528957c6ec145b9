"""What notes may say otherwise without a decision being forgotten."""

import json
import shutil

import pytest

from tests.faces.forgotten.making import MANY_OTHERS, ONE, OTHER, forgotten, kept_and_closed, uid, without_decision
from vaultsync.store.editing.journal import Journal


@pytest.mark.parametrize(
    "words",
    [
        ("defer", "Return the pallets when we start again", "--to", "2026-03-01"),
        ("assign", "--where", "description includes when we start again", "--to", "Ana Ruiz", "--apply", "--yes"),
        ("--vault", "../My done list", "defer", "Return the pallets when we start again", "--to", "2026-03-01"),
        ("--vault=../My done list", "defer", "Return the pallets when we start again", "--to", "2026-03-01"),
    ],
)
def test_words_that_are_given_to_a_command_are_no_command(terminal, words):
    """Kills: the name of a command among the words of a task, of a query, or of the vault's folder."""
    terminal.write("Plan.md", "- [?] Return the pallets when we start again @Gus #task #proposed\n")
    shutil.copytree(terminal.root, terminal.root.parent / "My done list")
    options = words[:2] if words[0] == "--vault" else words[:1] if words[0].startswith("-") else ()
    assert terminal(*words).status == 0

    told = json.loads(terminal(*options, "check", "--json", "--kind", "forgotten").out)
    assert told["diagnostics"] == []


def test_a_task_that_moved_with_its_note_was_rejected_later_or_taken_back_is_not_forgotten(pallets):
    """Kills: a note that is looked for by its name, an earlier command that a later one has outdated."""
    name = uid(pallets)
    pallets("promote", name)
    kept, _ = kept_and_closed(pallets)
    (pallets.root / kept).rename(pallets.root / "Elsewhere.md")
    assert forgotten(pallets) == []

    pallets("reject", uid(pallets))
    (pallets.root / "Elsewhere.md").unlink()
    assert forgotten(pallets) == []


def test_what_undo_or_a_later_command_took_back_is_not_forgotten(pallets):
    """Kills: a command that was taken back, a line that a later command made what it was."""
    name = uid(pallets)
    pallets("promote", name)
    pallets("undo")
    assert forgotten(pallets) == []

    pallets("promote", name)
    pallets("start", uid(pallets))
    pallets("reopen", uid(pallets))
    assert forgotten(pallets) == []


def test_what_is_decided_further_or_otherwise_by_hand_is_not_forgotten(pallets):
    """Kills: any line that is not what a command wrote; what nobody could put away."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    for symbol in ("x", "-"):
        text = pallets.read(kept)
        pallets.write(kept, text.replace(text[:5], f"- [{symbol}]"))
        assert forgotten(pallets) == []

    pallets.write("C.md", "- [ ] Paint the wall #task\n")
    pallets("done", "Paint the wall")
    pallets.write("C.md", "- [ ] Paint the wall #task\n")
    assert forgotten(pallets) == []


def test_a_date_that_is_written_over_is_no_decision(terminal):
    """Kills: what only moved, and is told although the task is accepted still."""
    terminal.write("A.md", "- [ ] Paint the wall 📅 2026-02-10 #task\n")
    terminal("defer", "Paint the wall", "--to", "+5d")
    terminal.write("A.md", "- [ ] Paint the wall 📅 2026-02-10 #task\n")

    assert forgotten(terminal) == []


@pytest.mark.parametrize("act", ["promote", "reject"])
def test_a_line_that_stands_as_it_was_written_is_not_forgotten_whatever_stands_beside_it(terminal, act):
    """Kills: a twin of what a line said before, wherever the two have moved."""
    terminal.write("A.md", ONE)
    terminal(act, uid(terminal))
    both = terminal.read("A.md") + ONE
    terminal.write("A.md", both)
    assert forgotten(terminal) == []

    terminal.write("A.md", "# Nothing left\n")
    terminal.write("2026-01-30 Yard.md", f"# Yard\n\n{both}")
    assert forgotten(terminal) == []


def test_an_accepted_line_that_has_other_words_by_now_is_not_gone(terminal):
    """Kills: a decision that is looked for by its words alone."""
    terminal.write("2026-01-05 A.md", ONE)
    terminal("promote", uid(terminal))
    accepted = terminal.read("2026-01-05 A.md").replace("Return the empty pallets to the dairy", "Order gravel")
    terminal.write("2026-01-05 A.md", f"# Yard\n\n{accepted}")
    terminal.write("C.md", ONE)

    assert forgotten(terminal) == []


def test_another_round_in_the_same_words_is_not_what_was_decided(terminal):
    """Kills: whatever says what a line said before it was decided."""
    weekly = "- [?] Send the weekly figures 🔁 every week 📅 2026-02-02 #task #proposed\n"
    terminal.write("2026-01-26 A.md", weekly)
    terminal("done", uid(terminal))
    done = terminal.read("2026-01-26 A.md")
    terminal.write("2026-02-02 B.md", weekly)
    for now in (done, done.replace("Send", "Post")):
        terminal.write("2026-01-26 A.md", now)
        assert forgotten(terminal) == []


@pytest.mark.parametrize("outcome", ["taken back", "open"])
def test_what_was_meant_and_not_done_is_not_forgotten(pallets, monkeypatch, outcome):
    """Kills: a command that was killed before it wrote anything."""
    pallets("promote", uid(pallets))
    for path in ("2026-01-05 A.md", "2026-01-12 B.md"):
        without_decision(pallets, path)
    assert len(forgotten(pallets)) == 1

    done = Journal.operations
    monkeypatch.setattr(Journal, "operations", lambda self: [each._replace(outcome=outcome) for each in done(self)])
    assert forgotten(pallets) == []


@pytest.mark.parametrize(
    "now",
    [
        "- [?] Return the empty crates to the bakery @Gus 📅 2026-02-10 #task #proposed\n",
        "- [?] Do not return the empty pallets to the dairy @Gus #task #proposed\n",
        "- [-] Return all the empty pallets to the dairy @Gus 📅 2026-02-10 #task\n",
        "",
    ],
)
def test_what_says_something_else_where_a_decided_line_stood_is_not_told(terminal, now):
    """Kills: any proposal of a note that a decided line is gone from."""
    terminal.write("2026-01-05 A.md", f"# Dairy\n{ONE}")
    terminal("reject", uid(terminal))
    terminal.write("2026-01-05 A.md", f"# Dairy\n- [?] Fold the maps #task #proposed\n{now}")

    assert "stand" not in terminal("sync").err
    assert forgotten(terminal) == []


@pytest.mark.parametrize(("act", "now"), [("reject", "{0}{1}"), ("promote", "{1}{0}")])
def test_a_decided_line_that_has_other_words_by_now_is_not_gone(terminal, act, now):
    """Kills: a line that is known by its words alone, and neither by its place nor by its id."""
    terminal.write("2026-01-05 A.md", ONE + MANY_OTHERS)
    assert terminal(act, "Return the empty pallets to the dairy").status == 0
    decided = terminal.read("2026-01-05 A.md").replace("Return", "Return, at last,")
    terminal.write("2026-01-05 A.md", now.format(decided, OTHER))

    assert forgotten(terminal) == []


def test_a_decided_line_that_stands_in_another_note_by_now_is_not_gone(terminal):
    """Kills: a line that is looked for in its note alone."""
    mail = "---\nsource: email\nsource_ref: Mail/2026-01-04 Seeds.eml\n---\n"
    terminal.write("2026-01-05 A.md", f"{mail}- [?] Send the sheet #task #proposed\n")
    terminal("reject", uid(terminal))
    terminal.write("B.md", terminal.read("2026-01-05 A.md").removeprefix(mail))
    terminal.write("2026-01-05 A.md", f"{mail}- [?] Send the new sheet #task #proposed\n")
    assert forgotten(terminal) == []

    terminal.write("B.md", "")
    assert len(forgotten(terminal)) == 1
