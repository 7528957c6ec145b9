"""Acting on many tasks: what stops all of it, and what stops one."""

import time

import pytest

from tests.app.making import EVERYTHING, Desk
from vaultsync.acts import to_status
from vaultsync.bulk import BulkCommand, carry_out_bulk, plan_bulk
from vaultsync.core.errors import Busy, NoSuchDay, StoreError
from vaultsync.core.model import Status
from vaultsync.store.lock import writer_lock


@pytest.fixture
def desk(tmp_path) -> Desk:
    desk = Desk(tmp_path)
    desk.write("A.md", "- [ ] Pay the pilot #task ^a1\n- [ ] Oil the winch #task ^a2\n")
    desk.app.sync()
    return desk


def order(desk, act=None, **more) -> BulkCommand:
    return BulkCommand("done", desk.app.index.tasks(EVERYTHING), act or to_status(Status.DONE), **more)


def refusing(uid: str, error: Exception):
    """Return an act that completes every task but one."""

    def act(task, wish):
        if task.uid == uid:
            raise error
        return to_status(Status.DONE)(task, wish)

    return act


def test_a_task_that_is_refused_is_left_out_and_does_not_stop_the_others(desk):
    found = plan_bulk(desk.app, order(desk, refusing("a1", NoSuchDay(1, "day", "9999-12-31"))))

    assert [each.task.uid for each in found.left_out] == ["a1"]
    assert [task.uid for task in found.plan.tasks] == ["a2"]


def test_of_two_lines_that_cannot_both_go_one_is_left_out_and_does_not_stop_the_others(desk):
    """Kills: a preview of what cannot be carried out; a lone CR and a LF that would be read as one line end."""
    note = "Plan\r- [ ] Oil the winch 🏁 delete #task ^b1\n- [ ] Wax the rope 🏁 delete #task ^b2\n\nEnd\n"
    desk.write("B.md", note)
    desk.app.sync()
    whole = order(desk)

    found = plan_bulk(desk.app, whole)
    carried_out, _ = carry_out_bulk(desk.app, whole, found)

    assert carried_out == found
    assert [each.task.uid for each in found.left_out] == ["b2"]
    assert desk.read("B.md") == note.replace("- [ ] Oil the winch 🏁 delete #task ^b1\n", "")
    assert desk.read("A.md").count("- [x]") == 2


def test_an_index_that_cannot_be_used_stops_all(desk):
    """Kills: a damaged index told as tasks that were left out, and the command as done."""
    with pytest.raises(StoreError):
        plan_bulk(desk.app, order(desk, refusing("a1", StoreError("the index is damaged", remedy="Repair it."))))


def test_what_another_plan_would_not_help_is_refused_at_once(desk, tmp_path):
    """Kills: the same edits tried four times, each with all the patience there is, before it is said."""
    tried: list[int] = []
    whole = order(desk, progress=lambda done, _of: tried.append(done))
    found = plan_bulk(desk.app, whole)
    tried.clear()

    with writer_lock(tmp_path / "edit.lock", pause=time.sleep, patience_seconds=0), pytest.raises(Busy):
        carry_out_bulk(desk.app, whole, found)

    assert tried == [1, 2], "planned anew once"
