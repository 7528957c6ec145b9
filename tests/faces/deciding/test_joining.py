"""Merged, split off, kept apart: what a person decides of two tasks is remembered in the notes."""

import json

import pytest

from tests.faces.deciding.making import forget_the_index, name_of, names, titles


def test_merged_tasks_stay_one_when_the_index_is_built_again(two):
    assert two("merge", *names(two)).status == 0
    assert len(names(two)) == 1
    forget_the_index(two)

    assert len(names(two)) == 1
    two("undo")
    assert len(names(two)) == 2


def test_a_line_that_is_split_off_is_the_same_task_when_the_index_is_built_again(terminal):
    """Kills: a decision that only the index knows, tasks that get other ids."""
    line = "- [?] Send the pricing sheet to Bo Lind @Ana #task #proposed\n"
    terminal.write("A.md", line)
    terminal.write("B.md", line.replace("Send the pricing sheet to Bo Lind", "Send Bo Lind the pricing sheet"))
    (uid,) = names(terminal)

    document = json.loads(terminal("split", uid, "B.md:1", "--json").out)
    assert [(task["path"], len(task["lines"])) for task in document["tasks"]] == [("A.md", 1), ("B.md", 1)]
    split = names(terminal)
    assert len(split) == 2
    forget_the_index(terminal)
    assert sorted(names(terminal)) == sorted(split)


def test_a_split_shows_both_tasks(terminal):
    terminal.write("A.md", "- [ ] Send the sheet @Ana #task ^a1\n")
    terminal.write("B.md", "- [ ] Send the sheet @Bo 📅 2026-02-05 #task ^a1\n- [ ] Send the sheets #task\n")
    out = terminal("split", "a1", "B.md:1").out.splitlines()

    assert [line.split()[:2] for line in out[1:3]] == [["a1", "open"], [out[2].split()[0], "open"]]
    assert ("Ana" in out[1], "2026-02-05" in out[2], out[3].startswith("Split: 1 line")) == (True, True, True), out


def test_a_line_is_split_off_by_its_name_in_any_case_and_without_its_beginning(terminal):
    line = "- [?] Send the pricing sheet to Bo Lind #task #proposed\n"
    terminal.write("A.md", line)
    terminal.write("B.md", line)
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    (other,) = (each for each in task["lines"] if each["name"] != task["uid"])

    said = terminal("split", task["uid"], other["name"][2:].upper(), "--dry-run").out
    assert said.startswith(f"--- {other['path']}\n") or f"\n--- {other['path']}\n" in said


def test_a_split_takes_the_id_off_a_line_that_it_had_in_common_with_the_others(terminal):
    """Kills: the `🆔` stays beside the new block id, and joins the two lines as before."""
    terminal.write("A.md", "- [ ] Send the minutes to all 🆔 same #task\n")
    terminal.write("B.md", "- [ ] Send the minutes 🆔 same #task\n")
    document = json.loads(terminal("split", "same", "B.md:1", "--json").out)

    assert [[line["path"] for line in task["lines"]] for task in document["tasks"]] == [["A.md"], ["B.md"]]
    assert terminal.read("A.md").endswith("🆔 same #task\n")
    assert "🆔 same" not in terminal.read("B.md")
    terminal("undo")
    assert terminal.read("B.md") == "- [ ] Send the minutes 🆔 same #task\n"


def test_tasks_that_are_kept_apart_stay_two_in_the_same_words_and_with_another_index(two):
    """Kills: one id for both, ids that the index has and the notes have not."""
    two("keep-apart", *names(two))
    kept = sorted(names(two))
    assert len(kept) == 2 and all(uid.startswith("vs-") for uid in kept)
    assert sorted(two.read(f"{note}.md").split("^")[1].strip() for note in ("2026-01-05 A", "2026-01-12 B")) == kept

    text = two.read("2026-01-12 B.md")
    words = "Find out what a night at the quay costs", "Ask the harbour office about mooring fees"
    two.write("2026-01-12 B.md", text.replace(*words))
    assert titles(two) == [words[1]] * 2
    forget_the_index(two)
    assert sorted(names(two)) == kept


