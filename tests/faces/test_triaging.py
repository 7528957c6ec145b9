"""triage: one proposal after the other, a key for each."""

import json
import os
import re
import select
import signal
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.faces.test_completing import offered
from tests.faces.test_interrupted import ASKED
from tests.faces.test_interrupted import Desk as Interrupted
from vaultsync.store.lock import writer_lock
from vaultsync.wiring import VaultOptions, workspace_of

BANK, RENT, TENT = (
    f"- [?] {words} #task #proposed\n"
    for words in ("Call the bank 📅 2026-02-05", "Pay the rent @Myself 📅 2026-02-09", "Air the tent")
)
NOTE = f"# Home\n\n{BANK}{RENT}{TENT}"
GONE = (EOFError, KeyboardInterrupt, "")
"""What the end of the input looks like: Ctrl-D, Ctrl-C, and a terminal that was closed."""


class Person:
    """Types keys, and lines where they end in a line break; what can be called happens before the next key."""

    def __init__(self, typed):
        self._typed = list(typed)

    def isatty(self):
        return True

    def getchar(self, echo):
        return self._next(line=False)

    def readline(self):
        return self._next(line=True)

    def _next(self, *, line):
        while self._typed and callable(self._typed[0]) and not isinstance(self._typed[0], type):
            self._typed.pop(0)()
        said = self._typed.pop(0)
        if isinstance(said, type):
            raise said
        assert said == "" or said.endswith("\n") == line, (said, "a line" if line else "a key", "is waited for")
        return said


class Desk:
    """A vault with three proposals, and a person who goes through them."""

    def __init__(self, terminal, monkeypatch):
        self.type, self.read, self.write, self.root = terminal, terminal.read, terminal.write, terminal.root
        self._patch = monkeypatch
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setenv("COLUMNS", "200")
        self.write("A.md", NOTE)

    def triage(self, *typed, words=()):
        person = Person(typed)
        with self._patch.context() as patch:
            patch.setattr("sys.stdin", person)
            patch.setattr("sys.stdout.isatty", lambda: True, raising=False)
            patch.setattr("click.termui._getchar", person.getchar)
            return self.type("triage", *words)

    def replace(self, old, new):
        """Return what changes the note as somebody does who edits it in Obsidian."""

        def edit():
            assert old in self.read("A.md")
            self.write("A.md", self.read("A.md").replace(old, new))

        return edit

    @property
    def log(self):
        return [each["command"] for each in json.loads(self.type("log", "--json").out)["operations"]]


@pytest.fixture
def desk(terminal, monkeypatch):
    return Desk(terminal, monkeypatch)


def shown(answer):
    """Return the words of the tasks that were shown, in order."""
    lines = answer.out.splitlines()
    return [lines[at + 1] for at, line in enumerate(lines) if re.match(r"[\d,]+ of [\d,]+ · ", line)]


@pytest.mark.parametrize(
    ("typed", "line", "said", "left"),
    [
        ("a", "- [ ] Call the bank 📅 2026-02-05 #task ^vs-", "Accepted 1. 2 proposals left.", 2),
        ("A", "- [ ] Call the bank 📅 2026-02-05 #task ^vs-", "Accepted 1. 2 proposals left.", 2),
        ("r", "- [-] Call the bank 📅 2026-02-05 #task #proposed ❌ 2026-02-02\n", "Rejected 1. 2 proposals left.", 2),
        ("d", "- [x] Call the bank 📅 2026-02-05 #task ✅ 2026-02-02\n", "Done 1. 2 proposals left.", 2),
        (["f", "friday\n"], "- [?] Call the bank 📅 2026-02-06 #task #proposed", "Deferred 1. 3 proposals left.", 3),
        (["f", "+3d\n"], "- [?] Call the bank 📅 2026-02-08 #task #proposed", "Deferred 1. 3 proposals left.", 3),
        (["w", "Bo Lind\n"], "- [?] Call the bank @Bo Lind 📅 2026-02-05 #task", "Assigned 1. 3 proposals left.", 3),
        ("s", BANK, "Skipped 1. 3 proposals left.", 3),
        (" ", BANK, "Skipped 1. 3 proposals left.", 3),
    ],
)
def test_a_key_does_what_its_command_does_and_the_next_task_is_shown(desk, typed, line, said, left):
    """Kills: a key that does another's deed, one that stays on the task, a deferred proposal that counts as decided."""
    answer = desk.triage(*typed, "q")

    assert (answer.status, answer.err.replace("Note: `Bo Lind` is new here.\n", "")) == (0, ""), answer
    assert desk.read("A.md").startswith(f"# Home\n\n{line}"), desk.read("A.md")
    assert desk.read("A.md").endswith(RENT + TENT)
    assert shown(answer) == ["Call the bank", "Pay the rent"]
    assert answer.out.startswith("3 proposals.\n")
    assert answer.out.splitlines()[-1].startswith(said)
    assert desk.type("list", "--status", "proposed", "--json").out.count('"title"') == left


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("a", "promote {}"),
        ("r", "reject {}"),
        ("d", "done {}"),
        (["f", "in two weeks\n"], "defer {} --to 'in two weeks'"),
        (["w", "Bo Lind\n"], "assign {} --to 'Bo Lind'"),
    ],
)
def test_a_decision_is_an_operation_that_says_which_command_does_it(desk, typed, command):
    """Kills: decisions that `check` does not know for such once the notes have lost them."""
    (bank,) = json.loads(desk.type("list", "--text", "bank", "--json").out)["tasks"]
    desk.triage(*typed, "q")

    assert desk.log == [f"{command.format(bank['uid'])} # triage"]


