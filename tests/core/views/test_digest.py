"""What is new since a look."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.views.making import task
from vaultsync.core.model import Task
from vaultsync.core.views.digest import (
    PARTS,
    Digest,
    Snapshot,
    digest,
    digest_since,
    snapshot,
    snapshot_from_text,
    snapshot_to_text,
)

DAY = date(2026, 2, 2)
OPEN = "- [ ] Send the minutes 📅 2026-02-10 #task"


def told(before: list[Task], now: list[Task]) -> dict[str, list[str]]:
    found = digest_since(now, snapshot(before, DAY))
    return {part: [each.title for each in getattr(found, part)] for part in PARTS if getattr(found, part)}


def test_nothing_is_new_when_nothing_has_changed():
    assert told([task(OPEN)], [task(OPEN)]) == {}


def test_an_old_note_that_arrives_late_is_new():
    assert told([], [task(OPEN, path="2024-01-01 Kickoff.md")]) == {"new": ["Send the minutes"]}


def test_a_task_that_stands_in_one_more_note_is_echoed():
    known = task(OPEN)
    again = task(OPEN, path="2026-02-01 Review.md")

    assert told([known], [known._replace(lines=(*known.lines, *again.lines))]) == {"echoed": ["Send the minutes"]}


def test_a_note_that_moves_brings_nothing_new():
    assert "new" not in told([task(OPEN)], [task(OPEN, path="_archive/Kickoff.md")])
    assert "new" not in told([task(OPEN)], [task(OPEN, path="Work/2026/Kickoff.md")])


def test_done_since_is_closed_and_done_before_is_not():
    done = task("- [x] Send the minutes 📅 2026-02-10 #task")

    assert told([task(OPEN)], [done]) == {"closed": ["Send the minutes"]}
    assert told([done], [done]) == {}


def test_another_due_date_is_a_move_and_a_lost_one_is_not():
    assert told([task(OPEN)], [task(OPEN.replace("02-10", "02-17"))]) == {"moved": ["Send the minutes"]}
    assert told([task(OPEN)], [task("- [ ] Send the minutes #task")]) == {}


def moves(found: Digest) -> list[tuple[str, str, str]]:
    return [(each.before, each.after, each.line.path) for each in found.moves]


def test_a_move_says_from_which_day_to_which_and_where_it_stands_since_a_look():
    """Kills: a move to the day of before; a task that had no day, told as one that had."""
    later = task(OPEN.replace("02-10", "02-17"), path="Review.md")

    assert moves(digest_since([later], snapshot([task(OPEN)], DAY))) == [("2026-02-10", "2026-02-17", "Review.md")]
    undated = task("- [ ] Send the minutes #task")
    assert moves(digest_since([later], snapshot([undated], DAY))) == [("", "2026-02-17", "Review.md")]


def test_a_move_says_what_the_newest_notes_before_and_since_a_day_say():
    """Kills: the oldest day for the one of before; a new line that says an old day, or none, for the one that moves."""
    kept = task(OPEN, path="2026-01-01 A.md")
    said = {"2026-01-05 B": " 📅 2026-02-12", "2026-02-03 C": " 📅 2026-02-17", "2026-02-04 D": " 📅 2026-02-10"}
    said["2026-02-05 E"] = ""
    more = [task(f"- [ ] Send the minutes{due} #task", path=f"{note}.md").speaker for note, due in said.items()]

    found = digest([kept._replace(lines=(*kept.lines, *more)), task(OPEN)], DAY, "#Proposed")
    assert moves(found) == [("2026-02-12", "2026-02-17", "2026-02-03 C.md")]
    assert [each.uid for each in found.moved] == [kept.uid]


@given(st.lists(st.sampled_from([OPEN, "- [x] Pay the radio", "- [?] Größe prüfen 📅 2026-02-30", "- [-] x"])))
def test_a_look_survives_being_written_down(raws):
    """Kills: an encoding that loses a due date, a status or a letter."""
    seen = snapshot([task(raw) for raw in raws], DAY)

    assert snapshot_from_text(snapshot_to_text(seen)) == seen


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"on": "2026-02-02"}', '{"on": "soon", "seen": {}}', '{"on": "2026-02-02", "seen": [1]}',
     '{"on": "2026-02-02", "seen": {"p-1": ["nonsense", ""]}}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_look_is_none(text):
    assert snapshot_from_text(text) is None


def test_the_day_of_a_look_is_told():
    assert digest_since([], Snapshot(DAY, {})) == Digest(DAY, (), (), (), (), ())


def test_what_was_accepted_since_a_look_is_neither_closed_nor_new():
    """Kills: an acceptance that nobody is told of."""
    proposed = task("- [?] Send the minutes 📅 2026-02-10 #task #proposed")

    assert told([proposed], [task(OPEN)]) == {"accepted": ["Send the minutes"]}


def test_duplicates_that_were_closed_do_not_close_what_was_accepted():
    """Kills: any cancelled line that closes its task; an acceptance that goes by another task's name."""
    kept = task(OPEN)
    (duplicate,) = task("- [-] Send the minutes #task ❌ 2026-02-02", path="Review.md").lines
    accepted = kept._replace(lines=(*kept.lines, duplicate))

    assert by_day([accepted]) == {}
    assert by_day([accepted], promoted={accepted.uid}) == {"accepted": ["Send the minutes"]}
    assert by_day([accepted], promoted={"p-another"}) == {}


def test_the_day_on_which_a_task_was_decided_counts_and_not_that_of_its_duplicates():
    """Kills: closing echoes of what was rejected, or done, long ago as a decision of today."""
    (rejected, done) = (task("- [-] Send it #task #proposed ❌ 2026-01-05"), task("- [x] Pay it #task ✅ 2026-01-05"))
    (echo,) = task("- [-] Send it #task #proposed ❌ 2026-02-02", path="Review.md").lines

    assert by_day([each._replace(lines=(*each.lines, echo)) for each in (rejected, done)]) == {}
    assert by_day([task("- [-] Send it #task ❌ 2026-02-02")]) == {"closed": ["Send it"]}


def test_what_was_accepted_and_then_rejected_was_decided_when_it_was_rejected():
    """Kills: the day on which a promotion closed duplicates, for that of the rejection."""
    accepted = task("- [-] Send it #task ❌ 2026-02-02")
    (duplicate,) = task("- [-] Send it #task #proposed ❌ 2026-01-05", path="Review.md").lines

    assert by_day([accepted._replace(lines=(*accepted.lines, duplicate))]) == {"closed": ["Send it"]}


def by_day(tasks: list[Task], **rest: set[str]) -> dict[str, list[str]]:
    found = digest(tasks, DAY, "#Proposed", **rest)
    return {part: [each.title for each in getattr(found, part)] for part in PARTS if getattr(found, part)}
