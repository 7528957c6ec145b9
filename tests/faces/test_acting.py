"""promote and its like, undo, log."""

import io
import json
import shlex
import sys
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


def test_a_date_ahead_is_moved_from_itself(terminal):
    terminal.write("A.md", "- [ ] Pay the rent ⏳ 2026-02-10 #task ^a1\n")
    terminal("defer", "a1", "--to", "+1w")

    assert terminal.read("A.md") == "- [ ] Pay the rent ⏳ 2026-02-17 #task ^a1\n"


def test_several_tasks_are_one_operation(terminal):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n- [ ] Call the bank #task ^a2\n")
    document = json.loads(terminal("done", "a1", "a2", "--json").out)

    assert len(document["operation"]["edits"]) == 2
    assert [task["status"] for task in document["tasks"]] == ["done", "done"]
    terminal("undo")
    assert terminal.read("A.md") == "- [ ] Pay the rent #task ^a1\n- [ ] Call the bank #task ^a2\n"


def test_a_second_round_of_a_day_without_a_date_is_left_alone_and_named(terminal):
    """Kills: `every line says it already` of a task that is open; a preview of an edit that is not made."""
    terminal.write("A.md", "- [ ] Oil the oars 🔁 every week #task\n- [ ] Sail 🔁 every day 📅 2026-02-02 #task\n")
    terminal("done", "Oil the oars")
    said = terminal.read("A.md")
    name = terminal("list", "not done", "description includes oars").out.splitlines()[1].split()[0]
    left = (
        f"today's round of {name} is done already, and without a date the next one is another day's (Oil the oars)."
        f" `vaultsync defer {name} --to DAY` gives it a date.\n"
    )

    again = terminal("done", name)
    assert (again.status, again.out, again.err) == (0, f"Nothing to change: {left}", "")
    shown = terminal("done", name, "Sail", "--dry-run")
    assert ("Oil" in shown.out, shown.err) == (False, f"Note: {left}")
    assert json.loads(terminal("done", name, "--json").out)["operation"] is None
    assert terminal.read("A.md") == said
    assert terminal("done", name, "Sail").err == f"Note: {left}"
    assert terminal("start", name).err == terminal("reopen", name).err == ""
    assert "Nothing to change: every line" in terminal("reopen", name).out
    terminal("defer", name, "--to", "today")
    assert "done already" not in terminal("done", name).out


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


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ("🔁 every February 📅 2026-01-31", "by `every February` no day follows"),
        ("🔁 every week for 1 time 📅 2026-01-31", "by `every week for 1 time` no day follows"),
        ("🔁 every week for 1 time 🏁 delete 📅 2026-01-31", "by `every week for 1 time` no day follows"),
        ("🔁 every fortnight 📅 2026-01-31", "`every fortnight` is no recurrence that the Tasks plugin knows"),
        ("🔁 every week 📅 2026-02-30", "`every week` would count from 2026-02-30, which is no day of the calendar"),
        ("🔁 every week for 1 time when done 📅 2026-02-30", "by `every week for 1 time when done` no day follows"),
        ("🔁 every day when done 📅 2026-02-30", ""),
        ("🔁 every week 📅 2026-01-31", ""),
        ("🔁 every week 🏁 delete 📅 2026-01-31", ""),
        ("📅 2026-01-31", ""),
    ],
)
def test_a_round_after_which_none_follows_is_told(terminal, fields, why):
    """Kills: silence, in any of the ways to act; a note where one follows, or where nothing recurs."""
    line = f"- [ ] Read the tide gauge {fields} #task\n"
    terminal.write("A.md", line)
    told = f"Note: no further occurrence: {why} (Read the tide gauge)\n" if why else ""

    dry = terminal("done", "Read the tide gauge", "--dry-run")
    assert (dry.status, dry.err, terminal.read("A.md")) == (0, told, line)
    assert terminal("done", "--where", "not done").err == told
    assert terminal("done", "--where", "not done", "--apply").err == told
    assert ("[ ]" in terminal.read("A.md")) == (not why and "🔁" in fields)
    terminal("undo")
    answer = terminal("done", "Read the tide gauge", "--json")
    assert (answer.err, json.loads(answer.out)["operation"] is None) == (told, False)


@pytest.mark.parametrize("words", [["start"], ["reject"], ["defer", "--to", "+1d"], ["assign", "--to", "Bo Lind"]])
def test_nothing_is_told_of_rounds_by_what_completes_none(terminal, words):
    terminal.write("A.md", "- [ ] Read the tide gauge 🔁 every February 📅 2026-01-31 #task ^a1\n")
    assert "occurrence" not in terminal(*words, "a1").err


def test_a_round_that_was_done_before_is_not_told_again(terminal):
    """Kills: a line that only comes to an id, told as one that is completed."""
    terminal.write("A.md", "- [x] Read the tide gauge 🔁 every February 📅 2026-01-31 #task ✅ 2026-02-01\n")
    terminal.write("B.md", "- [ ] Read the tide gauge 📅 2026-01-31 #task\n")
    answer = terminal("done", "Read the tide gauge")
    assert (answer.status, answer.err) == (0, "")
    assert "✅ 2026-02-01 ^vs-" in terminal.read("A.md")


