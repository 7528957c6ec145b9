"""What a daemon does about lost notes, an index, a lock, a watch or a disk that is gone, until it is back."""

import pytest

from tests.faces.daemon.making import NOTES, saved
from vaultsync.core.errors import Busy, ConfigError, StoreError
from vaultsync.core.events import Event, EventKind
from vaultsync.core.model import Diagnostic
from vaultsync.core.walk import Walk
from vaultsync.store.memory import MemoryIndex, MemoryVault


def test_a_mass_loss_is_said_once_with_its_remedy_and_the_index_stays(room):
    room.follow(
        room.vault.notes.clear,
        Event(10, EventKind.WALK),
        Event(20, EventKind.WALK),
        lambda: room.vault.notes.update(NOTES),
        Event(30, EventKind.WALK),
    )
    assert len(room.titles()) == 30
    (said,) = room.said("trouble")
    assert "30 of 30 known task lines are gone" in said and "sync --accept-loss" in said
    assert room.events()[-2:] == ["recovered", "synced"]
    assert [facts["trouble"] != "" for facts in room.told if facts["idle"]] == [False, True, True, False]


def test_an_index_that_cannot_be_used_is_tried_again_ever_later(room):
    room.refusals = [StoreError("the index is damaged", remedy="Repair it.") for _ in range(6)]
    watch = room.follow(saved(400, "0.md"))
    assert watch.waits[:6] == [5, 10, 20, 40, 60, 60]
    assert len(room.said("trouble")) == 1 and len(room.titles()) == 30


def test_a_save_during_trouble_leads_to_a_walk(room):
    room.refusals = [StoreError("the index is damaged", remedy="Repair it.")]
    room.follow(saved(1, "0.md"))
    assert len(room.titles()) == 30


def test_an_index_that_was_set_aside_is_opened_again(room):
    def set_aside():
        room.identity, room.index = 2, MemoryIndex(room.conventions)

    room.follow(saved(10, "0.md"), set_aside, saved(20, "0.md"))
    assert (room.opened, len(room.titles())) == (2, 30)


def test_after_a_state_folder_was_deleted_everything_is_watched_and_looked_at_again(room):
    """Kills: questions that nobody hears any more; notes that the new index does not know."""
    again = [False, False, True]
    room.hold_again = lambda: bool(again) and again.pop(0)
    watch = room.follow(
        lambda: room.vault.notes.update({"new.md": b"- [ ] Fold the map #task"}),
        saved(10, "0.md"),
        lambda: room.vault.notes.update({"newer.md": b"- [ ] Coil the rope #task"}),
        saved(20, "0.md"),
        saved(30, "0.md"),
    )
    assert (watch.starts, len(room.said("locked"))) == (2, 1)
    assert {"Fold the map", "Coil the rope"} <= room.titles()


def test_who_cannot_hold_the_lock_again_says_what_is_in_the_way_and_tries_on(room):
    def full():
        room.identity += 1
        room.refusals = [StoreError("the state folder cannot be made", remedy="Make room.")]
        room.hold_again = lambda: (_ for _ in ()).throw(StoreError("it cannot be used", remedy="Make room."))

    def room_again():
        room.hold_again = lambda: True

    room.follow(full, saved(10, "0.md"), room_again, saved(20, "0.md"))
    assert room.events()[2:6] == ["trouble", "locked", "watching", "recovered"]


def test_who_was_replaced_by_another_daemon_ends_and_says_so(room):
    """Kills: two that follow one vault, and write one feed."""

    def replaced():
        room.hold_again = lambda: (_ for _ in ()).throw(Busy("a daemon watches this vault", remedy="Let it run."))

    told = []
    with pytest.raises(Busy):
        room.follow(replaced, lambda: told.extend(room.told), saved(10, "0.md"), saved(20, "0.md"))
    assert (room.told, room.opened - room.closed, room.watch.manner) == (told, 0, "nothing")
    assert room.events()[-1] == "replaced"


def test_whatever_is_opened_again_was_closed_before(room):
    """Kills: descriptors that are left behind with every new index, change of settings, trouble and end."""

    def stop_at_a_mistake():
        room.refusals.append(ConfigError("there is no setting `mee`", remedy="Did you mean `me`?"))

    def set_aside():
        room.identity += 1

    def trouble():
        room.identity += 1
        room.refusals.append(StoreError("the index is damaged", remedy="Repair it."))

    def lock():
        busy = [StoreError("the index is in use", remedy="Wait.")]
        room.index.writing = lambda: (_ for _ in ()).throw(busy.pop()) if busy else MemoryIndex.writing(room.index)

    counts = []

    def count():
        counts.append((room.opened, room.closed))

    room.follow(
        count, Event(10, EventKind.SETTINGS), count, stop_at_a_mistake, Event(20, EventKind.SETTINGS), count,
        set_aside, Event(30, EventKind.WALK), count, trouble, saved(40, "0.md"), count, saved(50, "0.md"), count,
        lock, Event(60, EventKind.WALK), count, saved(70, "0.md"), count,
    )  # fmt: skip
    assert counts == [(1, 0), (2, 1), (2, 1), (3, 2), (3, 3), (4, 3), (4, 4), (5, 4)]
    assert (room.opened, room.closed) == (5, 5)


def test_a_watch_that_has_ended_is_begun_again_before_the_walk(room):
    watch = room.follow(lambda: setattr(room.watch, "is_sound", False), Event(20, EventKind.WALK))
    assert watch.starts == 2
    assert room.events() == ["watching", "synced", "watching", "synced"]


def test_in_a_vault_that_was_moved_away_a_save_forgets_nothing(room):
    def move_away():
        room.watch.is_sound = False
        room.vault.__class__ = PulledDisk
        room.vault.notes.pop("0.md")

    room.follow(move_away, saved(10, "0.md"))
    assert "Send minutes 0" in room.titles()


class PulledDisk(MemoryVault):
    def walk(self) -> Walk:
        gone = Diagnostic(path=".", line=0, code="unreadable", message="the folder is not there", remedy="Plug it in.")
        return Walk({}, (gone,), ("",))


def test_a_vault_whose_disk_is_pulled_is_looked_for_every_few_seconds_and_the_index_stays(room):
    def come_back():
        room.vault.__class__ = MemoryVault

    def go():
        room.vault.__class__ = PulledDisk

    watch = room.follow(go, Event(1, EventKind.WALK), saved(12, "0.md"), come_back, saved(400, "0.md"))
    assert watch.waits[1:3] == [pytest.approx(4.7), pytest.approx(5)]
    assert len(room.titles()) == 30 and len(room.said("unreadable")) == 1
