"""Groups of many tasks out of an index: those that asking each task gives."""

from datetime import date, timedelta
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, ODDLY, TERMS, TODAY, both, combined, notes, take_in
from vaultsync.core.query.collation.keys import collation_key
from vaultsync.core.query.groupers import GROUP_KEYS
from vaultsync.core.query.narrowing import Linked, Narrowing
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.picked import values_of
from vaultsync.core.query.row import Search
from vaultsync.core.query.run import narrowing, run_query
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index import answer, query_reader
from vaultsync.store.index.query_reader import QueryReader
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

WAYS = [f"group by {key}{way}" for key in GROUP_KEYS for way in ("", " reverse")]

FUNCTIONS = [
    f"group by function {each}"
    for each in (
        "task.due.format('YYYY-MM', 'no date')",
        "reverse task.due.category.groupText",
        "task.due.moment",
        "task.happens.moment?.month() ?? null",
        "task.file.folder",
        "task.tags.map(tag => tag.length)",
        "task.heading",
        "task.priorityName + task.recurrenceRule",
        "task.urgency.toFixed(1)",
        "task.isDone",
        "task.status.name",
        "task.description.length",
        "task.isBlocked(query.allTasks)",
        "[]",
    )
]


@pytest.fixture
def every_answer_is_large(monkeypatch):
    for module in (answer, query_reader):
        monkeypatch.setattr(module, "MANY", 1)


def named(rows, names, attributes):
    return [*map(names, *(values_of(rows, attribute) for attribute in attributes))]


def grouped_in(index, query):
    narrowed = index.narrowed(Wanted(live=None), narrowing(query, TODAY))
    found = run_query(query, narrowed, TODAY, lambda: index.narrowed(Wanted(live=None), Narrowing(Linked())).rows)
    groups = [(group.names, group.headings, [row.uid for row in group.rows]) for group in found.groups]
    once = [row.uid for row in found.rows]
    assert once == [*dict.fromkeys(chain.from_iterable(uids for *_, uids in groups))]
    assert all(len(set(uids)) == len(uids) for *_, uids in groups)
    return groups, once, found.before_limit


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize("way", WAYS)
def test_by_every_key_many_tasks_are_grouped_as_they_are_one_by_one(indexes, way):
    """Kills: names that are made of more than what they are asked once for, tasks of a group in the order of what they
    have, and not of the query; a task of two groups that is found twice, or with those of its first tag."""
    plain, clever = indexes
    for also in ("", "\ngroup by tags", "\nsort by description reverse\nlimit groups 2", "\nlimit 50"):
        query = read_query(f"{way}{also}", TERMS)
        assert grouped_in(clever, query) == grouped_in(plain, query), also


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize("way", FUNCTIONS)
def test_by_every_function_many_tasks_are_grouped_as_they_are_one_by_one(indexes, way):
    """Kills: a function that is asked once for tasks which differ in what it reads."""
    plain, clever = indexes
    for also in ("", "\ngroup by tags", "\nlimit 50"):
        query = read_query(f"{way}{also}", TERMS._replace(functions=True))
        assert grouped_in(clever, query) == grouped_in(plain, query), also


