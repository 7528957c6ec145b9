"""What an index rules out before a query looks: never a task that the query finds."""

from datetime import timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.index.making import (
    CONVENTIONS,
    DAYS,
    FILTERS,
    SORTS,
    STAMP,
    TERMS,
    TODAY,
    combined,
    found_in,
    notes,
    take_in,
)
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.query.collation.keys import collation_key
from vaultsync.core.query.narrowing import ANYTHING, Linked, Narrowing
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.row import row_of_task
from vaultsync.core.query.run import narrowing, run_query
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index import answer, columns, query_reader
from vaultsync.store.index.keys import stored_key
from vaultsync.store.index.order import order_of
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

NOTED = "---\ntype: meeting\nparticipants: [Ana Ruiz]\nsource_ref: Mail/offer.eml\n---\n"


def test_every_filter_and_its_opposite_finds_in_sql_what_it_finds_everywhere(tmp_path):
    """Kills: a span that lacks an end, a start date that must be there, `NOT` of what is not exact."""
    signs = [f"{sign} {day}" for sign in "➕🛫⏳📅✅❌" for day in (*DAYS, "2026-02-30")]
    more = ["", "⏫", "🔽", "🆔 a", "⛔ a", "@Bo Lind", "@Ana Ruiz", "#proposed", "#home"]
    said = [f"- [{' x/-'[n % 4]}] Send Σ {n} {field} #task\n" for n, field in enumerate([*signs, *more, *signs])]
    text = "".join(said) + "# Offene Fragen\n- [?] pay STRASSE #task\n- [ ] Pay Straße 🆔 b ⛔ a #task\n"
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    for index in (plain, clever):
        take_in(
            index,
            **{
                "Work/2026-02-02 b": NOTED + text,
                "_archive/A": "- [x] Call 📅 2026-01-30 #task\n",
                "Ärger": NOTED + text,
            },
        )

    for query in (read_query(each, TERMS) for line in FILTERS for each in (line, f"NOT ({line})")):
        assert found_in(clever, query) == found_in(plain, query), query.filters[0].explained()


@settings(max_examples=150)
@given(
    notes=notes,
    query=st.lists(combined, min_size=1, max_size=2).map("\n".join),
    whole_from=st.sampled_from([0.25, 9.0]),
)
def test_a_query_finds_in_sql_what_it_finds_everywhere(tmp_path_factory, notes, query, whole_from):
    """Kills: `OR` of what rules nothing out, `NOT` of a sum, a task that waits for one that was ruled out,
    a row that goes on to name the row that its line had before a save."""
    plain = MemoryIndex(CONVENTIONS)
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS, whole_from=whole_from)
    for index in (plain, clever):
        # Saved twice, the second time with one line more: rows of the index come and go, tasks stay.
        take_in(index, **{path: "".join(said) for path, said in notes.items()})
        take_in(index, **{path: "".join([*said, "- [ ] Fold the map #task\n"]) for path, said in notes.items()})
    read = read_query(query, TERMS)
    found = found_in(clever, read)

    assert found == found_in(plain, read)
    assert [task.uid for task in clever.with_uids(found)] == found
    clever.close()


