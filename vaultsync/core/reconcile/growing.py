"""The grouping of a vault, kept up save by save: only what a change can touch is grouped again.

The judge is `grouping.group` over everything; both end in `group_component`.
What is remembered between two saves lies on a `Shelf`, which a store provides.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from vaultsync.core.reconcile.candidates import keys_of
from vaultsync.core.reconcile.features import Features, united
from vaultsync.core.reconcile.grouping import LINKING, Place, Suggestion, grouped, strength
from vaultsync.core.reconcile.linkage import group_component


class Shelf(Protocol):
    """What is remembered between two saves. A unit is all lines with one `Features.unit`."""

    def note(self, path: str) -> Mapping[int, Features]:
        """The features of a note's lines by line number; nothing for an unknown note."""

    def put_note(self, path: str, lines: Mapping[int, Features]) -> None:
        """Remember a note's lines in place of those it had."""

    def members(self, unit: int) -> Sequence[tuple[Place, Features]]:
        """The lines of a unit in any order; none for an unknown one."""

    def places(self, unit: int) -> Sequence[Place]:
        """The places of those lines, in any order."""

    def unit(self, unit: int) -> Features:
        """What `put_unit` was told."""

    def put_unit(self, unit: int, features: Features, posted: Sequence[int]) -> None:
        """Remember a unit and the keys under which it is found, in place of what was known."""

    def drop_unit(self, unit: int) -> None:
        """Forget a unit, its keys and its edges."""

    def posted(self, keys: Sequence[int]) -> Iterable[int]:
        """The units that post one of these keys, in any order."""

    def edges(self, unit: int) -> Mapping[int, int]:
        """The unit's edges: other unit → score in thousandths."""

    def put_edges(self, unit: int, edges: Mapping[int, int]) -> None:
        """Remember these edges of a unit, at both ends, in place of all it had."""


class Regrouped(NamedTuple):
    """What a change did. Every task that held one of `places` or of `gone` is void."""

    gone: tuple[Place, ...]
    """Lines that are no longer there."""

    places: frozenset[Place]
    """All lines of `tasks`."""

    tasks: tuple[tuple[Place, ...], ...]
    """The tasks of every component that the change touches, sorted."""

    suggested: tuple[Suggestion, ...]
    """All suggestions between those tasks; there is none from them to any other."""


def put(shelf: Shelf, path: str, lines: Mapping[int, Features]) -> Regrouped:
    """Take a note in, or forget it, and group again what that touches.

    Args:
        shelf: Changed as needed.
        path: The note.
        lines: What `passes.note_features` says of its lines, by line number; empty to forget the note.
    """
    before = shelf.note(path)
    changed = {
        found.unit
        for line in before.keys() | lines.keys()
        if before.get(line) != lines.get(line)
        for found in (before.get(line), lines.get(line))
        if found is not None
    }
    near = changed.union(*(shelf.edges(unit) for unit in changed))
    gone = tuple(sorted((path, line) for line in before.keys() - lines.keys()))
    shelf.put_note(path, lines)
    for unit in sorted(changed):
        _renew(shelf, unit)
    return _regroup(shelf, near | changed, gone)


def _renew(shelf: Shelf, unit: int) -> None:
    members = shelf.members(unit)
    if not members:
        shelf.drop_unit(unit)
        return
    features = united([found for _, found in members])
    keys = keys_of(features.heavy, features.identifiers, features.ids)
    shelf.put_unit(unit, features, keys.posted)
    others = set(shelf.posted((*keys.sought, *keys.late))) - {unit}
    scores = {other: strength(features, shelf.unit(other)) for other in others}
    shelf.put_edges(unit, {other: value for other, value in scores.items() if value is not None})


class _Component(NamedTuple):
    """The units that a chain of possible joins connects."""

    edges: dict[int, Mapping[int, int]]
    """For each unit its edges, also those that lead out of the component."""

    ids: dict[int, frozenset[str]]


