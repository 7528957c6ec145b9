"""status, and the log of the daemon."""

import io
import json
import logging
import os
import re
import sys

import pytest

from vaultsync.faces.daemon.logs import AsJson, AsText, log_to
from vaultsync.wiring import VaultOptions, presence_of, questions_of, watcher_of, workspace_of


def test_status_without_a_daemon_and_without_an_index(terminal):
    answer = terminal("status")
    assert answer.status == 0
    assert "none runs" in answer.out and "none yet" in answer.out


def test_status_says_what_the_index_holds(terminal):
    terminal.write("Kickoff.md", "- [ ] Send the minutes #task\n- [x] Fold the map #task\n")
    terminal("sync")
    facts = json.loads(terminal("status", "--json").out)
    assert (facts["running"], facts["notes"], facts["lines"]) == (False, 1, 2)
    assert facts["tasks"] == {"done": 1, "open": 1}
    assert "1 done, 1 open" in terminal("status").out


def test_status_with_settings_that_cannot_be_understood_tells_of_the_daemon_and_names_them(terminal):
    """Kills: a daemon that runs on the settings it had, and cannot be seen."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes #task\n")
    terminal("sync")
    assert json.loads(terminal("status", "--json").out)["settings_trouble"] == ""
    presence = presence_of(workspace_of(VaultOptions(str(terminal.root))))
    terminal.write(".vaultsync/vaultsync.toml", "nonsense = [")

    with presence.held("2026-02-02"):
        answer = terminal("status")
        facts = json.loads(terminal("status", "--json").out)
    assert f"process {os.getpid()}" in answer.out and "1 open" in answer.out
    assert ".vaultsync/vaultsync.toml is no TOML" in answer.out and "goes on with those it had" in answer.out
    assert (answer.status, "Remedy: Correct the file" in answer.err) == (4, True)
    assert (facts["pid"], facts["notes"]) == (os.getpid(), 1)
    assert ".vaultsync/vaultsync.toml is no TOML" in facts["settings_trouble"]
    assert "goes on" not in terminal("status").out
    assert "Vault" not in terminal("status", str(terminal.root / "gone")).out


@pytest.mark.skipif(sys.platform != "linux", reason="the system says it in /proc")
def test_status_says_how_much_memory_the_daemon_holds(terminal):
    """Kills: the memory of nobody, a unit that is taken for another."""
    presence = presence_of(workspace_of(VaultOptions(str(terminal.root))))
    terminal("sync")
    with presence.held("2026-02-02"):
        told = json.loads(terminal("status", "--json").out)["memory_kib"]
        shown = int(re.search(r", (\d+) MiB", terminal("status").out)[1])

    assert told > 1000 and abs(told / 1024 - shown) < 16
    assert presence.memory_kib() is None


def test_status_of_a_vault_by_name(terminal, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert json.loads(terminal("status", "--json", str(terminal.root)).out)["vault"] == str(terminal.root)


@pytest.fixture
def record() -> logging.LogRecord:
    made = logging.makeLogRecord({"msg": "1 changed (a\nb\x1b[31m.md)", "levelname": "INFO", "name": "vaultsync.watch"})
    made.event, made.vault, made.facts = "synced", "Notes", {"lines": 3}
    return made


def test_a_line_of_the_log_is_one_line_that_no_terminal_obeys(record):
    line = AsText().format(record)
    assert line.endswith(" INFO [Notes] 1 changed (a␊b␛[31m.md)")


def test_a_line_for_machines(record):
    line = AsJson().format(record)
    assert line.isascii() and line.isprintable()
    document = json.loads(line)
    assert (document["event"], document["vault"], document["lines"]) == ("synced", "Notes", 3)
    assert document["message"] == "1 changed (a\nb\x1b[31m.md)"


def test_an_exception_is_one_line_too(record):
    error = ValueError("two\nlines")
    record.exc_info = (ValueError, error, None)
    assert AsText().format(record).endswith("ValueError: two␊lines")


@pytest.mark.parametrize("command", ["watch", "serve"])
def test_what_keeps_a_daemon_from_beginning_is_a_line_for_machines_too(terminal, command, monkeypatch):
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    monkeypatch.setattr(logging.getLogger(), "level", logging.INFO)
    terminal.write(".vaultsync/vaultsync.toml", "nonsense = [")
    answer = terminal(command, "--json")
    (line,) = answer.err.splitlines()
    document = json.loads(line)
    assert (answer.status, document["status"], document["event"]) == (4, 4, "refused")
    assert "is no TOML" in document["message"] and document["remedy"]

    assert terminal(command).err.startswith("Error: .vaultsync/vaultsync.toml is no TOML")


def test_other_peoples_logs_come_in_the_same_form():
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    try:
        log_to(stream, as_json=True, verbose=False)
        logging.getLogger("watchdog").warning("lost")
        logging.getLogger("vaultsync.watch").debug("nothing has changed")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    (line,) = stream.getvalue().splitlines()
    assert json.loads(line)["message"] == "lost"


def test_a_daemon_that_cannot_be_asked_is_believed_of_a_large_vault_while_the_index_is_read_alike(terminal):
    """Kills: believed over what a command with settings of its own has read; never believed."""
    terminal.write("Kickoff.md", "- [ ] Send the minutes #task\n")
    terminal("sync")
    presence = presence_of(workspace_of(VaultOptions(str(terminal.root))))
    facts = {"idle": True, "manner": "events", "trouble": "", "notes": 50_000, "last_walk": "2026-02-02T00:00:00+00:00"}
    with presence.held("2026-02-02"):
        presence.tell(facts)
        terminal.write("Kickoff.md", "- [ ] Fold the map #task\n- [ ] Count buoys #jetty\n")
        assert "Send the minutes" in terminal("list").out
        assert "Count buoys" in terminal("list", "--set", "task_tag=#jetty").out
        assert "Fold the map" in terminal("list").out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux answers questions")
@pytest.mark.parametrize(("settings", "may_be_asked"), [((), True), (("task_tag=#jetty",), False)])
def test_a_daemon_with_settings_of_its_own_lets_nothing_be_asked(terminal, settings, may_be_asked):
    here = workspace_of(VaultOptions(str(terminal.root), settings=settings))
    here.make_state()
    watcher = watcher_of(here)
    watcher.start()
    try:
        assert questions_of(here).are_open() is may_be_asked
    finally:
        watcher.stop()
