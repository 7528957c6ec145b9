"""What a daemon reads: everything first, then what is saved, found at a walk, or read by other settings."""

from tests.faces.daemon.making import saved
from vaultsync.core.conventions import Conventions
from vaultsync.core.errors import ConfigError
from vaultsync.core.events import Event, EventKind


def test_it_watches_first_then_reads_everything(room):
    room.follow()
    assert room.events() == ["watching", "synced"]
    assert len(room.titles()) == 30


def test_it_gets_ready_for_the_first_save_when_everything_has_been_read(room):
    room.follow(saved(10, "0.md"))
    assert room.ready == [30]


def test_a_save_is_followed(room):
    room.follow(lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}), saved(10, "0.md"))
    assert "Fold the map" in room.titles() and "Send minutes 0" not in room.titles()
    assert room.said("synced")[1].startswith("1 changed (0.md); 1 note looked at, 30 task lines")


def test_an_event_without_a_change_is_not_worth_a_line(room, caplog):
    room.follow(saved(10, "0.md"))
    assert [record.levelname for record in caplog.records if record.event == "synced"] == ["INFO", "DEBUG"]


def test_notes_that_no_event_told_of_are_found_by_the_next_walk(room):
    room.follow(lambda: room.vault.notes.update({"new.md": b"- [ ] Fold the map #task"}), saved(301, "0.md"))
    assert "Fold the map" in room.titles()


def test_a_flood_of_events_leads_to_a_walk(room):
    """Of more than the system's queue holds, what is left may not name every note."""
    flood = [saved(10, "0.md"), *(saved(10.1, "1.md") for _ in range(4096))]
    room.follow(lambda: room.vault.notes.update({"unnamed.md": b"- [ ] Fold the map #task"}), *flood)
    assert "Fold the map" in room.titles()


def test_settings_that_changed_count_from_now_on(room):
    def other_tag():
        room.conventions = Conventions(task_tag="#todo")
        room.index.conventions = room.conventions
        room.vault.notes["0.md"] = b"- [ ] Fold the map #todo"
        room.vault.notes.update({f"t{number}.md": b"- [ ] Water the ferns #todo" for number in range(30)})

    room.follow(other_tag, Event(10, EventKind.SETTINGS))
    assert room.titles() == {"Fold the map", "Water the ferns"}


def test_with_a_mistake_in_the_settings_the_old_ones_go_on_to_count(room):
    room.follow(
        lambda: room.refusals.append(ConfigError("there is no setting `mee`", remedy="Did you mean `me`?")),
        Event(10, EventKind.SETTINGS),
        lambda: room.vault.notes.update({"0.md": b"- [ ] Fold the map #task"}),
        saved(20, "0.md"),
    )
    assert "Did you mean `me`?" in room.said("settings")[0]
    assert "Fold the map" in room.titles()


def test_a_stop_ends_a_sync_in_its_middle_and_leaves_the_index_as_it_was(room):
    room.follow(stopping=lambda: True)
    assert room.titles() == set() and room.events() == ["watching"]
