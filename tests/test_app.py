"""The application between a vault, an index and an editor."""

from collections import Counter
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.making import CONVENTIONS, EVERYTHING, Desk, app_over
from tests.conftest import NOON
from vaultsync.acts import to_date, to_person, to_status
from vaultsync.asking import Asking
from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.decide import merge, split
from vaultsync.core.editing.undoing import MOST_TRIED
from vaultsync.core.errors import (
    Busy,
    NoSuchLine,
    NoSuchNote,
    NoSuchPerson,
    NoSuchTask,
    NoteChanged,
    NothingToUndo,
    SameTask,
    WouldLose,
)
from vaultsync.core.model import Edit, Status
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.reading import TooMuch
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import Glance, UnreadableNote
from vaultsync.querying import Querying
from vaultsync.store.disk import DiskVault
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault


@pytest.fixture
def desk(tmp_path) -> "Desk":
    return Desk(tmp_path)


# Reading


def test_a_second_sync_reads_nothing():
    vault = MemoryVault({"A.md": b"- [ ] Pay #task\n"})
    app = app_over(vault)

    assert app.sync().read == 1
    report = app.sync()
    assert (report.read, report.quiet) == (0, True)


def test_a_note_that_was_read_too_young_is_read_again_and_found_the_same(tmp_path):
    (tmp_path / "A.md").write_bytes(b"- [ ] Pay #task\n")
    now = (tmp_path / "A.md").stat().st_mtime_ns
    clock = [now + 1]
    app = app_over(DiskVault(tmp_path, now=lambda: clock[0]))

    app.sync()
    clock[0] = now + 10**10
    report = app.sync()
    assert (report.read, report.quiet) == (1, True), "a save within the grain of the clock would be missed"
    assert app.sync().read == 0


def test_a_note_that_is_named_twice_hides_no_other(tmp_path):
    """Kills: a known note that counts twice, and so for a new one."""
    vault = MemoryVault({"A.md": b"- [ ] Pay #task\n"})
    app = app_over(vault, SqliteIndex(tmp_path / "index.db", CONVENTIONS))
    app.sync()
    vault.notes["B.md"] = b"- [ ] Book #task\n"

    assert app.sync(["A.md", "A.md", "B.md"]).added == ["B.md"]


def test_what_changed_is_named():
    vault = MemoryVault({"A.md": b"- [ ] Pay #task\n", "B.md": b"- [ ] Call #task\n", "C.md": b"- [ ] Ring #task\n"})
    app = app_over(vault)
    app.sync()
    vault.notes |= {"A.md": b"- [x] Pay #task\n", "D.md": b""}
    del vault.notes["B.md"]

    report = app.sync()
    assert (report.added, report.changed, report.gone) == (["D.md"], ["A.md"], ["B.md"])
    assert (report.lines_before, report.lines_after) == (3, 2)


def test_a_note_that_cannot_be_read_keeps_its_tasks():
    vault = MemoryVault({"A.md": b"- [ ] Pay #task\n", "B.md": b"- [ ] Call #task\n"})
    app = app_over(vault)
    app.sync()
    vault.notes["A.md"] = b"- [x] Pay #task\n"
    vault.locked.add("A.md")

    report = app.sync()
    assert [each.path for each in report.unreadable] == ["A.md"]
    assert [task.status for task in app.index.tasks(Wanted(text="pay"))] == [Status.OPEN]
    vault.locked.clear()
    app.sync()
    assert [task.status for task in app.index.tasks(Wanted(text="pay"))] == [Status.DONE]


def test_a_note_that_cannot_be_looked_at_keeps_its_tasks():
    class Refusing(MemoryVault):
        def look(self, path):
            raise UnreadableNote("the note cannot be looked at (permission denied)")

    vault = Refusing({"A.md": b"- [ ] Pay #task\n"})
    app = app_over(vault)
    app.sync()

    report = app.sync(["A.md"], accept_loss=True)

    assert (report.gone, [each.path for each in report.unreadable]) == ([], ["A.md"])
    assert len(app.index.tasks(EVERYTHING)) == 1


