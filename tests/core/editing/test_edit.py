"""What each line of a task becomes: where its line goes with its completion, where a newer line speaks."""

from datetime import date

import pytest

from tests.core.editing.notes import WISH, edited, tasks_of
from vaultsync.core.conventions import Conventions
from vaultsync.core.editing.decide import merge
from vaultsync.core.editing.edit import Wish, accept, assign, defer, set_status
from vaultsync.core.model import Status
from vaultsync.core.notation.settings import TasksSettings, read_settings

WORDS = "Send the pricing sheet to Bo Lind"
PROPOSED = f"- [?] {WORDS} #task #proposed\n"
TYPES = {
    " ": "TODO",
    "!": "TODO",
    "/": "IN_PROGRESS",
    ">": "IN_PROGRESS",
    "h": "ON_HOLD",
    "x": "DONE",
    "-": "CANCELLED",
}
SEVERAL = Conventions(
    tasks=read_settings(
        {
            "statusSettings": {
                "coreStatuses": [],
                "customStatuses": [
                    {"symbol": symbol, "name": symbol, "nextStatusSymbol": "x", "type": type_}
                    for symbol, type_ in TYPES.items()
                ],
            }
        }
    )
)
"""A vault with two symbols of one status."""


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
    """Kills: every line that is left is closed as a duplicate."""
    notes = completed({"A.md": f"- [ ] {WORDS} 🏁 delete #task ^a1\n", **others})

    assert (notes["A.md"], statuses(notes)) == ("", [Status.DONE])
    assert "".join(notes.values()).count("[x]") == 1
    assert "🏁" not in "".join(notes.values())


def test_nothing_is_left_of_a_task_whose_lines_all_go_when_it_is_done():
    """Kills: a duplicate that was closed before stays, and says that the task was rejected."""
    texts = {"A.md": f"- [ ] {WORDS} 🏁 delete #task ^a1\n", "B.md": f"- [-] {WORDS} 🏁 delete #task ^a1\n"}

    assert completed(texts) == {"A.md": "", "B.md": ""}


def test_a_line_that_says_already_that_it_is_done_stays_though_it_would_go_now():
    """Kills: what Obsidian has kept of a task that is done is taken away by the next command."""
    done = f"- [x] {WORDS} 🏁 delete #task ✅ 2026-01-30 ^a1\n"

    assert completed({"A.md": done, "B.md": done}) == {"A.md": done, "B.md": done}


def test_a_round_that_goes_when_it_is_done_leaves_the_next_one_open():
    """Kills: the next round gets the id, and is the same task as the one that is done."""
    line = "Water the ferns 🔁 every week"
    notes = completed({"A.md": f"- [ ] {line} 🏁 delete #task\n", "B.md": f"- [?] {line} #task #proposed\n"})

    assert notes["A.md"] == f"- [ ] {line} 🏁 delete #task\n"
    assert notes["B.md"].startswith(f"- [x] {line} #task ✅ 2026-02-02 ^vs-")
    assert statuses(notes) == [Status.DONE, Status.OPEN]


@pytest.mark.parametrize(
    ("act", "newer", "says"),
    [
        (lambda task: assign(task, "Ana Ruiz", WISH), "📅 2026-01-16", "@Ana Ruiz 📅 2026-03-03"),
        (lambda task: assign(task, "Ana Ruiz", WISH), "@Tom Wilder", "@Ana Ruiz 📅 2026-03-03"),
        (lambda task: assign(task, "", WISH), "@Tom Wilder", "📅 2026-03-03"),
        (lambda task: defer(task, lambda _: date(2026, 4, 4), WISH), "@Tom Wilder", "@Bo @Cy Dun 📅 2026-04-04"),
        (
            lambda task: defer(task, lambda _: date(2026, 4, 4), WISH),
            "⏳ 2026-01-16",
            "@Bo @Cy Dun ⏳ 2026-01-16 📅 2026-04-04",
        ),
    ],
)
def test_a_newer_line_that_speaks_for_a_task_says_what_is_decided_of_it(act, newer, says):
    """Kills: a line that is newer than the one with the id gets none, and says as before, once it is parted."""
    texts = {
        "2026-01-05 A.md": f"- [?] {WORDS} @Bo @Cy Dun 📅 2026-03-03 #task #proposed ^a1\n",
        "2026-01-12 B.md": f"- [?] {WORDS} {newer} #task #proposed\n",
    }
    notes = edited(texts, act(tasks_of(texts)["2026-01-05 A.md", 1]))

    assert sorted(notes["2026-01-12 B.md"].split()) == sorted(f"- [?] {WORDS} {says} #task #proposed ^a1".split())