def test_a_decision_that_an_older_note_was_written_over_is_known_for_one(desk):
    """Kills: a word in the journal that hides which command has decided."""
    desk.triage("r", "q")
    desk.write("A.md", NOTE)

    told = desk.type("check", "--kind", "forgotten").out
    assert told.startswith("A.md:3: “Call the bank” is proposed as it was before `reject p-")
    assert "`vaultsync reject p-" in told


def test_a_decision_that_is_lost_while_others_are_made_is_told(desk):
    """Kills: an older note that is written over what was just decided, in silence."""
    answer = desk.triage("r", lambda: desk.write("A.md", NOTE), "s", "q")

    assert answer.err == (
        "Warning: 1 decision does not stand in the notes any more; see `vaultsync check --kind forgotten`.\n"
    )


def test_a_session_is_taken_back_as_it_says_byte_for_byte(desk):
    """Kills: one operation for the whole session, a way back that leaves something."""
    desk.write("B.md", "- [?] Call the bank 📅 2026-02-05 #task #proposed\r\n\ufefflast")
    before = {name: desk.read(name) for name in ("A.md", "B.md")}
    answer = desk.triage("a", "w", "Bo Lind\n", "r")

    assert answer.out.splitlines()[-1] == (
        "Accepted 1, assigned 1, rejected 1. 1 proposal left. "
        "`vaultsync undo 1-3` takes all of it back, and `vaultsync undo` the last of it."
    )
    assert "Accepted: 2 lines in 2 notes." in answer.out
    assert len(desk.log) == 3
    assert {name: desk.read(name) for name in before} != before
    assert desk.type("undo", "1-3").status == 0
    assert {name: desk.read(name) for name in before} == before


def test_u_takes_back_what_was_decided_here_and_nothing_before(desk):
    """Kills: an undo that goes on with what was done before the session, stays where it is, or leaves its count."""
    desk.type("promote", "Air the tent")
    desk.write("A.md", desk.read("A.md") + "- [?] Mend the fence #task #proposed\n")
    before = desk.read("A.md")
    answer = desk.triage("a", "s", "r", "q")
    assert "Accepted 1, rejected 1, skipped 1." in answer.out
    desk.type("undo")
    desk.type("undo")
    assert desk.read("A.md") == before

    answer = desk.triage("a", "s", "u", "u", "s", "q")

    assert desk.read("A.md") == before
    assert shown(answer) == ["Call the bank", "Pay the rent", "Mend the fence", "Call the bank", "Pay the rent"]
    assert "Nothing that was decided here stands; `vaultsync undo` takes back what was done before." in answer.out
    assert answer.out.splitlines()[-1] == "Skipped 2. 3 proposals left."


def test_u_leaves_alone_what_another_command_took_back(desk):
    """Kills: a session whose every further `u` is refused, since its last decision was taken back already."""
    answer = desk.triage("a", "r", lambda: desk.type("undo"), "u", "q")

    assert desk.read("A.md") == NOTE
    assert (answer.err, shown(answer)[-1]) == ("", "Call the bank")
    assert answer.out.splitlines()[-1] == "Nothing was decided. 3 proposals left."


def test_u_takes_back_its_own_decision_whatever_another_command_did_after_it(desk):
    """Kills: an undo without a number, which takes back the last thing that anybody has done."""
    answer = desk.triage("r", lambda: desk.type("promote", "Air the tent"), "u", "q")

    assert desk.read("A.md").startswith(f"# Home\n\n{BANK}{RENT}- [ ] Air the tent #task ^vs-")
    assert shown(answer)[-1] == "Call the bank"


def test_an_undo_that_is_refused_is_told_and_can_be_repeated(desk):
    """Kills: a decision that is forgotten although it stands."""
    spoiled = desk.replace("- [ ] Call", "- [ ] Ring")
    answer = desk.triage("a", spoiled, "u", desk.replace("- [ ] Ring", "- [ ] Call"), "u", "q")

    assert desk.read("A.md") == NOTE
    assert "Error: operation 1 cannot be taken back: A.md:3 has the same id, but says something else now" in answer.err
    assert shown(answer) == ["Call the bank", "Pay the rent", "Call the bank"]


def test_b_goes_back_to_what_is_still_a_proposal(desk):
    """Kills: a step back onto what was decided, one that is forgotten as soon as it is made."""
    answer = desk.triage("s", "a", "b", "a", "b", "q")

    assert shown(answer) == ["Call the bank", "Pay the rent", "Air the tent", "Call the bank", "Air the tent"]
    assert "Before this one nothing is left to decide; u takes back what was decided here." in answer.out
    assert "Passed over" not in answer.out
    assert answer.out.splitlines()[-1].startswith("Accepted 2. 1 proposal left.")


def test_b_passes_what_was_decided_meanwhile(desk):
    """Kills: a step back onto what is decided by now, which leads to where one was."""
    decided = desk.replace(RENT, "- [x] Pay the rent @Myself 📅 2026-02-09 #task\n")
    answer = desk.triage("s", "s", decided, "b", "q")

    assert shown(answer) == ["Call the bank", "Pay the rent", "Air the tent", "Call the bank"]


