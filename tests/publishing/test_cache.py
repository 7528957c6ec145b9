"""What is kept of a feed is what would be rendered now."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.feed.lint import complaints
from tests.publishing.making import Desk
from vaultsync.core.feed.context import Alarm
from vaultsync.core.feed.definition import FeedDefinition, Kind, events, todos

ALL = FeedDefinition(name="all", kind=Kind.ALL)

# Few words and few ids on purpose: tasks that have nothing to do with each other would make every property true.
LINES = st.builds(
    lambda indent, box, words, day, name: f"{indent}- [{box}] {words}{day} #task{name}",
    st.sampled_from(["", "", "    "]),
    st.sampled_from("   x-"),
    st.sampled_from(["Send the minutes", "Call Bo 🔁 every week", "Book the room"]),
    st.sampled_from(["", " 📅 2026-02-05", " 📅 2026-02-12"]),
    st.sampled_from(["", "", " ^vs-a", " ^vs-b"]),
)
SAVES = st.lists(
    st.tuples(st.sampled_from(["A.md", "B.md", "Old/C.md"]), st.one_of(st.none(), st.lists(LINES, max_size=4))),
    min_size=1,
    max_size=5,
)


@settings(max_examples=80)
@given(saves=SAVES, looks=st.lists(st.booleans(), min_size=5, max_size=5))
def test_however_notes_were_saved_the_feed_is_what_a_new_index_gives(tmp_path_factory, saves, looks):
    """Kills: children that keep the name of a parent that was merged; components of tasks that
    are gone; a variant that takes a turn for followed which only the register has seen."""
    desk = Desk(tmp_path_factory.mktemp("state"))
    for (path, lines), look in zip(saves, looks, strict=False):
        desk.save({path: None if lines is None else "\n".join(lines) + "\n"})
        if look:
            desk.feed(ALL)
    grown = desk.feed(ALL)
    parts = desk.components(events()) | desk.components(todos())
    desk.lose_index()
    again = desk.feed(ALL)
    assert again.data.decode() == grown.data.decode()
    assert again.etag == grown.etag
    assert complaints(grown.data) == []
    assert desk.components(ALL) == parts
    desk.close()


# So many that a save of one note is a small part of the vault, and only what it can touch is grouped again.
MANY = "".join(f"- [ ] Read chapter {n} of book {n} #task ^vs-r{n}\n" for n in range(40))


def test_what_is_rendered_with_other_options_is_kept_apart(tmp_path):
    desk = Desk(tmp_path / "state", A="- [ ] One 📅 2026-02-05 #task ^vs-a\n")
    plain, ringing = desk.feed(events()), desk.feed(replace(events(), name="ringing", alarms=(Alarm(),)))
    assert b"VALARM" in ringing.data
    assert b"VALARM" not in plain.data
    assert desk.feed(events()) == plain
    desk.close()


def test_a_title_and_a_query_need_no_components_of_their_own(tmp_path):
    desk = Desk(tmp_path / "state", A="- [ ] One 📅 2026-02-05 #task ^vs-a\n")
    desk.feed(events())
    desk.feed(replace(events(), name="other", title="Other", query=("has due date",)))
    (variants,) = desk.index._db.execute("SELECT count(*) FROM variant").fetchall()
    assert variants == (1,)
    desk.close()


def test_components_that_no_feed_asked_for_in_two_months_are_dropped(tmp_path):
    from datetime import timedelta

    desk = Desk(tmp_path / "state", A="- [ ] One 📅 2026-02-05 #task ^vs-a\n")
    desk.feed(events())
    desk.now += timedelta(days=61)
    desk.feed(todos())
    assert desk.index._db.execute("SELECT count(*) FROM chunk").fetchall() == [(1,)]
    desk.close()


def test_another_register_gives_its_own_names_whatever_the_index_holds(tmp_path):
    desk = Desk(tmp_path / "state", A="- [ ] One #task\n")
    desk.save({"A.md": "- [ ] Two #task\n"})
    first = desk.todos()
    desk.close()
    for file in desk.folder.glob("register.db*"):
        file.unlink()
    desk._open()
    second = desk.todos()
    assert [*first.values()] == [*second.values()] == ["Two"]
    desk.save({"A.md": "- [ ] Three #task\n"})
    assert desk.todos().keys() == second.keys()
    desk.close()


def test_a_feed_that_is_current_takes_no_lock(tmp_path):
    desk = Desk(tmp_path / "state", A="- [ ] One #task ^vs-a\n")
    desk.feed()
    with desk.index.writing():
        assert desk.feed().components == 1
    desk.close()


def test_what_is_gone_is_not_served_when_another_register_takes_over(tmp_path):
    desk = Desk(tmp_path / "state", Books=MANY, A="- [ ] One #task\n- [ ] Two #task\n")
    desk.feed()
    desk.save({"A.md": "- [ ] Two #task\n"})
    desk.close()
    for file in desk.folder.glob("register.db*"):
        file.unlink()
    desk._open()
    assert "One" not in desk.todos().values()
    desk.save({"A.md": "- [ ] Two #task\n- [ ] One #task\n"})
    before = desk.todos()
    desk.save({"A.md": "- [ ] Two #task\n- [ ] One more #task\n"})
    assert desk.todos().keys() == before.keys()
    desk.close()


def test_every_form_of_a_feed_learns_that_a_parent_has_another_name(tmp_path):
    """The child's own note is not touched, and the first feed that is asked for tells the register."""
    desk = Desk(tmp_path / "state")
    ringing = replace(todos(), name="ringing", alarms=(Alarm(),))
    desk.save({"Books.md": MANY})
    desk.save({"A.md": "- [ ] Plan the autumn workshop in Lisbon #task\n    - [ ] Book the room #task ^vs-b\n"})
    desk.save({"B.md": "- [ ] Something else entirely #task ^vs-w\n"})
    before = [desk.components(each)["vs-b"]["RELATED-TO"] for each in (todos(), ringing)]
    desk.save({"B.md": "- [ ] Plan the autumn workshop in Lisbon #task ^vs-w\n"})
    after = [desk.components(each)["vs-b"]["RELATED-TO"] for each in (todos(), ringing)]
    assert before[0] == before[1] != "vs-w@vault-1"
    assert after == ["vs-w@vault-1"] * 2
    desk.close()


