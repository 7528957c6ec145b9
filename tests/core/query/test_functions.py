from datetime import date

import pytest

from tests.core.query.making import asked, found, results
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.script.moment_format import formatted
from vaultsync.core.query.terms import QueryFile

ROWS = (
    asked("apple #x 📅 2026-03-01", "Work/A.md", heading="Steps"),
    asked("- [x] pear ⏫", "Inbox.md"),
    asked("fig 📅 2026-04-01 🔁 every week", "Work/A.md"),
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("task.due.moment !== null", "apple fig"),
        ("task.file.folder === 'Work/'", "apple fig"),
        ("task.file.folder === query.file.folder", "apple fig"),
        ("!task.isDone && task.tags.length > 0", "apple"),
        ("task.status.name === 'Done' || task.isRecurring", "fig pear"),
        ("task.description.toUpperCase().includes('PEAR')", "pear"),
        ("task.urgency > 6.5", "apple"),
        ("task.isDone === 1", ""),
        ("task.isDone == 1", "pear"),
        ("task.due.category.name === 'Overdue'", "apple"),
        ("task.heading === null", "fig pear"),
        ("task.due.format('YYYY-MM') === '2026-04'", "fig"),
        ("const n = task.priorityNumber; return n < 3;", "pear"),
        ("task.description.length === 4", "pear"),
        ("task.due.moment?.isBefore(moment(), 'day') ?? false", "apple"),
        ("task.due.moment?.isSame(moment(), 'month') ?? false", "apple"),
        ("task.due.moment !== null && task.due.moment.isSameOrAfter(moment(), 'year')", "apple fig"),
        ("task.due.moment !== null && !task.due.moment.isAfter(moment())", "apple"),
        ("task.description.charAt(0) === 'f' || task.description.indexOf('ear') === 1", "fig pear"),
        ("task.description.substring(3, 1) === 'ea'", "pear"),
        ("'\ufeff x '.trim() === 'x' && '\x1fx'.trim() !== 'x'", "apple fig pear"),
        ("task.urgency.toFixed(1) === '6.0'", "pear"),
        ("task.lineNumber.toFixed(100).length === 102", "apple fig pear"),
        ("task.description.padStart(6, 'ab') === 'abafig'", "fig"),
        ("task.due.moment?.format('MMM') === 'Apr'", "fig"),
        ("(task.lineNumber + 1) * 2 - 2 === 0 ? task.isDone : false", "pear"),
        ("task.priorityName === 'Normal'", "apple fig"),
        ("task.descriptionWithoutTags === 'apple'", "apple"),
        ("task.due.moment === undefined", ""),
        ("task.due.moment == undefined", "pear"),
        ("task.due.moment?.year() === undefined", "pear"),
        ("task.due.moment?.year() === null", ""),
        ("task.tags[0] === undefined", "fig pear"),
        ("(task.tags[0] ?? '#x') === '#x'", "apple fig pear"),
        ("moment().isSame(task.due.moment, 'month')", "apple"),
        ("task.due.moment?.isBefore('2026-03-02') ?? false", "apple"),
        ("task.due.moment?.isSame(moment('2026-04-01')) ?? false", "fig"),
        ("moment('2026-04-31').isValid()", ""),
        ("null + 1 === 1 && -null === 0 && true + 1 === 2", "apple fig pear"),
        ("undefined < 1 || undefined >= 1", ""),
        ("null >= task.priorityNumber - 1", "pear"),
        ("(1 / task.tags.length) > 5", "fig pear"),
        ("0 / 0 === 0 / 0 || 1 % 0 === 1 % 0", ""),
        ("!NaN && -1 / 0 < 0 && Infinity > 0", "apple fig pear"),
        ("'\\n' < 'a' && 'x\\ty'.length === 3 && '\\u{41}\\x42\\u0043' === 'ABC'", "apple fig pear"),
        ("const fruit = 'pear'; return task.description === fruit", "pear"),
        ("task.tags.some(t => t.startsWith('#x'))", "apple"),
        ("task.tags.every((t) => t === '#z')", "fig pear"),
        ("task.tags.find(t => t.length === 2) && true || false", "apple"),
        ("task.tags.map((t, n) => t + n).includes('#x0')", "apple"),
        ("task.tags.filter(t => t !== '#x').length === 0", "apple fig pear"),
        ("const most = 1; return task.tags.some(task => task.length > most)", "apple"),
        ("['fig', 'pear'].some(name => task.description === name)", "fig pear"),
        ("task.tags.find((t, n) => n === 0) === '#x'", "apple"),
        ("task.tags.find(t => t === '#y') === undefined", "apple fig pear"),
        ("['', 'x'].filter(t => t).length === 1", "apple fig pear"),
        ("const t = 'y'; return task.tags.some(t => t !== 'y') && t === 'y'", "apple"),
        ("[1].some(task => task === 1) && task.isDone", "pear"),
        ("[1].every(n => n > 0) && [1].every(n => n > 0)", "apple fig pear"),
        ("[1].includes(true) || [[1]].includes([1]) || [1] === [1]", ""),
        ("'aba'.replace('', 'x') + 'ab'.replaceAll('', '-') === 'xaba-a-b-'", "apple fig pear"),
        ("'abab'.replace('b', '') + 'abab'.replaceAll('b', 'c') === 'aabacac'", "apple fig pear"),
    ],
)
def test_a_filter_can_be_an_expression(expression, expected):
    file = QueryFile(path="Work/Query.md")

    names = found(f"filter by function {expression}", *ROWS, functions=True, file=file)

    assert " ".join(sorted(name.split()[0] for name in names)) == expected


