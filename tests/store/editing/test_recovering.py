"""What a killed command left is completed or taken back."""

import pytest

from tests.store.editing.making import NEW, OLD, done
from vaultsync.core.model import Edit
from vaultsync.store.editing.exchange import exchange


class Killed(BaseException):
    """Stands for a kill: nothing but `finally` runs after it."""


def killed_before_exchange(folder, new, name):
    raise Killed


def killed_after_exchange(folder, new, name):
    exchange(folder, new, name)
    raise Killed


def killed_while_waiting(_):
    raise Killed


def kill(place, **context):
    with pytest.raises(Killed):
        place.editor(**context).carry_out("done b", [done("a.md"), done("b.md")])


def test_a_command_that_was_killed_before_the_exchange_is_taken_back(place):
    kill(place, exchange=killed_before_exchange)

    (found,) = place.editor().recover()

    assert "had not changed any note" in found.message
    assert (place.read("a.md"), place.strays()) == (OLD, [])
    assert place.editor().journal.operation(1).outcome == "taken back"
    assert place.editor().recover() == []


def test_a_command_that_was_killed_after_its_last_exchange_is_finished(place):
    kill(place, pause=killed_while_waiting)
    assert len(place.strays()) == 2

    (found,) = place.editor().recover()

    assert "had changed every note" in found.message
    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW, NEW, [])
    assert place.editor().journal.operation(1).outcome == "done"


def test_a_command_that_was_killed_between_two_notes_is_completed_and_can_be_undone(place):
    """Half a decision is none: a promoted line beside an open proposal of the same task, for one."""
    kill(place, exchange=killed_after_exchange)

    (found,) = place.editor().recover()

    assert "the others are changed now" in found.message
    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW, NEW, [])
    assert place.editor().journal.operation(1).outcome == "done"
    assert place.editor().recover() == []
    place.editor().undo(1)
    assert (place.read("a.md"), place.read("b.md")) == (OLD, OLD)


def test_an_undo_that_was_killed_between_two_notes_is_completed_to_the_last_byte(place):
    """Lines alone would not tell that the second of two equal ones is to come back."""
    for name in ("a.md", "b.md"):
        place.write(name, b"x\ny\ny\n")
    place.editor().carry_out(
        "join", [Edit(path=name, line=1, before=("x", "y"), after=("x",)) for name in ("a.md", "b.md")]
    )
    with pytest.raises(Killed):
        place.editor(exchange=killed_after_exchange).undo(1)

    place.editor().recover()

    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (b"x\ny\ny\n", b"x\ny\ny\n", [])


def test_a_killed_command_is_not_completed_where_the_other_note_has_gone_on(place):
    kill(place, exchange=killed_after_exchange)
    place.write("b.md", b"gone on\n")

    (found,) = place.editor().recover()

    assert "1 of 2 notes is changed, and the others could not be" in found.message
    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW, b"gone on\n", [])
    place.editor().undo(1)
    assert place.read("a.md") == OLD


def test_a_killed_command_waits_for_an_editor_before_it_is_completed(place):
    kill(place, exchange=killed_after_exchange)
    with (place.vault / "b.md").open("ab"):
        (found,) = place.editor().recover()

    assert "cannot be repaired yet" in found.message
    place.editor().recover()
    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW, NEW, [])


def test_a_killed_command_that_had_removed_one_of_two_equal_lines_is_finished(place):
    place.write("a.md", b"- [ ] b\n\n- [ ] b\n")
    removal = Edit(path="a.md", line=1, before=("- [ ] b",), after=())
    with pytest.raises(Killed):
        place.editor(exchange=killed_after_exchange).carry_out("delete b", [removal])

    place.editor().recover()

    assert place.read("a.md") == b"\n- [ ] b\n"
    assert place.editor().journal.operation(1).outcome == "done"


def test_the_next_command_repairs_what_the_last_one_left(place):
    kill(place, exchange=killed_before_exchange)

    place.editor().carry_out("done b", [done("a.md"), done("b.md")])

    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW, NEW, [])
    assert [each.outcome for each in place.editor().journal.operations()] == ["done", "taken back"]


