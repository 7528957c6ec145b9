"""What functions make of the rows of an index: the same as of tasks one by one."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.store.index.making import CONVENTIONS, TERMS, TODAY, found_in, lines, notes, take_in
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.query import Query
from vaultsync.core.query.row import QueryRow
from vaultsync.core.query.run import narrowing
from vaultsync.core.query.script.members import READS
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index.blocks import StoredRow
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

TRUTHS = (
    "task.description.includes('a')", "task.descriptionWithoutTags.length > 12", "task.tags.includes('#home')",
    "task.status.name === 'Done'", "task.status.symbol === '-'", "task.isDone", "task.priorityName === 'Low'",
    "task.priorityNumber < 3", "task.priorityNameGroupText.includes('High')", "task.urgency > 2", "task.isRecurring",
    "task.recurrenceRule === 'every day'", "task.id === 'a'", "task.dependsOn.length > 0", "task.isBlocked()",
    "task.isBlocking(query.allTasks)", "task.file.folder === 'Work/'", "task.heading === null", "task.hasHeading",
    "task.lineNumber === 1", "task.due.moment === task.start.moment", "task.scheduled.category.name === 'Today'",
    "task.created.format('D', 'none') === '30'", "task.done.moment === null", "task.cancelled.moment === null",
    "task.happens.moment?.isBefore(moment()) ?? false", "task.originalMarkdown.includes('Pay')", "true",
    "task.due.moment.isAfter(moment())", "task.due.moment.month() === 1", "task.onCompletion === ''",
    "task.onCompletion === 'delete'", "task.listMarker === '-'", "task.originalMarkdown.length > task.description.length",
    "const task = 2; return task === 2", "const x = task; return x.isDone", "task?.isDone", "task.priorityNumber",
)  # fmt: skip
SORTED = (
    "task.due", "task.due.moment", "task.description.length", "task.heading", "task.isDone", "task.lineNumber",
    "task.urgency", "task.start.category.sortOrder", "task.file.filename", "task.tags.join(' ')", "task.due.moment ?? 1",
    "task.due.moment?.month()",
)  # fmt: skip
odd = st.tuples(lines, st.sampled_from(["", "📅 2026-02-31 ", "🛫 2026-02-31 📅 2026-02-30 "])).map(
    lambda parts: parts[0].replace("#task", f"{parts[1]}#task")
)
truths = st.sampled_from(TRUTHS)
plain = st.sampled_from([each for each in TRUTHS if ";" not in each])
filters = st.one_of(
    truths.map("filter by function {}".format),
    truths.map("NOT {{filter by function {}}}".format),
    st.builds("filter by function ({}) {} !({})".format, plain, st.sampled_from(["&&", "||"]), plain),
    st.builds("{{done}} {} {{filter by function {}}}".format, st.sampled_from(["AND", "OR", "XOR"]), truths),
)


def answer(index: SqliteIndex | MemoryIndex, query: Query) -> list[str] | None:
    """The tasks in order; None if the query is refused."""
    try:
        return found_in(index, query)
    except BadQuery:
        return None


FAILS = "filter by function (task.due.moment.isAfter(moment())) && !(task?.isDone)"
HOME = "filter by function task.tags.includes('#home')"
PAY = {"A": ["- [ ] Pay #task\n"]}


@example(PAY, [FAILS, HOME], "", "")
@example(PAY, [f"NOT {{{FAILS}}}", HOME], "", "")
@example(PAY, [f"{{done}} OR {{{FAILS}}}", HOME], "", "limit 2")
@example(PAY, [f"{{done}} XOR {{{FAILS}}}", "done"], "", "")
@example(
    PAY, ["{description regex matches /x/} OR {filter by function task.due.moment.isAfter(moment())}", "done"], "", ""
)
@example(PAY, [HOME, FAILS], "", "")
@settings(max_examples=200)
@given(
    notes=st.one_of(notes, st.dictionaries(st.sampled_from(["Work/A", "B"]), st.lists(odd, max_size=6), max_size=2)),
    filters=st.lists(filters, min_size=1, max_size=2),
    sort=st.sampled_from(["", *(f"sort by function{way} {key}" for key in SORTED for way in ("", " reverse"))]),
    limit=st.sampled_from(["", "limit 2"]),
)
def test_a_function_finds_in_an_index_what_it_finds_task_by_task(tmp_path_factory, notes, filters, sort, limit):
    """Kills: a column that another field has too, a function that fails and rules out what it fails for, one that
    does not fail for what a filter behind it rules out, equals that get places of their own, a limit on what was not
    judged."""
    query = read_query("\n".join([*filters, sort, limit]), TERMS)
    plain = MemoryIndex(CONVENTIONS)
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    for index in (plain, clever):
        take_in(index, **{path: "".join(said) for path, said in notes.items()})
    found, judged = answer(clever, query), answer(plain, query)
    clever.close()

    assert found == judged


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] Pay #task",
        "  12) [x] Pay #task 🏁 delete",
        "* [ ] Pay \udcff #task 🏁 keep",
        "+ [ ] Pay \uf8ffüìÖ 2026-02-02 #task",
        "- [ ] Pay \udcff \uf8ffüìÖ 2026-02-02 #task",
    ],
)
def test_what_a_line_says_beyond_its_columns_is_read_out_of_what_is_kept_of_it(tmp_path, line):
    """Kills: another part of what is kept taken for the marker, a line whose misread signs are not repaired,
    bytes that are no UTF-8 and are lost on the way out."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    rows = []
    for index in (plain, clever):
        take_in(index, A=f"{line}\n")
        rows += index.narrowed(Wanted(), narrowing(read_query("", TERMS), TODAY)).rows

    judge, row = rows
    assert (row.text, row.marker, row.on_completion) == (judge.text, judge.marker, judge.on_completion)


