"""The cases, each against its limit or its peer in the same run; a case for a feed is one more row of `CASES`."""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from math import log
from pathlib import Path
from typing import NamedTuple

import apsw

from benchmarks import daemon_cases
from benchmarks.gate import corpora, differences
from benchmarks.measure import PASS, ROOT, Cost, in_turn, run
from benchmarks.vaults import Made, Vaults
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.store.index.schema import VERSION

_SAMPLES = {
    "several lines": "Put up regatta posters at all three quays and in the tearoom.",
    "with a mail": "Offer the assessor a ladder course.",
    "several lines with a mail": "Send the itemised docking quote.",
}
"""Titles of tasks of the sample vault."""

_CHECKBOXES = r"^\s*[-*+] \[.\]"


class Result(NamedTuple):
    """One row of the table."""

    case: str
    figure: str
    bar: str
    holds: bool


class Bench(NamedTuple):
    """What a case is measured with."""

    vaults: Vaults
    sizes: tuple[int, ...]
    times: int
    """How often each process runs, in turn with its peer; the median counts."""

    also: tuple[Path, ...] = ()
    """More folders of notes that the gate asks about."""


def gate(bench: Bench) -> Iterator[Result]:
    """The index of three seeds against their truth files, and every corpus against the block parser."""
    wrong = []
    for seed in (1, 2, 3):
        made = bench.vaults.of(1_000, seed)
        counted = [int(number) for number in _cold(made).out.split()]
        if counted[1:] != [made.truth["real_task_tag"], made.truth["real"]]:
            wrong.append(f"seed {seed}")
    for folder in corpora(bench.vaults.of(1_000).folder, bench.also):
        found = differences(folder)
        print(f"compared {folder}: {len(found)} differences", file=sys.stderr, flush=True)
        wrong += found
    yield Result("gate", f"{len(wrong)} differences", "none", not wrong)


def cold(bench: Bench) -> Iterator[Result]:
    """Walk, read, parse and index, without grouping: every line read, and, as a sync has it before it groups, found."""
    for name, flags in (("cold, lines read", ("--said",)), ("cold, lines found", ())):
        spent = {}
        for size in bench.sizes:
            made = bench.vaults.of(size)
            search = partial(run, ["rg", "-j1", "-N", _CHECKBOXES, str(made.folder)])
            peer, ours = in_turn(bench.times, search, partial(_cold, made, *flags))
            spent[size] = ours
            if size >= 10_000:
                shown = f"{ours / peer:.1f} × ({ours:.2f} s)"
                yield Result(f"{name}, {size:,} notes", shown, "≤ 4 × rg", ours <= 4 * peer)
        small, large = min(spent), max(spent)
        if large > small:
            growth = log(spent[large] / spent[small]) / log(large / small)
            yield Result(f"{name}, growth from {small:,} to {large:,}", f"{growth:.2f}", "≤ 1.05", growth <= 1.05)


def unchanged(bench: Bench) -> Iterator[Result]:
    """A sync that finds nothing."""
    for size in bench.sizes:
        made = _indexed(bench, size)
        start, walk, ours = in_turn(
            bench.times, partial(run, PASS), partial(_walk, made), partial(_vaultsync, made, "sync")
        )  # fmt: skip
        bar = 1.4 * walk + 5 * start
        shown = f"{ours / bar:.2f} × ({1000 * ours:.0f} ms)"
        yield Result(f"sync, unchanged, {size:,}", shown, f"≤ 1.4 × walk + 5 × pass ({1000 * bar:.0f} ms)", ours <= bar)


def looking(bench: Bench) -> Iterator[Result]:
    """`list` of 50 rows, `show` of tasks of each kind, completions of commands and tasks, from the index as it is."""
    small, large = _indexed(bench, min(bench.sizes)), _indexed(bench, max(bench.sizes))
    cases = {
        "list": ("list", "--no-sync"),
        "show": ("show", "--no-sync"),
        "completion": ("s",),
        "completion of a task": ("promote", "p-"),
    }
    for name, words in cases.items():
        runs = [_looked(made, name, words) for made in (small, large)]
        start, few, many = in_turn(bench.times, lambda: run(PASS), *runs)
        yield Result(f"{name}", f"{few / start:.2f} × ({1000 * few:.0f} ms)", "≤ 5 × pass", few <= 5 * start)
        yield Result(f"{name}, largest / smallest", f"{many / few:.2f}", "≤ 1.15", many <= 1.15 * few)
    yield from _shown(bench)


def _shown(bench: Bench) -> Iterator[Result]:
    """`show` of what no made vault has: reasons between lines, and a mail."""
    sample = Made(ROOT / "sample_vault", bench.vaults.work / "state-sample", {})
    _vaultsync(sample, "sync")
    tasks = {}
    for name, title in _SAMPLES.items():
        uid = json.loads(_vaultsync(sample, "show", "--json", "--no-sync", title).out)["tasks"][0]["uid"]
        tasks[f"show, {name}"] = partial(_vaultsync, sample, "show", "--no-sync", uid)
    start, *spent = in_turn(bench.times, partial(run, PASS), *tasks.values())
    for name, each in zip(tasks, spent, strict=True):
        yield Result(name, f"{each / start:.2f} × ({1000 * each:.0f} ms)", "≤ 5 × pass", each <= 5 * start)


