"""What travels with a vault runs no program and writes no file outside it before this person has said so."""

import json
import os
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest

from tests.conftest import NOON
from tests.faces.daemon.making import FeedWritten, Room, saved
from vaultsync.core.errors import NotApproved, NotWritable
from vaultsync.faces.daemon.notifying import Notifier
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.wiring import open_app
from vaultsync.wiring.feed_files import feed_files

SAID = "the vault's settings ask for this outside it, and nobody has approved it on this machine"


@pytest.fixture
def outside(tmp_path):
    """A folder beside the vault, with a file that nobody may touch."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / ".profile").write_text("BEGIN:VCALENDAR of somebody else")
    return folder


@pytest.fixture
def harbour(terminal, outside):
    terminal.write("A.md", "- [ ] Pay the pilot 📅 2026-02-02 #task ^a1\n")
    settings(terminal, outside)
    return terminal


def settings(terminal, outside, *, file=".profile", program="run") -> None:
    command = json.dumps([sys.executable, "-c", f"open({str(outside / program)!r}, 'w').close()"])
    feeds = f"[feeds.events]\npath = '{outside / file}'\n[feeds.tasks]\npath = 'calendars/tasks.ics'\n"
    terminal.write(".vaultsync/vaultsync.toml", f'[notify]\nat = "08:30"\ncommand = {command}\n{feeds}')


def as_the_daemon(terminal) -> tuple[dict[str, bool], bool]:
    """Write the feeds and send the digest as a daemon does; return which feeds were written, and whether it was run."""
    here = workspace_of(VaultOptions(str(terminal.root)))
    with closing(open_app(here)) as app:
        app.clock = lambda: NOON
        app.sync()
        written = {each.name: each.refused is None for each in feed_files(here)(app)}
        try:
            Notifier(here)(app)
        except NotApproved:
            return written, False
        return written, True


def test_settings_run_no_program_and_write_no_file_outside_the_vault_before_they_are_approved(harbour, outside):
    """Kills: whoever can write into the synced folder runs programs here, and replaces files of one's home."""
    assert as_the_daemon(harbour) == ({"events": False, "tasks": True}, False)

    for command in (("notify",), ("export", "--all")):
        answer = harbour(*command)
        assert answer.status == 4 and SAID in answer.err
        assert f"Remedy: If you mean it: `vaultsync approve --vault {harbour.root}`." in answer.err
    assert os.listdir(outside) == [".profile"]
    assert (outside / ".profile").read_text() == "BEGIN:VCALENDAR of somebody else"
    assert harbour.read("calendars/tasks.ics").startswith("BEGIN:VCALENDAR\r\n"), "what stays in the vault goes on"
    assert harbour("notify", "--dry-run").status == 0


def test_what_is_approved_is_done_and_what_changes_then_is_asked_about_again(harbour, outside):
    """Kills: approval of a name instead of what it does, approval of whatever comes, one that is kept for good."""
    shown = harbour("approve", "--yes").out
    assert f"[feeds.events] path = {outside / '.profile'}" in shown and "[notify] command = " in shown
    assert as_the_daemon(harbour) == ({"events": True, "tasks": True}, True)
    assert sorted(os.listdir(outside)) == [".profile", "run"]
    assert harbour("approve").out == "Nothing waits for approval.\n"

    settings(harbour, outside, file=".vimrc", program="other")
    assert as_the_daemon(harbour)[0] == {"events": False, "tasks": True}
    assert harbour("notify").status == 4
    assert sorted(os.listdir(outside)) == [".profile", "run"]
    assert harbour("approve", "--yes").status == 0
    settings(harbour, outside)
    assert as_the_daemon(harbour) == ({"events": False, "tasks": True}, False), "what was approved before is forgotten"


def test_a_calendar_that_is_new_or_ours_is_asked_about_no_more_than_one_in_the_vault(harbour, outside):
    """Kills: a feed in one's calendar folder that waits for approval, somebody else's calendar that is replaced."""
    settings(harbour, outside, file="tasks.ICS")
    for _ in range(2):
        assert as_the_daemon(harbour)[0] == {"events": True, "tasks": True}
        harbour.write("B.md", "- [ ] Wash the sail 📅 2026-02-03 #task\n")
    assert "Wash the sail" in (outside / "tasks.ICS").read_text()

    for theirs in ("BEGIN:VCALENDAR\nPRODID:-//somebody//EN\nEND:VCALENDAR\n", "export A=1\n"):
        (outside / "tasks.ICS").write_text(theirs)
        assert as_the_daemon(harbour)[0] == {"events": False, "tasks": True}
        assert (outside / "tasks.ICS").read_text() == theirs
    for behind in (".profile", ".not-there-yet"):
        (outside / "tasks.ICS").unlink()
        (outside / "tasks.ICS").symlink_to(outside / behind)
        assert as_the_daemon(harbour)[0] == {"events": False, "tasks": True}


