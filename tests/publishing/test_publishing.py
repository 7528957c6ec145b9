"""Feeds of a vault: what they show, and that they keep still."""

from datetime import timedelta

import pytest

from tests.core.feed.lint import complaints
from tests.publishing.making import Desk
from vaultsync.core.feed.definition import FeedDefinition, Kind, events, mine, person, proposals, todos, waiting
from vaultsync.core.query.errors import BadQuery

KICKOFF = """\
- [ ] Send the minutes 📅 2026-02-05 #task ^vs-a
- [ ] Call Bo @Bo Lind #task ^vs-b
    - [ ] Ask for the number @Myself 📅 2026-02-06 #task ^vs-c
- [?] Nobody wants this 📅 2026-02-07 #task #proposed
- [x] Book the room #task ✅ 2026-01-20 ^vs-d
- [x] Clear the attic #task ✅ 2025-06-01 ^vs-e
"""


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "state", Kickoff=KICKOFF)
    yield desk
    desk.close()


def test_events_are_what_is_due_and_todos_are_everything_of_the_last_days(desk):
    assert desk.events() == {"vs-a-due": "Send the minutes 20260205", "vs-c-due": "Ask for the number 20260206"}
    assert desk.todos() == {
        "vs-a": "Send the minutes",
        "vs-b": "Call Bo",
        "vs-c": "Ask for the number",
        "vs-d": "Book the room [COMPLETED]",
    }


def test_the_bytes_alone_are_those_of_the_feed_and_nobody_is_told_that_it_was_served(desk):
    data = desk.publishing.data(todos())

    assert desk.register.feed("todos") is None
    assert data == desk.feed().data
    desk.save({"Kickoff.md": "- [ ] Sweep the yard #task ^vs-a"})
    assert desk.publishing.data(todos()) == desk.feed().data != data


def test_what_has_left_a_feed_is_kept_no_longer_and_comes_back_with_the_clock(desk):
    """Kills: years of done tasks that every save goes through; a feed without the last days after a clock was wrong."""

    def kept() -> bytes:
        return b"".join(text for (text,) in desk.index._db.execute("SELECT text FROM chunk"))

    assert "vs-d" in desk.todos()
    assert b"Book the room" in kept()
    assert b"Clear the attic" not in kept()
    desk.now += timedelta(days=20)
    assert "vs-d" not in desk.todos()
    assert b"Book the room" not in kept()
    assert b"Send the minutes" in kept()
    desk.now -= timedelta(days=20)
    assert "vs-d" in desk.todos()


def test_feeds_that_show_decided_tasks_for_longer_have_what_others_let_go(desk):
    assert "vs-e" not in desk.todos()
    assert "vs-e" in desk.components(FeedDefinition(name="year", kind=Kind.TODOS, done_days=300))
    assert "vs-e" in desk.components(FeedDefinition(name="ever", kind=Kind.TODOS, done_days=36_500))


@pytest.mark.parametrize(("days", "shown"), [(0, False), (13, False), (14, True), (30, True)])
def test_what_is_done_is_shown_for_so_many_days(desk, days, shown):
    feed = desk.components(FeedDefinition(name="tasks", kind=Kind.TODOS, done_days=days))
    assert ("vs-d" in feed) == shown


def test_feeds_for_a_purpose_hold_what_they_are_for(desk):
    assert [*desk.components(mine(Kind.TODOS))] == ["vs-a", "vs-c", "vs-d"]
    assert [*desk.components(waiting(Kind.TODOS))] == ["vs-b"]
    assert [*desk.components(person("bo lind", kind=Kind.TODOS))] == ["vs-b"]
    (proposal,) = desk.components(proposals()).values()
    assert (proposal["STATUS"], proposal["CATEGORIES"]) == ("TENTATIVE", "proposed")


def test_a_query_and_owners_must_both_fit(desk):
    feed = FeedDefinition(name="x", kind=Kind.TODOS, query=("has due date",), owners=("Myself",))
    assert [*desk.components(feed)] == ["vs-c"]
    with pytest.raises(BadQuery):
        desk.feed(FeedDefinition(name="x", query=("what is this",)))


def test_both_kinds_are_mixed_only_on_demand(desk):
    both = desk.components(FeedDefinition(name="all", kind=Kind.ALL))
    assert {*both} == {*desk.components(events())} | {*desk.components(todos())}


def test_a_nested_task_names_its_parent(desk):
    assert desk.components(todos())["vs-c"]["RELATED-TO"] == "vs-b@vault-1"


def test_every_feed_is_clean(desk):
    for definition in (events(), todos(), mine(), proposals(), FeedDefinition(name="all", kind=Kind.ALL)):
        assert complaints(desk.feed(definition).data) == []


def test_what_is_left_out_is_counted(desk):
    assert desk.feed(events()).components == 2
    assert desk.publishing.not_shown(events()) == (1, 1)


def test_a_feed_that_nothing_changed_has_the_same_bytes_etag_and_date(desk):
    first = desk.feed()
    desk.save({"Other.md": "No task here."})
    assert desk.feed() == first


def test_a_feed_is_as_old_as_its_bytes(desk):
    first = desk.feed()
    desk.save({"Kickoff.md": KICKOFF.replace("minutes", "protocol")})
    second = desk.feed()
    assert second.etag != first.etag
    assert second.last_modified == desk.now
