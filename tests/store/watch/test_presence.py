"""One daemon a vault, and what others learn about it. The daemon is a process of its own, as in life."""

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from tests.conftest import NOON, ROOT
from vaultsync.core.errors import Busy
from vaultsync.store.watch.presence import Presence, is_stopped, memory_kib

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only /proc says it")
LIVING = {"idle": True, "manner": "events", "trouble": "", "notes": 30_000, "last_walk": NOON.isoformat()}

_DAEMON = """
import sys
from pathlib import Path
from vaultsync.store.watch.presence import Presence
presence = Presence(sys.argv[1], pause=lambda seconds: None)
with presence.held("2026-02-02T12:00:00+00:00"):
    presence.tell(eval(sys.argv[2]))
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def presence(tmp_path) -> Presence:
    return Presence(str(tmp_path), pause=lambda seconds: None)


@pytest.fixture
def daemon(tmp_path):
    """Start a process that holds the vault; it ends when the test does."""
    running = []

    def start(facts: dict | None = None) -> subprocess.Popen:
        words = [sys.executable, "-c", _DAEMON, str(tmp_path), repr(LIVING if facts is None else facts)]
        one = subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        running.append(one)
        assert one.stdout.readline() == b"held\n"
        return one

    yield start
    for one in running:
        one.kill()
        one.communicate()


def test_without_a_daemon_nothing_is_seen(presence, tmp_path):
    assert presence.seen() is None
    assert list(tmp_path.iterdir()) == []


def test_a_daemon_says_who_it_is(presence, daemon, tmp_path):
    pid = daemon().pid
    assert presence.seen() == {"pid": pid, "started": "2026-02-02T12:00:00+00:00", **LIVING}
    assert json.loads((tmp_path / "daemon.lock").read_text("ascii"))["pid"] == pid


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no shared locks")
def test_two_that_ask_at_once_do_not_take_each_other_for_a_daemon(presence, tmp_path):
    import fcntl

    with (tmp_path / "daemon.lock").open("w") as asking:
        fcntl.flock(asking, fcntl.LOCK_SH)
        assert presence.seen() is None


def test_a_second_daemon_is_refused_and_hears_of_the_first(presence, daemon):
    pid = daemon().pid
    with pytest.raises(Busy, match=f"process {pid}"), presence.held("now"):
        pass
    assert presence.seen()["pid"] == pid


def test_what_a_killed_daemon_left_counts_for_nothing(presence, daemon, tmp_path):
    one = daemon()
    one.kill()
    one.wait()
    assert (tmp_path / "daemon.json").exists()
    assert presence.seen() is None
    with presence.held("now"):
        assert presence.seen()["pid"] == os.getpid()


def test_an_ended_daemon_leaves_no_facts(presence, tmp_path):
    with presence.held("now"):
        pass
    assert presence.seen() is None and not (tmp_path / "daemon.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_daemon_whose_state_folder_is_deleted_is_held_again_and_seen(tmp_path):
    """Kills: a second daemon beside one that has lost its lock; a lock that is taken again at every question."""
    presence = Presence(str(tmp_path / "state"), pause=lambda seconds: None)
    with presence.held("2026-02-02"):
        assert not presence.hold_again()
        shutil.rmtree(tmp_path / "state")
        assert presence.seen() is None

        assert presence.hold_again()
        assert not presence.hold_again()
        assert presence.seen() == {"pid": os.getpid(), "started": "2026-02-02"}
        with pytest.raises(Busy), Presence(str(tmp_path / "state"), pause=lambda seconds: None).held("now"):
            pass
    assert presence.seen() is None and not (tmp_path / "state" / "daemon.json").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows deletes no file that is open")
def test_a_daemon_that_another_has_replaced_takes_nothing_of_it_along(presence, daemon, tmp_path):
    with presence.held("2026-02-01"):
        (tmp_path / "daemon.lock").unlink()
        pid = daemon().pid
        with pytest.raises(Busy, match=f"process {pid}"):
            presence.hold_again()
    assert presence.seen()["pid"] == pid


def test_a_daemon_that_has_seen_everything_lately_keeps_the_index_current(presence, daemon):
    daemon()
    assert presence.keeps_current(NOON + timedelta(seconds=500), notes=20_000, seconds=600)
    assert not presence.keeps_current(NOON + timedelta(seconds=601), notes=20_000, seconds=600)
    assert not presence.keeps_current(NOON, notes=40_000, seconds=600)


@pytest.mark.parametrize(
    "fact",
    [{"idle": False}, {"manner": "polling"}, {"trouble": "the index is damaged"}, {"last_walk": "?"}, {"notes": None}],
    ids=str,
)
def test_a_daemon_with_something_in_its_way_is_not_relied_on(presence, daemon, fact):
    daemon(LIVING | fact)
    assert not presence.keeps_current(NOON, notes=1, seconds=600)


def test_without_a_daemon_nothing_keeps_the_index_current(presence, tmp_path):
    (tmp_path / "daemon.json").write_text(json.dumps(LIVING | {"pid": os.getpid()}), "ascii")
    (tmp_path / "daemon.lock").write_text("", "ascii")
    assert not presence.keeps_current(NOON, notes=1, seconds=600)
    assert presence.memory_kib() is None


@LINUX
def test_a_stopped_daemon_is_not_relied_on(presence, daemon):
    one = daemon()
    assert not is_stopped(one.pid)
    os.kill(one.pid, signal.SIGSTOP)
    os.waitid(os.P_PID, one.pid, os.WSTOPPED)
    assert is_stopped(one.pid)
    assert not presence.keeps_current(NOON, notes=1, seconds=600)


@LINUX
def test_the_memory_of_a_process():
    assert memory_kib(os.getpid()) > 1000
    assert memory_kib(2**30) is None
