"""Who asks is answered when all that was saved before is in the index."""

import pytest

from tests.faces.daemon.making import NOTES, saved
from vaultsync.core.conventions import Conventions
from vaultsync.core.events import Event, EventKind
from vaultsync.store.memory import MemoryIndex


def test_what_can_wait_is_done_when_everybody_has_an_answer(room):
    """Kills: an index that is never checkpointed, and one that is before the saves are told to be in."""
    told = []
    room.index.checkpoint = lambda: told.append((room.told[-1]["idle"], len(room.answered)))
    room.follow(Event(1.0, EventKind.SAVED, "Kickoff.md"), Event(3.0, EventKind.ASKED, "1"))

    assert told == [(True, 0), (True, 0), (True, 1)]


def asked(at: float, name: str = "4711") -> Event:
    return Event(at, EventKind.ASKED, name)


def test_whoever_asks_is_answered_when_all_that_was_saved_before_is_in_the_index(room):
    room.follow(
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}),
        Event(10, EventKind.TOUCHED, "0.md"),
        asked(10.01),
        asked(20),
    )
    assert [(name, "Fold the map" in titles) for name, titles in room.answered] == [("4711", True)] * 2
    assert len(room.said("synced")) == 2


def test_nobody_is_answered_while_something_is_in_the_way(room):
    room.follow(
        room.vault.notes.clear, Event(10, EventKind.WALK), asked(11),
        lambda: room.vault.notes.update(NOTES), Event(20, EventKind.WALK), asked(21, "4712"),
    )  # fmt: skip
    assert [name for name, _ in room.answered] == ["4712"]


def test_nobody_is_answered_by_a_watch_that_has_ended(room):
    room.watch = None
    room.follow(lambda: setattr(room.watch, "is_sound", False), asked(10))
    assert room.answered == []


def test_before_an_answer_an_index_that_was_set_aside_is_made_again(room):
    def set_aside():
        room.identity, room.index = 2, MemoryIndex(room.conventions)

    room.follow(saved(10, "0.md"), set_aside, asked(20))
    assert [(name, len(titles)) for name, titles in room.answered] == [("4711", 30)]


@pytest.mark.parametrize("event", [asked(10), saved(10, "0.md")])
def test_an_index_that_was_read_by_other_conventions_is_read_again_first(room, event):
    """Kills: an answer over what a command with settings of its own has read; one note read into that."""

    def read_otherwise():
        own = room.conventions
        room.conventions = room.index.conventions = Conventions(task_tag="#jetty")
        room.open().sync(accept_loss=True)
        assert room.titles() == {"Count buoys"}
        room.conventions = room.index.conventions = own

    room.vault.notes["Jetty.md"] = b"- [ ] Count buoys #jetty"
    room.follow(read_otherwise, event, asked(20))
    own_titles = {f"Send minutes {number}" for number in range(30)}
    assert all(titles == own_titles for _, titles in room.answered) and room.answered
