"""Where a vault lies, and where its state."""

import sys

import platformdirs
import pytest

from vaultsync.place import VaultOptions, place_of


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is asked")
@pytest.mark.parametrize("named", [None, "", "/srv/state", " "])
def test_state_lies_where_platformdirs_says(tmp_path, monkeypatch, named):
    monkeypatch.delenv("XDG_STATE_HOME")
    if named is not None:
        monkeypatch.setenv("XDG_STATE_HOME", named)

    state = place_of(VaultOptions(vault=str(tmp_path))).state

    assert state.parent.parent == platformdirs.user_state_path("vaultsync", appauthor=False)


def test_the_vault_is_the_nearest_folder_above_that_is_one(tmp_path, monkeypatch):
    (tmp_path / "Notes" / ".obsidian").mkdir(parents=True)
    (tmp_path / "Notes" / "Work" / "2026").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "Notes" / "Work" / "2026")

    assert place_of(VaultOptions()).root == tmp_path / "Notes"


def test_vaults_of_one_name_have_states_of_their_own(tmp_path):
    for folder in ("home", "work"):
        (tmp_path / folder / "Notes").mkdir(parents=True)

    states = {place_of(VaultOptions(vault=str(tmp_path / folder / "Notes"))).state.name for folder in ("home", "work")}

    assert len(states) == 2
    assert all(state.startswith("Notes-") for state in states)


def test_a_disk_and_what_holds_a_home_are_hardly_meant_unless_they_are_a_vault(tmp_path, monkeypatch):
    home = tmp_path / "people" / "ana"
    (home / "Notes").mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))

    def why(folder):
        return place_of(VaultOptions(vault=str(folder))).why_hardly_meant()

    assert why(home.anchor) == "the root of a file system"
    assert why(home.parent) == "the folder around your home folder"
    assert why(home) == "your home folder"
    assert (why(home / "Notes"), why(tmp_path / "people" / "ana" / "..")) == ("", "the folder around your home folder")
    (home / ".vaultsync").mkdir()
    assert why(home) == ""
