"""How many lines are left to decide, and which tasks stand on most of them."""

from datetime import date

from vaultsync.core.model import Note
from vaultsync.core.ports import Counts
from vaultsync.core.reconcile.grouping import group
from vaultsync.core.reconcile.task import task_of
from vaultsync.core.views.funnel import funnel

COUNTS = Counts(
    notes=1, boxes=9, lines=9, not_live={}, decided_lines=1, echoes=0, tasks={"open": 5, "done": 1}, diagnostics={}
)


def test_the_tasks_on_most_lines_are_told_and_what_is_decided_is_nobodys(note: Note):
    """
    - [ ] Tar the roof @Myself 📅 2026-01-30 #task 🆔 a
    - [ ] Tar the roof @Myself 📅 2026-01-30 #task 🆔 a
    - [ ] Book the hall @Bo Lind 📅 2026-02-02 #task 🆔 d
    - [ ] Book the hall @Bo Lind 📅 2026-02-02 #task 🆔 d
    - [ ] Book the hall @Bo Lind 📅 2026-02-02 #task 🆔 d
    - [ ] Ring the bell #task 🆔 c
    - [x] Wind the clock @Myself 📅 2026-01-01 #task 🆔 b
    """
    lines = {line.place: line for line in note.lines}
    found = funnel(
        COUNTS,
        [task_of(lines[place] for place in places) for places in group(note.lines).tasks],
        short=lambda tasks: {task.uid: task.uid.upper() for task in tasks},
        me=(),
        today=date(2026, 2, 2),
    )

    assert found.largest == (("D", "Book the hall", 3), ("A", "Tar the roof", 2))
    assert found.whose == {"mine": 1, "others": 1, "unassigned": 1}
    assert found.overdue == 1
