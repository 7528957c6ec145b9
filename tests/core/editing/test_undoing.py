"""Which operations stand, and which can be meant by `undo`."""

import pytest

from tests.conftest import NOON
from vaultsync.core.editing.undoing import taken_back, undoable
from vaultsync.core.model import Edit, Operation

EDIT = Edit(path="A.md", line=1, before=("- [ ] a",), after=("- [x] a",))


def operation(number: int, undoes: int | None = None, outcome: str = "done") -> Operation:
    return Operation(number=number, at=NOON, command="done a", edits=(EDIT,), undoes=undoes, outcome=outcome)


@pytest.mark.parametrize(
    ("done", "by", "left"),
    [
        ([operation(1)], {}, [1]),
        ([operation(2, 1), operation(1)], {1: 2}, []),
        ([operation(3, 2), operation(2, 1), operation(1)], {2: 3}, [1]),
        ([operation(4, 1), operation(3, 2), operation(2, 1), operation(1)], {1: 4, 2: 3}, []),
        ([operation(2, 1, "taken back"), operation(1)], {}, [1]),
        ([operation(2, 1, "failed"), operation(1)], {}, [1]),
        ([operation(2, outcome="failed"), operation(1, outcome="taken back")], {}, [2]),
        ([operation(2, outcome="interrupted"), operation(1)], {}, [2, 1]),
        ([operation(2, 1, "interrupted"), operation(1)], {}, [1]),
    ],
)
def test_what_was_taken_back_stands_again_when_that_is_taken_back(done, by, left):
    """Kills: an undo that was interrupted, or broke off, and counts as one that was carried out."""
    assert taken_back(done) == by
    assert [each.number for each in undoable(done)] == left
