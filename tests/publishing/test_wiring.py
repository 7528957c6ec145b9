"""Feeds of a folder, put together as the commands do it."""

from pathlib import Path

import pytest

from vaultsync.core.feed.definition import FeedDefinition, Kind, todos
from vaultsync.wiring import VaultOptions, open_app, workspace_of
from vaultsync.wiring.feed_files import write_vdir
from vaultsync.wiring.feeds import publishing_of


@pytest.fixture
def wish(tmp_path):
    (tmp_path / "Work" / ".vaultsync").mkdir(parents=True)
    (tmp_path / "Work" / "Kickoff.md").write_text("- [ ] Send the minutes 📅 2026-02-05 09:30 #task ^vs-a\n")
    settings = 'timezone = "Europe/Madrid"\nvault_id = "vault-1"\n[queries]\nminutes = "description includes minutes"\n'
    (tmp_path / "Work" / ".vaultsync" / "vaultsync.toml").write_text(settings)
    return VaultOptions(vault=tmp_path / "Work", state=tmp_path / "state")


def test_a_folder_has_feeds_whose_register_lies_beside_the_journal(wish, tmp_path):
    workspace = workspace_of(wish)
    app = open_app(workspace)
    app.sync()
    publishing = publishing_of(workspace, app)
    first = publishing.feed(todos())
    app.close()
    assert b"DUE:20260205T083000Z" in first.data
    assert b"NAME:Work tasks" in first.data
    assert Path(workspace.register).parent == Path(workspace.journal).parent

    Path(workspace.index).unlink()
    app = open_app(workspace)
    app.sync()
    assert publishing_of(workspace, app).feed(todos()) == first
    app.close()


def test_a_saved_query_is_one_of_a_feed(wish):
    workspace = workspace_of(wish)
    app = open_app(workspace)
    app.sync()
    served = publishing_of(workspace, app).feed(FeedDefinition(name="x", kind=Kind.TODOS, query=("@minutes",)))
    assert served.components == 1
    app.close()


def test_a_feed_becomes_a_folder(wish, tmp_path):
    workspace = workspace_of(wish)
    app = open_app(workspace)
    app.sync()
    files = publishing_of(workspace, app).vdir(todos())
    assert write_vdir(workspace, tmp_path / "tasks", files).new == 1
    assert write_vdir(workspace, tmp_path / "tasks", files).quiet
    app.close()
