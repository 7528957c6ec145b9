"""What the application reads of a vault, and what it says has changed."""

from pathlib import Path

import pytest

from tests.app.making import CONVENTIONS, EVERYTHING, app_over
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Status
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import Glance, UnreadableNote
from vaultsync.store.disk import DiskVault
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault


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


def test_a_note_that_says_the_same_in_other_prose_is_never_too_much():
    notes = {f"{number}.md": f"- [ ] Send minutes {number} #task".encode() for number in range(30)}
    vault = MemoryVault(notes)
    app = app_over(vault, SqliteIndex(Path(":memory:"), CONVENTIONS))
    app.sync()
    vault.notes.update({path: text + b"\n\nSeen.\n" for path, text in notes.items()})
    assert len(app.sync(most=0).changed) == 30


def test_other_conventions_read_every_note_again():
    vault = MemoryVault({"A.md": b"- [ ] Pay #todo\n"})
    index = MemoryIndex(Conventions())
    app_over(vault, index).sync()
    assert index.line_count() == 0

    index.conventions = todo = Conventions(task_tag="#todo")
    app_over(vault, index, todo).sync()
    assert index.line_count() == 1


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
