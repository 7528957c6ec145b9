"""A whole sync in a process of its own: what comes back of it, and how it ends."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from vaultsync.core.errors import StoreError, WouldLose
from vaultsync.faces.daemon.apart import sync_apart
from vaultsync.faces.daemon.follower import Stopped
from vaultsync.store.lock import writer_lock
from vaultsync.wiring import VaultOptions, open_app, workspace_of


@pytest.fixture
def options(tmp_path) -> VaultOptions:
    root = tmp_path / "Notes"
    root.mkdir()
    for number in range(30):
        (root / f"{number}.md").write_text(f"- [ ] Count buoy {number} #jetty\n", "utf-8")
    return VaultOptions(str(root), str(tmp_path / "state"), ("task_tag=#jetty",))


@pytest.fixture
def locked(options):
    """The lock that a sync waits for, held by somebody else."""
    state = Path(workspace_of(options).state)
    with writer_lock(state / "sync.lock", pause=time.sleep, patience_seconds=0):
        yield


@pytest.fixture(autouse=True)
def _found(monkeypatch):
    """The other process does not look for its modules in the present folder."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def go_on() -> None:
    pass


def test_it_says_what_it_found_and_the_index_has_it(options, tmp_path):
    (tmp_path / "Notes" / ".Gone.md.icloud").write_bytes(b"")
    report = sync_apart(options, go_on)
    assert (report.notes, report.read, report.lines_before, report.lines_after) == (30, 30, 0, 30)
    assert sorted(report.added) == sorted(f"{number}.md" for number in range(30))
    assert [(each.path, each.code) for each in report.unreadable] == [("Gone.md", "evicted")]
    assert not report.quiet

    app = open_app(workspace_of(options))
    assert app.sync().quiet and app.index.line_count() == 30
    app.close()


def test_names_are_the_same_texts_there_whatever_the_locale(options, tmp_path, monkeypatch):
    (tmp_path / "Notes" / "Bj\u00f6rn.md").write_text("- [ ] Count the buoys #jetty\n")
    for name, value in {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)
    assert "Bj\u00f6rn.md" in sync_apart(options, go_on).added


@pytest.mark.parametrize("name", ["apsw", "json"])
def test_nothing_that_lies_in_the_vault_is_run(options, tmp_path, monkeypatch, name):
    """Kills: modules looked for in the present folder first."""
    monkeypatch.chdir(tmp_path / "Notes")
    (tmp_path / "Notes" / f"{name}.py").write_text("open('run', 'w').close()\n", "utf-8")
    assert sync_apart(options, go_on).notes == 30
    assert not (tmp_path / "Notes" / "run").exists()


def test_what_stops_it_there_stops_it_here(options, tmp_path):
    sync_apart(options, go_on)
    for note in (tmp_path / "Notes").iterdir():
        note.unlink()
    with pytest.raises(WouldLose, match="30 of 30 known task lines are gone") as caught:
        sync_apart(options, go_on)
    assert "--accept-loss" in caught.value.remedy


def test_whoever_stops_it_leaves_the_index_as_it_was_and_no_process(options, locked):
    def stop() -> None:
        raise Stopped

    with pytest.raises(Stopped):
        sync_apart(options, stop)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only /proc names the children of a process")
def test_a_process_that_is_killed_from_outside_is_a_trouble_and_no_result(options, locked):
    def kill() -> None:
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:
            for pid in children.read().split():
                os.kill(int(pid), 9)

    with pytest.raises(StoreError, match="ended before it had finished"):
        sync_apart(options, kill)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only /proc names the children of a process")
def test_a_stop_that_reached_the_other_process_first_is_a_stop_and_no_trouble(options, locked):
    """Kills: whoever ends both at once told that memory may have run out."""
    killed = []

    def end_both() -> None:
        if killed:
            raise Stopped
        with open(f"/proc/self/task/{os.getpid()}/children", encoding="ascii") as children:
            killed.extend(int(pid) for pid in children.read().split())
        for pid in killed:
            os.kill(pid, 15)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

    with pytest.raises(Stopped):
        sync_apart(options, end_both)
    assert len(killed) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_where_no_process_can_be_started_it_says_so(options):
    """Kills: a refusal of the system that ends whoever asked for a sync."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, before[1]))
    try:
        with pytest.raises(StoreError, match="no process can be started") as caught:
            sync_apart(options, go_on)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
    assert "ulimit" in caught.value.remedy


def test_it_ends_when_its_parent_does(options, locked):
    words = [sys.executable, "-m", "vaultsync.faces.daemon.apart", json.dumps(options)]
    ended = subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)
    assert (ended.returncode, ended.stdout) == (1, b"")
