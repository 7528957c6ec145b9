"""The mistakes that people make, and what they are told."""

import pytest


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["lits"], 2, "Did you mean `list`?"),
        (["promot", "x"], 2, "Did you mean `promote`?"),
        (["list", "--stauts", "open"], 2, "--status"),
        (["list", "--status", "opne"], 2, "Did you mean `open`?"),
        (["list", "--due-to", "6/3"], 2, "Did you mean `2026-06-03` or `2026-03-06`?"),
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
