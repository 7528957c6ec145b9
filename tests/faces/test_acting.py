"""promote, done and their like, one task or several at once, and the log of it."""

import json
import shlex
from pathlib import Path

import pytest

from tests.conftest import NOON
from vaultsync.core.model import Edit
from vaultsync.store.editing.journal import Journal

PROPOSAL = "- [?] Send the pricing sheet to Bo @Ana Ruiz 📅 2026-02-09 ⏫ #task #proposed #auto\n"


def test_a_promotion_from_the_words_to_the_undo(terminal):
    terminal.write("A.md", PROPOSAL)
    answer = terminal("promote", "send the pricing sheet to bo")

    assert answer.status == 0
    assert "Promoted: 1 line in 1 note. `vaultsync undo` takes it back." in answer.out
    assert terminal.read("A.md").startswith(
        "- [ ] Send the pricing sheet to Bo @Ana Ruiz 📅 2026-02-09 ⏫ #task #auto ^vs-"
    )
    assert "promote 'send the pricing sheet to bo'" in terminal("log").out
    assert "Took back operation 1" in terminal("undo").out
    assert terminal.read("A.md") == PROPOSAL


def test_the_log_prints_the_words_of_the_first_task_behind_a_command(terminal):
    """Kills: words of a line that is no task, none where a line was deleted, names of people and tags among them."""
    terminal.write("A.md", "- [ ] Pay the rent @Bo #task #home ^a1\n- [ ] Feed the cat 🏁 delete #task ^a2\n")
    terminal.write("People/Bo Lind.md", "---\ntype: person\n---\n")
    for words in (["start", "a1", "a2"], ["done", "a2"], ["undo"], ["people", "merge", "Bo Lind", "Bob"]):
        assert terminal(*words).status == 0
    rows = terminal("log").out.splitlines()

    assert rows[1].endswith("people merge 'Bo Lind' Bob")
    assert rows[2].endswith("undo 2 (takes back 2)  Feed the cat")
    assert rows[3].endswith("done a2  Feed the cat")
    assert rows[4].endswith("start a1 a2  Pay the rent")


def test_a_provisional_name_reaches_its_task_after_a_promotion_and_an_edit_of_the_words(terminal):
    terminal.write("A.md", "- [?] Pay the rent #task #proposed\n")
    (task,) = json.loads(terminal("list", "--json").out)["tasks"]
    terminal("promote", task["uid"])
    terminal.write("A.md", terminal.read("A.md").replace("Pay the rent", "Transfer the money"))

    assert "Transfer the money" in terminal("show", task["uid"][:7]).out
    assert terminal("done", task["uid"][:7]).status == 0
    assert terminal.read("A.md").startswith("- [x] Transfer the money")


def test_a_dry_run_shows_the_lines_and_writes_nothing(terminal):
    terminal.write("A.md", PROPOSAL)
    answer = terminal("promote", "--dry-run", "Send the pricing sheet to Bo")

    assert f"-{PROPOSAL}+- [ ] Send the pricing sheet to Bo" in answer.out
    assert terminal.read("A.md") == PROPOSAL
    assert terminal("log").out == "Nothing was done yet.\n"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["reject"], "- [-] Pay the rent 📅 2026-01-30 #task ❌ 2026-02-02 ^a1\n"),
        (["done"], "- [x] Pay the rent 📅 2026-01-30 #task ✅ 2026-02-02 ^a1\n"),
        (["start"], "- [/] Pay the rent 📅 2026-01-30 #task ^a1\n"),
        (["defer", "--to", "2026-02-09"], "- [ ] Pay the rent 📅 2026-02-09 #task ^a1\n"),
        (["defer", "--to", "+3d"], "- [ ] Pay the rent 📅 2026-02-05 #task ^a1\n"),
        (["defer", "--to", "friday"], "- [ ] Pay the rent 📅 2026-02-06 #task ^a1\n"),
        (["assign", "--to", "Bo Lind"], "- [ ] Pay the rent @Bo Lind 📅 2026-01-30 #task ^a1\n"),
        (["assign", "--to", "@Bo"], "- [ ] Pay the rent @Bo 📅 2026-01-30 #task ^a1\n"),
    ],
)
def test_what_each_command_makes_of_a_line(terminal, words, line):
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-01-30 #task ^a1\n")
    answer = terminal(*words, "a1")

    assert (answer.status, terminal.read("A.md")) == (0, line), answer