@pytest.mark.parametrize(
    ("now", "title"),
    [(b"- [ ] P", "Pay the rent"), (b"- [ ] Pay the rent in time #task\n", "Pay the rent in time")],
    ids=["shorter", "longer"],
)
def test_of_a_note_that_is_being_written_the_first_part_is_not_taken_for_all(now, title):
    class Held(MemoryVault):
        def read(self, path):
            data, stamp = super().read(path)
            return data, stamp._replace(writing=True)

    vault = Held({"A.md": b"- [ ] Pay the rent #task\n"})
    app = app_over(vault)
    app.sync()
    vault.notes["A.md"] = now

    report = app.sync(["A.md"], accept_loss=True)

    assert [task.title for task in app.index.tasks(EVERYTHING)] == [title]
    assert bool(report.unreadable) == (title == "Pay the rent")


@pytest.mark.parametrize("kind", [MemoryIndex, lambda conventions: SqliteIndex(Path(":memory:"), conventions)])
def test_a_sync_that_would_be_too_much_does_nothing(kind):
    """The first reading is known to be much before it begins; grouping, when all is read."""
    notes = {f"{number}.md": f"- [ ] Send minutes {number} #task".encode() for number in range(30)}
    vault, index = MemoryVault(notes), kind(CONVENTIONS)
    app = app_over(vault, index)
    with pytest.raises(TooMuch):
        app.sync(most=29)
    assert index.compare({}).unlike == {}
    assert app.sync(most=30).lines_after == 30

    before = index.compare({}).unlike
    vault.notes.update({path: text.replace(b"Send", b"File") for path, text in notes.items()})
    with pytest.raises(TooMuch):
        app.sync(list(notes), most=29)
    assert {stamp.digest for stamp in before.values()} == {stamp.digest for stamp in index.compare({}).unlike.values()}
    assert app.sync(most=30).changed == sorted(notes, key=list(notes).index)


def test_a_note_that_says_the_same_in_other_prose_is_never_too_much():
    notes = {f"{number}.md": f"- [ ] Send minutes {number} #task".encode() for number in range(30)}
    vault = MemoryVault(notes)
    app = app_over(vault, SqliteIndex(Path(":memory:"), CONVENTIONS))
    app.sync()
    vault.notes.update({path: text + b"\n\nSeen.\n" for path, text in notes.items()})
    assert len(app.sync(most=0).changed) == 30


def test_a_vault_that_is_suddenly_empty_stops_the_sync_and_keeps_the_tasks():
    vault = MemoryVault({"A.md": b"- [ ] Pay #task\n"})
    app = app_over(vault)
    app.sync()
    vault.notes.clear()

    with pytest.raises(WouldLose, match="1 of 1") as stopped:
        app.sync()
    assert "--accept-loss" in stopped.value.remedy
    assert [task.title for task in app.index.tasks(EVERYTHING)] == ["Pay"]
    app.sync(accept_loss=True)
    assert app.index.tasks(EVERYTHING) == []


def test_a_vault_that_loses_half_of_its_lines_goes_on_and_one_that_loses_more_stops():
    notes = {f"{i}.md": f"- [ ] Errand {i} #task\n".encode() for i in range(6)}
    vault = MemoryVault(notes)
    app = app_over(vault)
    app.sync()
    for i in range(3):
        del vault.notes[f"{i}.md"]
    app.sync()
    for i in range(3, 5):
        del vault.notes[f"{i}.md"]

    with pytest.raises(WouldLose, match="2 of 3"):
        app.sync()


@pytest.mark.parametrize("looked_at", [None, [f"{i}.md" for i in range(42)]], ids=["everything", "a batch"])
def test_what_loses_nothing_is_taken_in_while_the_rest_waits_for_an_answer(looked_at):
    """Half a disk that is gone must not stop the other half."""
    notes = {f"{i}.md": f"- [ ] Errand {i} #task\n- [ ] Call {i} #task\n".encode() for i in range(40)}
    vault = MemoryVault(notes)
    app = app_over(vault)
    app.sync()
    for i in range(30):
        del vault.notes[f"{i}.md"]
    vault.notes |= {"30.md": b"cut off", "31.md": b"- [x] Errand 31 #task\n", "41.md": b"- [ ] Fold the map #task\n"}

    with pytest.raises(WouldLose, match="what is known of them stays"):
        app.sync(looked_at)

    done = {task.title: task.status is Status.DONE for task in app.index.tasks(EVERYTHING)}
    assert (done["Errand 31"], done["Fold the map"], done["Errand 30"], done["Errand 0"]) == (True, False, False, False)
    assert len(done) == 80