def test_b_comes_back_to_what_is_proposed_again(desk):
    """Kills: a proposal that counts as gone for good, since it was once."""
    decided = RENT.replace("[?]", "[x]").replace(" #proposed", "")
    answer = desk.triage(desk.replace(RENT, decided), "s", desk.replace(decided, RENT), "b", "q")

    assert shown(answer) == ["Call the bank", "Air the tent", "Pay the rent"]
    assert answer.out.splitlines()[-1] == "Skipped 1. 3 proposals left."


def test_a_round_after_which_none_follows_is_told(desk):
    desk.write("A.md", "- [?] Read the tide gauge 🔁 every February 📅 2026-01-31 #task #proposed\n")

    assert "Note: no further occurrence: " in desk.triage("d").err


def test_what_was_interrupted_is_settled_before_the_first_key(desk):
    """Kills: decisions over a command that is half done."""
    interrupted = Interrupted(desk.type)
    interrupted.killed(after=1)
    answer = desk.triage("q")

    assert "Warning: `done --where x` (operation 1) was interrupted" in answer.err
    assert len(set(interrupted.notes())) == 1


def test_what_was_deferred_is_come_back_to_and_accepted(desk):
    """Kills: a task that is lost because a command gave it an id."""
    answer = desk.triage("w", "Bo Lind\n", "b", "f", "2026-03-02\n", "b", "a", "q")

    assert desk.read("A.md").startswith("# Home\n\n- [ ] Call the bank @Bo Lind 📅 2026-03-02 #task ^vs-")
    assert "  Due       2026-03-02 (in 28 days)\n  Who       Bo Lind\n" in answer.out
    assert answer.out.splitlines()[-1].startswith("Assigned 1, deferred 1, accepted 1. 2 proposals left.")


def test_what_was_decided_meanwhile_is_passed_over_and_told(desk):
    """Kills: a task that somebody has decided in Obsidian and that is decided again, one that is gone in silence."""
    meanwhile = desk.replace(RENT, "- [x] Pay the rent @Myself 📅 2026-02-09 #task\n")
    answer = desk.triage(meanwhile, "a", "q")

    assert "Passed over, for it is done by now: Pay the rent\n" in answer.out
    assert shown(answer) == ["Call the bank", "Air the tent"]
    assert answer.out.splitlines()[-1].startswith("Accepted 1. 1 proposal left.")


def test_a_task_that_is_gone_is_not_another_one_whose_name_begins_alike(desk):
    """Kills: the first task shown for the second, which was deleted, and decided in its place."""
    desk.write("A.md", f"{RENT.strip()} ^a12\n{TENT.strip()} ^a1\n")
    answer = desk.triage(desk.replace(f"{TENT.strip()} ^a1\n", ""), "s", "r")

    assert shown(answer) == ["Pay the rent"]
    assert "Passed over, for nothing says it in these words any more: Air the tent\n" in answer.out


def test_what_is_worded_anew_before_its_turn_is_shown_as_it_is_by_then(desk):
    """Kills: a proposal that nobody is asked about since somebody has changed its words."""
    answer = desk.triage(desk.replace("Pay the rent", "Move out"), "s", "r", "q")

    assert "Worded anew: Pay the rent\n" in answer.out
    assert shown(answer) == ["Call the bank", "Move out", "Air the tent"]
    assert desk.read("A.md").count("- [-] Move out") == 1
    assert answer.out.splitlines()[-1].startswith("Rejected 1, skipped 1. 2 proposals left.")


@pytest.mark.parametrize("above", ["", "A word.\n\n"])
def test_what_is_worded_anew_while_it_is_shown_is_shown_in_its_new_words(desk, above):
    """Kills: a key on the old words that loses the proposal, one that is followed by its place alone or by its words
    alone, one that is followed once."""
    once, twice = ("Call the bank 📅", "Call the bank today 📅"), ("Call the bank today", "Ring the bank today")
    answer = desk.triage(
        desk.replace("# Home\n\n- [?] " + once[0], f"# Home\n\n{above}- [?] " + once[1]), "a",
        desk.replace(*twice), "a", "a", "b", "q",
    )  # fmt: skip

    assert shown(answer)[:4] == ["Call the bank", "Call the bank today", "Ring the bank today", "Pay the rent"]
    assert desk.read("A.md").startswith(f"# Home\n\n{above}- [ ] Ring the bank today 📅 2026-02-05 #task ^vs-")
    assert "Passed over" not in answer.out
    assert answer.out.splitlines()[-1].startswith("Accepted 1. 2 proposals left.")


@pytest.mark.parametrize("words", ["Send the sheet to Bo", "Pay the rent"])
def test_a_proposal_that_moves_into_the_place_of_one_that_is_gone_is_not_that_one(desk, words):
    """Kills: a task that another note's owner never saw, decided as if it had been put into other words."""
    other = f"- [?] {words} @Bo Lind #task #proposed\n"
    desk.write("A.md", BANK + other + TENT)
    answer = desk.triage(lambda: desk.write("A.md", other + TENT), "a", "q")

    assert "Passed over, for nothing says it in these words any more: Call the bank\n" in answer.out
    assert shown(answer) == ["Call the bank", "Air the tent"]
    assert desk.read("A.md") == other + TENT


def test_one_of_two_that_were_worded_anew_is_not_both(desk):
    """Kills: a proposal that is shown in the place of two."""
    changed = NOTE.replace(BANK, "").replace("Pay the rent", "Pay the whole rent")
    answer = desk.triage(lambda: desk.write("A.md", changed), "s", "s", "s")

    assert shown(answer) == ["Call the bank", "Pay the whole rent", "Air the tent"]
    assert answer.out.count("Worded anew: ") == 1