@pytest.mark.parametrize("word", ["n.py", "links/n.py", "{root}/n.py", "{beside}/sub/../n.py", "beside.py"])
@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_program_that_lies_in_the_vault_is_asked_about_again_when_it_changes(harbour, outside, monkeypatch, word):
    """Kills: approval of a program's words alone; who can write into the vault writes what they name."""
    (harbour.root / "links").symlink_to(harbour.root)
    (harbour.root / "sub").mkdir()
    (outside / "sub").symlink_to(harbour.root / "sub")
    (outside / "beside.py").symlink_to(harbour.root / "n.py")
    monkeypatch.chdir(outside)
    monkeypatch.setenv("VAULTSYNC_VAULT", str(harbour.root))
    command = json.dumps([sys.executable, word.format(root=harbour.root, beside=outside)])
    harbour.write(".vaultsync/vaultsync.toml", f'[notify]\nat = "08:30"\ncommand = {command}\n')
    harbour.write("n.py", "import sys; sys.stdin.read()\n")
    assert harbour("approve", "--yes").status == 0
    if word != "beside.py":
        monkeypatch.chdir(harbour.root)
    assert harbour("approve").out == "Nothing waits for approval.\n"
    assert harbour("notify").status == 0

    harbour.write("n.py", f"open({str(outside / 'run')!r}, 'w').close()\n")
    answer = harbour("notify")

    assert answer.status == 4 and SAID in answer.err and not (outside / "run").exists()
    assert harbour("approve", "--yes").status == 0 and harbour("notify").status == 0
    assert (outside / "run").exists()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_of_the_vault_to_another_program_and_one_that_path_leads_to_are_asked_about_again(
    harbour, outside, monkeypatch
):
    """Kills: a link that is followed no further than the vault, and a program found in a folder of the vault."""
    for name, command in (("link", ["sh", "link"]), ("tool", ["tool"])):
        monkeypatch.setenv("PATH", str(harbour.root / "bin"), prepend=os.pathsep)
        harbour.write(".vaultsync/vaultsync.toml", f"[notify]\ncommand = {json.dumps(command)}\n")
        for said in ("one", "two"):
            (outside / said).write_text("#!/bin/sh\nexit 0\n")
            harbour.write("bin/tool", f"#!/bin/sh\n# {said}\n")
            (harbour.root / "bin/tool").chmod(0o755)
            (harbour.root / "link").unlink(missing_ok=True)
            (harbour.root / "link").symlink_to(outside / said)
            assert harbour("notify").status == 4, (name, said)
            harbour("approve", "--yes")
            assert harbour("notify").status == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_what_cannot_be_looked_at_in_the_vault_is_no_program(harbour):
    """Kills: a large file that is approved by its beginning, a daemon that waits for a pipe, a word that is no name."""
    os.mkfifo(harbour.root / "pipe")
    with (harbour.root / "large").open("wb") as file:
        file.truncate(16 * 1024 * 1024 + 1)
    for word, why in (("pipe", "is no plain file"), ("large", "is too large to be looked at")):
        harbour.write(".vaultsync/vaultsync.toml", f'[notify]\ncommand = ["cat", "{word}"]\n')
        told = f"[notify] command names {harbour.root / word}, which lies in the vault and {why}"
        for command in (("approve", "--yes"), ("notify",)):
            assert harbour(*command).status == 4 and told in harbour(*command).err
        assert told in harbour("status").out and told in harbour("doctor").out
    harbour.write(".vaultsync/vaultsync.toml", f'[notify]\ncommand = ["true", "{"x" * 5000}", "bin"]\n')
    assert harbour("approve", "--yes").status == 0