def test_after_other_settings_nothing_is_taken_in_before_the_answer():
    vault = MemoryVault({f"{i}.md": f"- [ ] Errand {i} #task\n".encode() for i in range(40)})
    index = MemoryIndex(CONVENTIONS)
    app_over(vault, index).sync()
    vault.notes["40.md"] = b"- [ ] Fold the map #todo\n"
    other = Conventions(task_tag="#todo")
    index.conventions = other

    with pytest.raises(WouldLose, match=r"by the settings .* 39 of 40 .* a task has `#todo`") as stopped:
        app_over(vault, index, other).sync()
    assert "disk" not in stopped.value.remedy
    assert "`task_tag`" in stopped.value.remedy
    assert "Fold the map" not in {task.title for task in index.tasks(EVERYTHING)}


PROPOSING = TasksSettings(status_rows=(*CORE, *CUSTOM, StatusSetting("?", "Proposed", " ", "TODO")))


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        (Conventions(), Conventions(proposed_tag="#propsed"), "- [ ] Errand {} #task #proposed"),
        (
            Conventions(tasks=PROPOSING),
            Conventions(tasks=PROPOSING, proposed_tag="#propsed"),
            "- [?] Errand {} #task #proposed",
        ),
        (Conventions(), Conventions(tasks=PROPOSING), "- [ ] Errand {} #task #proposed"),
    ],
    ids=["tag", "tag beside a symbol", "symbol"],
)
def test_no_setting_accepts_what_nobody_has_accepted(before, after, line):
    """Kills: a stop that looks at the tag alone, or only where there are many proposals."""
    vault = MemoryVault({f"{i}.md": f"{line.format(i)}\n".encode() for i in range(3)})
    vault.notes["B.md"] = b"- [ ] Fold the map #task\n- [ ] Oil the lock #task\n- [x] Row #task\n"
    index = MemoryIndex(before)
    app_over(vault, index, before).sync()
    known = index.tasks(EVERYTHING)
    vault.notes["2.md"] = b"- [ ] Errand 2 #task\n"  # this one somebody accepts meanwhile
    index.conventions = after

    with pytest.raises(WouldLose, match="2 of 3 proposed task lines would be accepted") as stopped:
        app_over(vault, index, after).sync()
    assert f"`{after.proposed_tag}`" in stopped.value.message
    assert "`proposed_tag`" in stopped.value.remedy and "--accept-loss" in stopped.value.remedy
    assert index.tasks(EVERYTHING) == known

    app_over(vault, index, after).sync(accept_loss=True)
    assert Status.PROPOSED not in {task.status for task in index.tasks(EVERYTHING)}


def test_other_settings_and_acts_of_a_person_accept_what_they_accept():
    """Kills: a stop at whatever changes a proposal, or at other settings as such."""
    vault = MemoryVault({f"{i}.md": f"- [ ] Errand {i} #task #proposed\n".encode() for i in range(3)})
    index = MemoryIndex(CONVENTIONS)
    app_over(vault, index).sync()
    other = index.conventions = Conventions(me=("Bo Lind",))
    for i in range(3):
        vault.notes[f"{i}.md"] = f"- [ ] Errand {i} #task\n".encode()

    app_over(vault, index, other).sync()
    assert {task.status for task in index.tasks(EVERYTHING)} == {Status.OPEN}
    third = index.conventions = Conventions(proposed_tag="#propsed")
    app_over(vault, index, third).sync()


def test_notes_that_are_gone_are_told_as_such_whatever_the_settings_are():
    """Kills: a disk that is not there, told as a matter of the settings."""
    vault = MemoryVault({f"{i}.md": f"- [ ] Errand {i} #task\n".encode() for i in range(40)})
    index = MemoryIndex(CONVENTIONS)
    app_over(vault, index).sync()
    vault.notes = {"0.md": vault.notes["0.md"]}
    other = Conventions(me=("Bo Lind",))
    index.conventions = other

    with pytest.raises(WouldLose, match="39 of 40 known task lines are gone from the vault"):
        app_over(vault, index, other).sync()


