"""Names, places and words by which a task is reached."""

import pytest

from tests.store.index.making import take_in
from vaultsync.core.views.wanted import Wanted


def test_a_task_is_reached_by_every_name_and_by_the_beginning_of_one(index):
    take_in(
        index, Kickoff="- [ ] Send the minutes 🆔 abc #task ^vs-aaaaaaaaaa\n- [ ] Book the room #task ^vs-aabbbbbbbb\n"
    )
    provisional = index.tasks(Wanted(text="minutes"))[0].speaker.name

    for name in ("vs-aaaaaaaaaa", "abc", provisional, provisional[:6], "vs-aaa"):
        assert [task.title for task in index.named(name)] == ["Send the minutes"], name
    assert len(index.named("vs-aa")) == 2
    assert index.named("vs-x") == []


def test_an_exact_name_reaches_its_own_task_even_if_others_begin_with_it(index):
    take_in(index, Kickoff="- [ ] Send the minutes 🆔 abc #task\n- [ ] Book the room 🆔 abcd #task\n")

    assert [task.title for task in index.named("abc")] == ["Send the minutes"]


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("VS-AAAA1", ["vs-aaaa1"]),
        ("aaaa1", ["vs-aaaa1"]),
        ("AAAA", ["vs-aaaa1", "vs-aaaa2"]),
        ("vs-AAAA", ["vs-aaaa1", "vs-aaaa2"]),
        ("aaa", []),
        ("walruS", ["Walrus"]),
        ("walrus2", ["Walrus2"]),
        ("alru", []),
        ("vs-", ["vs-aaaa1", "vs-aaaa2"]),
        ("vs-alru", []),
        ("p-aaaa2", ["vs-aaaa2"]),
        ("P-AAAA", ["vs-aaaa1", "vs-aaaa2"]),
        ("p-aaa", []),
        ("ａａａａ", []),
        ("aaaa%", []),
        ("aaaa 1", []),
        ("", []),
        ("-", []),
    ],
)
def test_a_name_is_reached_in_any_case_and_by_its_letters_alone(index, typed, uids):
    """Kills: a letter in capitals, or `vs-` left out, reaches nothing; three letters reach what they happen to begin."""
    take_in(
        index,
        Kickoff="- [ ] Send 🆔 vs-aaaa1 #task\n- [ ] Book 🆔 vs-aaaa2 #task\n"
        "- [ ] Sail 🆔 Walrus #task\n- [ ] Row 🆔 Walrus2 #task\n",
    )

    assert sorted(task.uid for task in index.loosely_named(typed)) == uids


def test_a_task_is_reached_by_the_place_of_any_of_its_lines(index):
    take_in(index, **{"A": "- [ ] Send #task ^vs-a\n- [ ] Pay #task\n", "Caf\udce9": "- [ ] Mail #task 🆔 vs-a\n"})

    assert [task.title for task in index.placed("A.md", 2)] == ["Pay"]
    assert index.placed("Caf\udce9.md", 1) == index.placed("A.md", 1) == index.named("vs-a") != []
    assert index.placed("A.md", 3) == index.placed("a.md", 1) == index.placed("A", 1) == []


def test_a_provisional_name_is_reached_without_its_beginning(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n")
    (task,) = index.tasks(Wanted())

    assert index.loosely_named(task.uid[2:7].upper()) == [task]


def test_a_task_is_reached_by_its_words_in_any_case(index):
    take_in(index, Kickoff="- [ ] Send the STRAßE sheet @Bo #task\n")

    assert [task.title for task in index.titled("send the strasse sheet")] == ["Send the STRAßE sheet"]
    assert index.titled("send") == []


def test_a_task_is_reached_by_a_line_that_was_copied_out_of_a_note(index):
    """Kills: another task of the same words, and words that look like a line."""
    said = "> - [ ] Pay the pilot 📅 2026-02-05 #task \t\n> 1. [ ] Pay the pilot #task\n- [ ] - [ ] Sail #task\n"
    take_in(index, Kickoff=said, Other="- [ ] Pay the pilot #task 🆔 b\n")

    for line, (typed, *_) in (
        (1, (" - [ ] Pay the pilot 📅 2026-02-05 #task\n",)),
        (2, ("1. [ ] Pay the pilot #task",)),
    ):
        assert index.titled(typed) == index.placed("Kickoff.md", line) != []
    assert index.titled("- [ ] Pay the pilot #task 🆔 b") == index.placed("Other.md", 1) != []
    assert index.titled("- [ ] pay the pilot #task 🆔 b") == index.titled("- [x] Pay the pilot #task 🆔 b") == []
    assert [task.title for task in index.titled("- [ ] Sail")] == ["- [ ] Sail"]


def test_the_words_of_a_task_need_no_sign_at_their_end_unless_that_tells_them_apart(index):
    take_in(index, Kickoff="- [ ] Send the sheet. 🆔 a #task\n- [ ] Sail 🆔 b #task\n- [ ] Sail! 🆔 c #task\n")

    assert [task.title for task in index.titled("send the sheet")] == ["Send the sheet."]
    assert [task.uid for task in index.titled("Sail")] == ["b"]


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("SHEET strasse", ["vs-a"]),
        ("mail pro", ["vs-a"]),
        ("mail sheet", []),
        ("caf", ["vs-b"]),
        ("heet", []),
        ("100 %", ["vs-b"]),
        (" ", []),
        ("caf " * 2_000, ["vs-b"]),
        (" ".join(f"c{number}" for number in range(2_000)), []),
    ],
)
def test_tasks_are_found_by_words_that_one_of_their_lines_has(index, typed, uids):
    """Kills: words gathered from several lines, the middle of a word, more conditions than SQLite takes."""
    take_in(
        index,
        A="- [ ] Send the STRAßE sheet #task ^vs-a\n- [x] Fill 100% of caf\udce9 orders #task 🆔 vs-b\n",
        B="- [ ] Mail the protocol #task 🆔 vs-a\n",
    )

    assert [each.uid for each in index.worded(typed)] == uids


def test_short_names_reach_their_task_alone(index):
    take_in(index, Kickoff="- [ ] Send 🆔 abcdefghij1 #task\n- [ ] Book 🆔 abcdefghij2 #task\n- [ ] Call 🆔 ab #task\n")
    short = index.short(index.tasks(Wanted()))

    assert short == {"abcdefghij1": "abcdefghij1", "abcdefghij2": "abcdefghij2", "ab": "ab"}
    take_in(index, Review="- [ ] Pay 🆔 zbcdefghij1 #task\n")
    assert index.short(index.named("zbc")) == {"zbcdefghij1": "zbcdefg"}
