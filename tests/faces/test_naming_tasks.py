"""A task named by some of its words, by a line, or by the place of one."""

import pytest


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
