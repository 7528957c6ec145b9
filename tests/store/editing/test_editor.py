"""Edits of several notes are one operation, whatever fails or interferes on the way."""

import pytest

from tests.store.editing.making import NEW, NOON, OLD, done
from vaultsync.core.errors import Busy, NoteChanged, NotWritable, StoreError, VaultSyncError
from vaultsync.store.editing.command import PartlyDone
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.lock import writer_lock


def test_edits_of_several_notes_are_one_operation(place):
    editor = place.editor()

    operation = editor.carry_out("done b", [done("a.md"), done("sub/c.md")], facts={"task": "b"})

    assert (place.read("a.md"), place.read("b.md"), place.read("sub/c.md")) == (NEW, OLD, NEW)
    assert (operation.number, operation.outcome, operation.facts) == (1, "done", {"task": "b"})
    assert operation.edits == (done("a.md"), done("sub/c.md"))
    assert editor.journal.operations() == [operation]
    assert place.strays() == []


def test_the_log_has_the_lines_as_they_stood_when_they_were_edited(place):
    place.write("a.md", b"new\n" + OLD)

    assert place.editor().carry_out("done b", [done("a.md", line=2)]).edits == (done("a.md", line=3),)


def test_nothing_is_written_unless_every_note_says_what_is_expected(place):
    place.write("b.md", b"something else\n")

    with pytest.raises(NoteChanged, match=r"b\.md:2"):
        place.editor().carry_out("done b", [done("a.md"), done("b.md")])
    assert place.read("a.md") == OLD
    assert place.editor().journal.operations() == []


def test_trying_writes_nothing(place):
    place.editor().try_all([done("a.md")])

    with pytest.raises(NoteChanged):
        place.editor().try_all([done("a.md"), done("b.md", text="c")])
    assert place.read("a.md") == OLD
    assert not place.state.exists()


def test_a_note_that_is_half_written_is_not_judged(place):
    writer = (place.vault / "a.md").open("wb", buffering=0)
    writer.write(OLD[:5])

    def write_the_rest(_):
        if not writer.closed:
            writer.write(OLD[5:])
            writer.close()

    place.editor(pause=write_the_rest).try_all([done("a.md")])

    assert writer.closed


def test_a_command_may_be_repeated_and_is_logged_once(place):
    place.editor().carry_out("done b", [done("a.md")])

    again = place.editor().carry_out("done b", [done("a.md")])

    assert (again.number, again.edits, place.read("a.md")) == (0, (), NEW)
    assert len(place.editor().journal.operations()) == 1


def test_a_line_in_code_is_refused(place):
    with pytest.raises(NoteChanged, match="now stands in code"):
        place.editor(task_lines=lambda _: {1, 3}).carry_out("done b", [done("a.md")])
    assert place.read("a.md") == OLD


def fails_at(place, name):
    """An exchange that does not work in one note."""

    def act(folder, new, at):
        if at == name:
            raise OSError(28, "No space left on device")
        return exchange(folder, new, at)

    return act


def test_a_note_that_cannot_be_written_after_others_were_is_told_with_both(place):
    editor = place.editor(exchange=fails_at(place, "b.md"))

    with pytest.raises(
        PartlyDone, match=r"b\.md cannot be edited.* edited: a\.md .* not edited: b\.md, sub/c\.md"
    ) as told:
        editor.carry_out("done b", [done("a.md"), done("b.md"), done("sub/c.md")])

    assert (told.value.exit_status, told.value.edited, told.value.left) == (6, ("a.md",), ("b.md", "sub/c.md"))
    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW, OLD, [])
    (operation,) = editor.journal.operations()
    assert (operation.outcome, operation.edits) == ("failed", (done("a.md"),))
    place.editor().undo(operation.number)
    assert place.read("a.md") == OLD


def test_a_note_that_cannot_be_written_at_all_leaves_nothing_to_undo(place):
    editor = place.editor(exchange=fails_at(place, "a.md"))

    with pytest.raises(NotWritable, match="no space left"):
        editor.carry_out("done b", [done("a.md")])

    assert (place.read("a.md"), place.strays()) == (OLD, [])
    assert editor.journal.operation(1).outcome == "taken back"
    with pytest.raises(VaultSyncError, match="changed no note"):
        editor.undo(1)


def test_without_a_journal_nothing_is_edited(place):
    place.state.mkdir()
    (place.state / "journal.db").write_bytes(b"no database" * 1000)

    with pytest.raises(StoreError):
        place.editor().carry_out("done b", [done("a.md")])
    assert (place.read("a.md"), place.strays()) == (OLD, [])


def test_an_edit_that_is_published_is_done_even_if_the_journal_breaks_then(place):
    """The next command finds out from the note."""
    editor = place.editor()
    broken = []

    def break_journal(folder, new, name):
        displaced = exchange(folder, new, name)
        editor.journal.close()
        (place.state / "journal.db").rename(place.state / "kept")
        (place.state / "journal.db").mkdir()
        broken.append(True)
        return displaced

    editor.context = EditContext(clock=lambda: NOON, pause=lambda _: None, exchange=break_journal)
    operation = editor.carry_out("done b", [done("a.md")])
    (place.state / "journal.db").rmdir()
    (place.state / "kept").rename(place.state / "journal.db")

    assert (broken, operation.outcome, place.read("a.md")) == ([True], "done", NEW)
    (found,) = place.editor().recover()
    assert "had changed every note" in found.message
    assert place.editor().journal.operation(1).outcome == "done"
    place.editor().undo(1)
    assert (place.read("a.md"), place.strays()) == (OLD, [])


class Overwriting:
    """An editor that writes its older text over the note whenever the command waits."""

    def __init__(self, place, times):
        self.place, self.times = place, times

    def __call__(self, _):
        if self.times:
            self.times -= 1
            self.place.write("a.md", OLD + b"typed")


def test_an_edit_that_an_editor_overwrites_with_older_text_is_made_again(place):
    operation = place.editor(pause=Overwriting(place, times=1)).carry_out("done b", [done("a.md")])

    assert (operation.outcome, place.read("a.md"), place.strays()) == ("done", NEW + b"typed", [])
    place.editor().undo(operation.number)
    assert place.read("a.md") == OLD + b"typed"


def test_an_edit_that_is_overwritten_again_and_again_is_not_called_done(place):
    editor = place.editor(pause=Overwriting(place, times=99))

    with pytest.raises(Busy, match="again and again") as told:
        editor.carry_out("done b", [done("a.md")])

    assert told.value.remedy
    assert (place.read("a.md"), place.strays()) == (OLD + b"typed", [])
    assert editor.journal.operation(1).outcome == "taken back"


def test_two_commands_do_not_edit_at_the_same_time(place):
    waited = []
    with (
        writer_lock(place.state / "lock", pause=lambda _: None, patience_seconds=0),
        pytest.raises(Busy, match="another vaultsync") as told,
    ):
        place.editor(pause=waited.append, patience_seconds=1.0).carry_out("done b", [done("a.md")])

    assert told.value.exit_status == 7
    assert 1.0 <= sum(waited) < 1.2
    assert place.read("a.md") == OLD


def test_the_lock_may_be_held_around_a_command(place):
    editor = place.editor()
    with editor.locked():
        editor.carry_out("done b", [done("a.md")])
    with writer_lock(place.state / "lock", pause=lambda _: None, patience_seconds=0):
        assert place.read("a.md") == NEW