@pytest.mark.usefixtures("every_answer_is_large")
def test_a_function_is_asked_once_for_tasks_that_have_the_same_of_what_it_reads(tmp_path):
    """Kills: groups that each task is asked for, so that only their time tells, one date for all that no calendar has."""
    days = "2026-03-01", "2026-03-01", "2026-02-30", "2026-02-31", "2026-03-01"
    _, clever = both(tmp_path, {"A": "".join(f"- [ ] Task {n} #task 📅 {day}\n" for n, day in enumerate(days))})
    query = read_query("group by function task.due.format('YYYY')", TERMS._replace(functions=True))
    (grouper,) = query.groupers
    narrowed = clever.narrowed(Wanted(live=None), narrowing(query, TODAY))
    of_each = narrowed.rows.families(grouper.attributes).rows

    assert sorted(row.when("due") == date(2026, 3, 1) for row in of_each) == [False, False, True]
    assert {str(row.when("due")) for row in of_each} == {*days}


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize(
    ("key", "paths", "names"),
    [
        # Of the names and not of the paths: `.` comes behind a space, and `\\` of `\\_` before a letter.
        ("path", ["Plan", "Plan B", "Plan_B"], ["Plan", "Plan B", "Plan\\_B"]),
        ("path", ["Planning", "Plan,", "Plan_"], ["Plan,", "Plan\\_", "Planning"]),
        ("filename", ["Work/Plan", "Work/Plan B", "Ana"], ["[[Ana]]", "[[Plan B]]", "[[Plan]]"]),
        # The letters of these are the same.
        ("path", ["Resumé", "resume", "Resume"], ["resume", "Resume", "Resumé"]),
        ("filename", ["a/Plan 1", "b/Plan 01", "c/plan 1"], ["[[plan 1]]", "[[Plan 1]]", "[[Plan 01]]"]),
    ],
)
def test_groups_by_notes_are_in_the_order_of_their_names(tmp_path, key, paths, names):
    """Kills: the letters of what groups are named after in place of those of their names, or letters that stand for
    names that they do not tell apart."""
    said = "Pay rent", "Fold the map", "Send minutes"
    plain, clever = both(tmp_path, {path: f"- [ ] {each} #task\n" for path, each in zip(paths, said, strict=True)})
    query = read_query(f"group by {key}", TERMS)
    groups, *_ = grouped_in(clever, query)

    assert [name for (name,), *_ in groups] == names
    assert groups == grouped_in(plain, query)[0]


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize(
    ("key", "names"),
    [
        ("note", ["Harbour walk", "Old/Plain", "Ol\udce9", "Plain"]),
        ("source", ["(No source)", "Mail 7", "walk.vtt"]),
    ],
)
def test_groups_by_what_notes_say_of_themselves_are_called_after_it(tmp_path, monkeypatch, key, names):
    """Kills: the name of the file where the note has a title, no source or the least of it, a title of which SQLite
    makes a text that no Python reads; notes that are each asked by themselves, so that only their time tells."""
    said = {
        "Walk": "---\ntitle: Harbour walk\nsource_type: transcript\nsource_ref: walk.vtt\n---\n- [ ] Pay rent #task\n",
        "Old/Plain": "- [ ] Fold the map #task\n",
        "Ol\udce9": "- [ ] Wind the clock #task\n",
        "Slash": "---\ntitle: Old/Plain\nsource_type: email\n---\n*Source: [[Mail 7]]*\n- [ ] Send it #task\n",
    }
    plain, clever = both(tmp_path, said)
    query = read_query(f"group by {key}", TERMS)
    expected = grouped_in(plain, query)[0]
    monkeypatch.setattr(QueryReader, "facts", None)
    groups, *_ = grouped_in(clever, query)

    assert [name for (name,), *_ in groups] == names
    assert groups == expected


@pytest.mark.usefixtures("every_answer_is_large")
def test_days_at_which_urgency_begins_and_ends_to_change_are_groups_of_their_own(tmp_path):
    """Kills: a day taken for its neighbour, one of those that count alike told from the others."""
    days = (TODAY + timedelta(days) for days in range(-10, 18))
    plain, clever = both(tmp_path, {"A": "".join(f"- [ ] Task {n} #task 📅 {day}\n" for n, day in enumerate(days))})
    query = read_query("group by urgency", TERMS)
    groups, *_ = grouped_in(clever, query)

    assert groups == grouped_in(plain, query)[0]
    assert len(groups) == 22
    assert len(clever.narrowed(Wanted(), narrowing(query, TODAY)).rows.families(("urgency",)).rows) == 22