def memory(bench: Bench) -> Iterator[Result]:
    """The most that a process holds, at the largest size."""
    size = max(bench.sizes)
    made = _indexed(bench, size)
    for name, cost, most in (
        ("cold", _cold(made), 200),
        ("sync, unchanged", _synced_again(bench, size), 120),
    ):
        shown = f"{cost.peak / 1e6:.0f} MB"
        yield Result(f"memory, {name}, {size:,}", shown, f"≤ {most} MB", cost.peak <= most * 1_000_000)


def _synced_again(bench: Bench, size: int) -> Cost:
    return _vaultsync(_indexed(bench, size), "sync")


def _looked(made: Made, name: str, words: tuple[str, ...]) -> Callable[[], Cost]:
    if name.startswith("completion"):
        typed = ("vaultsync", "--vault", str(made.folder), "--state", str(made.state), *words)
        asked = {"COMP_WORDS": " ".join(typed), "COMP_CWORD": str(len(typed) - 1)}
        return lambda: run([sys.executable, "-m", "vaultsync"], {**asked, "_VAULTSYNC_COMPLETE": "bash_complete"})
    if name == "show":
        first = _vaultsync(made, "list", "--no-sync").out.splitlines()[1].split()[0]
        return lambda: _vaultsync(made, *words, first)
    return lambda: _vaultsync(made, *words)


def _vaultsync(made: Made, *words: str) -> Cost:
    whole = [sys.executable, "-m", "vaultsync", "--vault", str(made.folder), "--state", str(made.state), *words]
    return run(whole)


def _cold(made: Made, *flags: str) -> Cost:
    state = made.state.with_name(f"{made.state.name}-cold")
    return run([sys.executable, "-m", "benchmarks.cold", str(made.folder), str(state), *flags])


def _indexed(bench: Bench, size: int) -> Made:
    """Return a vault with an index to look at."""
    made = bench.vaults.of(size)
    if not _is_current(made):
        run([sys.executable, "-m", "benchmarks.cold", str(made.folder), str(made.state), "--one-each"])
    return made


def _is_current(made: Made) -> bool:
    """Whether the index is there, and of this version: a sync would empty another one, and group what it reads anew."""
    file = Path(workspace_of(VaultOptions(vault=str(made.folder), state=str(made.state))).index)
    if not file.exists():
        return False
    database = apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READONLY)
    try:
        return database.execute("PRAGMA user_version").fetchall() == [(VERSION,)]
    finally:
        database.close()


def _walk(made: Made) -> Cost:
    return run([sys.executable, "-m", "benchmarks.walk", str(made.folder)])


def save(bench: Bench) -> Iterator[Result]:
    """One note saved, until index and feed file are right, with a daemon running."""
    for size, most in zip((1_000, 10_000, 100_000), (20, 30, 100), strict=True):
        if size in bench.sizes:
            seen = daemon_cases.save(bench.vaults.of(size), times=20 * bench.times)
            for name, bar in (("p50", 3 * seen.writing_ms + 5), ("p99", most)):
                for what, delay in (("index", seen.indexed), ("index and feed file", seen.published)):
                    took: float = getattr(delay, name)
                    yield Result(f"save → {what}, {size:,}, {name}", f"{took:.1f} ms", f"≤ {bar:.1f} ms", took <= bar)
            shown = f"{seen.resident / 1e6:.0f} MB"
            yield Result(f"memory, daemon at rest, {size:,}", shown, "≤ 120 MB", seen.resident <= 120_000_000)


def burst(bench: Bench) -> Iterator[Result]:
    """Every note of a 10,000-note vault rewritten at once."""
    seen = daemon_cases.burst(bench.vaults.of(10_000))
    shown = f"{seen.cpu:.1f} s CPU, {seen.wrong} differences"
    yield Result("burst of 10,000 notes", shown, "≤ 3 s CPU, equal to a cold index", seen.cpu <= 3 and not seen.wrong)


def overflow(bench: Bench) -> Iterator[Result]:
    """The kernel's queue overflown while the daemon is stopped."""
    for folders in (2_300, 21_000):
        seen = daemon_cases.overflow(bench.vaults.work / f"folders-{folders}", folders)
        shown = f"{seen.seconds:.1f} s ({seen.cpu:.1f} s CPU), then {100 * seen.idle:.1f} % CPU"
        holds = seen.seconds <= 5 and seen.idle < 0.005
        yield Result(f"overflow, {folders:,} folders", shown, "≤ 5 s, then < 0.5 % CPU", holds)


CASES: dict[str, Callable[[Bench], Iterator[Result]]] = {
    "gate": gate,
    "cold": cold,
    "unchanged": unchanged,
    "looking": looking,
    "memory": memory,
    "save": save,
    "burst": burst,
    "overflow": overflow,
}
