"""Which vault is meant, and where its state lies."""

import sys
from pathlib import Path

import platformdirs
import pytest

from vaultsync.locating import VaultOptions, workspace_of


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("named", [None, "", "/srv/state", " "])
def test_state_lies_where_platformdirs_says(tmp_path, monkeypatch, named):
    monkeypatch.delenv("XDG_STATE_HOME")
    if named is not None:
        monkeypatch.setenv("XDG_STATE_HOME", named)

    state = Path(workspace_of(VaultOptions(vault=str(tmp_path))).state)

    assert state.parent.parent == platformdirs.user_state_path("vaultsync", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("named", ["state", "~/state", "./state", "../state"])
def test_a_relative_folder_for_state_is_ignored(tmp_path, monkeypatch, named):
    """XDG Base Directory Specification. Kills: an index and the digests of secrets in the folder that is synced."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", named)

    state = Path(workspace_of(VaultOptions(vault=str(tmp_path))).state)

    assert state.parent.parent == Path.home() / ".local" / "state" / "vaultsync"


def test_the_vault_is_the_nearest_folder_above_that_is_one(tmp_path, monkeypatch):
    (tmp_path / "Notes" / ".obsidian").mkdir(parents=True)
    (tmp_path / "Notes" / "Work" / "2026").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "Notes" / "Work" / "2026")

    assert workspace_of(VaultOptions()).root == str(tmp_path / "Notes")


def test_vaults_of_one_name_have_states_of_their_own(tmp_path):
    for folder in ("home", "work"):
        (tmp_path / folder / "Notes").mkdir(parents=True)

    states = {
        Path(workspace_of(VaultOptions(vault=str(tmp_path / folder / "Notes"))).state).name
        for folder in ("home", "work")
    }

    assert len(states) == 2
    assert all(state.startswith("Notes-") for state in states)
