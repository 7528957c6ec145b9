"""Many tasks by numbers of what they are sorted by: the same order that comparing each with each other gives."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, SORTS, TERMS, TODAY, both, combined, found_in, notes, take_in
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.run import narrowing
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index import alike, numbered, query_reader
from vaultsync.store.index.order import order_of
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

WAYS = [f"{sort}{way}" for sort in SORTS for way in ("", " reverse") if not way or sort not in SORTS[-2:]]
WAYS += ["sort by tag reverse 2", "sort by tag 3"]
KEPT = [way for way in WAYS if "function" not in way]
ALL_THAT_SORTS_SAY = "\nsort by urgency reverse\nsort by status.type\nsort by due\nsort by priority\nsort by heading"


@pytest.fixture
def every_answer_is_large(monkeypatch):
    monkeypatch.setattr(alike, "FEW", 1)


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize("sort", WAYS)
def test_by_every_sorter_and_its_reverse_many_tasks_come_as_they_come_one_by_one(indexes, sort):
    """Kills: a key that is turned the wrong way, texts of one key that are kept apart, a heading that counts for
    nothing and comes behind none, a task without a tag that comes first, the first tag in place of the second,
    an urgency to which a start date counts for nothing, a plain order by nothing, equals that a reverse turns, too."""
    plain, clever = indexes
    also_by = "\nsort by tag reverse", "\nsort by due reverse", "\nsort by urgency reverse", ALL_THAT_SORTS_SAY
    for also in ("", *also_by, "\ndone"):
        query = read_query(f"{sort}{also}", TERMS)
        assert found_in(clever, query) == found_in(plain, query), also


@pytest.mark.usefixtures("every_answer_is_large")
@settings(max_examples=100)
@given(
    notes=notes,
    filters=st.lists(combined, max_size=1),
    sorts=st.lists(st.sampled_from(WAYS), min_size=1, max_size=4),
)
def test_whatever_is_sorted_by_many_tasks_come_in_the_plain_order(tmp_path_factory, notes, filters, sorts):
    """Kills: a key behind the first that counts as the first, numbers of two keys that run into one another, a key
    of the plain order that is forgotten where it stands before another, a path that is turned for what is equal."""
    said = {path: "".join(lines) for path, lines in reversed(notes.items())}
    plain, clever = both(tmp_path_factory.mktemp("index"), said)
    query = read_query("\n".join([*filters, *sorts]), TERMS)
    found = found_in(clever, query)
    clever.close()

    assert found == found_in(plain, query)


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize("sort", KEPT)
def test_tasks_are_not_compared_where_numbers_tell_them_apart(indexes, monkeypatch, sort):
    """Kills: an answer that is compared all the same, so that only its time tells."""
    monkeypatch.setattr(alike, "compared", None)
    monkeypatch.setattr(query_reader, "numbers", None)
    query = read_query(f"{sort}\nsort by heading\nsort by due reverse", TERMS)
    narrowed = indexes[1].narrowed(Wanted(), narrowing(query, TODAY))

    assert narrowed.ordered
    assert len(narrowed.rows) > 100


@pytest.mark.parametrize("way", ["", " reverse"])
def test_few_tasks_come_by_their_descriptions_without_reading_each(indexes, way):
    """Kills: descriptions that are left to whoever reads the rows."""
    plain, clever = indexes
    query = read_query(f"sort by status\nsort by description{way}\nsort by path reverse", TERMS)
    narrowed = clever.narrowed(Wanted(live=None), narrowing(query, TODAY))

    assert narrowed.ordered
    assert [row.uid for row in narrowed.rows] == found_in(plain, query)


def test_where_a_limit_cuts_by_descriptions_nothing_is_worked_out_behind_them(indexes):
    """Kills: hashes of all tasks for the few that begin alike; nothing but the time would tell."""
    query = read_query("sort by description\nsort by random\nlimit 3", TERMS)
    hashed = []
    order = order_of(indexes[1]._db, narrowing(query, TODAY), lambda: hashed.append(1) or {})

    assert (order.whole, hashed) == (False, [])


@pytest.mark.usefixtures("every_answer_is_large")
def test_nothing_is_found_in_any_order(indexes):
    for sort in WAYS:
        assert not found_in(indexes[1], read_query(f"description includes nowhere\n{sort}", TERMS)), sort


@pytest.mark.usefixtures("every_answer_is_large")
def test_tasks_are_in_order_after_their_notes_were_saved_again(tmp_path):
    """Kills: a label that was there before and has another place now, rows that stand for other tasks by now."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    for index in (plain, clever):
        take_in(index, B="# Two\n- [ ] Pay rent #task\n", A="# One\n- [ ] Send minutes #task\n")
        take_in(index, B="# Ten\n- [ ] Fold the map #task #home\n# Two\n- [ ] Pay rent #task\n")
        take_in(index, A="- [ ] Book a room #task #away\n# Ten\n- [ ] Send minutes #task\n")

    for sort in KEPT:
        query = read_query(sort, TERMS)
        assert found_in(clever, query) == found_in(plain, query), sort


def test_an_index_keeps_labels_in_the_order_of_their_keys(indexes):
    """Kills: labels that are sorted for every query, which costs three times as much."""
    plan = str(indexes[1]._all(f"EXPLAIN QUERY PLAN {numbered.LABELS_IN_ORDER}", ("tags",)))

    assert "label_by_key" in plan
    assert "TEMP" not in plan
