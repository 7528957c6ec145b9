"""What acts make of the rounds of a task that recurs, and what they say where none follows."""

import json

import pytest


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


def test_words_of_what_recurs_mean_the_round_that_is_left(terminal):
    """Kills: a finished round that stands in the way of the next; an act for what is decided that takes it."""
    terminal.write("A.md", "- [ ] Water the plants 🔁 every week 📅 2026-02-02 #task\n")
    terminal("done", "Water the plants")
    again = terminal("done", "Water the plants")
    rounds = terminal.read("A.md").splitlines()

    assert again.status == 0 and [row[:5] for row in rounds] == ["- [ ]", "- [x]", "- [x]"]
    assert "could be any of 3 tasks" in terminal("reopen", "Water the plants").err
    assert "could be any of 3 tasks" in terminal("show", "Water the plants").err
