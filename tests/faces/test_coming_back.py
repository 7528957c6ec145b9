"""list tells of open lines that it leaves out, since a task in the same words was done before they were written."""

import json

import pytest

DONE = "- [x] Water the plants #task ✅ 2026-01-05\n"
AGAIN = "- [ ] Water the plants #task\n"


@pytest.fixture
def plants(terminal):
    terminal.write("Daily/2026-01-05.md", DONE)
    terminal.write("Daily/2026-01-20.md", AGAIN)
    return terminal


def test_list_tells_of_an_open_line_that_it_leaves_out_until_somebody_says_what_it_is(plants):
    """Kills: a task that came back and is in no list, one that is told of for ever."""
    assert "1 open line is not listed, since a task in the same words was done before." in plants("list").err
    plants.write("Other.md", "- [ ] Paint the shed #task\n")
    assert "shows it, and how to make a task of it again" in plants("list").err
    plants.write("Daily/2026-01-21.md", AGAIN)
    assert "2 open lines are not listed" in plants("list").err

    (name,) = [task["uid"] for task in json.loads(plants("list", "--all", "--json").out)["tasks"] if task["lines"][1:]]
    plants("split", name, "Daily/2026-01-20.md:1", "Daily/2026-01-21.md:1")
    told = plants("list")
    assert (told.err, told.out.count("Water the plants")) == ("", 1)


@pytest.mark.parametrize("asked", [("--overdue",), ("--all",), ("--status", "open"), ("--json",), ("not done",)])
def test_who_asks_for_something_is_told_nothing_else(plants, asked):
    """Kills: a note beside every answer, in which nobody looks for it."""
    assert "not listed" not in plants("list", *asked).err
