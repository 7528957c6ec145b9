"""Which commands tell of forgotten decisions, how often, and what they do without a journal."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.faces.forgotten.making import kept_and_closed, uid, without_decision
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.wiring import open_app


def test_whatever_command_reads_the_notes_first_tells_of_it(pallets):
    """Kills: a list that takes in what an import has done, after which a sync finds nothing new."""
    pallets("promote", uid(pallets))
    kept, _ = kept_and_closed(pallets)
    without_decision(pallets, kept)

    assert "1 decision does not stand in the notes any more" in pallets("list").err
    assert pallets("list").err == ""


def test_a_journal_that_cannot_be_read_keeps_nothing_else_from_being_told(terminal):
    """Kills: what is odd, and what a sync found, behind an error about the journal."""
    terminal.write("A.md", "- [ ] Pay 📅 2026-02-30 #task\n")
    terminal("promote", "Pay", "--dry-run")
    terminal("done", "Pay")
    journal = Path(json.loads(terminal("scan", "--json").out)["index"]).with_name("journal.db")
    for file in journal.parent.glob("journal.db*"):
        file.write_bytes(b"no database" * 100)
    terminal.write("A.md", "- [ ] Pay the pilot 📅 2026-02-30 #task\n")

    synced, checked = terminal("sync"), terminal("check")
    assert (synced.status, "1 changed" in synced.out, "journal" in synced.err) == (0, True, True)
    assert (checked.status, "2026-02-30" in checked.out, "journal" in checked.err) == (0, True, True)


def test_the_journal_is_not_held_open_afterwards(pallets):
    """Kills: a daemon that keeps the file of another process open from its first look on."""
    pallets("promote", uid(pallets))
    here = workspace_of(VaultOptions(str(pallets.root)))

    with closing(open_app(here)) as app:
        app.forgotten()
        assert [file.name for file in Path(here.state).glob("journal.db*")] == ["journal.db"]


@pytest.fixture
def lost(terminal):
    """A vault with two decisions that older texts were written over, which was told once."""
    for name, words in (("A.md", "Air the tent"), ("B.md", "Pay the rent")):
        terminal.write(name, f"- [?] {words} #task #proposed\n")
    before = {name: terminal.read(name) for name in ("A.md", "B.md")}
    terminal("reject", "Air the tent")
    terminal("promote", "Pay the rent")
    for name, text in before.items():
        terminal.write(name, text)
    assert "2 decisions do not stand" in terminal("list").err
    assert terminal("list").err == ""
    return terminal


def test_decisions_that_were_told_once_are_told_again_where_a_person_looks_through_everything(lost):
    """Kills: a warning that comes with the first command that happens to read the notes, and never again."""
    told = "Warning: 2 decisions do not stand in the notes any more; see `vaultsync check --kind forgotten`.\n"

    assert lost("digest").err == lost("digest", "--json").err == lost("digest", "--no-sync").err == told
    findings = json.loads(lost("doctor", "--json").out)["findings"]
    assert [each for each in findings if "do not stand" in each["what"]] == [
        {
            "grade": "warning",
            "what": "2 decisions do not stand in the notes any more",
            "remedy": "`vaultsync check --kind forgotten` lists them, and how each is decided again.",
        }
    ]
    shown = lost("notify", "--dry-run").out
    assert shown.splitlines()[0] == "2 decisions lost"
    assert shown.endswith("\n2 decisions do not stand in the notes any more: vaultsync check --kind forgotten\n")

    lost("reject", "Air the tent", "Pay the rent")
    assert lost("digest").err == ""
    assert "not stand" not in lost("doctor").out + lost("notify", "--dry-run").out


def test_a_decision_that_is_lost_just_now_is_told_once(lost):
    """Kills: a command that tells of all, and of those that it finds besides."""
    lost("reject", "Air the tent")
    lost.write("A.md", "- [?] Air the tent #task #proposed\n")

    assert lost("digest").err.count("not stand") == 1


@pytest.mark.parametrize("command", ["digest", "doctor", "notify"])
def test_without_its_journal_a_vault_is_looked_through_all_the_same(lost, command):
    journal = Path(json.loads(lost("scan", "--json").out)["index"]).with_name("journal.db")
    journal.write_bytes(b"no database" * 100)
    answer = lost(command, *(("--dry-run",) if command == "notify" else ()))

    assert "not stand" not in answer.out + answer.err
    assert "Traceback" not in answer.err and answer.out
