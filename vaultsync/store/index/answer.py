"""What a query finds in an index: rows in their order, each made when it is looked at."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Final, overload

from vaultsync.core.query.asked import Asked
from vaultsync.core.query.narrowing import DAYS
from vaultsync.store.index.blocks import MANY, Block, StoredAsked, text_of, texts_of
from vaultsync.store.index.schema import LABELS
from vaultsync.store.index.texts import stored

if TYPE_CHECKING:
    from vaultsync.store.index.asked import Questions

_AT_ONCE: Final = 1_000
"""Rows of which a column is read together."""

_KINDS: Final = {"priority": "level", "recurrence": "rule", **{day: f"on_{day}" for day in DAYS}}
"""By what rows are asked whether they have the same: the column that tells them apart by it, if it has another name."""

_VALUES: Final[Mapping[str, tuple[str, Callable[[Any], Any]]]] = {
    "path": ("path", stored),
    "heading": ("heading", text_of),
    "tags": ("tags", texts_of),
    "owners": ("owners", texts_of),
    "recurrence": ("rule", text_of),
    "priority": ("level", int),
}
"""By attribute, the column that has it, and how it stands there."""


class Rows(Sequence[Asked]):
    """Rows in their order, each made when it is looked at: most are only counted."""

    def __init__(self, of: "Questions", numbers: Sequence[int], block: Block | None = None) -> None:
        """Take the rows of some tasks, perhaps with what was read of them already."""
        self._of = of
        self.numbers = numbers
        self._at_once = _AT_ONCE if len(numbers) < MANY and block is None else len(numbers)
        self._blocks: dict[int, Block] = {} if block is None else {0: block}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.numbers)

    def __iter__(self) -> Iterator[StoredAsked]:
        """Go through them block by block."""
        for first in range(0, len(self.numbers), self._at_once):
            block = self._block(first)
            for at in range(len(block.numbers)):
                yield StoredAsked(block, at)

    @overload
    def __getitem__(self, at: int) -> StoredAsked: ...
    @overload
    def __getitem__(self, at: slice) -> "Rows": ...
    def __getitem__(self, at: int | slice) -> "StoredAsked | Rows":
        """Return one, or a part of them."""
        if isinstance(at, slice):
            return Rows(self._of, self.numbers[at])
        place = range(len(self.numbers))[at]
        return StoredAsked(self._block(place - place % self._at_once), place % self._at_once)

    def alike(self, fields: Iterable[str], /) -> tuple[Sequence[int], Sequence[Asked]]:
        """Return of each row its kind, and the first row of each kind: see `picked.Alike`."""
        if len(self.numbers) < MANY:
            return range(len(self.numbers)), self
        names = [_KINDS.get(field, field) for field in fields]
        columns = [[*map(column.__getitem__, self.numbers)] for column in self._of.kinds(names)]
        same: Sequence[Hashable] = columns[0] if len(columns) == 1 else [*zip(*columns, strict=True)]
        kind_of = dict(zip(dict.fromkeys(same), count()))
        places, place = list[int](), -1
        for each in kind_of:  # they come in the order of their first rows
            place = same.index(each, place + 1)
            places.append(place)
        block = Block(self._of, [self.numbers[place] for place in places])
        for name, column in zip(names, columns, strict=True):
            if name in LABELS:
                block[name] = self._of.texts(name, [column[place] for place in places])
        return [*map(kind_of.__getitem__, same)], Rows(self._of, block.numbers, block)

    def values(self, attribute: str, /) -> Iterator[Any]:
        """Return an attribute of each row: see `picked.Alike`."""
        name, of = _VALUES[attribute]
        for first in range(0, len(self.numbers), self._at_once):
            yield from map(of, self._block(first)[name])

    def apart(self, places: Iterable[int], /) -> "Rows":
        """Return the rows at some places, which are read apart from the others."""
        return Rows(self._of, [self.numbers[place] for place in places])

    def _block(self, first: int) -> Block:
        block = self._blocks.get(first)
        if block is None:
            block = self._blocks[first] = Block(self._of, self.numbers[first : first + self._at_once])
        return block
