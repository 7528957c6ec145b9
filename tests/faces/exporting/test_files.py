"""The files that feeds are written to, and what they never replace."""

import json
from contextlib import closing
from datetime import datetime

import pytest

from tests.faces.exporting.making import words
from vaultsync.core.errors import NotWritable
from vaultsync.wiring import VaultOptions, open_app, workspace_of
from vaultsync.wiring.feed_files import feed_files


def test_all_writes_each_feed_to_the_file_of_the_settings_and_only_if_its_bytes_differ(harbour):
    (harbour.root / "calendars").mkdir()
    first, second = harbour("export", "--all"), harbour("export", "--all", "--json")

    assert first.err == f"Wrote 1 event to {harbour.root / 'calendars' / 'soon.ics'}.\n"
    (told,) = json.loads(second.out)["feeds"]
    assert (told["feed"], told["changed"]) == ("soon", False)
    assert told["last_modified"] == datetime.fromisoformat(told["last_modified"]).isoformat(), "ISO 8601, with its T"


def test_all_into_a_folder_writes_every_feed_but_proposals(harbour, tmp_path):
    harbour("export", "--all", "-o", str(tmp_path))

    assert sorted(path.name for path in tmp_path.glob("*.ics")) == [
        "events.ics", "mine.ics", "soon.ics", "tasks.ics", "waiting.ics",
    ]  # fmt: skip


def test_all_into_a_folder_that_is_missing_makes_it(harbour, tmp_path):
    folder = tmp_path / "calendars" / "mine"
    assert harbour("export", "--all", "-o", str(folder)).status == 0
    assert (folder / "events.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("a/b/soon.ics", True),
        ("{outside}/calendars/soon.ics", True),
        ("{outside}/disk/calendars/soon.ics", False),
        ("../gone/calendars/soon.ics", False),
        ("A.md/soon.ics", False),
    ],
)
def test_the_folder_of_a_feeds_file_is_made_in_the_vault_and_else_only_its_last_part(harbour, tmp_path, path, made):
    """Kills: a path that is refused for want of a folder, and folders made up of a mistyped one."""
    path = path.format(outside=tmp_path)
    harbour.write(".vaultsync/vaultsync.toml", f"[feeds.soon]\nquery = 'not done'\npath = '{path}'\n")
    harbour("approve", "--yes")
    answer = harbour("export", "--all")

    assert (answer.status, (harbour.root / path).is_file()) == ((0, True) if made else (6, False)), answer
    assert made or not (harbour.root / path).parent.is_dir()
    if path.startswith(("..", "/")) and not made:
        assert "calendars is not there, and neither is the one above it" in answer.err
        assert "Remedy: Make it, or correct the `path` of the feed" in answer.err


@pytest.mark.parametrize("name", [".", "..", "/", "Out/", "calendars"])
def test_what_can_only_be_a_folder_is_no_file_for_a_calendar(harbour, name):
    """Kills: a defect for a path without a name, a file that is made of `Out/`, a folder that another program holds."""
    (harbour.root / "calendars").mkdir()
    answer = harbour("export", "-o", name)

    assert (
        (answer.status, answer.out) == (6, "") and f"{name} is a folder" in answer.err and "name a file" in answer.err
    )
    assert not (harbour.root / "Out").exists()


def test_a_name_that_no_disk_takes_is_told(harbour):
    """Kills: a defect over a name that is too long."""
    answer = harbour("export", "-o", "a" * 5000)

    assert answer.status == 6 and "Shorten the name" in answer.err


@pytest.mark.parametrize("words", [["-o", ""], ["--all", "-o", ""], ["--vdir", ""]])
def test_an_empty_name_is_not_the_folder_that_one_stands_in(harbour, words):
    """Kills: calendars all over the vault; a defect."""
    before = sorted(harbour.root.iterdir())
    answer = harbour("export", *words)

    assert answer.status == 2 and "it is empty" in answer.err
    assert sorted(harbour.root.iterdir()) == before


@pytest.mark.parametrize("words", [["-o"], ["--vdir"], ["--all", "-o"]])
def test_a_home_that_nobody_has_is_refused(harbour, words):
    """Kills: a defect where a home cannot be found, a folder that has its name."""
    answer = harbour("export", *words, "~no-such-person/tasks.ics")

    assert answer.status == 6 and "nobody on this machine has that home" in answer.err
    assert not (harbour.root / "~no-such-person").exists()


