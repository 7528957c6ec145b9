"""What follows saves, measured from outside: a daemon runs, notes are written, and its index is asked."""

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from benchmarks.measure import ROOT, cpu_of, resident, run, until
from benchmarks.vaults import Made
from vaultsync.config import CONFIG_FILE
from vaultsync.locating import VaultOptions, workspace_of

_LONGEST_SECONDS = 3600.0
"""A first reading and grouping of 100,000 notes takes minutes, and other work makes it several times as many."""

_SIZE = "SELECT sum(size) FROM note"
"""Bytes of all notes as the index knows them: right once every note that was rewritten has been read."""

_APART_SECONDS = 0.5
"""Longer than the quiet period: each save is the first after a pause."""


class Delay(NamedTuple):
    """How long something took to follow single saves, in milliseconds."""

    p50: float
    p99: float


class Saved(NamedTuple):
    """What followed single saves."""

    indexed: Delay
    published: Delay
    """Until the index and the file of a feed of everything were right."""

    writing_ms: float
    """Writing the bytes of that file alone."""

    resident: int
    """Bytes of the daemon at rest."""


class Burst(NamedTuple):
    """What a burst cost, and in how many lines the index differs from a cold one."""

    cpu: float
    wrong: int


class Overflow(NamedTuple):
    """How long it took to recover, what CPU time that cost, and the share of one processor used from then on."""

    seconds: float
    cpu: float
    idle: float


