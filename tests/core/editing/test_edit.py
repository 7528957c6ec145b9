"""What each line of a task becomes: `🏁 delete` among several wordings."""

import pytest

from tests.core.editing.notes import WISH, edited, tasks_of
from vaultsync.core.editing.edit import set_status
from vaultsync.core.model import Status

WORDS = "Send the pricing sheet to Bo Lind"
PROPOSED = f"- [?] {WORDS} #task #proposed\n"


def completed(texts: dict[str, str], path: str = "A.md") -> dict[str, str]:
    """The notes after the task of a note's first line is done."""
    return edited(texts, set_status(tasks_of(texts)[path, 1], Status.DONE, WISH))


def statuses(texts: dict[str, str]) -> list[Status]:
    return sorted({task.uid: task.status for task in tasks_of(texts).values()}.values())


@pytest.mark.parametrize(
    "others",
    [
        {"B.md": PROPOSED},
        {"B.md": PROPOSED, "C.md": PROPOSED},
        {"B.md": f"- [-] {WORDS} #task #proposed ❌ 2026-01-30 ^a1\n"},
        {"B.md": f"- [-] {WORDS} #task ❌ 2026-01-30 ^a1\n", "C.md": f"- [x] {WORDS} #task ✅ 2026-01-30\n"},
        {"B.md": PROPOSED, "C.md": f"- [?] {WORDS} 🏁 delete #task #proposed\n"},
    ],
    ids=["proposed again", "twice", "closed before", "done elsewhere", "another that goes"],
)
def test_a_task_whose_line_goes_when_it_is_done_is_done_and_not_rejected(others):
    """Killed fault: every line that is left is closed as a duplicate."""
    notes = completed({"A.md": f"- [ ] {WORDS} 🏁 delete #task ^a1\n", **others})

    assert (notes["A.md"], statuses(notes)) == ("", [Status.DONE])
    assert "".join(notes.values()).count("[x]") == 1
    assert "🏁" not in "".join(notes.values())


def test_nothing_is_left_of_a_task_whose_lines_all_go_when_it_is_done():
    """Killed fault: a duplicate that was closed before stays, and says that the task was rejected."""
    texts = {"A.md": f"- [ ] {WORDS} 🏁 delete #task ^a1\n", "B.md": f"- [-] {WORDS} 🏁 delete #task ^a1\n"}

    assert completed(texts) == {"A.md": "", "B.md": ""}


def test_a_round_that_goes_when_it_is_done_leaves_the_next_one_open():
    """Killed fault: the next round gets the id, and is the same task as the one that is done."""
    line = "Water the ferns 🔁 every week"
    notes = completed({"A.md": f"- [ ] {line} 🏁 delete #task\n", "B.md": f"- [?] {line} #task #proposed\n"})

    assert notes["A.md"] == f"- [ ] {line} 🏁 delete #task\n"
    assert notes["B.md"].startswith(f"- [x] {line} #task ✅ 2026-02-02 ^vs-")
    assert statuses(notes) == [Status.DONE, Status.OPEN]
