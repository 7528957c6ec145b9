"""--where: acting on everything that a query finds."""

import io
import json
import os
import sys

import pytest

from vaultsync.core.notes.gist import task_lines

NOTE = """- [?] Send the sheet @Bo Lind 📅 2026-01-05 #task #proposed
- [?] Ask the bank @Ana Ruiz 📅 2026-02-20 #task #proposed
- [ ] Pay the rent @Bo Lind 📅 2026-01-30 #task
- [x] Ring the bell @Bo Lind ✅ 2026-01-05 #task
"""


@pytest.fixture
def desk(terminal):
    terminal.write("A.md", NOTE)
    return terminal


@pytest.mark.parametrize(
    ("words", "where", "lines"),
    [
        (["promote"], "assignee is bo", {0: "- [ ] Send the sheet @Bo Lind 📅 2026-01-05 #task ^vs-"}),
        (
            ["reject"],
            "description includes the",
            {
                0: "- [-] Send the sheet @Bo Lind 📅 2026-01-05 #task #proposed ❌ 2026-02-02",
                1: "- [-] Ask the bank @Ana Ruiz 📅 2026-02-20 #task #proposed ❌ 2026-02-02",
                2: "- [-] Pay the rent @Bo Lind 📅 2026-01-30 #task ❌ 2026-02-02",
            },
        ),
        (["done"], "NOT (proposed)", {2: "- [x] Pay the rent @Bo Lind 📅 2026-01-30 #task ✅ 2026-02-02"}),
        (["defer", "--to", "+3d"], "due 2026-01-30", {2: "- [ ] Pay the rent @Bo Lind 📅 2026-02-05 #task"}),
        (["assign", "--to", "Ana"], "due 2026-01-30", {2: "- [ ] Pay the rent @Ana 📅 2026-01-30 #task"}),
    ],
)
def test_a_command_acts_on_what_it_is_for_and_one_undo_takes_all_of_it_back(desk, words, where, lines):
    answer = desk(*words, "--where", where, "--apply")
    now = desk.read("A.md").splitlines()

    assert answer.status == 0, answer
    before = NOTE.splitlines()
    assert {n for n, (old, new) in enumerate(zip(before, now, strict=True)) if old != new} == set(lines)
    assert all(now[n].startswith(line) for n, line in lines.items()), now
    assert len(json.loads(desk("log", "--json").out)["operations"]) == 1
    desk("undo")
    assert desk.read("A.md") == NOTE


def test_nothing_is_written_without_apply(desk):
    answer = desk("reject", "--where", "not done", "--where", "assignee is bo lind")

    assert answer.status == 0
    for told in (
        "All of these hold:",
        "2 tasks (1 proposed, 1 open): 2 lines in 1 note would change.",
        "-- [?] Send the sheet",
        "+- [-] Send the sheet",
        "--apply does it",
    ):
        assert told in answer.out, told
    assert desk.read("A.md") == NOTE
    assert "Nothing was done yet." in desk("log").out


def test_what_a_command_is_not_for_is_counted_and_the_first_are_named_with_their_status(desk):
    """Kills: a count that leaves a person to guess which tasks are meant, and what is wrong with them."""
    desk.write("B.md", "".join(f"- [x] Errand {n} to {n * 37} people #task #far ^e{n}\n" for n in range(5)))
    found = desk("promote", "--where", "assignee is bo").out.splitlines()
    at = found.index("2 tasks that the query finds are left alone: this command is for proposals only.")
    assert [row.split(maxsplit=1)[1] for row in found[at + 1 : at + 3]] == ["open  Pay the rent", "done  Ring the bell"]

    one = desk("done", "--where", "description includes bell").out
    assert "1 task that the query finds is left alone: this command is for tasks of which something is left" in one
    rows = desk("reject", "--where", "tags include #far").out.splitlines()
    assert [row for row in rows if row.startswith("  ")][-4:] == [
        *(f"  e{n}  done  Errand {n} to {n * 37} people" for n in range(3)),
        "  … and 2 tasks more",
    ]
    assert json.loads(desk("promote", "--where", "assignee is bo", "--json").out)["passed_over"] == 2


