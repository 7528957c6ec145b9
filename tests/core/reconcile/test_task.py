"""Which line speaks for a task, and how far the task has come."""

import pytest

from tests.core.reconcile.making import note_lines
from vaultsync.core.model import Status, Task, TaskLine
from vaultsync.core.reconcile.task import task_of

PROPOSAL = "- [ ] Paint the shed door #proposed 📅 2026-12-01"
ACCEPTED = "- [ ] Paint the shed door 📅 2026-12-03"


def task(**notes: str) -> Task:
    """The task that the lines of notes state, by path with `__` for `/`."""
    lines: list[TaskLine] = []
    for path, text in notes.items():
        lines += note_lines(text, f"{path.replace('__', '/')}.md")
    return task_of(lines)


@pytest.mark.parametrize("path", ["Templates__Meeting", "A.sync-conflict-20260105-101010-ABCDEFG"])
def test_a_template_and_a_conflict_copy_accept_nothing(path: str) -> None:
    made = task(A=PROPOSAL, **{path: ACCEPTED})

    assert (made.status, made.speaker.path, len(made.lines)) == (Status.PROPOSED, "A.md", 2)


def test_an_archive_tells_what_was_decided() -> None:
    assert task(A=PROPOSAL, Archive__B="- [x] Paint the shed door").status is Status.DONE
    assert task(A=PROPOSAL, Archive__B=ACCEPTED).status is Status.OPEN


def test_a_template_alone_speaks_for_itself() -> None:
    made = task(Templates__Meeting=ACCEPTED)

    assert (made.status, made.live) == (Status.OPEN, False)


def test_an_id_names_a_task_wherever_it_stands() -> None:
    made = task(A=PROPOSAL, Templates__Meeting=f"{ACCEPTED} ^vs-door")

    assert (made.uid, made.speaker.path) == ("vs-door", "A.md")


CLOSED = "- [-] Paint the door of the shed #proposed 📅 2026-12-02 ❌ 2026-11-01 ^vs-door"


@pytest.mark.parametrize("asking", [ACCEPTED, "- [/] Paint the shed door", "- [x] Paint the shed door ✅ 2026-12-01"])
def test_a_closed_duplicate_does_not_speak_before_a_line_that_has_lost_its_id(asking: str) -> None:
    """Kills: an id that speaks wherever it stands."""
    made = task(A=asking, B=CLOSED)

    assert (made.uid, made.speaker.path, made.status) == ("vs-door", "A.md", task(A=asking).status)


def test_what_was_rejected_under_an_id_speaks_before_what_proposes_it_again() -> None:
    """Kills: any line that speaks before a cancelled one."""
    made = task(A=CLOSED, B=PROPOSAL)

    assert (made.uid, made.speaker.path, made.status) == ("vs-door", "A.md", Status.CANCELLED)
    assert task(A=f"{PROPOSAL} ^vs-door", B=ACCEPTED).speaker.path == "A.md"
