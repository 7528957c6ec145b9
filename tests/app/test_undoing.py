"""What an undo takes back, and what it says when it is refused."""

import pytest

from tests.conftest import NOON
from vaultsync.acts import to_status
from vaultsync.core.editing.undoing import MOST_TRIED
from vaultsync.core.errors import NoteChanged, NothingToUndo
from vaultsync.core.model import Edit, Status
from vaultsync.core.views.wanted import Wanted


def test_undo_restores_every_byte(desk):
    before = "\ufeff- [?] Send the pricing sheet to Bo  @Ana \x0b#task #proposed  \r\nbad \udcff\r- [ ] x"
    desk.write("A.md", before)
    desk.app.sync()
    name = desk.app.index.tasks(Wanted(text="pricing"))[0].uid
    desk.act(to_status(Status.OPEN), name)
    assert desk.read("A.md") != before

    desk.app.undo()
    assert desk.read("A.md") == before


def test_undo_takes_back_the_one_before_the_last_after_the_last(desk):
    desk.write("A.md", "- [ ] Pay the rent #task\n")
    desk.act(to_status(Status.STARTED), "Pay the rent")
    desk.act(to_status(Status.DONE), "Pay the rent")
    desk.app.undo()
    assert desk.read("A.md").startswith("- [/]")
    desk.app.undo()

    assert desk.read("A.md").startswith("- [ ]")
    with pytest.raises(NothingToUndo, match="nothing to undo"):
        desk.app.undo()


@pytest.mark.parametrize("number", [MOST_TRIED, MOST_TRIED + 1])
def test_an_undo_that_is_refused_tries_so_many_before_it_and_says_how_many(desk, number):
    """Kills: a refusal that looks at the notes of every operation there ever was."""
    desk.write("A.md", "- [ ] Pay the rent #task\n")
    desk.act(to_status(Status.DONE), "Pay the rent")
    desk.write("B.md", "- [ ] Something else by now\n")
    journal = desk.journal
    edit = Edit(path="B.md", line=1, before=("- [ ] a",), after=("- [x] a",))
    for _ in range(number):
        operation = journal.begin("done a", [edit], at=NOON)
        journal.prepared(operation, edit.path, [edit], base=b"- [ ] a", after=b"- [x] a", temporary="x")
        journal.published(operation, "x")
        journal.finish(operation, "done")

    with pytest.raises(NoteChanged) as refused:
        desk.app.undo()
    if number == MOST_TRIED:
        assert "`vaultsync undo 1` takes back the one before it: test." in refused.value.remedy
    else:
        assert "None of the 50 before it can be taken back either; `vaultsync log` lists" in refused.value.remedy
