"""The bars on a labelled, invented vault that lies beside the project."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path

from vaultsync.core.conventions import Conventions
from vaultsync.core.note import read_note
from vaultsync.core.reconcile.grouping import Place, group

Pair = tuple[Place, Place]


def _labels(folder: Path) -> tuple[dict[Place, str], set[Pair]]:
    gold = [json.loads(row) for row in (folder / "gold.jsonl").read_text("utf-8").splitlines()]
    partial = [json.loads(row) for row in (folder / "partial.jsonl").read_text("utf-8").splitlines()]
    places = ((each[side]["path"], each[side]["line"]) for each in partial for side in "ab")
    ends = list(places)
    related = {(min(pair), max(pair)) for pair in zip(ends[::2], ends[1::2], strict=True)}
    return {(row["path"], row["line"]): row["cluster"] for row in gold}, related


def _rates(tasks: list[tuple[Place, ...]], truth: dict[Place, str], related: set[Pair]) -> tuple[float, float]:
    found = {pair for task in tasks for pair in combinations(sorted(place for place in task if place in truth), 2)}
    right = {pair for pair in found if truth[pair[0]] == truth[pair[1]]}
    possible = sum(count * (count - 1) // 2 for count in Counter(truth.values()).values())
    return len(right) / len(found - (related - right)), len(right) / possible


def test_automatic_groups_are_precise_and_suggestions_find_the_rest(shared: Path) -> None:
    folder = shared / "observatory"
    notes = sorted((folder / "vault").rglob("*.md"))
    vault = folder / "vault"
    lines = [
        line
        for note in notes
        for line in read_note(note.relative_to(vault).as_posix(), note.read_bytes(), Conventions()).lines
    ]
    truth, related = _labels(folder)

    found = group(lines, me=frozenset({"marit solheim day"}))
    precision, _ = _rates(list(found.tasks), truth, related)
    joined = {task: set(task) for task in found.tasks}
    for suggestion in found.suggested:
        union = joined[suggestion.one] | joined[suggestion.other]
        joined |= {task: union for task, places in joined.items() if places & union}
    accepted = {tuple(sorted(places)) for places in joined.values()}
    with_suggestions, recall = _rates(list(accepted), truth, related)

    assert precision >= 0.97
    assert 2 * with_suggestions * recall / (with_suggestions + recall) >= 0.90
