"""Score the grouping of a labelled vault.

    python -m benchmarks.reconcile_score VAULT GOLD.jsonl [PARTIAL.jsonl] [--me NAME]… [--by-family]

GOLD has one object a line, {"path", "line", "family", "cluster"}; PARTIAL pairs of
lines that are related and count neither way, {"a": {"path", "line"}, "b": {…}}.
Prints precision, recall and F1 over pairs, B-cubed F1 and tasks shown per true task,
for the automatic groups and for those with every suggestion accepted.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.notes.note import read_note
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import Partition, Place, group
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.stems import fold

Groups = Iterable[Sequence[Place]]


class Figures(NamedTuple):
    """Rates from 0 to 1; `load` is tasks shown per true task."""

    precision: float
    recall: float
    f1: float
    b3: float
    load: float

    def __str__(self) -> str:
        return " ".join(f"{name} {value:.3f}" for name, value in zip(self._fields, self, strict=True))


def lines_of(vault: Path) -> Iterator[TaskLine]:
    """Every task line of a vault, in hidden folders too."""
    for note in sorted(vault.rglob("*.md")):
        yield from read_note(note.relative_to(vault).as_posix(), note.read_bytes(), Conventions()).lines


def features_of(lines: Iterable[TaskLine], me: frozenset[str]) -> dict[Place, Features]:
    """What is compared of each line, note by note."""
    notes: dict[str, list[TaskLine]] = defaultdict(list)
    for line in lines:
        notes[line.path].append(line)
    return {
        line.place: found
        for note in notes.values()
        for line, found in zip(note, note_features(note, me=me), strict=True)
    }


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one a line."""
    return [json.loads(row) for row in path.read_text("utf-8").split("\n") if row.strip()]


class Labels(NamedTuple):
    """What was judged by hand."""

    cluster: dict[Place, str]
    family: dict[Place, str]
    related: frozenset[tuple[Place, Place]]


def labels_of(gold: Path, partial: Path | None) -> Labels:
    """Read the files of labels; see reconcile_score.py."""
    rows = rows_of(gold)
    ends = [
        tuple(sorted((row[side]["path"], row[side]["line"]) for side in "ab"))
        for row in (rows_of(partial) if partial else [])
    ]
    return Labels(
        {(row["path"], row["line"]): row["cluster"] for row in rows},
        {(row["path"], row["line"]): row["family"] for row in rows},
        frozenset((one, other) for one, other in ends),
    )


def accepted(found: Partition) -> list[tuple[Place, ...]]:
    """The tasks after every suggestion was accepted."""
    whole = {task: set(task) for task in found.tasks}
    for suggestion in found.suggested:
        union = whole[suggestion.one] | whole[suggestion.other]
        for task in [task for task, places in whole.items() if not places.isdisjoint(union)]:
            whole[task] = union
    return sorted({tuple(sorted(places)) for places in whole.values()})


def figures(groups: Groups, truth: Mapping[Place, str], related: frozenset[tuple[Place, Place]]) -> Figures:
    """Compare groups with labels; lines without a label do not count."""
    shown = [sorted(place for place in group if place in truth) for group in groups]
    group_of = {place: number for number, places in enumerate(shown) for place in places}
    true: dict[str, list[Place]] = defaultdict(list)
    for place, cluster in truth.items():
        true[cluster].append(place)
    right = wrong = 0
    for one, other in (pair for places in shown for pair in combinations(places, 2)):
        if truth[one] == truth[other]:
            right += 1
        elif (one, other) not in related:
            wrong += 1
    possible = sum(len(places) * (len(places) - 1) // 2 for places in true.values())
    pure = whole = 0.0
    for place in truth:
        mates = [
            mate
            for mate in shown[group_of[place]]
            if truth[mate] == truth[place] or (min(mate, place), max(mate, place)) not in related
        ]
        same = sum(truth[mate] == truth[place] for mate in mates)
        pure += same / len(mates) / len(truth)
        whole += same / len(true[truth[place]]) / len(truth)
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / possible if possible else 1.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return Figures(precision, recall, f1, 2 * pure * whole / (pure + whole), sum(map(bool, shown)) / len(true))


def main() -> None:
    """Print the figures of one vault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("partial", type=Path, nargs="?")
    parser.add_argument("--me", action="append", default=[], help="a name of the vault's owner")
    parser.add_argument("--by-family", action="store_true", help="also the figures of each family of notes")
    asked = parser.parse_args()

    truth, family, related = labels_of(asked.gold, asked.partial)
    found = group(lines_of(asked.vault), me=frozenset(fold(name).replace("-", " ") for name in asked.me))
    print("automatic       ", figures(found.tasks, truth, related))
    print("with suggestions", figures(accepted(found), truth, related), f"({len(found.suggested)} suggestions)")
    if asked.by_family:
        for name in sorted(set(family.values())):
            inside = {place: cluster for place, cluster in truth.items() if family[place] == name}
            print(f"{name:24}", figures(found.tasks, inside, related))


if __name__ == "__main__":
    main()