def test_now_is_within_today():
    today = asked("plum 📅 2026-03-04")

    assert found("filter by function task.due.moment.isBefore(moment())", today, functions=True) == ["plum"]
    assert found("filter by function task.due.moment.isBefore(moment(), 'day')", today, functions=True) == []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("task.due.moment.isValid()", "plum"),
        ("task.due.moment.isSameOrBefore(moment()) || task.due.moment.isAfter(moment(), 'day')", "plum"),
        ("moment().isSame(task.due.moment, 'day')", "plum"),
        ("task.due.moment.format() === 'Invalid date'", "kiwi"),
        ("task.due.moment.year() >= 0", "plum"),
    ],
)
def test_a_date_that_no_calendar_has_is_an_invalid_moment_and_no_text(expression, expected):
    rows = asked("plum 📅 2026-03-04"), asked("kiwi 📅 2026-02-30")

    names = found(f"filter by function {expression}", *rows, functions=True)

    assert [name.split()[0] for name in names] == [expected]


def test_a_group_is_named_by_a_date_that_no_calendar_has_as_javascript_names_it():
    groups = results("group by function task.due.moment", asked("kiwi 📅 2026-02-30"), functions=True).groups

    assert [group.names for group in groups] == [("Invalid date",)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("sort by function task.description.length", "fig pear apple"),
        ("sort by function reverse task.description.length", "apple pear fig"),
        ("sort by function task.due", "apple fig pear"),
        ("sort by function task.isDone", "pear apple fig"),
        ("sort by function task.due.moment", "apple fig pear"),
        ("sort by function reverse task.due.moment", "pear fig apple"),
        ("sort by function task.heading", "fig pear apple"),
    ],
)
def test_what_an_expression_gives_can_be_sorted_by(query, expected):
    assert " ".join(name.split()[0] for name in found(query, *ROWS, functions=True)) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("group by function task.file.folder", ["/", "Work/"]),
        (
            "group by function task.due.format('YYYY-MM [month]', 'no date')",
            ["2026-03 month", "2026-04 month", "no date"],
        ),
        ("group by function task.tags", ["", "#x"]),
        ("group by function reverse task.priorityNumber", ["3", "1"]),
        ("group by function task.heading", ["", "Steps"]),
        ("group by function task.status.typeGroupText", ["%%2%%TODO", "%%4%%DONE"]),
        ("group by function task.urgency / 2", ["2.17500", "3", "6.06071"]),
        ("group by function [task.priorityNumber / 2]", ["0.5", "1.5"]),
        ("group by function [[1, 2], true]", ["1,2", "true"]),
        ("group by function task.tags.map(t => t.replace('#', ''))", ["", "x"]),
        ("group by function ['b', 'a'].filter((_, n) => n % 2).map(t => t + '!')", ["a!"]),
        ("group by function 'a' + undefined + [undefined, 1]", ["aundefined,1"]),
        ("group by function (1 / 0).toFixed(2)", ["Infinity"]),
        ("group by function '\\ud83d\\ude00'", ["\U0001f600"]),
        (
            "group by function task.due.moment",
            ["", "Sun Mar 01 2026 00:00:00 GMT+0000", "Wed Apr 01 2026 00:00:00 GMT+0000"],
        ),
    ],
)
def test_what_an_expression_gives_can_name_groups(query, expected):
    names = [group.names[0] for group in results(query, *ROWS, functions=True).groups]

    assert names == expected


@pytest.mark.parametrize(
    ("description", "bare"),
    [
        ("#x pay #rent/late, now #y", "pay, now"),
        ("#task pay", "pay"),
        ("pay  #x #y", "pay"),
        ("a#b", "a#b"),
        ("a  #b c", "a  c"),
    ],
)
def test_a_description_without_tags_has_the_rest_as_it_stands(description, bare):
    """Kills: a tag that a comma ends, or that is the global filter, stays."""
    settings = TasksSettings(global_filter="#task" if "#task" in description else "")

    names = results(
        "group by function task.descriptionWithoutTags", description, functions=True, settings=settings
    ).groups[0]

    assert names.names == (bare,)


