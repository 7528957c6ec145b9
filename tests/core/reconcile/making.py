"""Task lines for tests, read from notes as a person would write them."""

from collections.abc import Sequence
from inspect import cleandoc
from itertools import product

from hypothesis import strategies as st

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.passes import note_features


def note_lines(text: str, path: str = "Kickoff.md", **facts: str) -> tuple[TaskLine, ...]:
    """The task lines of a note; `facts` become its frontmatter, list items get the task tag."""
    head = "".join(f"{key}: {value}\n" for key, value in facts.items())
    body = "\n".join(
        row.replace("] ", "] #task ", 1) if row.startswith("- [") else row for row in cleandoc(text).split("\n")
    )
    note = f"---\n{head}---\n{body}\n" if head else f"{body}\n"
    return read_note(path, note.encode(), Conventions()).lines


def read_title(words: str, path: str = "Kickoff.md", **facts: str) -> Features:
    """The features of a line that stands alone in its note."""
    (found,) = note_features(note_lines(f"- [ ] {words}", path, **facts))
    return found


def sentences(*words: str) -> list[str]:
    """Every sentence of one word out of each list."""
    return list(map(" ".join, product(*map(str.split, words))))


FEW_WORDS = (
    "Send Check Order Mend Paint",
    "ropes ledgers lanterns kettles anchors",
    "harbour orchard quarry bakery theatre",
    "tomorrow quietly twice together early",
)
"""Of these words 625 sentences can be made; every two of them stand in 25."""


def titles_of(tasks: Sequence[Sequence[tuple[str, int]]], lines: Sequence[TaskLine]) -> list[list[str]]:
    """The titles of each task instead of its places."""
    title = {line.place: line.title for line in lines}
    return [[title[place] for place in task] for task in tasks]


"""There are few sentences, ids, owners and sources on purpose: lines that have nothing to do
with each other would make every property of grouping true."""
SENTENCES = [
    "Send the honey price list to the market office",
    "Share the honey price list with the market",
    "Send the honey jars to the market office",
    "Review the honey price list",
    "Prune the pear trees behind the orchard",
    "Prune pear trees of the orchard HIVE-12",
    "Schedule a follow-up",
    "Order the honey jars for HIVE-12",
]
items = st.builds(
    lambda box, sentence, owner, end: f"- [{box}] {sentence}{owner}{end}",
    st.sampled_from("  x"),
    st.sampled_from(SENTENCES),
    st.sampled_from(["", " @Ana Ruiz", " @Bo Lind"]),
    st.sampled_from(
        [
            *("", "", "", " ^vs-one", " ^vs-two", " 🆔 vs-one ^vs-three", " 🔁 every week", " 🔁 every week ^vs-two"),
            *(" 🔁 every week ✅ 2026-02-02", " 🔁 every week ✅ 2026-02-02 ^vs-two"),
        ]
    ),
)
notes = st.lists(items, max_size=4).map("\n".join)
SOURCES = [{}, {"source_ref": "mail.md"}, {"source_ref": "call.md", "participants": "[Ana Ruiz]"}]
