import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.query.making import TODAY, asked, found, results
from vaultsync.core.query import daily
from vaultsync.core.query.daily import daily_hash, daily_hashes
from vaultsync.core.query.errors import BadQuery


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort by due", "bad early late none"),
        ("sort by due reverse", "none late early bad"),
        ("sort by due  reverse", "bad early late none"),
        ("sort by due descending", "bad early late none"),
        ("SORT BY DUE REVERSE", "none late early bad"),
    ],
)
def test_dates_come_in_order_with_the_impossible_first_and_none_last(query, expected):
    rows = ("none", "late 📅 2026-03-09", "early 📅 2026-03-01", "bad 📅 2026-02-30")

    assert " ".join(found(query, *rows)) == expected


def test_without_instructions_the_plugins_own_order_holds():
    rows = (
        asked("- [x] done", "B.md"),
        asked("plain b", "B.md"),
        asked("plain a", "A.md"),
        asked("- [/] going", "C.md"),
        asked("urgent ⏫", "C.md"),
    )

    assert found("", *rows) == ["going", "urgent", "plain a", "plain b", "done"]


def test_later_keys_decide_between_equals_and_then_the_order_of_coming():
    rows = ("b 📅 2026-03-01", "a 📅 2026-03-01", "c", "a 📅 2026-03-01 ")

    assert found("sort by due\nsort by description", *rows) == ["a", "a", "b", "c"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort by tag", ["#a #z", "#b #a", "#b", "none"]),
        ("sort by tag reverse", ["none", "#b #a", "#b", "#a #z"]),
        ("sort by tag 2", ["#b #a", "#a #z", "#b", "none"]),
    ],
)
def test_tags_are_sorted_by_their_place(query, expected):
    assert found(query, "#b #a", "none", "#b", "#a #z") == expected


def test_a_tag_number_0_is_an_error():
    with pytest.raises(BadQuery):
        found("sort by tag 0", "#a")


@pytest.mark.parametrize(
    ("description", "shown"),
    [("[[Note|alpha]] x", "alpha x"), ("**alpha** x", "alpha x"), ("_alpha_ x", "alpha x"), ("==alpha== x", "alpha x")],
)
def test_descriptions_are_sorted_as_they_are_shown(description, shown):
    assert found("sort by description", "alphb", description, "alpa") == ["alpa", description, "alphb"]


@pytest.mark.parametrize("text", ["2026-03-04 a", "2026-03-04 ü🙂", ""])
def test_the_random_order_is_a_hash_of_the_day_and_the_description(text):
    def imul(a: int, b: int) -> int:
        product = (a * b) & 0xFFFFFFFF
        return product - (1 << 32) if product >> 31 else product

    hashed = 9
    for unit in memoryview(text.encode("utf-16-le")).cast("H"):
        hashed = imul(hashed ^ unit, 9**9)
    expected = hashed ^ ((hashed & 0xFFFFFFFF) >> 9)

    assert daily_hash(text) == (expected + (1 << 31)) % (1 << 32) - (1 << 31)


