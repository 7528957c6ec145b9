"""A query carried out over rows: filtered, ordered, limited, grouped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from vaultsync.core.query.asked import Asked, Search
from vaultsync.core.query.errors import BadQuery, Unreadable
from vaultsync.core.query.grouping import Group, grouped
from vaultsync.core.query.narrowing import WHOLE, Condition, both
from vaultsync.core.query.query import Query
from vaultsync.core.query.sorting import ordered


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds."""

    groups: tuple[Group, ...]
    before_limit: int
    """How many rows passed the filters."""

    @property
    def rows(self) -> tuple[Asked, ...]:
        """All rows in order, each once, whatever groups it is in."""
        return tuple({id(row): row for group in self.groups for row in group.rows}.values())


def run_query(query: Query, rows: Sequence[Asked], today: date) -> Found:
    """Carry out a query.

    Args:
        query: Read on the same day.
        rows: All rows for which the query's `condition` holds, in the order that equals shall have; those that the
            filters leave out still block others.
        today: The day that urgency and the random order depend on.

    Raises:
        BadQuery: A regular expression takes too long.
    """
    search = Search(rows, today)
    try:
        passing = [row for row in rows if judge(row)] if (judge := predicate(query, search)) else list(rows)
        groups = grouped(ordered(passing, query.sorters, search, query.limit), query.groupers, search)
    except Unreadable as error:
        raise BadQuery(error.message, line=0, word=error.word, remedy=error.remedy) from None
    if query.groupers and query.group_limit is not None:
        groups = tuple(Group(group.names, group.headings, group.rows[: query.group_limit]) for group in groups)
    return Found(groups, len(passing))


def condition(query: Query) -> Condition:
    """Return what an index may rule out: everything for which this does not hold."""
    names = (*(each.name for each in query.sorters), *(each.name for each in query.groupers))
    if "function" in names:
        return WHOLE  # an expression may ask whether other tasks wait for this one
    return both(one.condition() for one in query.filters)


def predicate(query: Query, search: Search) -> Callable[[Asked], bool] | None:
    """Return the function that all filters amount to; None if there are none."""
    judges = [one.predicate(search) for one in query.filters]
    if len(judges) < 2:
        return judges[0] if judges else None
    return lambda row: all(judge(row) for judge in judges)
