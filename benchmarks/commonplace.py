"""Group lines that are made of few words: `python -m benchmarks.commonplace 3000 6000 12000 24000 [--saves 300]`.

For each number of lines and each kind of sentence a process of its own prints a row, in CPU seconds and milliseconds:

    group      the plain function over all lines
    pairs      how many pairs of lines have a score, for each line
    tasks      how many tasks come of it
    p50 p99 max  one note saved, in an index of so many lines: a line more, or one less

and behind the rows of a kind the exponent of growth. Kinds: `words` are five out of 48 words (`benchmarks.endurance`
writes them), `number` one sentence with another number, `name` four sentences with another name.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from math import log
from pathlib import Path

from benchmarks.endurance import SAID
from benchmarks.reconcile_time import CONVENTIONS, STAMP, centiles, seconds, take_in
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.grouping import compare, levels_of
from vaultsync.core.reconcile.rounds import ROUNDS
from vaultsync.store.index.sqlite import SqliteIndex

_FRAMES = (
    "Send {} the revised offer for the harbour mill",
    "Ask {} about the keys of the orchard chapel",
    "Remind {} to sign the brewery lease",
    "Book a train to the quarry for {}",
)
_ENDS = "dorf stedt berg by ham ton wick ford ley stone holm thorpe".split()


def _name(source: random.Random) -> str:
    return "".join(source.choices("bdfgklmnprstv", k=1) + source.choices("aeiou", k=1)).title() + source.choice(_ENDS)


KINDS: dict[str, Callable[[random.Random, int], str]] = {
    "words": lambda source, _: " ".join(map(source.choice, SAID)),
    "number": lambda _, number: f"Count buoy {number}",
    "name": lambda source, _: source.choice(_FRAMES).format(f"{_name(source)} {_name(source)}"),
}


def measure(kind: str, size: int, saves: int) -> str:
    """One row, tab by tab."""
    source = random.Random(1)
    numbers = iter(range(size + saves))
    said = (f"- [?] {KINDS[kind](source, number)} #task #proposed\n" for number in numbers)
    notes = {f"{number}.md": next(said) for number in range(size)}
    lines = [read_note(path, text.encode(), CONVENTIONS).lines for path, text in notes.items()]
    before = time.process_time()
    compared = compare(lines)
    levels = levels_of(compared)
    grouped = time.process_time() - before
    tasks = len({levels.group(ROUNDS, unit.unit) for unit in compared.units})
    row = [f"{grouped:.2f}", f"{len(compared.edges[0]) / len(compared.units):.1f}", f"{tasks}"]
    del compared, levels, lines
    with tempfile.TemporaryDirectory() as folder:
        index = SqliteIndex(Path(folder) / "index.db", CONVENTIONS)
        take_in(index, [(path, text.encode()) for path, text in notes.items()])
        taken = []
        for _ in range(saves):
            path = source.choice(list(notes))
            fewer = source.random() < 0.3 and notes[path].count("\n") > 1
            notes[path] = notes[path].split("\n", 1)[1] if fewer else notes[path] + next(said)
            gist = read_gist(path, notes[path].encode(), CONVENTIONS)
            with index.writing():
                index.put(gist, STAMP)
                taken.append(seconds(index.regroup))
        index.close()
    return "\t".join([*row, *(f"{value:.1f}" for value in (*centiles(taken), max(taken) * 1000))])


HEAD = ("lines", "group s", "pairs", "tasks", "p50 ms", "p99 ms", "max ms")


def main() -> None:
    """Print the tables, a process for each row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="+")
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--saves", type=int, default=300)
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    kinds = asked.kind or list(KINDS)
    if asked.row:
        print(measure(kinds[0], asked.sizes[0], asked.saves))
        return
    for kind in kinds:
        print(f"{kind}: " + " | ".join(HEAD))
        rows = []
        for size in asked.sizes:
            words = [sys.executable, "-m", "benchmarks.commonplace", str(size), "--row", f"--saves={asked.saves}"]
            answer = subprocess.run([*words, f"--kind={kind}"], check=True, capture_output=True, text=True).stdout
            rows.append([str(size), *answer.strip().split("\t")])
            print(" " * len(kind), " | ".join(map(str.rjust, rows[-1], map(len, HEAD))), flush=True)
        more = asked.sizes[-1] / asked.sizes[0]
        if more > 1:
            print(f"group: exponent {log(float(rows[-1][1]) / float(rows[0][1])) / log(more):.2f}")


if __name__ == "__main__":
    main()
