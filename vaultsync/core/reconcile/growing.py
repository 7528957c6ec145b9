"""The grouping of a vault, kept up save by save: only what a change can touch is grouped again.

The judge is `grouping.group` over everything; both join cores by `linkage` and tasks by `rounds`.
What is remembered between two saves lies on a `Shelf`, which a store provides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple, Protocol

from vaultsync.core.reconcile.candidates import CROWDED, keys_of
from vaultsync.core.reconcile.chains import LONGEST, RUNGS, Chains
from vaultsync.core.reconcile.features import Features, united
from vaultsync.core.reconcile.grouping import Place, Suggestion, suggestion
from vaultsync.core.reconcile.linkage import FLOOR_UNITS, group_component
from vaultsync.core.reconcile.meeting import Meeting, Turned, crowds, turned
from vaultsync.core.reconcile.rounds import ROUNDS, Change, Levels, propagate, put_groups


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
        """The features that were last put for a unit."""

    def put_unit(self, unit: int, features: Features, posted: Sequence[int]) -> None:
        """Remember a unit and the keys under which it is found, in place of what was known."""

    def drop_unit(self, unit: int) -> None:
        """Forget a unit that has no edges any more, its keys and its groups."""

    def posted(self, key: int, most: int = -1) -> Sequence[int]:
        """The units that post a key, in any order; only as many as `most` if that is not negative."""

    def put_edges(self, unit: int, scores: Mapping[int, int | None]) -> None:
        """Remember these edges of a unit, at both ends; None takes one away."""


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


def put(
    shelf: Shelf, notes: Mapping[str, Mapping[int, Features]], *, crowd: int = CROWDED, longest: int = LONGEST
) -> Regrouped:
    """Take notes in, or forget them, and group again what that touches.

    Args:
        shelf: Changed as needed.
        notes: For each path what `passes.note_features` says of the note's lines, by line number; empty to forget it.
        crowd: As for `grouping.compare`.
        longest: As for `grouping.levels_of`.
    """
    changed: set[int] = set()
    gone: list[Place] = []
    for path, lines in notes.items():
        before = shelf.note(path)
        for line in before.keys() | lines.keys():
            if before.get(line) != lines.get(line):
                changed.update(found.unit for found in (before.get(line), lines.get(line)) if found is not None)
        gone += ((path, line) for line in before.keys() - lines.keys())
    if not changed:
        return Regrouped(tuple(sorted(gone)), frozenset(), (), ())
    keys = _keys_that_come_or_go(shelf, changed, notes)
    crowded = crowds(shelf, keys, crowd)
    lived = {unit: shelf.live(unit) for unit in changed if shelf.places(unit)}
    for path, lines in notes.items():
        shelf.put_note(path, lines)
    edges = _Edges(shelf)
    for unit in sorted(changed):
        _replace(shelf, unit, edges)
    there = changed.difference(edges.gone)
    # Whether a unit stands in archives alone counts within its chain and its groups, whatever its edges are.
    for unit in there & lived.keys():
        if shelf.live(unit) != lived[unit]:
            edges.starts.add(unit)
            edges.widowed.add(unit)
    _connect(shelf, there, edges, turned(crowded, crowds(shelf, keys, crowd)), crowd)
    return _regroup(shelf, there, edges, longest, tuple(sorted(gone)))


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


class _Edges:
    """Changes the edges on a shelf, and knows what they were."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._before: dict[int, dict[int, int | None]] = {}
        self._rescored: list[tuple[int, int, int]] = []
        self.starts: set[int] = set()
        """Some unit of every chain that has changed, as it was and as it is."""
        self.gone: dict[int, Collection[str]] = {}
        """The units that are gone, with their ids."""
        self.widowed: set[int] = set()
        """The units that were of one task with these, and these; and those that have come to archives, or left them."""

    def put(self, unit: int, edges: Mapping[int, int]) -> None:
        """Give a unit these edges in place of all it has."""
        known = dict(self._shelf.edges(unit))
        scores = {other: edges.get(other) for other in known.keys() | edges if known.get(other) != edges.get(other)}
        self._shelf.put_edges(unit, scores)
        for other, value in scores.items():
            was = known.get(other)
            for one, end in ((unit, other), (other, unit)):
                self._before.setdefault(one, {}).setdefault(end, was)
            self._log(unit, other, max(each for each in (was, value, FLOOR_UNITS) if each is not None))

    def _log(self, unit: int, other: int, most: int) -> None:
        self._rescored.append((unit, other, most))
        # A score that links nobody counts only within a chain, in which both ends are.
        ids = self.ids(unit)
        linked = most >= RUNGS[0] or (ids and not frozenset(ids).isdisjoint(self.ids(other)))
        self.starts.update((unit, other) if linked else (unit,))

    def drop(self, unit: int) -> None:
        """Take a unit with all its edges off the shelf."""
        self.gone[unit] = self._shelf.ids(unit)
        self.put(unit, {})
        self.widowed.update(self._shelf.units(ROUNDS, self._shelf.group(ROUNDS, unit)))
        self._shelf.drop_unit(unit)

    def before(self, unit: int) -> Mapping[int, int]:
        """The edges of a unit as they were."""
        known = {**self._shelf.edges(unit), **self._before.get(unit, {})}
        return {other: value for other, value in known.items() if value is not None}

    def ids(self, unit: int) -> Collection[str]:
        """The ids of a unit, gone or not."""
        return self.gone[unit] if unit in self.gone else self._shelf.ids(unit)

    def change(self, units: Collection[int]) -> Change:
        """What has changed beside cores, if these units say something else."""
        left = self.gone.keys()
        rescored = (
            (other if one in left else one, one if other in left else other, most)
            for one, other, most in self._rescored
            if one not in left or other not in left
        )
        return Change(units, self.widowed - left, tuple(rescored))


def _replace(shelf: Shelf, unit: int, edges: _Edges) -> None:
    """Let a unit say what its lines say now, or be gone with the last of them."""
    members = shelf.members(unit)
    if not members:
        edges.drop(unit)
        return
    features = united([found for _, found in members])
    keys = keys_of(features.heavy, features.identifiers, features.ids)
    shelf.put_unit(unit, features, (*keys.posted, *keys.lasting))


def _connect(shelf: Shelf, units: Collection[int], edges: _Edges, keys: Turned, crowd: int) -> None:
    """Compare units with those that they meet now, and whoever meets others for keys that have turned."""
    meeting = Meeting(shelf, crowd)
    for unit in sorted(units):
        edges.put(unit, meeting.edges(unit))
    # Whoever posts a key that has become crowded, or is not so any more, meets others than before.
    posting = {unit for key in (*keys.shut, *keys.opened) for unit in shelf.posted(key)}
    for unit in sorted(posting.difference(units)):
        edges.put(unit, meeting.edges_after(unit, keys))


def _regroup(shelf: Shelf, changed: Collection[int], edges: _Edges, longest: int, gone: tuple[Place, ...]) -> Regrouped:
    """Group again what hangs together with units, after the edges to others have changed."""
    before = Chains(cache(edges.before), edges.ids, shelf.live, longest)
    now = Chains(cache(shelf.edges), shelf.ids, shelf.live, longest)
    loose = {unit for chain in before.all(edges.starts) for unit in chain}.difference(edges.gone)
    cores = [core for chain in now.all(loose) for core in group_component(sorted(chain), *now.inside(chain))]
    found, pairs = propagate(shelf, put_groups(shelf, 0, cores), edges.change(changed))
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
