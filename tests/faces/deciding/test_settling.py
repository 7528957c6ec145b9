"""A command that settles whether two tasks are one says so."""

import io
import json
import re
import shlex

import pytest

from tests.faces.deciding.making import name_of, names


@pytest.fixture
def alike(terminal):
    """Two proposals of which only a person can know whether they are one task, and a third."""
    terminal.write("A.md", "- [?] Air the tent in the garden 📅 2026-01-05 #task #proposed\n")
    terminal.write("B.md", "- [?] Dry the tent in the garden 📅 2026-01-06 #task #proposed\n")
    terminal.write("C.md", "- [?] Pay the rent 📅 2026-01-07 #task #proposed\n")
    assert len(json.loads(terminal("suggestions", "--json").out)["suggestions"]) == 1
    return terminal


EVERYTHING = ("--where", "due before today")
BOTH = "air the tent in the garden", "dry the tent in the garden"


@pytest.mark.parametrize(
    "command",
    [
        ("defer", *EVERYTHING, "--to", "2026-03-01", "--apply"),
        ("assign", *EVERYTHING, "--to", "Bo Lind", "--yes", "--apply"),
        ("promote", *EVERYTHING, "--apply"),
        ("promote", *BOTH),
        ("defer", *BOTH, "--to", "2026-03-01"),
        ("start", *BOTH),
    ],
)
def test_a_command_that_settles_whether_two_tasks_are_one_says_so_and_how_they_are_joined(alike, command):
    """Kills: a question that is answered in silence by the ids that a command writes, names that are gone by then."""
    said = alike(*command).err
    (told,) = (row for row in said.splitlines() if "may be one task" in row)
    uids = [name_of(alike, word) for word in ("Air", "Dry")]

    assert [uid.startswith("vs-") for uid in uids] == [True, True]
    assert re.fullmatch(
        r"Note: (vs-\w+) “(Air|Dry) the tent in the garden” and (vs-\w+) “(Air|Dry) the tent in the garden” may be one"
        r" task, and are two tasks now, each with an id of its own; `vaultsync merge \1 \3` makes them one",
        told,
    ), told
    assert alike("suggestions").out == "Nothing to decide.\n"
    assert alike(*shlex.split(told.split("`")[1])[1:]).status == 0
    assert len(names(alike)) == 2


@pytest.mark.parametrize(
    "command",
    [
        ("defer", *EVERYTHING, "--to", "2026-03-01"),
        ("defer", *EVERYTHING, "--to", "2026-03-01", "--apply", "--dry-run"),
        ("promote", *BOTH, "--dry-run"),
    ],
)
def test_a_preview_says_what_it_would_settle_and_how_that_is_settled_otherwise(alike, command):
    (told,) = (row for row in alike(*command).err.splitlines() if "may be one task" in row)
    uids = [name_of(alike, word) for word in ("Air", "Dry")]

    assert [uid.startswith("p-") for uid in uids] == [True, True]
    assert "may be one task, and would be two tasks, each with an id of its own; `vaultsync merge p-" in told
    assert alike(*shlex.split(told.split("`")[1])[1:]).status == 0
    assert len(names(alike)) == 2
    assert "may be one task" not in alike(*command[:-1]).err


def test_before_the_number_of_lines_is_typed_it_is_said_what_would_be_settled(alike, monkeypatch):
    monkeypatch.setattr("vaultsync.faces.cli.bulk.UNASKED", 2)
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    answer = alike("defer", *EVERYTHING, "--to", "2026-03-01", "--apply")

    assert answer.err.index("and would be two tasks, each") < answer.err.index("Type 3 to go on")


def test_of_many_pairs_that_a_command_settles_the_first_are_told(alike):
    things = "carpet flag quilt hammock sail jacket blanket mattress towel rug kite".split()
    rooms = "cellar attic stable hangar loft barn harbour chapel kitchen lodge tower".split()
    for thing, room in zip(things, rooms, strict=True):
        for verb in ("Air", "Dry"):
            words = f"{verb} the {thing} in the {room}"
            alike.write(f"{words}.md", f"- [?] {words} 📅 2026-01-05 #task #proposed\n")
    pairs = len(json.loads(alike("suggestions", "--json").out)["suggestions"])
    told = [
        row for row in alike("defer", *EVERYTHING, "--to", "2026-03-01", "--apply").err.splitlines() if "Note" in row
    ]

    assert pairs > 10
    assert [row.count("may be one task") for row in told if "past" not in row] == [1] * 10 + [0]
    assert told[-1] == f"Note: so are {pairs - 10} more pair{'s' if pairs > 11 else ''}"


def test_what_is_decided_of_one_of_two_leaves_the_question_open_and_a_promotion_says_so(alike):
    """Kills: a pair that is told as settled although nothing parts it, an open question that nobody hears of."""
    deferred = alike("defer", BOTH[0], "--to", "2026-03-01").err
    promoted = alike("promote", BOTH[0]).err

    assert ("may be" in deferred, "are two tasks now" in promoted) == (False, False)
    uid = name_of(alike, "Air")
    assert f"Note: {uid[:7]}" in promoted or f"Note: {uid[:8]}" in promoted
    assert " may be one with p-" in promoted
    assert len(json.loads(alike("suggestions", "--json").out)["suggestions"]) == 1


def test_who_keeps_two_tasks_apart_is_told_nothing_and_a_second_time_why_nothing_changes(alike):
    uids = [name_of(alike, word) for word in ("Air", "Dry")]

    assert alike("keep-apart", *uids).err == ""
    assert alike("keep-apart", *uids).out == (
        "Nothing to change: each has an id of its own, and different ids keep tasks apart already.\n"
    )
    assert "What changes a task gives it an id, and different ids are two tasks." in alike("why", *uids).out
