"""Which lines are grouped together at all: those that a chain of likeness connects, as long as it ends.

Among thousands of lines of few words everything hangs together: each is like the next. A chain of more than
`LONGEST` lines is no task, and says nothing about where one ends; there only the more alike lines link.
A chain depends on the edges around it alone, never on the order in which they were found.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

RUNGS: Final = (2500, 3500, 4500, 5500, 6500, 7500)
"""From the first of these scores on, in thousandths, an edge links its ends; from the next where the chain is too long.

From 1 point on the chains of a large vault become one: some thousand lines that have little to do with each other.
"""

LONGEST: Final = 100
"""The most units of a chain; one that ids link has no such limit."""


class Chain(NamedTuple):
    """What is said of the units of a chain."""

    edges: Mapping[tuple[int, int], int]
    """Score in thousandths of each pair that has one, the lesser unit first."""

    ids: Mapping[int, frozenset[str]]
    """The lasting names of the units that have any."""

    archived: frozenset[int] = frozenset()
    """The units of which no line is live; none is named where no unit has an id."""


class Chains:
    """The chains of units between which there are scores; each is looked for once."""

    def __init__(
        self,
        edges: Callable[[int], Mapping[int, int]],
        ids: Callable[[int], Collection[str]],
        live: Callable[[int], bool],
        longest: int = LONGEST,
    ) -> None:
        """Stand on edges that stay as they are.

        Args:
            edges: The edges of a unit: other unit → score in thousandths.
            ids: The lasting names of a unit; those with one in common are linked by any score.
            live: Whether some line of a unit is live.
            longest: The most units of a chain.
        """
        self._edges, self._ids, self._live, self._longest = edges, ids, live, longest
        self._endless: tuple[set[int], ...] = tuple(set() for _ in RUNGS)

    def all(self, starts: Iterable[int]) -> Iterator[frozenset[int]]:
        """The chains in which these units are, each once."""
        seen: set[int] = set()
        for start in starts:
            if start not in seen:
                chain = self.of(start)
                seen.update(chain)
                yield chain

    def of(self, unit: int) -> frozenset[int]:
        """The chain in which a unit is."""
        for rung, endless in enumerate(self._endless):
            if unit not in endless and (chain := self._ending(unit, rung)) is not None:
                return chain
        return frozenset(self._followed(unit, None))

    def inside(self, chain: Collection[int]) -> Chain:
        """What is said of the units of a chain."""
        edges = {
            (unit, other): value
            for unit in chain
            for other, value in self._edges(unit).items()
            if unit < other and other in chain
        }
        ids = {unit: frozenset(names) for unit in chain if (names := self._ids(unit))}
        return Chain(edges, ids, frozenset(unit for unit in chain if ids and not self._live(unit)))

    def _ending(self, unit: int, rung: int) -> frozenset[int] | None:
        """The chain at a rung; None if it is too long."""
        endless = self._endless[rung]
        chain: set[int] = set()
        for each in self._followed(unit, RUNGS[rung]):
            chain.add(each)
            if len(chain) > self._longest or each in endless:
                endless.update(chain)
                return None
        return frozenset(chain)

    def _followed(self, unit: int, least: int | None) -> Iterator[int]:
        """Every unit that links lead to, each once; only by ids without `least`."""
        found, waiting = {unit}, [unit]
        while waiting:
            here = waiting.pop()
            yield here
            ids = self._ids(here)
            for other, value in self._edges(here).items():
                if other not in found and (
                    (least is not None and value >= least) or (ids and not frozenset(ids).isdisjoint(self._ids(other)))
                ):
                    found.add(other)
                    waiting.append(other)