@pytest.mark.parametrize("word", ["keep-apart", "merge"])
def test_nothing_is_decided_between_a_task_and_itself(terminal, word):
    """Kills: both lines get one id, and the command says that they are kept apart, or merged."""
    line = "- [?] Send the pricing sheet to Bo Lind #task #proposed\n"
    terminal.write("A.md", line)
    terminal.write("B.md", line)
    (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    for names_ in ([each["name"] for each in task["lines"]], [task["uid"]] * 2):
        answer = terminal(word, *names_)

        assert (answer.status, terminal.read("A.md"), terminal.read("B.md")) == (1, line, line)
        assert "Name two different tasks" in answer.err
    assert f"vaultsync split {task['uid']} PATH:LINE" in answer.err


@pytest.fixture
def twins(terminal):
    """A task that stands twice in one note, and another one."""
    line = "- [?] Say what is impossible in the timetable {} #task #proposed\n"
    terminal.write(
        "A.md",
        "---\ntype: meeting\nsource: Sources/call.md\n---\n" + line.format("@Bo Lind") + line.format("@Ana Ruiz"),
    )
    terminal.write("B.md", "- [?] Order twelve cedar hive frames @Bo Lind #task #proposed\n")
    assert len(names(terminal)) == 2
    return terminal


@pytest.mark.parametrize("words", [["keep-apart"], ["merge"]])
def test_what_stands_twice_in_a_note_stays_one_task_whatever_is_decided_of_it(twins, words):
    twins(*words, *names(twins))

    assert len(names(twins)) == (1 if words == ["merge"] else 2)
    assert twins.read("A.md").count("vs-") == 2
    forget_the_index(twins)
    assert len(names(twins)) == (1 if words == ["merge"] else 2)


def test_what_stands_twice_in_a_note_stays_one_task_where_it_is_worded_anew(twins):
    before = twins.read("A.md")
    uid = name_of(twins, "timetable")
    assert twins("defer", uid, "--to", "2026-03-03").status == 0

    assert (len(names(twins)), twins.read("A.md").count("2026-03-03")) == (2, 1)
    twins("undo")
    assert twins.read("A.md") == before


def test_a_split_leaves_what_stands_twice_together(twins):
    twins.write("C.md", "- [?] Say what is impossible in the timetable #task #proposed\n")
    assert len(names(twins)) == 2
    document = json.loads(twins("split", name_of(twins, "timetable"), "C.md:1", "--json").out)

    assert [[line["path"] for line in task["lines"]] for task in document["tasks"]] == [["A.md", "A.md"], ["C.md"]]


def test_no_other_task_is_taken_in_by_one_that_something_is_decided_of(sample):
    """Kills: all lines of a task have its id, and what is like any of them becomes that task, too."""
    before = set(names(sample))
    sample("start", "goat-draft")

    assert set(names(sample)) == before


def test_merged_tasks_that_have_ids_go_by_the_line_that_speaks_and_are_found_by_either(terminal):
    """Kills: an id that a calendar knows and that goes with a merge; a help that promises the first one."""
    terminal.write("2026-01-05 A.md", "- [ ] Send the minutes #task ^one\n")
    terminal.write("2026-01-12 B.md", "- [ ] Mail the minutes #task ^two\n")
    merged = terminal("merge", "one", "two")
    (by_first,), (by_second,) = (json.loads(terminal("show", name, "--json").out)["tasks"] for name in ("one", "two"))

    assert merged.status == 0 and by_first["uid"] == by_second["uid"] == "two"
    assert {"one", "two"} <= set(by_first["names"]) and len(by_first["lines"]) == 2
    help_ = " ".join(terminal("merge", "--help").out.split())
    assert "goes by the id of the line that speaks for it, and is found by either" in help_
