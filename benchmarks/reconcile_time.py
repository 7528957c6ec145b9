"""Time the grouping of the task lines of a vault, and of one changed note in it.

    python -m benchmarks.reconcile_time VAULT [LINES]… [--changes 200] [--grown] [--burst]

For each number of lines (default: all) a process of its own takes the vault's first notes
with about that many into a fresh index and prints a row, in CPU seconds and milliseconds:

    group    the plain function over all lines
    index    the same into the tables of the index: what the first sync pays for grouping
    peak     the most memory the process ever had
    p50 p99  one note saved with another word in a line: read into the index and grouped again
    grown    the same by the plain functions on a shelf in memory (only with --grown: it is grown note by note)
    burst    all of the notes saved with another word at once (only with --burst)

and behind the rows the ratio of the last to the first and the exponent of growth.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from math import log
from pathlib import Path
from typing import NamedTuple

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Gist
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import group
from vaultsync.core.reconcile.growing import put
from vaultsync.core.reconcile.memory_shelf import MemoryShelf
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.walk import Stamp
from vaultsync.store.index.sqlite import SqliteIndex

CONVENTIONS = Conventions()
STAMP = Stamp(1, 1, 1, b"digest")


class Saved(NamedTuple):
    """A note as it was and as it is after a line of it has got another word."""

    path: str
    before: bytes
    after: bytes


def notes_of(vault: Path, size: int) -> list[tuple[str, bytes]]:
    """The first notes, by a shuffle that is always the same, that hold about `size` task lines together."""
    # Sorted by the end of the name: one folder after the other would make small vaults of one kind of note.
    found: list[tuple[str, bytes]] = []
    left = size
    for note in sorted(vault.rglob("*.md"), key=lambda path: (path.stem[::-1], path)):
        if left <= 0:
            break
        path, data = note.relative_to(vault).as_posix(), note.read_bytes()
        lines = len(read_note(path, data, CONVENTIONS).lines)
        left -= lines
        if lines:
            found.append((path, data))
    return found


def saved(path: str, data: bytes) -> Saved:
    """Put one more word into the first task line of a note."""
    first = read_note(path, data, CONVENTIONS).lines[0].raw.encode("utf-8", "surrogateescape")
    return Saved(path, data, data.replace(first, first.replace(b"] ", b"] Soon ", 1), 1))


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of some work."""
    before = time.process_time()
    work()
    return time.process_time() - before


def centiles(taken: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile, in thousandths of what came in."""
    ordered = sorted(taken)
    return ordered[len(ordered) // 2] * 1000, ordered[len(ordered) * 99 // 100] * 1000


def take_in(index: SqliteIndex, notes: Sequence[tuple[str, bytes]]) -> float:
    """Put notes into an index in one transaction; CPU seconds of the grouping alone."""
    with index.writing():
        for path, data in notes:
            index.put(read_gist(path, data, CONVENTIONS), STAMP)
        return seconds(index.regroup)


def one_by_one(index: SqliteIndex, changes: Sequence[Saved]) -> list[float]:
    """Save changed notes, each in a transaction of its own; CPU seconds of each."""

    def save(note: Gist) -> None:
        with index.writing():
            index.put(note, STAMP)
            index.regroup()

    notes = [read_gist(change.path, change.after, CONVENTIONS) for change in changes]
    return [seconds(partial(save, note)) for note in notes]


def grown(notes: Sequence[tuple[str, bytes]], changes: Sequence[Saved]) -> list[float]:
    """The same by `growing.put` on a shelf in memory, which takes every note in first."""

    def featured(path: str, data: bytes) -> dict[int, Features]:
        lines = read_note(path, data, CONVENTIONS).lines
        return {line.line: found for line, found in zip(lines, note_features(lines), strict=True)}

    shelf = MemoryShelf()
    for path, data in notes:
        put(shelf, {path: featured(path, data)})
    after = [(change.path, featured(change.path, change.after)) for change in changes]
    return [seconds(partial(put, shelf, {path: lines})) for path, lines in after]


def measure(vault: Path, size: int, *, changes: int, with_grown: bool, with_burst: bool) -> str:
    """One row of the table, tab by tab."""
    notes = notes_of(vault, size)
    changed = [saved(*note) for note in notes[:: max(1, len(notes) // changes)][:changes]]
    with tempfile.TemporaryDirectory() as folder:
        index = SqliteIndex(Path(folder) / "index.db", CONVENTIONS)
        whole = take_in(index, notes)
        row = [f"{index.line_count()}", f"{len(notes)}", f"{whole:.2f}"]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        row += [f"{peak}", *(f"{value:.1f}" for value in centiles(one_by_one(index, changed)))]
        burst = (
            f"{take_in(index, [(each.path, each.after) for each in map(saved_twice, notes)]):.2f}"
            if with_burst
            else "-"
        )
        index.close()
    lines = [line for path, data in notes for line in read_note(path, data, CONVENTIONS).lines]
    row.insert(2, f"{seconds(partial(group, lines)):.2f}")
    del lines
    grown_figures = centiles(grown(notes, changed)) if with_grown else None
    return "\t".join([*row, " / ".join(f"{value:.1f}" for value in grown_figures) if grown_figures else "-", burst])


def saved_twice(note: tuple[str, bytes]) -> Saved:
    """A change that no note has had yet."""
    return saved(note[0], saved(*note).after)


HEAD = ("lines", "notes", "group s", "index s", "peak MB", "p50 ms", "p99 ms", "grown p50 / p99 ms", "burst s")


def main() -> None:
    """Print the table, a process for each row."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--changes", type=int, default=200, help="how many notes are changed, one after the other")
    parser.add_argument("--grown", action="store_true")
    parser.add_argument("--burst", action="store_true")
    parser.add_argument("--row", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    sizes = asked.sizes or [sys.maxsize]
    if asked.row:
        row = measure(asked.vault, sizes[0], changes=asked.changes, with_grown=asked.grown, with_burst=asked.burst)
        print(row)
        return
    options = [name for name in ("--grown", "--burst") if name in sys.argv]
    print(" | ".join(HEAD))
    rows = []
    for size in sizes:
        command = [
            sys.executable,
            __file__,
            str(asked.vault),
            str(size),
            "--row",
            f"--changes={asked.changes}",
            *options,
        ]
        answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip().split("\t")
        rows.append(answer)
        print(" | ".join(value.rjust(len(name)) for name, value in zip(HEAD, answer, strict=True)), flush=True)
    first, last = rows[0], rows[-1]
    if int(last[0]) > int(first[0]):
        more = int(last[0]) / int(first[0])
        for name, column in (("group", 2), ("index", 3)):
            ratio = float(last[column]) / float(first[column])
            print(f"{name}: {more:.1f}× the lines in {ratio:.1f}× the time, exponent {log(ratio) / log(more):.2f}")


if __name__ == "__main__":
    main()