@pytest.mark.parametrize("words", [["defer", "--to", "2026-02-09"], ["assign", "--to", "Bo Lind"]])
@pytest.mark.parametrize(
    ("line", "status"), [("- [x] Pay the rent ✅ 2026-01-30", "done"), ("- [-] Pay the rent", "cancelled")]
)
def test_what_is_decided_is_neither_deferred_nor_assigned_until_it_is_reopened(terminal, words, line, status):
    """Kills: a date that is written on a task that is done, where nobody will ever look."""
    note = f"{line} #task ^a1\n- [ ] Call @Bo Lind #task ^a2\n"
    terminal.write("A.md", note)
    answer = terminal(*words, "a2", "a1")

    assert (answer.status, answer.out, terminal.read("A.md")) == (1, "", note)
    assert f"Error: a1 is decided ({status}): Pay the rent\n" in answer.err
    assert "Remedy: If it is to be done after all: `vaultsync reopen a1`, then repeat the command.\n" in answer.err
    assert "Nothing was done yet." in terminal("log").out
    assert (terminal("reopen", "a1").status, terminal(*words, "a2", "a1").status) == (0, 0)


def test_several_tasks_are_one_operation(terminal):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n- [ ] Call the bank #task ^a2\n")
    document = json.loads(terminal("done", "a1", "a2", "--json").out)

    assert len(document["operation"]["edits"]) == 2
    assert [task["status"] for task in document["tasks"]] == ["done", "done"]
    terminal("undo")
    assert terminal.read("A.md") == "- [ ] Pay the rent #task ^a1\n- [ ] Call the bank #task ^a2\n"


def test_what_is_so_already_is_said_and_not_logged(terminal):
    terminal.write("A.md", "- [x] Pay the rent ✅ 2026-01-01 #task ^a1\n")

    assert terminal("done", "a1").out == "Nothing to change: every line says it already.\n"
    assert terminal("log").out == "Nothing was done yet.\n"


@pytest.mark.parametrize(("accepted", "left"), [(True, "cancelled"), (False, "proposed")])
def test_what_obsidian_deleted_when_it_was_done_says_nothing_and_can_be_done_afterwards(terminal, accepted, left):
    """docs/deviations.md. Kills: a line that is gone taken for one that is done, which one deleted by hand is not."""
    proposal = "- [?] Send the pricing sheet to Bo {}#task #proposed\n"
    terminal.write("2026-01-05 A.md", proposal.format(""))
    terminal.write("2026-01-12 B.md", proposal.format("🏁 delete "))
    if accepted:
        terminal("promote", "Send the pricing sheet to Bo")
    terminal("sync")
    terminal.write("2026-01-12 B.md", "")

    def status():
        (task,) = json.loads(terminal("list", "--all", "--json").out)["tasks"]
        return task["status"]

    assert status() == left
    assert terminal("done", "Send the pricing sheet to Bo").status == 0
    assert (status(), terminal.read("2026-01-05 A.md")[:5]) == ("done", "- [x]")


def test_the_settings_of_the_vault_decide_what_is_written(terminal):
    terminal.write(
        ".obsidian/plugins/obsidian-tasks-plugin/data.json",
        json.dumps(
            {
                "taskFormat": "dataview",
                "recurrenceOnNextLine": True,
                "globalFilter": "#todo",
                "statusSettings": {
                    "coreStatuses": [
                        {"symbol": " ", "name": "Todo", "nextStatusSymbol": "d", "type": "TODO"},
                        {"symbol": "d", "name": "Done", "nextStatusSymbol": " ", "type": "DONE"},
                    ],
                    "customStatuses": [],
                },
            }
        ),
    )
    terminal.write("A.md", "- [ ] Water [repeat:: every day] [due:: 2026-02-01] #todo\n")
    terminal("done", "Water")

    assert terminal.read("A.md") == (
        "- [d] Water [repeat:: every day] [due:: 2026-02-01] #todo  [completion:: 2026-02-02]\n"
        "- [ ] Water [repeat:: every day] [due:: 2026-02-02] #todo\n"
    )


def test_one_click_in_obsidian_accepts_where_the_vault_knows_proposals(sample):
    before = json.loads(sample("list", "--status", "proposed", "--whose", "mine", "--json").out)["tasks"][0]
    line = before["lines"][-1]
    note = sample.read(line["path"])
    sample.write(line["path"], note.replace(line["raw"], line["raw"].replace("[?]", "[ ]", 1)))

    after = json.loads(sample("show", before["uid"], "--json").out)["tasks"][0]
    assert after["status"] == "open"


def test_log_shows_the_lines_when_asked(terminal):
    terminal.write("A.md", PROPOSAL)
    terminal("reject", "Send the pricing sheet to Bo")

    assert "❌ 2026-02-02" in terminal("log", "--diff").out
    assert json.loads(terminal("log", "--json").out)["operations"][0]["command"].startswith("reject ")


