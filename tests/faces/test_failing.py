"""Defects, state that is damaged, and output that cannot be written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


def test_a_defect_says_so_and_shows_no_traceback(terminal, monkeypatch):
    monkeypatch.setattr("vaultsync.store.index.sqlite.SqliteIndex.diagnostics", lambda _self: 1 / 0)
    answer = terminal("check")

    assert answer.status == 70
    assert "vaultsync has a defect: ZeroDivisionError" in answer.err
    assert "Traceback" not in answer.err


def test_state_that_cannot_be_made_is_named(terminal, tmp_path):
    (tmp_path / "file").write_text("in the way")
    answer = terminal("--state", str(tmp_path / "file"), "list")

    assert answer.status == 9
    assert "--state DIR" in answer.err


def test_a_damaged_index_is_set_aside_by_doctor(terminal):
    terminal.write("A.md", "- [ ] Pay #task\n")
    terminal("sync")
    state = next(line for line in terminal("config").out.splitlines() if line.startswith("State: ")).removeprefix(
        "State: "
    )
    for name in os.listdir(state):
        if name.startswith("index.db"):
            with open(os.path.join(state, name), "wb") as file:
                file.write(b"damaged" * 1000)

    assert (terminal("list").status, terminal("doctor").status) == (9, 1)
    assert "the next sync builds a new one" in terminal("doctor", "--repair").out
    assert "Pay" in terminal("list").out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no file that is always full")
def test_output_that_cannot_be_written_is_no_defect_and_says_that_the_edit_stands(terminal):
    """Kills: a person who is told to repeat an edit that was made, and so takes back another."""
    terminal.write("A.md", "- [?] Send the minutes #task #proposed ^vs-a\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("w", encoding="ascii") as full:
        words = [sys.executable, "-m", "vaultsync", "promote", "vs-a"]
        done = subprocess.run(
            words, check=False, cwd=terminal.root, stdout=full, stderr=subprocess.PIPE, text=True, env=environment
        )

    assert terminal.read("A.md") == "- [ ] Send the minutes #task ^vs-a\n"
    assert done.returncode == 6
    assert done.stderr.splitlines() == [
        "Error: the output cannot be written ([Errno 28] No space left on device)",
        "Remedy: What the command has done stands: see `vaultsync log` before you repeat it. Let the output go elsewhere.",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="there a shell closes no stream")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_standard_stream_is_no_defect_and_the_command_is_carried_out(terminal, closed):
    """Kills: an edit that is made, after which the command has a defect and wants to be repeated."""
    terminal.write("A.md", "- [?] Send the minutes #task #proposed ^vs-a\n")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for words in (["promote", "vs-a"], ["list"]):
        command = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "vaultsync", *words]
        done = subprocess.run(command, check=False, cwd=terminal.root, capture_output=True, text=True, env=environment)
        assert (done.returncode, done.stderr) == (0, ""), done
        assert bool(done.stdout) == (">&-" not in closed.replace("2>&-", ""))

    assert terminal.read("A.md") == "- [ ] Send the minutes #task ^vs-a\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [(["list"], 0), (["check"], 0), (["--help"], 0), (["list", "--help"], 0), (["undo", "1-3"], 0), (["show", "x"], 1)],
)
def test_a_command_whose_output_nobody_reads_any_more_ends_quietly_and_does_all_it_was_to_do(terminal, words, status):
    """Kills: `list | head -1` that fails; an undo that stops at the first operation."""
    for name in "abc":
        terminal.write(f"{name}.md", f"- [ ] Send the minutes #task ^{name}\n- [ ] Odd 📅 2026-02-30 #task\n")
        assert terminal("done", name).status == 0
    end, pipe = os.pipe()
    os.close(end)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "vaultsync", *words]
    told = subprocess.run(
        command, check=False, cwd=terminal.root, stdout=pipe, stderr=subprocess.PIPE, text=True, env=environment
    )
    os.close(pipe)

    assert told.returncode == status, told
    assert ("Error" in told.stderr) is (status == 1)
    assert [" [ ] Send" in terminal.read(f"{name}.md") for name in "abc"] == [words[0] == "undo"] * 3