@pytest.mark.parametrize(
    "query",
    [
        "filter by function task.tags.some(t => ['a'].some(u => u === t))",
        "filter by function task.tags.some((t, n, all) => true)",
        "filter by function task.tags.some('#x')",
        "filter by function task.tags.includes(t => true)",
        "filter by function task.tags.some((t n) => true)",
        "filter by function ['a'].some(1 => true)",
        "filter by function const is = t => true; return task.tags.some(is)",
        "filter by function task.tags.map(t => t).length + t.length > 0",
        "sort by function task.tags.find(t => true)",
        "filter by function task.nope",
        "filter by function 1",
        "filter by function nonsense(",
        "filter by function task.due < 3",
        "sort by function [1]",
        "sort by function task.isDone ? 1 : 'a'",
        "group by function query.nope.x",
        "group by function [null]",
        "sort by function 1e400 % 2",
        "filter by function task.description.slice(task)",
        "filter by function const done = task.isDone; done",
        "filter by function task.description !== 'return'",
        "filter by function task.due.moment?.isValid()",
        "sort by function task.due.moment?.year()",
        "group by function task.tags[0]",
        "filter by function task.isDone || task.isRecurring ?? true",
        "filter by function task.isDone && task.isRecurring ?? true",
        "filter by function (task.heading === null) ?? task.isDone && true",
        "filter by function --task.priorityNumber > 0",
        "filter by function 1.toFixed(1) === '1.0'",
        "filter by function '\\u{110000}' === ''",
        "filter by function moment('tomorrow').isValid()",
    ],
)
def test_what_needs_javascript_is_an_error(query):
    with pytest.raises(BadQuery):
        found(query, *ROWS, functions=True)


@pytest.mark.parametrize("query", ["filter by function true", "sort by function 1", "group by function task.id"])
def test_functions_are_off_unless_they_are_switched_on(query):
    assert found(query, *ROWS, functions=True)
    with pytest.raises(BadQuery, match="JavaScript"):
        found(query, *ROWS)


@pytest.mark.parametrize(
    ("instruction", "remedy"),
    [
        ("group by function task.descripton", "Did you mean `.description`?"),
        ("group by function task.schedule.moment", "Did you mean `.scheduled`?"),
        ("filter by function task.status.title", "It can be any of: name, nextSymbol, symbol, type, typeGroupText."),
        ("(filter by function task.file.fodler) OR (done)", "Did you mean `.folder`?"),
        ("sort by function task.description.toUppercase()", "Did you mean `.toUpperCase`?"),
        ("filter by function task.lineNumber", "`vaultsync list --instructions` prints every instruction."),
        ("group by function task.status", "`vaultsync list --instructions` prints every instruction."),
        ("sort by function task.isDone ? 1 : 'a'", "`vaultsync list --instructions` prints every instruction."),
    ],
)
def test_what_fails_when_a_row_is_judged_names_its_line_and_the_nearest_form(instruction, remedy):
    """Kills: an error of the whole query, whose reader must look for the line."""
    with pytest.raises(BadQuery, match=r"^line 2 of the query: ") as refused:
        found(f"description includes p\n{instruction}\nlimit 5", *ROWS, functions=True)

    assert (refused.value.line.line, refused.value.remedy) == (2, remedy)


@pytest.mark.parametrize(
    ("instruction", "said"),
    [
        ("filter by function task.due", "`task.due` is neither true nor false, but `a date`"),
        ("filter by function task.due > task.start", "`a date` and `a date` cannot be compared"),
        ("sort by function task.status", "`a status` cannot be sorted"),
        ("group by function task.status", "a group cannot be named by `a status`"),
        ("group by function task.due + 'x'", "`a date` is no text"),
    ],
)
def test_what_has_members_is_named_in_words(instruction, said):
    """Kills: the fields of an object of this program in an error, or as the name of a group."""
    with pytest.raises(BadQuery) as refused:
        found(instruction, *ROWS, functions=True)

    assert said in refused.value.message


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("DDD, DDDD", "32, 032"),
        ("Do MMM Y", "1st Feb 2026"),
        ("[DD] [] DD", "DD  01"),
        ("YYYY-[W]WW-E", "2026-W05-7"),
    ],
)
def test_a_day_is_written_as_moment_writes_it(form, text):
    """Kills: `DDD` as two numbers, brackets that stay."""
    assert formatted(date(2026, 2, 1), form) == text
