"""A sync that would be too much, lose much or accept what nobody has accepted stops."""

from pathlib import Path

import pytest

from tests.app.making import CONVENTIONS, EVERYTHING, app_over
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import WouldLose
from vaultsync.core.model import Status
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.reading import TooMuch
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault


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
