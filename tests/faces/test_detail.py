"""What `show` tells of a task beside its lines."""

import json
import os
from pathlib import Path


def history(terminal, name: str) -> list[str]:
    return [row.strip() for row in terminal("show", name).out.split("History:\n")[1].splitlines()]


def test_the_history_of_an_accepted_task_tells_of_the_proposal_the_acceptance_and_its_duplicates(terminal, monkeypatch):
    """Kills: a proposal that has become a statement, an acceptance that is not told, duplicates that look rejected,
    a rejection among them, a decision that was taken back."""
    terminal.write("2026-01-05 Kickoff.md", "- [?] Send the minutes #task #proposed ^m\n")
    terminal.write("2026-01-12 Review.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal.write("2026-01-13 Pier.md", "- [ ] Oil the winch #task\n")
    terminal("done", "m")
    terminal("undo")
    terminal("promote", "m")
    proposed = ["2026-01-05  proposed in 2026-01-05 Kickoff.md:1", "2026-01-12  proposed in 2026-01-12 Review.md:1"]
    accepted = [
        "2026-02-02  accepted by `promote m` (operation 3)",
        "2026-02-02  closed as a duplicate in 2026-01-05 Kickoff.md:1",
    ]

    assert history(terminal, "m") == [*proposed, *accepted]
    monkeypatch.setenv("VAULTSYNC_NOW", "2026-02-09")
    terminal("reject", "m")
    assert history(terminal, "m") == [
        *proposed,
        *accepted,
        "2026-02-09  rejected by `reject m` (operation 4)",
        "2026-02-09  cancelled in 2026-01-12 Review.md:1",
    ]
    assert history(terminal, "Oil the winch") == ["2026-01-13  stated in 2026-01-13 Pier.md:1"]


def test_a_history_tells_no_rejection_of_duplicates_and_no_decision_on_other_tasks(terminal):
    """Kills: lines that were rejected together, told as duplicates; the log of another task."""
    terminal.write("2026-01-05 Kickoff.md", "- [?] Send the minutes #task #proposed\n- [ ] Oil the winch #task\n")
    terminal("reject", "Send the minutes")
    terminal("defer", "Oil the winch", "--to", "2026-03-01")

    assert history(terminal, "Send the minutes") == [
        "2026-01-05  proposed in 2026-01-05 Kickoff.md:1",
        "2026-02-02  rejected by `reject 'Send the minutes'` (operation 1)",
        "2026-02-02  cancelled in 2026-01-05 Kickoff.md:1",
    ]
    assert history(terminal, "Oil the winch") == [
        "2026-01-05  stated in 2026-01-05 Kickoff.md:2",
        "2026-02-02  deferred by `defer 'Oil the winch' --to 2026-03-01` (operation 2)",
    ]


def test_a_history_tells_who_was_put_in_charge_and_what_was_deferred_of_a_proposal_too(terminal):
    """Kills: another day or person that nobody seems to have given; a proposal whose log is not looked into; what was
    taken back."""
    terminal.write("2026-01-05 Kickoff.md", "- [?] Send the minutes #task #proposed\n")
    stated = "2026-01-05  proposed in 2026-01-05 Kickoff.md:1"
    terminal("assign", "Send the minutes", "--to", "Bo Lind")
    terminal("defer", "Send the minutes", "--to", "2026-03-01")
    assigned = "2026-02-02  assigned by `assign 'Send the minutes' --to 'Bo Lind'` (operation 1)"

    assert history(terminal, "Send the minutes") == [
        stated,
        assigned,
        "2026-02-02  deferred by `defer 'Send the minutes' --to 2026-03-01` (operation 2)",
    ]
    terminal("undo")
    assert history(terminal, "Send the minutes") == [stated, assigned]


def test_a_history_does_without_a_journal_that_cannot_be_read(terminal):
    """Kills: a `show` that ends with the journal."""
    terminal.write("2026-01-05 Kickoff.md", "- [ ] Send the minutes #task ^m\n")
    terminal("scan")
    (index,) = Path(os.environ["XDG_STATE_HOME"]).glob("**/index.db")
    index.with_name("journal.db").write_bytes(b"no database at all " * 100)
    answer = terminal("show", "m")

    assert answer.status == 0 and "stated in" in answer.out and "journal" in answer.err


def test_only_notes_of_later_days_than_the_decision_propose_a_task_again(terminal):
    """Kills: a count of every line that was left open; one that says nothing of these."""
    terminal.write("2026-01-05 Kickoff.md", "- [?] Send the minutes #task #proposed ^m\n")
    terminal.write("2026-01-12 Review.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal("done", "m", "--keep-duplicates")
    before = terminal("show", "m").out
    terminal.write("2026-02-02 Harbour.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    terminal.write("2026-02-09 Pier.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    after = terminal("show", "m").out

    assert "since it was decided" not in before and "Left open 1 line;" in before
    assert "proposed 1× since it was decided, last on 2026-02-09" in after and "Left open 2 lines;" in after


def test_of_a_decision_without_a_day_nobody_knows_what_came_after_it(terminal):
    """Kills: a count that takes the unknown day for the first of all."""
    terminal.write("2026-01-05 Kickoff.md", "- [x] Send the minutes #task ^m\n")
    terminal.write("2026-01-12 Review.md", "- [?] Send the minutes #task #proposed 🆔 m\n")
    told = terminal("show", "m").out

    assert "since it was decided" not in told and "Left open 1 line;" in told
    assert "1 line of 1 task" in terminal("close-echoes").out


def test_show_tells_with_which_task_one_may_be_one_and_the_commands_that_decide(terminal):
    """Kills: an open question that only its own list knows, commands that do not decide it."""
    terminal.write("A.md", "- [?] Air the tent in the garden #task #proposed\n")
    terminal.write("B.md", "- [ ] Dry the tent in the garden #task ^dry\n- [ ] Pay the rent #task\n")
    (told,) = (row for row in terminal("show", "Air the tent in the garden").out.splitlines() if "May be" in row)
    (air,) = json.loads(terminal("show", "Air the tent in the garden", "--json").out)["tasks"]

    assert told.startswith(
        "  May be    one with dry “Dry the tent in the garden”, which is open; `vaultsync merge dry p-"
    )
    assert [(each["uid"], each["title"], each["status"]) for each in air["suggested"]] == [
        ("dry", "Dry the tent in the garden", "open")
    ]
    assert air["suggested"][0]["score"] == json.loads(terminal("suggestions", "--json").out)["suggestions"][0]["score"]
    assert "`vaultsync merge dry p-" in terminal("show", "dry").out
    assert "May be" not in terminal("show", "Pay the rent").out
    assert json.loads(terminal("show", "Pay the rent", "--json").out)["tasks"][0]["suggested"] == []

    merge, keep_apart = (command.split()[1:] for command in told.split("`")[1::2])
    assert terminal(*keep_apart).status == 0
    assert "May be" not in terminal("show", "Air the tent in the garden").out
    terminal("undo")
    assert terminal(*merge).out.count("Merged") == 1
    assert "May be" not in terminal("show", "dry").out


def test_show_names_the_source_the_message_and_its_sentence(sample):
    with_source = [
        task
        for task in json.loads(sample("list", "--all", "--json").out)["tasks"]
        if any(line["path"].startswith("Projects/Goat") for line in task["lines"])
    ]
    shown = [sample("show", task["uid"]).out for task in with_source]

    assert any("  From      " in text and "message" in text for text in shown)
    assert any("  Message   " in text and "“" in text for text in shown)
