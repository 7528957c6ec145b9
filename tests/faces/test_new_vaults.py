"""A folder becomes a vault by a scan, and only where that is meant."""

import io
import json
import os
import re
import shlex
import shutil
import tomllib
from pathlib import Path

import pytest


@pytest.fixture
def home(terminal, tmp_path, monkeypatch):
    """A home folder with two notes, one of them hidden from everybody."""
    place = tmp_path / "home" / "ana"
    (place / "Notes").mkdir(parents=True)
    (place / "Notes" / "A.md").write_text("- [ ] Pay #task\n")
    (place / ".cache").mkdir()
    (place / ".cache" / "B.md").write_text("- [ ] Pay #task\n")
    monkeypatch.setenv("HOME", str(place))
    monkeypatch.setenv("USERPROFILE", str(place))
    return place


@pytest.mark.parametrize(
    ("typed", "more", "read"), [("yes\n", [], True), ("", [], False), ("n\n", [], False), ("", ["--yes"], True)]
)
def test_a_home_folder_becomes_a_vault_only_when_that_is_meant(terminal, home, monkeypatch, typed, more, read):
    """Kills: a scan that takes whatever lies on a disk for notes."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    answer = terminal("scan", str(home), *more)

    assert (answer.status, "task lines" in answer.out) == ((0, True) if read else (1, False)), answer
    assert (f"{home} is your home folder: 1 note, all of which would be read." in answer.err) == (not more)
    assert any(Path(os.environ["XDG_STATE_HOME"]).rglob("index.db")) is read


def test_what_holds_a_home_folder_is_asked_about_too(terminal, home, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    answer = terminal("scan", str(home.parent))

    assert (answer.status, "is the folder around your home folder: 1 note" in answer.err) == (1, True), answer
    declined = "Nothing was read. Name the folder of your notes, such as ~/Notes. `--yes` goes on without asking.\n"
    assert answer.err.endswith(f"Type yes to go on: \n{declined}")


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder with two vaults in it, and a plain one."""
    for name in ("Home", "Club/Work", "plain"):
        (tmp_path / "shelf" / name).mkdir(parents=True)
        (tmp_path / "shelf" / name / "A.md").write_text(f"- [ ] Pay for {name} #task\n")
    for name in ("Home", "Club/Work"):
        (tmp_path / "shelf" / name / ".obsidian").mkdir()
    monkeypatch.chdir(tmp_path / "shelf")
    return tmp_path / "shelf"


@pytest.mark.parametrize(
    ("typed", "more", "read"), [("yes\n", [], True), ("", [], False), ("n\n", [], False), ("", ["--yes"], True)]
)
def test_a_folder_of_vaults_becomes_one_only_when_that_is_meant(terminal, shelf, monkeypatch, typed, more, read):
    """Kills: a scan that swallows the vaults below."""
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    answer = terminal("scan", ".", *more)

    assert (answer.status, "task lines" in answer.out) == ((0, True) if read else (1, False)), answer
    asked = f"{shelf} is a folder with vaults in it (Club/Work, Home): 3 notes, all of which would be read."
    assert (asked in answer.err) == (not more)
    named = "Note: 2 other vaults lie in it, whose notes are taken for its own: Club/Work, Home;"
    assert (named in answer.err) == read
    assert any(Path(os.environ["XDG_STATE_HOME"]).rglob("index.db")) is read
    if read:
        again = terminal("scan", ".")
        assert (again.status, named in again.err, "Type yes" in again.err) == (0, True, False)


def test_no_other_command_makes_a_vault_of_a_folder_of_vaults(terminal, shelf):
    answer = terminal("list", "--vault", ".")
    assert (answer.status, answer.out) == (4, "")
    assert "is a folder with vaults in it (Club/Work, Home), and no vault yet" in answer.err
    assert terminal("list", "--vault", "Home").status == 0
    assert terminal("scan", "plain").status == 0