def test_what_the_notes_say_already_counts_as_unchanged(desk):
    """Kills: a round that is done today already, counted among the tasks that change."""
    desk.write("B.md", "- [ ] Water it 🔁 every day #task\n")
    desk("done", "--where", "is recurring", "--apply")
    desk.write("C.md", "- [ ] Feed it 🔁 every week #task\n")

    shown = desk("done", "--where", "is recurring", "--where", "not done").out
    assert "1 task (1 open): 1 line in 1 note would change.\n1 task would not change." in shown
    assert "(Water it)" in desk("done", "--where", "is recurring").err
    told = json.loads(desk("done", "--where", "is recurring", "--where", "not done", "--apply", "--json").out)
    assert {each["title"]: each["result"] for each in told["results"]} == {
        "Water it": "unchanged",
        "Feed it": "changed",
    }
    assert "Nothing to change." in desk("done", "--where", "is recurring", "--apply").out
    assert json.loads(desk("done", "--where", "is recurring", "--apply", "--json").out)["operation"] is None


def test_a_saved_query_may_be_meant(desk):
    desk.write(".vaultsync/vaultsync.toml", "[queries]\nlate = ['due before today', 'proposed']\n")

    assert "Rejected 1 task: 1 line in 1 note." in desk("reject", "--where", "@late", "--apply").out


def test_a_note_that_has_changed_is_left_out_and_does_not_stop_the_rest(desk):
    desk.write("B.md", "- [ ] Mend the fence 📅 2026-01-05 #task\n- [ ] Feed the goat 📅 2026-01-05 #task\n")
    desk("sync")
    desk.write("B.md", "- [ ] Mend the gate, rather 📅 2026-01-05 #task\n- [ ] Feed the goat 📅 2026-01-05 #task\n")
    answer = desk("done", "--no-sync", "--where", "not done", "--apply", "--json")
    document = json.loads(answer.out)

    results = {each["title"]: each["result"] for each in document["results"]}
    assert results == {
        "Send the sheet": "changed",
        "Ask the bank": "changed",
        "Pay the rent": "changed",
        "Feed the goat": "changed",
        "Mend the fence": "left out",
    }
    assert answer.status == 5
    assert len(document["operation"]["edits"]) == 4
    assert desk.read("B.md") == (
        "- [ ] Mend the gate, rather 📅 2026-01-05 #task\n- [x] Feed the goat 📅 2026-01-05 #task ✅ 2026-02-02\n"
    )
    desk("undo")
    assert desk.read("A.md") == NOTE


def test_what_was_left_out_is_said_with_its_reason(desk):
    desk("sync")
    desk.write("A.md", NOTE.replace("Pay the rent", "Pay nobody"))
    answer = desk("done", "--no-sync", "--where", "due 2026-01-30", "--apply")

    assert answer.status == 5
    assert "Nothing to change." in answer.out
    assert "Left out: 1 task." in answer.out
    assert "A.md:3" in answer.out


def test_a_note_that_changes_while_the_person_thinks_is_left_out(desk, monkeypatch):
    many = "".join(f"- [ ] Errand number {n} for {n * 37} people #task\n" for n in range(101))
    desk.write("B.md", many)

    class Thinking(io.StringIO):
        def readline(self, *_):
            desk.write("A.md", NOTE.replace("Pay the rent", "Pay nobody"))
            return "102\n"

    monkeypatch.setattr(sys, "stdin", Thinking())
    answer = desk("done", "--where", "NOT (proposed)", "--apply")

    assert answer.status == 5, answer
    assert "Done 101 tasks" in answer.out
    assert "Pay nobody" in desk.read("A.md")
    assert "- [x] Errand number 100" in desk.read("B.md")


@pytest.mark.parametrize(
    ("typed", "more", "written"), [("101\n", [], True), ("", [], False), ("yes\n", [], False), ("", ["--yes"], True)]
)
def test_above_a_hundred_lines_the_number_must_be_typed(terminal, monkeypatch, typed, more, written):
    terminal.write("A.md", "".join(f"- [ ] Errand number {n} for {n * 37} people #task\n" for n in range(101)))
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    answer = terminal("done", "--where", "not done", "--apply", *more)

    assert (answer.status, terminal.read("A.md").count("[x]")) == ((0, 101) if written else (1, 0)), answer
    assert ("Type 101 to go on" in answer.err) == (not more)
    declined = "Type 101 to go on: \nNothing was changed. `--yes` goes on without asking.\n"
    assert answer.err.endswith(declined) == (not written)
    assert "Usage" not in answer.err