@pytest.mark.parametrize("typed", ["a", "r", "d", ("f", "friday\n"), ("w", "Bo Lind\n")])
def test_a_note_that_was_edited_between_two_keys_is_shown_before_anything_is_done(desk, typed):
    """Kills: a decision on words, days or people that nobody has seen."""
    answer = desk.triage(desk.replace("2026-02-05", "2027-02-05"), *typed, "q")

    assert desk.read("A.md") == NOTE.replace("2026-02-05", "2027-02-05")
    assert "Nothing was done, for the notes say something else of it by now than was shown." in answer.out
    assert answer.out.count("\n  Due       2026-02-05 (in 3 days)\n") == 1
    assert desk.type("log").out == "Nothing was done yet.\n"


def test_a_line_of_its_own_that_another_note_adds_is_seen_before_the_decision(desk):
    """Kills: a proposal that is accepted although another note says by now that it is done."""
    added = "- [x] Call the bank 📅 2026-02-05 #task\n"
    answer = desk.triage(lambda: desk.write("B.md", added), "a", "q")

    assert "Passed over, for it is done by now: Call the bank\n" in answer.out
    assert (desk.read("A.md"), desk.read("B.md")) == (NOTE, added)


def test_a_line_that_has_only_moved_is_decided_at_once(desk):
    """Kills: a task that is shown twice because somebody writes above it."""
    answer = desk.triage(desk.replace("# Home\n", "# Home\n\nA word.\n"), "a", "q")

    assert shown(answer) == ["Call the bank", "Pay the rent"]
    assert desk.read("A.md").startswith("# Home\n\nA word.\n\n- [ ] Call the bank")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("f", "soonish\n"), "`soonish` is no day; write 2026-01-05"),
        (("f", "next week\n"), "`next week` is several days, 2026-02-09 to 2026-02-15: write one of them."),
        (("f", "+9000y\n"), "is no day of the years 1 to 9999"),
        (
            ("w", "Ines\n"),
            "could be Ines Farrow or Ines Okoro\nRemedy: Write whom you mean: Ines Farrow or Ines Okoro.\n",
        ),
        (("w", "ines farow\n"), "Remedy: Did you mean Ines Farrow?"),
        (("w", "the fees team\n"), "Remedy: Write the name alone, as the notes do: Bo Lind. It has letters"),
        (("w", "tomorrow\n"), "Remedy: A date is moved by `vaultsync defer`, in triage by the key f."),
        (("w", "nobody\n"), "Remedy: Write '' if nobody is to be in charge any more."),
    ],
)
def test_what_a_command_refuses_is_told_in_its_words_and_the_task_stays(desk, typed, told):
    """Kills: a refusal that ends the session, or that goes on to the next task."""
    for name in ("Ines Farrow", "Ines Okoro"):
        desk.write(f"People/{name}.md", "---\ntype: person\n---\n")
    answer = desk.triage(*typed, "r", "q")

    assert (answer.status, told in answer.err) == (0, True), answer
    assert shown(answer) == ["Call the bank", "Pay the rent"]
    assert desk.read("A.md").startswith("# Home\n\n- [-] Call the bank")


def test_a_note_that_cannot_be_written_is_told_and_the_rest_goes_on(desk):
    """Kills: a session that ends at the first note that refuses."""
    desk.write("B.md", "- [?] Weed the bed 📅 2026-01-05 #task #proposed\n")
    os.link(desk.root / "B.md", desk.root / "other.txt")
    answer = desk.triage("a", "s", "a", "q")

    assert "Error: B.md has 2 names" in answer.err
    assert "Remedy: Copy the note over itself" in answer.err
    assert shown(answer) == ["Weed the bed", "Call the bank", "Pay the rent"]
    assert answer.out.splitlines()[-1].startswith("Accepted 1, skipped 1. 3 proposals left.")


@pytest.mark.parametrize(("said", "name"), [("yes\n", "Ines Farow"), ("no\n", ""), ("\n", "")])
def test_a_name_that_looks_mistyped_is_asked_about(desk, said, name):
    """Kills: a slip that is written without a word, an answer that is not heard."""
    desk.write("People/Ines Farrow.md", "---\ntype: person\n---\n")
    answer = desk.triage("w", "Ines Farow\n", said, "q")

    assert "Note: `Ines Farow` is new here; the nearest name is `Ines Farrow`." in answer.err
    assert ("@Ines Farow" in desk.read("A.md")) == bool(name)
    assert ("Nothing was changed.\n" in answer.out) == (not name)
    assert len(shown(answer)) == (2 if name else 1)


def test_a_name_that_a_note_brings_meanwhile_is_not_called_new(desk):
    """Kills: people who are gathered once, and not again when notes have changed."""
    arrives = partial(desk.write, "People/Ines Farrow.md", "---\ntype: person\n---\n")
    answer = desk.triage("w", "Bo Lind\n", arrives, "s", "w", "Ines Farrow\n")

    assert answer.err == "Note: `Bo Lind` is new here.\n"
    assert "@Ines Farrow" in desk.read("A.md")


