"""A daemon over a large vault with ten writers, for as long as you like: `python -m benchmarks.endurance VAULT STATE`.

VAULT is written into: give a copy. Ten threads save notes as an editor does, in place, each about once a second;
now and then a note gets a task with words of its own, and the index is asked until it has it. The daemon's memory and
that delay are sampled; what came of it is printed, kept as CSV, and drawn with matplotlib, which only this needs.
"""

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import NamedTuple

import apsw

from benchmarks.measure import ROOT
from vaultsync.core.notes.gist import task_lines
from vaultsync.store.watch.presence import memory_kib

_WRITERS = 10
_SAVES_PER_SECOND = 1.0
_PROBES_EVERY = 2.0
_PATIENCE = 30.0
# Few words for many lines, which is what grouping finds hardest: docs/reconcile.md, "Lines of few words".
SAID = (
    "Send Check Order Mend Book Ask Paint Draft Count Carry Clean Sign".split(),
    "ropes ledgers lanterns engines benches charts kettles anchors parcels tickets curtains ladders".split(),
    "behind before beside under above without".split(),
    "Harbour Orchard Chapel Quarry Mill Library Bakery Lighthouse Stable Brewery Theatre Garden".split(),
    "tomorrow quietly twice together properly early".split(),
)


class Sample(NamedTuple):
    """What was seen at a moment."""

    seconds: float
    memory_mib: float
    delay_ms: float
    """Between the end of a save and the moment at which the index had its task; infinite if it never had."""


class Writer(threading.Thread):
    """Saves notes one after the other until it is told to stop."""

    def __init__(self, notes: list[Path], seed: int, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self._notes, self._random, self._ending = notes, random.Random(seed), stop
        self.saves = 0

    def run(self) -> None:
        """Save until it is told to stop."""
        while not self._ending.wait(self._random.expovariate(_SAVES_PER_SECOND)):
            note = self._random.choice(self._notes)
            data = note.read_bytes()
            said = " ".join(map(self._random.choice, SAID))
            words = f"\n- [?] {said} #task #proposed\n".encode()
            note.write_bytes(data.removesuffix(words) if self._random.random() < 0.3 else data + words)
            self.saves += 1


def probes(notes: Iterable[Path]) -> Iterator[Path]:
    """Yield notes at whose end a task is one, and not code that was never closed."""
    for note in notes:
        data = note.read_bytes() + b"\n- [ ] probe #task\n"
        if data.count(b"\n") in task_lines(data):
            yield note


def probe(index: Path, note: Path, number: int) -> float:
    """Save a task with words that no run had before; return how many milliseconds the index took to have it."""
    words = f"probe {number} of the run {os.getpid()}"
    with note.open("ab") as file:
        file.write(f"\n- [ ] {words} #task\n".encode())
    saved = time.monotonic()
    while time.monotonic() - saved < _PATIENCE:
        connection = apsw.Connection(str(index), flags=apsw.SQLITE_OPEN_READONLY)
        connection.set_busy_timeout(1_000)
        found = list(connection.execute("SELECT 1 FROM line WHERE title = ?", (words,)))
        connection.close()
        if found:
            return 1000 * (time.monotonic() - saved)
        time.sleep(0.002)
    return float("inf")


def follow(vault: Path, state: Path, minutes: float) -> tuple[list[Sample], int]:
    """Run the daemon under the writers; return what was seen, and how many saves there were."""
    notes = sorted(vault.rglob("*.md"))
    random.Random(7).shuffle(notes)
    words = [sys.executable, "-m", "vaultsync", "--state", str(state), "watch", str(vault)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    daemon = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        _wait_until_synced(daemon)
        threading.Thread(target=daemon.communicate, daemon=True).start()
        (index,) = state.glob("vaults/*/index.db")
        stop = threading.Event()
        share = len(notes) // (_WRITERS + 1)
        writers = [Writer(notes[n * share : (n + 1) * share], n, stop) for n in range(_WRITERS)]
        for writer in writers:
            writer.start()
        samples: list[Sample] = []
        probed = probes(cycle(notes[-share:]))
        began = time.monotonic()
        while (now := time.monotonic() - began) < 60 * minutes:
            delay = probe(index, next(probed), len(samples))
            samples.append(Sample(now, (memory_kib(daemon.pid) or 0) / 1024, delay))
            time.sleep(_PROBES_EVERY)
        stop.set()
        return samples, sum(writer.saves for writer in writers)
    finally:
        daemon.send_signal(signal.SIGTERM)


def _wait_until_synced(daemon: subprocess.Popen[str]) -> None:
    assert daemon.stderr is not None
    for line in daemon.stderr:
        if "looked at" in line:
            return
    sys.exit("the daemon has ended")


def draw(samples: list[Sample], path: Path, title: str) -> None:
    """Draw memory and delay over time."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(9, 6), constrained_layout=True)
    minutes = [each.seconds / 60 for each in samples]
    above.plot(minutes, [each.memory_mib for each in samples], color="steelblue")
    above.set_ylabel("memory of the daemon, MiB")
    above.set_ylim(bottom=0)
    below.semilogy(minutes, [each.delay_ms for each in samples], ".", markersize=3, color="tomato")
    below.set_ylabel("save → index, ms")
    below.set_xlabel("minutes")
    above.set_title(title)
    figure.savefig(path, dpi=110)


def main() -> None:
    """Run, print, keep and draw."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.endurance", description=__doc__)
    parser.add_argument("vault", type=Path)
    parser.add_argument("state", type=Path, help="with an index of the vault already: a first reading takes minutes")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--csv", type=Path, default=Path("endurance.csv"))
    parser.add_argument("--png", type=Path, default=Path("endurance.png"))
    given = parser.parse_args()
    samples, saves = follow(given.vault, given.state, given.minutes)
    with given.csv.open("w", newline="") as file:
        csv.writer(file).writerows([Sample._fields, *samples])
    delays, memory = sorted(each.delay_ms for each in samples), [each.memory_mib for each in samples]
    at = [delays[min(int(len(delays) * part), len(delays) - 1)] for part in (0.5, 0.95, 0.99, 1.0)]
    title = f"{given.minutes:g} minutes, ten writers, {saves:,} saves"
    print(f"{title}; load {os.getloadavg()[0]:.1f}")
    print(
        f"save → index, ms: p50 {at[0]:.0f}, p95 {at[1]:.0f}, p99 {at[2]:.0f}, most {at[3]:.0f}; {len(delays)} probes"
    )
    print(
        f"memory, MiB: first {memory[0]:.0f}, median {median(memory):.0f}, last {memory[-1]:.0f},"
        f" most {max(memory):.0f}"
    )
    draw(samples, given.png, title)


if __name__ == "__main__":
    main()
