import pytest

from tests.core.query.making import asked, found
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery

DATED = ("a 📅 2026-03-03", "b 📅 2026-03-04", "c 📅 2026-03-09", "d 📅 2026-02-30", "e")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("due today", "b"),
        ("due before today", "a"),
        ("due after today", "c"),
        ("due on or before today", "ab"),
        ("DUE in or after 2026-03-04", "bc"),
        ("due this week", "ab"),
        ("due after this week", "c"),
        ("due before next week", "ab"),
        ("due by today", "b"),
        ("due in 5 days", "c"),
        ("has due date", "abcd"),
        ("no due date", "e"),
        ("due date is invalid", "d"),
        ("happens before tomorrow", "ab"),
        ("has happens date", "abcd"),
        ("starts before today", "abcde"),
    ],
)
def test_a_date_is_compared_with_the_days_that_are_meant(query, expected):
    assert "".join(sorted(found(query, *DATED))) == expected


def test_a_start_date_that_is_missing_passes_and_an_impossible_one_does_not():
    rows = ("early 🛫 2026-03-01", "late 🛫 2026-03-20", "bad 🛫 2026-02-30", "none")

    assert sorted(found("starts before today", *rows)) == ["early", "none"]
    assert sorted(found("starts after today", *rows)) == ["late", "none"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("due before 0001-01-01", ""),
        ("due on or before 0001-01-01", "f"),
        ("due after 9999-12-31", ""),
        ("due on or after 9999-12-31", "l"),
        ("starts before 0001-01-01", "fl"),
    ],
)
def test_behind_the_ends_of_the_calendar_lies_no_day(query, expected):
    """Kills: the day before the first one taken for the first one; dates that nobody has stay missing."""
    assert "".join(found(query, "f 📅 0001-01-01", "l 📅 9999-12-31")) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("has id", "i"),
        ("no id", "nrtw"),
        ("has depends on", "w"),
        ("no depends on", "inrt"),
        ("is recurring", "r"),
        ("is not recurring", "intw"),
        ("has tags", "t"),
        ("no tag", "inrw"),
    ],
)
def test_what_a_line_has_is_asked_field_by_field(query, expected):
    rows = ("i 🆔 a", "w ⛔ a", "r 🔁 every day 📅 2026-03-04", "t #home", "n")

    assert "".join(sorted(words[0] for words in found(query, *rows))) == expected


def test_happens_is_any_of_three_dates():
    assert found("happens on 2026-03-09", "x 🛫 2026-03-09 📅 2026-03-20", "y ➕ 2026-03-09") == ["x"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("done", "done dropped"),
        ("not done", "going odd open"),
        ("status.type is TODO", "odd open"),
        ("status.type is not todo", "done dropped going"),
        ("status.name includes PROG", "going"),
    ],
)
def test_a_status_has_a_name_and_a_type(query, expected):
    rows = ("- [ ] open", "- [x] done", "- [/] going", "- [-] dropped", "- [X] odd")

    assert " ".join(sorted(found(query, *rows))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("priority is high", "high"),
        ("priority above medium", "high top"),
        ("priority is below none", "low"),
        ("priority is not none", "high low top"),
        ("priority none", "plain"),
    ],
)
def test_priorities_are_compared_by_rank(query, expected):
    rows = ("top 🔺", "high ⏫", "plain", "low 🔽")

    assert " ".join(sorted(found(query, *rows))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("tags include HOME", ["b #home/shop"]),
        ("tag does not include home", ["a #work", "c"]),
        ("tags regex matches /^#w/", ["a #work"]),
        ("has tags", ["a #work", "b #home/shop"]),
        ("no tag", ["c"]),
        ("description includes #WORK", ["a #work"]),
        ("description regex matches /^C/i", ["c"]),
        ("description regex does not match /#/", ["c"]),
    ],
)
def test_text_is_found_in_any_case_and_patterns_in_theirs(query, expected):
    assert found(query, "a #work", "b #home/shop", "c") == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("path includes work/flat", "x"),
        ("folder includes /", "xyz"),
        ("folder regex matches /^\\/$/", "z"),
        ("root regex matches /^Work\\/$/", "xy"),
        ("filename includes .md", "xyz"),
        ("heading includes step", "x"),
        ("heading regex matches /^$/", "yz"),
    ],
)
def test_where_a_task_stands_can_be_asked_for(query, expected):
    rows = (
        asked("x", "Work/Flat/Lease.md", heading="Next steps"),
        asked("y", "Work/Tax.md"),
        asked("z", "Inbox.md"),
    )

    assert "".join(sorted(found(query, *rows))) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("description includes pea\u2028r", "peach pear"),
        ("tags include #x\u2029y", "peach"),
        ("due 2026-03-04\r2026-03-09", "pear"),
    ],
)
def test_a_filter_goes_as_far_as_a_line_does_in_javascript(query, expected):
    rows = ("pear 📅 2026-03-04", "peach #x 📅 2026-03-09")

    assert " ".join(sorted(name.split()[0] for name in found(query, *rows))) == expected


def test_only_rules_recur():
    rows = ("a 🔁 every week", "b 🔁 every other day", "c")

    assert found("is recurring", *rows) == ["a"]
    assert sorted(found("is not recurring", *rows)) == ["b", "c"]
    assert found("recurrence includes week", *rows) == ["a"]


def test_blocked_is_what_waits_for_something_open():
    rows = ("a 🆔 a", "b ⛔ a", "- [x] c 🆔 c", "d ⛔ c", "e ⛔ nobody", "f 🆔 f ⛔ f", "- [x] g ⛔ a")

    assert sorted(found("is blocked", *rows)) == ["b", "f"]
    assert sorted(found("is blocking", *rows)) == ["a", "f"]
    assert sorted(found("is not blocked", *rows)) == ["a", "c", "d", "e", "g"]
    assert sorted(found("path includes none\nis blocked", *rows)) == []


def test_rows_that_are_filtered_out_still_block():
    assert found("description includes b\nis blocked", "a 🆔 a", "b ⛔ a") == ["b"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [("- [ ] x", True), ("  - [ ] x", False), ("> - [ ] x", True), (">   - [ ] x", False), ("> > - [ ] x", True)],
)
def test_sub_items_are_those_that_are_indented_in_their_quote(line, kept):
    assert bool(found("exclude sub-items", line)) == kept


def test_the_global_filter_is_no_part_of_the_description():
    settings = TasksSettings(global_filter="#task")

    assert found("description includes task", "a #task", settings=settings) == []
    assert found("has tags", "a #task", "b #task #x", settings=settings) == ["b #task #x"]


def test_the_date_in_a_files_name_is_the_scheduled_date_of_a_line_without_dates():
    settings = TasksSettings(filename_as_scheduled=True)
    rows = (
        asked("a", "Daily/2026-03-04.md", settings),
        asked("b 📅 2026-05-01", "Daily/2026-03-04.md", settings),
    )

    assert found("scheduled today", *rows, settings=settings) == ["a"]
    assert found("happens today", *rows, settings=settings) == ["a"]
    assert found("sort by urgency", *reversed(rows), settings=settings)[0] == "a"


@pytest.mark.parametrize(
    "query",
    [
        "due",
        "due before",
        "due someday",
        "due YYYY-MM-DD",
        "start before today",
        "happens date is invalid",
        "priority is urgent",
        "status.type is WAITING",
        "tags is #a",
        "description includes",
        "urgency above 5",
        "not  done",
        "exclude sub-items please",
    ],
)
def test_what_is_no_filter_is_an_error(query):
    with pytest.raises(BadQuery):
        found(query, "a")
