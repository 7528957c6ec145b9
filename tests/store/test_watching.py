"""What an event of the system asks for, and how a folder is watched."""

import itertools
import logging

import pytest
from watchdog import events

from vaultsync.core.gathering import Kind
from vaultsync.store import watching
from vaultsync.store.watching import Watcher, signs

ROOT = "/home/ana/Notes"
SETTINGS = frozenset({".vaultsync/vaultsync.toml", ".obsidian/app.json"})


def asked(kind, source: str, destination: str = "") -> list[tuple[str, str]]:
    """Return what an event below the vault asks for."""
    there = [f"{ROOT}/{path}" if path else "" for path in (source, destination)]
    event = kind(*there) if destination else kind(there[0])
    return [(kind.value, path) for kind, path in signs(event, ROOT, SETTINGS)]


@pytest.mark.parametrize("kind", [events.FileModifiedEvent, events.FileCreatedEvent])
def test_a_note_that_is_being_written_is_looked_at_soon(kind):
    assert asked(kind, "Work/Kickoff.md") == [("touched", "Work/Kickoff.md")]


def test_a_note_that_was_closed_is_looked_at():
    assert asked(events.FileClosedEvent, "Kickoff.md") == [("saved", "Kickoff.md")]
    assert asked(events.FileClosedEvent, "Kickoff.MD") == [("saved", "Kickoff.MD")]


def test_a_save_by_renaming_is_a_save():
    assert asked(events.FileMovedEvent, "Kickoff.md.tmp", "Kickoff.md") == [("saved", "Kickoff.md")]
    assert asked(events.FileMovedEvent, ".~Kickoff.md", "Kickoff.md") == [("saved", "Kickoff.md")]


def test_of_a_renamed_note_both_names_are_looked_at():
    assert asked(events.FileMovedEvent, "Old.md", "New.md") == [("touched", "Old.md"), ("saved", "New.md")]


def test_a_note_that_is_gone_is_looked_for_everywhere():
    """It may have been evicted by a cloud service, or its disk pulled: one look cannot tell."""
    assert asked(events.FileDeletedEvent, "Kickoff.md") == [("walk", "")]
    assert asked(events.FileCreatedEvent, ".Kickoff.md.icloud") == [("walk", "")]
    assert asked(events.FileMovedEvent, "Kickoff.md", ".Kickoff.md.icloud") == [
        ("touched", "Kickoff.md"),
        ("walk", ""),
    ]


@pytest.mark.parametrize("kind", [events.DirCreatedEvent, events.DirDeletedEvent])
def test_folders_that_come_and_go_lead_to_a_walk(kind):
    assert asked(kind, "Work") == [("walk", "")]


def test_folders_that_move_lead_to_a_walk():
    assert asked(events.DirMovedEvent, "Work", "Play") == [("walk", ""), ("walk", "")]
    assert asked(events.DirMovedEvent, "Work", ".trash/Work") == [("walk", "")]


def test_the_vault_itself_going_leads_to_a_walk():
    assert [kind for kind, _ in signs(events.DirDeletedEvent(ROOT), ROOT, SETTINGS)] == [Kind.WALK]


def test_settings_that_change_are_noticed():
    assert asked(events.FileModifiedEvent, ".vaultsync/vaultsync.toml") == [("settings", "")]
    assert asked(events.FileMovedEvent, ".obsidian/app.json.tmp", ".obsidian/app.json") == [("settings", "")]
    assert asked(events.FileDeletedEvent, ".obsidian/app.json") == [("settings", "")]


@pytest.mark.parametrize("path", ["a.png", "md", ".obsidian/workspace.json", ".trash/a.md", "a/.git/b.md", ".a.md"])
def test_everything_else_is_nothing(path):
    assert asked(events.FileModifiedEvent, path) == []
    assert asked(events.DirCreatedEvent, ".trash") == []


def test_what_happens_elsewhere_is_nothing():
    assert list(signs(events.FileClosedEvent("/home/ana/Notes2/a.md"), ROOT, SETTINGS)) == []


def test_names_that_are_no_text_are_kept():
    assert asked(events.FileClosedEvent, "caf\udce9.md") == [("saved", "caf\udce9.md")]


@pytest.fixture
def watcher(tmp_path):
    moments = itertools.count()
    watcher = Watcher(tmp_path, now=lambda: float(next(moments)))
    yield watcher
    watcher.stop()


def test_a_save_on_disk_arrives(watcher, tmp_path):
    assert (watcher.start(), watcher.manner) == ("", "events")
    assert watcher.sound() and watcher.sound(thoroughly=True)

    (tmp_path / "a.md").write_text("- [ ] Send the minutes", "utf-8")

    kinds = set()
    while Kind.SAVED not in kinds:
        sign = watcher.take(20.0)
        assert sign.path == "a.md"
        kinds.add(sign.kind)


def test_polling_is_watching_too(tmp_path):
    watcher = Watcher(tmp_path, now=lambda: 0.0, polling=True)
    assert "every 2 s" in watcher.start()
    assert (watcher.manner, watcher.sound()) == ("polling", True)
    watcher.stop()
    assert (watcher.manner, watcher.sound()) == ("nothing", False)


def test_a_folder_that_was_replaced_is_not_watched_any_more(tmp_path):
    root = tmp_path / "Notes"
    root.mkdir()
    watcher = Watcher(root, now=lambda: 0.0)
    watcher.start()
    root.rename(tmp_path / "Aside")
    assert not watcher.sound()
    root.mkdir()
    assert not watcher.sound()
    watcher.stop()
    watcher.start()
    assert watcher.sound()
    watcher.stop()


def test_a_folder_that_is_not_there_is_no_failure(tmp_path):
    watcher = Watcher(tmp_path / "gone", now=lambda: 0.0)
    assert "not there" in watcher.start()
    assert (watcher.manner, watcher.sound()) == ("nothing", False)


def test_too_many_folders_for_the_queue_are_polled(tmp_path, monkeypatch):
    queue = tmp_path / "max_queued_events"
    queue.write_text("6\n", "ascii")
    monkeypatch.setattr(watching, "_QUEUED", queue)
    for name in ("a", "b"):
        (tmp_path / "Notes" / name).mkdir(parents=True)
    watcher = Watcher(tmp_path / "Notes", now=lambda: 0.0)
    said = watcher.start()
    assert (watcher.manner, "max_queued_events" in said) == ("polling", True)
    watcher.stop()


def test_lost_events_lead_to_a_walk(watcher):
    watcher.start()
    logging.getLogger("watchdog.observers.inotify_c").warning("Inotify queue overflowed; events were lost")
    assert watcher.take(20.0).kind is Kind.WALK


def test_nothing_is_a_moment_too(watcher):
    sign = watcher.take(0.0)
    assert (sign.kind, sign.at) == (Kind.NOTHING, 1.0)


def test_an_event_of_our_own_comes_first_in_first_out(watcher):
    watcher.put(Kind.SETTINGS)
    watcher.put(Kind.END)
    assert watcher.waiting() == 2
    assert [watcher.take(None).kind, watcher.take(None).kind] == [Kind.SETTINGS, Kind.END]
