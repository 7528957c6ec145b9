"""Average-link clustering of one connected component under what the ids say."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from heapq import heapify, heappop, heappush
from typing import Final

from vaultsync.core.reconcile.features import keep_apart, written
from vaultsync.core.reconcile.likeness import AUTOMATIC, FLOOR

UNIT: Final = 1000
"""Scores are summed as whole thousandths: sums of fractions depend on their order."""

FLOOR_UNITS: Final = round(FLOOR * UNIT)


class _Linkage:
    """The state of one average-link run; clusters are named by their least item."""

    def __init__(
        self, items: Sequence[int], edges: Mapping[tuple[int, int], int], ids: Mapping[int, frozenset[str]]
    ) -> None:
        self.members = {item: [item] for item in items}
        self.voices = dict.fromkeys(items, 1)
        """How many of a cluster's items count: of one that is heard, as one."""
        self.heard: set[int] = set()
        """The clusters that a person has put an id on: only what has the id counts, each part of it as one.

        Each part of what was decided together is known again, and what comes to it later stands in no one's way.
        """
        self.ids = {item: ids.get(item, frozenset()) for item in items}
        self.sums: dict[int, dict[int, int]] = {item: {} for item in items}
        for (one, other), value in edges.items():
            self.sums[one][other] = self.sums[other][one] = value

    def join(self, one: int, other: int) -> int:
        """Make two clusters one and return its name."""
        one, other = min(one, other), max(one, other)
        mine, theirs = self.sums[one], self.sums.pop(other)
        mine.pop(other, None)
        theirs.pop(one, None)
        sizes = self.voices[one], self.voices.pop(other)
        named = one in self.heard, other in self.heard
        for third in mine.keys() | theirs.keys():
            size = self.voices[third]
            both = mine.get(third, FLOOR_UNITS * sizes[0] * size), theirs.get(third, FLOOR_UNITS * sizes[1] * size)
            counting = [total for total, counts in zip(both, named, strict=True) if counts]
            mine[third] = self.sums[third][one] = max(counting) if counting else sum(both)
            self.sums[third].pop(other, None)
        self.voices[one] = 1 if any(named) else sum(sizes)
        if any(named):
            self.heard.add(one)
        self.members[one] += self.members.pop(other)
        self.ids[one] |= self.ids.pop(other)
        return one

    def join_parts(self, archived: Collection[int]) -> None:
        """Join what has an id in common and would be together without it, and let each such part count as one.

        By its most alike line alone a task would take in its neighbours as soon as somebody decides something of it.
        So it would without its lines in archives, which get no id: they go on to speak against others, never for them.
        """
        named = {item: frozenset(written(names)) for item, names in self.ids.items()}
        decided = _Linkage([item for item, names in named.items() if names], {}, named)
        decided.join_same_ids()
        task = {item: f"^{first}" for first, items in decided.members.items() for item in items}
        evidence = self._evidence(task, frozenset(archived).difference(task)) if task else {}
        for items in decided.members.values():
            for part in self._alike(items):
                held = {each for item in part for each in evidence.get(item, ())}
                self._hear(reduce(self.join, part), held, archived)
        self.heard = {item for item, names in self.ids.items() if written(names)}

    def _hear(self, part: int, evidence: Collection[int], archived: Collection[int]) -> None:
        """Let a cluster count as one: with its own mean, or with that which it has together with evidence, if less.

        What stands in archives itself is nobody's neighbour.
        """
        count, self.voices[part] = self.voices[part], 1
        for third, total in self.sums[part].items():
            mean = total // count
            if evidence and third not in archived:
                floor = FLOOR_UNITS * self.voices[third]
                besides = sum(self.sums[each].get(third, floor) for each in evidence)
                mean = min(mean, (total + besides) // (count + len(evidence)))
            self.sums[part][third] = self.sums[third][part] = mean

    def _evidence(self, task: Mapping[int, str], archived: Collection[int]) -> dict[int, list[int]]:
        """Return, for each item with an id, the archived ones that would be together with it if ids joined nothing."""
        ids = {item: names | ({task[item]} if item in task else set()) for item, names in self.ids.items()}
        groups = self._linked(list(self.ids), ids) if archived else ()
        return {item: [each for each in items if each in archived] for items in groups for item in items}

    def _alike(self, items: Collection[int]) -> Iterable[list[int]]:
        """Return what average link makes of some items alone, whatever ids they have."""
        return self._linked(items, {})

    def _linked(self, items: Collection[int], ids: Mapping[int, frozenset[str]]) -> Iterable[list[int]]:
        inside = frozenset(items)
        pairs = {(one, other) for one in inside for other in self.sums[one].keys() & inside if one < other}
        alone = _Linkage(sorted(inside), {pair: self.sums[pair[0]][pair[1]] for pair in pairs}, ids)
        alone.run(AUTOMATIC * UNIT)
        return list(alone.members.values())

    def mean(self, one: int, other: int) -> float:
        return self.sums[one][other] / (self.voices[one] * self.voices[other])

    def apart(self, one: int, other: int) -> bool:
        """Whether two clusters carry different ids."""
        return keep_apart(self.ids[one], self.ids[other])

    def join_same_ids(self) -> None:
        """Join what has an id in common; then, where other ids do not keep it apart, what is one instance."""
        for instances in (False, True):
            holder: dict[str, int] = {}
            for item in sorted(self.members):
                here = item
                for name in sorted(name for name in self.ids[item] if (" " in name) is instances):
                    there = holder.get(name, here)
                    if there != here and not self.apart(here, there):
                        here = self.join(here, there)
                for name in self.ids[here]:
                    if holder.get(name) not in self.members:
                        holder[name] = here

    def run(self, least: float) -> None:
        """Join the two most alike clusters until none are as alike as `least`."""
        heap = [
            (-mean, one, other)
            for one, row in self.sums.items()
            for other in row
            if one < other and (mean := self.mean(one, other)) >= least and not self.apart(one, other)
        ]
        heapify(heap)
        while heap:
            negative, one, other = heappop(heap)
            row = self.sums.get(one)
            if row is None or other not in row or -negative != self.mean(one, other) or self.apart(one, other):
                continue
            one = self.join(one, other)
            for third in self.sums[one]:
                if (mean := self.mean(one, third)) >= least:
                    heappush(heap, (-mean, min(one, third), max(one, third)))


def group_component(
    items: Sequence[int],
    edges: Mapping[tuple[int, int], int],
    ids: Mapping[int, frozenset[str]],
    archived: Collection[int] = (),
) -> list[list[int]]:
    """Group the items of one connected component; return the groups, each sorted.

    Args:
        items: Numbers whose order breaks ties; it must come from the items themselves.
        edges: Score in thousandths of each candidate pair, the lesser item first; others count `FLOOR`.
        ids: The lasting names of the items that have any.
        archived: The items that stand in archives alone.
    """
    linkage = _Linkage(items, edges, ids)
    linkage.join_parts(archived)
    linkage.join_same_ids()
    linkage.run(AUTOMATIC * UNIT)
    return sorted(map(sorted, linkage.members.values()))