def test_a_note_that_has_gone_on_since_the_kill_is_left_alone(place):
    kill(place, exchange=killed_before_exchange)
    place.write("a.md", b"gone on\n")

    (found,) = place.editor().recover()

    assert "had not changed any note" in found.message
    assert (place.read("a.md"), place.strays()) == (b"gone on\n", [])


def test_a_note_that_has_gone_on_with_the_edit_in_it_counts_as_edited(place):
    kill(place, exchange=killed_after_exchange)
    place.write("a.md", NEW + b"more")

    place.editor().recover()

    assert place.editor().journal.operation(1).edits == (done("a.md"), done("b.md"))
    assert (place.read("a.md"), place.read("b.md"), place.strays()) == (NEW + b"more", NEW, [])


def kill_after_displacing_a_save(place):
    def save_exchange_die(folder, new, name):
        (place.vault / "editor~").write_bytes(OLD + b"saved")
        (place.vault / "editor~").replace(place.vault / "a.md")
        killed_after_exchange(folder, new, name)

    kill(place, exchange=save_exchange_die)


def test_a_save_that_a_killed_command_displaced_gets_its_name_back(place):
    """Killed between the exchange and the look at what it displaced."""
    kill_after_displacing_a_save(place)
    assert place.read("a.md") == NEW

    place.editor().recover()

    assert (place.read("a.md"), place.strays()) == (OLD + b"saved", [])
    assert place.editor().journal.operation(1).outcome == "taken back"


def test_a_save_that_was_displaced_and_overtaken_is_kept_as_a_conflict_copy(place):
    kill_after_displacing_a_save(place)
    place.write("a.md", NEW + b"overtaken")

    place.editor().recover()

    (copy,) = place.strays()
    assert copy == "a (Conflicted copy vaultsync 202603021200).md"
    assert (place.read("a.md"), place.read(copy)) == (NEW + b"overtaken", OLD + b"saved")
    assert [each.code for each in place.told] == ["conflict-copy"]


def test_a_temporary_file_that_was_torn_is_removed_whatever_the_note_says(place):
    kill(place, exchange=killed_before_exchange)
    journal = place.editor().journal
    (writing,) = journal.writings(1)
    place.write(writing.temporary, NEW[:7])
    place.write("a.md", b"gone on\n")

    place.editor().recover()

    assert place.strays() == []


def test_what_cannot_be_repaired_now_is_tried_again(place):
    kill(place, exchange=killed_after_exchange)
    (place.vault / "a.md").rename(place.vault / "kept.md")
    (place.vault / "a.md").mkdir()

    (found,) = place.editor().recover()
    assert "cannot be repaired yet" in found.message
    (place.vault / "a.md").rmdir()
    (place.vault / "kept.md").rename(place.vault / "a.md")
    place.editor().recover()

    assert (place.read("a.md"), place.strays()) == (NEW, [])


def test_an_undo_that_leaves_lines_out_and_is_killed_is_completed_without_them(place):
    """Kills: a repair that finds a line in the way that was to be left out, and gives the other notes up for it."""
    for name in ("a.md", "b.md"):
        place.write(name, b"- [ ] b\n- [ ] c\n")
    edits = [done(name, line=line, text=text) for name in ("a.md", "b.md") for line, text in ((1, "b"), (2, "c"))]
    place.editor().carry_out("done all", edits)
    place.write("b.md", b"- [x] b, by hand\n- [x] c\n")
    with pytest.raises(Killed):
        place.editor(exchange=killed_after_exchange).undo(1, skip_changed=True)

    (found,) = place.editor().recover()

    assert (found.operation.outcome, found.operation.facts) == ("done", {"left_out": "1"})
    assert (place.read("a.md"), place.read("b.md")) == (b"- [ ] b\n- [ ] c\n", b"- [x] b, by hand\n- [ ] c\n")
