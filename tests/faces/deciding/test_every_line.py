"""What is decided of a task reaches every line of it, also in other words."""

import json

import pytest

from tests.faces.deciding.making import forget_the_index, name_of, names


@pytest.mark.parametrize(
    ("words", "named", "tasks"),
    [
        (["merge"], 2, 1),
        (["keep-apart"], 2, 2),
        (["assign", "--to", "Ana Ruiz"], 1, 2),
        (["defer", "--to", "2026-03-03"], 1, 2),
        (["start"], 1, 2),
    ],
)
def test_no_wording_is_left_behind_whatever_is_decided_of_a_task(pairs, words, named, tasks):
    """Kills: an id on the line that speaks alone, which lets likeness, counted anew, part the others from it."""
    before = [pairs.read(f"{note}.md") for note in "ABCD"]
    assert pairs(*words, *names(pairs)[:named]).status == 0

    assert len(names(pairs)) == tasks
    forget_the_index(pairs)
    assert len(names(pairs)) == tasks
    pairs("undo")
    assert [pairs.read(f"{note}.md") for note in "ABCD"] == before


def test_templates_and_conflict_copies_get_no_id(terminal):
    line = "- [?] Say what is impossible in the timetable #task #proposed\n"
    paths = ("A.md", "Templates/B.md", "A.sync-conflict-20260104-213045-K7LMN2Q.md", "Archive/C.md")
    for path in paths:
        terminal.write(path, line)
    terminal.write("D.md", "- [?] Order twelve cedar hive frames @Bo Lind #task #proposed\n")
    assert terminal("keep-apart", name_of(terminal, "timetable"), name_of(terminal, "hive")).status == 0

    assert [path for path in paths if "vs-" in terminal.read(path)] == ["A.md"]


def test_nobody_else_is_in_charge_once_somebody_was_put_in_charge(pairs):
    pairs("assign", name_of(pairs, "receipts"), "--to", "Ana Ruiz", "--yes")

    assert [pairs.read(f"{note}.md").count("@Ana Ruiz") for note in "ABCD"] == [1, 1, 0, 0]
    assert pairs("conflicts").out == "Nothing disagrees.\n"


def test_a_date_that_is_moved_is_moved_on_every_line_that_states_one(pairs):
    """Kills: a line that gets the id of the task keeps the date, and goes on to disagree."""
    pairs.write("A.md", pairs.read("A.md").replace(" #task", " 📅 2026-01-09 #task"))
    pairs.write("B.md", pairs.read("B.md").replace(" #task", " 📅 2026-01-16 #task"))
    pairs("defer", name_of(pairs, "receipts"), "--to", "2026-03-03")

    assert [pairs.read(f"{note}.md").count("📅 2026-03-03") for note in "AB"] == [1, 1]
    assert [pairs.read(f"{note}.md").count("📅") for note in "CD"] == [0, 0]


def test_a_line_that_proposes_the_task_again_gets_no_voice_when_another_is_put_in_charge(terminal):
    """Kills: the newer line gets the id too, and speaks for the task with its own date."""
    line = "- [?] Send the pricing sheet to Bo Lind 📅 2026-01-09 #task #proposed\n"
    terminal.write("2026-01-05 A.md", line)
    terminal("defer", *names(terminal), "--to", "2026-03-03")
    terminal.write("2026-01-12 B.md", line.replace("01-09", "01-16"))
    terminal("assign", *names(terminal), "--to", "Ana Ruiz", "--yes")

    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    assert (task["due"], task["owners"]) == ("2026-03-03", ["Ana Ruiz"])
