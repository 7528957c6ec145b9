import os
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultsync.core.errors import Busy, NoteChanged, NotWritable, StoreError, VaultSyncError
from vaultsync.core.model import Edit
from vaultsync.core.text import decode
from vaultsync.core.text import rows as read
from vaultsync.store.editing.command import PartlyDone
from vaultsync.store.editing.editor import Editor
from vaultsync.store.editing.exchange import exchange
from vaultsync.store.editing.journal import Journal
from vaultsync.store.editing.opened import EditContext
from vaultsync.store.lock import writer_lock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
OLD, NEW = b"# A\r\n- [ ] b\r\n\xff", b"# A\r\n- [x] b\r\n\xff"


class Killed(BaseException):
    """Stands for a kill: nothing but `finally` runs after it."""


def done(path, line=2, text="b"):
    return Edit(path=path, line=line, before=(f"- [ ] {text}",), after=(f"- [x] {text}",))


class Workspace:
    """A vault with a state folder beside it."""

    def __init__(self, root):
        self.vault, self.state = root / "vault", root / "state"
        for name in ("a.md", "b.md", "sub/c.md"):
            self.write(name, OLD)
        self.told = []

    def write(self, name, data):
        path = self.vault / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def read(self, name):
        return (self.vault / name).read_bytes()

    def editor(self, *, task_lines=None, **context):
        how = {"clock": lambda: NOON, "pause": lambda _: None, "tell": self.told.append, **context}
        journal = Journal(self.state / "journal.db")
        return Editor(
            self.vault, journal, lock_path=self.state / "lock", task_lines=task_lines, context=EditContext(**how)
        )

    def strays(self):
        return sorted(
            name for _, _, names in os.walk(self.vault) for name in names if name not in {"a.md", "b.md", "c.md"}
        )


@pytest.fixture
def place(tmp_path):
    return Workspace(tmp_path)


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


def test_undo_gives_every_byte_back_and_is_itself_undone(place):
    place.editor().carry_out("done b", [done("a.md"), done("b.md")])

    undone = place.editor().undo(1)

    assert (place.read("a.md"), place.read("b.md")) == (OLD, OLD)
    assert (undone.number, undone.undoes, undone.command) == (2, 1, "undo 1")
    place.editor().undo(2)
    assert (place.read("a.md"), place.read("b.md")) == (NEW, NEW)


def test_undo_leaves_what_was_written_since(place):
    place.editor().carry_out("done b", [done("a.md")])
    place.write("a.md", b"new\n" + NEW + b"more")

    place.editor().undo(1)

    assert place.read("a.md") == b"new\n" + OLD + b"more"


def test_undo_is_refused_whole_if_one_note_has_gone_on(place):
    place.editor().carry_out("done b", [done("a.md"), done("b.md")])
    place.write("b.md", b"# A\n- [x] b and c\n")

    with pytest.raises(NoteChanged, match=r"b\.md:2"):
        place.editor().undo(1)
    assert (place.read("a.md"), place.read("b.md")) == (NEW, b"# A\n- [x] b and c\n")


def test_undo_brings_a_removed_line_back_in_its_place(place):
    removal = Edit(path="a.md", line=2, before=("- [ ] b",), after=())
    place.editor().carry_out("delete b", [removal])
    assert place.read("a.md") == b"# A\r\n\xff"
    place.write("a.md", place.read("a.md") + b" more")

    with pytest.raises(NoteChanged, match="neighbours"):
        place.write("a.md", b"gone on\n")
        place.editor().undo(1)
    place.write("a.md", b"new\r\n# A\r\n\xff more")
    place.editor().undo(1)

    assert place.read("a.md") == b"new\r\n# A\r\n- [ ] b\r\n\xff more"
    place.editor().undo(2)
    assert place.read("a.md") == b"new\r\n# A\r\n\xff more"


def test_undo_restores_what_its_lines_alone_would_not_tell(place):
    """Read as lines, the note after it looks as if the edit had been taken back already."""
    place.write("a.md", b"x\ny\ny\n")
    place.editor().carry_out("join", [Edit(path="a.md", line=1, before=("x", "y"), after=("x",))])
    assert place.read("a.md") == b"x\ny\n"

    place.editor().undo(1)

    assert place.read("a.md") == b"x\ny\ny\n"


@pytest.mark.parametrize("number", [0, 1, 7])
def test_what_was_never_done_cannot_be_undone(place, number):
    with pytest.raises(VaultSyncError, match=f"no operation {number}"):
        place.editor().undo(number)


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


pieces = st.sampled_from([b"- [ ] b", b"- [x] b", b"# A", b"", b"\xff", b"\x00"])
line_ends = st.sampled_from([b"\n", b"\r\n", b"\r"])


@given(
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.lists(st.tuples(pieces, line_ends), max_size=4),
    line_ends,
    st.booleans(),
)
def test_what_was_carried_out_is_undone_byte_for_byte(tmp_path_factory, bom, rows, end, closed):
    """Kills: restoring by edits where the base is known, a difference in the journal that loses bytes."""
    place = Workspace(tmp_path_factory.mktemp("place"))
    before = bom + b"".join(map(b"".join, rows)).replace(b"- [ ] b", b"- [ ] c") + b"- [ ] b" + end * closed
    place.write("a.md", before)

    line = [text for text, _ in read(decode(before).removeprefix("\ufeff"))].index("- [ ] b") + 1
    operation = place.editor().carry_out("done b", [done("a.md", line=line)])
    after = place.read("a.md")
    place.editor().undo(operation.number)

    assert after == b"- [x] b".join(before.rsplit(b"- [ ] b", 1))
    assert place.read("a.md") == before


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
