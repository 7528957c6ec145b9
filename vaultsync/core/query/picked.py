"""Rows of a search by their places: what is made of many rows is made when somebody looks at it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, overload, runtime_checkable

from vaultsync.core.query.asked import Asked


@runtime_checkable
class Alike(Protocol):
    """Rows that know which of them have the same in some fields, at less cost than to look at each."""

    def alike(self, fields: Iterable[str], /) -> tuple[Sequence[Hashable], Mapping[Hashable, Asked]]:
        """Return of what kind each row is, and a row of each kind; the kinds are in the order of their first rows.

        Args:
            fields: What rows of one kind have the same of: `closed`, `priority`, `type` and `name` of the status
                setting, `recurrence`, `path`, `heading`, `tags`, `owners`, or one of `narrowing.DAYS`.
        """
        ...

    def apart(self, places: Iterable[int], /) -> Sequence[Asked]:
        """Return the rows at some places, of which fewer may be looked at than of all."""
        ...


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
