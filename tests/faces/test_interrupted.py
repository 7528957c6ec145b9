"""What is told and done about a command that was interrupted."""

import json
from pathlib import Path

import pytest

from tests.conftest import NOON
from vaultsync.core.model import Edit
from vaultsync.store.editing.editor import Editor
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import Manner

NAMES = ("A.md", "B.md", "C.md")
OLD, NEW = "- [ ] Weed the bed #task\n", "- [x] Weed the bed #task\n"


class Killed(BaseException):
    """Stands for a kill: nothing but `finally` runs after it."""


class Desk:
    """A vault in which a command was carried out, and a hand that is killed."""

    def __init__(self, terminal):
        self.type, self.read, self.write = terminal, terminal.read, terminal.write
        self.root = terminal.root
        for name in NAMES:
            terminal.write(name, OLD)
        terminal.write("Rent.md", "- [ ] Pay the rent #task ^a1\n")
        self.type("sync")
        self.state = Path(json.loads(terminal("config", "--json").out)["state"])

    def start(self):
        assert self.type("start", "a1").status == 0

    def killed(self, *, after, undo=None):
        """Kill an operation on three notes, or an undo, before the exchange after so many."""
        left = [after]

        def dying(folder, new, name):
            if not left[0]:
                raise Killed
            left[0] -= 1
            return exchange(folder, new, name)

        editor = self.editor(exchange=dying)
        with pytest.raises(Killed):
            editor.undo(undo) if undo else editor.carry_out("done --where x", self.edits())
        editor.journal.close()

    def done(self):
        editor = self.editor()
        editor.carry_out("done --where x", self.edits())
        editor.journal.close()

    def editor(self, **manner):
        how = Manner(clock=lambda: NOON, pause=lambda _: None, **manner)
        return Editor(self.root, Journal(self.state / "journal.db"), lock_path=self.state / "edit.lock", manner=how)

    def edits(self):
        return [Edit(path=name, line=1, before=(OLD.rstrip(),), after=(NEW.rstrip(),)) for name in NAMES]

    def notes(self):
        return [self.read(name) for name in NAMES]

    @property
    def started(self):
        return self.read("Rent.md").startswith("- [/]")


@pytest.fixture
def desk(terminal):
    return Desk(terminal)


@pytest.mark.parametrize("number", [[], ["2"]])
def test_an_undo_that_finishes_an_interrupted_undo_stops_there(desk, number):
    """Kills: the command before that is taken back, too."""
    desk.start()
    desk.done()
    desk.killed(undo=2, after=1)
    answer = desk.type("undo", *number)

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Took back operation 2: 3 lines. That undo had been interrupted, and is finished now." in answer.out
    assert "Warning: `undo 2` (operation 3) was interrupted: it had changed 1 of 3 notes, and the others" in answer.err
    assert desk.type("undo").out.count("Took back operation 1") == 1


def test_an_undo_that_had_changed_nothing_is_begun_again(desk):
    desk.start()
    desk.done()
    desk.killed(undo=2, after=0)
    answer = desk.type("undo")

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Took back operation 2" in answer.out


@pytest.mark.parametrize("number", [[], ["2"]])
def test_an_undo_of_a_command_that_was_interrupted_before_its_first_note_takes_nothing_back(desk, number):
    """Kills: the command before that is taken back instead."""
    desk.start()
    desk.killed(after=0)
    answer = desk.type("undo", *number)

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Nothing was to be taken back: operation 2 was interrupted before it had changed any note." in answer.out
    assert "`vaultsync undo 1` takes it back: start a1" in answer.out
    assert json.loads(desk.type("undo", "1", "--json").out)["operation"]["undoes"] == 1


def test_an_undo_of_what_had_changed_nothing_is_no_error_where_nothing_stands_before_it(desk):
    desk.killed(after=0)
    answer = desk.type("undo", "--json")

    assert (answer.status, json.loads(answer.out)["operation"]) == (0, None), answer


def test_an_undo_that_is_finished_is_no_error_where_nothing_stands_before_it(desk):
    desk.done()
    desk.killed(undo=1, after=2)
    answer = desk.type("undo")

    assert (answer.status, desk.notes()) == (0, [OLD] * 3), answer


@pytest.mark.parametrize("after", [1, 2])
def test_an_undo_takes_back_the_whole_of_a_command_that_was_interrupted(desk, after):
    desk.start()
    desk.killed(after=after)
    answer = desk.type("undo")

    assert (answer.status, desk.notes(), desk.started) == (0, [OLD] * 3, True), answer
    assert "Took back operation 2: 3 lines." in answer.out


def test_another_operation_that_is_named_is_taken_back_beside_what_was_settled(desk):
    desk.start()
    desk.killed(after=1)
    answer = desk.type("undo", "1")

    assert (answer.status, desk.notes(), desk.started) == (0, [NEW] * 3, False), answer


def test_doctor_says_the_same_of_a_repair_as_the_log(desk):
    desk.killed(after=1)
    desk.write("B.md", "- [ ] Weed the other bed #task\n")
    answer = desk.type("doctor", "--repair")

    assert (
        "warning `done --where x` (operation 1) was interrupted: it has failed: 1 of 3 notes are changed" in answer.out
    )
    assert "`vaultsync undo 1`" in answer.out
    assert "failed   done --where x" in desk.type("log").out


def test_doctor_does_not_call_well_what_cannot_be_repaired_yet(desk):
    desk.killed(after=1)
    (desk.root / "B.md").unlink()
    (desk.root / "B.md").mkdir()
    answer = desk.type("doctor", "--repair")

    assert (answer.status, "error   `done --where x` (operation 1)" in answer.out) == (1, True), answer