@pytest.mark.usefixtures("every_answer_is_large")
def test_groups_are_called_after_what_notes_say_of_themselves_now(tmp_path):
    """Kills: the title or the source that a note had when its tasks were taken in."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    tasks = "- [ ] Pay rent #task\n- [ ] Fold the map #task\n"
    for title, ref in (("Harbour", "one.vtt"), ("Quay", "two.vtt")):
        for index in (plain, clever):
            take_in(index, A=f"---\ntitle: {title}\nsource_ref: {ref}\n---\n{tasks}", B="- [ ] Wind the clock #task\n")
        for key, name in (("note", title), ("source", ref)):
            query = read_query(f"group by {key}", TERMS)
            groups, *_ = grouped_in(clever, query)

            assert name in {names[0] for names, *_ in groups}
            assert groups == grouped_in(plain, query)[0]


@pytest.mark.usefixtures("every_answer_is_large")
def test_a_task_that_has_a_tag_twice_is_in_its_group_once(tmp_path):
    """Kills: a place in a group for each time that a name of it is there."""
    plain, clever = both(tmp_path, {"A": "- [ ] Pay #home rent #task #home\n- [ ] Pay tolls #task #home #car\n"})
    query = read_query("group by tags", TERMS)
    groups, *_ = grouped_in(clever, query)

    assert {names: len(uids) for names, _, uids in groups} == {("#car",): 1, ("#home",): 2}
    assert groups == grouped_in(plain, query)[0]


@pytest.mark.parametrize("way", ["group by heading", "group by path"])
def test_more_families_than_are_read_at_once_are_grouped(indexes, monkeypatch, way):
    """Kills: what is read of each family taken for what is read of the first few."""
    plain, clever = indexes
    monkeypatch.setattr(answer, "MANY", 100)
    monkeypatch.setattr(answer, "_AT_ONCE", 2)
    query = read_query(way, TERMS)

    assert len(clever.narrowed(Wanted(live=None), narrowing(query, TODAY)).rows) > 100
    assert grouped_in(clever, query) == grouped_in(plain, query)


@pytest.mark.usefixtures("every_answer_is_large")
def test_statuses_of_types_that_the_plugin_does_not_know_are_groups_of_their_own(tmp_path):
    """Kills: all of them in the group of the first, since they share a rank."""
    plain, clever = both(
        tmp_path, {"A": "- [a] Pay rent #task\n- [b] Pay tolls #task\n- [a] Fold the map #task\n"}, ODDLY
    )
    query = read_query("group by status.type", TERMS._replace(settings=ODDLY.query_settings))
    groups, *_ = grouped_in(clever, query)

    assert [len(uids) for *_, uids in groups] == [2, 1]
    assert groups == grouped_in(plain, query)[0]


@pytest.mark.usefixtures("every_answer_is_large")
@settings(max_examples=60)
@given(
    notes=notes,
    filters=st.lists(combined, max_size=1),
    groups=st.lists(st.sampled_from(WAYS), min_size=1, max_size=3),
)
def test_whatever_is_grouped_by_many_tasks_are_in_the_same_groups(tmp_path_factory, notes, filters, groups):
    """Kills: a label of one column that is taken for that of another, one that is missing and counts as one that is there,
    groups of equal keys in another order than their tasks."""
    said = {path: "".join(lines) for path, lines in reversed(notes.items())}
    plain, clever = both(tmp_path_factory.mktemp("index"), said)
    query = read_query("\n".join([*filters, *groups]), TERMS)
    found = grouped_in(clever, query)
    clever.close()

    assert found == grouped_in(plain, query)


@pytest.mark.usefixtures("every_answer_is_large")
@pytest.mark.parametrize("way", [way for way in WAYS if " id" not in way])
def test_what_many_tasks_have_alike_is_asked_once(indexes, way):
    """Kills: groups that each task is asked for, so that only their time tells."""
    query = read_query(way, TERMS)
    narrowed = indexes[1].narrowed(Wanted(live=None), narrowing(query, TODAY))
    attributes = query.groupers[0].attributes
    families = narrowed.rows.families(attributes)
    names = query.groupers[0].names(Search(lambda: narrowed.rows, TODAY))

    assert attributes
    assert len(families.rows) < len(narrowed.rows) / 2
    assert [*families.all] == [*dict.fromkeys(families.of_each)]
    of_family = dict(zip(families.all, named(families.rows, names, attributes), strict=True))
    assert [of_family[each] for each in families.of_each] == named(narrowed.rows, names, attributes)


@pytest.mark.usefixtures("every_answer_is_large")
def test_what_names_of_many_notes_are_compared_by_is_in_the_index(indexes):
    """Kills: names that are all made and compared for each answer, so that only its time tells."""
    narrowed = indexes[1].narrowed(Wanted(live=None), Narrowing(Linked()))
    for key, attribute in (("path", "path"), ("filename", "filename"), ("note", "title")):
        of_each = narrowed.rows.families((attribute,)).rows
        texts = [getattr(row, attribute) for row in of_each]

        assert [texts[at] for at in of_each.by_names(key)] == sorted(texts, key=collation_key), key
    assert narrowed.rows.families(("heading",)).rows.by_names("heading") is None
    assert narrowed.rows.families(("path",)).rows.by_names("folder") is None


def test_a_few_tasks_are_asked_one_by_one(indexes):
    """Kills: a small answer for which all tasks of the index are gone through."""
    query = read_query("group by due\nlimit 3", TERMS)
    narrowed = indexes[1].narrowed(Wanted(live=None), narrowing(query, TODAY))

    families = narrowed.rows.families(("due",))

    assert [*families.of_each] == [*families.all] == [0, 1, 2]
    assert families.rows is narrowed.rows
