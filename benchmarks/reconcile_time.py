"""Time the grouping of the task lines of a vault.

    python benchmarks/reconcile_time.py VAULT [LINES]…

For each number of lines (default: all) the vault's first notes with about that many
are grouped afresh, in CPU seconds; then they are grown note by note, and the median
and the 99th percentile of taking one changed note in are printed in milliseconds.
`--memory` prints the process's peak instead and does not grow. Each size should run
in a process of its own where memory is measured.
"""

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.note import read_note
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import group
from vaultsync.core.reconcile.growing import MemoryShelf, put
from vaultsync.core.reconcile.passes import note_features


def notes_of(vault: Path) -> Iterator[list[TaskLine]]:
    """The task lines of each note that has any."""
    for note in sorted(vault.rglob("*.md")):
        lines = read_note(note.relative_to(vault).as_posix(), note.read_bytes(), Conventions()).lines
        if lines:
            yield list(lines)


def first(notes: Sequence[list[TaskLine]], size: int) -> list[list[TaskLine]]:
    """The first notes that hold `size` lines together."""
    found: list[list[TaskLine]] = []
    left = size
    for note in notes:
        if left <= 0:
            break
        found.append(note)
        left -= len(note)
    return found


def featured(note: Sequence[TaskLine]) -> dict[int, Features]:
    """What a shelf keeps of a note."""
    return {line.line: found for line, found in zip(note, note_features(note), strict=True)}


def grow(notes: Sequence[list[TaskLine]]) -> list[float]:
    """Take all notes in, then change every hundredth; milliseconds for each change."""
    shelf = MemoryShelf()
    for note in notes:
        put(shelf, note[0].path, featured(note))
    taken = []
    for note in islice(notes, 0, None, max(1, len(notes) // 300)):
        put(shelf, note[0].path, {})
        start = time.process_time()
        put(shelf, note[0].path, featured(note))
        taken.append((time.process_time() - start) * 1000)
    return sorted(taken)


def main() -> None:
    """Print the times of each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    notes = list(notes_of(asked.vault))
    for size in asked.sizes or [sum(map(len, notes))]:
        chosen = first(notes, size)
        before = time.process_time()
        found = group(line for note in chosen for line in note)
        seconds = time.process_time() - before
        print(f"{sum(map(len, chosen)):7} lines  {len(found.tasks):7} tasks  {seconds:7.2f} CPU s", end="  ")
        if asked.memory:
            print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
        else:
            taken = grow(chosen)
            print(f"one note p50 {taken[len(taken) // 2]:.2f} ms  p99 {taken[len(taken) * 99 // 100]:.2f} ms")


if __name__ == "__main__":
    main()