def test_renaming_every_note_loses_nothing():
    vault = MemoryVault({f"{i}.md": f"- [ ] Errand {i} #task\n".encode() for i in range(6)})
    app = app_over(vault)
    app.sync()
    vault.notes = {f"moved/{path}": data for path, data in vault.notes.items()}

    assert app.sync().lines_after == 6


def test_other_conventions_read_every_note_again():
    vault = MemoryVault({"A.md": b"- [ ] Pay #todo\n"})
    index = MemoryIndex(Conventions())
    app_over(vault, index).sync()
    assert index.line_count() == 0

    index.conventions = todo = Conventions(task_tag="#todo")
    app_over(vault, index, todo).sync()
    assert index.line_count() == 1


# Ids first: few titles and few ids on purpose, since lines that have nothing to do
# with each other would make every property of reconciling true.
titles = st.sampled_from(
    ["Send the minutes to Bo", "send  minutes to Bo!", "Send the minutes to Bo today", "Café 日本"]
)
ids = st.sampled_from(["", "", " ^vs-aaaaaaaaaa", " ^vs-bbbbbbbbbb", " 🆔 vs-aaaaaaaaaa"])
stated = st.lists(st.builds("- [{}] {} #task{}\n".format, st.sampled_from(" x-?"), titles, ids), max_size=3)
saves = st.lists(st.tuples(st.sampled_from(["A.md", "b/B.md", "_archive/C.md"]), stated), max_size=8)
bursts = st.lists(st.dictionaries(st.sampled_from(["A.md", "b/B.md", "_archive/C.md"]), stated), max_size=6)


@settings(max_examples=150)
@given(saves=saves, whole_from=st.sampled_from([0.0, 9.0]))
def test_however_notes_were_saved_the_index_is_what_they_say_now(tmp_path_factory, saves, whole_from):
    """Kills: a note taken in beside its old lines, a regroup of changed lines only, a digest that is not compared,
    a task that keeps its old row when only a status changed, edges or suggestions of lines that are gone."""
    vault = MemoryVault()
    grown = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS, whole_from=whole_from)
    app = app_over(vault, grown)
    for path, said in saves:
        if said:
            vault.notes[path] = "".join(said).encode()
        else:
            vault.notes.pop(path, None)
        app.sync([path], accept_loss=True)

    fresh = MemoryIndex(CONVENTIONS)
    app_over(vault, fresh).sync()
    assert grown.tasks(EVERYTHING) == fresh.tasks(EVERYTHING)
    assert counted(grown.suggestions()) == counted(fresh.suggestions())
    assert grown.counts() == fresh.counts()


@settings(max_examples=150)
@given(bursts=bursts)
def test_several_notes_saved_at_once_end_as_the_same_tasks(tmp_path_factory, bursts):
    """Kills: a task looked up of a line that another note of the burst no longer has."""
    vault = MemoryVault()
    grown = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS, whole_from=9.0)
    app = app_over(vault, grown)
    for burst in bursts:
        vault.notes = {path: data for path, data in vault.notes.items() if path not in burst}
        vault.notes |= {path: "".join(said).encode() for path, said in burst.items() if said}
        app.sync(list(burst), accept_loss=True)

    fresh = MemoryIndex(CONVENTIONS)
    app_over(vault, fresh).sync()
    assert grown.tasks(EVERYTHING) == fresh.tasks(EVERYTHING)
    assert counted(grown.suggestions()) == counted(fresh.suggestions())
    assert grown.counts() == fresh.counts()


def counted(suggestions):
    return Counter((round(score, 3), frozenset({one.uid, other.uid})) for score, one, other in suggestions)


# Acting


def test_a_promotion_opens_the_speaking_line_and_closes_the_others(desk):
    desk.write("2026-01-05 Kickoff.md", "# Kickoff\n- [?] Send the pricing sheet to Bo. @Ana #task #proposed #auto\n")
    desk.write("2026-01-12 Review.md", "- [?] Send the pricing sheet to Bo @Ana 📅 2026-01-20 #task #proposed\n")
    desk.act(to_status(Status.OPEN), "Send the pricing sheet to Bo")

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert task.uid.startswith("vs-")
    assert desk.read("2026-01-12 Review.md") == (
        f"- [ ] Send the pricing sheet to Bo @Ana 📅 2026-01-20 #task ^{task.uid}\n"
    )
    assert desk.read("2026-01-05 Kickoff.md") == (
        f"# Kickoff\n- [-] Send the pricing sheet to Bo. @Ana #task #proposed #auto ❌ 2026-02-02 ^{task.uid}\n"
    )
    assert task.status is Status.OPEN


