"""Whatever is written as a function is answered with a result, or in words that its author can understand."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.core.query.making import asked, found, results
from vaultsync.core.model import NoteFacts
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.terms import QueryFile

NOTE = NoteFacts(path="Work/A.md")
ROWS = (
    asked("apple #x 📅 2026-03-01 ⏳ 2026-02-30 🆔 a1 ⛔ b2,c3", "Work/A.md", heading="Steps", note=NOTE),
    asked("- [x] pear ⏫", "Inbox.md"),
)
FILE = QueryFile(path="Work/Query.md", properties={"rank": 3, "list": ["a", 1, None], "table": {"k": 1}, "yes": True})

PYTHON = re.compile(
    r"(?i:object|literal|positional|argument|attribute|traceback|exception|operand|unsupported|subscript|iterable"
    r"|callable|unhashable|codec|isinstance|recursion|overflow|concatenate|datetime|dict|tuple|<class|lambda|convert"
    r"|digits|quantize|signal)|NoneType|\b(?:None|True|False|int|str|nan|inf|bytes)\b"
)

ROOTS = st.sampled_from(
    "task query moment() null true false 0 1 -1 2.5 1e3 99999999999999999999 'x' '' 'abc' [] [1] ['a',null] task.tags"
    " task.due task.due.moment task.scheduled.moment task.description task.dependsOn task.status task.urgency moment"
    " task.file query.file task.heading task.lineNumber query.file.property('rank') query.file.property('list')"
    " query.file.property('table') query.file.property('yes') task.isBlocked query.allTasks task.happens".split()
)
NAMES = (
    "length includes startsWith endsWith toUpperCase trim charAt indexOf lastIndexOf substring padStart padEnd toString"
    " slice split replace replaceAll toFixed join format isValid year month date isBefore isSame category name sortOrder"
    " groupText moment formatAsDate property hasProperty symbol type isBlocked folder path nope of search file of.today"
).split()
SIGNS = ("||", "&&", "??", "===", "!==", "<", "<=", "+", "-", "*", "/", "%")


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    arguments = st.lists(inner, max_size=3).map(",".join)
    return st.one_of(
        st.builds("{}.{}".format, inner, st.sampled_from(NAMES)),
        st.builds("{}.{}({})".format, inner, st.sampled_from(NAMES), arguments),
        st.builds("{}({})".format, inner, arguments),
        st.builds("{}[{}]".format, inner, inner),
        st.builds("({} {} {})".format, inner, st.sampled_from(SIGNS), inner),
        st.builds("({}?{}:{})".format, inner, inner, inner),
        st.builds("[{}]".format, arguments),
        st.builds("-{}".format, inner),
        st.builds("!{}".format, inner),
        st.builds("{}?.{}".format, inner, st.sampled_from(NAMES)),
    )


@settings(max_examples=400)
@given(
    st.sampled_from(["filter by function", "sort by function", "group by function", "group by function reverse"]),
    st.recursive(ROOTS, larger, max_leaves=6),
)
@example("group by function", "'x'.padStart('abc')")
@example("group by function", "task.due + []")
@example("filter by function", "null")
@example("filter by function", "query.file.property('table')")
@example("sort by function", "'a'.startsWith(1)")
@example("group by function", "'x'.charAt(1/0.000001*99999999999999999999)")
@example("group by function", "moment() + 'x'")
def test_an_error_of_a_function_never_speaks_the_language_that_vaultsync_is_written_in(instruction, expression):
    """Kills: the words of an exception of Python in an answer, and an exception that nobody catches."""
    try:
        found(f"{instruction} {expression}", *ROWS, functions=True, file=FILE)
    except BadQuery as refused:
        told = refused.message.replace(expression, "")
        for quoted in (NAMES, re.findall(r"'[^']*'", expression)):
            for word in quoted:
                told = told.replace(f"`{word.strip(chr(39))}`", "")
        assert not PYTHON.search(told), told


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("'x'.padStart('abc')", "`padStart(…)` cannot be called with `abc`"),
        ("task.description.slice(task)", "`slice(…)` cannot be called with `a task`"),
        ("task.description.startsWith(1, 2)", "a call like this is not known"),
        ("task.tags.join(null)", "`join(…)` cannot be called with `null`"),
        ("task.due.moment.isBefore(1)", "`1` is no day to compare with"),
        ("moment() < 1", "`a time of a day` and `1` cannot be compared"),
        ("task.isBlocked + 1", "`a function` is no number"),
        ("query.file.property('table').k", "`.k` of `a table` is not known"),
        ("task.isDone.x", "`.x` of `false` is not known"),
        ("task.due.format('YYYY HH:mm')", "`HH` in the format `YYYY HH:mm` is not known"),
        ("task.due.moment.format('gggg')", "`gggg` in the format `gggg` is not known"),
        ("task.due.format('LL')", "`LL` in the format"),
        ("task.due.format('Mo')", "`Mo` in the format"),
        ("task.file.property('rank')", "`.property` of the file of a task is not known"),
        ("task.file.hasProperty('rank')", "`.hasProperty` of the file of a task is not known"),
    ],
)
def test_what_does_not_fit_is_named_as_a_script_names_it(expression, said):
    with pytest.raises(BadQuery) as refused:
        found(f"group by function {expression}", ROWS[0], functions=True, file=FILE)
    assert said in refused.value.message


@pytest.mark.parametrize(
    "line",
    [
        "group by function `${task.id}`",
        "group by function ['a', `b`]",
        "filter by function `a` or `b`",
        "sort by function {",
    ],
)
def test_the_remedy_for_an_expression_is_that_of_its_reader(line):
    """Kills: the keys of groups, several keys in a line, or operators in capitals, where an expression is at fault."""
    with pytest.raises(BadQuery) as refused:
        found(line, ROWS[0], functions=True)
    assert refused.value.remedy == "docs/query.md lists the forms of functions that vaultsync understands."


@pytest.mark.parametrize(
    ("expression", "named"),
    [
        ("'a' + [1, null, 'b']", "a1,,b"),
        ("['a', null, 2.0].join('-')", "a--2"),
        ("99999999999999999999 + ''", "100000000000000000000"),
        ("'' + 7 % 4 + (0 - 7) % 4", "3-3"),
    ],
)
def test_values_become_texts_as_in_javascript(expression, named):
    assert [group.names[0] for group in results(f"group by function {expression}", ROWS[1], functions=True).groups] == [
        named
    ]


def test_numbers_grow_no_longer_than_javascripts_do():
    """Kills: a product of whole numbers whose digits double with every line."""
    lines = "".join(f"const a{n + 1} = a{n} * a{n};" for n in range(14))
    text = f"const a0 = 99999; {lines} return a14 + ''"
    assert [group.names[0] for group in results(f"group by function {text}", ROWS[1], functions=True).groups] == [
        "Infinity"
    ]


@pytest.mark.parametrize(
    "step",
    [
        "a{n} + a{n}",
        "a{n}.replaceAll('x', 'xxxxxxxxxx')",
        "a{n}.replace('x', a{n})",
        "[a{n}, a{n}].join('')",
        "'' + [a{n}, a{n}]",
        "a{n}.split('x').map(x => a{n}).join('')",
    ],
)
def test_a_text_grows_no_longer_than_so_many_characters(step):
    """Kills: a line of a note that fills the memory of whoever asks."""
    lines = "".join(f"const a{n + 1} = {step.format(n=n)};" for n in range(60))
    with pytest.raises(BadQuery, match="more than 100000 characters"):
        found(f"group by function const a0 = 'xx'; {lines} return a60", ROWS[1], functions=True)


def test_a_text_may_have_just_so_many_characters():
    text = "'x'.padEnd(10000, 'x').replaceAll('x', '1234567890')"
    groups = results(f"group by function {text}.slice(0, 100000).length", ROWS[1], functions=True).groups
    assert [group.names[0] for group in groups] == ["100000"]
    with pytest.raises(BadQuery, match="more than 100000 characters"):
        found(f"group by function {text}.replace('1', '12').length", ROWS[1], functions=True)
    with pytest.raises(BadQuery, match="more than 100000 characters"):
        found(f"group by function ({text} + 'x').length", ROWS[1], functions=True)


def test_lists_of_lists_grow_as_little():
    """Kills: a list that is compared, or written, item by item where each item is the list before it, twice."""
    lines = "".join(f"const a{n + 1} = [a{n}, a{n}]; const b{n + 1} = [b{n}, b{n}];" for n in range(60))
    text = f"const a0 = []; const b0 = []; {lines} return a60 === b60"
    assert [group.names[0] for group in results(f"group by function {text}", ROWS[1], functions=True).groups] == [
        "false"
    ]
    with pytest.raises(BadQuery, match="more than 100000 characters"):
        found(f"group by function {text} || a60.join()", ROWS[1], functions=True)


@pytest.mark.parametrize(
    ("expression", "refusal"),
    [
        ("parts.map(part => text + part)", "a list of more than 100000 characters"),
        ("parts.map(part => [[text + part]])", "a list of more than 100000 characters"),
        ("parts.map(part => text.split('1'))", "a list of more than 100000 characters"),
        ("text.replaceAll('1', '11').split('').some(part => false)", "not split into more than 5000 parts"),
        ("text.replaceAll('1', '11').split('1').some(part => false)", "not split into more than 5000 parts"),
    ],
)
def test_an_arrow_over_a_long_list_fills_no_memory_and_ends(expression, refusal):
    """Kills: a long text for each part of a long text, and parts that are gone through once for each of very many."""
    parts = "const text = '1'.padEnd(4999, '1'); const parts = text.split('1')"
    names = results(f"group by function {parts}; return parts.length", ROWS[1], functions=True).groups[0].names
    assert names == ("5000",)
    with pytest.raises(BadQuery, match=refusal):
        found(f"group by function {parts}; return ({expression}).length", ROWS[1], functions=True)


@pytest.mark.parametrize(
    "expression", ["1" + " + 1" * 1_500, "task" + ".of" * 1_500, "const a = 1;" * 700 + "return a"]
)
def test_an_expression_of_very_many_parts_is_refused_or_answered(expression):
    """Kills: an expression that is nested too deeply to be worked out."""
    try:
        found(f"filter by function {expression} > 0", *ROWS, functions=True)
    except BadQuery as refused:
        assert "so many parts" in refused.message
