"""Whatever is decided of tasks, their lines go on to be those tasks, and no others."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.core.editing.notes import WISH, edited, tasks_of
from vaultsync.core.editing.decide import keep_apart, merge
from vaultsync.core.editing.edit import assign, defer, set_status
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
