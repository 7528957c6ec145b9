"""Lines that ask for what was decided already: closed on demand, left open, or a task of their own."""

import json
import shlex

from tests.faces.deciding.making import names


def plants(terminal):
    terminal.write("Daily/2026-01-04.md", "- [ ] Water the plants #task\n")
    terminal.write("Daily/2026-01-05.md", "- [x] Water the plants #task ✅ 2026-01-05\n")
    terminal.write("Daily/2026-01-20.md", "- [ ] Water the plants #task\n")
    terminal.write("Daily/2026-01-21.md", "- [?] Water the plants #task #proposed\n")
    return terminal


def test_an_open_line_that_is_newer_than_the_decision_is_listed_apart_and_stays_open(terminal):
    """Kills: a task that came back closed in bulk, at once or, its neighbours closed today, by the next command."""
    plants(terminal)

    listed = terminal("close-echoes").out
    for _ in range(2):
        terminal("close-echoes", "--apply")

    assert "2 lines of 1 task; --apply closes them." in listed
    assert "1 line of 1 task perhaps came back after the decision, and stays open" in listed
    assert "  Daily/2026-01-20.md:1  - [ ] Water the plants #task\n" in listed
    assert terminal.read("Daily/2026-01-20.md") == "- [ ] Water the plants #task\n"
    assert [terminal.read(f"Daily/2026-01-{day}.md")[:5] for day in ("04", "21")] == ["- [-]"] * 2


def test_what_came_back_is_closed_when_that_is_said(terminal):
    plants(terminal)

    assert "3 lines of 1 task; --apply closes them.\n" in terminal("close-echoes", "--newer").out
    terminal("close-echoes", "--newer", "--apply")

    assert terminal.read("Daily/2026-01-20.md").startswith("- [-]")


def test_the_split_that_is_offered_makes_what_came_back_a_task_of_its_own(terminal):
    """Kills: a decision that is forgotten, a name of a note that the shell would take apart."""
    plants(terminal)
    terminal.write("Daily/2026-01-20.md", "")
    terminal.write("Home and garden.md", "- [ ] Water the plants #task\n")

    listed = terminal("close-echoes").out
    _, _, offered = listed.partition("a task of its own: vaultsync ")
    shown = terminal("show", shlex.split(offered)[1]).out
    assert "'Home and garden.md:1'` makes that a task of its own" in shown
    assert offered.strip() in terminal("conflicts").out
    assert terminal(*shlex.split(offered)).status == 0

    assert terminal("list").out.count("Water the plants") == 1
    assert "done" in terminal("list", "--all").out
    terminal("close-echoes", "--apply")
    assert "- [ ]" in terminal.read("Home and garden.md")
    assert "- [-]" in terminal.read("Daily/2026-01-04.md")


def test_echoes_of_a_decided_task_are_counted_and_closed_on_demand(terminal):
    terminal.write("2026-01-05 A.md", "- [x] Send the pricing sheet to Bo Lind @Ana ✅ 2026-01-06 #task\n")
    terminal.write("2026-01-12 B.md", "- [?] Send Bo Lind the pricing sheet @Ana #task #proposed\n")
    (uid,) = names(terminal)

    assert "proposed 1× since it was decided, last on 2026-01-12" in terminal("show", uid).out
    assert "--apply closes them" in terminal("close-echoes").out
    assert terminal.read("2026-01-12 B.md").startswith("- [?]")
    terminal("close-echoes", "--apply")
    assert terminal.read("2026-01-12 B.md").startswith("- [-]")
    assert terminal("close-echoes").out == "No decided task was proposed again.\n"
    assert json.loads(terminal("close-echoes", "--json").out) == {"version": 1, "dry_run": True, "edits": []}