def test_two_quotes_leave_nobody_in_charge_and_an_empty_line_leaves_all_as_it_is(desk):
    answer = desk.triage("s", "w", "\n", "f", "\n", "w", "''\n", "q")

    assert desk.read("A.md") == NOTE.replace(
        "rent @Myself 📅 2026-02-09 #task #proposed", "rent 📅 2026-02-09 #task #proposed ^vs-26vkafgpge"
    )
    assert shown(answer) == ["Call the bank", "Pay the rent", "Air the tent"]


def test_what_says_it_already_is_told_and_is_no_decision(desk):
    answer = desk.triage("f", "2026-02-05\n", "q")

    assert "Nothing to change: every line says it already." in answer.out
    assert answer.out.splitlines()[-1] == "Nothing was decided. 3 proposals left."


@pytest.mark.parametrize("end", GONE)
@pytest.mark.parametrize("before", [(), ("f",), ("w",)], ids=["key", "day", "name"])
def test_the_end_of_the_input_ends_the_session(desk, end, before):
    """Kills: a traceback, a loop without end over an input that has ended, the status of a failure."""
    answer = desk.triage("a", *before, end)

    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines()[-1] == (
        "Accepted 1. 2 proposals left. `vaultsync undo` takes it back (operation 1)."
    )
    assert desk.read("A.md").count("#proposed") == 2


def test_keys_that_mean_nothing_do_nothing(desk):
    """Kills: several keys at once, or an arrow, that are taken for one of them."""
    answer = desk.triage("x", "\r", "\x1b[A", "aa", "?", "q")

    assert desk.read("A.md") == NOTE
    assert answer.out.count("This key does nothing here; ? says what every key does.") == 4
    assert "  b  go back to the last one before it that is still a proposal\n" in answer.out
    assert shown(answer) == ["Call the bank"]


def test_v_shows_what_show_does(desk):
    desk.write("B.md", "- [?] Call the bank now 📅 2026-02-05 #task #proposed\n")
    whole = desk.type("show", "Call the bank").out
    answer = desk.triage("v", "q")

    assert "  2 lines:\n" in whole
    assert whole in answer.out


def test_a_query_says_which_proposals_and_in_which_order(desk):
    """Kills: what is no proposal among them, an order of its own, a limit that counts others."""
    desk.write("B.md", "- [ ] Open the shop #task\n- [?] Weed the bed @Bo Lind 📅 2026-01-05 #task #proposed\n")
    answer = desk.triage("s", "s", "s", "s", words=("not done", "sort by description reverse"))
    assert shown(answer) == ["Weed the bed", "Pay the rent", "Call the bank", "Air the tent"]

    desk.write(".vaultsync/vaultsync.toml", '[queries]\nsoon = ["has due date", "due after 2026-02-01"]\n')
    answer = desk.triage("s", "s", words=("@soon",))
    assert shown(answer) == ["Call the bank", "Pay the rent"]

    desk.write("week.txt", "has due date\n")
    answer = desk.triage("s", "s", "s", words=("-q", "week.txt", "sort by due"))
    assert shown(answer) == ["Weed the bed", "Call the bank", "Pay the rent"]
    assert shown(desk.triage("s", words=("not done", "--whose", "others"))) == ["Weed the bed"]

    answer = desk.triage("s", words=("not done", "--limit", "1", "sort by description"))
    assert (shown(answer), answer.out.startswith("The first 1 of 4 proposals.\n")) == (["Air the tent"], True)
    assert answer.out.splitlines()[-1] == "Skipped 1. 4 proposals left."


def test_without_a_query_mine_and_nobodys_are_shown_as_in_a_list(desk):
    desk.write(
        "B.md",
        "- [?] Weed the bed @Bo Lind 📅 2026-01-05 #task #proposed\n- [?] Mop ⏫ 📅 2026-02-05 #task #proposed\n",
    )
    assert shown(desk.triage("s", "s", "s", "s")) == ["Mop", "Call the bank", "Pay the rent", "Air the tent"]
    assert shown(desk.triage("s", words=("--whose", "others"))) == ["Weed the bed"]
    answer = desk.triage("s", words=("--limit", "1"))
    assert (shown(answer), answer.out.startswith("The first 1 of 4 proposals.\n")) == (["Mop"], True)


def test_what_is_doubtful_in_a_query_is_noted(desk):
    answer = desk.triage(words=("assignee is Xq",))

    assert answer.err.startswith("Note: line 1 of the query: no task is anybody's who is called `Xq`.")
    assert (
        answer.out
        == "There is nothing to decide: no proposal fits. `vaultsync list --status proposed` prints them all.\n"
    )
    assert desk.triage(words=("due befor",)).status == 2


def test_where_nothing_is_proposed_nothing_is_asked(desk):
    desk.write("A.md", "- [ ] Pay the rent #task\n- [?] Weed the bed @Bo Lind #task #proposed\n")
    answer = desk.triage()

    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("There is nothing to decide")


@pytest.mark.parametrize("missing", ["stdin", "stdout"])
def test_without_a_terminal_it_is_refused_and_says_what_does_it_otherwise(desk, missing, monkeypatch):
    """Kills: a program that waits for a key which nobody presses."""
    if missing == "stdout":
        monkeypatch.setattr("sys.stdin", Person("a"))
    else:
        monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    answer = desk.type("triage")

    assert (answer.status, answer.out, desk.read("A.md")) == (2, "", NOTE)
    assert "`vaultsync list --status proposed`" in answer.err
    assert "--where QUERY --apply" in answer.err


