"""What functions of queries make of rows: once for all that have the same of what a function reads."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.row import Search
from vaultsync.store.index.blocks import Block, StoredRow, column_of
from vaultsync.store.index.sheets import NO_DAY

if TYPE_CHECKING:
    from vaultsync.store.index.query_reader import QueryReader

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "spoken": ("description", "spoken"),
    "setting": ("symbol", "status"),
    "id": ("links",),
    "depends_on": ("links",),
    "text": ("raw", "repaired"),
}
"""By what a function reads of a row, the columns that have it, if it is not one of the same name."""

_WORDS: Final = frozenset(("description", "raw"))


class Values:
    """What functions make of the rows of an index."""

    def __init__(self, of: "QueryReader", search: Search) -> None:
        """Stand on an index.

        Args:
            of: What queries read in it.
            search: What every function is run in.
        """
        self._of = of
        self._search = search

    def passing(self, valued: narrow.Valued, where: str, bindings: Sequence[Any]) -> list[int] | None:
        """Return the numbers of those tasks for which a query's function gives true; None if it fails for one of them.

        Args:
            valued: The function.
            where: Which tasks, as SQL over `asked`.
            bindings: Its values.
        """
        found = self._all(valued, where, bindings)
        return None if found is None else [number for number, value in zip(*found, strict=True) if value]

    def ranks(self, valued: narrow.Valued, where: str, bindings: Sequence[Any]) -> Mapping[int, int] | None:
        """Return for each of some tasks its rank by what a function makes of it, the same for equals.

        Args:
            valued: The function; what it makes of rows can be compared.
            where: Which tasks, as SQL over `asked`.
            bindings: Its values.
        """
        found = self._all(valued, where, bindings)
        if found is None:
            return None
        numbers, keys = found
        order = sorted(range(len(keys)), key=keys.__getitem__)
        alike = groupby(order, key=keys.__getitem__)
        return {numbers[at]: rank for rank, (_, equals) in enumerate(alike) for at in equals}

    def _all(
        self, valued: narrow.Valued, where: str, bindings: Sequence[Any]
    ) -> tuple[Sequence[int], Sequence[Any]] | None:
        names = tuple(dict.fromkeys(column for field in valued.fields for column in _COLUMNS.get(field, (field,))))
        numbers, apart, *columns = self._read(names, where, bindings)
        block = Block(self._of, numbers, dict(zip(names, columns, strict=True)))
        value = valued.of(self._search)
        try:
            if not _WORDS.isdisjoint(names):  # hardly two have the same
                return numbers, [value(StoredRow(block, at)) for at in range(len(numbers))]
            known: dict[tuple[Any, ...], Any] = {}
            values: list[Any] = []
            for at, raw in enumerate(zip(apart, *columns, strict=True)):
                if raw not in known:
                    known[raw] = value(StoredRow(block, at))
                values.append(known[raw])
        except Unreadable:
            return None
        return numbers, values

    def _read(self, names: Sequence[str], where: str, bindings: Sequence[Any]) -> list[Sequence[Any]]:
        """Return of some tasks their numbers, what keeps one apart from others that have its columns, and these."""
        found = [column_of(name) for name in names]
        terms = "".join(f", {term}" for term, _ in found)
        joins = "".join(dict.fromkeys(join for _, join in found))
        days = ", ".join(f"asked.{name}" for name in names if name in narrow.DAYS)
        # What was typed for a date that no calendar has is in no column.
        apart = f"CASE WHEN {NO_DAY} IN ({days}) THEN asked.task END" if days else "NULL"
        rows = self._of.read(f"SELECT asked.task, {apart}{terms} FROM asked{joins} WHERE {where}", bindings)
        return [*zip(*rows, strict=True)] or [()] * (len(names) + 2)