@pytest.mark.parametrize(("path", "why"), [("calendars/", "is a folder"), ("~no-such-person/a.ics", "that home")])
def test_a_path_of_the_settings_is_judged_alike(harbour, path, why):
    """Kills: a folder's name that becomes a file when the daemon writes feeds; a defect over a home."""
    settings = harbour.read(".vaultsync/vaultsync.toml").replace("calendars/soon.ics", path)
    harbour.write(".vaultsync/vaultsync.toml", settings)
    answer = harbour("export", "--all")

    assert answer.status == 6 and why in answer.err
    assert harbour("approve").status != 6
    assert not {"calendars", "~no-such-person"} & {each.name for each in harbour.root.iterdir()}


def test_all_into_a_file_says_that_it_is_no_folder(harbour, tmp_path):
    (tmp_path / "file").write_text("")
    refused = harbour("export", "--all", "-o", str(tmp_path / "file"))
    assert refused.status == 4
    assert "file is no folder" in refused.err
    assert "name another one" in refused.err
    beneath = harbour("export", "--all", "-o", str(tmp_path / "file" / "calendars"))
    assert beneath.status == 4
    assert "cannot be made one" in beneath.err


def test_a_vdir_has_a_file_for_each_task_and_loses_those_that_are_gone(harbour, tmp_path):
    assert harbour("export", "--feed", "mine", "--vdir", str(tmp_path / "vdir")).status == 0
    assert words(next((tmp_path / "vdir").glob("a1*.ics")).read_bytes()) == ["Pay the pilot"]
    harbour("done", "a1")
    harbour("export", "--feed", "mine", "--vdir", str(tmp_path / "vdir"))

    assert list((tmp_path / "vdir").glob("*.ics")) == []


def _all_files(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "words", [("-o", "A.md"), ("-o", "New.md"), ("-o", "list.txt"), ("--vdir", "."), ("--all", "-o", "Projects")]
)
def test_an_export_replaces_no_note_and_nothing_but_calendars(harbour, words):
    """Kills: a target that is not looked at, of either kind."""
    harbour.write("list.txt", "bread")
    harbour.write("Projects/soon.ics", "a list of ships\n")
    before = _all_files(harbour.root)
    answer = harbour("export", *words)

    assert (answer.status, answer.out) == (6, "")
    assert "Remedy: Name a" in answer.err
    after = _all_files(harbour.root)
    assert {path: after.get(path) for path in before} == before
    assert all(data.startswith(b"BEGIN:VCALENDAR") for path, data in after.items() if path not in before)
    assert len(list(harbour.root.glob("*.ics"))) == 0 and not (harbour.root / "New.md").exists()


@pytest.mark.parametrize("path", ["A.md", "new/New.md", "list.txt"])
def test_neither_the_daemon_nor_all_write_a_feed_of_the_settings_over_a_note(harbour, path):
    harbour.write(".vaultsync/vaultsync.toml", f"[feeds.soon]\nquery = 'not done'\npath = '{path}'\n")
    harbour.write("list.txt", "bread")
    before = _all_files(harbour.root)
    assert harbour("export", "--all").status == 6
    workspace = workspace_of(VaultOptions(vault=harbour.root))
    with closing(open_app(workspace)) as app:
        (one,) = feed_files(workspace)(app)

    assert isinstance(one.refused, NotWritable) and not one.changed
    assert _all_files(harbour.root) == before
    assert not (harbour.root / "new").exists()


def test_a_feed_whose_file_is_refused_keeps_no_other_from_being_written(harbour):
    """Kills: a loop that ends with the first refusal, in `export --all`, of a folder, and of the daemon."""
    settings = '[feeds.a]\npath = "one.txt"\n[feeds.b]\npath = "two.ics"\n[feeds.c]\npath = "three.txt"\n'
    harbour.write(".vaultsync/vaultsync.toml", settings)
    harbour.write("one.txt", "bread")
    harbour.write("three.txt", "milk")
    answer = harbour("export", "--all", "--json")
    assert answer.status == 6 and "one.txt is there already" in answer.err.split("Error: ")[1]
    assert f"Warning: {harbour.root / 'three.txt'} is there already" in answer.err
    assert [each["feed"] for each in json.loads(answer.out)["feeds"]] == ["b"]
    assert (harbour.root / "two.ics").exists()

    (harbour.root / "two.ics").unlink()
    workspace = workspace_of(VaultOptions(vault=harbour.root))
    with closing(open_app(workspace)) as app:
        written = {each.name: each.changed for each in feed_files(workspace)(app)}
    assert written == {"a": False, "b": True, "c": False} and (harbour.root / "two.ics").exists()

    folder = harbour.root / "out"
    (folder / "a.ics").mkdir(parents=True)
    assert harbour("export", "--all", "-o", str(folder)).status == 6
    assert {"b.ics", "c.ics", "events.ics", "tasks.ics"} <= {each.name for each in folder.iterdir()}