WHOLE = """---
date: 2026-01-20
source_ref: Mail/A.md
---
## Actions

- [?] Send the pricing sheet to Bo @Ana Ruiz ⏫ ⏳ 2026-02-01 📅 2026-02-09 #task #proposed
"""
MAIL = (
    "# Sheet\n\n## 2026-01-05 10:00:00 — Bo Lind <bo@ferry.example>\n\nPlease send the pricing sheet by 9 February.\n"
)


def test_a_proposal_is_shown_with_what_a_person_has_to_know(desk):
    """Kills: another line's day or owner that nobody is told of, a mail that nobody finds, the oldest note for the
    newest."""
    desk.write("Mail/A.md", MAIL)
    desk.write("A.md", WHOLE)
    desk.write(
        "2026-01-12 B.md", "- [?] Send the pricing sheet to Bo @Cy Dale 🔁 every week 📅 2026-02-07 #task #proposed\n"
    )
    desk.write("2026-01-08 C.md", "- [?] Send the pricing sheet to Bo @Ana Ruiz #task #proposed\n")
    desk.write("_archive/2026-01-30 D.md", "- [?] Send the pricing sheet to Bo @Di Roe 📅 2025-02-07 #task #proposed\n")
    answer = desk.triage("q", words=("proposed",))

    assert shown(answer) == ["Send the pricing sheet to Bo"]
    facts = answer.out.split("Send the pricing sheet to Bo\n")[1].split("[a r d")[0]
    assert facts == (
        "  Due       2026-02-09 (in 7 days)\n"
        "  Scheduled 2026-02-01\n"
        "  Who       Ana Ruiz\n"
        "  Priority  high\n"
        "  Stands    on 4 lines in 4 notes\n"
        "  Newest    A.md:7, under “Actions”\n"
        "  Message   2026-01-05 10:00 Bo Lind: “Please send the pricing sheet by 9 February.”\n"
        "  But       due 2026-02-07 and @Cy Dale in 2026-01-12 B.md:1\n"
    )


def test_a_day_that_only_older_lines_name_is_told_with_the_newest_of_them(desk):
    """Kills: a proposal that seems to have no day, since the line that speaks has none."""
    desk.write("A.md", TENT)
    desk.write("2026-01-05 B.md", "- [?] Air the tent 📅 2026-02-20 #task #proposed\n")
    desk.write("2026-01-12 C.md", "- [?] Air the tent 📅 2026-02-20 #task #proposed\n")
    desk.write("2026-01-19 D.md", TENT)
    answer = desk.triage("q")

    assert "  Due       no day\n" in answer.out
    assert "  But       due 2026-02-20 in 2026-01-12 C.md:1\n" in answer.out


def test_one_person_under_two_spellings_is_no_other_owner(desk):
    """Kills: a warning at every first name, which nobody reads any more."""
    desk.write("A.md", "---\nparticipants: [Ana Ruiz]\n---\n- [?] Send the sheet to Bo @Ana Ruiz #task #proposed\n")
    desk.write("B.md", "---\nparticipants: [Ana Ruiz]\n---\n- [?] Send the sheet to Bo @Ana #task #proposed\n")
    answer = desk.triage("q", words=("proposed",))

    assert "  Stands    on 2 lines in 2 notes\n" in answer.out
    assert "  But " not in answer.out


def test_a_task_without_a_day_or_an_owner_says_so(desk):
    desk.write("A.md", TENT)
    desk.write("B.md", "- [?] Weed the bed 📅 2026-01-30 #task #proposed\n")
    out = desk.triage("s", "s").out

    assert "  Due       no day\n  Who       nobody\n  Stands in A.md:1\n" in out
    assert "  Due       2026-01-30 (3 days late)\n" in out


def test_nothing_that_a_terminal_obeys_comes_out_of_a_note(desk):
    """Kills: a title that clears the screen, a heading that does."""
    desk.write(
        "A.md",
        "## Ro\x1b[2Jom\n\n- [?] Weed \x1b[2Jbed #task #proposed\n- [?] Call \x1b[2J\u202ebank #task #proposed\n",
    )
    answer = desk.triage("v", desk.replace("[?] Call", "[x] Call"), "s")

    assert "\x1b" not in answer.out + answer.err
    assert "Passed over, for it is done by now: Call ␛[2J�bank\n" in answer.out
    assert "under “Ro␛[2Jom”" in answer.out


@pytest.mark.parametrize("colours", [True, False])
def test_words_are_bold_unless_colours_are_unwanted(desk, monkeypatch, colours):
    if colours:
        monkeypatch.delenv("NO_COLOR")
    answer = desk.triage("q")

    assert ("\x1b[1mCall the bank\x1b[0m\n" in answer.out) == colours
    assert ("\x1b" in answer.out) == colours


