"""Every published UID lasts, whatever happens to the notes."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publishing.making import Desk
from vaultsync.core.feed.definition import events, todos

MINUTES = "- [ ] Send the minutes 📅 2026-02-05 #task\n"


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "state")
    yield desk
    desk.close()


def stamps(desk, uid):
    """SEQUENCE and LAST-MODIFIED of a todo."""
    found = desk.components(todos())[uid]
    return int(found["SEQUENCE"]), found["LAST-MODIFIED"]


@pytest.mark.parametrize(
    "after",
    [
        {"Kickoff.md": "- [ ] Mail the protocol to everybody 📅 2026-02-05 #task\n"},
        {"Kickoff.md": "- [ ] Send the minutes 📅 2026-03-01 #task\n"},
        {"Kickoff.md": "# A heading\n\nProse.\n\n" + MINUTES},
        {"Kickoff.md": "# A heading\n\n- [ ] Send the minutes to Bo 📅 2026-02-09 #task\n"},
        {"Kickoff.md": None, "Meetings/Renamed.md": MINUTES},
        {"Kickoff.md": None, "Renamed.md": "- [ ] Send the minutes now 📅 2026-02-05 #task\n"},
        {"Kickoff.md": MINUTES.replace("\n", " ^vs-new\n")},
        {"Kickoff.md": "- [x] Send the minutes 📅 2026-02-05 #task ✅ 2026-02-02\n"},
        {"Kickoff.md": "- [ ] Send the minutes 📅 2026-02-05 14:00 #task\n"},
    ],
    ids=[
        "reworded where it stands",
        "rescheduled",
        "moved down",
        "all three",
        "renamed note",
        "renamed and reworded",
        "id",
        "done",
        "timed",
    ],
)
def test_a_task_without_an_id_keeps_its_name(desk, after):
    desk.save({"Kickoff.md": MINUTES})
    (uid,) = desk.todos()

    desk.save(after)
    assert [*desk.todos()] == [uid]

    desk.lose_index()
    assert [*desk.todos()] == [uid]


def test_a_note_that_is_gone_for_a_while_comes_back_under_its_names(desk):
    desk.save({"Kickoff.md": MINUTES, "Other.md": "- [ ] Send the minutes #task\n"})
    before = desk.todos()
    desk.save({"Kickoff.md": None})
    assert len(desk.todos()) == 1
    desk.save({"Kickoff.md": MINUTES})
    assert desk.todos() == before


def test_an_id_is_the_name_and_finds_its_task_anywhere(desk):
    desk.save({"Kickoff.md": "- [ ] Send the minutes #task ^vs-a\n"})
    desk.save({"Kickoff.md": None, "Other.md": "- [ ] Quite another thing #task ^vs-a\n"})
    assert desk.todos() == {"vs-a": "Quite another thing"}


def test_another_id_is_another_task_even_on_the_same_line(desk):
    desk.save({"Kickoff.md": "- [ ] Send the minutes #task ^vs-a\n"})
    desk.save({"Kickoff.md": "- [ ] Send the minutes #task ^vs-b\n"})
    assert desk.todos() == {"vs-b": "Send the minutes"}


def test_of_two_tasks_that_say_the_same_each_keeps_its_own_name(desk):
    two = "- [ ] Call Bo 📅 2026-02-05 #task\n- [ ] Call Bo 📅 2026-03-05 #task\n"
    desk.save({"Kickoff.md": two})
    before = desk.events()
    later = next(uid for uid, told in before.items() if told.endswith("20260305"))

    desk.save({"Kickoff.md": "- [ ] Call Bo 📅 2026-03-05 #task\n"})

    assert desk.events() == {later: "Call Bo 20260305"}


def test_two_tasks_of_the_same_words_in_one_note_never_change_names_with_each_other(desk):
    """Kills: which of the two takes which name is told by the order of their lines and of the names."""
    monthly = "Send harbour 🔁 every month ⏳ 2026-0"
    desk.save({"A.md": f"- [ ] {monthly}3-06 #task\n- [x] {monthly}2-06 ✅ 2026-02-02 #task\n"})
    before = desk.components(todos())
    assert [each["STATUS"] for _, each in sorted(before.items())] == ["COMPLETED", "NEEDS-ACTION"]
    desk.lose_index()

    assert desk.components(todos()) == before


def test_a_name_that_was_published_is_not_given_to_another_task(desk):
    desk.save({"Kickoff.md": MINUTES})
    desk.save({"Kickoff.md": "- [x] Send the minutes 📅 2026-02-05 #task ✅ 2026-02-02\n"})
    (first,) = desk.todos()
    desk.save({"Kickoff.md": None})
    assert desk.todos() == {}
    desk.save({"Later.md": MINUTES})
    (second,) = desk.todos()
    assert second != first


def test_what_is_merged_keeps_one_name_and_the_other_says_cancelled_for_thirty_days(desk):
    desk.save(
        {
            "A.md": "- [ ] Send the minutes 📅 2026-02-05 #task ^vs-a\n",
            "B.md": "- [ ] Mail the protocol 📅 2026-02-06 #task\n",
        }
    )
    (other,) = desk.todos().keys() - {"vs-a"}

    desk.save({"B.md": "- [-] Mail the protocol 📅 2026-02-06 #task 🆔 vs-a\n"})

    assert desk.todos() == {"vs-a": "Send the minutes", other: "Mail the protocol [CANCELLED]"}
    assert desk.events() == {
        "vs-a-due": "Send the minutes 20260205",
        f"{other}-due": "Mail the protocol 20260206 [CANCELLED]",
    }
    gone = desk.components(todos())[other]
    assert (gone["RELATED-TO"], gone["SEQUENCE"]) == ("vs-a@vault-1", "1")
    desk.now += timedelta(days=29)
    assert other in desk.todos()
    desk.now += timedelta(days=1)
    assert [*desk.todos()] == ["vs-a"]


def test_an_event_is_cancelled_even_if_the_task_that_stays_has_none(desk):
    desk.save({"A.md": "- [ ] Send the minutes #task ^vs-a\n", "B.md": "- [ ] Mail it 📅 2026-02-06 #task\n"})
    (event,) = desk.events()
    desk.save({"B.md": "- [-] Mail it #task 🆔 vs-a\n"})
    assert desk.events() == {event: "Mail it 20260206 [CANCELLED]"}


def test_what_is_split_again_has_its_old_names(desk):
    apart = {"A.md": "- [ ] Send the minutes #task ^vs-a\n", "B.md": "- [ ] Mail the protocol #task\n"}
    desk.save(apart)
    before = desk.todos()
    desk.save({"B.md": "- [-] Mail the protocol #task 🆔 vs-a\n"})
    desk.todos()
    desk.save(apart)
    assert desk.todos() == before
    assert {stamps(desk, uid)[0] for uid in before} == {0, 2}


@pytest.mark.parametrize("later", ["B.md", "A.md"])
def test_two_ids_that_were_one_for_a_while_are_two_names_again(desk, later):
    """Kills: of two tasks the first one read takes the name that stayed, for it is one of its keys."""
    minutes, protocol = "Send the minutes to the whole crew", "Send the minutes to all of the crew"
    apart = {"A.md": f"- [ ] {minutes} #task ^vs-a\n", "B.md": f"- [ ] {protocol} #task ^vs-b\n"}
    desk.save(apart)
    before = desk.todos()
    other = "vs-a" if later == "B.md" else "vs-b"
    desk.save({later: apart[later].replace("#task", f"#task 🆔 {other}")})
    assert sum("CANCELLED" in said for said in desk.todos().values()) == 1
    desk.save(apart)
    assert desk.todos() == before


def test_a_proposal_that_turns_out_to_be_a_known_task_leaves_nothing_cancelled(desk):
    desk.save({"A.md": "- [ ] Send the minutes #task ^vs-a\n", "B.md": "- [ ] Mail it #task #proposed\n"})
    desk.todos()
    desk.save({"B.md": "- [-] Mail it #task 🆔 vs-a\n"})
    assert desk.todos() == {"vs-a": "Send the minutes"}


def test_only_a_change_of_meaning_counts_and_has_the_moment_at_which_it_was_seen(desk):
    desk.save({"Kickoff.md": "- [ ] Send the minutes ➕ 2026-01-05 #task ^vs-a\n"})
    assert stamps(desk, "vs-a") == (0, "20260105T000000Z")

    desk.save({"Kickoff.md": "# Moved\n\n- [ ]   Send  the minutes ➕ 2026-01-05 #task ^vs-a\n"})
    assert stamps(desk, "vs-a") == (0, "20260105T000000Z")

    desk.save({"Kickoff.md": "- [ ] Send the minutes ➕ 2026-01-05 📅 2026-02-05 #task ^vs-a\n"})
    changed = f"{desk.now:%Y%m%dT%H%M%SZ}"
    assert stamps(desk, "vs-a") == (1, changed)

    desk.lose_index()
    desk.now += timedelta(days=3)
    assert stamps(desk, "vs-a") == (1, changed)


def test_a_clock_that_was_put_back_does_not_put_a_change_back(desk):
    desk.save({"Kickoff.md": "- [ ] One #task ^vs-a\n"})
    desk.todos()
    desk.save({"Kickoff.md": "- [ ] Two #task ^vs-a\n"})
    _, second = stamps(desk, "vs-a")
    desk.now -= timedelta(days=9)
    desk.save({"Kickoff.md": "- [ ] Three #task ^vs-a\n"})
    assert stamps(desk, "vs-a") == (2, second)


def test_a_parent_that_is_known_by_another_name_moves_its_children(desk):
    desk.save({"A.md": "- [ ] Plan the workshop #task\n    - [ ] Book the room #task ^vs-b\n"})
    (parent,) = desk.todos().keys() - {"vs-b"}
    desk.save({"B.md": "- [ ] Prepare the workshop #task ^vs-w\n"})
    desk.todos()
    desk.save({"A.md": "- [ ] Plan the workshop #task 🆔 vs-w\n    - [ ] Book the room #task ^vs-b\n"})
    found = desk.components(todos())
    assert found["vs-b"]["RELATED-TO"] == "vs-w@vault-1"
    assert found["vs-b"]["SEQUENCE"] == "1"
    assert found[parent]["STATUS"] == "CANCELLED"


def test_two_registers_that_begin_with_one_vault_say_the_same_bytes(tmp_path):
    notes = {
        "B.md": "- [ ] Call Bo #task\n- [ ] Call Bo 📅 2026-02-05 #task\n",
        "A.md": "- [ ] call bo #task\n    - [ ] Ask him 🔁 every week 📅 2026-02-06 #task\n",
    }
    first = Desk(tmp_path / "one")
    first.save(notes)
    second = Desk(tmp_path / "two")
    for path in reversed(notes):
        second.save({path: notes[path]})
    second.feed(events())
    assert first.feed().data == second.feed().data
    assert first.feed(events()).data == second.feed(events()).data
    first.close()
    second.close()


WORDS = st.sampled_from(["Send the minutes", "Call Bo about the keys", "Book a room", "Send the minutes to all"])
DAYS = st.sampled_from(["", " 📅 2026-02-05", " 📅 2026-03-09", " 📅 2026-03-09 08:30"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("say"), WORDS, DAYS),
        st.tuples(st.just("move"), st.sampled_from(["Kickoff.md", "Meetings/Later.md"]), st.integers(0, 4)),
        st.tuples(st.just("decide"), st.sampled_from("x /-"), st.none()),
        st.tuples(st.just("lose"), st.none(), st.none()),
    ),
    max_size=7,
)
OTHERS = "- [ ] Write the report 📅 2026-02-20 #task\n- [ ] Call the printer #task\n"


@settings(max_examples=40)
@given(steps=STEPS)
def test_one_task_has_one_name_for_life(steps, tmp_path_factory):
    """Kills: a place that is no proof; a register that is forgotten with the index; rows that
    are looked for by their words alone; a row of another task that is taken because it is near."""
    desk = Desk(tmp_path_factory.mktemp("state"))
    words, day, path, above, symbol = "Send the minutes", "", "Kickoff.md", 0, " "
    names: set[str] = set()

    def save():
        others = {"Kickoff.md": None, "Meetings/Later.md": None}
        done = " ✅ 2026-02-02" if symbol == "x" else " ❌ 2026-02-02" if symbol == "-" else ""
        text = "Prose.\n\n" * above + f"- [{symbol}] {words}{day} #task{done}\n"
        desk.save({"Others.md": OTHERS, **others, path: text})

    save()
    names.update(desk.todos())
    for kind, what, more in steps:
        if kind == "say":
            words, day = what, more
        elif kind == "move":
            path, above = what, more
        elif kind == "decide":
            symbol = what
        elif kind == "lose":
            desk.lose_index()
        save()
        names.update(desk.todos())
    desk.close()
    assert len(names) == 3