def test_a_promotion_that_is_stopped_after_its_first_note_has_promoted_the_task(desk):
    """Edited in the order of their names, a closed duplicate would speak for the task, and say that it is rejected."""
    desk.write("2026-01-05 Kickoff.md", "- [?] Send the pricing sheet to Bo. @Ana #task #proposed\n")
    desk.write("2026-01-12 Review.md", "- [?] Send the pricing sheet to Bo @Ana #task #proposed\n")
    desk.app.sync()
    plan = desk.app.plan("test", ["Send the pricing sheet to Bo"], to_status(Status.OPEN))

    desk.app.carry_out(plan._replace(edits=plan.edits[:1]))

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, len(task.lines)) == (Status.OPEN, 2)
    desk.act(to_status(Status.OPEN), task.uid)
    assert desk.read("2026-01-12 Review.md").startswith("- [ ]")
    assert desk.read("2026-01-05 Kickoff.md").startswith("- [-]")


@pytest.mark.parametrize("act", ["act", "undo"])
def test_an_edit_is_done_even_if_the_index_cannot_be_brought_up_to_date(desk, act):
    desk.write("A.md", "- [ ] Pay the rent #task\n")
    desk.act(to_status(Status.STARTED), "Pay the rent")
    plan = desk.app.plan("test", ["Pay the rent"], to_status(Status.DONE))

    @contextmanager
    def held():
        raise Busy("another vaultsync is reading the notes", remedy="Wait until it has finished.")
        yield

    desk.while_reading = held
    operation = desk.app.undo().operation if act == "undo" else desk.app.carry_out(plan).operation

    assert operation.outcome == "done"
    assert desk.read("A.md") == (
        "- [ ] Pay the rent #task\n" if act == "undo" else "- [x] Pay the rent #task ✅ 2026-02-02\n"
    )
    assert desk.told == ["the edit is made, but the index does not know it yet: another vaultsync is reading the notes"]
    desk.while_reading = nullcontext
    assert desk.app.sync().changed == ["A.md"]


def test_an_edit_is_done_even_if_somebody_stops_the_reading_behind_it(desk):
    """Kills: `Stopped.` over a command that has changed every note."""
    desk.write("A.md", "- [ ] Pay the rent #task\n")
    plan = desk.app.plan("test", ["Pay the rent"], to_status(Status.DONE)) if desk.app.sync() else None

    @contextmanager
    def stopped():
        raise KeyboardInterrupt
        yield

    desk.while_reading = stopped
    assert desk.app.carry_out(plan).operation.outcome == "done"
    assert desk.told == ["the edit is made, but the index does not know it yet: it was stopped"]


def test_duplicates_are_left_alone_when_asked(desk):
    desk.write("A.md", "- [?] Send the pricing sheet to Bo #task #proposed\n")
    desk.write("B.md", "- [?] Send the pricing sheet to Bo #task #proposed\n")
    desk.act(to_status(Status.OPEN), "Send the pricing sheet to Bo", keep_duplicates=True)

    assert sorted(desk.read(path)[:5] for path in ("A.md", "B.md")) == ["- [ ]", "- [?]"]


def test_a_note_with_two_lines_of_a_task_carries_the_block_id_once(desk):
    line = "- [?] Send the pricing sheet to Bo Lind at once #task #proposed\n"
    desk.write("A.md", f"# One\n{line}# Two\n{line}")
    desk.act(to_status(Status.OPEN), "Send the pricing sheet to Bo Lind at once")

    text = desk.read("A.md")
    (task,) = desk.app.index.tasks(EVERYTHING)
    assert text.count(f"^{task.uid}") == 1
    assert text.count(f"🆔 {task.uid}") == 1