def test_a_narrow_terminal_cuts_nothing_and_parts_no_key_from_its_word(desk, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    (desk.root / "A.md").unlink()
    asked = "- [?] Send the pricing sheet to everybody who has asked for one since spring #task #proposed\n"
    desk.write("Partners/Lind and Daughters/Walk on the pier.md", asked)
    out = desk.triage("q").out

    head = out.split("[a r d")[0]
    # But for the path, which is to be copied.
    assert [row.strip() for row in head.splitlines() if len(row) > 40] == [
        "Partners/Lind and Daughters/Walk on the pier.md:1"
    ]
    assert "Send the pricing sheet to everybody who\nhas asked for one since spring\n" in head
    assert [word.strip() for word in head.split("\n\n")[0].split("proposal.\n")[1].replace("\n", " ").split("·")] == [
        *(
            f"{key}\u00a0{word}"
            for key, word in zip("ardfwmvs", "accept reject done defer assign merge view skip".split(), strict=True)
        ),
        *(f"{key}\u00a0{word}" for key, word in zip("bu?q", "back undo help quit".split(), strict=True)),
    ]


def test_saved_queries_are_completed(desk):
    desk.write(".vaultsync/vaultsync.toml", '[queries]\nweek = ["not done", "due this week"]\n')

    assert offered("triage", "@") == {"@week": "not done"}
    assert "others" in offered("triage", "--whose", "")


def on_a_terminal(root, keys, *command):
    """Run a program on a real terminal, press keys when it waits for them, and return its status and what it says."""
    import pty
    import termios

    child, screen = pty.fork()
    if not child:
        os.chdir(root)
        # Whatever runs in the background has it ignored.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        os.execve(sys.executable, [sys.executable, *command], {**os.environ, "PYTHONPATH": str(ROOT)})
    said, keys, before = b"", list(keys), -1
    while True:
        if select.select([screen], [], [], 0.02)[0]:
            try:
                some = os.read(screen, 4096)
            except OSError:  # so Linux says that nobody writes to the screen any more
                break
            if not some:
                break
            said += some
        elif keys and len(said) > before and not termios.tcgetattr(screen)[3] & termios.ICANON:
            # A key that is pressed before it is waited for is dropped, and two at once are none.
            before = len(said)
            os.write(screen, keys.pop(0).encode())
    os.close(screen)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said.decode().replace("\r\n", "\n")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_keys_of_a_real_terminal_are_heard(desk):
    """Kills: keys that wait for the return key, a Ctrl-D that is none in raw mode."""
    status, said = on_a_terminal(desk.root, ["a", "\x1b[B", "s", "\x04"], "-m", "vaultsync", "triage")

    assert (status, "Traceback" in said) == (0, False), said
    assert (
        said.splitlines()[-1]
        == "Accepted 1, skipped 1. 2 proposals left. `vaultsync undo` takes it back (operation 1)."
    )
    assert desk.read("A.md").startswith("# Home\n\n- [ ] Call the bank")


@pytest.mark.skipif(sys.platform == "win32", reason="it has no such terminals")
def test_what_stops_a_decision_between_two_notes_ends_the_session(desk):
    """Kills: a Ctrl-C that is told like a refusal, after which the session goes on."""
    for name in ("B.md", "C.md"):
        desk.write(name, BANK)
    desk.type("sync")
    asked = ("-c", ASKED, "2", "1", ".~", "2", "", "triage")
    status, said = on_a_terminal(desk.root, ["a", "q"], *asked)

    assert status == 130, said
    assert "Nothing was decided. 3 proposals left." in said
    assert "Error: stopped: 2 of 3 notes are changed" in said
    desk.type("undo")
    assert (desk.read("A.md"), desk.read("B.md"), desk.read("C.md")) == (NOTE, BANK, BANK)


def test_while_another_process_reads_the_notes_the_session_goes_on_with_what_is_known(desk, monkeypatch):
    """Kills: a session that ends because a daemon is reading a large change."""
    monkeypatch.setattr("vaultsync.wiring._PATIENCE_SECONDS", 0.0)
    lock = workspace_of(VaultOptions(vault=str(desk.root))).sync_lock
    reading = writer_lock(lock, pause=time.sleep, patience_seconds=0.0, work="reading the notes")
    answer = desk.triage(reading.__enter__, "s", "r", lambda: reading.__exit__(None, None, None), "a")

    assert answer.status == 0
    assert shown(answer) == ["Call the bank", "Pay the rent", "Air the tent"]
    assert desk.read("A.md").count("#proposed") == 2
    assert answer.out.splitlines()[-1].startswith("Rejected 1, accepted 1, skipped 1. 1 proposal left.")


def test_a_vault_that_vanishes_ends_the_session_with_its_own_error(desk):
    """Kills: tasks of a vault that is not mounted any more, passed over one by one as if somebody had deleted them."""
    aside = Path(f"{desk.root}-aside")

    def vanish():
        aside.mkdir()
        for name in os.listdir(desk.root):
            if name != ".obsidian":
                os.rename(desk.root / name, aside / name)

    answer = desk.triage(vanish, "s", "s", "s")

    assert (answer.status, "Passed over" in answer.out) == (8, False), answer
    assert answer.out.splitlines()[-1] == "Skipped 1. 3 proposals left."
    assert "Remedy: " in answer.err


AIR, DRY = (f"- [?] {verb} the tent in the garden #task #proposed\n" for verb in ("Air", "Dry"))
MAY_BE = re.compile(r"^  May be    one with (\S+) “(.+)”(.*)$", re.MULTILINE)


@pytest.fixture
def alike(desk):
    """A desk with two proposals of which only a person can know whether they are one task, and a third."""
    desk.write("A.md", AIR)
    desk.write("B.md", DRY + RENT)
    return desk


def uid_of(desk, words):
    (found,) = json.loads(desk.type("list", "--all", "--text", words, "--json").out)["tasks"]
    return found["uid"]


def test_the_task_with_which_a_proposal_may_be_one_is_told(alike):
    """Kills: a pair that is gone through as two tasks, of which neither says a word of the other."""
    answer = alike.triage("s", "s", "s")

    assert [(words, rest) for _, words, rest in MAY_BE.findall(answer.out)] == [
        ("Dry the tent in the garden", ""),
        ("Air the tent in the garden", ""),
    ]
    assert uid_of(alike, "Dry").startswith(MAY_BE.search(answer.out)[1])


def test_what_stands_in_an_archive_alone_is_no_task_to_be_one_with(alike):
    """Kills: a task that no list shows, offered for a merge."""
    (alike.root / "B.md").unlink()
    alike.write("_archive/B.md", DRY)

    assert "May be" not in alike.triage("q").out


def test_m_makes_one_task_of_the_two_which_is_shown_then(alike):
    """Kills: a merge under another command's name, a proposal that counts as decided, one that comes a second time,
    also where somebody goes back."""
    uids = [uid_of(alike, words) for words in ("Air", "Dry")]
    answer = alike.triage("m", "s", "b", "q", words=("sort by description",))
    first, merged, rent, again = shown(answer)

    assert (first, rent, again) == ("Air the tent in the garden", "Pay the rent", merged)
    assert "Merged: 2 lines in 2 notes.\n" in answer.out
    assert answer.out.count("  Stands    on 2 lines in 2 notes\n") == 2
    assert len(MAY_BE.findall(answer.out)) == 1
    assert alike.log == [f"merge {uids[0]} {uids[1]} # triage"]
    assert answer.out.splitlines()[-1].startswith("Merged 1. 2 proposals left.")


def test_u_parts_what_was_merged(alike):
    """Kills: a proposal that is passed over since it was merged once."""
    answer = alike.triage("m", "u", "s", "s", "s", words=("sort by description",))

    assert shown(answer)[2:] == ["Air the tent in the garden", "Dry the tent in the garden", "Pay the rent"]
    assert (alike.read("A.md"), alike.read("B.md")) == (AIR, DRY + RENT)
    assert answer.out.splitlines()[-1] == "Skipped 3. 3 proposals left."


def test_m_with_what_is_accepted_decides_the_proposal_under_the_lasting_id(alike):
    """Kills: a lasting id that is not the one of both, a merged proposal that is shown although it is open."""
    alike.type("promote", "Dry the tent in the garden")
    lasting = uid_of(alike, "Dry")
    answer = alike.triage("m", words=("description includes tent",))

    assert MAY_BE.search(answer.out)[3] == ", which is open"
    assert alike.read("A.md") == f"{AIR.strip()} ^{lasting}\n"
    assert shown(answer) == ["Air the tent in the garden"]
    assert answer.out.splitlines()[-1].startswith("Merged 1. 0 proposals left.")


def test_m_without_a_task_to_be_one_with_does_nothing(desk):
    answer = desk.triage("m", "q")

    assert "No other task seems to be the same one; `vaultsync merge` makes one of any two." in answer.out
    assert (desk.read("A.md"), answer.out.splitlines()[-1]) == (NOTE, "Nothing was decided. 3 proposals left.")


@pytest.mark.parametrize(("path", "old"), [("A.md", AIR), ("B.md", DRY)])
def test_m_merges_nothing_that_was_edited_since_it_was_shown(alike, path, old):
    """Kills: a merge with a task of which nobody has seen what it says by now."""
    edited = alike.read(path).replace(old, old.replace(" #task", " 📅 2026-02-20 #task"))
    answer = alike.triage(lambda: alike.write(path, edited), "m", "q", words=("description includes tent",))

    assert "Nothing was done, for the notes say something else of it by now than was shown." in answer.out
    assert alike.read(path) == edited
    assert alike.type("log").out == "Nothing was done yet.\n"


def test_a_decision_that_parts_two_tasks_says_so(alike):
    alike.type("promote", "Dry the tent in the garden")
    answer = alike.triage("a", words=("description includes tent",))

    assert answer.err.count(" may be one task, and are two tasks now, each with an id of its own; ") == 1


def test_before_the_first_proposal_all_decisions_are_told_that_the_notes_have_lost(desk):
    """Kills: a decision that is asked for a second time, of which nobody says that it was made."""
    desk.type("reject", "Call the bank")
    desk.write("A.md", NOTE)
    desk.type("list")
    answer = desk.triage("q")

    assert answer.err == (
        "Warning: 1 decision does not stand in the notes any more; see `vaultsync check --kind forgotten`.\n"
    )


def test_what_somebody_made_a_repetition_of_another_proposal_is_not_shown_in_its_place(desk):
    """Kills: one task that is gone through twice, since a line of another one says the same by now."""
    desk.write("A.md", BANK)
    desk.write("B.md", RENT)
    answer = desk.triage("s", lambda: desk.write("B.md", BANK), "a", "s")

    assert shown(answer) == ["Call the bank", "Pay the rent"]
    assert "Passed over, for nothing says it in these words any more: Pay the rent\n" in answer.out


@pytest.mark.parametrize("rest", [RENT, ""])
def test_proposals_that_repeat_what_is_decided_are_counted_before_the_first_one(desk, rest):
    """Kills: proposals that nobody is asked about, in silence, since an archived copy is done."""
    desk.write("A.md", BANK + rest)
    assert "close-echoes" not in desk.triage("q").out
    desk.write("_archive/B.md", BANK.replace("[?]", "[x]"))
    answer = desk.triage("q")

    assert answer.out.startswith(
        "1 line in live notes asks for what is done or rejected already, maybe in an archive:"
        " `vaultsync close-echoes` lists such lines, and closes with --apply what did not come back on purpose.\n"
    )
    assert shown(answer) == (["Pay the rent"] if rest else [])
