"""Names that reach no one task: a person at a terminal says which is meant, a script gets an error."""

import io
import json
import sys

import pytest

NOTE = (
    "- [?] Send the sheet to Bo 📅 2026-02-09 #task #proposed ^a1\n"
    "- [?] Send the minutes #task #proposed ^a2\n"
    "- [ ] Pay the rent #task ^a3\n"
)


class Person(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def asked(terminal, monkeypatch):
    """Types a command at a terminal, and lines at its questions."""
    terminal.write("A.md", NOTE)

    def type_(words, *lines):
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", Person("".join(f"{line}\n" for line in lines)))
            patch.setattr("sys.stderr.isatty", lambda: True, raising=False)
            return terminal(*words)

    return type_


def test_a_person_says_which_task_some_words_mean(terminal, asked):
    """Kills: another task than the one of the number, a number that no task has, an answer that is not heard."""
    answer = asked(["promote", "send"], "3", "two", "2")

    assert (answer.status, answer.err.splitlines()[:3]) == (
        0,
        [
            "No task goes by `send`; 2 tasks have all the words of `send`:",
            "   1  a1  proposed  nobody  due 2026-02-09  Send the sheet to Bo",
            "   2  a2  proposed  nobody  no due date     Send the minutes",
        ],
    )
    assert answer.err.splitlines()[3:] == ["Type 1 or 2 for the one that is meant, nothing for none: " * 3]
    assert terminal.read("A.md") == NOTE.replace(
        "- [?] Send the minutes #task #proposed", "- [ ] Send the minutes #task"
    )


@pytest.mark.parametrize(
    ("words", "lines", "changed"),
    [
        (["done", "pay"], ["1"], ["a3"]),
        (["done", "a1", "pay", "a2"], ["1"], ["a1", "a2", "a3"]),
        (["done", "send", "minutes"], ["1"], ["a2"]),
        (["done", "a"], ["2"], ["a2"]),
        (["merge", "minutes", "sheet"], ["1", "1"], ["a1"]),
        (["defer", "pay", "--to", "+1d"], ["1"], ["a3"]),
    ],
)
def test_the_task_that_is_meant_stands_for_the_words(terminal, asked, words, lines, changed):
    """Kills: the other names forgotten, or the words of one task taken for names of their own."""
    answer = asked(words, *lines)

    after = dict(zip(("a1", "a2", "a3"), terminal.read("A.md").splitlines(), strict=True))
    before = dict(zip(after, NOTE.splitlines(), strict=True))
    assert (answer.status, [name for name in after if after[name] != before[name]]) == (0, changed), answer


def test_what_is_shown_can_be_asked_for_in_some_words(asked):
    answer = asked(["show", "rent", "--json"], "1")

    (task,) = json.loads(answer.out)["tasks"]
    assert (answer.status, task["uid"]) == (0, "a3")


@pytest.mark.parametrize("command", ["promote", "show"])
@pytest.mark.parametrize("lines", [[], [""]])
def test_a_person_may_mean_none_of_them(terminal, asked, command, lines):
    """Kills: an index that is closed before the command is through with it."""
    answer = asked([command, "send"], *lines)

    assert (answer.status, answer.out) == (1, "")
    assert answer.err.endswith("nothing for none: Nothing was done.\n")
    assert terminal.read("A.md") == NOTE


def test_nobody_is_asked_in_a_script(terminal, monkeypatch):
    """Kills: a question that waits for nobody, or that nobody sees."""
    terminal.write("A.md", NOTE)
    for person, sees in ((Person("1\n"), False), (io.StringIO("1\n"), True)):
        monkeypatch.setattr(sys, "stdin", person)
        monkeypatch.setattr("sys.stderr.isatty", lambda sees=sees: sees, raising=False)
        monkeypatch.setenv("COLUMNS", "200")
        answer = terminal("promote", "send")
        assert (answer.status, answer.err.splitlines()[0]) == (
            1,
            "Error: no task goes by `send`; 2 tasks have all the words of `send`",
        )
        assert answer.err.splitlines()[-1].startswith("Remedy: Repeat the command")
    assert terminal.read("A.md") == NOTE
