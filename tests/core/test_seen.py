"""Which lines of a decided task a person perhaps wrote after the decision."""

import pytest

from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.task import task_of
from vaultsync.core.seen import came_back

DONE = ("2026-01-05 D", "- [x] Tar the roof #task 📅 2026-01-09 ✅ 2026-01-05")


def back(*stated):
    lines = [line for path, text in stated for line in read_note(f"{path}.md", text.encode(), Conventions()).lines]
    return [line.raw for line in came_back(task_of(lines))]


@pytest.mark.parametrize(
    ("path", "line", "is_back"),
    [
        ("2026-01-06 A", "- [ ] Tar the roof #task", True),
        ("2026-01-06 A", "- [/] Tar the roof #task", True),
        ("2026-01-05 A", "- [ ] Tar the roof #task", False),
        ("A", "- [ ] Tar the roof #task", True),
        ("A", "- [ ] Tar the roof #task ➕ 2026-01-04", False),
        ("2026-01-02 A", "- [ ] Tar the roof #task ➕ 2026-01-06", True),
        ("2026-01-02 A", "- [ ] Tar the roof #task 📅 2026-03-01", True),
        ("2026-01-02 A", "- [ ] Tar the roof #task 📅 2026-01-09", False),
        ("2026-01-02 A", "- [ ] Tar the roof #task 📅 2026-01-04", False),
        ("2026-01-06 A", "- [?] Tar the roof #task #proposed", False),
        ("2026-01-06 A", "- [x] Tar the roof #task", False),
        ("_archive/2026-01-06 A", "- [ ] Tar the roof #task", False),
    ],
)
def test_what_is_open_and_not_known_to_be_as_old_as_the_decision_perhaps_came_back(path, line, is_back):
    assert back(DONE, (path, line)) == ([line] if is_back else [])


def test_without_a_day_of_the_decision_nothing_open_is_known_to_be_older():
    """Kills: `- [ ] Milk` that is closed because some other list has `- [x] Milk`."""
    assert back(("A", "- [x] Milk #task"), ("2026-01-02 B", "- [ ] Milk #task")) == ["- [ ] Milk #task"]


def test_of_several_completions_the_last_counts():
    newer = ("2026-01-20 N", "- [ ] Tar the roof #task")

    assert not back(newer, DONE, ("B", "- [x] Tar the roof #task ✅ 2026-02-02"))


def test_what_is_no_work_never_comes_back():
    assert not back(("A", "- [ ] Tar the roof #task"))
