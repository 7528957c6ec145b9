"""What an event of watchdog asks for."""

import pytest
from watchdog import events

from vaultsync.core.events import EventKind
from vaultsync.store.watch.watchdogs import asked_by

ROOT = "/home/ana/Notes"
SETTINGS = frozenset({".vaultsync/vaultsync.toml", ".obsidian/app.json"})


def asked(kind, source: str, destination: str = "") -> list[tuple[str, str]]:
    """Return what an event below the vault asks for."""
    there = [f"{ROOT}/{path}" if path else "" for path in (source, destination)]
    event = kind(*there) if destination else kind(there[0])
    return [(kind.value, path) for kind, path in asked_by(event, ROOT, SETTINGS)]


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
    assert [kind for kind, _ in asked_by(events.DirDeletedEvent(ROOT), ROOT, SETTINGS)] == [EventKind.WALK]


def test_settings_that_change_are_noticed():
    assert asked(events.FileModifiedEvent, ".vaultsync/vaultsync.toml") == [("settings", "")]
    assert asked(events.FileMovedEvent, ".obsidian/app.json.tmp", ".obsidian/app.json") == [("settings", "")]
    assert asked(events.FileDeletedEvent, ".obsidian/app.json") == [("settings", "")]


@pytest.mark.parametrize("path", ["a.png", "md", ".obsidian/workspace.json", ".trash/a.md", "a/.git/b.md", ".a.md"])
def test_everything_else_is_nothing(path):
    assert asked(events.FileModifiedEvent, path) == []
    assert asked(events.DirCreatedEvent, ".trash") == []


def test_what_happens_elsewhere_is_nothing():
    assert list(asked_by(events.FileClosedEvent("/home/ana/Notes2/a.md"), ROOT, SETTINGS)) == []


def test_names_that_are_no_text_are_kept():
    assert asked(events.FileClosedEvent, "caf\udce9.md") == [("saved", "caf\udce9.md")]
