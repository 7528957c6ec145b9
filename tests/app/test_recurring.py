"""Rounds of what recurs: the next one is written, each can be done, and a rejected one stays rejected."""

import pytest

from tests.app.making import CONVENTIONS, EVERYTHING, Desk
from vaultsync.acts import to_status
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Status


def test_completing_a_recurrence_writes_the_next_one_above_without_the_id(desk):
    desk.write("A.md", "- [ ] Water the ferns 🔁 every week 📅 2026-01-30 #task ^vs-aaaaaaaaaa\r\nend")
    desk.act(to_status(Status.DONE), "vs-aaaaaaaaaa")

    assert desk.read("A.md") == (
        "- [ ] Water the ferns 🔁 every week 📅 2026-02-06 #task\r\n"
        "- [x] Water the ferns 🔁 every week 📅 2026-01-30 #task ✅ 2026-02-02 ^vs-aaaaaaaaaa\r\nend"
    )


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("notes", ["A", "AB"])
def test_a_rejected_item_that_recurs_stays_rejected_when_it_is_proposed_again(desk, accepted, notes):
    """Kills: the day of the rejection makes another round of the line."""
    line = "- [?] Water the ferns 🔁 every week #task #proposed\n"
    for name in notes:
        desk.write(f"{name}.md", line)
    if accepted:
        desk.act(to_status(Status.OPEN), "Water the ferns")
    desk.act(to_status(Status.CANCELLED), "Water the ferns")
    desk.write("C.md", line)
    desk.app.sync()

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, len(task.lines)) == (Status.CANCELLED, len(notes) + 1)


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("dated", [True, False])
def test_a_round_that_is_done_does_not_hide_the_next_one_that_has_no_date(tmp_path, dated, accepted):
    """Kills: a line closed as its duplicate, which has no date either, is taken for the next round; so is the
    round itself where the vault writes no done dates.
    """
    desk = Desk(tmp_path, Conventions(tasks=CONVENTIONS.tasks._replace(set_done_date=dated)))
    line = "- [?] Water the ferns 🔁 every week #task #proposed\n"
    desk.write("A.md", line)
    desk.write("B.md", line)
    if accepted:
        desk.act(to_status(Status.OPEN), "Water the ferns")
    desk.act(to_status(Status.DONE), "Water the ferns")

    done, coming = sorted(desk.app.index.tasks(EVERYTHING), key=lambda task: task.status)
    assert (done.status, coming.status) == (Status.DONE, Status.OPEN)
    assert ("✅" in desk.read("A.md") + desk.read("B.md"), len(done.lines), len(coming.lines)) == (dated, 2, 1)


def test_each_round_can_be_done_where_nothing_has_a_date(tmp_path):
    """Kills: the second round is found inside the result of the first, as what the command has made."""
    desk = Desk(tmp_path, Conventions(tasks=CONVENTIONS.tasks._replace(set_done_date=False)))
    desk.write("A.md", "- [ ] Water the ferns 🔁 every week #task\n")
    desk.app.sync()
    for _ in range(3):
        (coming,) = (task for task in desk.app.index.tasks(EVERYTHING) if not task.status.decided)
        desk.act(to_status(Status.DONE), coming.uid)

    assert desk.read("A.md").count("- [x]") == 3
    assert sorted(task.status for task in desk.app.index.tasks(EVERYTHING)) == [*[Status.DONE] * 3, Status.OPEN]


def test_a_round_that_obsidian_completed_without_a_date_says_already_that_it_is_done(tmp_path):
    """Kills: it gets an id, though nothing is decided of it."""
    desk = Desk(tmp_path, Conventions(tasks=CONVENTIONS.tasks._replace(set_done_date=False)))
    desk.write("A.md", "- [x] Water the ferns 🔁 every week #task\n")
    desk.app.sync()

    assert desk.app.plan("test", ["Water the ferns"], to_status(Status.DONE)).edits == ()


def test_a_round_that_is_done_leaves_the_next_one_open(desk):
    desk.write("A.md", "- [ ] Water the ferns 🔁 every week 📅 2026-01-30 #task\n")
    desk.act(to_status(Status.DONE), "Water the ferns")

    assert [(task.status, str(task.due)) for task in desk.app.index.tasks(EVERYTHING)] == [
        (Status.OPEN, "2026-02-06"),
        (Status.DONE, "2026-01-30"),
    ]
