"""What a vault is."""

from vaultsync.locating import VaultOptions, place_of


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
