"""Score simpler methods, and ours without one kind of evidence, on a labelled vault.

    python -m benchmarks.reconcile_tried VAULT GOLD.jsonl [PARTIAL.jsonl] [--me NAME]…

A row for each method: automatic precision, recall, F1 and B-cubed F1; of ours also F1 with every
suggestion accepted. *Single link* joins lines from a threshold on, *average link* joins groups
whose lines are that alike on average. The thresholds are those that were best on a large real
vault, not the best here. docs/reconcile.md keeps the rows as the log of what was tried.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from math import log, sqrt
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks.reconcile_score import Groups, accepted, features_of, figures, labels_of, lines_of
from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.grouping import Place, group
from vaultsync.core.reconcile.likeness import WEIGHT, cosine
from vaultsync.core.reconcile.linkage import UNIT, group_component
from vaultsync.core.reconcile.people import compatible
from vaultsync.core.reconcile.stems import fold

Like = Callable[[Place, Place], float]

WITHOUT = {
    "verbs": ("same verb", "verb class", "other verb", "next step", "other action"),
    "owners": ("other owner", "other owner and verb"),
    "names, dates, numbers": ("other names", "other date", "other number", "only the number"),
    "identifiers": ("same identifier", "one identifier"),
    "other word in its place": ("other name", "other word", "other words", "excluded word"),
    "order and length": ("order", "length"),
    "source and people of the note": (
        *("same source", "other source", "other people", "other place", "generic elsewhere"),
    ),
}


def linked(places: Sequence[Place], like: Like, least: float, *, average: bool) -> Groups:
    """The groups of single or average link over all pairs."""
    if average:
        # Shifted, so that the threshold of the linkage, 0, is the one asked for.
        edges = {
            (one, other): round((like(places[one], places[other]) - least) * UNIT)
            for one, other in combinations(range(len(places)), 2)
        }
        return [[places[item] for item in items] for items in group_component(range(len(places)), edges, {})]
    parent = {place: place for place in places}

    def root(place: Place) -> Place:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    for one, other in combinations(places, 2):
        if root(one) != root(other) and like(one, other) >= least:
            parent[root(one)] = root(other)
    together = defaultdict(list)
    for place in places:
        together[root(place)].append(place)
    return together.values()


def tf_idf(texts: Mapping[Place, str]) -> Like:
    """The cosine of words and pairs of words, rare ones weighing more."""
    terms = {}
    for place, text in texts.items():
        words = text.split()
        terms[place] = Counter([*words, *map(" ".join, pairwise(words))])
    seen = Counter(term for counted in terms.values() for term in counted)
    weights: dict[Place, dict[str, float]] = {}
    for place, counted in terms.items():
        row = {term: times * (1 + log(len(terms) / seen[term])) for term, times in counted.items()}
        norm = sqrt(sum(weight * weight for weight in row.values())) or 1.0
        weights[place] = {term: weight / norm for term, weight in row.items()}
    return lambda one, other: sum(
        weight * weights[other][term] for term, weight in weights[one].items() if term in weights[other]
    )


def linear(features: Mapping[Place, Features]) -> Like:
    """The sum that ours began with; pairs of one pass count -4 and unlike ones -6."""

    def like(one: Place, other: Place) -> float:
        a, b = features[one], features[other]
        if not a.passes.isdisjoint(b.passes):
            return -4.0
        cos = cosine(a, b)
        if cos < 0.2:
            return -6.0
        shorter, longer = sorted((len(a.weights), len(b.weights)))
        clash = not compatible(a.owners, b.owners)
        return (
            8 * cos
            + 6 * fuzz.token_set_ratio(a.text, b.text) / 100
            + 2.8 * fuzz.ratio(a.text, b.text) / 100
            + 1.4 * (a.verb == b.verb)
            - 3 * (1 - shorter / max(longer, 1))
            - 0.3 * clash
            - 0.5 * (clash and a.verb != b.verb)
            - 2.2 * bool(a.names and b.names and a.names.isdisjoint(b.names))
            - 4.0 * bool(a.identifiers and b.identifiers and a.identifiers.isdisjoint(b.identifiers))
            + 0.3 * (not a.sources.isdisjoint(b.sources))
            - 7.8
        )

    return like


def baselines(lines: Iterable[TaskLine], features: Mapping[Place, Features]) -> Iterable[tuple[str, Groups]]:
    """Each simpler method with its groups."""
    plain = {line.place: " ".join(fold(line.title).replace(".", " ").split()) for line in lines}
    places = sorted(plain)
    by_text = defaultdict(list)
    for place, text in plain.items():
        by_text[text].append(place)
    yield "exact text", by_text.values()

    def token_set(one: Place, other: Place) -> float:
        return fuzz.token_set_ratio(plain[one], plain[other]) / 100

    yield "token set, single link from .85", linked(places, token_set, 0.85, average=False)
    yield "token set, average link from .70", linked(places, token_set, 0.70, average=True)
    yield "TF-IDF, single link from .50", linked(places, tf_idf(plain), 0.5, average=False)
    yield "TF-IDF, average link from .40", linked(places, tf_idf(plain), 0.4, average=True)
    yield "linear score, average link from 0", linked(places, linear(features), 0.0, average=True)


def main() -> None:
    """Print a row for each method."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vault", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("partial", type=Path, nargs="?")
    parser.add_argument("--me", action="append", default=[], help="a name of the vault's owner")
    asked = parser.parse_args()
    me = frozenset(fold(name).replace("-", " ") for name in asked.me)
    lines = list(lines_of(asked.vault))
    labels = labels_of(asked.gold, asked.partial)
    features = features_of(lines, me)

    def row(name: str, groups: Groups, more: str = "") -> None:
        found = figures(groups, labels.cluster, labels.related)
        print(f"| {name:44} | {found.precision:.3f} | {found.recall:.3f} | {found.f1:.3f} | {found.b3:.3f} | {more} |")

    def ours(name: str) -> None:
        found = group(lines, me=me)
        row(name, found.tasks, f"{figures(accepted(found), labels.cluster, labels.related).f1:.3f}")

    for name, groups in baselines(lines, features):
        row(name, groups)
    ours("ours")
    shipped = dict(WEIGHT)
    for name, weights in WITHOUT.items():
        WEIGHT.update(dict.fromkeys(weights, 0.0))
        ours(f"ours without {name}")
        WEIGHT.update(shipped)


if __name__ == "__main__":
    main()