def test_what_would_change_is_shown_before_its_number_is_asked_for(terminal, monkeypatch):
    """Kills: a number that is typed without a look at one of its lines."""
    terminal.write("A.md", "".join(f"- [ ] Errand number {n} for {n * 37} people #task\n" for n in range(101)))
    monkeypatch.setattr(sys, "stdin", io.StringIO("101\n"))
    answer = terminal("done", "--where", "not done", "--apply", "--json")

    assert json.loads(answer.out)["operation"]["number"] == 1
    for told in (
        "101 tasks (101 open): 101 lines in 1 note would change.",
        "… and 91 tasks more",
        "-- [ ] Errand number 0 for 0 people #task\n+- [x] Errand number 0 for 0 people #task ✅ 2026-02-02",
        "… and 91 lines more",
    ):
        assert told in answer.err, told
    assert "Nothing is written yet" not in answer.err


def test_a_person_who_declines_is_told_so_on_a_line_of_its_own(terminal, monkeypatch):
    class Typed(io.StringIO):
        def isatty(self):
            return True

    terminal.write("A.md", "".join(f"- [ ] Errand number {n} for {n * 37} people #task\n" for n in range(101)))
    monkeypatch.setattr(sys, "stdin", Typed("no\n"))
    answer = terminal("done", "--where", "not done", "--apply")

    assert (answer.status, answer.err.endswith("Type 101 to go on: Nothing was changed.\n")) == (1, True), answer


def test_what_was_left_out_is_told_by_its_reason_each_with_its_own_remedy(desk):
    """Kills: a remedy for the first reason under all of them."""
    desk.write("B.md", "- [ ] Mend the fence 📅 2026-01-05 #task\n- [ ] Feed the goat 📅 2026-01-05 #task\n")
    desk.write("C.md", "- [ ] Water the ferns 📅 2026-01-05 #task\n")
    desk("sync")
    os.link(desk.root / "B.md", desk.root / "other.txt")
    desk.write("C.md", "- [ ] Water the palms 📅 2026-01-05 #task\n")
    answer = desk("done", "--no-sync", "--where", "due 2026-01-05", "--where", "NOT (proposed)", "--apply")

    assert (answer.status, answer.out.count("Remedy:")) == (6, 2), answer
    hard, changed = answer.out.split("Left out: 3 tasks.\n")[1].split("  Remedy: ", 2)[:2]
    assert (hard.count("B.md has 2 names"), "C.md" in hard) == (1, False)
    assert "Mend the fence\n" in hard and "Feed the goat\n" in hard
    assert changed.startswith("Copy the note over itself")
    assert "C.md:1 is no longer the line" in changed
    assert answer.out.index("Run `vaultsync sync`") > answer.out.index("C.md:1 is no longer the line")


@pytest.mark.parametrize("more", [[], ["--apply"]])
def test_a_note_that_was_replaced_by_a_link_is_told_as_left_out(desk, tmp_path, more):
    """Kills: a note that leaves the plan without a word."""
    desk("sync")
    desk.write("B.md", "- [ ] Mend the fence 📅 2026-01-05 #task\n")
    (desk.root / "A.md").rename(tmp_path / "A.md")
    (desk.root / "A.md").symlink_to(tmp_path / "A.md")
    desk("sync", "--accept-loss")
    answer = desk("done", "--where", "not done", *more)

    assert answer.status == 0, answer
    assert "Left out, with all tasks in it: 1 note that no query searches.\n  A.md: it is a link" in answer.out
    assert json.loads(desk("done", "--where", "not done", "--json", *more).out)["not_searched"] == ["A.md"]
    assert "no query searches" not in desk("list").out


def test_a_hundred_lines_need_no_asking(terminal, monkeypatch):
    terminal.write("A.md", "".join(f"- [ ] Errand number {n} for {n * 37} people #task\n" for n in range(100)))
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))

    assert terminal("done", "--where", "not done", "--apply").status == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["promote"], "TASK"),
        (["reject", "Pay the rent"], "--apply belongs to --where. A named TASK is acted on at once: leave --apply out"),
        (["promote", "a", "--where", "proposed"], "not both"),
        (["reject", "--where", "is blockd"], "Did you mean `is blocked`?"),
        (["reopen", "--where", "done"], "--where"),
    ],
)
def test_a_mistake_writes_nothing(desk, words, told):
    answer = desk(*words, "--apply") if words[0] != "reopen" else desk(*words)

    assert (answer.status, told in answer.err) == (2, True), answer
    assert desk.read("A.md") == NOTE


