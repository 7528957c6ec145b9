"""What a person wants to see is found in SQL as the plain predicate finds it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOON
from tests.store.index.making import CONVENTIONS, take_in
from vaultsync.core.model import BadDate, Priority, Status
from vaultsync.core.views.listed import listed
from vaultsync.core.views.wanted import Wanted, Whose
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex

texts = st.sampled_from(["Send minutes", "Book the room", "Pay Straße bill", "ÉCLAIR order"])
owners = st.sampled_from(["", " @Ana Ruiz", " @Bo Lind", " @Myself", " @Bo Lind @Ana Ruiz"])
dues = st.sampled_from(["", " 📅 2026-01-30", " 📅 2026-02-02", " 📅 2026-02-30"])
marks = st.sampled_from([" ", "x", "/", "-", "?"])
tags = st.sampled_from(["", " #proposed", " #home", " #home/garden", " #Homely"])
lines = st.builds("- [{}] {}{}{} #task{}\n".format, marks, texts, owners, dues, tags)
notes = st.dictionaries(
    st.sampled_from(["Work/A", "Work/b", "_archive/A", "Daily/2026-01-05"]), st.lists(lines, max_size=4)
)
wishes = st.builds(
    Wanted,
    statuses=st.none() | st.frozensets(st.sampled_from(list(Status)), min_size=1),
    whose=st.none() | st.frozensets(st.sampled_from(list(Whose)), min_size=1),
    owner=st.sampled_from(["", "ana", "LIND"]),
    due_from=st.none() | st.just(NOON.date()),
    due_to=st.none() | st.just(NOON.date()),
    dated=st.none() | st.booleans(),
    tag=st.sampled_from(["", "#home", "HOME", "homely", "%"]),
    note=st.sampled_from(["", "work", "A.md", "_"]),
    text=st.sampled_from(["", "STRASSE", "éclair", "%", "send"]),
    live=st.none() | st.booleans(),
)


@settings(max_examples=60)
@given(notes=notes, later=notes, statuses=wishes.map(lambda wanted: wanted.statuses), live=st.none() | st.booleans())
def test_tasks_that_come_and_go_are_counted(tmp_path_factory, notes, later, statuses, live):
    """Kills: a tally that is not lowered when a task goes, one that forgets what is not live."""
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    for said in (notes, later):
        take_in(clever, **{path: "".join(lines) for path, lines in said.items()})
        for wanted in (Wanted(statuses=statuses, live=live), Wanted(whose=frozenset({Whose.MINE}), live=live)):
            assert clever.count(wanted) == len(clever.tasks(wanted))


def test_a_list_shows_of_a_task_what_its_speaking_line_says(index):
    take_in(
        index,
        Kickoff="- [/] Send the MINUTES @Ana Ruiz @Bo Lind 📅 2026-02-30 #task\n",
        Review="- [ ] Caf\udce9 bill 📅 2026-01-05 #task\n- [ ] No date #task\n",
    )

    assert index.listed(Wanted()) == [listed(task) for task in index.tasks(Wanted())]
    assert [(each.title, each.due, each.owners) for each in index.listed(Wanted(text="minutes"))] == [
        ("Send the MINUTES", BadDate("2026-02-30"), ("Ana Ruiz", "Bo Lind"))
    ]
    assert isinstance(index.listed(Wanted(text="minutes"))[0].due, BadDate)


@settings(max_examples=150)
@given(notes=notes, wanted=wishes, limit=st.none() | st.integers(0, 3))
def test_sql_answers_as_the_plain_predicate_does(tmp_path_factory, notes, wanted, limit):
    """Kills: `due_to` exclusive, LIKE in place of instr, a tag found inside another, another order of a list."""
    plain = MemoryIndex(CONVENTIONS)
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    for index in (plain, clever):
        take_in(index, **{path: "".join(said) for path, said in notes.items()})

    assert clever.tasks(wanted, limit=limit) == plain.tasks(wanted, limit=limit)
    assert clever.listed(wanted, limit=limit) == plain.listed(wanted, limit=limit)
    assert clever.count(wanted) == plain.count(wanted)
    assert clever.counts() == plain.counts()


def test_a_task_is_found_by_the_words_of_any_of_its_lines(index):
    """Kills: words looked for on the speaking line alone, words that begin on one line and end on another."""
    take_in(
        index,
        A="- [ ] Send the minutes #task ^vs-a\n- [ ] Pay #task\n",
        B="- [?] Mail the Prot\udce9col #task #proposed 🆔 vs-a\n- [?] Pay the bill #task #proposed\n",
    )

    for text in ("MINUTES", "mail the prot\udce9"):
        assert [task.title for task in index.tasks(Wanted(text=text))] == ["Send the minutes"], text
        assert (index.count(Wanted(text=text)), len(index.listed(Wanted(text=text)))) == (1, 1)
    assert index.tasks(Wanted(text="minutes\nmail")) == []


def test_priorities_order_a_list(index):
    signs = {"🔺": Priority.HIGHEST, "⏫": Priority.HIGH, "🔽": Priority.LOW}
    take_in(index, A="".join(f"- [ ] Task {i} {sign} #task\n" for i, sign in enumerate("🔽🔺⏫")))

    assert [task.speaker.said.priority for task in index.tasks(Wanted())] == [signs[sign] for sign in "🔺⏫🔽"]
