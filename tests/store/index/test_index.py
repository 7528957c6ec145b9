"""What every index promises, asked of each; the one in memory is the judge."""

from pathlib import Path

import apsw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import NOON
from tests.store.index.making import CONVENTIONS, STAMP, take_in
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import StoreError
from vaultsync.core.model import BadDate, Diagnostic, Priority, Status
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CORE, CUSTOM, StatusSetting
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.note import read_note
from vaultsync.core.ports import Index
from vaultsync.core.query.narrowing import ANYTHING, Look
from vaultsync.core.reading import Reading
from vaultsync.core.views.listed import listed
from vaultsync.core.views.wanted import Wanted, Whose
from vaultsync.core.walk import READ_BY, Stamp
from vaultsync.store.index.schema import VERSION
from vaultsync.store.index.sqlite import SqliteIndex
from vaultsync.store.memory import MemoryIndex, MemoryVault


@pytest.fixture(params=["memory", "sqlite"])
def index(request, tmp_path) -> Index:
    return MemoryIndex(CONVENTIONS) if request.param == "memory" else SqliteIndex(tmp_path / "index.db", CONVENTIONS)


def test_notes_read_by_other_settings_make_other_tasks_though_most_notes_cannot_be_read(tmp_path):
    """Kills: the few notes that could be read keeping the tasks that their words made by the settings before."""
    held = Conventions(tasks=TasksSettings(status_rows=(*CORE, *CUSTOM, StatusSetting("h", "Hold", "x", "ON_HOLD"))))
    vault = MemoryVault({f"{n}.md": f"- [h] Task {n} #task\n".encode() for n in range(10)})
    before = SqliteIndex(tmp_path / "index.db", Conventions())
    Reading(vault, before, Conventions()).sync(None, accept_loss=False)
    before.close()
    index = SqliteIndex(tmp_path / "index.db", held)
    for most in (10, 5, 2):
        vault.locked = {f"{n}.md" for n in range(2, most)}
        Reading(vault, index, held).sync(None, accept_loss=False)
        stages = {row.path: row.stage for row in index.asked(Wanted(), Look(ANYTHING)).rows}

        assert stages == {path: Status.OPEN if path in vault.locked else Status.ON_HOLD for path in vault.notes}, most


def test_lines_are_known_by_how_they_were_read(index):
    """Kills: lines that are known by their place alone."""
    take_in(
        index, A="- [ ] Pay #task\n- [/] Row #task\n- [ ] Bail #task #proposed\n", Coffee="- [x] Pay \udce9 #task\n"
    )

    assert index.read_as([Status.PROPOSED]) == {("A.md", 3, "- [ ] Bail #task #proposed")}
    assert index.read_as([Status.OPEN, Status.STARTED]) == {
        ("A.md", 1, "- [ ] Pay #task"), ("A.md", 2, "- [/] Row #task")
    }  # fmt: skip
    assert index.read_as([Status.DONE]) == {("Coffee.md", 1, "- [x] Pay \udce9 #task")}
    assert index.read_as([]) == set()


def test_suggestions_are_asked_for_by_task(index):
    """Kills: another task's pairs, one that is found by its first task alone, a pair twice, what only archives say."""
    air, dry, *carpet = (
        f"- [?] {words} #task #proposed\n"
        for words in (
            "Air the tent in the garden",
            "Dry the tent in the garden",
            "Air the carpet in the cellar",
            "Dry the carpet in the cellar",
        )
    )
    take_in(index, A=air, B=dry, C=carpet[0], D=carpet[1], E="- [?] Pay the rent #task #proposed\n")
    uids = {task.title: task.uid for task in index.tasks(Wanted())}
    whole = index.suggestions()
    assert len(whole) == 2

    def told(*words):
        return [
            (pair.score, {pair.one.uid, pair.other.uid}) for pair in index.suggested([uids[word] for word in words])
        ]

    one, other = "Air the tent in the garden", "Dry the tent in the garden"
    pairs = [(score, {first.uid, second.uid}) for score, first, second in whole]
    mine = [pair for pair in pairs if uids[one] in pair[1]]
    assert len(mine) == 1
    assert told(one) == told(other) == told(one, other) == mine
    assert sorted((score, sorted(both)) for score, both in told(*uids)) == sorted(
        (score, sorted(both)) for score, both in pairs
    )
    (pair,) = index.suggested([uids[other]])
    assert pair.beside(uids[other]) == listed(next(task for task in index.tasks(Wanted()) if task.uid == uids[one]))
    assert pair.beside(uids[one]).uid == uids[other]
    assert told("Pay the rent") == index.suggested([]) == index.suggested(["nobody"]) == []

    with index.writing():
        index.forget("B.md")
        index.regroup()
    take_in(index, **{"_archive/B": dry})
    assert len(index.suggestions()) == 2
    assert told(one) == []