def test_of_many_tasks_that_do_not_come_back_some_are_named(terminal):
    rounds = (f"- [ ] Errand {n} 🔁 every February 📅 2026-01-31 #task ^a{n}\n" for n in range(12))
    terminal.write("A.md", "".join(rounds))
    told = terminal("done", "--where", "not done", "--apply").err.splitlines()
    assert len(told) == 11
    assert told[-1] == "Note: no further occurrence of 2 more tasks"


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


@pytest.mark.parametrize("which", [["a1", "--dry-run"], ["--where", "no due date"]])
def test_nobody_is_asked_about_a_name_while_nothing_is_written(terminal, monkeypatch, which):
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n- [ ] Call @Ana Ruiz 📅 2026-02-03 #task\n")
    monkeypatch.setattr(sys, "stdin", None)
    answer = terminal("assign", *which, "--to", "Ana Riuz")

    assert (answer.status, answer.err) == (0, "Note: `Ana Riuz` is new here; the nearest name is `Ana Ruiz`.\n")


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


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("next monday", "2026-02-09"),
        ("in 3 days", "2026-02-05"),
        ("in two weeks", "2026-02-16"),
        ("tomorrow", "2026-02-03"),
        ("14 October", "2025-10-14"),
    ],
)
def test_a_task_is_put_off_to_the_one_day_that_words_mean_in_a_query(terminal, words, day):
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-01-30 #task ^a1\n")
    answer = terminal("defer", "a1", "--to", words)

    assert (answer.status, terminal.read("A.md")) == (0, f"- [ ] Pay the rent 📅 {day} #task ^a1\n"), answer
    assert ("Note: 2025-10-14 is past, 111 days ago." in answer.err) == (day < "2026-02-02")


@pytest.mark.parametrize(("due", "day"), [("2026-01-10", "2026-01-30"), ("2026-02-04", "2026-02-01")])
def test_a_step_that_leads_into_the_past_is_told(terminal, due, day):
    """Kills: only days that are named are looked at, and a step back passes in silence."""
    terminal.write("A.md", f"- [ ] Pay the rent 📅 {due} #task ^a1\n- [ ] Paint 📅 2026-02-09 #task ^a2\n")
    answer = terminal("defer", "a1", "a2", "--to=-3d")

    assert f"📅 {day} #task ^a1\n" in terminal.read("A.md")
    assert answer.err.count("Note:") == answer.err.count(f"Note: {day} is past, ") == 1


@pytest.mark.parametrize(("days", "told", "more"), [(10, 10, 0), (11, 10, 1), (28, 10, 1)])
def test_of_many_days_that_are_past_ten_are_told(terminal, days, told, more):
    """Kills: one note for each day, however many there are."""
    terminal.write("A.md", "".join(f"- [ ] Paint {n} 📅 2026-03-{n:02} #task ^a{n}\n" for n in range(1, days + 1)))
    answer = terminal("defer", "--where", "not done", "--to=-100d")

    assert answer.err.count(" is past, ") == told
    assert answer.err.count("Note: the step leads to more days that are past.") == more
    assert answer.err.count("Note:") == told + more


@pytest.mark.parametrize("words", [["defer", "a1", "--to={}"], ["list", "--due-to={}"]])
@pytest.mark.parametrize("step", ["+9000y", "-3000y", "-99999m"])
def test_a_step_that_leads_out_of_the_calendar_is_a_mistake_and_no_defect(terminal, words, step):
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-02-04 #task ^a1\n")
    answer = terminal(*words[:-1], words[-1].format(step))

    assert (answer.status, "is no day of the years 1 to 9999" in answer.err) == (2, True), answer


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("next week", "`next week` is several days, 2026-02-09 to 2026-02-15: write one of them."),
        ("2026-03", "`2026-03` is several days, 2026-03-01 to 2026-03-31: write one of them."),
        ("next monday maybe", "`next monday maybe` is no day; write 2026-01-05"),
        ("6/3/2026", "`6/3/2026` is no day; write 2026-01-05"),
        ("someday", "`someday` is no day; write 2026-01-05"),
    ],
)
def test_words_for_no_day_or_several_put_nothing_off(terminal, words, told):
    """Kills: the first of several days taken, or words passed over."""
    terminal.write("A.md", "- [ ] Pay the rent 📅 2026-01-30 #task ^a1\n")
    answer = terminal("defer", "a1", "--to", words)

    assert (answer.status, answer.out) == (2, "")
    assert told in answer.err
    assert "2026-01-30" in terminal.read("A.md")


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


def test_words_of_what_recurs_mean_the_round_that_is_left(terminal):
    """Kills: a finished round that stands in the way of the next; an act for what is decided that takes it."""
    terminal.write("A.md", "- [ ] Water the plants 🔁 every week 📅 2026-02-02 #task\n")
    terminal("done", "Water the plants")
    again = terminal("done", "Water the plants")
    rounds = terminal.read("A.md").splitlines()

    assert again.status == 0 and [row[:5] for row in rounds] == ["- [ ]", "- [x]", "- [x]"]
    assert "could be any of 3 tasks" in terminal("reopen", "Water the plants").err
    assert "could be any of 3 tasks" in terminal("show", "Water the plants").err


def test_of_two_that_are_left_nobody_knows_which_is_meant(terminal):
    """Kills: the first of several."""
    terminal.write(
        "A.md", "- [ ] Water the plants #task ^a\n- [ ] Water the plants #task ^b\n- [x] Water the plants #task ^c\n"
    )

    assert "could be any of 3 tasks" in terminal("done", "Water the plants").err
    assert terminal("done", "Water the plants").status == 1