def test_dates_that_no_calendar_has_are_told_apart(tmp_path):
    """Kills: what one such task gives taken for what another gives."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="".join(f"- [ ] Pay {day} 🛫 2026-02-{day} 📅 2026-02-30 #task\n" for day in (30, 31)))
    query = read_query("filter by function task.due.moment === task.start.moment", TERMS)

    narrowed = index.narrowed(Wanted(), narrowing(query, TODAY))
    assert (narrowed.judged, [row.description for row in narrowed.rows]) == (True, ["Pay 30"])


def test_every_member_of_a_task_is_read_from_the_columns_that_it_is_said_to_need(tmp_path):
    """Kills: a member that reads more of a row than it says, so that other tasks get its value."""

    class Watched:
        def __init__(self, row: QueryRow) -> None:
            self._row, self.read = row, set[str]()

        def __getattr__(self, name: str):
            self.read.add("closed" if name == "done" else name)
            return getattr(self._row, name)

        def when(self, field: str):
            self.read |= {"start", "scheduled", "due"} if field == "happens" else {field}
            return self._row.when(field)

        def urgency(self, today):
            self.read |= set(READS["urgency"])
            return self._row.urgency(today)

    index = MemoryIndex(CONVENTIONS)
    take_in(index, A="# Steps\n- [ ] Pay #home 🆔 a ⛔ b 🔁 every day 📅 2026-02-02 #task\n")
    (row,) = index.narrowed(Wanted(), narrowing(read_query("", TERMS), TODAY)).rows
    for member, fields in READS.items():
        (one,) = read_query(f"filter by function task.{member} === 1", TERMS).filters
        watched = Watched(row)
        one.script.run({"task": _thing(watched)})
        assert watched.read <= set(fields), member


def _thing(row):
    from vaultsync.core.query.script.members import Thing

    return Thing("task", row)


def test_a_function_is_run_once_for_tasks_that_have_the_same_of_what_it_reads(tmp_path, monkeypatch):
    """Kills: a function that is run for every task, or for tasks that other filters rule out."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="".join(f"- [{' x'[n % 2]}] Pay {n} 📅 2026-02-{n % 2}{1 + n % 3} #task\n" for n in range(24)))
    run: list[str] = []
    made = StoredRow.__init__

    def counted(row, block, at):
        run.append(str(at))
        made(row, block, at)

    monkeypatch.setattr(StoredRow, "__init__", counted)
    query = read_query("not done\ndescription includes pay\nfilter by function task.due.moment.date() > 1", TERMS)
    narrowed = index.narrowed(Wanted(), narrowing(query, TODAY))

    assert (len(narrowed.rows), narrowed.judged, len(run)) == (8, True, 3)


@pytest.mark.parametrize("joined", ["{}\n{}", "({}) AND ({})"])
def test_a_function_fails_for_what_the_filters_before_it_leave_and_for_nothing_else(tmp_path, joined):
    """Kills: an error that depends on what an index can rule out, and not on the order of the filters."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="- [ ] Send 📅 2026-02-02 #task\n- [ ] Pay #task\n")
    filters = "has due date", "filter by function task.due.moment.year() > 1"

    assert len(found_in(index, read_query(joined.format(*filters), TERMS))) == 1
    with pytest.raises(BadQuery):
        found_in(index, read_query(joined.format(*reversed(filters)), TERMS))


@pytest.mark.parametrize(
    "line", ["filter by function task.due.moment.year() > 1", "sort by function [task.lineNumber]"]
)
def test_a_function_that_fails_is_left_to_the_query(tmp_path, line):
    """Kills: an error that an index keeps for itself."""
    index, query = failing(tmp_path, line)

    narrowed = index.narrowed(Wanted(), narrowing(query, TODAY))
    assert len(narrowed.rows) + narrowed.beyond == 1


def test_a_filter_that_fails_is_told_with_its_line(tmp_path):
    with pytest.raises(BadQuery, match="line 3"):
        found_in(*failing(tmp_path, "filter by function task.due.moment.year() > 1"))


def test_an_order_that_fails_for_one_task_alone_is_not_asked_for(tmp_path):
    assert len(found_in(*failing(tmp_path, "sort by function [task.lineNumber]"))) == 1


def failing(tmp_path, line):
    """Return an index, and a query of which a function cannot be worked out for the one task that it finds."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="- [ ] Send 📅 2026-02-02 #task\n- [ ] Pay #task\n")
    return index, read_query(f"no due date\nNOT (done)\n{line}\nlimit 1", TERMS)
