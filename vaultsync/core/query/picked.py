"""Rows of a search by their places: what is made of many rows is made when somebody looks at it."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, methodcaller
from typing import Any, Protocol, overload, runtime_checkable

from vaultsync.core.query.asked import Asked
from vaultsync.core.query.narrowing import DAYS


@runtime_checkable
class Alike(Protocol):
    """Rows that know which of them have the same in some fields, at less cost than to look at each."""

    def alike(self, attributes: Iterable[str], /) -> tuple[Sequence[int], Sequence[Asked]]:
        """Return of each row its kind, by the place among the kinds, and a row of each kind, in the order of the first.

        Args:
            attributes: What rows of one kind have the same of, as in `values`.
        """
        ...

    def apart(self, places: Iterable[int], /) -> Sequence[Asked]:
        """Return the rows at some places, of which fewer may be looked at than of all."""
        ...

    def values(self, attribute: str, /) -> Iterable[Any]:
        """Return what each row has as an attribute, a date by its name in `narrowing.DAYS`."""
        ...

    def letters(self, key: str, /) -> Sequence[bytes] | None:
        """Return what is compared first of the name of each row's group, if that is known.

        Args:
            key: What is grouped by.
        """
        ...


def values_of(rows: Sequence[Asked], attribute: str) -> Iterable[Any]:
    """Return what each of some rows has as an attribute, as in `Alike.values`."""
    if isinstance(rows, Alike):
        return rows.values(attribute)
    return map(methodcaller("when", attribute) if attribute in DAYS else attrgetter(attribute), rows)


class Picked(Sequence[Asked]):
    """Some of the rows of a search."""

    def __init__(self, rows: Sequence[Asked], places: Sequence[int]) -> None:
        """Take the rows at some places."""
        self.of = rows
        self.places = places

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.places)

    def __iter__(self) -> Iterator[Asked]:
        """Go through them."""
        return map(self.of.__getitem__, self.places)

    @overload
    def __getitem__(self, at: int) -> Asked: ...
    @overload
    def __getitem__(self, at: slice) -> "Picked": ...
    def __getitem__(self, at: int | slice) -> "Asked | Picked":
        """Return one, or a part of them."""
        return Picked(self.of, self.places[at]) if isinstance(at, slice) else self.of[self.places[at]]