@pytest.mark.parametrize(
    ("line", "moved_from", "after"),
    [
        ("Water the ferns", date(2026, 1, 5), "Water the ferns #task ⏳ 2026-03-03"),
        ("Water the ferns 🛫 2026-01-09", date(2026, 1, 9), "Water the ferns 🛫 2026-03-03 #task"),
        ("Water the ferns ✅ 2026-01-09", date(2026, 1, 5), "Water the ferns ✅ 2026-01-09 #task ⏳ 2026-03-03"),
    ],
)
def test_a_scheduled_date_of_the_notes_name_is_deferred_onto_the_line(line, moved_from, after):
    """Kills: the line gets a due date beside the scheduled one, which stays."""
    conventions = Conventions(tasks=TasksSettings(filename_as_scheduled=True))
    wish = Wish(conventions, date(2026, 2, 2), lambda _: False)
    texts = {"Daily/2026-01-05.md": f"- [ ] {line} #task\n"}
    found = []

    def moved(when):
        found.append(when)
        return date(2026, 3, 3)

    notes = edited(texts, defer(tasks_of(texts, conventions)["Daily/2026-01-05.md", 1], moved, wish))

    assert found == [moved_from]
    assert notes["Daily/2026-01-05.md"].startswith(f"- [ ] {after} ^vs-")


@pytest.mark.parametrize("newer", ["2026-01-12 B.md", "_archive/2026-01-12 B.md"])
def test_what_was_decided_before_in_a_newer_note_gets_no_voice(newer):
    """Kills: a rejected or archived line gets the id of what is proposed, and speaks with its own date."""
    texts = {
        "2026-01-05 A.md": f"- [?] {WORDS} 📅 2026-03-03 #task #proposed ^a1\n",
        newer: f"- [{' ' if 'archive' in newer else '-'}] {WORDS} 📅 2026-01-16 #task\n",
        "C.md": "- [?] Water the ferns #task #proposed\n",
    }
    found = tasks_of(texts)
    task = found["2026-01-05 A.md", 1]
    made = merge([task, found["C.md", 1]], WISH) if task.status.decided else assign(task, "Ana Ruiz", WISH)

    assert edited(texts, made)[newer] == texts[newer]


@pytest.mark.parametrize("status", [Status.OPEN, Status.STARTED, Status.DONE])
def test_what_was_rejected_and_is_taken_up_again_gets_one_id_on_every_line(status):
    """Kills: a line that stays rejected without the id, and goes its own way when it is reworded."""
    texts = {"2026-01-05 A.md": PROPOSED, "2026-01-06 B.md": PROPOSED}
    rejected = edited(texts, set_status(tasks_of(texts)["2026-01-05 A.md", 1], Status.CANCELLED, WISH))
    task = tasks_of(rejected)["2026-01-05 A.md", 1]

    notes = edited(rejected, set_status(task, status, WISH))
    found = tasks_of(notes)

    assert len(task.lines) == 2
    assert {line.ids for line in found["2026-01-05 A.md", 1].lines} == {(f"vs-{task.uid[2:]}",)}
    assert (len(set(found.values())), found["2026-01-05 A.md", 1].status) == (1, status)
    reworded = notes | {"2026-01-05 A.md": notes["2026-01-05 A.md"].replace(WORDS, "Water the ferns")}
    assert len({each.uid for each in tasks_of(reworded).values()}) == 1


@pytest.mark.parametrize("status", [Status.OPEN, Status.STARTED])
def test_a_rejected_line_that_stands_alone_gets_an_id_when_it_is_accepted(status):
    texts = {"A.md": f"- [-] {WORDS} #task #proposed ❌ 2026-02-02\n"}

    assert " ^vs-" in edited(texts, set_status(tasks_of(texts)["A.md", 1], status, WISH))["A.md"]


def test_what_is_done_at_once_needs_no_id_where_it_was_rejected_on_one_line_alone():
    texts = {"A.md": f"- [-] {WORDS} #task ❌ 2026-02-02\n"}

    assert completed(texts) == {"A.md": f"- [x] {WORDS} #task ✅ 2026-02-02\n"}


@pytest.mark.parametrize(("symbol", "status"), [("/", Status.STARTED), ("h", Status.ON_HOLD)])
def test_what_is_under_way_or_on_hold_stays_so_when_it_is_accepted(symbol, status):
    """Kills: every task that is accepted becomes open, whatever it was."""
    texts = {"A.md": f"- [{symbol}] {WORDS} #task ^a1\n", "B.md": PROPOSED}
    wish = WISH._replace(conventions=SEVERAL)
    task = tasks_of(texts, SEVERAL)["A.md", 1]
    notes = edited(texts, accept(task, wish))

    assert (task.status, notes["A.md"], notes["B.md"][:5]) == (status, texts["A.md"], "- [-]")


@pytest.mark.parametrize(("symbol", "status"), [("!", Status.OPEN), (">", Status.STARTED)])
def test_a_line_that_has_the_status_keeps_its_own_symbol(symbol, status):
    """Kills: the first symbol of a status is written over another one of the same status."""
    texts = {"A.md": f"- [{symbol}] {WORDS} #task ^a1\n"}
    wish = WISH._replace(conventions=SEVERAL)

    assert set_status(tasks_of(texts, SEVERAL)["A.md", 1], status, wish) == ()
