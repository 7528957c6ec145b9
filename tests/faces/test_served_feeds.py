"""What wiring says of the feeds of a vault: when one is whole, and when it may have changed."""

import pytest

from vaultsync.core.errors import ConfigError
from vaultsync.wiring import VaultOptions, workspace_of
from vaultsync.wiring.feeds import changes_of, feed_mark, feed_served, served_names


@pytest.fixture
def vault(terminal):
    terminal.write("Kickoff.md", "- [ ] Send the minutes 📅 2026-03-06 #task\n")
    return terminal


def workspace(vault):
    return workspace_of(VaultOptions(vault=vault.root))


def test_before_the_first_sync_there_is_no_feed_and_after_it_there_is(vault):
    assert feed_served(workspace(vault), "events") is None
    vault("sync")
    served = feed_served(workspace(vault), "events")
    assert b"Send the minutes" in served.data
    assert feed_served(workspace(vault), "events").etag == served.etag
    assert feed_served(workspace(vault), "nothing") is None


def test_whose_feeds_there_are_is_known_once_the_notes_have_been_read(vault):
    assert "events" in served_names(workspace(vault))
    vault.write(".vaultsync/vaultsync.toml", "feeds.person = true\n")
    vault.write("Net.md", "- [ ] Mend the net @Bo Lind 📅 2026-03-06 #task\n")
    assert served_names(workspace(vault)) is None
    vault("sync")
    assert {"events", "bo-lind"} <= set(served_names(workspace(vault)))


def test_a_mark_stays_until_the_index_the_settings_or_the_day_change(vault, monkeypatch):
    here = workspace(vault)
    changes = changes_of(here)

    def marks_of(change):
        before = feed_mark(here, changes)
        assert before == feed_mark(here, changes)
        change()
        return before, feed_mark(here, changes)

    def is_seen(change):
        before, after = marks_of(change)
        return before != after

    assert is_seen(lambda: vault("sync"))
    assert not is_seen(lambda: vault("list", "--no-sync"))
    vault.write("Kickoff.md", "- [ ] Send the drawings 📅 2026-03-06 #task\n")
    assert is_seen(lambda: vault("sync"))
    assert is_seen(lambda: vault.write(".vaultsync/vaultsync.toml", 'me = ["Ana Ruiz"]\n'))
    assert is_seen(lambda: vault.write(".obsidian/app.json", "{}"))
    assert is_seen(lambda: vault.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", "{}"))
    assert not is_seen(lambda: monkeypatch.setenv("VAULTSYNC_NOW", "2026-02-02T23:59:59"))
    assert is_seen(lambda: monkeypatch.setenv("VAULTSYNC_NOW", "2026-02-03"))


def test_a_mistake_in_the_settings_is_said_by_name(vault):
    vault.write(".vaultsync/vaultsync.toml", "serve_urll = 'x'\n")
    with pytest.raises(ConfigError) as caught:
        workspace(vault)
    assert "Did you mean `serve_url`?" in caught.value.remedy