def _component(shelf: Shelf, start: int) -> _Component:
    # The ids of neighbours too: each unit is looked up once.
    ids: dict[int, frozenset[str]] = {}

    def ids_of(unit: int) -> frozenset[str]:
        if unit not in ids:
            ids[unit] = frozenset(shelf.unit(unit).ids)
        return ids[unit]

    edges: dict[int, Mapping[int, int]] = {}
    waiting = [start]
    while waiting:
        unit = waiting.pop()
        if unit in edges:
            continue
        edges[unit] = shelf.edges(unit)
        mine = ids_of(unit)
        for other, value in edges[unit].items():
            if value >= LINKING or (mine and not mine.isdisjoint(ids_of(other))):
                waiting.append(other)
    return _Component(edges, {unit: ids[unit] for unit in edges})


def _regroup(shelf: Shelf, near: Iterable[int], gone: tuple[Place, ...]) -> Regrouped:
    seen: set[int] = set()
    tasks: list[tuple[Place, ...]] = []
    suggested: list[Suggestion] = []
    for start in sorted(near):
        if start in seen or not shelf.places(start):
            continue
        component = _component(shelf, start)
        seen.update(component.edges)
        piles = sorted((tuple(sorted(shelf.places(unit))), unit) for unit in component.edges)
        number = {unit: item for item, (_, unit) in enumerate(piles)}
        edges = {
            (number[unit], number[other]): value
            for unit, row in component.edges.items()
            for other, value in row.items()
            if other in number and number[unit] < number[other]
        }
        ids = {number[unit]: names for unit, names in component.ids.items()}
        merges = group_component(range(len(piles)), edges, ids)
        found, pairs = grouped(merges, [places for places, _ in piles])
        tasks += found
        suggested += pairs
    return Regrouped(
        gone, frozenset(place for task in tasks for place in task), tuple(sorted(tasks)), tuple(sorted(suggested))
    )


class MemoryShelf:
    """A shelf of dictionaries."""

    def __init__(self) -> None:
        self._notes: dict[str, Mapping[int, Features]] = {}
        self._members: dict[int, dict[Place, Features]] = {}
        self._units: dict[int, tuple[Features, Sequence[int]]] = {}
        self._posted: dict[int, set[int]] = {}
        self._edges: dict[int, dict[int, int]] = {}

    def note(self, path: str) -> Mapping[int, Features]:
        """See `Shelf`."""
        return self._notes.get(path, {})

    def put_note(self, path: str, lines: Mapping[int, Features]) -> None:
        """See `Shelf`."""
        for line, found in self._notes.pop(path, {}).items():
            members = self._members[found.unit]
            del members[path, line]
            if not members:
                del self._members[found.unit]
        if lines:
            self._notes[path] = dict(lines)
        for line, found in lines.items():
            self._members.setdefault(found.unit, {})[path, line] = found

    def members(self, unit: int) -> Sequence[tuple[Place, Features]]:
        """See `Shelf`."""
        return list(self._members.get(unit, {}).items())

    def places(self, unit: int) -> Sequence[Place]:
        """See `Shelf`."""
        return list(self._members.get(unit, {}))

    def unit(self, unit: int) -> Features:
        """See `Shelf`."""
        return self._units[unit][0]

    def put_unit(self, unit: int, features: Features, posted: Sequence[int]) -> None:
        """See `Shelf`."""
        # One unit always has the same keys: they are made of what its number stands for.
        self._units[unit] = features, posted
        for key in posted:
            self._posted.setdefault(key, set()).add(unit)

    def drop_unit(self, unit: int) -> None:
        """See `Shelf`."""
        self.put_edges(unit, {})
        _, posted = self._units.pop(unit)
        for key in posted:
            self._posted[key].discard(unit)
            if not self._posted[key]:
                del self._posted[key]

    def posted(self, keys: Sequence[int]) -> Iterable[int]:
        """See `Shelf`."""
        return {unit for key in keys for unit in self._posted.get(key, ())}

    def edges(self, unit: int) -> Mapping[int, int]:
        """See `Shelf`."""
        return self._edges.get(unit, {})

    def put_edges(self, unit: int, edges: Mapping[int, int]) -> None:
        """See `Shelf`."""
        for other in self._edges.pop(unit, {}):
            del self._edges[other][unit]
        if edges:
            self._edges[unit] = dict(edges)
        for other, value in edges.items():
            self._edges.setdefault(other, {})[unit] = value
