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


NOTES = ("Daily/2026-01-05.md", "Daily/2026-01-20.md", "Daily/2026-01-21.md", "Daily/2026-01-22.md")


@pytest.mark.parametrize("done", [DONE, DONE.replace("#task", "#task 📅 2026-01-05").replace("\n", " ^vs-a\n")])
def test_what_is_reopened_goes_on_with_the_newest_line_that_came_back(terminal, done):
    """Kills: a reopened task with the date and the owner of long ago, the new ones of which are rejected unsaid."""
    lines = (
        done,
        *(f"- [ ] Water the plants @{who} #task\n" for who in ("Bo Lind 📅 2026-02-10", "Cy Dow", "Ana Ruiz")),
    )
    texts = [*lines[:2], lines[2].replace("#task", "➕ 2026-01-30 📅 2026-02-20 #task"), lines[3]]
    for name, text in zip(NOTES, texts, strict=True):
        terminal.write(name, text)
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]

    assert terminal("reopen", task["uid"]).status == 0
    signs = [terminal.read(name)[:5] for name in NOTES]
    assert signs == ["- [-]", "- [-]", "- [ ]", "- [-]"], "the newest by the day on which it was created"
    (now,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    assert (now["due"], now["owners"], now["status"]) == ("2026-02-20", ["Cy Dow"], "open")

    assert terminal("undo").status == 0
    assert [terminal.read(name) for name in NOTES] == texts


def test_what_is_reopened_with_its_duplicates_left_is_open(plants):
    """Kills: a line that carries on beside one that says that the task is done."""
    (name,) = [task["uid"] for task in json.loads(plants("list", "--all", "--json").out)["tasks"]]
    plants("reopen", name, "--keep-duplicates")

    assert "Water the plants" in plants("list").out
