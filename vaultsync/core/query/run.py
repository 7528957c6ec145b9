"""A query carried out over rows: filtered, ordered, limited, grouped."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from vaultsync.core.query.errors import BadQuery, Unreadable
from vaultsync.core.query.grouping import Group, Groups, grouped
from vaultsync.core.query.narrowing import Narrowing, both, exact
from vaultsync.core.query.query import Query
from vaultsync.core.query.row import Narrowed, QueryRow, Search
from vaultsync.core.query.sorting import ALWAYS, ordered


class Found(NamedTuple):
    """What a query finds."""

    groups: Sequence[Group]
    before_limit: int
    """How many rows passed the filters."""

    @property
    def rows(self) -> Sequence[QueryRow]:
        """All rows in order, each once, whatever groups it is in."""
        if isinstance(self.groups, Groups):
            return self.groups.rows
        if len(self.groups) == 1:
            return self.groups[0].rows
        return tuple({id(row): row for group in self.groups for row in group.rows}.values())


def run_query(
    query: Query, narrowed: Narrowed, today: date, linked: Callable[[], Sequence[QueryRow]] | None = None
) -> Found:
    """Carry out a query.

    Args:
        query: Read on the same day.
        narrowed: What an index has left of all rows after a `narrowing`, in the order that equals shall have.
        today: The day that urgency and the random order depend on.
        linked: Gives every row that has an id or waits for one, whether or not the filters leave it out: it may
            still block others. Without it the rows themselves are all there are.

    Raises:
        BadQuery: A regular expression takes too long, or a function fails.
    """
    search = Search(linked or (lambda: narrowed.rows), today)
    try:
        judge = None if narrowed.judged else predicate(query, search)
        passing = [row for row in narrowed.rows if judge(row)] if judge else narrowed.rows
        rows = passing[: query.limit] if narrowed.ordered else ordered(passing, query.sorters, search, query.limit)
        groups = grouped(rows, query.groupers, search, query.group_limit)
    except Unreadable as error:
        raise BadQuery(error.message, line=error.line, word=error.word, remedy=error.remedy) from None
    return Found(groups, len(passing) + narrowed.beyond)


def narrowing(query: Query, today: date) -> Narrowing:
    """Return what an index is asked for: it may rule out what does not pass, and what the limit cuts."""
    condition = both(one.condition() for one in query.filters)
    order = tuple((one.valued or one.name, one.reverse) for one in (*query.sorters, *ALWAYS))
    return Narrowing(condition, order, query.limit if exact(condition) else None, today)


def predicate(query: Query, search: Search) -> Callable[[QueryRow], bool] | None:
    """Return the function that all filters amount to; None if there are none."""
    judges = [one.predicate(search) for one in query.filters]
    if len(judges) < 2:
        return judges[0] if judges else None
    return lambda row: all(judge(row) for judge in judges)
