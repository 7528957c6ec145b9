"""Whatever is decided of tasks, their lines go on to be those tasks, and no others."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.editing.notes import WISH, edited, tasks_of
from vaultsync.core.editing.decide import keep_apart, merge, split
from vaultsync.core.editing.edit import assign, defer, set_status
from vaultsync.core.errors import TwoIds
from vaultsync.core.model import Status

ONE_EACH = {
    "assign": lambda task: assign(task, "Bo Lind", WISH),
    "defer": lambda task: defer(task, lambda _: date(2026, 3, 3), WISH),
    "start": lambda task: set_status(task, Status.STARTED, WISH),
}
TOGETHER = {"merge": merge, "keep apart": keep_apart}

# Sentences that are only just alike: an id on one of their lines alone is enough to part them.
SENTENCES = [
    "Photograph some receipts that say YE HAVE PAID and forward them to Suresh.",
    "Send Suresh two or three photographs of the pirate receipts.",
    "Update the work list with the noise in the port gearbox.",
    "Measure the port gearbox while it is making the noise.",
    "Check which language pack is installed on the kiosk.",
    "Find out which language pack the kiosk runs.",
]
items = st.builds(
    lambda sentence, owner, day: f"- [ ] {sentence}{owner}{day} #task\n",
    st.sampled_from(SENTENCES),
    st.sampled_from(["", " @Ana Ruiz", " @Tom Wilder"]),
    st.sampled_from(["", "", " 📅 2026-02-05"]),
)
vaults = st.dictionaries(st.sampled_from("ABCDE"), st.lists(items, min_size=1, max_size=3), min_size=2)


@given(vault=vaults, command=st.sampled_from([*ONE_EACH, *TOGETHER]), which=st.integers(0, 99))
def test_no_line_of_a_task_is_left_behind(vault: dict[str, list[str]], command: str, which: int) -> None:
    """Kills: an id on the line that speaks alone, or on it and on those that say the same words in its note."""
    texts = {f"{name}.md": "".join(said) for name, said in vault.items()}
    tasks = sorted({task.uid: task for task in tasks_of(texts).values()}.values(), key=lambda task: task.uid)
    chosen = [tasks[which % len(tasks)], tasks[(which + 1) % len(tasks)]][: 1 if command in ONE_EACH else 2]
    if len(chosen) > 1 and chosen[0] is chosen[1]:
        return
    edits = ONE_EACH[command](chosen[0]) if command in ONE_EACH else TOGETHER[command](chosen, WISH)
    now = tasks_of(edited(texts, edits))

    found = [{now[line.place].uid for line in task.lines} for task in chosen]
    assert [len(uids) for uids in found] == [1] * len(chosen)
    assert len(set.union(*found)) == (1 if command == "merge" else len(chosen))


FULL = "- [?] Order twelve cedar hive frames 🆔 w1 #task #proposed ^b1\n"
OTHER = "- [?] Find out which language pack the kiosk runs. {}#task #proposed{}\n"


@pytest.mark.parametrize(
    ("beside", "first"),
    [
        (FULL.replace(" 🆔 w1", ""), OTHER.format("🆔 q1 ", " ^a1")),
        (FULL.replace(" ^b1", ""), OTHER.format("", "")),
        (FULL.replace(" 🆔 w1", "").replace(" ^b1", ""), OTHER.format("🆔 q1 ", " ^a1")),
        ("", OTHER.format("", " ^a1")),
        ("", OTHER.format("", "")),
        ("", OTHER.format("🆔 q1 ", " ^a1") + OTHER.format("🆔 q1 ", "")),
    ],
    ids=["another with its block id", "another with its 🆔", "another without", "the first", "first without", "twice"],
)
@pytest.mark.parametrize("turned", [False, True])
def test_tasks_are_merged_where_any_line_has_room_for_an_id(beside, first, turned):
    """Kills: the speaking line has two ids, and the merger is refused."""
    texts = {"2026-01-05 A.md": first, "2026-01-12 B.md": FULL, "2026-01-11 C.md": beside}
    before = {task.uid: task for task in tasks_of(texts).values()}
    chosen = sorted(before.values(), key=lambda task: task.uid, reverse=turned)
    now = tasks_of(edited(texts, merge(chosen, WISH)))

    assert (len(before), len({task.uid for task in now.values()})) == (2, 1)


def test_tasks_without_room_for_an_id_are_not_merged():
    texts = {"A.md": FULL, "B.md": OTHER.format("🆔 q1 ", " ^a1")}
    with pytest.raises(TwoIds):
        merge([tasks_of(texts)["A.md", 1], tasks_of(texts)["B.md", 1]], WISH)


@pytest.mark.parametrize("status", [Status.OPEN, Status.STARTED, Status.DONE, Status.CANCELLED])
def test_a_line_that_two_other_ids_hold_in_its_task_stands_in_no_ones_way(status):
    """Kills: a promotion is refused, because the other line cannot take a third id."""
    texts = {"2026-01-05 A.md": FULL, "2026-01-04 B.md": FULL.replace("^b1", "^z9")}
    now = tasks_of(edited(texts, set_status(tasks_of(texts)["2026-01-05 A.md", 1], status, WISH)))

    assert [(task.uid, task.status) for task in {task.uid: task for task in now.values()}.values()] == [("b1", status)]


def test_a_split_leaves_a_line_with_two_ids_as_it_is():
    """Kills: the split is refused, because the line that stays cannot take a third id."""
    texts = {"2026-01-05 A.md": FULL, "2026-01-04 B.md": FULL.replace("^b1", "^z9")}
    made = split(tasks_of(texts)["2026-01-05 A.md", 1], [("2026-01-05 A.md", 1)], WISH)

    notes = edited(texts, made)
    assert notes["2026-01-04 B.md"] == texts["2026-01-04 B.md"]
    assert len({task.uid for task in tasks_of(notes).values()}) == 2


SETTLED = "- [?] Check which language pack is installed on the kiosk.{} #task #proposed{}\n"


@pytest.mark.parametrize("command", ["keep apart", "merge", "split"])
def test_what_is_settled_of_a_task_stays_settled_when_its_lines_get_its_id(command):
    """Kills: a newer line speaks for the task with its own date, and an older one goes on to disagree."""
    texts = {
        "2026-01-01 A.md": SETTLED.format(" @Ana Ruiz 📅 2026-01-02", ""),
        "2026-01-02 B.md": SETTLED.format("", ""),
        "2026-01-03 C.md": SETTLED.format(" @Bo 📅 2026-03-03", " ^a1"),
        "2026-01-04 D.md": SETTLED.format(" 📅 2026-01-16", ""),
        "2026-01-05 E.md": "- [?] Order twelve cedar hive frames #task #proposed ^b1\n",
    }
    (task, other) = (tasks_of(texts)[path, 1] for path in ("2026-01-03 C.md", "2026-01-05 E.md"))
    together = TOGETHER[command]([task, other], WISH) if command in TOGETHER else ()
    notes = edited(texts, together or split(task, [("2026-01-02 B.md", 1)], WISH))

    stated = {
        path[-4]: "".join(word for word in text.split() if word.startswith(("@", "2026")))
        for path, text in notes.items()
    }
    assert stated == {"A": "@Bo2026-03-03", "B": "", "C": "@Bo2026-03-03", "D": "@Bo2026-03-03", "E": ""}
    assert len({tasks_of(notes)[f"2026-01-0{day}.md", 1].uid for day in ("3 C", "4 D")}) == 1


def test_what_is_not_settled_yet_is_left_as_it_stands_when_lines_get_an_id():
    """Kills: the newest line, which no person has decided anything of, has its date written over the others."""
    texts = {
        "2026-01-01 A.md": SETTLED.format(" 📅 2026-01-02", ""),
        "2026-01-03 C.md": SETTLED.format(" 📅 2026-03-03", ""),
        "2026-01-05 E.md": "- [?] Order twelve cedar hive frames #task #proposed\n",
    }
    notes = edited(
        texts, keep_apart([tasks_of(texts)[path, 1] for path in ("2026-01-03 C.md", "2026-01-05 E.md")], WISH)
    )

    assert "📅 2026-01-02 #task #proposed ^vs-" in notes["2026-01-01 A.md"]
