"""Some of many rows, by their positions: a row is made when somebody looks at it."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, itemgetter, methodcaller
from typing import Any, NamedTuple, Protocol, TypeVar, overload, runtime_checkable

from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.row import QueryRow

_K = TypeVar("_K")
_T = TypeVar("_T")


@overload
def gathered(values: Sequence[_T], places: Collection[int]) -> Sequence[_T]: ...
@overload
def gathered(values: Mapping[_K, _T], places: Collection[_K]) -> Sequence[_T]: ...
def gathered(values: Any, places: Any) -> Any:
    """Return what stands at some places of a list, or under some keys: at half the cost of asking for each."""
    # Of one, the function would return the value itself.
    return itemgetter(*places)(values) if len(places) > 1 else [values[place] for place in places]


class Families(NamedTuple):
    """Rows in families: in one are rows that have the same of some attributes. Two may have the same, too."""

    of_each: Sequence[Hashable]
    """Of each row, its family: anything by which it is told from others."""

    all: Sequence[Hashable]
    """The families, in the order of the first rows that are of them."""

    rows: Sequence[QueryRow]
    """One row of each."""


@runtime_checkable
class Columnar(Protocol):
    """Rows that are kept as columns: some questions about all of them cost less than to look at each."""

    def families(self, attributes: Iterable[str], /) -> Families:
        """Return the families of rows by some attributes, as in `values`."""
        ...

    def at(self, positions: Collection[int], /) -> Sequence[QueryRow]:
        """Return the rows at some positions, in this order; what is read of them is not read of the others."""
        ...

    def values(self, attribute: str, /) -> Iterable[Any]:
        """Return of each row an attribute of `QueryRow`; a date by its name in `narrowing.DAYS`."""
        ...

    def by_names(self, key: str, /) -> Sequence[int] | None:
        """Return the positions of rows in the order of the names of their groups, if that is known without the names.

        It is not where the collation tells two of them apart by accents or forms alone, which come after all letters.

        Args:
            key: What is grouped by, such that each row is in one group, and no two are in the same.
        """
        ...


def values_of(rows: Sequence[QueryRow], attribute: str) -> Iterable[Any]:
    """Return of each row an attribute, as in `Columnar.values`."""
    if isinstance(rows, Columnar):
        return rows.values(attribute)
    return map(methodcaller("when", attribute) if attribute in DAYS else attrgetter(attribute), rows)


class Picked(Sequence[QueryRow]):
    """Some of the rows of a search."""

    def __init__(self, rows: Sequence[QueryRow], positions: Sequence[int]) -> None:
        """Take the rows at some positions; the first is 0."""
        self._rows = rows
        self._positions = positions

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._positions)

    def __iter__(self) -> Iterator[QueryRow]:
        """Go through them."""
        return map(self._rows.__getitem__, self._positions)

    @overload
    def __getitem__(self, at: int) -> QueryRow: ...
    @overload
    def __getitem__(self, at: slice) -> "Picked": ...
    def __getitem__(self, at: int | slice) -> "QueryRow | Picked":
        """Return one, or a part of them."""
        if isinstance(at, slice):
            return Picked(self._rows, self._positions[at])
        return self._rows[self._positions[at]]