def test_a_query_that_finds_nothing_changes_nothing(desk):
    assert "Nothing to change." in desk("done", "--where", "path includes nowhere", "--apply").out
    assert "Nothing was done yet." in desk("log").out


@pytest.mark.parametrize(
    ("where", "told"),
    [
        ("due befor 2026-02-10", "Did you mean `due before 2026-02-10`?"),
        ("(due < 2026-02-10) AND (not done)", "Did you mean `due before 2026-02-10`?"),
        ("due before the day after tomorrow", "Did you mean `due before in 2 days`?"),
        ("@late", "Did you mean `due on or before friday`?"),
        ("assignee is not Bo Linn", "The nearest name is `Bo Lind`."),
        ("tags include a OR b", "Did you mean `(tags include a) OR (tags include b)`?"),
        ("path includes A # x", "A comment needs a line of its own."),
        ("sort by due desc", "Did you mean `sort by due reverse`?"),
    ],
)
@pytest.mark.parametrize("more", [[], ["--apply"], ["--dry-run"], ["--json", "--apply", "--yes"]])
def test_a_date_of_which_words_are_passed_over_finds_nothing_to_act_on(desk, where, told, more):
    """Kills: `befor` that is dropped, so that what is due on the day is rejected instead of what is due before it."""
    desk.write(".vaultsync/vaultsync.toml", "[queries]\nlate = 'due by friday'\n")
    answer = desk("reject", "--where", "not done", "--where", where, *more)

    assert (answer.status, answer.out) == (2, ""), answer
    assert ("line 1 of the saved query `late`" if where == "@late" else "line 2 of the query") in answer.err
    assert told in answer.err
    assert desk.read("A.md") == NOTE


@pytest.mark.parametrize("where", ["", "explain", "# x", "show tree", "group by due", "sort by due\nlimit 3"])
def test_a_query_without_a_filter_finds_nothing_to_act_on(desk, where):
    """Kills: an empty variable of a shell that rejects everything."""
    answer = desk("reject", "--where", where, "--apply", "--yes")

    assert (answer.status, answer.out) == (2, "")
    assert "it has no filter, so that it finds every task" in answer.err
    assert desk.read("A.md") == NOTE


@pytest.mark.parametrize("date", ["due before tomorrow!", "due before tomorrow ?!", "due before tomorrow."])
def test_marks_behind_a_date_are_no_words_that_were_passed_over(desk, date):
    """Kills: a command that refuses to act for a mark that means nothing."""
    answer = desk("done", "--where", date)

    assert (answer.status, "passed over" in answer.err) == (0, False)


def test_many_tasks_of_one_note_are_tried_without_reading_its_structure_for_each(terminal):
    """Kills: a note that is parsed once a task, which takes minutes where it has thousands."""
    words = ("Paint the shed", "Call the bank", "Buy twine", "Sell the goat", "Water the figs", "Ask about the ferry")
    terminal.write("A.md", "".join(f"- [?] {each} #task #proposed\n" for each in words))
    terminal("list")
    task_lines.cache_clear()

    assert terminal("reject", "--where", "proposed", "--apply").status == 0
    assert terminal.read("A.md").count("❌") == len(words)
    assert task_lines.cache_info().misses == 1


def test_a_reason_that_many_notes_have_is_told_once(desk):
    """Kills: a line of the same reason for each of them; tasks that are left out and not counted."""
    for n in range(14):
        desk.write(f"N{n}.md", f"- [ ] Mend the fence {n} 📅 2026-01-05 #task\n")
    desk("sync")
    for n in range(14):
        os.link(desk.root / f"N{n}.md", desk.root / f"{n}.txt")
    answer = desk("done", "--where", "description includes fence", "--apply")

    assert answer.status == 6 and "Left out: 14 tasks." in answer.out
    assert answer.out.count("has 2 names") == 1 and "\n  each of 14 notes has 2 names" in answer.out
    assert answer.out.count("Mend the fence") == 10 and "    … and 4 tasks more\n" in answer.out
