"""What a shell offers for the word under the cursor, asked through click's own completion."""

import json
import os
import pty
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import click
import pytest
from click.shell_completion import get_completion_class

from tests.conftest import ROOT
from tests.faces.making import OURS, SLOW, imported, offered
from vaultsync.faces.cli import _COMMANDS as COMMANDS
from vaultsync.faces.cli import cli
from vaultsync.store.index import completing
from vaultsync.store.index.schema import VERSION

VAULT = """
- [ ] Pay the harbour dues @Bo Lind 📅 2026-02-03 #task ^vs-opn1
- [ ] Oil the winch @Ana Ruiz #task ^vs-opn2
- [x] Paint the kiosk @Bo Lind #task ^vs-don1
- [?] Order \x1b[31mrope\u202e @Cy Dale #task #proposed ^vs-prp1
"""


@pytest.fixture
def harbour(terminal):
    terminal.write("Kickoff.md", VAULT)
    terminal.write("_archive/Old.md", "- [ ] Sweep the pier #task ^vs-old1\n")
    terminal("sync")
    return terminal


def test_tasks_are_offered_with_their_words(harbour):
    assert offered("show", "vs-opn") == {"vs-opn1": "Pay the harbour dues", "vs-opn2": "Oil the winch"}


@pytest.mark.parametrize(
    ("command", "first"),
    [
        (("show",), "vs-opn1"),
        (("done",), "vs-opn1"),
        (("start",), "vs-opn1"),
        (("defer", "--to", "+3d"), "vs-opn1"),
        (("merge",), "vs-opn1"),
        (("why",), "vs-opn1"),
        (("why", "vs-opn2"), "vs-opn1"),
        (("split",), "vs-opn1"),
        (("promote",), "vs-prp1"),
        (("reject", "--dry-run"), "vs-prp1"),
        (("reopen",), "vs-don1"),
    ],
)
def test_what_a_command_is_for_stands_first_and_what_lies_in_the_archive_last(harbour, command, first):
    names = list(offered(*command, ""))

    assert (names[0], names[-1], len(names)) == (first, "vs-old1", 5)


def test_every_command_that_takes_tasks_completes_them(harbour):
    context = click.Context(cli)
    for name in COMMANDS:
        command = cli.get_command(context, name)
        for argument in command.params:
            if isinstance(argument, click.Argument) and "TASK" in (argument.metavar or ""):
                assert "vs-opn1" in offered(name, "vs-o"), name


def test_a_task_that_was_typed_already_is_not_offered_again(harbour):
    assert list(offered("merge", "vs-opn1", "vs-")) == ["vs-opn2", "vs-prp1", "vs-don1", "vs-old1"]


def test_a_name_is_short_until_more_of_it_is_typed(harbour):
    harbour.write("More.md", "- [ ] Mend the net #task\n")
    harbour("sync")
    uid = next(name for name in harbour("list", "--json", "--text", "net").out.split('"') if name.startswith("p-"))

    assert list(offered("show", "p-")) == [uid[:7]]
    assert list(offered("show", uid[:9])) == [uid]


def test_a_name_is_offered_to_letters_in_any_case_and_without_its_beginning(harbour):
    assert list(offered("show", "VS-OPN1")) == list(offered("show", "opn1")) == ["vs-opn1"]
    assert offered("show", "opn") == {}


def test_no_more_are_offered_than_fit_and_a_longer_beginning_finds_the_others(harbour):
    harbour.write("Many.md", "".join(f"- [?] Count crate {n} #task #proposed ^vs-many{n:04}\n" for n in range(300)))
    harbour("sync")

    assert len(offered("promote", "")) == len(offered("show", "vs-")) == 50
    assert "vs-opn1" in offered("show", "vs-")
    assert list(offered("show", "vs-many0299")) == ["vs-many0299"]
    assert list(offered("show", "vs-don")) == ["vs-don1"]


