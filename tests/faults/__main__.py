"""The fault sweep: `python -m tests.faults`, see docs/reliability.md.

Each command is killed before, or refused by the system at, one call after the other that touches the vault, the state
folder or an exported file. Afterwards every note has to be old or new, the databases sound, the exit status true, and
`doctor --repair`, a sync and the same command again have to bring everything to where an undisturbed command brings it.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from tests.faults.cases import CASES
from tests.faults.room import Room
from tests.faults.shim import FAILS, KILL, Fault, Shim, build, why_not
from tests.faults.sweep import Found, Sweep

_NOW = "2026-02-02"
_SHOWN = 10
_ALL = 1_000_000
_SHORT = {KILL: 12, "ENOSPC": 4, "EIO": 4, "EACCES": 4}
"""The short sweep: how many calls of one command on the vault, and as many on the state folder, a fault strikes."""


def main() -> int:
    """Sweep; return the exit status."""
    wish = _arguments()
    if reason := why_not():
        print(f"NO FAULT WAS TRIED: {reason}", file=sys.stderr)
        return 0 if not wish.full else 2
    if "FAULTS_FOLDER" not in os.environ:
        return _again_with_shim()
    began = time.monotonic()
    found: list[Found] = []
    told = 0
    with ProcessPoolExecutor(wish.jobs, mp_context=get_context("fork")) as pool:
        for each in pool.map(_sweep, _parts(wish)):
            found += each
            if sys.stderr.isatty():
                print(f"\r{len(found)} faults", end="\r", file=sys.stderr)
            for one in each:
                if one.violations and (told := told + 1) <= _SHOWN:
                    _complain(one)
    bad = _summary(found, time.monotonic() - began)
    if wish.json:
        Path(wish.json).write_text(json.dumps([asdict(each) for each in found], indent=1), "utf-8")
    return 1 if bad or not found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--full", action="store_true", help="strike every call, with every kind of fault")
    parser.add_argument("--only", metavar="COMMAND", choices=[case.name for case in CASES], action="append")
    parser.add_argument("--faults", type=lambda text: text.split(","), help=f"of: {KILL},{','.join(FAILS)}")
    parser.add_argument("--lasting", action="store_true", help="errors: all later calls fail as well")
    parser.add_argument("--jobs", type=int, default=2, help="processes at once (default: 2)")
    parser.add_argument("--json", metavar="FILE", help="write what became of every fault")
    return parser.parse_args()


def _again_with_shim() -> int:
    """Begin anew with the library loaded; return the exit status."""
    with tempfile.TemporaryDirectory(prefix="vaultsync-faults-") as folder:
        place = {"LD_PRELOAD": str(build(Path(folder))), "FAULTS_FOLDER": folder, "VAULTSYNC_NOW": _NOW}
        environment = {**os.environ, **place, "HOME": folder, "TZ": "UTC"}
        return os.spawnve(os.P_WAIT, sys.executable, [sys.executable, "-m", "tests.faults", *sys.argv[1:]], environment)


def _parts(wish: argparse.Namespace) -> Iterator[tuple[str, str, bool, int, int, int]]:
    """Yield what each worker is to do at a time: a command, a fault, and its share of the calls."""
    shares = wish.jobs if not wish.full else wish.jobs * 8
    for case in CASES:
        for what in wish.faults or ((KILL, *FAILS) if wish.full else _SHORT):
            if not wish.only or case.name in wish.only:
                for share in range(shares):
                    yield case.name, what, wish.lasting, _ALL if wish.full else _SHORT.get(what, 4), share, shares


@cache
def _own_room() -> Room:
    """Return the one room of this worker."""
    room = Room(Path(tempfile.mkdtemp(dir=os.environ["FAULTS_FOLDER"])), Shim(Path(os.environ["LD_PRELOAD"])))
    room.warm_up()
    return room


@cache
def _sweep_of(name: str) -> Sweep:
    return Sweep(next(case for case in CASES if case.name == name), _own_room())


def _sweep(part: tuple[str, str, bool, int, int, int]) -> list[Found]:
    name, what, lasting, most, share, shares = part
    sweep = _sweep_of(name)
    chosen = _chosen(sweep.calls(what), most, in_a_row=what == KILL and most == _ALL)
    return [sweep.run(Fault(what, when, lasting and what != KILL), call) for when, call in chosen[share::shares]]


def _chosen(calls: list[tuple[str, str]], most: int, *, in_a_row: bool) -> list[tuple[int, str]]:
    """Return which calls are struck, each with its number: so many on the state folder, and so many on all else.

    Of the same call on the same file many times in a row (SQLite writes page by page) the first and the last count,
    unless `in_a_row` asks for all.
    """
    texts = ["", *(f"{call} {place}" for call, place in calls), ""]
    telling = [
        (number, texts[number])
        for number in range(1, len(calls) + 1)
        if in_a_row or not texts[number - 1] == texts[number] == texts[number + 1]
    ]
    of_state = [each for each in telling if " state/" in each[1]]
    return _evenly(of_state, most) + _evenly([each for each in telling if each not in of_state], most)


def _evenly(calls: list[tuple[int, str]], most: int) -> list[tuple[int, str]]:
    """Return the first, the last, and some between."""
    if len(calls) <= most:
        return calls
    return [calls[round(step * (len(calls) - 1) / (most - 1))] for step in range(most)]


def _complain(one: Found) -> None:
    print(f"{one.case}, {one.fault} ({one.call}), status {one.status}:", *one.violations, sep="\n  ", flush=True)


def _summary(found: list[Found], seconds: float) -> int:
    """Print what was tried; return how many faults did harm."""
    bad = Counter(each.case for each in found if each.violations)
    for case in dict.fromkeys(each.case for each in found):
        mine = [each for each in found if each.case == case]
        kinds = ", ".join(f"{number} {what}" for what, number in Counter(each.fault.what for each in mine).items())
        ended = ", ".join(f"{number} {became}" for became, number in Counter(each.became for each in mine).items())
        print(f"{case:<11} {len(mine):5} faults ({kinds}); notes right after: {ended}; harm: {bad[case]}")
    print(f"{len(found)} faults in {seconds:.0f} s, {bad.total()} of them did harm")
    return bad.total()


if __name__ == "__main__":
    sys.exit(main())