def test_no_form_of_a_feed_goes_on_to_serve_a_task_that_is_gone(tmp_path):
    """The first feed that is asked for tells the register; the next one finds nothing that the register has to follow.
    Kills: what a task had is taken away only where it still has a card."""
    desk = Desk(tmp_path / "state", Books=MANY, A="- [ ] One 📅 2026-02-05 #task ^vs-a\n")
    forms = (replace(todos(), name="ringing", alarms=(Alarm(),)), todos())
    before = ["vs-a" in desk.components(each) for each in forms]
    desk.save({"A.md": None})
    after = ["vs-a" in desk.components(each) for each in forms]
    assert (before, after) == ([True, True], [False, False])
    desk.close()


def test_a_task_that_was_nested_while_there_was_no_index_has_changed(tmp_path):
    """Kills: a task whose own words are as they were counts as unchanged, whatever it is nested in."""
    desk = Desk(tmp_path / "state", A="- [ ] Plan the workshop #task ^vs-p\n- [ ] Book the room #task ^vs-c\n")
    desk.feed()
    desk.vault.notes["A.md"] = b"- [ ] Plan the workshop #task ^vs-p\n    - [ ] Book the room #task ^vs-c\n"
    desk.lose_index()
    child = desk.components(todos())["vs-c"]
    assert (child["RELATED-TO"], child["SEQUENCE"]) == ("vs-p@vault-1", "1")
    assert desk.components(todos())["vs-p"]["SEQUENCE"] == "0"
    desk.close()
