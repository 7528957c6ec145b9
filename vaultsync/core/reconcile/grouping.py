"""Many lines → tasks: average-link clustering under what the ids say.

The plain function `group` is the judge; `growing.put` does the same for the part of
a vault that a change can touch.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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


def _posted(units: Sequence[Features]) -> tuple[dict[int, list[int]], list["array[int]"], list["array[int]"]]:
    """The inverted index, without the keys that only one unit has, and what each unit seeks and posts; see `_edges`.

    Most keys are one line's alone; a rough count in a few megabytes keeps them
    out of the index, which would be ten times as large with them.
    """
    touched = bytearray(_SLOTS + 1)
    posts: list[array[int]] = []
    seeks: list[array[int]] = []
    for unit in units:
        keys = keys_of(unit.heavy, unit.identifiers, unit.ids)
        posts.append(array("q", keys.posted))
        # A line that names no matter seeks all that it posts: that is not kept twice.
        seeks.append(array("q", keys.sought if unit.identifiers else set(keys.sought).difference(keys.posted)))
        for slot in {key & _SLOTS for key in (*keys.posted, *keys.sought)}:
            if touched[slot] < 2:
                touched[slot] += 1
    index: dict[int, list[int]] = {}
    for item, keys_posted in enumerate(posts):
        for key in keys_posted:
            if touched[key & _SLOTS] > 1:
                index.setdefault(key, []).append(item)
    return index, seeks, posts


def _edges(
    units: Sequence[Features],
    index: Mapping[int, Sequence[int]],
    seeks: Iterable["array[int]"],
    posts: Iterable["array[int]"],
) -> Iterator[tuple[int, int, int]]:
    """Every candidate pair above `FLOOR`: two positions, the lesser first, and the score in thousandths."""
    for item, (unit, seek, post) in enumerate(zip(units, seeks, posts, strict=True)):
        sought = seek if unit.identifiers else seek + post
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


def _components(units: Sequence[Features], edges: Iterable[tuple[int, int, int]]) -> list[int]:
    """For each unit the least unit that a chain of possible joins connects it with."""
    parent = list(range(len(units)))

    def root(item: int) -> int:
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    for one, other, value in edges:
        if value >= LINKING or _share_id(units[one], units[other]):
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    return [root(item) for item in range(len(units))]


class Compared(NamedTuple):
    """Every pair of a vault's lines that may be one task."""

    places: list[tuple[Place, ...]]
    """For each unit the places of its lines, sorted."""

    units: list[Features]
    """A unit is all lines with one `Features.unit`."""

    edges: tuple["array[int]", "array[int]", "array[int]"]
    """Two positions in `units`, the lesser first, and the score in thousandths."""

    posts: list["array[int]"]
    """For each unit the keys under which it is found, some of them twice: see `candidates.Keys.posted`."""


def compare(
    notes: Iterable[Sequence[TaskLine]],
    *,
    me: frozenset[str] = frozenset(),
    keep: Callable[[str, Mapping[int, Features]], None] | None = None,
) -> Compared:
    """Compare the lines of notes with each other, by candidates.

    Args:
        notes: In any order, each with all its lines, because its extraction passes are told from all of them.
        me: Folded names of the vault's owner, as `words.fold` gives them.
        keep: Called with the path of each note and what is compared of its lines, by line number.
    """
    said: dict[int, Features] = {}
    at: dict[int, list[Place]] = {}
    for note in notes:
        ordered = sorted(note, key=lambda line: line.line)
        features = note_features(ordered, me=me)
        if keep is not None and ordered:
            keep(ordered[0].path, {line.line: found for line, found in zip(ordered, features, strict=True)})
        for line, found in zip(ordered, features, strict=True):
            said[found.unit] = united([said[found.unit], found]) if found.unit in said else found
            at.setdefault(found.unit, []).append(line.place)
    piles = sorted((tuple(sorted(places)), unit) for unit, places in at.items())
    units = [said[unit] for _, unit in piles]
    # Three plain arrays: a tuple for each of a million edges would be the largest thing in memory.
    edges = array("i"), array("i"), array("i")
    index, seeks, posts = _posted(units)
    for edge in _edges(units, index, seeks, posts):
        for column, number in zip(edges, edge, strict=True):
            column.append(number)
    return Compared([places for places, _ in piles], units, edges, posts)


def group(lines: Iterable[TaskLine], *, me: frozenset[str] = frozenset()) -> Partition:
    """Group lines into tasks.

    Args:
        lines: In any order; all task lines of each of their notes.
        me: As for `compare`.
    """
    notes: dict[str, list[TaskLine]] = {}
    for line in lines:
        notes.setdefault(line.path, []).append(line)
    return partition(compare(notes.values(), me=me))


def partition(compared: Compared) -> Partition:
    """Group lines that have been compared into tasks."""
    places, units, edges = compared.places, compared.units, compared.edges
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
