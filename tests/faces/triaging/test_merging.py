"""The key m: two tasks that may be one."""

import json
import re

import pytest

from tests.faces.triaging.making import NOTE, RENT, shown

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
