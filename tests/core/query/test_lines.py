import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.query.making import TODAY, found
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.file_defaults import PROPERTIES, file_defaults
from vaultsync.core.query.lines import continued, lines_of
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.query import Query
from vaultsync.core.query.terms import QueryFile, Terms

FILE = QueryFile(path="Work/Flat/Lease.md")


def read(text: str, **terms) -> Query:
    return read_query(text, Terms(today=TODAY, **{"file": FILE} | terms))


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("not \\\n   done", ["not done"]),
        ("a \\\n b \\\nc\nd", ["a b c", "d"]),
        ("a\\\\\nb", ["a\\", "b"]),
        ("a\\", ["a"]),
        ("\n \n a", [" a"]),
        ("a\\\n\\\nb", ["a  b"]),
    ],
)
def test_a_backslash_at_the_end_joins_the_next_line(text, statements):
    lines = lines_of(text)

    assert [line.text for line in continued(lines)] == statements


def test_a_joined_line_has_the_number_of_its_first():
    assert [line.spot.line for line in continued(lines_of("x\na \\\nb\nc"))] == [1, 2, 4]


@pytest.mark.parametrize("text", ["# due nonsense", "  # {{nonsense}} x", "", "\n\n"])
def test_comments_and_empty_lines_say_nothing(text):
    assert read(text) == Query()


def test_a_comment_does_not_end_a_line():
    with pytest.raises(BadQuery):
        read("not done # really")


def test_the_global_query_comes_first_unless_it_is_ignored():
    settings = TasksSettings(global_query="# all\nsort by due\nlimit 1")

    query = read("sort by path\nlimit 2", settings=settings)
    assert ([sorter.name for sorter in query.sorters], query.limit) == (["due", "path"], 2)
    assert read("ignore global query\nlimit 2", settings=settings).sorters == ()
    with pytest.raises(BadQuery, match=r"^the vault's global query"):
        read("done", settings=TasksSettings(global_query="nonsense"))
    with pytest.raises(BadQuery, match=r"^line 3 of the vault's global query: "):
        read("done", settings=TasksSettings(global_query="not done\n\nnonsense"))


def test_the_notes_properties_come_between_the_global_query_and_the_block():
    file = QueryFile(
        path="Q.md",
        properties={
            "tq_EXPLAIN": True,
            "TQ_short_mode": False,
            "TQ_show_due_date": False,
            "TQ_show_tree": True,
            "TQ_show_tags": None,
            "TQ_extra_instructions": "limit 3\nsort by due",
        },
    )

    assert file_defaults(file) == "explain\nfull mode\nshow tree\nhide due date\nlimit 3\nsort by due"
    query = read("limit 4\nsort by path", file=file, settings=TasksSettings(global_query="limit 9\nsort by id"))
    assert ([sorter.name for sorter in query.sorters], query.limit) == (["id", "due", "path"], 4)


@pytest.mark.parametrize(
    ("value", "instruction"),
    [("", "hide tree"), (0, "hide tree"), ("false", "show tree"), ([], "show tree")],
)
def test_a_property_holds_if_javascript_takes_it_for_true(value, instruction):
    assert file_defaults(QueryFile(path="Q.md", properties={"TQ_show_tree": value})) == instruction


@pytest.mark.parametrize("value", [5, True, ["a"], [{"a": 1}]])
def test_extra_instructions_that_are_no_text_are_an_error(value):
    with pytest.raises(BadQuery, match="TQ_"):
        read("", file=QueryFile(path="Q.md", properties={"TQ_extra_instructions": value}))


def test_every_property_gives_an_instruction_that_can_be_read():
    for name in PROPERTIES[:-1]:
        for value in (True, False):
            query = read("", file=QueryFile(path="Q.md", properties={name: value}))
            assert not (query.filters or query.sorters or query.groupers), name


@pytest.mark.parametrize(
    ("text", "hidden", "short"),
    [
        ("hide backlinks", {"backlink"}, False),
        ("HIDE DUE DATE\nshow due date", set(), False),
        ("hide idea", {"id"}, False),
        ("shortcut", set(), True),
        ("short mode\nfull", set(), False),
    ],
)
def test_what_is_hidden_is_kept_for_whoever_shows(text, hidden, short):
    layout = read(text).layout

    assert (layout.hidden - {"group count", "tree", "urgency"}, layout.short) == (hidden, short)