class Daemon(NamedTuple):
    """A running `vaultsync watch`."""

    pid: int
    state: Path

    def at_rest(self) -> bool:
        """Whether it has nothing left to do."""
        try:
            facts = json.loads((self.state / "daemon.json").read_text("ascii"))
        except (OSError, ValueError):
            return False
        return bool(facts.get("idle")) and not facts.get("queue") and "last_walk" in facts

    def ask(self, sql: str, *bindings: Any) -> list[Any]:
        """Return rows of its index."""
        database = apsw.Connection(str(self.state / "index.db"), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            return list(database.execute(sql, bindings))
        except apsw.BusyError:
            return []
        finally:
            database.close()


@contextmanager
def running(folder: Path, state: Path) -> Iterator[Daemon]:
    """Run a daemon until it has read everything; end it afterwards."""
    words = [sys.executable, "-m", "vaultsync", "--vault", str(folder), "--state", str(state)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([*words, "watch"], stderr=subprocess.DEVNULL, env=environment)
    try:
        daemon = Daemon(process.pid, Path(workspace_of(VaultOptions(vault=str(folder), state=str(state))).state))
        until(daemon.at_rest, _LONGEST_SECONDS, "the daemon has read everything")
        yield daemon
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
            process.terminate()
        process.wait()


@contextmanager
def _copied(made: Made) -> Iterator[tuple[Path, Path]]:
    """A copy of a vault to write into, with a state of its own."""
    folder, state = made.folder.with_name(f"{made.folder.name}-watched"), made.state.with_name("state-watched")
    for each in (folder, state):
        shutil.rmtree(each, ignore_errors=True)
    shutil.copytree(made.folder, folder)
    try:
        yield folder, state
    finally:
        for each in (folder, state):
            shutil.rmtree(each, ignore_errors=True)


def save(made: Made, times: int) -> Saved:
    """Save single notes, one after the other."""
    with _copied(made) as (folder, state):
        feed = folder / "everything.ics"
        _give_file(folder, feed)
        with running(folder, state) as daemon:
            at_rest = resident(daemon.pid)
            # One connection: to open one for each question takes a millisecond of what is measured.
            index = apsw.Connection(str(daemon.state / "index.db"), flags=apsw.SQLITE_OPEN_READONLY)
            in_index, in_feed = [], []
            for number in range(times):
                time.sleep(_APART_SECONDS)
                before = feed.stat().st_ino
                note, words = folder / "Saved.md", f"Count the buoys for the {number}. time"
                note.write_text(f"- [ ] {words} 📅 2026-01-05 #task\n", "utf-8")
                began = time.perf_counter()
                in_index.append(until(partial(_has, index, words.lower()), 30, "the index has the save"))
                until(partial(_is_another, feed, before), 30, "the feed has the save")
                in_feed.append(time.perf_counter() - began)
                if words.encode() not in feed.read_bytes().replace(b"\r\n ", b""):
                    raise AssertionError(f"the feed was written without {words}")
            index.close()
            writing = _writing_seconds(feed.read_bytes(), state / "beside.ics")
    return Saved(_delay(in_index), _delay(in_feed), 1000 * writing, at_rest)


def _give_file(folder: Path, feed: Path) -> None:
    """Have the daemon keep a feed of everything in a file."""
    settings = folder / CONFIG_FILE
    settings.parent.mkdir(exist_ok=True)
    with settings.open("a", encoding="utf-8") as file:
        file.write(f'\n[feeds.everything]\nkind = "all"\npath = "{feed}"\n')


def _delay(seconds: list[float]) -> Delay:
    found = [1000 * each for each in statistics.quantiles(seconds, n=100, method="inclusive")]
    return Delay(found[49], found[98])


def _has(index: apsw.Connection, title: str) -> bool:
    sql = "SELECT 1 FROM line JOIN task ON task.id = task WHERE line.title = ?"
    return bool(list(index.execute(sql, (title,))))


def _is_another(file: Path, inode: int) -> bool:
    return file.stat().st_ino != inode


def _writing_seconds(data: bytes, file: Path) -> float:
    """Return how long it takes to write bytes, without waiting for the disk."""
    spent = []
    for _ in range(9):
        began = time.perf_counter()
        file.write_bytes(data)
        spent.append(time.perf_counter() - began)
    return statistics.median(spent)


def burst(made: Made) -> Burst:
    """Rewrite every note, as a git checkout does, and compare the index with a cold one."""
    with _copied(made) as (folder, state), running(folder, state) as daemon:
        notes = [path for path in folder.rglob("*.md") if not any(part.startswith(".") for part in path.parts)]
        for path in notes:
            path.write_bytes(path.read_bytes() + b"\nSeen again.\n")
        after = cpu_of(daemon.pid)
        size = sum(path.stat().st_size for path in notes)
        until(lambda: daemon.at_rest() and daemon.ask(_SIZE) == [(size,)], _LONGEST_SECONDS, "the burst is in")
        spent = cpu_of(daemon.pid) - after
        return Burst(spent, _differences(daemon, folder, state))


def _differences(daemon: Daemon, folder: Path, state: Path) -> int:
    """Return in how many lines the daemon's index differs from one that is made afresh."""
    lines = "SELECT path, digest, line.line, raw FROM note LEFT JOIN line ON note.id = line.note"
    cold = state.with_name("state-watched-cold")
    run([sys.executable, "-m", "benchmarks.cold", str(folder), str(cold)])
    fresh = Daemon(0, Path(workspace_of(VaultOptions(vault=str(folder), state=str(cold))).state))
    wrong = set(daemon.ask(lines)) ^ set(fresh.ask(lines))
    shutil.rmtree(cold)
    return len(wrong)


def overflow(folder: Path, folders: int, events: int = 20_000) -> Overflow:
    """Stop the daemon, let more happen than the kernel's queue holds, and let it go on."""
    state = folder.with_name(f"state-{folder.name}")
    for each in (folder, state):
        shutil.rmtree(each, ignore_errors=True)
    notes = [folder / f"{number % 150}" / f"{number}" / "Note.md" for number in range(folders)]
    for note in notes:
        note.parent.mkdir(parents=True)
        note.write_text("Before\n", "utf-8")
    with running(folder, state) as daemon:
        subprocess.run(["kill", "-STOP", str(daemon.pid)], check=True)
        for number in range(events):
            notes[number % folders].write_text(f"Afterwards {number // folders}\n", "utf-8")
        size = sum(note.stat().st_size for note in notes)
        before = cpu_of(daemon.pid)
        subprocess.run(["kill", "-CONT", str(daemon.pid)], check=True)
        # What it says of itself first: to ask the index of so many notes takes a processor.
        seconds = until(
            lambda: daemon.at_rest() and daemon.ask(_SIZE) == [(size,)], _LONGEST_SECONDS, "the index is right"
        )
        cpu = cpu_of(daemon.pid) - before
        before = cpu_of(daemon.pid)
        time.sleep(5)
        idle = (cpu_of(daemon.pid) - before) / 5
    for each in (folder, state):
        shutil.rmtree(each, ignore_errors=True)
    return Overflow(seconds, cpu, idle)
