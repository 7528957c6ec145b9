"""A shelf that follows its source."""

from datetime import timedelta

import pytest

from tests.faces.serve.conftest import MADE, Published
from vaultsync.core.errors import StoreError
from vaultsync.faces.serve.live import FeedSource, LiveShelf
from vaultsync.faces.serve.shelf import NotYet


class Room:
    """A source that is changed by hand, and counts how often it was asked."""

    def __init__(self) -> None:
        self.feeds: dict[str, bytes | None] = {"events": b"one"}
        self.version = 1
        self.seconds = 0.0
        self.now = MADE
        self.looked = self.made = 0
        self.refusal: StoreError | None = None
        self.notes: tuple[str, ...] = ()
        self.is_read = True
        source = FeedSource("Notes", self.names, self.mark, lambda: self.notes, self.make)
        self.shelf = LiveShelf(source, seconds=lambda: self.seconds, look_seconds=1.0)

    def names(self) -> tuple[str, ...] | None:
        return tuple(self.feeds) if self.is_read else None

    def mark(self) -> int:
        self.looked += 1
        return self.version

    def make(self, name: str) -> Published | None:
        self.made += 1
        if self.refusal:
            raise self.refusal
        data = self.feeds[name]
        return None if data is None else Published(data, data.decode(), self.now)

    def change(self, data: bytes | None, name: str = "events") -> None:
        self.feeds[name] = data
        self.version += 1
        self.seconds += 1
        self.now += timedelta(minutes=1)

    def data(self, name: str = "events") -> bytes:
        return self.shelf.get(name).data


@pytest.fixture
def room() -> Room:
    return Room()


def test_a_feed_is_made_once_until_its_source_changes(room):
    first = room.shelf.get("events")
    assert (first.data, first.last_modified) == (b"one", MADE)
    for _ in range(10):
        room.seconds += 1
        assert room.shelf.get("events") is first
    assert (room.made, room.looked) == (1, 11)
    room.change(b"two")
    assert (room.data(), room.made) == (b"two", 2)
    assert room.shelf.get("events").etag != first.etag
    assert room.shelf.get("events").last_modified == MADE + timedelta(minutes=1)


def test_within_a_second_the_source_is_not_looked_at(room):
    room.data()
    room.version, room.feeds["events"] = 2, b"two"
    room.seconds += 0.9
    assert (room.data(), room.looked) == (b"one", 1)
    room.seconds += 0.1
    assert room.data() == b"two"


def test_a_change_that_leaves_the_bytes_leaves_the_date_too(room):
    first = room.shelf.get("events")
    room.change(b"one")
    assert room.shelf.get("events") is first
    assert room.made == 2


def test_a_feed_that_does_not_exist_or_no_longer(room):
    assert room.shelf.get("nothing") is None
    room.data()
    room.feeds.clear()
    room.version, room.seconds = 2, 2
    assert room.shelf.get("events") is None
    assert room.shelf.get("events") is None


def test_before_the_first_index_is_whole_there_is_nothing(room):
    room.feeds["events"] = None
    with pytest.raises(NotYet):
        room.shelf.get("events")
    room.change(b"one")
    assert room.data() == b"one"


def test_while_an_index_is_built_again_the_old_feed_stays(room):
    room.data()
    room.change(None)
    assert room.data() == b"one"
    room.change(b"two")
    assert room.data() == b"two"


def test_an_index_that_is_built_again_is_asked_once_a_second_as_well(room):
    """Kills: a feed that is made for every request, just when the machine has most to do."""
    room.data()
    room.change(None)
    for _ in range(10):
        assert room.data() == b"one"
    assert room.made == 2
    room.seconds += 1
    room.data()
    assert room.made == 3


def test_what_hangs_on_notes_that_are_not_read_yet_is_put_off_and_else_kept(room):
    """Kills: a person's feed that is none, for as long as an index is built anew."""
    room.is_read = False
    with pytest.raises(NotYet):
        room.shelf.get("events")
    room.is_read = True
    assert room.data() == b"one"
    room.is_read = False
    room.change(b"two")
    assert room.data() == b"one"
    room.is_read = True
    room.seconds += 1
    assert room.data() == b"two"


def test_a_trouble_leaves_the_old_feed_and_is_said_once(room, caplog):
    room.data()
    room.refusal = StoreError("the index is damaged", remedy="Repair it.")
    for _ in range(3):
        room.change(b"two")
        assert room.data() == b"one"
    assert [record.getMessage() for record in caplog.records] == [
        "the index is damaged. Repair it. Feeds are served as they were."
    ]
    room.refusal = None
    room.change(b"two")
    assert room.data() == b"two"


def test_what_there_is_to_know_of_feeds_is_said_at_once_and_again_only_when_it_is_back(room, caplog):
    """Kills: a warning with every answer; none when the settings come to need one while it runs."""
    room.notes = ("`befor` is passed over",)
    room.shelf.tell()
    assert [(each.event, each.getMessage()) for each in caplog.records] == [("query", "`befor` is passed over")]
    room.change(b"two")
    assert (room.data(), len(caplog.records)) == (b"two", 1)
    for notes in ((), ("`todya` is passed over", "`befor` is passed over")):
        room.notes = notes
        room.change(b"one")
        assert (room.data(), room.data()) == (b"one", b"one")
    assert [each.getMessage() for each in caplog.records[1:]] == ["`todya` is passed over", "`befor` is passed over"]


def test_a_trouble_without_an_old_feed_is_told(room):
    room.refusal = StoreError("the index is damaged", remedy="Repair it.")
    with pytest.raises(StoreError):
        room.shelf.get("events")


def test_while_one_thread_makes_a_feed_the_others_get_the_old_one(room):
    room.data()
    others = []
    make = room.make

    def slow(name):
        others.append(room.data())
        return make(name)

    room.shelf._source = FeedSource("Notes", lambda: tuple(room.feeds), room.mark, tuple, slow)
    room.change(b"two")
    assert (room.data(), others) == (b"two", [b"one"])
