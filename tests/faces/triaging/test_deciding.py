"""A key decides a proposal as its command does."""

import json
import os
import re
from functools import partial

import pytest

from tests.faces.making import Desk as Interrupted
from tests.faces.triaging.making import BANK, NOTE, RENT, TENT, shown


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
    answer = desk.triage(*typed, "\n", "r", "q")

    assert (answer.status, told in answer.err) == (0, True), answer
    assert shown(answer) == ["Call the bank", "Pay the rent"]
    assert desk.read("A.md").startswith("# Home\n\n- [-] Call the bank")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        (("f", "5/2\n", "+9000y\n", "+3d\n"), "- [?] Call the bank 📅 2026-02-08 #task #proposed"),
        (("w", "tomorrow\n", "Ana\n"), "- [?] Call the bank @Ana 📅 2026-02-05 #task #proposed"),
        (("w", "Ines Farow\n", "no\n", "Ana\n"), "- [?] Call the bank @Ana 📅 2026-02-05 #task #proposed"),
    ],
)
def test_what_is_typed_after_a_refusal_answers_the_question_again(desk, typed, line):
    """Kills: a second answer that is taken as keys, so that the `d` of `+3d` completes the task."""
    desk.write("People/Ines Farrow.md", "---\ntype: person\n---\n")
    desk.triage(*typed, "q")

    assert re.sub(r" \^\S+$", "", desk.read("A.md"), flags=re.M) == f"# Home\n\n{line}\n{RENT}{TENT}"


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
    answer = desk.triage("w", "Ines Farow\n", said, *([] if name else ["\n"]), "q")

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


def test_before_the_first_proposal_all_decisions_are_told_that_the_notes_have_lost(desk):
    """Kills: a decision that is asked for a second time, of which nobody says that it was made."""
    desk.type("reject", "Call the bank")
    desk.write("A.md", NOTE)
    desk.type("list")
    answer = desk.triage("q")

    assert answer.err == (
        "Warning: 1 decision does not stand in the notes any more; see `vaultsync check --kind forgotten`.\n"
    )
