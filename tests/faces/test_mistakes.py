"""The mistakes that people make, and what they are told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["lits"], 2, "Did you mean `list`?"),
        (["promot", "x"], 2, "Did you mean `promote`?"),
        (["list", "--stauts", "open"], 2, "--status"),
        (["list", "--status", "opne"], 2, "Did you mean `open`?"),
        (["list", "--due-to", "6/3"], 2, "write 2026-01-05"),
        (["defer", "x", "--to", "soon"], 2, "is no day"),
        (["defer", "x"], 2, "--to"),
        (["promote"], 2, "TASK"),
        (["promote", "zzz"], 1, "no task goes by `zzz`"),
        (["show", ""], 1, "no task goes by ``"),
        (["undo"], 1, "nothing to undo"),
        (["undo", "99"], 1, "99"),
        (["--set", "task_tga=x", "list"], 4, "Did you mean `task_tag`?"),
        (["--set", "task_tag", "list"], 4, "KEY=VALUE"),
        (["--set", "timezone=Mars/Olympus", "list"], 4, "there is no time zone"),
        (["--vault", "/nowhere/at/all", "list"], 4, "there is no folder"),
        (["--vault", "x" * 300, "list"], 4, "file name too long"),
        (["export", "-o", "/nowhere/at/all/x.ics"], 6, "cannot be written"),
        (["export", "-o", ".obsidian"], 6, "Remedy: A folder has that name: name a file"),
        (["check", "--kind", "x", "extra"], 2, "extra"),
        (["--vault", ".", "--vault", "B", "list"], 2, "Name one vault, not `.` and `B`."),
        (["list", "--vault", ".", "--vault", "B"], 2, "Name one vault, not `.` and `B`."),
        (["--vault", ".", "list", "--vault", "B"], 2, "Name one vault, not `.` and `B`."),
        (["--vault", ".", "scan", "B"], 2, "Name one vault, not `.` and `B`."),
        (["list", "status.type is OPEN"], 2, "NON_TASK, EMPTY."),
        (["help"], 2, "`vaultsync --help`"),
        (["help", "list"], 2, "`vaultsync list --help`"),
        (["help", "nonsense"], 2, "`vaultsync --help`"),
        (["undo", "abc"], 2, "`abc` does not do: `vaultsync log` shows the number of each operation; 12-15 means all"),
        (["undo", "4-2"], 2, "`4-2` does not do"),
        (["undo", "4-"], 2, "`4-` does not do"),
        (["undo", "2-900"], 1, "none of the operations 2-900 has edited notes and stands"),
        (["undo", "0"], 2, "`vaultsync log` shows the number"),
        (["list", "--limit", "many"], 2, "`many` does not do: a whole number from 0 on is wanted."),
        (["feed", "preview", "--days", "4000"], 2, "a whole number from 1 to 3660 is wanted."),
        (["scan", "Plain.md"], 4, "Plain.md is a file, and a vault is a folder"),
        (["--vault", "Plain.md", "list"], 4, "Give the folder that holds your notes."),
        (["feed", "create", "tasks", "--label", "a\nb"], 2, "no line breaks"),
        (["feed", "create", "tasks", "--label", "a\u202eb"], 2, "signs that nobody sees"),
        (["defer", "x", "--to", "+9999y"], 2, "+9999 years from 2026-02-02"),
        (["digest", "--since", "-3000y"], 2, "-3000 years from 2026-02-02"),
        (["export", "--since", "-3000y"], 2, "-3000 years from 2026-02-02"),
        (["decisions", "--since", "+99999m"], 2, "is no day of the years 1 to 9999"),
        (["list", "--due-to", "+9000y"], 2, "+9000 years from 2026-02-02"),
        (["list", "--due-from", "+9000y"], 2, "Remedy: Take a smaller step"),
        (
            ["list", "--due-from", "+1d", "--due-to", "today"],
            2,
            "from 2026-02-03 on, and --due-to means until 2026-02-02",
        ),
        (["list", "--due-from", "today", "--overdue"], 2, "and --overdue means before today: no day is both."),
        (["list", "--due-from", "friday", "--due-to", "today", "not done"], 2, "no day is both."),
        (["digest", "--since", "nextweek"], 2, "is several days, 2026-02-09 to 2026-02-15: write one of them."),
        (["why", "A.md:²", "x"], 1, "no task goes by `A.md:²`"),
        (["why", "A.md:" + "9" * 5000, "x"], 1, "no task goes by"),
        (["undo", "9" * 20], 2, "shows the number of each operation"),
        (["reject", "due before today"], 1, "write --where before it: --where 'due before today'"),
        (["promote", "proposed"], 1, "Remedy: To act on what a query finds, write --where before it: --where proposed"),
        (["promote", "nonsense"], 1, "Remedy: `vaultsync list --all`"),
        (["show", "proposed"], 1, "Remedy: `vaultsync list --all`"),
        (["reject", "--where", "not done", "due today"], 2, "each line of a query has a --where of its own."),
        (["list", "- not done"], 2, "A line has no mark of a list before it: `not done`."),
        (["reject", "--where", "-\tnot done"], 2, "A line has no mark of a list before it: `not done`."),
        (["show", "- [ ] Sail"], 1, "no task goes by `- [ ] Sail`"),
        (["list", "-not done"], 2, "No such option"),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(terminal, words, status, told):
    terminal.write("Plain.md", "- [ ] Pay #task\n")
    answer = terminal(*words)

    assert (answer.status, answer.out) == (status, ""), answer
    assert told in answer.err
    assert "Traceback" not in answer.err


def test_a_vault_may_be_named_twice_and_in_other_letters(terminal):
    """Kills: two spellings of one folder, refused as two."""
    terminal.write("A.md", "- [ ] Pay #task\n")
    (terminal.root / "Sub").mkdir()

    for words in (["--vault", ".", "scan", "."], ["--vault", ".", "scan", str(terminal.root)]):
        assert terminal(*words).status == 0
    assert "Pay" in terminal("--vault", "Sub/..", "list", "--vault", ".").out


def test_a_step_beyond_the_calendar_is_refused_for_the_task_and_leaves_the_others_to_go(terminal):
    """Kills: OverflowError, which no face knows."""
    terminal.write("A.md", "- [ ] Pay the pilot 📅 9999-12-31 #task ^a1\n- [ ] Oil the winch 📅 2026-02-05 #task ^a2\n")

    answer = terminal("defer", "a1", "--to", "+1d")
    assert (answer.status, answer.out) == (2, "")
    assert "+1 day from 9999-12-31 is no day of the years 1 to 9999" in answer.err
    answer = terminal("defer", "--where", "not done", "--to", "+1d", "--apply")
    assert "9999-12-31 is no day" in answer.out + answer.err
    assert "Oil the winch 📅 2026-02-06" in terminal.read("A.md") and "📅 9999-12-31" in terminal.read("A.md")


@pytest.mark.parametrize("now", ["nonsense", "0001-01-01", "9999-12-31T23:59:59+00:00", "9998-12-31"])
def test_a_clock_that_stands_at_the_end_of_the_calendar_is_refused(terminal, monkeypatch, now):
    """Kills: OverflowError wherever a day is counted from today, or a zone looked at."""
    terminal.write("A.md", "- [ ] Pay the pilot 📅 2026-02-05 #task\n")
    monkeypatch.setenv("VAULTSYNC_NOW", now)

    answer = terminal("--set", "timezone=Pacific/Kiritimati", "list")

    assert (answer.status, answer.out) == (4, "")
    assert f"VAULTSYNC_NOW is no moment of the years 2 to 9900: '{now}'" in answer.err
    assert "Remedy: Write it as 2026-02-02" in answer.err


@pytest.mark.parametrize("now", ["0002-01-01T00:00:00+14:00", "9900-12-31T23:59:59-12:00"])
def test_every_question_has_an_answer_as_far_as_the_clock_may_go(terminal, monkeypatch, now):
    terminal.write("A.md", "- [ ] Pay the pilot 🔁 every day 📅 2026-02-05 #task\n")
    monkeypatch.setenv("VAULTSYNC_NOW", now)
    zone = ("--set", "timezone=Pacific/Kiritimati")

    for words in (
        ["list"],
        ["list", "due in next year"],
        ["digest"],
        ["feed", "preview", "--days", "3660"],
        ["export"],
    ):
        assert terminal(*zone, *words).status == 0


def test_a_line_that_is_none_is_no_line_of_the_task(terminal):
    terminal.write("A.md", "- [ ] Pay #task ^a1\n- [ ] Pay now #task 🆔 a1\n")
    for name in ("A.md:²", "A.md:" + "9" * 5000):
        answer = terminal("split", "a1", name)
        assert answer.status == 1 and "is no line of the task" in answer.err


@pytest.mark.parametrize("number", ["9" * 19, "9" * 20])
def test_a_limit_of_more_than_there_can_be_prints_all(terminal, number):
    """Kills: a number that the database cannot take."""
    terminal.write("A.md", "- [ ] Pay the pilot #task ^a1\n")
    terminal("done", "a1")

    assert "Pay the pilot" in terminal("list", "--all", "--limit", number).out
    assert "Pay the pilot" in terminal("list", "status.name includes done", "--limit", number).out
    assert "done a1" in terminal("log", "--limit", number).out


def test_a_tag_that_keeps_a_sign_from_the_next_word_is_not_taken_off(terminal):
    terminal.write("Kickoff.md", "- [ ] Call Ana #task 🆔 #proposed soon\n")

    answer = terminal("promote", "call ana 🆔 soon")

    assert answer.status == 1
    assert "Kickoff.md:1 has a sign without a value before #proposed" in answer.err
    assert "give it a value" in answer.err
    assert terminal.read("Kickoff.md") == "- [ ] Call Ana #task 🆔 #proposed soon\n"


def test_a_folder_that_is_no_vault_says_how_to_name_one(terminal, tmp_path, monkeypatch):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for command in ("list", "scan"):
        answer = terminal(command)

        assert answer.status == 4
        assert "Remedy: Go into the vault's folder, or name it: --vault DIR" in answer.err
        assert "`vaultsync scan .` makes one of the folder you stand in" in answer.err
    assert (terminal("scan", ".").status, terminal("scan").status) == (0, 0)


def test_a_configuration_with_a_wrong_key_or_type_is_refused(terminal):
    terminal.write(".vaultsync/vaultsync.toml", "mee = 'Ana'\n")
    assert "Did you mean `me`?" in terminal("list").err
    terminal.write(".vaultsync/vaultsync.toml", "exclude = 3\n")
    assert "should be a list of texts" in terminal("list").err
    terminal.write(".vaultsync/vaultsync.toml", "exclude = [\n")
    answer = terminal("list")
    assert (answer.status, "is no TOML" in answer.err) == (4, True)


@pytest.mark.parametrize("text", ["[notfy]\nat = '08:30'\n", "exclude = 3\n", "exclude = [\n"])
def test_config_lists_every_setting_even_where_one_cannot_be_understood(terminal, text):
    """Kills: a remedy that names a command which fails of the same."""
    terminal.write(".vaultsync/vaultsync.toml", text)
    answer = terminal("config")

    assert answer.status == 4
    assert answer.out.startswith("SETTING")
    assert "task_tag          auto" in answer.out and "notify" in answer.out
    assert answer.err.startswith("Error: .vaultsync/vaultsync.toml")
    assert terminal("config", "--json").out == ""


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'timezone = "Europe/Madrid"\nme = ["Ana Ruiz]\n',
            'The line is `me = ["Ana Ruiz]`: a quote is missing, it seems. ',
        ),
        ("me = 'Ana Ruiz\n", "The line is `me = 'Ana Ruiz`: a quote is missing, it seems. "),
        ("me = Ana\n", "The line is `me = Ana`. "),
        ("me = [\n", ""),
    ],
)
def test_a_configuration_that_is_no_toml_is_told_with_its_line(terminal, text, told):
    """Kills: the words of a parser about a column, for somebody who has forgotten a quote."""
    terminal.write(".vaultsync/vaultsync.toml", text)

    assert f"Remedy: {told}Correct the file; `vaultsync config` shows every key." in terminal("list").err


def test_plugin_settings_that_are_no_json_are_a_warning(terminal):
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", "{")
    terminal.write("A.md", "- [ ] Pay #task\n")
    answer = terminal("list")

    assert "Pay" in answer.out
    assert "is no JSON" in answer.err


def test_a_vault_that_is_suddenly_empty_stops_every_command_that_looks(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal("sync")
    (terminal.root / "A.md").unlink()

    answer = terminal("list")
    assert (answer.status, "--accept-loss" in answer.err) == (8, True)
    assert "Pay" in terminal("list", "--no-sync").out
    assert terminal("sync", "--accept-loss").status == 0


def test_another_task_tag_is_told_as_what_it_is(terminal):
    terminal.write("A.md", "".join(f"- [ ] Errand {n} #task\n" for n in range(30)))
    terminal("sync")
    terminal.write(".vaultsync/vaultsync.toml", 'task_tag = "#todo"\n')

    answer = terminal("list")
    assert (answer.status, answer.out) == (8, "")
    assert "30 of 30 known task lines are no tasks any more: a task has `#todo`" in answer.err
    assert "Remedy: The notes are all there." in answer.err
    terminal.write(".vaultsync/vaultsync.toml", "")
    assert "Errand" in terminal("list").out


def test_a_mistyped_tag_of_proposals_accepts_none_of_them(terminal):
    terminal.write("A.md", "".join(f"- [ ] Errand {n} \U0001f4c5 2026-02-09 #task #proposed\n" for n in range(3)))
    terminal("sync")
    terminal.write(".vaultsync/vaultsync.toml", 'proposed_tag = "#propsed"\n')

    for command in (["list"], ["export"], ["promote", "Errand 1"]):
        answer = terminal(*command)
        assert (answer.status, answer.out) == (8, "")
        assert "3 of 3 proposed task lines would be accepted tasks" in answer.err
    assert "warning proposed_tag: `#propsed` fits no line" in terminal("doctor").out
    terminal.write(".vaultsync/vaultsync.toml", "")
    assert terminal("list").out.count(" proposed ") == 3


def test_a_defect_says_so_and_shows_no_traceback(terminal, monkeypatch):
    monkeypatch.setattr("vaultsync.store.index.sqlite.SqliteIndex.diagnostics", lambda _self: 1 / 0)
    answer = terminal("check")

    assert answer.status == 70
    assert "vaultsync has a defect: ZeroDivisionError" in answer.err
    assert "Traceback" not in answer.err


def test_state_that_cannot_be_made_is_named(terminal, tmp_path):
    (tmp_path / "file").write_text("in the way")
    answer = terminal("--state", str(tmp_path / "file"), "list")

    assert answer.status == 9
    assert "--state DIR" in answer.err


def test_a_damaged_index_is_set_aside_by_doctor(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal("sync")
    state = next(line for line in terminal("config").out.splitlines() if line.startswith("State: ")).removeprefix(
        "State: "
    )
    for name in os.listdir(state):
        if name.startswith("index.db"):
            with open(os.path.join(state, name), "wb") as file:
                file.write(b"damaged" * 1000)

    assert (terminal("list").status, terminal("doctor").status) == (9, 1)
    assert "the next sync builds a new one" in terminal("doctor", "--repair").out
    assert "Pay" in terminal("list").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_output_that_cannot_be_written_is_no_defect_and_says_that_the_edit_stands(terminal):
    """Kills: a person who is told to repeat an edit that was made, and so takes back another."""
    terminal.write("A.md", "- [?] Send the minutes #task #proposed ^vs-a\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("w", encoding="ascii") as full:
        words = [sys.executable, "-m", "vaultsync", "promote", "vs-a"]
        done = subprocess.run(
            words, check=False, cwd=terminal.root, stdout=full, stderr=subprocess.PIPE, text=True, env=environment
        )

    assert terminal.read("A.md") == "- [ ] Send the minutes #task ^vs-a\n"
    assert done.returncode == 6
    assert done.stderr.splitlines() == [
        "Error: the output cannot be written ([Errno 28] No space left on device)",
        "Remedy: What the command has done stands: see `vaultsync log` before you repeat it. Let the output go elsewhere.",
    ]


@pytest.mark.parametrize(
    ("words", "status"),
    [(["list"], 0), (["check"], 0), (["--help"], 0), (["list", "--help"], 0), (["undo", "1-3"], 0), (["show", "x"], 1)],
)
def test_a_command_whose_output_nobody_reads_any_more_ends_quietly_and_does_all_it_was_to_do(terminal, words, status):
    """Kills: `list | head -1` that fails; an undo that stops at the first operation."""
    for name in "abc":
        terminal.write(f"{name}.md", f"- [ ] Send the minutes #task ^{name}\n- [ ] Odd 📅 2026-02-30 #task\n")
        assert terminal("done", name).status == 0
    end, pipe = os.pipe()
    os.close(end)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vaultsync", *words]
    told = subprocess.run(
        command, check=False, cwd=terminal.root, stdout=pipe, stderr=subprocess.PIPE, text=True, env=environment
    )
    os.close(pipe)

    assert told.returncode == status, told
    assert ("Error" in told.stderr) is (status == 1)
    assert [" [ ] Send" in terminal.read(f"{name}.md") for name in "abc"] == [words[0] == "undo"] * 3


def test_an_undo_that_is_refused_names_the_operation_and_the_one_before_it_that_can_be_taken_back(terminal):
    """Kills: an operation whose note is gone, behind which nobody finds out how to undo anything any more."""
    for name in ("A", "B", "C", "D"):
        terminal.write(f"{name}.md", f"- [ ] Send {name} #task ^{name.lower()}\n")
        terminal("done", name.lower())
    (terminal.root / "D.md").unlink()
    terminal.write("C.md", "- [ ] Send the ledgers #task ^c\n")

    first = terminal("undo")
    assert (first.status, first.out) == (5, "")
    assert "operation 4 cannot be taken back: D.md:1 cannot be found: the note is gone" in first.err
    assert "`vaultsync undo 2` takes back the one before it: done b." in first.err
    assert terminal("undo", "2").status == 0
    assert "`vaultsync undo 1` takes back the one before it: done a." in terminal("undo").err
    assert "operation 3 cannot be taken back: C.md:1" in terminal("undo", "3").err
    assert terminal("undo", "1").status == 0
    assert "None before it can be taken back either." in terminal("undo").err


def test_what_was_taken_back_is_not_taken_back_twice_and_the_way_to_have_it_again_is_named(terminal):
    """Kills: an undo that says "0 lines", and one that after a redo goes past the operation that stands again."""
    terminal.write("A.md", "- [ ] Send A #task ^a\n")
    terminal("start", "a")
    terminal("done", "a")
    started, done = "- [/] Send A #task ^a\n", terminal.read("A.md")
    terminal("undo")

    again = terminal("undo", "2")
    assert (again.status, again.out, terminal.read("A.md")) == (1, "", started)
    assert "operation 2 was taken back already, by operation 3" in again.err
    assert "`vaultsync undo 3`" in again.err

    assert (terminal("undo", "3").status, terminal.read("A.md")) == (0, done)
    assert "operation 3 was taken back already, by operation 4" in terminal("undo", "3").err
    assert (terminal("undo").status, terminal.read("A.md")) == (0, started)
    assert "operation 2 was taken back already, by operation 5" in terminal("undo", "2").err
    assert "operation 3 was taken back already, by operation 4" in terminal("undo", "3").err


def test_an_undo_of_what_a_person_has_put_back_by_hand_says_so_and_names_the_one_before_it(terminal):
    terminal.write("B.md", "- [ ] Send B #task ^b\n")
    terminal("done", "b")
    for name in ("C", "D"):
        terminal.write(f"{name}.md", f"- [ ] Send {name} #task ^{name.lower()}\n")
        terminal("done", name.lower())
        terminal.write(f"{name}.md", f"- [ ] Send {name} #task ^{name.lower()}\n")

    answer = terminal("undo")
    assert (answer.status, answer.out) == (1, "")
    assert "operation 3 need not be taken back: the notes say what they said before it" in answer.err
    assert "`vaultsync undo 1` takes back the one before it: done b." in answer.err


@pytest.mark.parametrize("command", ["show", "done", "why"])
def test_words_that_several_tasks_have_are_answered_with_each_of_them(terminal, command):
    """Kills: tasks that are told apart by names alone, which nobody knows by heart."""
    terminal.write("A.md", "- [ ] Pay the rent @Bo Lind 📅 2026-02-05 #task ^a1\n")
    terminal.write(
        "B.md", "- [?] Pay the rent 📅 2026-02-03 #task #proposed ^a2\n- [x] Pay the rent @Cy #task ^longer3\n"
    )
    answer = terminal(command, "Pay the rent", *(["a1"] if command == "why" else []))

    assert (answer.status, answer.out) == (1, "")
    assert answer.err.splitlines() == [
        "Error: `Pay the rent` could be any of 3 tasks",
        "  a2       proposed  nobody   due 2026-02-03  Pay the rent",
        "  a1       open      Bo Lind  due 2026-02-05  Pay the rent",
        "  longer3  done      Cy       no due date     Pay the rent",
        "Remedy: Repeat the command with the name that stands before one of them, or give more letters of it.",
    ]


@pytest.mark.parametrize(
    "typed", ["- [ ] Pay the rent 📅 2026-02-05 #task ^a2", "\t- [ ] Pay the rent 📅 2026-02-05 #task ^a2\n"]
)
def test_a_line_that_was_copied_out_of_a_note_is_the_name_of_its_task(terminal, typed):
    """Kills: a line that is taken for an option, and the other task of the same words."""
    terminal.write("A.md", "- [ ] Pay the rent #task ^a1\n\t- [ ] Pay the rent 📅 2026-02-05 #task ^a2\n")

    assert terminal("show", typed).out.splitlines()[1] == "  Task      a2"
    assert terminal("done", typed).status == 0
    assert terminal.read("A.md").startswith("- [ ] Pay the rent #task ^a1\n\t- [x] Pay the rent")


@pytest.mark.parametrize("command", ["show", "promote", "merge"])
def test_words_that_are_no_whole_title_are_answered_with_what_has_them_all_and_nothing_is_done(terminal, command):
    """Kills: candidates for the first word alone where several stand without quotes."""
    said = "- [?] Proofread the fee letter (details not given) #task #proposed ^a1\n- [?] Proofread this #task ^a2\n"
    terminal.write("A.md", said)
    for words in (["proofread fee letter", "a2"], ["Proofread", "fee", "letter"]):
        answer = terminal(command, *words)
        typed = words[0] if words[1] == "a2" else "Proofread fee letter"

        assert (answer.status, answer.out) == (1, "")
        assert answer.err.splitlines()[:2] == [
            f"Error: no task goes by `{words[0]}`; 1 task has all the words of `{typed}`",
            "  a1  proposed  nobody  no due date  Proofread the fee letter (details not given)",
        ]
        assert ("in quotes" in answer.err) == (words[1] == "fee")
    assert terminal.read("A.md") == said


PLACED = "- [?] Pay the rent #task #proposed\n- [?] Call the bank #task #proposed\n"


@pytest.mark.parametrize("words", [["show"], ["promote"], ["defer", "--to", "+1d"], ["merge", "Work/A.md:1"]])
@pytest.mark.parametrize("typed", ["Work/A.md:2", "A.md:2", "./A.md:2", "../Work/A.md:2", "{root}/Work/A.md:2"])
def test_a_task_is_named_by_the_place_of_one_of_its_lines(terminal, monkeypatch, words, typed):
    """Kills: a place that only some commands take, or only from the top of the vault."""
    terminal.write("Work/A.md", PLACED)
    monkeypatch.chdir(terminal.root / "Work")
    command, *rest = words
    answer = terminal(command, typed.format(root=terminal.root), *rest)

    assert (answer.status, "Call the bank" in answer.out) == (0, True), answer


def test_lines_are_taken_out_of_a_task_by_their_place_from_inside_the_vault(terminal, monkeypatch):
    terminal.write("Work/A.md", "- [ ] Pay the rent #task\n")
    terminal.write("Work/B.md", "- [ ] Pay the rent #task\n")
    monkeypatch.chdir(terminal.root / "Work")

    assert terminal("split", "A.md:1", "B.md:1").status == 0
    assert "different ids" in terminal("why", "A.md:1", "./B.md:1").out


def test_a_note_in_the_place_of_a_task_is_answered_with_its_tasks(terminal):
    terminal.write("A b.md", PLACED)
    note = terminal("done", str(terminal.root / "A b.md"))

    assert (note.status, "`A b.md` is a note, and no task" in note.err) == (1, True)
    assert "`vaultsync list --all --note 'A b.md'`" in note.err
    assert "A b.md has no task line 3" in terminal("show", "A b.md:3").err
    assert terminal.read("A b.md") == PLACED


def test_a_line_that_has_moved_since_the_notes_were_read_is_not_acted_on(terminal):
    """Kills: the task that stood there once, done in place of the one that somebody counted."""
    terminal.write("A.md", PLACED)
    terminal("sync")
    now = "- [?] Feed the cat #task #proposed\n" + PLACED
    terminal.write("A.md", now)

    refused = terminal("done", "A.md:2", "--no-sync")
    assert (refused.status, "A.md:2 is no longer the line that vaultsync read" in refused.err) == (5, True)
    assert "no longer" in terminal("done", "A.md:1", "--no-sync").err
    assert terminal.read("A.md") == now
    assert terminal("done", "A.md:2").status == 0
    assert terminal.read("A.md").splitlines()[1].startswith("- [x] Pay the rent")


@pytest.mark.parametrize(("command", "typed"), [("show", "el"), ("done", "el"), ("done", "EL"), ("show", "Elk")])
def test_of_what_a_beginning_may_mean_the_name_is_told_that_begins_so(terminal, command, typed):
    """Kills: names of tasks that do not begin with what was typed, which belongs to other lines of theirs."""
    terminal.write("A.md", "- [x] Pay the rent #task ^ant1\n- [ ] Pay the rent 🆔 Elk1 #task ^ant1\n")
    terminal.write("B.md", "- [ ] Call the bank #task ^Elk2\n")
    answer = terminal(command, typed)

    assert answer.err.splitlines()[1:3] == [
        "  Elk2  open  nobody  no due date  Call the bank",
        "  Elk1  done  nobody  no due date  Pay the rent",
    ]


@pytest.mark.parametrize("command", ["show", "done"])
def test_of_many_tasks_that_a_name_may_mean_ten_are_told(terminal, command):
    words = "x" * 75
    terminal.write("A.md", "".join(f"- [ ] {n:02} {words} #task ^bell{n}\n" for n in range(13)))
    told = terminal(command, "bell").err.splitlines()

    assert len(told) == 13
    assert told[1] == f"  bell0   open  nobody  no due date  00 {words[:67]}…"
    assert told[-2] == "  … and 3 more"