@given(st.lists(st.text(alphabet="aZ #é🙂\udcff", max_size=20), max_size=12), st.integers(1, 4))
def test_hashes_that_are_reckoned_together_are_those_of_each_alone(texts, at_once):
    """Kills: lanes that carry into each other, a text that ends sooner than its neighbours, half a surrogate pair."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(daily, "_AT_ONCE", at_once)
        assert daily_hashes(texts, TODAY) == [daily_hash(f"{TODAY.isoformat()} {text}") for text in texts]


KEYS = "status.name status.type status recurring priority happens created start scheduled due done path description tag heading filename urgency id random echoes".split()
LINES = (
    "a",
    "A",
    "- [x] b #t",
    "é 📅 2026-03-04",
    "item 9 ⏫",
    "item 10 🔁 every day",
    "c 📅 2026-02-30",
    "d 🛫 2026-03-05 #u #t",
    "a",
)


@given(st.lists(st.sampled_from(KEYS), max_size=3), st.permutations(range(len(LINES))))
def test_the_order_is_the_same_however_the_rows_come(keys, order):
    """Kills: a comparison that depends on what was compared before. Equal rows keep the order they came in."""
    rows = [asked(line, f"{number % 3}.md") for number, line in enumerate(LINES)]
    query = "".join(f"sort by {key}\n" for key in keys) + "sort by description\nsort by path"

    one, other = results(query, *rows).rows, results(query, *(rows[place] for place in order)).rows

    assert [(row.said.text, row.path) for row in one] == [(row.said.text, row.path) for row in other]
    assert len(one) == len(rows)


@given(st.sampled_from(KEYS), st.permutations(range(len(LINES))))
def test_reversing_a_key_reverses_what_differs_and_keeps_the_rest(key, order):
    """Kills: `reverse` that also turns about the rows that are equal."""
    rows = [asked(LINES[place], f"{place}.md", line=place) for place in order]
    tail = "\nsort by path"

    forward = results(f"sort by {key}{tail}", *rows).groups[0].rows
    backward = results(f"sort by {key} reverse{tail}", *rows).groups[0].rows
    twice = results(f"sort by {key} reverse{tail}", *forward).groups[0].rows

    assert [row.line for row in twice] == [row.line for row in backward]
    assert sorted(row.line for row in forward) == sorted(row.line for row in backward)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("group by due", ["%%0%% Invalid due date", "2026-03-01 Sunday", "No due date"]),
        ("group by due reverse", ["No due date", "2026-03-01 Sunday", "%%0%% Invalid due date"]),
        ("group by priority", ["%%1%%High priority", "%%3%%Normal priority"]),
        ("group by status", ["Done", "Todo"]),
        ("group by status.type", ["%%2%%TODO", "%%4%%DONE"]),
        ("group by tags", ["(No tags)", "#a", "#b"]),
        ("group by recurring", ["Not Recurring", "Recurring"]),
        ("group by recurrence", ["every week", "None"]),
        ("group by heading", ["(No heading)", "Steps"]),
        ("group by path", ["Kickoff", "Plan\\_b/x"]),
        ("group by folder", ["/", "Plan\\_b/"]),
        ("group by filename", ["[[Kickoff]]", "[[x]]"]),
        ("group by backlink", ["[[Kickoff]]", "[[x#Steps|x > Steps]]"]),
        ("group by urgency", ["12.12", "6.00", "1.95"]),
    ],
)
def test_groups_have_the_plugins_headings_in_the_order_of_their_text(query, expected):
    rows = (
        asked("- [x] a #a #b 📅 2026-03-01"),
        asked("b ⏫ 📅 2026-02-30"),
        asked("c 🔁 every week", "Plan_b/x.md", heading="Steps"),
    )

    assert [group.names[0] for group in results(query, *rows).groups] == expected


def test_of_a_path_the_first_md_is_left_out_wherever_it_stands():
    groups = results("group by path", asked("a", "Old.md.d/x.md"), asked("b", "y.md")).groups

    assert [group.names[0] for group in groups] == ["Old.d/x.md", "y"]


def test_a_task_stands_under_each_of_its_tags_and_counts_once():
    found_ = results("group by tags", "x #a #b", "y #a")

    assert [[row.said.description[0] for row in group.rows] for group in found_.groups] == [["x", "y"], ["x"]]
    assert len(found_.rows) == 2


def test_a_heading_is_shown_where_it_differs_from_the_one_above():
    groups = results("group by priority\ngroup by status", "- [x] a", "b", "c ⏫").groups

    assert [[(heading.level, heading.text) for heading in group.headings] for group in groups] == [
        [(0, "%%1%%High priority"), (1, "Todo")],
        [(0, "%%3%%Normal priority"), (1, "Done")],
        [(1, "Todo")],
    ]


def test_an_empty_name_has_no_heading():
    (group, other) = results("group by id", "a", "b 🆔 b").groups

    assert (group.headings, other.headings[0].text) == ((), "b")


def test_names_that_the_collation_does_not_tell_apart_leave_the_order_to_the_level_below():
    """Kills: the first level alone deciding where its names are written differently and compared as equal."""
    composed, apart = "Caf\u00e9", "Cafe\u0301"
    places = ((composed, "b"), (apart, "a"), (composed, "d"), (apart, "c"))
    rows = [asked(path, f"{path}.md", heading=heading) for heading, path in places]

    groups = results("group by heading\ngroup by path", *rows).groups
    assert [group.names for group in groups] == [(apart, "a"), (composed, "b"), (apart, "c"), (composed, "d")]

    groups = results("group by status\ngroup by heading\ngroup by path reverse", *rows).groups
    assert [group.names[2] for group in groups] == ["d", "c", "b", "a"]

    # Those that no level tells apart go by their first rows.
    places = ((composed, "b"), (apart, "a"), (composed, "a"))
    rows = [asked(f"Task {number}", f"{path}.md", heading=heading) for number, (heading, path) in enumerate(places)]
    groups = results("sort by description\ngroup by heading\ngroup by path", *rows).groups
    assert [group.names for group in groups] == [(apart, "a"), (composed, "a"), (composed, "b")]


def test_limits_cut_before_grouping_and_in_each_group():
    rows = ("a #x", "b #x", "c #y", "d #y")

    assert results("sort by description\nlimit 3", *rows).before_limit == 4
    assert found("sort by description\nlimit 5\nlimit to 2 tasks", *rows) == ["a #x", "b #x"]
    assert found("sort by description\ngroup by tags\nlimit groups 1", *rows) == ["a #x", "c #y"]
    assert len(found("limit groups 1", *rows)) == 4
    assert found("limit 0", *rows) == []


def test_columns_are_the_first_groups():
    groups = results("group by status\nview columns by priority", "a", "b ⏫").groups

    assert [group.names for group in groups] == [("%%1%%High priority", "Todo"), ("%%3%%Normal priority", "Todo")]


def test_without_rows_there_is_one_empty_group():
    assert [tuple(group.rows) for group in results("group by due").groups] == [()]


@pytest.mark.parametrize(
    "query", ["group by description", "group by due date", "group by due reverse reverse", "sort due"]
)
def test_what_is_no_key_is_an_error(query):
    with pytest.raises(BadQuery):
        results(query, "a")
