"""Which proposals are gone through, and in which order."""

import pytest

from tests.faces.making import offered
from tests.faces.triaging.making import BANK, NOTE, RENT, Person, shown


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


def test_saved_queries_are_completed(desk):
    desk.write(".vaultsync/vaultsync.toml", '[queries]\nweek = ["not done", "due this week"]\n')

    assert offered("triage", "@") == {"@week": "not done"}
    assert "others" in offered("triage", "--whose", "")


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