def test_a_note_taken_in_twice_counts_once(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n")
    take_in(index, Kickoff="- [ ] Send the minutes #task\n- [x] Book the room #task\n")

    assert index.line_count() == 2
    assert [task.title for task in index.tasks(Wanted())] == ["Send the minutes", "Book the room"]


def test_an_empty_index_is_filled_without_its_indexes_and_has_them_afterwards(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'line' ORDER BY name"
    with index.writing():
        assert index.line_count() == 0
        index.put(read_gist("Kickoff.md", b"- [ ] Send the minutes #task\n", CONVENTIONS), STAMP)
        assert (index.line_count(), index._all(indexes)) == (1, [])
        index.regroup()

    assert [name for (name,) in index._all(indexes)] == ["line_of_note", "line_of_task", "line_title"]
    assert index.line_count() == len(index.lines_of("Kickoff.md")) == 1
    with index.writing():
        assert len(index._all(indexes)) == 3


def test_everybody_who_is_asked_is_known_as_written(index):
    take_in(index, A="- [ ] Send it @Bo Lind @Cy #task\n- [x] Pay @Bo Lind #task\n", Archive="- [ ] Call #task\n")

    assert sorted(index.owners()) == ["Bo Lind", "Cy"]


def test_a_note_that_is_gone_takes_its_tasks_along(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n", Review="- [ ] Book the room #task\n")
    with index.writing():
        index.forget("Kickoff.md")
        index.regroup()

    assert [task.title for task in index.tasks(Wanted())] == ["Book the room"]
    assert index.compare({}).unlike == {"Review.md": STAMP}


names = st.sampled_from(["Kickoff.md", "Old/Review.md", "caf\udce9.md"])
glances = st.tuples(*[st.sampled_from([1, 2])] * 3)
walks = st.dictionaries(names, glances)
stamps = st.builds(lambda glance, racy: Stamp(*glance, b"digest", racy), glances, st.booleans())
knowledge = st.dictionaries(names, stamps)


@given(
    known=knowledge, seen=walks, paths=st.none() | st.sets(st.sampled_from(["Kickoff.md", "caf\udce9.md", "New.md"]))
)
def test_what_has_to_be_read_is_what_no_stamp_proves_unchanged(tmp_path_factory, known, seen, paths):
    """Kills: a size, time or inode that is not compared, a note read too young, one that is new or gone."""
    clever = SqliteIndex(tmp_path_factory.mktemp("index") / "index.db", CONVENTIONS)
    plain = MemoryIndex(CONVENTIONS)
    if paths is not None:
        seen = {path: glance for path, glance in seen.items() if path in paths}
    for index in (clever, plain):
        with index.writing():
            for path, stamp in known.items():
                index.put(read_gist(path, b"", CONVENTIONS), stamp)
            index.regroup()
    found = clever.compare(seen, paths)
    assert (found.unlike, set(found.fresh)) == (plain.compare(seen, paths).unlike, seen.keys() - known.keys())
    clever.close()


@pytest.mark.parametrize(
    "change",
    [
        lambda index: index.put(read_gist("Review.md", b"- [ ] Book #task", CONVENTIONS), Stamp(2, 2, 2, b"digest")),
        lambda index: index.put(read_gist("Review.md", b"", CONVENTIONS), Stamp(2, 2, 2, b"digest")),
        lambda index: index.touch("Review.md", Stamp(1, 1, 1, b"digest", racy=True)),
        lambda index: index.forget("Review.md"),
        lambda index: index.put(read_gist("New.md", b"", CONVENTIONS), Stamp(1, 1, 1, b"digest")),
    ],
    ids=["other lines", "the same lines", "a save while it was read", "gone", "new"],
)
def test_a_walk_is_recognised_only_while_it_shows_what_is_known(index, change):
    seen = {"Kickoff.md": (1, 1, 1), "Review.md": (1, 1, 1)}
    with index.writing():
        for path, glance in seen.items():
            index.put(read_gist(path, b"", CONVENTIONS), Stamp(*glance, b"digest"))
        index.recognise(seen)
        index.regroup()
    assert index.compare(seen) == ({}, [])
    assert index.compare(seen | {"Review.md": (9, 1, 1)}).unlike.keys() == {"Review.md"}

    with index.writing():
        change(index)
        index.regroup()
    assert index.compare(seen) != ({}, [])


def test_a_sync_that_reads_notes_has_the_next_walk_recognised_without_a_look_at_what_is_known_of_each(tmp_path):
    vault = MemoryVault({"Kickoff.md": b"- [ ] Send the minutes #task\n", "Review.md": b""})
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    Reading(vault, index, CONVENTIONS).sync(None, accept_loss=False)
    index._db.execute("UPDATE note SET size = 99")

    assert Reading(vault, index, CONVENTIONS).sync(None, accept_loss=False).quiet
    vault.notes["New.md"] = b""
    assert Reading(vault, index, CONVENTIONS).sync(None, accept_loss=False).read == 3
    index.close()


def test_a_walk_through_an_empty_vault_is_not_recognised_once_it_has_notes(index):
    with index.writing():
        index.recognise({})
    take_in(index, Kickoff="")

    assert index.compare({}).unlike == {"Kickoff.md": STAMP}


@pytest.mark.parametrize("seen", [{}, {"Kickoff.md": (9, 9, 9)}, {"Kickoff.md": STAMP[:3], "New.md": (1, 1, 1)}])
def test_a_walk_that_shows_something_else_is_not_recognised(index, seen):
    take_in(index, Kickoff="")
    before = index.compare(seen)
    with index.writing():
        index.recognise(seen)

    assert index.compare(seen) == before != ({}, [])


def test_a_block_that_raises_leaves_nothing_behind(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n")
    with pytest.raises(ZeroDivisionError), index.writing():
        index.put(read_gist("Review.md", b"- [ ] Book the room #task\n", CONVENTIONS), STAMP)
        index.regroup()
        1 / 0  # noqa: B018  # to raise

    assert [task.title for task in index.tasks(Wanted())] == ["Send the minutes"]
    assert index.compare({}).unlike == {"Kickoff.md": STAMP}
    assert index.compare({}, ["Review.md", "Kickoff.md"]).unlike == {"Kickoff.md": STAMP}


def test_lines_come_back_as_they_were_read(index):
    text = "# Ärger\n- [ ] Fix \udcff that @Bo 📅 2026-02-30 #task ^vs-aaaaaaaaaa\n  - [x] nested \x0b #task\n"
    take_in(index, Odd=text)

    before = read_note("Odd.md", text.encode("utf-8", "surrogateescape"), CONVENTIONS)
    assert {line for task in index.tasks(Wanted()) for line in task.lines} == set(before.lines)


def test_a_path_that_is_no_utf8_comes_back(index):
    with index.writing():
        index.put(read_gist("caf\udce9.md", b"- [ ] Pay #task\n", CONVENTIONS), STAMP)
        index.regroup()

    (task,) = index.tasks(Wanted(note="caf"))
    assert task.speaker.path == "caf\udce9.md"


def test_a_task_is_reached_by_every_name_and_by_the_beginning_of_one(index):
    take_in(
        index, Kickoff="- [ ] Send the minutes 🆔 abc #task ^vs-aaaaaaaaaa\n- [ ] Book the room #task ^vs-aabbbbbbbb\n"
    )
    provisional = index.tasks(Wanted(text="minutes"))[0].speaker.name

    for name in ("vs-aaaaaaaaaa", "abc", provisional, provisional[:6], "vs-aaa"):
        assert [task.title for task in index.named(name)] == ["Send the minutes"], name
    assert len(index.named("vs-aa")) == 2
    assert index.named("vs-x") == []


def test_an_exact_name_reaches_its_own_task_even_if_others_begin_with_it(index):
    take_in(index, Kickoff="- [ ] Send the minutes 🆔 abc #task\n- [ ] Book the room 🆔 abcd #task\n")

    assert [task.title for task in index.named("abc")] == ["Send the minutes"]


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("VS-AAAA1", ["vs-aaaa1"]),
        ("aaaa1", ["vs-aaaa1"]),
        ("AAAA", ["vs-aaaa1", "vs-aaaa2"]),
        ("vs-AAAA", ["vs-aaaa1", "vs-aaaa2"]),
        ("aaa", []),
        ("walruS", ["Walrus"]),
        ("walrus2", ["Walrus2"]),
        ("alru", []),
        ("vs-", ["vs-aaaa1", "vs-aaaa2"]),
        ("vs-alru", []),
        ("p-aaaa2", ["vs-aaaa2"]),
        ("P-AAAA", ["vs-aaaa1", "vs-aaaa2"]),
        ("p-aaa", []),
        ("ａａａａ", []),
        ("aaaa%", []),
        ("aaaa 1", []),
        ("", []),
        ("-", []),
    ],
)
def test_a_name_is_reached_in_any_case_and_by_its_letters_alone(index, typed, uids):
    """Kills: a letter in capitals, or `vs-` left out, reaches nothing; three letters reach what they happen to begin."""
    take_in(
        index,
        Kickoff="- [ ] Send 🆔 vs-aaaa1 #task\n- [ ] Book 🆔 vs-aaaa2 #task\n"
        "- [ ] Sail 🆔 Walrus #task\n- [ ] Row 🆔 Walrus2 #task\n",
    )

    assert sorted(task.uid for task in index.loosely_named(typed)) == uids


def test_a_task_is_reached_by_the_place_of_any_of_its_lines(index):
    take_in(index, **{"A": "- [ ] Send #task ^vs-a\n- [ ] Pay #task\n", "Caf\udce9": "- [ ] Mail #task 🆔 vs-a\n"})

    assert [task.title for task in index.placed("A.md", 2)] == ["Pay"]
    assert index.placed("Caf\udce9.md", 1) == index.placed("A.md", 1) == index.named("vs-a") != []
    assert index.placed("A.md", 3) == index.placed("a.md", 1) == index.placed("A", 1) == []


def test_a_provisional_name_is_reached_without_its_beginning(index):
    take_in(index, Kickoff="- [ ] Send the minutes #task\n")
    (task,) = index.tasks(Wanted())

    assert index.loosely_named(task.uid[2:7].upper()) == [task]


def test_a_task_is_reached_by_its_words_in_any_case(index):
    take_in(index, Kickoff="- [ ] Send the STRAßE sheet @Bo #task\n")

    assert [task.title for task in index.titled("send the strasse sheet")] == ["Send the STRAßE sheet"]
    assert index.titled("send") == []


def test_a_task_is_reached_by_a_line_that_was_copied_out_of_a_note(index):
    """Kills: another task of the same words, and words that look like a line."""
    said = "> - [ ] Pay the pilot 📅 2026-02-05 #task \t\n> 1. [ ] Pay the pilot #task\n- [ ] - [ ] Sail #task\n"
    take_in(index, Kickoff=said, Other="- [ ] Pay the pilot #task 🆔 b\n")

    for line, (typed, *_) in (
        (1, (" - [ ] Pay the pilot 📅 2026-02-05 #task\n",)),
        (2, ("1. [ ] Pay the pilot #task",)),
    ):
        assert index.titled(typed) == index.placed("Kickoff.md", line) != []
    assert index.titled("- [ ] Pay the pilot #task 🆔 b") == index.placed("Other.md", 1) != []
    assert index.titled("- [ ] pay the pilot #task 🆔 b") == index.titled("- [x] Pay the pilot #task 🆔 b") == []
    assert [task.title for task in index.titled("- [ ] Sail")] == ["- [ ] Sail"]


def test_the_words_of_a_task_need_no_sign_at_their_end_unless_that_tells_them_apart(index):
    take_in(index, Kickoff="- [ ] Send the sheet. 🆔 a #task\n- [ ] Sail 🆔 b #task\n- [ ] Sail! 🆔 c #task\n")

    assert [task.title for task in index.titled("send the sheet")] == ["Send the sheet."]
    assert [task.uid for task in index.titled("Sail")] == ["b"]


@pytest.mark.parametrize(
    ("typed", "uids"),
    [
        ("SHEET strasse", ["vs-a"]),
        ("mail pro", ["vs-a"]),
        ("mail sheet", []),
        ("caf", ["vs-b"]),
        ("heet", []),
        ("100 %", ["vs-b"]),
        (" ", []),
        ("caf " * 2_000, ["vs-b"]),
        (" ".join(f"c{number}" for number in range(2_000)), []),
    ],
)
def test_tasks_are_found_by_words_that_one_of_their_lines_has(index, typed, uids):
    """Kills: words gathered from several lines, the middle of a word, more conditions than SQLite takes."""
    take_in(
        index,
        A="- [ ] Send the STRAßE sheet #task ^vs-a\n- [x] Fill 100% of caf\udce9 orders #task 🆔 vs-b\n",
        B="- [ ] Mail the protocol #task 🆔 vs-a\n",
    )

    assert [each.uid for each in index.worded(typed)] == uids


def test_short_names_reach_their_task_alone(index):
    take_in(index, Kickoff="- [ ] Send 🆔 abcdefghij1 #task\n- [ ] Book 🆔 abcdefghij2 #task\n- [ ] Call 🆔 ab #task\n")
    short = index.short(index.tasks(Wanted()))

    assert short == {"abcdefghij1": "abcdefghij1", "abcdefghij2": "abcdefghij2", "ab": "ab"}
    take_in(index, Review="- [ ] Pay 🆔 zbcdefghij1 #task\n")
    assert index.short(index.named("zbc")) == {"zbcdefghij1": "zbcdefg"}


def test_diagnostics_of_notes_and_of_the_walk_stand_together(index):
    take_in(index, Kickoff="- [ ] Pay 📅 2026-02-30 #task\n")
    with index.writing():
        index.trouble([Diagnostic(path="A.md", line=0, code="unreadable", message="locked")])

    assert [(each.path, each.line, each.code) for each in index.diagnostics()] == [
        ("A.md", 0, "unreadable"),
        ("Kickoff.md", 1, "bad-date"),
    ]
    with index.writing():
        index.trouble([])
    assert [each.path for each in index.diagnostics()] == ["Kickoff.md"]


def test_what_it_is_told_to_remember_it_remembers(index):
    with index.writing():
        index.remember("conventions", "one")
        index.remember("conventions", "two")

    assert (index.fact("conventions"), index.fact("else")) == ("two", "")


def test_the_numbers_of_a_funnel(index):
    with index.writing():
        for path, text in {
            "a.md": "- [ ] One #task\n- [x] Two #task\n- [ ] no task\n",
            "_archive/b.md": "- [x] Three #task\n",
            "Templates/c.md": "- [ ] Four #task\n",
        }.items():
            index.put(read_gist(path, text.encode(), CONVENTIONS), STAMP)
        index.regroup()
    counts = index.counts()

    assert (counts.notes, counts.boxes, counts.lines, counts.decided_lines) == (3, 5, 4, 1)
    assert counts.not_live == {"archive": 1, "template": 1}
    assert counts.tasks == {"done": 1, "open": 1}


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


def test_an_index_of_an_older_version_is_emptied(tmp_path):
    take_in(SqliteIndex(tmp_path / "index.db", CONVENTIONS), A="- [ ] Pay #task\n")
    _set_version(tmp_path / "index.db", VERSION - 1)

    assert SqliteIndex(tmp_path / "index.db", CONVENTIONS).line_count() == 0


def test_an_index_of_a_newer_version_is_refused_and_kept(tmp_path):
    take_in(SqliteIndex(tmp_path / "index.db", CONVENTIONS), A="- [ ] Pay #task\n")
    _set_version(tmp_path / "index.db", VERSION + 1)

    with pytest.raises(StoreError, match="newer vaultsync") as refused:
        SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    assert "Upgrade" in refused.value.remedy
    _set_version(tmp_path / "index.db", VERSION)
    assert SqliteIndex(tmp_path / "index.db", CONVENTIONS).line_count() == 1


def test_a_file_that_is_no_database_is_named_with_a_remedy(tmp_path):
    (tmp_path / "index.db").write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreError, match="damaged") as refused:
        SqliteIndex(tmp_path / "index.db", CONVENTIONS)
    assert "doctor --repair" in refused.value.remedy


def test_a_reader_is_not_blocked_by_a_writer(tmp_path):
    writer, reader = (SqliteIndex(tmp_path / "index.db", CONVENTIONS) for _ in range(2))
    take_in(writer, A="- [ ] Pay #task\n")
    with writer.writing():
        writer.forget("A.md")
        writer.regroup()
        assert reader.line_count() == 1
    assert reader.line_count() == 0


def _set_version(path: Path, version: int) -> None:
    connection = apsw.Connection(str(path))
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_save_that_changes_only_prose_leaves_the_lines_as_they_are(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    def rows() -> list:
        return list(apsw.Connection(str(tmp_path / "index.db")).execute("SELECT id, task FROM line"))

    take_in(index, A="- [ ] Pay #task\n- [ ] Call #task\n", B="- [ ] Ring #task\n")
    with index.writing():
        index.remember(READ_BY, CONVENTIONS.fingerprint)
    before = rows()

    take_in(index, A="- [ ] Pay #task\n- [ ] Call #task\n\nMore prose.\n")
    assert rows() == before
    take_in(index, A="- [ ] Pay #task\n- [x] Call #task\n\nMore prose.\n")
    assert rows() != before
    assert [task.status for task in index.tasks(Wanted(text="call"))] == [Status.DONE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntype: meeting\n---\n{}", "---\ntype: index\n---\n{}"),
        ("---\ndate: 2026-01-05\n---\n{}", "---\ndate: 2026-01-06\n---\n{}"),
        ("{}", "Prose above it.\n\n{}"),
        ("# Actions\n{}", "# Decisions\n{}"),
        ("- Ring\n  {}", "Ring\n  {}"),
        ("{}", "{}\n- [ ] Call #task"),
        ("{}\n- [ ] Call #task", "{}"),
        ("{}", "{} ⏫"),
    ],
)
def test_a_save_that_changes_anything_else_is_taken_in(tmp_path, before, after):
    """Kills: a fingerprint of what a note says that leaves out its facts, a line's number, its heading or what is around it."""
    index, fresh = SqliteIndex(tmp_path / "index.db", CONVENTIONS), MemoryIndex(CONVENTIONS)
    index.remember(READ_BY, CONVENTIONS.fingerprint)

    for text in (before, after, before):
        take_in(index, A=text.format("- [ ] Pay #task"), B="- [ ] Ring #task")
        take_in(fresh, A=text.format("- [ ] Pay #task"), B="- [ ] Ring #task")
        assert index.lines_of("A.md") == fresh.lines_of("A.md")


def test_what_is_committed_is_brought_over_while_nobody_waits(tmp_path):
    """Kills: a log that grows until a save has to bring it over, and one that is brought over for every save."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    def log() -> tuple[int, int]:
        return index._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)

    take_in(index, A="- [ ] Pay #task")
    index.checkpoint()
    assert log()[1] == 0
    brought_over = 0
    for number in range(100):
        with index.writing():
            index.remember(f"{number}", "word " * 2_000)
        before, known = log()
        index.checkpoint()
        pages, done = log()
        assert pages - done <= 250
        assert done == known or before - known > 250
        brought_over += done > known
    assert 1 < brought_over < 10


@pytest.mark.parametrize("taken_back_already", [False, True])
def test_a_transaction_that_the_database_refuses_is_told_and_the_next_one_goes_through(tmp_path, taken_back_already):
    """On a full or failing disk SQLite takes a transaction back by itself; then there is nothing more to take back."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    with pytest.raises(StoreError, match="disk is full"), index.writing():
        index.remember("key", "value")
        if taken_back_already:
            index._db.execute("ROLLBACK")
        raise apsw.FullError("database or disk is full")

    assert index.fact("key") == ""
    with index.writing():
        index.remember("key", "value")
    assert index.fact("key") == "value"


def test_a_task_that_loses_a_line_is_written_again(tmp_path):
    """Kills: lines counted while they are moved to another task, so that what is left looks unchanged."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    take_in(index, M="- [ ] Trellis pump leaks again, greenhouse #task\n")
    take_in(index, Z="- [ ] Order a new pump for the trellis @Bo Lind #task\n")
    take_in(index, A="- [ ] Repair the leaking trellis pump behind the greenhouse @Eva Moss #task\n")
    together = index.count(Wanted())
    take_in(index, B="- [ ] Fix the trellis pump that leaks behind the greenhouse @Eva #task\n")

    assert (together, index.count(Wanted())) == (1, 2)
    assert [index.count(Wanted(note=note)) for note in ("A.md", "B.md", "M.md", "Z.md")] == [1, 1, 1, 1]


def test_what_was_compared_by_other_words_and_weights_is_compared_again(tmp_path):
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS, whole_from=9.0)
    take_in(index, A="- [ ] Prune the pear trees #task\n")
    with index.writing():
        index.remember("shelf", index.fact("shelf").rpartition(" ")[0])
    apsw.Connection(str(index.path)).execute("UPDATE feature SET data = x'00'")
    take_in(index, B="- [ ] Prune the pear trees #task\n")

    assert [len(task.lines) for task in index.tasks(Wanted())] == [2]


def test_an_index_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr("vaultsync.store.index.listing.TABLES", ("CREATE TABLE",))

    with pytest.raises(StoreError, match="cannot be used"):
        SqliteIndex(tmp_path / "index.db", CONVENTIONS)


@pytest.mark.parametrize("first", [{}, {"Other": "- [ ] Pay #task"}])
def test_what_is_odd_about_a_line_is_kept_however_it_came_in(index, first):
    """Kills: what is odd found only where notes come one by one, and forgotten when prose is saved."""
    bad = "- [ ] Pay #task 📅 2026-02-30"
    index.remember(READ_BY, CONVENTIONS.fingerprint)
    for notes in (first, {"A": bad}, {"A": f"{bad}\n\nProse."}):
        take_in(index, **notes)

        known = [(each.path, each.line, each.code) for each in index.diagnostics()]
        assert known == [("A.md", 1, "bad-date")] * ("A" in notes)

    assert [line.title for line in index.lines_of("A.md")] == ["Pay"]


def test_a_first_grouping_that_was_taken_back_is_forgotten_when_another_process_has_grouped(tmp_path):
    """Kills: everything that is odd told twice, because what was to be grouped for the first time still is."""
    notes = {f"N{n}": f"- [ ] Send {n} things 📅 2026-02-30 #task\n" for n in range(9)}
    index, beside = (SqliteIndex(tmp_path / "index.db", CONVENTIONS) for _ in range(2))
    index._run("CREATE TEMP TRIGGER refused BEFORE INSERT ON main.task BEGIN SELECT RAISE(ABORT, 'refused'); END")
    with pytest.raises(apsw.ConstraintError):
        take_in(index, **notes)
    index._run("DROP TRIGGER refused")
    take_in(beside, **notes)

    take_in(index, N1=f"{notes['N1']}- [ ] More #task\n")

    assert len(index.diagnostics()) == 9
    index.close()
    beside.close()


def test_a_row_that_cannot_be_is_a_mistake_of_the_program_and_none_of_the_disk(tmp_path):
    """Kills: a refused row that is told as a disk that may be full."""
    index = SqliteIndex(tmp_path / "index.db", CONVENTIONS)

    with pytest.raises(apsw.ConstraintError), index.writing():
        index.put(read_gist("A.md", b"- [ ] Pay #task\n", CONVENTIONS), STAMP._replace(digest=None))


def test_undecided_live_lines_of_decided_tasks_are_counted(index):
    """Kills: decided lines counted, those of archives, those of tasks of which something is to be done, or that are no
    work."""
    done, again = "- [x] Pay the rent #task\n", "- [?] Pay the rent #task #proposed\n"
    take_in(index, A=done, B=again, C=again + "- [ ] Call the bank #task\n", **{"_archive/D": again})
    assert index.counts().echoes == 2
    take_in(index, A="- [-] Pay the rent #task\n", E="- [/] Call the bank #task\n")
    assert index.counts().echoes == 2
    take_in(index, A="- [/] Pay the rent #task\n")
    assert index.counts().echoes == 0
