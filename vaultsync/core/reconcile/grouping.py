"""Many lines → tasks: average-link clustering under what the ids say.

The plain function `group` is the judge; `growing.put` does the same for the part of
a vault that a change can touch.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile.candidates import keys_of
from vaultsync.core.reconcile.features import Features, united
from vaultsync.core.reconcile.likeness import SUGGESTED, score
from vaultsync.core.reconcile.linkage import FLOOR_UNITS, UNIT, Merges, group_component
from vaultsync.core.reconcile.passes import note_features

LINKING: Final = round(SUGGESTED * UNIT)
"""From this score on, in thousandths, an edge links its ends into one component."""

Place = tuple[str, int]
"""Path and line number of a line."""


class Suggestion(NamedTuple):
    """Two tasks that may be one; a person decides."""

    one: tuple[Place, ...]
    other: tuple[Place, ...]
    score: float
    """From `SUGGESTED` up to `AUTOMATIC`."""


class Partition(NamedTuple):
    """The tasks that lines were grouped into."""

    tasks: tuple[tuple[Place, ...], ...]
    """The lines of each task, sorted; the tasks by their first line."""

    suggested: tuple[Suggestion, ...]
    """Sorted; each names two of the tasks."""


def grouped(merges: Merges, places: Sequence[tuple[Place, ...]]) -> tuple[list[tuple[Place, ...]], list[Suggestion]]:
    """The tasks and suggestions of one component, in places instead of items."""
    tasks = [tuple(sorted(place for item in part for place in places[item])) for part in merges.groups]
    suggested = []
    for one, other, value in merges.suggested:
        first, second = sorted((tasks[one], tasks[other]))
        suggested.append(Suggestion(first, second, value))
    return tasks, suggested


_SLOTS: Final = (1 << 24) - 1


def _posted(units: Sequence[Features]) -> tuple[dict[int, list[int]], list["array[int]"]]:
    """The inverted index, without the keys that only one unit has, and what each unit seeks.

    Most keys are one line's alone; a rough count in a few megabytes keeps them
    out of the index, which would be ten times as large with them.
    """
    touched = bytearray(_SLOTS + 1)
    posts: list[array[int]] = []
    seeks: list[array[int]] = []
    for unit in units:
        keys = keys_of(unit.heavy, unit.identifiers, unit.ids)
        posts.append(array("q", keys.posted))
        seeks.append(array("q", keys.sought))
        for slot in {key & _SLOTS for key in (*keys.posted, *keys.sought)}:
            if touched[slot] < 2:
                touched[slot] += 1
    index: dict[int, list[int]] = {}
    for item, keys_posted in enumerate(posts):
        for key in keys_posted:
            if touched[key & _SLOTS] > 1:
                index.setdefault(key, []).append(item)
    return index, seeks


def _edges(units: Sequence[Features]) -> Iterator[tuple[int, int, int]]:
    """Every candidate pair above `FLOOR`: two positions, the lesser first, and the score in thousandths."""
    index, seeks = _posted(units)
    for item, sought in enumerate(seeks):
        unit = units[item]
        for other in {other for key in sought if key in index for other in index[key]}:
            # Of two of one kind each seeks the other; where one names a matter, only the other seeks.
            if other < item or (other != item and bool(units[other].identifiers) != bool(unit.identifiers)):
                value = strength(units[other], unit)
                if value is not None:
                    yield min(other, item), max(other, item), value


def _share_id(one: Features, other: Features) -> bool:
    return bool(one.ids) and bool(other.ids) and not frozenset(one.ids).isdisjoint(other.ids)


def strength(one: Features, other: Features) -> int | None:
    """The score of a candidate pair in thousandths, or None if it is no edge: not above `FLOOR` and no id in common."""
    value = round(score(one, other) * UNIT)
    return value if value != FLOOR_UNITS or _share_id(one, other) else None


def links(value: int, one: Features, other: Features) -> bool:
    """Whether an edge can bring two units into one task, or lead to a suggestion.

    Args:
        value: Its score in thousandths.
        one: The unit at one end.
        other: The unit at the other end.
    """
    return value >= LINKING or _share_id(one, other)


def _components(units: Sequence[Features], edges: Iterable[tuple[int, int, int]]) -> list[int]:
    """For each unit the least unit that a chain of possible joins connects it with."""
    parent = list(range(len(units)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other, value in edges:
        if links(value, units[one], units[other]):
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    return [root(item) for item in range(len(units))]


class Compared(NamedTuple):
    """Every line of a vault, and every pair of them that may be one task."""

    lines: dict[Place, Features]
    places: list[tuple[Place, ...]]
    """For each unit the places of its lines, sorted."""

    units: list[Features]
    """A unit is all lines with one `Features.unit`."""

    edges: tuple["array[int]", "array[int]", "array[int]"]
    """Two positions in `units`, the lesser first, and the score in thousandths."""


def compare(lines: Iterable[TaskLine], *, me: frozenset[str] = frozenset()) -> Compared:
    """Compare lines with each other, by candidates.

    Args:
        lines: In any order; all lines of a note must be there, because the
            extraction passes of a note are told from all of them.
        me: Folded names of the vault's owner, as `words.fold` gives them.
    """
    notes: dict[str, list[TaskLine]] = {}
    for line in lines:
        notes.setdefault(line.path, []).append(line)
    members: dict[int, list[tuple[Place, Features]]] = {}
    for note in notes.values():
        ordered = sorted(note, key=lambda line: line.line)
        for line, found in zip(ordered, note_features(ordered, me=me), strict=True):
            members.setdefault(found.unit, []).append((line.place, found))
    piles = sorted(
        (tuple(sorted(place for place, _ in pile)), united([found for _, found in pile])) for pile in members.values()
    )
    units = [unit for _, unit in piles]
    # Three plain arrays: a tuple for each of a million edges would be the largest thing in memory.
    edges = array("i"), array("i"), array("i")
    for edge in _edges(units):
        for column, number in zip(edges, edge, strict=True):
            column.append(number)
    by_place = {place: found for pile in members.values() for place, found in pile}
    return Compared(by_place, [places for places, _ in piles], units, edges)


def group(lines: Iterable[TaskLine], *, me: frozenset[str] = frozenset()) -> Partition:
    """Group lines into tasks; the arguments are those of `compare`."""
    return partition(compare(lines, me=me))


def partition(compared: Compared) -> Partition:
    """Group lines that have been compared into tasks."""
    _, places, units, edges = compared
    root = _components(units, zip(*edges, strict=True))
    items: dict[int, list[int]] = {}
    for item, first in enumerate(root):
        items.setdefault(first, []).append(item)
    inside: dict[int, dict[tuple[int, int], int]] = {}
    for one, other, value in zip(*edges, strict=True):
        if root[one] == root[other]:
            inside.setdefault(root[one], {})[one, other] = value
    tasks: list[tuple[Place, ...]] = []
    suggested: list[Suggestion] = []
    for first, together in items.items():
        if len(together) == 1:
            tasks.append(places[first])
            continue
        ids = {item: frozenset(units[item].ids) for item in together if units[item].ids}
        merges = group_component(together, inside.pop(first), ids)
        found, pairs = grouped(merges, places)
        tasks += found
        suggested += pairs
    return Partition(tuple(sorted(tasks)), tuple(sorted(suggested)))
