"""Many lines → tasks: cores by average link, and rounds of best matches, under what the ids say.

The plain function `group` is the judge; `growing.put` does the same for the part of
a vault that a change can touch.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile.candidates import CROWDED, keys_of, pairs_in_triples
from vaultsync.core.reconcile.chains import LONGEST, Chains
from vaultsync.core.reconcile.features import Features, united
from vaultsync.core.reconcile.likeness import score
from vaultsync.core.reconcile.linkage import FLOOR_UNITS, UNIT, group_component
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.rounds import (
    NOTHING_ELSE,
    ROUNDS,
    Levels,
    MemoryLevels,
    advance,
    put_groups,
    suggested,
)

Place = tuple[str, int]
"""Path and line number of a line."""


class Suggestion(NamedTuple):
    """Two tasks that may be one; a person decides."""

    one: tuple[Place, ...]
    other: tuple[Place, ...]
    score: float
    """From `SUGGESTED` on; from `AUTOMATIC` on only where another round would have joined the two."""


class Partition(NamedTuple):
    """The tasks that lines were grouped into."""

    tasks: tuple[tuple[Place, ...], ...]
    """The lines of each task, sorted; the tasks by their first line."""

    suggested: tuple[Suggestion, ...]
    """Sorted; each names two of the tasks."""


def suggestion(one: tuple[Place, ...], other: tuple[Place, ...], score: float) -> Suggestion:
    """A suggestion with the lesser task first."""
    return Suggestion(min(one, other), max(one, other), score)


_SLOTS: Final = (1 << 24) - 1


class _Posts(NamedTuple):
    """Which keys lead to whom."""

    holders: dict[int, list[int]]
    """Key → units, without keys that only one unit has, and without crowded ones."""

    crowded: frozenset[int]

    keys: list["array[int]"]
    """For each unit what it posts, its ids too."""


def _posted(units: Sequence[Features], crowd: int) -> _Posts:
    """The inverted index.

    Most keys are one line's alone; a rough count in a few megabytes keeps them
    out of the index, which would be ten times as large with them.
    """
    touched = bytearray(_SLOTS + 1)
    posts: list[array[int]] = []
    ids: set[int] = set()
    for unit in units:
        keys = keys_of(unit.heavy, unit.identifiers, unit.ids)
        posts.append(array("q", {*keys.posted, *keys.lasting}))
        ids.update(keys.lasting)
        for slot in {key & _SLOTS for key in (*keys.posted, *keys.lasting, *keys.triples)}:
            if touched[slot] < 2:
                touched[slot] += 1
    holders: dict[int, list[int]] = {}
    for item, keys_posted in enumerate(posts):
        for key in keys_posted:
            if touched[key & _SLOTS] > 1:
                holders.setdefault(key, []).append(item)
    crowded = frozenset(key for key, found in holders.items() if len(found) > crowd and key not in ids)
    for key in crowded:
        del holders[key]
    return _Posts(holders, crowded, posts)


def _sought(unit: Features, posted: Iterable[int], posts: _Posts) -> Iterable[int]:
    """The keys by which a unit looks for others; `posted` is what it posts."""
    if unit.identifiers:
        keys = keys_of(unit.heavy, unit.identifiers, unit.ids)
        return (*keys.sought, *keys.lasting)
    triples = keys_of(unit.heavy, (), ()).triples
    if posts.holders.keys().isdisjoint(triples):
        return posted
    guarded = zip(triples, pairs_in_triples(unit.heavy), strict=True)
    return (*posted, *(triple for triple, pairs in guarded if not posts.crowded.issuperset(pairs)))


def _edges(units: Sequence[Features], posts: _Posts) -> Iterator[tuple[int, int, int]]:
    """Every candidate pair above `FLOOR`: two positions, the lesser first, and the score in thousandths."""
    holders = posts.holders
    for item, (unit, posted) in enumerate(zip(units, posts.keys, strict=True)):
        for other in {other for key in _sought(unit, posted, posts) if key in holders for other in holders[key]}:
            # Of two of one kind each seeks the other. Where one names a matter, the one that names none seeks, by
            # every key that can lead to the other; the ids of the two lead back as well.
            mixed = bool(units[other].identifiers) != bool(unit.identifiers)
            if not unit.identifiers if mixed else other < item:
                value = edge_score(units[other], unit)
                if value is not None:
                    yield min(other, item), max(other, item), value


def _share_id(one: Features, other: Features) -> bool:
    return bool(one.ids) and bool(other.ids) and not frozenset(one.ids).isdisjoint(other.ids)


def edge_score(one: Features, other: Features) -> int | None:
    """The score of a candidate pair in thousandths, or None if it is no edge: not above `FLOOR` and no id in common."""
    value = round(score(one, other) * UNIT)
    return value if value != FLOOR_UNITS or _share_id(one, other) else None


class Compared(NamedTuple):
    """Every pair of a vault's lines that may be one task."""

    places: list[tuple[Place, ...]]
    """For each unit the places of its lines, sorted."""

    units: list[Features]
    """A unit is all lines with one `Features.unit`."""

    edges: tuple["array[int]", "array[int]", "array[int]"]
    """Two positions in `units`, the lesser first, and the score in thousandths."""

    posts: list["array[int]"]
    """For each unit the keys under which it is found, ids too: see `candidates.Keys`."""


