"""A query as a value."""

from typing import NamedTuple

from vaultsync.core.query.errors import Spot
from vaultsync.core.query.filters import Filter
from vaultsync.core.query.groupers import Grouper
from vaultsync.core.query.layout import Layout
from vaultsync.core.query.passed_over import PassedOver
from vaultsync.core.query.sorting import Sorter


class Named(NamedTuple):
    """A person whom a filter names."""

    name: str
    """As written."""

    line: Spot
    """Where the filter stands."""


class Query(NamedTuple):
    """What is asked for; every filter must hold."""

    filters: tuple[Filter, ...] = ()
    global_filters: int = 0
    """How many of them, the first, are those of the vault's global query."""

    sorters: tuple[Sorter, ...] = ()
    groupers: tuple[Grouper, ...] = ()
    """The outermost first; columns come before all."""

    limit: int | None = None
    """How many rows at most, before they are grouped."""

    group_limit: int | None = None
    """How many rows of each group at most; without groups it counts for nothing."""

    layout: Layout = Layout()
    ignores_global: bool = False
    """Whether the vault's global query is left out."""

    passed_over: tuple[PassedOver, ...] = ()
    """Words that count for nothing or for other than they seem to, in the order of the lines."""

    people: tuple[Named, ...] = ()
    """Whom its filters name."""
