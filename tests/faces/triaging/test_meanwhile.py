"""What becomes of the notes between two keys."""

import os
import time
from pathlib import Path

import pytest

from tests.faces.triaging.making import BANK, NOTE, RENT, TENT, shown
from vaultsync.store.lock import writer_lock
from vaultsync.wiring import VaultOptions, workspace_of


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


def test_what_somebody_made_a_repetition_of_another_proposal_is_not_shown_in_its_place(desk):
    """Kills: one task that is gone through twice, since a line of another one says the same by now."""
    desk.write("A.md", BANK)
    desk.write("B.md", RENT)
    answer = desk.triage("s", lambda: desk.write("B.md", BANK), "a", "s")

    assert shown(answer) == ["Call the bank", "Pay the rent"]
    assert "Passed over, for nothing says it in these words any more: Pay the rent\n" in answer.out
