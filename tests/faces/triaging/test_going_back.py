"""The keys u and b: what was decided is taken back, and what was skipped is come back to."""

from tests.faces.triaging.making import BANK, NOTE, RENT, shown


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