def test_doctor_names_vaults_in_a_vault_and_what_ends_that(terminal, shelf):
    """Kills: a remedy that forgets no vault, and one that would not."""
    terminal("scan", ".", "--yes")
    out = terminal("doctor", "--vault", ".").out
    state = json.loads(terminal("config", "--vault", ".", "--json").out)["state"]
    assert f"warning {shelf}: 2 other vaults lie in it, whose notes are taken for its own: Club/Work, Home\n" in out
    assert f'exclude = ["Club/Work/"], and name each by itself: --vault {shelf}/Club/Work. If' in out
    assert f"delete {state}: its index" in out

    left_out = ("--set", "exclude=Club/Work/")
    assert f"{shelf}: another vault lies in it" in terminal("doctor", "--vault", ".", *left_out).out
    (shelf / ".obsidian").mkdir()
    assert "delete" not in terminal("doctor", "--vault", ".").out
    (shelf / ".obsidian").rmdir()
    (shelf / ".vaultsync").mkdir()
    assert f"delete {state} and {shelf / '.vaultsync'}: its index" in terminal("doctor", "--vault", ".").out
    for folder in (Path(state), shelf / ".vaultsync"):
        shutil.rmtree(folder)
    assert terminal("list").status == 4, "it is forgotten"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such names")
def test_the_remedy_for_vaults_in_a_vault_can_be_copied_whatever_their_name_and_wherever_one_stands(
    terminal, shelf, monkeypatch
):
    """Kills: a name that is no TOML, one that only the vault's folder knows, a list of dozens of vaults."""
    odd = 'A "b" c\\d\'s'
    for name in (odd, "B", "C", "D"):
        (shelf / name / ".obsidian").mkdir(parents=True)
    listed = f"{odd}, B, C, Club/Work, D, …"
    assert f"a folder with vaults in it ({listed})" in terminal("list", "--vault", ".").err
    terminal("scan", ".", "--yes")
    monkeypatch.chdir(shelf.parent)

    out = terminal("doctor", "--vault", str(shelf)).out

    assert f"for its own: {listed}\n" in out
    told = re.search(r"(exclude = \[.*\]), and name each by itself: (--vault .*?)\. If", out)
    assert told and tomllib.loads(told[1]) == {"exclude": [f"{odd}/"]}
    assert shlex.split(told[2]) == ["--vault", str(shelf / odd)]


@pytest.mark.parametrize(
    "words",
    [
        *(["list"], ["list", "--no-sync"], ["list", "not done"], ["sync"], ["show", "pay"], ["done", "pay"], ["check"]),
        *(["export"], ["log"], ["watch"], ["serve"], ["service", "install", "--print"], ["people"], ["digest"]),
        *(["init", "--yes"], ["dashboard", "Notes/A.md"]),
    ],
)
def test_no_other_command_makes_a_vault_of_a_home_folder(terminal, home, monkeypatch, words):
    """Kills: a rule that one command knows, and another passes by."""
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    answer = terminal(*words, "--vault", str(home))

    assert (answer.status, answer.out) == (4, ""), answer
    assert f"Error: {home} is your home folder, and no vault yet" in answer.err
    assert f"`vaultsync scan {home}` asks, and makes a vault of it" in answer.err
    assert not any(Path(os.environ["XDG_STATE_HOME"]).rglob("index.db"))
    assert not (home / ".vaultsync").exists()


def test_a_home_folder_that_was_scanned_is_a_vault_for_every_command(terminal, home):
    terminal("scan", str(home), "--yes")

    assert "Pay" in terminal("list", "--vault", str(home)).out
    assert terminal("sync", "--vault", str(home)).status == 0


def test_a_vault_is_scanned_without_asking_wherever_it_lies(terminal, home, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    assert terminal("scan", str(home / "Notes")).status == 0
    (home / ".obsidian").mkdir()
    assert terminal("scan", str(home)).status == 0
    (home / ".obsidian").rmdir()
    assert terminal("scan", str(home)).status == 0, "it was scanned before"


def test_a_folder_of_a_vault_is_asked_about_before_it_becomes_another_one(terminal, monkeypatch):
    """Kills: a second vault that nobody asked for; one that `--yes` does not make."""
    terminal.write("Sub/A.md", "- [ ] Send the minutes #task\n")
    terminal("scan", ".")
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    asked = terminal("scan", "Sub")
    monkeypatch.chdir(terminal.root / "Sub")

    assert (
        asked.status == 1
        and f"is a folder of the vault {terminal.root}, which has its notes already: 1 note" in asked.err
    )
    assert f"Nothing was read. Name the folder of your notes, such as {terminal.root}." in asked.err
    assert json.loads(terminal("list", "--json").out)["tasks"][0]["path"] == "Sub/A.md"
    assert terminal("scan", ".", "--yes").status == 0
    assert json.loads(terminal("list", "--json").out)["tasks"][0]["path"] == "A.md"
