"""What commands write into the notes, and what is refused before anything is written."""

from contextlib import contextmanager, nullcontext

import pytest

from tests.app.making import EVERYTHING
from tests.conftest import NOON
from vaultsync.acts import to_date, to_person, to_status
from vaultsync.asking import Asking
from vaultsync.core.editing.decide import merge, split
from vaultsync.core.errors import Busy, NoSuchLine, NoSuchNote, NoSuchPerson, NoSuchTask, NoteChanged, SameTask
from vaultsync.core.model import Status
from vaultsync.querying import Querying


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
