"""Which pairs of tasks edits keep apart by the ids that they write."""

import pytest

from tests.store.index.making import CONVENTIONS, take_in
from vaultsync.core.editing.parted import parted
from vaultsync.core.model import Edit
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.memory import MemoryIndex


def told(one, other, *after):
    """Return whether edits part the tasks of two lines: each edit is the number of a line and what it becomes."""
    index = MemoryIndex(CONVENTIONS)
    take_in(index, A=f"{one}\n", B=f"{other}\n")
    tasks = {task.speaker.path: task for task in index.tasks(Wanted())}
    pair = tasks["A.md"], tasks["B.md"]
    edits = [
        Edit(path=task.speaker.path, line=1, before=(task.speaker.raw,), after=tuple(texts))
        for task, texts in zip(pair, after, strict=False)
        if texts is not None
    ]
    return list(parted([pair], edits, "emoji")) == [pair]


@pytest.mark.parametrize(
    ("one", "other", "after", "expected"),
    [
        ("Air", "Pay", [["- [ ] Air #task ^a"], ["- [ ] Pay #task ^b"]], True),
        ("Air", "Pay 🆔 b", [["- [ ] Air #task ^a"]], True),
        ("Air 🆔 a", "Pay", [None, ["- [ ] Pay 🆔 b #task"]], True),
        ("Air", "Pay", [["- [ ] Air #task ^a"]], False),
        ("Air", "Pay", [["- [ ] Air #task ^a"], ["- [ ] Pay #task 🆔 a"]], False),
        ("Air", "Pay", [["- [x] Air #task"], ["- [x] Pay #task"]], False),
        # The next occurrence has none, and the round that is done has one.
        ("Air", "Pay 🆔 b", [["- [ ] Air #task", "- [x] Air #task ^a"]], True),
        ("Air", "Pay 🆔 b", [[]], False),
    ],
)
def test_tasks_are_parted_by_ids_that_both_have_and_do_not_share(one, other, after, expected):
    """Kills: one id that parts, the same id that does, an id that stood there before and is overlooked."""
    assert told(f"- [ ] {one} #task", f"- [ ] {other} #task", *after) is expected
