"""The grouping of a vault, kept up save by save: only what a change can touch is grouped again.

The judge is `grouping.group` over everything; both join cores by `linkage` and tasks by `rounds`.
What is remembered between two saves lies on a `Shelf`, which a store provides.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from vaultsync.core.reconcile.candidates import CROWDED, keys_of, pairs_in_triples
from vaultsync.core.reconcile.features import Features, united
from vaultsync.core.reconcile.grouping import CORE, Place, Suggestion, strength, suggestion
from vaultsync.core.reconcile.linkage import group_component
from vaultsync.core.reconcile.rounds import ROUNDS, Levels, advance, put_groups, suggested


class Shelf(Levels, Protocol):
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
        """Forget a unit, its keys, its edges and its groups."""

    def posted(self, key: int, most: int = -1) -> Sequence[int]:
        """The units that post a key, in any order; only as many as `most` if that is not negative."""

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
    """The tasks that may have changed, sorted."""

    suggested: tuple[Suggestion, ...]
    """All suggestions that any of those tasks has; none leads to another task."""


def put(shelf: Shelf, notes: Mapping[str, Mapping[int, Features]], *, crowd: int = CROWDED) -> Regrouped:
    """Take notes in, or forget them, and group again what that touches.

    Args:
        shelf: Changed as needed.
        notes: For each path what `passes.note_features` says of the note's lines, by line number; empty to forget it.
        crowd: As for `grouping.compare`.
    """
    changed: set[int] = set()
    gone: list[Place] = []
    for path, lines in notes.items():
        before = shelf.note(path)
        for line in before.keys() | lines.keys():
            if before.get(line) != lines.get(line):
                changed.update(found.unit for found in (before.get(line), lines.get(line)) if found is not None)
        gone += ((path, line) for line in before.keys() - lines.keys())
    linked, near = _neighbours(shelf, changed)
    posts = {key: len(shelf.posted(key, crowd + 1)) for key in _keys_that_come_or_go(shelf, changed, notes)}
    for path, lines in notes.items():
        shelf.put_note(path, lines)
    for unit in sorted(changed):
        _replace(shelf, unit)
    # Whoever posts a key that has become crowded, or is not so any more, meets others than before.
    near_crowds = (key for key, before in posts.items() if before + len(changed) > crowd)
    turned = [key for key in near_crowds if (posts[key] > crowd) != (len(shelf.posted(key, crowd + 1)) > crowd)]
    meeting = {unit for key in turned for unit in shelf.posted(key)} - changed
    also_linked, also_near = _neighbours(shelf, meeting)
    for unit in sorted(unit for unit in changed | meeting if shelf.places(unit)):
        _connect(shelf, unit, crowd)
    _, now_near = _neighbours(shelf, changed | meeting)
    touched = changed | meeting
    return _regroup(shelf, touched | linked | also_linked, touched | near | also_near | now_near, tuple(sorted(gone)))


def _keys_that_come_or_go(
    shelf: Shelf, changed: Iterable[int], notes: Mapping[str, Mapping[int, Features]]
) -> frozenset[int]:
    """The keys of units that are new, and of those that may be gone."""
    fresh = {found.unit: found for lines in notes.values() for found in lines.values()}
    known = {unit for unit in changed if shelf.places(unit)}
    features = [
        fresh[unit] if unit in fresh else shelf.unit(unit) for unit in changed if (unit in known) != (unit in fresh)
    ]
    return frozenset(key for each in features for key in keys_of(each.heavy, each.identifiers, each.ids).posted)


def _neighbours(shelf: Shelf, units: Iterable[int]) -> tuple[set[int], set[int]]:
    """Those to which an edge leads that can join cores, and those to which any does."""
    linked: set[int] = set()
    near: set[int] = set()
    for unit in units:
        near.update(edges := shelf.edges(unit))
        linked.update(_linked(shelf, unit, edges))
    return linked, near


def _linked(shelf: Shelf, unit: int, edges: Mapping[int, int]) -> Iterator[int]:
    ids = frozenset(shelf.ids(unit)) if edges else frozenset()
    for other, value in edges.items():
        if value >= CORE or (ids and not ids.isdisjoint(shelf.ids(other))):
            yield other


def _replace(shelf: Shelf, unit: int) -> None:
    """Let a unit say what its lines say now, or be gone with the last of them."""
    members = shelf.members(unit)
    if not members:
        shelf.drop_unit(unit)
        return
    features = united([found for _, found in members])
    keys = keys_of(features.heavy, features.identifiers, features.ids)
    shelf.put_unit(unit, features, (*keys.posted, *keys.lasting))


def _connect(shelf: Shelf, unit: int, crowd: int) -> None:
    features = shelf.unit(unit)
    scores = {other: strength(features, shelf.unit(other)) for other in _met(shelf, features, crowd) - {unit}}
    shelf.put_edges(unit, {other: value for other, value in scores.items() if value is not None})


def _met(shelf: Shelf, features: Features, crowd: int) -> set[int]:
    """The units with which a line is compared: those that `grouping.compare` would compare it with."""
    keys = keys_of(features.heavy, features.identifiers, features.ids)
    open_ = _Open(shelf, crowd)
    found = {unit for key in keys.lasting for unit in shelf.posted(key)}
    found.update(unit for key in keys.sought for unit in open_(key))
    for triple, pairs in zip(keys.triples, pairs_in_triples(features.heavy), strict=True):
        if features.identifiers:
            # Those that name no matter do not post the triple: one of its pairs leads to them.
            pair = next((pair for pair in pairs if not open_.crowded(pair)), None)
            if pair is not None and not open_.crowded(triple):
                found.update(unit for unit in open_(pair) if triple in keys_of(shelf.unit(unit).heavy, (), ()).triples)
        elif not all(map(open_.crowded, pairs)):
            found.update(open_(triple))
    return found


class _Open:
    """Asks a shelf for the units under a key, each key once; a crowded key leads to nobody."""

    def __init__(self, shelf: Shelf, crowd: int) -> None:
        self._shelf = shelf
        self._crowd = crowd
        self._found: dict[int, Sequence[int]] = {}

    def __call__(self, key: int) -> Sequence[int]:
        return () if self.crowded(key) else self._found[key]

    def crowded(self, key: int) -> bool:
        if key not in self._found:
            self._found[key] = self._shelf.posted(key, self._crowd + 1)
        return len(self._found[key]) > self._crowd


def _cores(shelf: Shelf, starts: Iterable[int]) -> list[list[int]]:
    """The cores of the components in which these units are."""
    seen: set[int] = set()
    cores: list[list[int]] = []
    for start in sorted(starts):
        if start in seen:
            continue
        component: dict[int, Mapping[int, int]] = {}
        waiting = [start]
        while waiting:
            unit = waiting.pop()
            if unit not in component:
                component[unit] = shelf.edges(unit)
                waiting += _linked(shelf, unit, component[unit])
        seen.update(component)
        edges = {
            (unit, other): value
            for unit, row in component.items()
            for other, value in row.items()
            if unit < other and other in component
        }
        ids = {unit: names for unit in component if (names := frozenset(shelf.ids(unit)))}
        cores += group_component(sorted(component), edges, ids)
    return cores


def _regroup(shelf: Shelf, linked: Iterable[int], near: Iterable[int], gone: tuple[Place, ...]) -> Regrouped:
    """Group again what hangs together with units, after the edges to others have changed."""
    there = {unit for unit in near if shelf.places(unit)}
    dirty = put_groups(shelf, 0, _cores(shelf, there.intersection(linked)))
    dirty |= {shelf.group(0, unit) for unit in there}
    for level in range(ROUNDS):
        dirty = advance(shelf, level, dirty)
    found, pairs = suggested(shelf, dirty)
    tasks = {
        task: tuple(sorted(place for unit in shelf.units(ROUNDS, task) for place in shelf.places(unit)))
        for task in found
    }
    return Regrouped(
        gone,
        frozenset(place for places in tasks.values() for place in places),
        tuple(sorted(tasks.values())),
        tuple(sorted(suggestion(tasks[one], tasks[other], value) for one, other, value in pairs)),
    )
