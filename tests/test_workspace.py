"""What a vault is."""

from pathlib import Path

import pytest

from vaultsync.core.errors import ConfigError
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.store.editing.journal import Journal


def test_a_disk_and_what_holds_a_home_are_hardly_meant_unless_they_are_a_vault(tmp_path, monkeypatch):
    home = tmp_path / "people" / "ana"
    (home / "Notes").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))

    def why(folder):
        return workspace_of(VaultOptions(vault=str(folder))).why_hardly_meant()

    assert why(home.anchor) == "the root of a file system"
    assert why(home.parent) == "the folder around your home folder"
    assert why(home) == "your home folder"
    assert (why(home / "Notes"), why(tmp_path / "people" / "ana" / "..")) == ("", "the folder around your home folder")
    (home / ".vaultsync").mkdir()
    assert why(home) == ""


def test_settings_may_begin_with_a_byte_order_mark(tmp_path):
    """Kills: a file that an editor of Windows has saved, refused as no TOML and no JSON."""
    files = {
        ".vaultsync/vaultsync.toml": 'me = ["Zoë"]\n',
        ".obsidian/app.json": '{"userIgnoreFilters": ["Drafts/"]}',
        ".obsidian/plugins/obsidian-tasks-plugin/data.json": '{"globalFilter": "#todo"}',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8-sig")

    workspace = workspace_of(VaultOptions(str(tmp_path)))

    assert (workspace.config["me"], workspace.troubles) == (("Zoë",), ())
    assert (workspace.conventions.task_tag, workspace.conventions.exclude) == ("#todo", ("Drafts/",))


@pytest.mark.parametrize("mark", [".obsidian", ".vaultsync", "scanned"])
def test_a_folder_of_a_vault_is_hardly_meant_as_another_one(tmp_path, monkeypatch, mark):
    """Kills: a second vault of a first one's notes, under other names, of one that was only scanned, too."""
    vault, inner = tmp_path / "people" / "Notes", tmp_path / "people" / "Notes" / "Work" / "Pier"
    inner.mkdir(parents=True)
    before = workspace_of(VaultOptions(vault=str(inner))).why_hardly_meant()
    if mark == "scanned":
        index = Path(workspace_of(VaultOptions(vault=str(vault))).index)
        index.parent.mkdir(parents=True)
        index.touch()
    else:
        (vault / mark).mkdir()
    here = workspace_of(VaultOptions(vault=str(inner)))

    assert before == ""
    assert here.why_hardly_meant() == f"a folder of the vault {vault}, which has its notes already"
    assert workspace_of(VaultOptions(vault=str(vault))).why_hardly_meant() == ""
    with pytest.raises(ConfigError, match="and no vault yet"):
        here.refuse_if_hardly_meant()


def test_what_is_looked_for_without_the_journal_is_the_mark_that_it_makes(tmp_path):
    """Kills: a mark by another name, so that nobody hears of what was interrupted."""
    workspace = workspace_of(VaultOptions(vault=str(tmp_path), state=str(tmp_path / "state")))

    assert Path(workspace.journal_mark) == Journal(Path(workspace.journal)).mark
