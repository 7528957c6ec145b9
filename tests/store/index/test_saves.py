"""What a save, or reading by other settings, makes of the lines and tasks that an index has."""

import apsw
import pytest

from tests.store.index.making import CONVENTIONS, take_in
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Status
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.query.narrowing import ANYTHING, Narrowing
from vaultsync.core.reading import Reading
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import READ_BY
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault


def test_notes_read_by_other_settings_make_other_tasks_though_most_notes_cannot_be_read(tmp_path):
    """Kills: the few notes that could be read keeping the tasks that their words made by the settings before."""
    held = Conventions(tasks=TasksSettings(status_rows=(*CORE, *CUSTOM, StatusSetting("h", "Hold", "x", "ON_HOLD"))))
    vault = MemoryVault({f"{n}.md": f"- [h] Task {n} #task\n".encode() for n in range(10)})
    before = SqliteIndex(tmp_path / "index.db", Conventions())
    Reading(vault, before, Conventions()).sync(None, accept_loss=False)
    before.close()
    index = SqliteIndex(tmp_path / "index.db", held)
    for most in (10, 5, 2):
        vault.locked = {f"{n}.md" for n in range(2, most)}
        Reading(vault, index, held).sync(None, accept_loss=False)
        stages = {row.path: row.stage for row in index.narrowed(Wanted(), Narrowing(ANYTHING)).rows}

        assert stages == {path: Status.OPEN if path in vault.locked else Status.ON_HOLD for path in vault.notes}, most


def test_lines_that_came_back_are_counted_as_they_come_and_go(tmp_path):
    """Kills: a number that a save leaves as it was, lines of notes that do not count."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    again = "---\ndate: 2026-01-20\n---\n- [ ] Water the plants #task\n"
    counts = []
    for notes in (
        {"A": "- [ ] Water the plants #task\n", "B": again},
        {"A": "- [x] Water the plants ✅ 2026-01-05 #task\n"},
        {"C": again + "- [?] Water the plants #task #proposed\n", "Archive/D": again},
        {"B": again.replace("01-20", "01-03")},
        {"C": "Nothing.\n"},
    ):
        for index in (plain, clever):
            take_in(index, **notes)
        counts.append((plain.came_back(), clever.came_back()))

    assert counts == [(0, 0), (1, 1), (2, 2), (1, 1), (0, 0)]


def test_a_save_that_changes_only_prose_leaves_the_lines_as_they_are(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    def rows() -> list:
        return list(apsw.Connection(str(tmp_path / "index.db")).execute("SELECT id, task FROM line"))

    take_in(index, A="- [ ] Pay #task\n- [ ] Call #task\n", B="- [ ] Ring #task\n")
    with index.writing():
        index.remember(READ_BY, CONVENTIONS.fingerprint)
    before = rows()

    take_in(index, A="- [ ] Pay #task\n- [ ] Call #task\n\nMore prose.\n")
    assert rows() == before
    take_in(index, A="- [ ] Pay #task\n- [x] Call #task\n\nMore prose.\n")
    assert rows() != before
    assert [task.status for task in index.tasks(Wanted(text="call"))] == [Status.DONE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntype: meeting\n---\n{}", "---\ntype: index\n---\n{}"),
        ("---\ndate: 2026-01-05\n---\n{}", "---\ndate: 2026-01-06\n---\n{}"),
        ("{}", "Prose above it.\n\n{}"),
        ("# Actions\n{}", "# Decisions\n{}"),
        ("- Ring\n  {}", "Ring\n  {}"),
        ("{}", "{}\n- [ ] Call #task"),
        ("{}\n- [ ] Call #task", "{}"),
        ("{}", "{} ⏫"),
    ],
)
def test_a_save_that_changes_anything_else_is_taken_in(tmp_path, before, after):
    """Kills: a fingerprint of what a note says that leaves out its facts, a line's number, its heading or what is around it."""
    index, fresh = SqliteIndex(tmp_path / "index.db", CONVENTIONS), MemoryIndex(CONVENTIONS)
    index.remember(READ_BY, CONVENTIONS.fingerprint)

    for text in (before, after, before):
        take_in(index, A=text.format("- [ ] Pay #task"), B="- [ ] Ring #task")
        take_in(fresh, A=text.format("- [ ] Pay #task"), B="- [ ] Ring #task")
        assert index.lines_of("A.md") == fresh.lines_of("A.md")


def test_a_task_that_loses_a_line_is_written_again(tmp_path):
    """Kills: lines counted while they are moved to another task, so that what is left looks unchanged."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    take_in(index, M="- [ ] Trellis pump leaks again, greenhouse #task\n")
    take_in(index, Z="- [ ] Order a new pump for the trellis @Bo Lind #task\n")
    take_in(index, A="- [ ] Repair the leaking trellis pump behind the greenhouse @Eva Moss #task\n")
    together = index.count(Wanted())
    take_in(index, B="- [ ] Fix the trellis pump that leaks behind the greenhouse @Eva #task\n")

    assert (together, index.count(Wanted())) == (1, 2)
    assert [index.count(Wanted(note=note)) for note in ("A.md", "B.md", "M.md", "Z.md")] == [1, 1, 1, 1]


def test_what_was_compared_by_other_words_and_weights_is_compared_again(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    take_in(index, A="- [ ] Prune the pear trees #task\n")
    with index.writing():
        index.remember("shelf", index.remembered("shelf").rpartition(" ")[0])
    apsw.Connection(str(index.path)).execute("UPDATE feature SET data = x'00'")
    take_in(index, B="- [ ] Prune the pear trees #task\n")

    assert [len(task.lines) for task in index.tasks(Wanted())] == [2]


@pytest.mark.parametrize("first", [{}, {"Other": "- [ ] Pay #task"}])
def test_what_is_odd_about_a_line_is_kept_however_it_came_in(index, first):
    """Kills: what is odd found only where notes come one by one, and forgotten when prose is saved."""
    bad = "- [ ] Pay #task 📅 2026-02-30"
    index.remember(READ_BY, CONVENTIONS.fingerprint)
    for notes in (first, {"A": bad}, {"A": f"{bad}\n\nProse."}):
        take_in(index, **notes)

        known = [(each.path, each.line, each.code) for each in index.diagnostics()]
        assert known == [("A.md", 1, "bad-date")] * ("A" in notes)

    assert [line.title for line in index.lines_of("A.md")] == ["Pay"]
