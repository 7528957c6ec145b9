"""The bars on labelled, invented vaults: one lies beside the project, one in it."""

import json
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT
from vaultsync.core.conventions import Conventions
from vaultsync.core.notes.note import read_note
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


class Bars(NamedTuple):
    precision: float
    recall: float
    f1_with_suggestions: float


def _bars(folder: Path) -> Bars:
    vault = folder / "vault"
    lines = [
        line
        for note in sorted(vault.rglob("*.md"))
        for line in read_note(note.relative_to(vault).as_posix(), note.read_bytes(), Conventions()).lines
    ]
    truth, related = _labels(folder)
    found = group(lines)
    precision, recall = _rates(list(found.tasks), truth, related)
    joined = {task: set(task) for task in found.tasks}
    for suggestion in found.suggested:
        union = joined[suggestion.one] | joined[suggestion.other]
        joined |= {task: union for task, places in joined.items() if places & union}
    accepted = {tuple(sorted(places)) for places in joined.values()}
    with_suggestions, complete = _rates(list(accepted), truth, related)
    return Bars(precision, recall, 2 * with_suggestions * complete / (with_suggestions + complete))


def test_automatic_groups_are_precise_and_suggestions_find_the_rest(shared: Path) -> None:
    found = _bars(shared / "observatory")

    assert found.precision >= 0.97
    assert found.recall >= 0.88
    assert found.f1_with_suggestions >= 0.92


def test_they_are_so_in_a_vault_about_other_things_too() -> None:
    found = _bars(ROOT / "tests" / "data" / "wholesaler")

    assert found.precision >= 0.97
    assert found.recall >= 0.80
    assert found.f1_with_suggestions >= 0.90