@settings(max_examples=150)
@given(
    notes=notes,
    filters=st.lists(combined, max_size=2),
    sorts=st.lists(st.builds("{}{}".format, st.sampled_from(SORTS), st.sampled_from(["", " reverse"])), max_size=3),
    grouped=st.sampled_from(["", "group by due", "group by tags\nlimit groups 1"]),
    limit=st.integers(0, 6),
)
def test_a_limit_cuts_in_sql_what_it_cuts_everywhere(tmp_path_factory, notes, filters, sorts, grouped, limit):
    """Kills: a key that is turned the wrong way, equals of the last row that are cut, a count without what was cut,
    a limit on what is rough, an urgency that is added in another order."""
    sorts = [sort.replace("lineNumber reverse", "lineNumber").replace("tag 2 reverse", "tag 2") for sort in sorts]
    read = read_query("\n".join([*filters, *sorts, grouped, f"limit {limit}"]), TERMS)
    plain = MemoryIndex(CONVENTIONS)
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    for index in (plain, clever):
        take_in(index, **{path: "".join(said) for path, said in notes.items()})
    found, judged = (
        run_query(
            read,
            index.narrowed(Wanted(), narrowing(read, TODAY)),
            TODAY,
            lambda at=index: at.narrowed(Wanted(), Narrowing(Linked())).rows,
        )
        for index in (clever, plain)
    )

    assert [(group.headings, [row.uid for row in group.rows]) for group in found.groups] == [
        (group.headings, [row.uid for row in group.rows]) for group in judged.groups
    ]
    assert found.before_limit == judged.before_limit
    clever.close()


def test_every_sorter_and_its_reverse_is_cut_in_sql_as_everywhere(tmp_path):
    """Kills: a term of an order that binds less tightly than the comparison it stands in, paths that are equal
    to the collation and come as the index finds them, a row without a tag that comes first, or beside one that has too
    few, labels that are joined twice."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    signs = [
        "",
        "⏫",
        "🔁 every day",
        "🆔 a",
        "#home",
        "#home #work",
        "#work #alpha",
        "📅 2026-02-02",
        "📅 2026-02-30",
        "⏳ 2026-02-02",
        "✅ 2026-01-30",
    ]
    text = "".join(f"- [{' x/-'[n % 4]}] {n % 5} Send {n} {signs[n % 11]} #task\n" for n in range(22))
    for index in (plain, clever):
        alike = "# Steps\n" + text.replace("Send", "*Pay*")
        take_in(index, **{"Work/2026-02-02 b": text, "Ärger": alike, "A\u0308rger": alike.replace("*Pay*", "Book")})

    ways = [f"{line}{way}" for line in SORTS[:-2] for way in ("", " reverse")]
    for sort in (*ways, "sort by tag 2", "sort by tag reverse 2", "sort by tag reverse\nsort by tag 2"):
        for limit in (1, 7, 20, 50):
            query = read_query(f"{sort}\nlimit {limit}", TERMS)
            assert found_in(clever, query) == found_in(plain, query), (sort, limit)


@pytest.mark.parametrize(
    "line",
    [
        "- [ ] Send #task #home",
        "- [ ] #task Send",
        "- [ ] Send #task",
        "- [ ] Send #tasks off",
        "- [ ] Send#task #task",
        "- [ ] #task",
        "- [ ] Send \u2009#task",
        "- [ ] \udcff #task 📅 2026-02-02",
    ],
)
def test_a_description_is_kept_once_and_read_with_and_without_the_global_filter(tmp_path, line):
    """Kills: a filter that is put back at the wrong place, or with a space that was not there."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A=f"{line}\n")
    (plain,) = [row_of_task(task, CONVENTIONS.query_settings) for task in index.tasks(Wanted())]

    (row,) = index.narrowed(Wanted(), Narrowing(ANYTHING)).rows
    assert (row.spoken, row.description) == (plain.spoken, plain.description)


@pytest.mark.parametrize("line", ["- [ ] ", "- [ ] ^vs-one", "- [ ] 📅 2026-02-02", "- [ ] Send"])
def test_without_a_global_filter_a_line_may_have_no_words(tmp_path, line):
    """Kills: what is put back looked for in a text by words that are not there."""
    conventions = Conventions(task_tag="")
    index = SqliteIndex(tmp_path / "index.db", conventions)
    with index.writing():
        index.put(read_gist("A.md", f"{line}\n".encode(), conventions), STAMP)
        index.regroup()

    (row,) = index.narrowed(Wanted(), Narrowing(ANYTHING)).rows
    assert row.spoken == row.description == row_of_task(*index.tasks(Wanted()), conventions.query_settings).spoken