def test_a_rejected_item_stays_rejected_when_it_is_proposed_again_in_other_words(desk):
    desk.write("A.md", "- [?] Send the pricing sheet to Bo Lind @Ana #task #proposed\n")
    desk.act(to_status(Status.CANCELLED), "Send the pricing sheet to Bo Lind")
    desk.write("B.md", "- [?] Send Bo Lind the pricing sheet @Ana #task #proposed\n")
    desk.app.sync()

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, len(task.lines)) == (Status.CANCELLED, 2)


def test_completing_a_recurrence_writes_the_next_one_above_without_the_id(desk):
    desk.write("A.md", "- [ ] Water the ferns 🔁 every week 📅 2026-01-30 #task ^vs-aaaaaaaaaa\r\nend")
    desk.act(to_status(Status.DONE), "vs-aaaaaaaaaa")

    assert desk.read("A.md") == (
        "- [ ] Water the ferns 🔁 every week 📅 2026-02-06 #task\r\n"
        "- [x] Water the ferns 🔁 every week 📅 2026-01-30 #task ✅ 2026-02-02 ^vs-aaaaaaaaaa\r\nend"
    )


@pytest.mark.parametrize("accepted", [False, True])
@pytest.mark.parametrize("notes", ["A", "AB"])
def test_a_rejected_item_that_recurs_stays_rejected_when_it_is_proposed_again(desk, accepted, notes):
    """Kills: the day of the rejection makes another round of the line."""
    line = "- [?] Water the ferns 🔁 every week #task #proposed\n"
    for name in notes:
        desk.write(f"{name}.md", line)
    if accepted:
        desk.act(to_status(Status.OPEN), "Water the ferns")
    desk.act(to_status(Status.CANCELLED), "Water the ferns")
    desk.write("C.md", line)
    desk.app.sync()

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, len(task.lines)) == (Status.CANCELLED, len(notes) + 1)


def test_what_was_rejected_together_stays_rejected_when_one_part_of_it_is_proposed_again(desk):
    """Kills: the likeness to the other parts, which is none, brings the mean below what joins."""
    said = ["Call the sawmill about the beams", "Order twelve cedar hive frames", "Prune the pear trees"]
    for name, words in zip("ABC", said, strict=True):
        desk.write(f"{name}.md", f"- [?] {words} #task #proposed\n")
    desk.app.sync()
    desk.app.carry_out(desk.app.plan_together("test", said, merge))
    desk.act(to_status(Status.CANCELLED), said[0])
    for name, words in zip("DEF", said, strict=True):
        desk.write(f"{name}.md", f"- [?] {words} #task #proposed\n")
    desk.app.sync()

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, len(task.lines)) == (Status.CANCELLED, 6)


@pytest.mark.parametrize("accepted", [True, False])
@pytest.mark.parametrize("dated", [True, False])
def test_a_round_that_is_done_does_not_hide_the_next_one_that_has_no_date(tmp_path, dated, accepted):
    """Kills: a line closed as its duplicate, which has no date either, is taken for the next round; so is the
    round itself where the vault writes no done dates.
    """
    desk = Desk(tmp_path, Conventions(tasks=CONVENTIONS.tasks._replace(set_done_date=dated)))
    line = "- [?] Water the ferns 🔁 every week #task #proposed\n"
    desk.write("A.md", line)
    desk.write("B.md", line)
    if accepted:
        desk.act(to_status(Status.OPEN), "Water the ferns")
    desk.act(to_status(Status.DONE), "Water the ferns")

    done, coming = sorted(desk.app.index.tasks(EVERYTHING), key=lambda task: task.status)
    assert (done.status, coming.status) == (Status.DONE, Status.OPEN)
    assert ("✅" in desk.read("A.md") + desk.read("B.md"), len(done.lines), len(coming.lines)) == (dated, 2, 1)


def test_each_round_can_be_done_where_nothing_has_a_date(tmp_path):
    """Kills: the second round is found inside the result of the first, as what the command has made."""
    desk = Desk(tmp_path, Conventions(tasks=CONVENTIONS.tasks._replace(set_done_date=False)))
    desk.write("A.md", "- [ ] Water the ferns 🔁 every week #task\n")
    desk.app.sync()
    for _ in range(3):
        (coming,) = (task for task in desk.app.index.tasks(EVERYTHING) if not task.status.decided)
        desk.act(to_status(Status.DONE), coming.uid)

    assert desk.read("A.md").count("- [x]") == 3
    assert sorted(task.status for task in desk.app.index.tasks(EVERYTHING)) == [*[Status.DONE] * 3, Status.OPEN]


