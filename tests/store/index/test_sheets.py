"""Numbers of tasks side by side: column by column, what was kept last of each."""

from itertools import combinations

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, TERMS, both, found_in, take_in
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.sorting import OTHER_TYPES
from vaultsync.store.index import alike
from vaultsync.store.index.schema import TABLES
from vaultsync.store.index.sheets import COLUMNS, SheetColumns, Sheets
from vaultsync.store.index.sqlite import SqliteIndex

WIDTH = len(COLUMNS)
numbers = st.lists(st.integers(-1, 2**31 - 1), min_size=WIDTH, max_size=WIDTH)


def new_database() -> apsw.Connection:
    database = apsw.Connection(":memory:")
    database.execute(next(table for table in TABLES if table.startswith("CREATE TABLE sheet ")))
    return database


@given(steps=st.lists(st.tuples(st.integers(1, 200), st.none() | numbers), max_size=40))
def test_whatever_is_kept_and_dropped_columns_have_what_was_kept_last(steps):
    """Kills: a record at the place of its neighbour, one that a neighbour's cuts off, a sheet that nobody has written
    and that moves those behind it, a task that is gone and still counts, bytes that are no UTF-8 changed on the way."""
    database = new_database()
    sheets, known = Sheets(database), {}
    for task, kept in steps:
        if kept is None:
            sheets.drop(task)
        else:
            sheets.put(task, kept)
        known[task] = kept or [0] * WIDTH
    columns = SheetColumns(database)

    assert len(columns) > max(known, default=-1)
    for at, name in enumerate(COLUMNS):
        column = columns[name]
        assert len(column) == len(columns)
        assert [column[task] for task in known] == [kept[at] for kept in known.values()]
        assert sum(map(abs, column)) == sum(abs(kept[at]) for kept in known.values())


def test_the_numbers_of_some_tasks_fill_a_page(tmp_path):
    """Kills: rows that need a second page for a few bytes, or of which none stands beside half an empty page."""
    database = apsw.Connection(str(tmp_path / "sheets.db"))
    database.execute(next(table for table in TABLES if table.startswith("CREATE TABLE sheet ")))
    sheets = Sheets(database)
    for task in range(6_000):
        sheets.put(task, [2**31 - 1] * WIDTH)
    ((pages,),), ((size,),) = database.execute("PRAGMA page_count"), database.execute("PRAGMA page_size")
    ((rows, data),) = database.execute("SELECT count(*), sum(length(data)) FROM sheet")

    assert pages <= rows + 4
    assert data > 0.95 * rows * size


some_columns = st.lists(st.sampled_from(("type", "due", "scheduled", "priority", "path")), unique=True, min_size=1)


@given(
    names=some_columns,
    tasks=st.lists(
        st.tuples(st.sampled_from((1, OTHER_TYPES)), *[st.sampled_from((-1, 0, 7, 2**31 - 1))] * 4),
        min_size=2,
        max_size=9,
    ),
)
def test_one_number_tells_apart_what_tasks_have_in_several_columns(names, tasks):
    """Kills: digits of two columns that run into each other, one column of three that does not count, types that the
    plugin does not know and dates that no calendar has taken for one."""
    order = ("type", "due", "scheduled", "priority", "path")
    database = new_database()
    for task, values in enumerate(tasks, 1):
        record = dict(zip(order, values, strict=True))
        Sheets(database).put(task, [record.get(name, 5) for name in COLUMNS])
    found = SheetColumns(database).told_apart(names)[1:]

    def of(task):
        odd = {"type": OTHER_TYPES, "due": 0, "scheduled": 0}
        has = dict(zip(order, tasks[task], strict=True))
        return tuple((has[name], task if odd.get(name) == has[name] else None) for name in names)

    for one, other in combinations(range(len(tasks)), 2):
        assert (found[one] == found[other]) == (of(one) == of(other)), (one, other)


@pytest.mark.parametrize("whole_from", [0.0, 9.0])
def test_an_index_has_the_numbers_of_the_tasks_that_it_has(tmp_path, whole_from):
    """Kills: tasks that were dropped and whose numbers stay, numbers of a grouping that was thrown away."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=whole_from)
    take_in(index, A="- [ ] Pay rent 📅 2026-03-01 #task\n- [x] Send minutes #task\n", B="- [ ] Fold the map #task\n")
    take_in(index, A="- [x] Send minutes #task\n")
    columns = SheetColumns(index._db)
    tasks = dict(index._all("SELECT task, closed FROM asked"))

    assert {task: columns["closed"][task] for task in tasks} == tasks
    assert [task for task, lines in enumerate(columns["lines"]) if lines] == sorted(tasks)
    assert set(columns["due"]) == {-1, 0}


@pytest.mark.parametrize("query", ["", "sort by path reverse", "sort by description"])
def test_where_some_are_archived_the_others_alone_are_found_though_nothing_else_is_asked(tmp_path, monkeypatch, query):
    """Kills: archived tasks in every answer that has no filter."""
    monkeypatch.setattr(alike, "FEW", 1)
    plain, clever = both(tmp_path, {"A": "- [ ] Pay rent #task\n", "_archive/B": "- [ ] Fold the map #task\n"})

    for live, tasks in ((True, 1), (False, 1), (None, 2)):
        found = found_in(clever, read_query(query, TERMS), live=live)
        assert found == found_in(plain, read_query(query, TERMS), live=live)
        assert len(found) == tasks
