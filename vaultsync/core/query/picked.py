"""Some of many rows, by their positions: a row is made when somebody looks at it."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, methodcaller
from typing import Any, NamedTuple, Protocol, overload, runtime_checkable

from vaultsync.core.query.asked import Asked
from vaultsync.core.query.narrowing import DAYS


class Families(NamedTuple):
    """Rows in families: in one are rows that have the same of some attributes. Two may have the same, too."""

    of_each: Sequence[int]
    """Of each row, the number of its family; any number, by which it is told from others."""

    all: Sequence[int]
    """These numbers, in the order of the first rows that have them."""

    rows: Sequence[Asked]
    """One row of each."""


@runtime_checkable
class Columnar(Protocol):
    """Rows that are kept as columns: some questions about all of them cost less than to look at each."""

    def families(self, attributes: Iterable[str], /) -> Families:
        """Return the families of rows by some attributes, as in `values`."""
        ...

    def at(self, positions: Iterable[int], /) -> Sequence[Asked]:
        """Return the rows at some positions, in this order; what is read of them is not read of the others."""
        ...

    def values(self, attribute: str, /) -> Iterable[Any]:
        """Return of each row an attribute of `Asked`; a date by its name in `narrowing.DAYS`."""
        ...

    def letters(self, key: str, /) -> Sequence[bytes] | None:
        """Return of each row the letters of the name of its group, in the order of the collation, if they are kept.

        Names with the same letters may differ in accents or forms, which come after all letters.

        Args:
            key: What is grouped by, such that each row is in one group.
        """
        ...


def values_of(rows: Sequence[Asked], attribute: str) -> Iterable[Any]:
    """Return of each row an attribute, as in `Columnar.values`."""
    if isinstance(rows, Columnar):
        return rows.values(attribute)
    return map(methodcaller("when", attribute) if attribute in DAYS else attrgetter(attribute), rows)


class Picked(Sequence[Asked]):
    """Some of the rows of a search."""

    def __init__(self, rows: Sequence[Asked], positions: Sequence[int]) -> None:
        """Take the rows at some positions; the first is 0."""
        self._rows = rows
        self._positions = positions

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._positions)

    def __iter__(self) -> Iterator[Asked]:
        """Go through them."""
        return map(self._rows.__getitem__, self._positions)

    @overload
    def __getitem__(self, at: int) -> Asked: ...
    @overload
    def __getitem__(self, at: slice) -> "Picked": ...
    def __getitem__(self, at: int | slice) -> "Asked | Picked":
        """Return one, or a part of them."""
        if isinstance(at, slice):
            return Picked(self._rows, self._positions[at])
        return self._rows[self._positions[at]]