def test_a_round_that_obsidian_completed_without_a_date_says_already_that_it_is_done(tmp_path):
    """Kills: it gets an id, though nothing is decided of it."""
    desk = Desk(tmp_path, Conventions(tasks=CONVENTIONS.tasks._replace(set_done_date=False)))
    desk.write("A.md", "- [x] Water the ferns 🔁 every week #task\n")
    desk.app.sync()

    assert desk.app.plan("test", ["Water the ferns"], to_status(Status.DONE)).edits == ()


def test_what_an_archive_still_calls_open_does_not_outvote_a_rejection(desk):
    """Kills: only live lines are closed, and the task stays open."""
    desk.write("A.md", "- [?] Send the pricing sheet to Bo Lind #task #proposed\n")
    desk.write("Archive/B.md", "- [ ] Send the pricing sheet to Bo Lind #task\n")
    desk.write("Templates/C.md", "- [ ] Send the pricing sheet to Bo Lind #task\n")
    desk.act(to_status(Status.CANCELLED), "Send the pricing sheet to Bo Lind")

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, desk.read("Templates/C.md")[:5]) == (Status.CANCELLED, "- [ ]")


def test_what_is_proposed_again_of_a_done_task_is_closed_alone(desk):
    """Kills: the done line of the archive is closed too, and the task is rejected."""
    desk.write("A.md", "- [?] Send the pricing sheet to Bo Lind #task #proposed\n")
    desk.write("Archive/B.md", "- [x] Send the pricing sheet to Bo Lind #task\n")
    desk.act(to_status(Status.CANCELLED), "Send the pricing sheet to Bo Lind")

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (task.status, desk.read("Archive/B.md")[:5]) == (Status.DONE, "- [x]")


def test_reopening_takes_the_done_date_off(desk):
    desk.write("A.md", "- [x] Pay the rent ✅ 2026-01-01 #task\n")
    desk.act(to_status(Status.OPEN), "Pay the rent")

    assert desk.read("A.md") == "- [ ] Pay the rent #task\n"


def test_a_deferred_proposal_keeps_its_date_when_it_is_proposed_again(desk):
    desk.write("2026-01-05 A.md", "- [?] Send the pricing sheet to Bo Lind 📅 2026-01-09 #task #proposed\n")
    desk.act(to_date(lambda _: NOON.date()), "Send the pricing sheet to Bo Lind")
    desk.write("2026-01-12 B.md", "- [?] Send the pricing sheet to Bo Lind 📅 2026-01-16 #task #proposed\n")
    desk.app.sync()

    (task,) = desk.app.index.tasks(EVERYTHING)
    assert (len(task.lines), task.due, task.status) == (2, NOON.date(), Status.PROPOSED)


def test_assigning_changes_the_name_and_nothing_else(desk):
    desk.write("A.md", "- [ ] Send   it @Ana Ruiz 📅 2026-01-09 ⏫ #task ^vs-aaaaaaaaaa\n")
    desk.act(to_person("Bo Lind"), "vs-aaaaaaaaaa")

    assert desk.read("A.md") == "- [ ] Send   it @Bo Lind 📅 2026-01-09 ⏫ #task ^vs-aaaaaaaaaa\n"


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


def test_a_line_that_has_changed_since_refuses_the_command_and_names_it(desk):
    desk.write("A.md", "- [ ] Pay the rent #task\n")
    desk.write("B.md", "- [ ] Call the bank #task\n")
    desk.app.sync()
    desk.write("B.md", "- [ ] Call the bank tomorrow #task\n")

    with pytest.raises(NoteChanged, match=r"B\.md:1"):
        desk.app.plan("done", ["Pay the rent", "Call the bank"], to_status(Status.DONE))
    assert desk.read("A.md") == "- [ ] Pay the rent #task\n", "all edits are tried before the first is written"


