"""Names of many tasks at once: the same as of one after the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, take_in
from vaultsync.core.views.listed import listed
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index import listing
from vaultsync.store.index.short import short_names
from vaultsync.store.index.sqlite import SqliteIndex

names = st.text("ab", min_size=1, max_size=11)


@given(tasks=st.lists(st.lists(names, min_size=1, max_size=3, unique=True), max_size=8))
def test_a_short_name_reaches_its_task_alone_and_none_shorter_does(tasks):
    """Kills: a neighbour of the same task that hides one of another, five letters that become four."""
    every = sorted((name, task) for task, some in enumerate(tasks) for name in some)

    def reached(beginning: str) -> set[int]:
        return {task for name, task in every if name.startswith(beginning)}

    assert short_names(every) == {
        name: next((name[:length] for length in range(7, len(name)) if len(reached(name[:length])) < 2), name)
        for name, _ in every
    }


@pytest.mark.parametrize("many", [1, 100])
def test_many_tasks_are_named_and_listed_in_the_order_in_which_they_are_asked_for(tmp_path, monkeypatch, many):
    """Kills: the order of the table, a second statement that forgets what the first found, a uid that is gone."""
    monkeypatch.setattr(listing, "_MANY", many)
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(
        index,
        A="".join(f"- [ ] Pay {n} @Bo Lind 🆔 abcdefgh{n} #task\n" for n in (3, 1, 2)),
        B="- [ ] Go \udcff #task\n",
    )
    tasks = index.tasks(Wanted())[::-1]
    uids = [task.uid for task in tasks]

    assert [task.uid for task in index.with_uids([*uids, "gone", uids[0]])] == [*uids, uids[0]]
    assert index.listed_with([*uids[:2], "gone", *uids[2:]]) == [listed(task) for task in tasks]
    short = index.short(tasks)
    assert {uid: short[uid] for uid in uids if uid.startswith("abc")} == {uid: uid for uid in uids if uid[0] == "a"}
    assert all(len(each) >= 7 for each in short.values())