def compare(
    notes: Iterable[Sequence[TaskLine]],
    *,
    me: frozenset[str] = frozenset(),
    keep: Callable[[str, Mapping[int, Features]], None] | None = None,
    crowd: int = CROWDED,
) -> Compared:
    """Compare the lines of notes with each other, by candidates.

    Args:
        notes: In any order, each with all its lines, because its extraction passes are told from all of them.
        me: Folded names of the vault's owner, as `stems.fold` gives them.
        keep: Called with the path of each note and what is compared of its lines, by line number.
        crowd: More lines than this under one key are not found by it.
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
    posts = _posted(units, crowd)
    for edge in _edges(units, posts):
        for column, number in zip(edges, edge, strict=True):
            column.append(number)
    return Compared([places for places, _ in piles], units, edges, posts.keys)


def group(lines: Iterable[TaskLine], *, me: frozenset[str] = frozenset()) -> Partition:
    """Group lines into tasks.

    Args:
        lines: In any order; all task lines of each of their notes.
        me: As for `compare`.
    """
    notes: dict[str, list[TaskLine]] = {}
    for line in lines:
        notes.setdefault(line.path, []).append(line)
    compared = compare(notes.values(), me=me)
    return partition(compared, levels_of(compared))


class Everything(MemoryLevels):
    """The levels of a whole vault."""

    def __init__(self, compared: Compared) -> None:
        """Every unit is alone at first."""
        super().__init__()
        numbers = [unit.unit for unit in compared.units]
        self.linked: dict[int, dict[int, int]] = {}
        """The edges of every unit that has any."""
        self._ids = {unit.unit: unit.ids for unit in compared.units if unit.ids}
        self._archived = frozenset(unit.unit for unit in compared.units if not unit.live)
        for one, other, value in zip(*compared.edges, strict=True):
            self.linked.setdefault(numbers[one], {})[numbers[other]] = value
            self.linked.setdefault(numbers[other], {})[numbers[one]] = value

    def edges(self, unit: int) -> Mapping[int, int]:
        """See `rounds.MemoryLevels`."""
        return self.linked.get(unit, _NONE)

    def ids(self, unit: int) -> Collection[str]:
        """See `rounds.Levels`."""
        return self._ids.get(unit, ())

    def live(self, unit: int) -> bool:
        """Whether some line of a unit is live."""
        return unit not in self._archived


_NONE: Final[Mapping[int, int]] = {}


def levels_of(compared: Compared, longest: int = LONGEST) -> Everything:
    """Group lines that have been compared, into cores, and these into tasks; `longest` as for `Chains`."""
    levels = Everything(compared)
    chains = Chains(levels.edges, levels.ids, levels.live, longest)
    for chain in chains.all(levels.linked):
        if len(chain) > 1:
            put_groups(levels, 0, group_component(sorted(chain), *chains.inside(chain)))
    for level in range(ROUNDS):
        advance(levels, level, {levels.group(level, unit) for unit in levels.linked}, NOTHING_ELSE)
    return levels


def partition(compared: Compared, levels: Levels) -> Partition:
    """The tasks that `levels_of` made of lines, and the suggestions between them, by paths and line numbers."""
    places: dict[int, tuple[Place, ...]] = {}
    for unit, found in zip(compared.units, compared.places, strict=True):
        task = levels.group(ROUNDS, unit.unit)
        places[task] = (*places.get(task, ()), *found)
    tasks = {task: tuple(sorted(found)) for task, found in places.items()}
    _, pairs = suggested(levels, tasks, NOTHING_ELSE)
    return Partition(
        tuple(sorted(tasks.values())),
        tuple(sorted(suggestion(tasks[one], tasks[other], score) for one, other, score in pairs)),
    )