def test_a_name_that_reaches_nothing_or_several_says_what_to_do(desk):
    desk.write("A.md", "- [ ] Pay the rent 🆔 abc1 #task\n- [ ] Call the bank 🆔 abc2 #task\n")
    desk.app.sync()

    with pytest.raises(NoSuchTask, match="`abc` could be any of 2 tasks") as several:
        desk.app.find(["abc"])
    assert [line.split()[0] for line in several.value.details] == ["abc1", "abc2"]
    with pytest.raises(NoSuchTask, match="no task goes by `zzz`") as refused:
        desk.app.find(["zzz"])
    assert "list --all" in refused.value.remedy


def test_what_is_no_task_is_refused_by_its_own_name(desk):
    """Kills: a note, a person or a line that is told to be no task, and whose caller looks for tasks then."""
    desk.write("A.md", "- [ ] Pay the rent 🆔 abc1 #task\n")
    desk.app.sync()
    app = desk.app

    for error, ask in (
        (NoSuchNote, lambda: Asking(app).known("B.md")),
        (NoSuchNote, lambda: Querying(app).dashboard("B.md")),
        (NoSuchPerson, lambda: Asking(app).agenda("Xq")),
        (NoSuchPerson, lambda: Asking(app).decisions(person="Xq")),
        (SameTask, lambda: app.plan_together("merge", ["abc1", "Pay the rent"], merge)),
        (
            NoSuchLine,
            lambda: app.plan_together("split", ["abc1"], lambda tasks, wish: split(tasks[0], [("A.md", 1)], wish)),
        ),
    ):
        with pytest.raises(error) as refused:
            ask()
        assert (refused.value.exit_status, isinstance(refused.value, NoSuchTask)) == (1, False)


def test_a_round_that_is_done_leaves_the_next_one_open(desk):
    desk.write("A.md", "- [ ] Water the ferns 🔁 every week 📅 2026-01-30 #task\n")
    desk.act(to_status(Status.DONE), "Water the ferns")

    assert [(task.status, str(task.due)) for task in desk.app.index.tasks(EVERYTHING)] == [
        (Status.OPEN, "2026-02-06"),
        (Status.DONE, "2026-01-30"),
    ]


@pytest.mark.parametrize(
    ("text", "tags", "before"),
    [
        (b"- [ ] Call the yard #task\n- [ ] Oil the winch #chore\n", {"task_tag": "#chore"}, ["Oil the winch"]),
        (b"- [ ] Call the yard #task #maybe\n", {"proposed_tag": "#maybe"}, [""]),
    ],
    ids=["other lines", "the same lines"],
)
def test_a_note_that_could_not_be_read_by_new_settings_is_read_by_them_as_soon_as_it_can_be(
    tmp_path, text, tags, before
):
    """Kills: its old stamp holds; its lines, or its tasks, are taken for what other settings made of them."""
    vault = MemoryVault({"A.md": text, **{f"{n}.md": f"- [ ] Book room {n} #task\n".encode() for n in range(9)}})

    def synced(conventions) -> tuple[list[str], list[str]]:
        """What was changed, and what of the note is open."""
        index = SqliteIndex(tmp_path / "index.db", conventions)
        changed = app_over(vault, index, conventions).sync(accept_loss=True).changed
        wanted = Wanted(statuses=frozenset({Status.OPEN}))
        found = [task.title for task in index.tasks(wanted) if task.speaker.path == "A.md"]
        index.close()
        return changed, found or [""]

    assert synced(CONVENTIONS._replace(**tags))[1] == before
    vault.locked = {"A.md"}
    assert synced(CONVENTIONS)[1] == before
    vault.locked = set()
    assert synced(CONVENTIONS) == (["A.md"], ["Call the yard"])
    assert synced(CONVENTIONS) == ([], ["Call the yard"])


def test_a_note_that_vanishes_between_the_look_and_the_reading_is_news():
    vault = MemoryVault({"A.md": b"- [ ] Pay #task\n", "B.md": b"- [ ] Book #task\n"})
    app = app_over(vault)
    app.sync()
    vault.notes["A.md"] = b"- [x] Pay #task\n"
    look = vault.look

    def look_and_lose(path: str) -> Glance | None:
        seen = look(path)
        vault.notes.pop(path, None)
        return seen

    vault.look = look_and_lose
    report = app.sync(["A.md"], accept_loss=True)

    assert (report.gone, report.news) == (["A.md"], True)
    assert [task.title for task in app.index.tasks(EVERYTHING)] == ["Book"]