def test_keys_of_texts_are_kept_in_their_order():
    """Kills: a code that is shorter than that of a smaller character, accents that are cut at their beginning, long
    numbers before shorter ones."""
    texts = ["".join(letters) for length in range(4) for letters in product("aAáàz0_/日😀\udcff", repeat=length)]
    keys = sorted(set(map(collation_key, [*texts, *("9" * digits for digits in (24, 25, 26, 27, 101))])))

    assert len(keys) > 1_000
    assert sorted(map(stored_key, keys)) == [stored_key(key) for key in keys]
    assert len(set(map(stored_key, keys))) == len(keys)


@settings(max_examples=25)
@given(count=st.integers(0, 7), first=st.integers(0, 3), many=st.integers(1, 9))
def test_rows_are_the_same_one_by_one_in_parts_and_together(tmp_path_factory, count, first, many):
    """Kills: a block that begins at the wrong row, a column of the whole table in the order of the table."""
    index = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    take_in(index, A="".join(f"- [ ] Pay {number} #task\n" for number in range(count)))
    query = narrowing(read_query("sort by random", TERMS), TODAY)
    said = [row.description for row in index.narrowed(Wanted(), query).rows]
    assert sorted(said) == [f"Pay {number}" for number in range(count)]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(answer, "_AT_ONCE", 2)
        for module in (answer, query_reader):
            patched.setattr(module, "MANY", many)
        rows = index.narrowed(Wanted(), query).rows

        assert [row.description for row in rows] == said
        assert [rows[at].description for at in range(count)] == said
        assert [row.description for row in rows[first:]] == said[first:]
    index.close()


def test_urgency_is_the_same_number_in_sql(tmp_path):
    """Kills: a sum whose last bit differs, so that equals are cut."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    days = [TODAY + timedelta(days=each) for each in range(-10, 20)]
    take_in(
        index,
        A="".join(
            f"- [ ] Send {number} {level} {signs.format(day)} #task\n"
            for number, (day, level, signs) in enumerate(
                product(days, ("🔺", "", "⏬"), ("📅 {0}", "🛫 {0} ⏳ {0} 📅 {0}"))
            )
        ),
    )
    query = read_query("sort by urgency", TERMS)
    ((key,), *_) = order_of(index._db, narrowing(query, TODAY)._replace(order=(("urgency", False),)))
    found = dict(index._all(f"SELECT task.uid, {key.term} FROM asked JOIN task ON task.id = asked.task"))
    rows = index.narrowed(Wanted(), Narrowing(ANYTHING)).rows
    assert len(rows) == len(found) > 100
    assert {row.uid: -row.urgency(TODAY) for row in rows} == found


def test_what_cannot_match_is_never_read(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="- [ ] Send 📅 2026-02-02 #task\n- [x] Pay 📅 2026-02-02 #task\n- [ ] Book #task\n")

    for query, titles in {
        "due on 2026-02-02\nnot done": ["Send"],
        "NOT (done)\nno due date": ["Book"],
        "description includes PA": ["Pay"],
        "description regex matches /^B/": ["Book"],
        "no tags": ["Send", "Book", "Pay"],
        "is not blocked": ["Send", "Book", "Pay"],
    }.items():
        rows = index.narrowed(Wanted(), narrowing(read_query(query, TERMS), TODAY)).rows
        assert [row.said.description.split()[0] for row in rows] == titles, query


def test_a_pattern_that_takes_too_long_is_left_to_the_query(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="".join(f"- [ ] {'a' * 60}b{n} #task\n" for n in range(3)))
    query = read_query("description regex matches /(a|a)*$/\ndone", TERMS)

    assert not index.narrowed(Wanted(), narrowing(query, TODAY)).rows


def test_a_task_is_found_by_the_line_that_speaks_for_it_after_its_note_was_saved_again(tmp_path):
    """Kills: a row that goes on to name the row that its line had before the save."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    take_in(index, A="- [ ] Send #home #task\n- [ ] Pay #task\n", B="- [ ] Call @Bo Lind #task\n" * 20)
    take_in(index, A="- [ ] Send #home #task\n- [x] Pay #task\n")

    (row,) = index.narrowed(Wanted(text="send"), narrowing(read_query("not done", TERMS), TODAY)).rows
    assert (row.said.tags, row.line) == (("#home",), 1)