@pytest.mark.parametrize(
    "text", ["hide", "hide due", "show", "view", "view columns", "view list extra", "view columns by x"]
)
def test_what_cannot_be_shown_or_hidden_is_an_error(text):
    with pytest.raises(BadQuery):
        read(text)


@pytest.mark.parametrize(
    ("text", "line", "word", "nearest"),
    [
        ("not done\nsort by dew\n", 2, "sort by dew", "sort by due"),
        ("not  done", 1, "not  done", "not done"),
        ("# x\n\nhide duedate", 3, "duedate", "hide due date"),
        ("done \\\n x\nlimit x", 1, "done  x", ""),
        ("gruop by path", 1, "gruop by path", "group by path"),
        ("qwertyuiop", 1, "qwertyuiop", ""),
        ("overdue", 1, "overdue", "due before today"),
        ("owner is me", 1, "owner is me", "assignee is me"),
        ("assigned to Bo", 1, "assigned to Bo", "assignee is Bo"),
        ("group by owner", 1, "group by owner", "group by assignee"),
        ("status is open", 1, "status is open", "not done"),
        ("limit ten", 1, "limit ten", "limit 10"),
        ("tags: #x", 1, "tags: #x", "tags include #x"),
        ("not proposed", 1, "not proposed", "NOT (proposed)"),
        ("not path includes Work", 1, "not path includes Work", "NOT (path includes Work)"),
        ("text includes goat", 1, "text includes goat", "description includes goat"),
        ("description includes", 1, "description includes", "description includes …"),
        ("heading is Today", 1, "heading is Today", "heading includes Today"),
        ("scheduled: today", 1, "scheduled: today", "scheduled on today"),
        ("start > today", 1, "start > today", "starts after today"),
        ("has start", 1, "has start", "has start date"),
        ("hapens Today", 1, "hapens Today", "happens Today"),
        ("hide due", 1, "due", "hide due date"),
        ("show backlnks", 1, "backlnks", "show backlink"),
        ("group by due date", 1, "group by due date", "group by due"),
        ("path include Work/Now", 1, "path include Work/Now", "path includes Work/Now"),
        ("tag is #proposed", 1, "tag is #proposed", "tags include #proposed"),
        ("tag #proposed", 1, "tag #proposed", "tags include #proposed"),
        ("asignee is me", 1, "asignee is me", "assignee is me"),
        ("asignee is Ana", 1, "asignee is Ana", "assignee is Ana"),
        ("hapens befor tomorrow", 1, "hapens befor tomorrow", "happens before tomorrow"),
        ("hapens maybe tomorrow", 1, "hapens maybe tomorrow", ""),
        ("tags is", 1, "tags is", "tags include #…"),
        ("source is mail", 1, "source is mail", "source includes mail"),
        ("assignee Ana", 1, "assignee Ana", "assignee is Ana"),
        ("owner", 1, "owner", "assignee is NAME"),
        ("tomorrow", 1, "tomorrow", "due tomorrow"),
        ("older than 2 weeks", 1, "older than 2 weeks", "created before 2 weeks ago"),
        ("younger than 2 weeks", 1, "younger than 2 weeks", "created after 2 weeks ago"),
        ("colder than 2 weeks", 1, "colder than 2 weeks", ""),
        (
            "description regex match /^goat/i",
            1,
            "description regex match /^goat/i",
            "description regex matches /^goat/i",
        ),
        ("path inclues " + "x" * 90, 1, "path inclues " + "x" * 90, "path includes " + "x" * 90),
        ("'not done' due today", 1, "'not done' due today", "(not done) AND (due today)"),
    ],
)
def test_an_error_names_line_word_and_the_nearest_instruction(text, line, word, nearest):
    with pytest.raises(BadQuery) as caught:
        read(text)

    assert (caught.value.line.line, caught.value.nearest) == (line, nearest)
    assert caught.value.word in (word, word.removeprefix("done ").strip())
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("(not done) and (is blokked)", "Did you mean `(not done) AND (is blocked)`?"),
        ("(not done) and (qwertyuiop)", "capitals"),
        ("(not done", "Did you mean `(not done)`?"),
        ("group by function", "such as `group by function task.file.folder`"),
        ("sort by function reverse", "such as `sort by function reverse task.file.folder`"),
        ("filter by function", "such as `filter by function task.isDone`"),
        ("(not done) and (is blocked)", "Did you mean `(not done) AND (is blocked)`?"),
        ('"not done" Or "is blocked"', 'Did you mean `"not done" OR "is blocked"`?'),
        ("done OR not done", "`(done) OR (not done)`"),
        ("not done AND proposed", "`(not done) AND (proposed)`"),
        ("done or NOT (is blocked)", "`(done) OR NOT (is blocked)`"),
        ("(done OR (not done)", "`(done) OR (not done)`"),
        ("not done XOR done AND NOT proposed", "`(not done) XOR (done) AND NOT (proposed)`"),
        ("not done\\ndue today", "an argument of its own: `not done`, `due today`"),
        ("group by due, priority", "One key on a line: `group by due`, then `group by priority`."),
        ("due before 2026-02-30", "There is no day 2026-02-30 in the calendar."),
        ("@week", "`@week` is a saved query of the settings"),
        ("@week", "or `tags include week`, for a tag."),
        ("goat", "Tasks with these words are found by `description includes goat`."),
        ("goat milk", "by `description includes goat milk`."),
        ("waitng stuff", "`vaultsync list --instructions` prints every instruction."),
        ("due next wek", "`due next week`"),
        ("due", "`due before today`"),
        ("start", "`starts before today`"),
        ("priority > medium", "`priority is above medium`"),
        ("priority=high", "`priority is high`"),
        ("priority lower than low", "`priority is below low`"),
        ("assignee is not", "`assignee is not me`"),
        ("assignee is Ana OR Gus", "`(assignee is Ana) OR (assignee is Gus)`"),
        ("echoed more then 3", "`echoed more than 3`"),
        ("echoed less than 5 times or so", "`echoed fewer than 5`"),
        ("echoed at least 5", "`echoed more than 4`"),
        ("echoed at most 5", "`echoed fewer than 6`"),
        ("echoed often", "`echoed more than 2`"),
        ("(NOT (done)", "Did you mean `(NOT (done))`?"),
        ("(not dome", "do not pair"),
        ("not done # mine", "line of its own"),
        ("hide xyz", "done date, recurrence rule"),
        ("sort by folder", "heading, filename"),
        ("group by random", "folder, root"),
        ("```tasks\nnot done\n```", "fence the block"),
    ],
)
def test_a_line_of_the_wrong_form_is_told_so(text, remedy):
    with pytest.raises(BadQuery) as caught:
        read(text)

    assert remedy in caught.value.remedy


