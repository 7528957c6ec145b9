"""The tasks of an index that has grown save by save are those of one that was built afresh."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.reconcile.making import FEW_WORDS, notes, sentences
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Task
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.views.wanted import Wanted
from vaultsync.core.walk import Stamp
from vaultsync.store.index.sqlite import SqliteIndex

CONVENTIONS = Conventions(task_tag="")
STAMP = Stamp(1, 2, 3, b"digest")
NEVER_WHOLE, AS_USUAL = 9.0, 0.25


def save(index: SqliteIndex, saved: dict[str, str | None]) -> None:
    """Take notes in, and forget those without a text, in one transaction."""
    with index.writing():
        for path, text in saved.items():
            if text is None:
                index.forget(path)
            else:
                index.put(read_gist(path, text.encode(), CONVENTIONS), STAMP)
        index.regroup()


def told(index: SqliteIndex) -> tuple[list[Task], list[tuple[float, str, str]]]:
    tasks = sorted(index.tasks(Wanted()), key=lambda task: (task.uid, task.lines[0].place))
    return tasks, sorted((score, *sorted((one.uid, other.uid))) for score, one, other in index.suggestions())


transactions = st.lists(
    st.dictionaries(st.sampled_from(["A.md", "B.md", "C.md", "Inbox.md"]), st.none() | notes, min_size=1, max_size=3),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(transactions=transactions, whole_from=st.sampled_from([NEVER_WHOLE, AS_USUAL]))
def test_a_grown_index_is_a_fresh_one(transactions: list[dict[str, str | None]], whole_from: float) -> None:
    """Kills: groups of lines that are gone left in the tables, a task that keeps its number though a line has left it,
    suggestions that are not taken away with a task, and notes of one save that are grouped by what the others said."""
    grown, now = SqliteIndex(":memory:", CONVENTIONS, whole_from=whole_from), dict[str, str | None]()
    for saved in transactions:
        now |= saved
        save(grown, saved)
    fresh = SqliteIndex(":memory:", CONVENTIONS)
    save(fresh, {path: text for path, text in now.items() if text is not None})

    assert told(grown) == told(fresh)


def test_an_index_of_few_words_that_has_grown_and_shrunk_is_a_fresh_one() -> None:
    """Kills: keys that become crowded, and are so no more, on a shelf that leaves or forgets an edge at one end."""
    titles = sentences("Mend Paint", "ropes kettles anchors", *FEW_WORDS[2:])
    Random(1).shuffle(titles)
    batches: list[dict[str, str | None]] = [
        {f"{number}.md": f"- [ ] {title}" for number, title in enumerate(titles) if number // 3 == third}
        for third in range(len(titles) // 3)
    ]
    grown, now = SqliteIndex(":memory:", CONVENTIONS, whole_from=NEVER_WHOLE), dict[str, str | None]()
    for saved in [*batches, *(dict.fromkeys(each) for each in batches[::2])]:
        now |= saved
        save(grown, saved)
    fresh = SqliteIndex(":memory:", CONVENTIONS)
    save(fresh, {path: text for path, text in now.items() if text is not None})

    assert told(grown) == told(fresh)


@pytest.mark.parametrize("lines", [("Call Bo Lind", "Review ticket ABC-1234"), ("Review ticket ABC-1234", "Call Bo")])
def test_one_id_on_two_lines_of_which_one_names_a_ticket_is_one_task(lines: tuple[str, str]) -> None:
    index = SqliteIndex(":memory:", CONVENTIONS)

    save(index, {f"{number}.md": f"- [ ] {line} 🆔 vs-one" for number, line in enumerate(lines)})

    assert [len(task.lines) for task in index.tasks(Wanted())] == [2]
