"""What `undo` means right after something interrupted was recovered."""

import pytest

from tests.conftest import NOON
from vaultsync.core.editing.recovery import Recovered, meant
from vaultsync.core.errors import Busy
from vaultsync.core.model import Edit, Operation

EDIT = Edit(path="A.md", line=1, before=("- [ ] a",), after=("- [x] a",))


def busy():
    return Busy("A.md is busy", remedy="Let it come to rest.")


def recovered(outcome, *, undoes=None, number=7, in_the_way=None):
    operation = Operation(number=number, at=NOON, command="done a", edits=(EDIT,), undoes=undoes, outcome=outcome)
    return Recovered(operation=operation, notes=3, found=1, changed=2, in_the_way=in_the_way)


NOTHING = recovered("taken back")
COMPLETED = recovered("done")
PARTLY = recovered("failed")
UNDONE = recovered("done", undoes=5)
UNDONE_PARTLY = recovered("failed", undoes=5)
NOT_UNDONE = recovered("taken back", undoes=5)


@pytest.mark.parametrize(
    ("found", "number", "means"),
    [
        ([], None, None),
        ([], 5, None),
        ([NOTHING], None, NOTHING),
        ([NOTHING], 7, NOTHING),
        ([NOTHING], 5, None),
        ([COMPLETED], None, 7),
        ([COMPLETED], 7, 7),
        ([COMPLETED], 5, None),
        ([PARTLY], None, 7),
        ([UNDONE], None, UNDONE),
        ([UNDONE], 5, UNDONE),
        ([UNDONE], 7, 7),
        ([UNDONE], 4, None),
        ([UNDONE_PARTLY], None, 5),
        ([UNDONE_PARTLY], 5, 5),
        ([NOT_UNDONE], None, 5),
        ([NOT_UNDONE], 5, 5),
        ([NOT_UNDONE], 7, NOT_UNDONE),
        ([recovered("taken back", number=3), COMPLETED], None, 7),
        ([recovered("taken back", number=3)], None, None),
        ([recovered("open", in_the_way=busy())], 4, None),
    ],
)
def test_an_undo_means_what_was_interrupted_and_nothing_before_it(found, number, means):
    """Kills: an undo that recovers what was interrupted, and then takes back the command before it."""
    assert meant(found, number, last=7) == means


@pytest.mark.parametrize(("undoes", "number"), [(None, None), (None, 7), (5, 5)])
def test_what_cannot_be_recovered_yet_cannot_be_taken_back_either(undoes, number):
    with pytest.raises(Busy) as refused:
        meant([recovered("open", undoes=undoes, in_the_way=busy())], number, last=7)
    assert refused.value.message == "`done a` (operation 7) was interrupted and cannot be repaired yet: A.md is busy"


def test_what_is_in_the_way_is_told_alike_however_often_it_is_asked():
    """Kills: an error that is kept, and says more each time that it is raised."""
    found = [recovered("open", in_the_way=busy())]
    said = []
    for _ in range(2):
        with pytest.raises(Busy) as refused:
            meant(found, None, last=7)
        said.append((str(refused.value), refused.value.message, refused.value.remedy))
    told = "`done a` (operation 7) was interrupted and cannot be repaired yet: A.md is busy"
    assert said == [(told, told, "Let it come to rest.")] * 2
    assert found[0].message == told


@pytest.mark.parametrize(
    ("found", "told", "remedy"),
    [
        (NOTHING, "it had not changed any note, of 3 notes that it was to change", ""),
        (COMPLETED, "it had changed 1 of 3 notes, and the others are changed now", "`vaultsync undo 7` takes it back."),
        (PARTLY, "it has failed: 2 of 3 notes are changed, and the others could not be", "`vaultsync undo 7`."),
    ],
)
def test_what_became_of_it_names_the_command_and_how_many_notes(found, told, remedy):
    assert found.message == f"`done a` (operation 7) was interrupted: {told}"
    assert found.remedy.endswith(remedy)
