"""Fit the weights of likeness on some families of notes, and score them on the others.

    python -m benchmarks.reconcile_fit VAULT GOLD.jsonl [PARTIAL.jsonl] [--folds 9] [--me NAME]… [--show]

For each fold the weights are fitted anew on the families that are not in it: a logistic regression
over the measures of all labelled candidate pairs, no weight with another sign than that of the
measure's meaning, then shifted until the groups of those same families are as good as they get. The fold's own
families are grouped with them and scored. The last rows are the weights that ship, on the same lines.
`--show` prints the weights fitted on everything. The arguments are those of reconcile_score.py.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import exp
from pathlib import Path
from typing import NamedTuple

from benchmarks.reconcile_score import Figures, Labels, accepted, features_of, figures, labels_of, lines_of
from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import Place, group
from vaultsync.core.reconcile.likeness import WEIGHT, comparable, measures
from vaultsync.core.reconcile.stems import fold

SHIPPED = dict(WEIGHT)
FIXED = frozenset(("same pass", "opposite", "other date", "only the number", "generic elsewhere"))
"""What is no matter of degree: these say that two lines cannot be one task."""

RIDGE = 1.0
"""How strongly a weight is drawn to 0: so many pairs that say nothing."""

ROUNDS = 60
SHIFTS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0)
LEAST_PRECISION = 0.98


class Pair(NamedTuple):
    """Two labelled lines: the measures that are not 0, and whether they are one task."""

    families: frozenset[str]
    measured: dict[str, float]
    same: bool


def pairs_of(features: Mapping[Place, Features], labels: Labels) -> list[Pair]:
    """Every pair of labelled lines that is compared, those of one pass and related ones left out."""
    found = []
    for one, other in combinations(sorted(place for place in labels.cluster if place in features), 2):
        a, b = features[one], features[other]
        if (one, other) in labels.related or not a.passes.isdisjoint(b.passes) or not comparable(a, b):
            continue
        measured = dict(measures(a, b))
        if FIXED.isdisjoint(measured):
            families = frozenset((labels.family[one], labels.family[other]))
            found.append(Pair(families, measured, labels.cluster[one] == labels.cluster[other]))
    return found


def _bound(name: str, weight: float) -> float:
    return max(0.0, weight) if SHIPPED[name] > 0 else min(0.0, weight)


def fitted(pairs: Sequence[Pair]) -> dict[str, float]:
    """Logistic regression by coordinate-wise Newton steps; the same for the same pairs, in any order."""
    names = [name for name in WEIGHT if name not in FIXED]
    rows = {
        name: [(number, pair.measured[name]) for number, pair in enumerate(pairs) if name in pair.measured]
        for name in names
    }
    weight = dict.fromkeys(names, 0.0)
    sums = [0.0] * len(pairs)
    for _ in range(ROUNDS):
        for name in names:
            slope, bend = -RIDGE * weight[name], RIDGE
            for number, value in rows[name]:
                likely = 1 / (1 + exp(-max(-30.0, min(30.0, sums[number]))))
                slope += value * (pairs[number].same - likely)
                bend += value * value * likely * (1 - likely)
            new = _bound(name, weight[name] + max(-2.0, min(2.0, slope / bend)))
            for number, value in rows[name]:
                sums[number] += value * (new - weight[name])
            weight[name] = new
    return weight


def use(weights: Mapping[str, float], shift: float = 0.0) -> None:
    """Let likeness go by these weights."""
    WEIGHT.update(SHIPPED)
    WEIGHT.update(weights)
    WEIGHT["base"] += shift


def chosen(
    weights: Mapping[str, float], lines: Sequence[TaskLine], labels: Labels, me: frozenset[str], inside: Iterable[str]
) -> float:
    """The shift with which the groups of some families are best: precise first, then complete."""
    names = frozenset(inside)
    truth = {place: cluster for place, cluster in labels.cluster.items() if labels.family[place] in names}

    def merit(shift: float) -> tuple[bool, float]:
        use(weights, shift)
        found = figures(group(lines, me=me).tasks, truth, labels.related)
        return found.precision >= LEAST_PRECISION, found.f1

    return max(SHIFTS, key=merit)


def main() -> None:
    """Print the figures of the fitted weights on what they have not seen, and of the shipped ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("partial", type=Path, nargs="?")
    parser.add_argument("--me", action="append", default=[], help="a name of the vault's owner")
    parser.add_argument("--folds", type=int, default=9, help="into how many parts the families are divided")
    parser.add_argument("--show", action="store_true", help="also print the weights fitted on everything")
    asked = parser.parse_args()

    me = frozenset(fold(name).replace("-", " ") for name in asked.me)
    lines = list(lines_of(asked.vault))
    labels = labels_of(asked.gold, asked.partial)
    features = features_of(lines, me)
    pairs = pairs_of(features, labels)
    families = sorted(set(labels.family.values()))
    automatic: list[list[Place]] = []
    suggested: list[list[Place]] = []
    astray = 0
    for number in range(asked.folds):
        inside = frozenset(families[number :: asked.folds])
        weights = fitted([pair for pair in pairs if pair.families.isdisjoint(inside)])
        use(weights, chosen(weights, lines, labels, me, set(families) - inside))
        found = group(lines, me=me)
        automatic += _own(found.tasks, labels, inside)
        suggested += _own(accepted(found), labels, inside)
        astray += _astray(found.tasks, labels, inside)
    print("fitted, on families not seen: automatic       ", figures(automatic, labels.cluster, labels.related))
    print("fitted, on families not seen: with suggestions", figures(suggested, labels.cluster, labels.related))
    print(f"and {astray} automatic pairs of a family not seen with one of another family")
    use({})
    found = group(lines, me=me)
    print("shipped, within families:     automatic       ", _within(found.tasks, labels))
    print("shipped, within families:     with suggestions", _within(accepted(found), labels))
    if asked.show:
        weights = fitted(pairs)
        shift = chosen(weights, lines, labels, me, families)
        for name, value in weights.items():
            print(f"{name:24} {value + shift * (name == 'base'):6.2f}  shipped {SHIPPED[name]:6.2f}")


def _own(tasks: Iterable[Sequence[Place]], labels: Labels, inside: frozenset[str]) -> list[list[Place]]:
    """The lines of some families in each task."""
    return [[place for place in task if labels.family.get(place) in inside] for task in tasks]


def _astray(tasks: Iterable[Sequence[Place]], labels: Labels, inside: frozenset[str]) -> int:
    """How many pairs join a line of these families with one of another."""
    counts = [Counter(labels.family[place] in inside for place in task if place in labels.family) for task in tasks]
    return sum(count[True] * count[False] for count in counts)


def _within(tasks: Iterable[Sequence[Place]], labels: Labels) -> Figures:
    parts: dict[tuple[int, str], list[Place]] = defaultdict(list)
    for number, task in enumerate(tasks):
        for place in task:
            if place in labels.family:
                parts[number, labels.family[place]].append(place)
    return figures(parts.values(), labels.cluster, labels.related)


if __name__ == "__main__":
    main()