def test_names_of_people_feeds_and_saved_queries_are_offered(harbour):
    (harbour.root / ".vaultsync").mkdir()
    harbour.write(
        ".vaultsync/vaultsync.toml",
        '[queries]\nweek = ["due this week", "sort by due"]\n[feeds.boats]\nquery = "not done"\n',
    )

    assert list(offered("assign", "vs-opn1", "--to", "")) == ["Ana Ruiz", "Bo Lind", "Cy Dale"]
    assert list(offered("agenda", "b")) == list(offered("list", "--owner", "B")) == ["Bo Lind"]
    assert offered("list", "@") == offered("done", "--where", "@w") == {"@week": "due this week"}
    assert list(offered("export", "--feed", "bo")) == list(offered("feed", "create", "bo")) == ["boats"]
    assert "events" in offered("feed", "preview", "")


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (["scan"], "dir"),
        (["watch"], "dir"),
        (["serve"], "dir"),
        (["status"], "dir"),
        (["service", "install"], "dir"),
        (["--vault"], "dir"),
        (["--state"], "dir"),
        (["list", "--vault"], "dir"),
        (["list", "--state"], "dir"),
        (["export", "-o"], "file"),
        (["export", "--vdir"], "dir"),
        (["dashboard"], "file"),
        (["known", "--for"], "file"),
        (["list", "-q"], "file"),
    ],
)
def test_paths_are_left_to_the_shell(words, kind):
    """Kills: a shell that offers nothing for a path, because this has taken its place."""
    complete = get_completion_class("zsh")(cli, {"obj": {"typed": ()}}, "vaultsync", "_VAULTSYNC_COMPLETE")

    assert [(item.type, item.value) for item in complete.get_completions(words, "Me")] == [(kind, "Me")]


def test_words_of_a_set_are_offered():
    assert list(offered("list", "--status", "O")) == ["open", "on-hold"]
    assert list(offered("list", "--whose", "")) == ["mine", "others", "unassigned"]
    assert list(offered("feed", "help", "goo")) == ["google"]


def test_kinds_of_what_is_odd_are_offered_with_what_they_mean():
    assert offered("check", "--kind", "unr") == {
        "unread-date": "a date where the Tasks plugin reads none",
        "unreadable": "a note or a folder that the system does not let read",
    }