def test_what_only_strictness_forbids_is_told_so_and_nothing_of_ours_is_recommended():
    for text in ("assignee is me", "waiting", "group by assignee", "sort by echoes"):
        with pytest.raises(BadQuery) as caught:
            read(text, strict=True)
        assert "vaultsync's own" in caught.value.remedy, text
    with pytest.raises(BadQuery) as caught:
        read("group by owner", strict=True)
    assert "assignee" not in caught.value.nearest


VOCABULARY = (
    "not done has no due before after in on today next week 2026-W10 date is invalid priority above high tags include"
    ' regex matches /a+/ /(/ ( ) [ ] { } " AND OR XOR NOT sort by group status.type urgency reverse limit 3 groups'
    " {{ }} {{query.file.path}} preset this_file this_root \\ \n # hide show short explain view columns filter function"
    " task.due === null 'x' && assignee me echoed more than 2 99999999999999999999999 ü 🙂 \u2028"
).split(" ")


@given(st.lists(st.sampled_from(VOCABULARY), max_size=12), st.sampled_from([" ", ""]), st.booleans(), st.booleans())
def test_any_text_is_a_query_or_a_bad_one(words, gap, strict, functions):
    """Kills: a number that is too long for `int`, a pattern that `regex` alone refuses, a bracket that is never closed."""
    text = gap.join(words)
    try:
        found(text, "a #b", "- [x] c 📅 2026-03-01", strict=strict, functions=functions, file=FILE)
    except BadQuery as error:
        assert error.line.line <= text.count("\n") + 1
        assert error.remedy


@given(st.text(max_size=60))
def test_any_text_at_all_is_a_query_or_a_bad_one(text):
    try:
        found(text, "a", file=FILE, functions=True)
    except BadQuery as error:
        assert error.message
