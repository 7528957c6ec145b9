"""One real daemon on a real folder, and commands beside it."""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from threading import Timer

import pytest

from tests.conftest import ROOT
from vaultsync.core.views.wanted import Wanted
from vaultsync.wiring import VaultOptions, daemon_answers, open_listing, presence_of, questions_of, workspace_of

COMMAND = [sys.executable, "-m", "vaultsync"]
SIGNALS = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes without a signal")


@contextmanager
def daemon(root):
    """Start a real daemon over a vault of one note."""
    (root / ".obsidian").mkdir(parents=True, exist_ok=True)
    (root / "Kickoff.md").write_text("- [ ] Send the minutes #task\n", "utf-8")
    running = subprocess.Popen(
        [*COMMAND, "watch", "--json", str(root)], cwd=ROOT, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    deadline = Timer(60.0, running.kill)
    deadline.start()
    try:
        yield running
    finally:
        deadline.cancel()
        running.kill()
        running.wait()
        running.stderr.close()


def typed(*words):
    return subprocess.run([*COMMAND, *words], cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8")


@SIGNALS
def test_a_command_beside_a_real_daemon_is_seen_as_one_save_and_not_as_two(tmp_path):
    root = tmp_path / "Notes"
    with daemon(root) as running:
        logged(running, "synced")

        typed("--vault", str(root), "done", "Send the minutes")
        (root / "Later.md").write_text("- [ ] Fold the map #task\n", "utf-8")

        named = []
        while "Later.md" not in named:
            named += logged(running, "synced")["paths"]
        # Whoever of the two came first has read it; for the other nothing had changed.
        assert named.count("Kickoff.md") <= 1
        tasks = json.loads(typed("list", "--all", "--no-sync", "--json", "--vault", str(root)).stdout)["tasks"]
        assert {task["title"]: task["status"] for task in tasks} == {"Send the minutes": "done", "Fold the map": "open"}
        assert (root / "Kickoff.md").read_text("utf-8").count("✅") == 1
        assert len(json.loads(typed("log", "--json", "--vault", str(root)).stdout)["operations"]) == 1
        assert sorted(path.name for path in root.iterdir()) == [".obsidian", "Kickoff.md", "Later.md"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux answers questions")
def test_a_command_that_looks_relies_on_a_daemon_that_has_seen_the_save_just_made(tmp_path):
    """Kills: an answer before the save is in the index; a small vault that is never relied on."""
    root = tmp_path / "Notes"
    with daemon(root) as running:
        logged(running, "synced")
        here = workspace_of(VaultOptions(str(root)))
        relied = 0
        for number in range(300):
            (root / "Kickoff.md").write_text(f"- [ ] Count buoy {number} #task\n", "utf-8")
            if daemon_answers(here, patience_seconds=5):
                relied += 1
                listing = open_listing(here)
                assert [task.title for task in listing.listed(Wanted(live=None))] == [f"Count buoy {number}"]
                listing.close()
            if relied == 30:
                break
        assert relied == 30

        running.kill()
        running.wait()
        assert questions_of(here).are_open()
        assert not daemon_answers(here, patience_seconds=0)
        assert not questions_of(here).are_open()  # the next command does not wait


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux answers questions")
def test_a_command_with_settings_of_its_own_and_the_next_without_see_what_their_settings_say(tmp_path):
    """Kills: a daemon believed by whoever reads otherwise; an answer over what somebody else has read otherwise."""
    root = tmp_path / "Notes"
    root.mkdir()
    (root / "Jetty.md").write_text("- [ ] Count buoys #jetty\n", "utf-8")

    def titles(*words: str) -> set[str]:
        said = json.loads(typed("--vault", str(root), "list", "--json", *words).stdout)
        return {task["title"] for task in said["tasks"]}

    with daemon(root) as running:
        logged(running, "synced")
        assert titles() == {"Send the minutes"}
        assert titles("--set", "task_tag=#jetty") == {"Count buoys"}
        assert titles() == {"Send the minutes"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is noticed at the next save")
def test_a_real_daemon_whose_state_folder_is_deleted_is_the_only_one_again_at_once(tmp_path):
    """Kills: `status` that sees none though one runs; a second daemon; questions that are never answered again."""
    root = tmp_path / "Notes"
    with daemon(root) as running:
        logged(running, "synced")
        here = workspace_of(VaultOptions(str(root)))
        assert daemon_answers(here, patience_seconds=30)  # so it has written all that it writes by itself

        shutil.rmtree(here.state)

        assert logged(running, "locked")["level"] == "warning"
        assert logged(running, "synced")["lines"] == 1
        assert json.loads(typed("status", "--json", "--vault", str(root)).stdout)["pid"] == running.pid
        second = subprocess.run([*COMMAND, "watch", str(root)], cwd=ROOT, capture_output=True, check=False)
        assert second.returncode == 7
        assert daemon_answers(here, patience_seconds=30)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere it is noticed at the next save")
def test_a_real_daemon_that_another_has_replaced_ends_and_leaves_it_alone(tmp_path):
    root = tmp_path / "Notes"
    with daemon(root) as first:
        logged(first, "synced")
        here = workspace_of(VaultOptions(str(root)))
        assert daemon_answers(here, patience_seconds=30)
        os.kill(first.pid, signal.SIGSTOP)
        os.waitid(os.P_PID, first.pid, os.WSTOPPED | os.WNOWAIT)
        shutil.rmtree(here.state)
        with daemon(root) as second:
            logged(second, "synced")

            os.kill(first.pid, signal.SIGCONT)

            assert f"process {second.pid}" in logged(first, "refused")["message"]
            assert first.wait() == 7
            assert presence_of(here).seen()["pid"] == second.pid
            (root / "Later.md").write_text("- [ ] Fold the map #task\n", "utf-8")
            while logged(second, "synced")["lines"] < 2:
                pass


@SIGNALS
def test_a_real_daemon_reads_its_settings_again_when_it_is_told_to(tmp_path):
    with daemon(tmp_path / "Notes") as running:
        logged(running, "synced")

        os.kill(running.pid, signal.SIGHUP)

        assert "read again" in logged(running, "settings")["message"]
        assert running.poll() is None


@SIGNALS
def test_a_real_daemon_follows_a_save_and_ends_when_asked(tmp_path):
    root = tmp_path / "Notes"
    with daemon(root) as running:
        assert logged(running, "synced")["lines"] == 1
        (root / "Kickoff.md").write_text("- [ ] Send the minutes #task\n- [ ] Fold the map #task\n", "utf-8")
        while (line := logged(running, "synced"))["lines"] < 2:
            pass
        assert line["paths"] == ["Kickoff.md"]

        listed = subprocess.run(
            [*COMMAND, "list", "--no-sync", "--json", "--vault", str(root)], cwd=ROOT, capture_output=True, check=True
        )
        assert {task["title"] for task in json.loads(listed.stdout)["tasks"]} == {"Send the minutes", "Fold the map"}
        second = subprocess.run([*COMMAND, "watch", str(root)], cwd=ROOT, capture_output=True, check=False)
        assert second.returncode == 7 and f"process {running.pid}".encode() in second.stderr
        status = subprocess.run(
            [*COMMAND, "status", "--json", "--vault", str(root)], cwd=ROOT, capture_output=True, check=True
        )
        assert json.loads(status.stdout)["pid"] == running.pid

        os.kill(running.pid, signal.SIGTERM)
        assert running.wait() == 0
        assert logged(running, "ended")["level"] == "info"


def logged(running: subprocess.Popen, event: str) -> dict:
    """Return the next line of that event; the daemon is killed at the deadline, and then there is none."""
    for line in running.stderr:
        document = json.loads(line)
        if document["event"] == event:
            return document
    raise AssertionError(f"the log ended before {event}")