def test_nothing_is_approved_by_no_answer_or_by_a_file_that_does_not_say(harbour, monkeypatch):
    for said in ("", "n\n"):
        monkeypatch.setattr("sys.stdin", StringIO(said))
        answer = harbour("approve")
        assert answer.status == 1
        assert answer.err.endswith("go on: \nNothing was approved. `--yes` goes on without asking.\n")
        assert harbour("notify").status == 4
    state = Path(workspace_of(VaultOptions(str(harbour.root))).state)
    for text in ("[]", "{", '{"format": 1}', '{"format": 1, "approved": 5}', '{"format": 2, "approved": []}'):
        (state / "approved.json").write_text(text)
        assert as_the_daemon(harbour)[0] == {"events": False, "tasks": True}, text


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_in_the_vault_leads_a_feed_nowhere_before_it_is_approved(harbour, outside):
    """Kills: a path that is judged by its letters; a link travels with the vault as well."""
    (harbour.root / "link").symlink_to(outside)
    harbour.write(".vaultsync/vaultsync.toml", "[feeds.events]\npath = 'link/.profile'\n")
    assert as_the_daemon(harbour)[0] == {"events": False}

    assert f"path = {outside / '.profile'}" in harbour("approve", "--yes").out
    assert as_the_daemon(harbour)[0] == {"events": True}
    (harbour.root / "link").unlink()
    (harbour.root / "link").symlink_to(outside.parent)
    assert as_the_daemon(harbour)[0] == {"events": False}


def test_whoever_can_be_asked_may_say_yes_and_is_told_of_no_other_way(harbour, monkeypatch):
    """Kills: an answer that is not heard, a hint at --yes for a person who has just said no."""
    for said, status in (("no\n", 1), ("y\n", 0)):
        monkeypatch.setattr("sys.stdin", StringIO(said))
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        answer = harbour("approve")
        assert answer.status == status and "--yes" not in answer.err
        assert ("Nothing was approved.\n" in answer.err) == bool(status)
    assert harbour("notify").status == 0


def test_doctor_and_status_name_what_is_not_approved(harbour):
    assert harbour("status").out.count("\nApproval  [") == 2
    assert harbour("status").out.count(f"{SAID}; `vaultsync approve` shows it and asks") == 2
    assert len(json.loads(harbour("status", "--json").out)["unapproved"]) == 2
    told = harbour("doctor").out
    assert told.count(SAID) == 2 and told.count(f"`vaultsync approve --vault {harbour.root}`") == 2
    harbour("approve", "--yes")
    assert SAID not in harbour("doctor").out + harbour("status").out
    harbour.write(".vaultsync/vaultsync.toml", "[notify]\nat = 25\n")
    assert harbour("doctor").status == 1, "a mistake beside it is told as one"
    assert harbour("status").status == 0


def test_a_daemon_says_once_what_waits_and_does_not_call_it_written(caplog):
    waits = NotApproved("the file waits", remedy="Approve it.")

    def notify(_app):
        raise NotApproved("the program waits", remedy="Approve it.")

    room = Room(caplog)
    room.notify = notify
    room.feeds = lambda _app: [FeedWritten("events", "e.ics", changed=False, refused=waits)]
    room.follow(saved(10, "0.md"), saved(310, "1.md"))

    said = [(each.levelname, each.getMessage()) for each in room.records("consent") + room.records("notify")]
    assert said == [("WARNING", "the file waits. Approve it."), ("WARNING", "the program waits. Approve it.")]
    assert room.told[-1]["feeds"] == {} and room.told[-1]["feeds_trouble"] == "the file waits"


@pytest.mark.parametrize(
    ("refusals", "asked", "kept", "trouble"), [(9, 5, ["b"], "one.txt is no calendar"), (2, 3, ["a", "b"], "")]
)
def test_a_daemon_tells_of_a_file_that_is_refused_and_keeps_what_it_wrote(caplog, refusals, asked, kept, trouble):
    """Kills: a refusal that hides what was written, is said again and again, or is not tried again by itself."""
    refused = NotWritable("one.txt is no calendar", remedy="Name another file.")
    tried = []
    room = Room(caplog)

    def write_feeds(_app):
        tried.append(1)
        bad = FeedWritten("a", "one.txt", changed=False, refused=refused if len(tried) <= refusals else None)
        return [bad, FeedWritten("b", "two.ics", changed=len(tried) == 1)]

    room.feeds = write_feeds
    room.follow(*(saved(at, "0.md") for at in (10, 20, 30, 40)))

    said = [(each.levelname, each.getMessage()) for each in room.records("feeds")]
    assert said == [("ERROR", "one.txt is no calendar. Name another file.")]
    assert [each.getMessage() for each in room.records("feed")] == ["wrote the feed b to two.ics"]
    assert sorted(room.told[-1]["feeds"]) == kept and room.told[-1]["feeds_trouble"] == trouble
    assert len(tried) == asked, "a save without news tries again, until it is written"