@pytest.mark.parametrize(
    ("words", "status"), [(["done", "zzz"], 1), (["done", "--where", "heading includes zzz", "--apply"], 0)]
)
def test_an_interrupted_command_is_settled_by_the_next_one_that_acts_even_if_that_does_nothing(terminal, words, status):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n")
    terminal("start", "a1")
    state = Path(json.loads(terminal("config", "--json").out)["state"])
    journal = Journal(state / "journal.db")
    journal.begin("done a1", [Edit(path="A.md", line=1, before=("- [/] Pay",), after=("- [x] Pay",))], at=NOON)
    assert journal.open_operations()

    answer = terminal(*words)
    assert answer.status == status
    assert journal.open_operations() == []
    journal.close()


@pytest.mark.parametrize(("decided", "neighbour"), [("p-6896j", "p-s12ba"), ("p-nq2x9", "p-52we9")])
@pytest.mark.parametrize("words", [["promote"], ["defer", "--to", "2026-03-02"]], ids=["promote", "defer"])
def test_a_decided_task_takes_in_no_neighbour_for_want_of_its_line_in_an_archive(sample, decided, neighbour, words):
    """Kills: what stands in an archive gets no id, and speaks no more against what it kept apart before."""
    before = json.loads(sample("show", neighbour, "--json").out)["tasks"]
    lines = len(json.loads(sample("show", decided, "--json").out)["tasks"][0]["lines"])
    answer = sample(*words, decided, "--json")

    (task,) = json.loads(answer.out)["tasks"]
    assert len(task["lines"]) == lines
    after = json.loads(sample("show", neighbour, "--json").out)["tasks"]
    assert [(each["uid"], each["status"]) for each in after] == [(each["uid"], each["status"]) for each in before]


def test_a_promotion_says_of_what_is_on_hold_or_under_way_that_it_stays_so(sample):
    """Kills: `every line says it already` of a task that goes on to lie on hold."""
    held, started = (
        json.loads(sample("list", "--status", status, "--json").out)["tasks"][0]["uid"]
        for status in ("on-hold", "started")
    )
    said = sample("promote", held, started).out

    assert f"{held[:7]} is on hold, and stays so. `vaultsync start {held[:7]}` takes it up" in said
    assert f"{started[:7]} is under way, and stays so." in said
    assert sample("start", started).out == "Nothing to change: every line says it already.\n"


def test_lines_that_an_act_makes_part_of_a_task_are_told(sample):
    """Kills: a proposal that is done, or accepted, since it says much the same as another task once it is nobody's."""
    assert sample("done", "p-van9d").err == ""
    answer = sample("assign", "p-k92aj", "--to", "")

    assert "Warning: Projects/Goat/Livestock policy.md: line 18 states vs-k92ajj5334 as well now" in answer.err
    words = shlex.split(answer.err.partition("or `vaultsync ")[2].partition("`")[0])
    assert sample(*words).status == 0
    tasks = json.loads(sample("list", "--all", "--json", "--text", "livestock policy").out)["tasks"]
    assert {task["status"] for task in tasks if task["uid"] == "vs-k92ajj5334"} == {"proposed"}


def test_a_merge_takes_in_what_it_names_and_says_nothing(terminal):
    """Kills: any line that is new to the task."""
    terminal.write("A.md", "- [?] Ask about mooring fees #task #proposed\n- [?] Buy twine #task #proposed\n")
    names = [task["uid"] for task in json.loads(terminal("list", "--all", "--json").out)["tasks"]]

    assert terminal("merge", *names).err == ""
    assert terminal("done", "mooring fees").err.count("Warning") == 0


def test_an_id_may_be_copied_with_its_caret(terminal):
    """Kills: a caret that hides a task from commands that act, or look; a longer id that is taken for it."""
    terminal.write("A.md", "- [ ] Send the minutes #task ^m\n- [ ] Oil the winch #task ^mm\n")

    assert "Send the minutes" in terminal("show", "^m").out
    assert "Oil the winch" in terminal("show", "^MM").out
    assert "Done: 1 line" in terminal("done", "^m").out
    assert terminal.read("A.md").splitlines()[0].startswith("- [x] Send")
    assert terminal("why", "^m", "^mm").status == 0


def test_of_two_that_are_left_nobody_knows_which_is_meant(terminal):
    """Kills: the first of several."""
    terminal.write(
        "A.md", "- [ ] Water the plants #task ^a\n- [ ] Water the plants #task ^b\n- [x] Water the plants #task ^c\n"
    )

    assert "could be any of 3 tasks" in terminal("done", "Water the plants").err
    assert terminal("done", "Water the plants").status == 1