def test_what_another_process_writes_meanwhile_does_not_reach_a_look(tmp_path):
    """A daemon takes in a save while a query sorts: the line that a row stands for must still be there."""
    index, daemon = (SqliteIndex(tmp_path / "index.db", CONVENTIONS) for _ in range(2))
    take_in(index, A="- [ ] Send #home #task\n")
    with index.reading():
        (row,) = index.narrowed(Wanted(), narrowing(read_query("not done", TERMS), TODAY)).rows
        take_in(daemon, A="- [x] Pay #task\n")
        assert (row.said.tags, row.note.path) == (("#home",), "A.md")
        assert [task.title for task in index.with_uids([row.uid])] == ["Send"]
    assert [task.title for task in index.tasks(Wanted())] == ["Pay"]


def test_texts_that_no_task_has_any_more_are_not_kept_for_ever(tmp_path, monkeypatch):
    """Kills: labels that stay, so that every query asks about all headings there ever were; one that goes though a
    task has it."""
    monkeypatch.setattr(columns, "_LEFT", 8)
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    take_in(index, Work="- [ ] Pay #home #task @Bo Lind\n", **{f"B{n}": "- [ ] Call #task\n" for n in range(3)})
    for number in range(40):
        take_in(index, Work=f"# Steps {number}\n- [ ] Pay #home #task @Bo Lind\n")

    headings = index._all("SELECT text FROM label WHERE kind = 'heading'")
    assert len(headings) <= 8
    for query in ("heading includes steps 39", "tags include home", "path includes work", "assignee is bo lind"):
        rows = index.narrowed(Wanted(), narrowing(read_query(query, TERMS), TODAY)).rows
        assert [(row.heading, row.tags, row.path) for row in rows] == [("Steps 39", ("#home",), "Work.md")], query


def test_as_many_filters_as_a_query_may_have_are_answered(tmp_path):
    """Kills: a chain of conditions that is deeper than SQLite takes; with few of them nothing is seen of it."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    take_in(index, A="- [ ] Pay w1 #task\n- [ ] Pay x1 #task\n- [ ] Send x1 #task\n")
    either = " OR ".join(["(description includes pay)", *(f"(description includes v{n})" for n in range(190))])
    query = "\n".join([either, *(f"description does not include w{n}" for n in range(4_900))])

    rows = index.narrowed(Wanted(), narrowing(read_query(query, TERMS), TODAY)).rows
    assert [row.description for row in rows] == ["Pay x1"]


@pytest.mark.parametrize("words", ["ä", "Ä", "work", "ärger", "straße", "\udcff", "a\u0308"])
def test_words_are_found_in_shared_texts_in_any_case_and_any_letters(tmp_path, words):
    """Kills: a text beyond ASCII that is left to SQLite, which does not lower-case it; words that are no UTF-8."""
    plain, clever = MemoryIndex(CONVENTIONS), SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    for index in (plain, clever):
        said = {
            name: f"# STRASSE {n}\n- [ ] Pay {n} #task #{name.lower()}\n" for n, name in enumerate(["Work", "Ärger"])
        }
        said["A\u0308rger"] = "# Straße \udcff\n- [ ] Book #task\n"
        take_in(index, **said)

    for name in ("path", "heading", "tag"):
        for relation in ("includes", "does not include"):
            query = read_query(f"{name} {relation} {words}", TERMS)
            assert found_in(clever, query) == found_in(plain, query), query
