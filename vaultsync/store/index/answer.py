"""What a query finds in an index: rows in their order, each made when it is looked at."""

import json
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, overload

from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.picked import Families, gathered
from vaultsync.core.query.row import QueryRow
from vaultsync.store.index.blocks import MANY, Block, StoredRow, text_of, texts_of
from vaultsync.store.index.sheets import COLUMNS
from vaultsync.store.index.texts import stored

if TYPE_CHECKING:
    from vaultsync.store.index.query_reader import QueryReader

_AT_ONCE: Final = 1_000
"""Rows of which a column is read together."""

_COLUMNS: Final[Mapping[str, str]] = {
    "setting.counts_as_done": "closed",
    "setting.name": "name",
    "setting.type": "type",
    "id": "links",
}
"""By attribute, the column that tells rows apart by it, if it has another name."""

_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "path": stored,
    "filename": stored,
    "heading": text_of,
    "title": text_of,
    "source": text_of,
    "tags": texts_of,
    "owners": texts_of,
    "recurrence": text_of,
    "priority": int,
    "setting.counts_as_done": bool,
    "id": lambda links: json.loads(links)[0] if links else "",
}
"""By attribute, how it is read from its column, where nothing else is needed for it."""

_HEADED: Final[Mapping[str, str]] = {"path": "path", "filename": "filename", "note": "title"}
"""By what is grouped by, the column of `columns.HEADED`."""


_KEPT: Final = frozenset(COLUMNS)
_ALONE: Final = ["urgency"], ["links"]
"""What else tells rows apart, but with nothing beside it."""


class Rows(Sequence[QueryRow]):
    """Rows in their order, each made when it is looked at: most are only counted."""

    def __init__(self, of: "QueryReader", numbers: Sequence[int], block: Block | None = None) -> None:
        """Take the rows of some tasks.

        Args:
            of: What queries read.
            numbers: The tasks, by their rows in the index.
            block: What was read of all of them already.
        """
        self._of = of
        self.numbers = numbers
        self._at_once = _AT_ONCE if len(numbers) < MANY and block is None else len(numbers)
        self._blocks: dict[int, Block] = {} if block is None else {0: block}

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.numbers)

    def __iter__(self) -> Iterator[StoredRow]:
        """Go through them block by block."""
        for first in range(0, len(self.numbers), self._at_once):
            block = self._block(first)
            for at in range(len(block.numbers)):
                yield StoredRow(block, at)

    @overload
    def __getitem__(self, at: int) -> StoredRow: ...
    @overload
    def __getitem__(self, at: slice) -> "Rows": ...
    def __getitem__(self, at: int | slice) -> "StoredRow | Rows":
        """Return one, or a part of them."""
        if isinstance(at, slice):
            return Rows(self._of, self.numbers[at])
        position = range(len(self.numbers))[at]
        in_block = position % self._at_once
        return StoredRow(self._block(position - in_block), in_block)

    def families(self, attributes: Iterable[str], /) -> Families:
        """Return the families of rows by some attributes: see `picked.Columnar`."""
        names = [*dict.fromkeys(_COLUMNS.get(attribute, attribute) for attribute in attributes)]
        if len(self.numbers) < MANY or not (names in _ALONE or _KEPT.issuperset(names)):
            return Families(range(len(self.numbers)), range(len(self.numbers)), self)
        same = self._told_apart(names)
        one_of_each = dict(zip(same, self.numbers, strict=False))  # which are as many: to count them takes as long
        block = Block(self._of, [*one_of_each.values()])
        for name in _KEPT.intersection(names):
            block.know(name, [*map(self._of.sheets.view(name).__getitem__, block.numbers)])
        return Families(same, [*one_of_each], Rows(self._of, block.numbers, block))

    def values(self, attribute: str, /) -> Iterable[Any]:
        """Return an attribute of each row: see `picked.Columnar`."""
        if attribute in DAYS:
            days = enumerate(self._column(attribute))
            return (
                None if day is None else date.fromordinal(day) if day else self[at].when(attribute) for at, day in days
            )
        if attribute in _READ:
            return map(_READ[attribute], self._column(_COLUMNS.get(attribute, attribute)))
        return map(attrgetter(attribute), self)

    def by_names(self, key: str, /) -> Sequence[int] | None:
        """Return the positions of rows in the order of the names of their groups: see `picked.Columnar`."""
        column = _HEADED.get(key)
        labels = None if column is None else self._block(0).labels.get(column)
        return None if column is None or labels is None else self._of.by_letters(column, labels)

    def at(self, positions: Collection[int], /) -> "Rows":
        """Return the rows at some positions: see `picked.Columnar`."""
        return Rows(self._of, gathered(self.numbers, positions))

    def _told_apart(self, names: Sequence[str]) -> Sequence[Hashable]:
        """Return of each row what is the same for those which have the same in some columns."""
        if names == ["links"]:
            return self._block(0)["links"]
        by_task = self._of.urgencies() if names == ["urgency"] else self._of.sheets.told_apart(names)
        return gathered(by_task, self.numbers)

    def _column(self, name: str) -> Iterator[Any]:
        for first in range(0, len(self.numbers), self._at_once):
            yield from self._block(first)[name]

    def _block(self, first: int) -> Block:
        block = self._blocks.get(first)
        if block is None:
            block = self._blocks[first] = Block(self._of, self.numbers[first : first + self._at_once])
        return block