def test_the_vault_is_the_one_named_before_or_behind_the_command(harbour, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    vault = str(harbour.root)

    assert offered("show", "vs-opn") == {}
    assert list(offered("--vault", vault, "show", "vs-opn")) == ["vs-opn1", "vs-opn2"]
    assert list(offered("show", "--vault", vault, "vs-opn")) == ["vs-opn1", "vs-opn2"]


def test_no_completion_makes_empties_or_fails(harbour, monkeypatch, tmp_path):
    state = tmp_path / "state"
    assert offered("--state", str(state), "show", "") == {}
    assert not state.exists()

    monkeypatch.setattr(completing, "VERSION", VERSION + 1)
    assert offered("show", "") == {}
    monkeypatch.undo()
    monkeypatch.chdir(harbour.root)
    harbour.write(".vaultsync/vaultsync.toml", "this is no TOML")
    assert offered("show", "") == offered("list", "@") == offered("agenda", "") == {}


def index_of(terminal) -> Path:
    return Path(json.loads(terminal("scan", "--json").out)["index"])


def test_a_damaged_index_or_none_offers_nothing_and_stays_as_it_is(harbour):
    index = index_of(harbour)
    for file in index.parent.glob("index.db*"):
        file.unlink()

    assert offered("show", "") == {}
    assert not index.exists()

    index.write_bytes(b"no database" * 1000)
    assert offered("show", "") == {}


def test_what_a_terminal_would_obey_is_offered_as_a_picture(harbour):
    assert offered("show", "vs-prp")["vs-prp1"] == "Order ␛[31mrope�"


def test_a_note_saved_since_the_last_sync_is_not_read(harbour):
    harbour.write("New.md", "- [ ] Fresh #task ^vs-fresh\n")

    assert offered("show", "vs-fresh") == {}


@pytest.mark.parametrize(
    "words",
    [
        *("show vs", "promote vs", "assign x --to B", "agenda B", "why vs", "list @"),
        *("list --status o", "triage --whose o", "scan M", "check --kind b", "--vault M"),
    ],
)
def test_completion_imports_nothing_that_reads_notes_or_settings(harbour, words):
    asked = {
        "_VAULTSYNC_COMPLETE": "bash_complete",
        "COMP_WORDS": f"vaultsync {words}",
        "COMP_CWORD": str(words.count(" ") + 1),
    }

    modules = imported(cwd=harbour.root, **asked)

    assert not modules & (SLOW | OURS)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_vaultsync(terminal, shell):
    assert "_VAULTSYNC_COMPLETE" in terminal("completion", shell).out


def test_only_the_shells_are_offered_that_the_readme_tells_of(terminal):
    """Kills: a shell that some versions of click know, and nobody says how to set up."""
    readme = (ROOT / "README.md").read_text("utf-8")
    (shells,) = re.findall(r"\{(\S+)\}", terminal("completion", "--help").out)
    assert shells.split("|") == [*dict.fromkeys(re.findall(r"vaultsync completion (\w+)", readme))]


def test_bash_completes_with_the_script(harbour):
    script = harbour("completion", "bash").out
    asking = (
        'COMP_WORDS=(vaultsync done vs-opn2); COMP_CWORD=2; _vaultsync_completion vaultsync; echo "${COMPREPLY[@]}"'
    )
    script = script.replace("$1)", f"{sys.executable} -m vaultsync)")
    done = subprocess.run(
        ["bash", "-c", f"{script}\n{asking}"],
        cwd=harbour.root,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "vs-opn2\n", done.stderr


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.parametrize(("begun", "offers"), [("scan Me", "Meetings"), ("dashboard Kick", "Kickoff.md")])
def test_bash_completes_paths_by_itself(harbour, tmp_path, begun, offers):
    (harbour.root / "Meetings").mkdir()
    (harbour.root / "Me.md").write_text("", "utf-8")
    typed = typed_in_bash(harbour, tmp_path, [begun])

    assert typed == f"<{begun.split()[0]}><{offers}{'/' if offers == 'Meetings' else ''}>"


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
def test_names_of_several_words_are_one_word_to_bash_however_they_were_begun(harbour, tmp_path):
    """Kills: a name that is inserted bare, or with what is quoted in an open quotation quoted again."""
    begun = ("agenda an", 'agenda "An', "agenda 'An", "agenda Ana\\ R", "assign vs-opn1 --to A", "done vs-opn2")

    name = "<Ana Ruiz>"
    wanted = f"<agenda>{name}" * 4 + f"<assign><vs-opn1><--to>{name}<done><vs-opn2>"
    assert typed_in_bash(harbour, tmp_path, begun) == wanted


def typed_in_bash(harbour, tmp_path, begun) -> str:
    """The words that bash calls vaultsync with when each of some commands is begun and completed."""
    vaultsync = tmp_path / "bin" / "vaultsync"
    vaultsync.parent.mkdir()
    vaultsync.write_text(
        f'#!/bin/sh\n[ "$_VAULTSYNC_COMPLETE" ] && exec {sys.executable} -m vaultsync\n'
        f"printf '<%s>' \"$@\" >> {tmp_path}/typed\n"
    )
    vaultsync.chmod(0o755)
    script = tmp_path / "script"
    script.write_text(harbour("completion", "bash").out)
    typed = "".join(f"vaultsync {words}\t\n" for words in begun)

    keyboard, screen = pty.openpty()
    bash = subprocess.Popen(
        ["bash", "--noprofile", "--rcfile", str(script), "-i"],
        cwd=harbour.root,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PATH": f"{vaultsync.parent}:{os.environ['PATH']}"},
        stdin=screen,
        stdout=screen,
        stderr=screen,
        start_new_session=True,
    )
    os.close(screen)
    os.write(keyboard, f"{typed}exit\n".encode())
    shown = b""
    with suppress(OSError):  # so Linux says that nobody writes to the screen any more
        while some := os.read(keyboard, 4096):
            shown += some
    os.close(keyboard)
    bash.wait()
    assert (tmp_path / "typed").exists(), shown.decode("utf-8", "replace")
    return (tmp_path / "typed").read_text("utf-8")
