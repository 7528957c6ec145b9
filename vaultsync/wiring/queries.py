"""Queries that stand in a vault's settings, read without its index."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vaultsync.wiring import clock_of
from vaultsync.workspace import Workspace

if TYPE_CHECKING:
    from vaultsync.core.query.query import Query


def query_in_settings(workspace: Workspace, lines: Iterable[str]) -> "Query":
    """Return the query that some lines of a vault's settings make today.

    Raises:
        BadQuery: A line cannot be understood, or there is no saved query of a name.
    """
    from vaultsync.core.query.parse import read_query
    from vaultsync.core.query.saved import filled
    from vaultsync.core.query.terms import Terms

    conventions = workspace.conventions
    terms = Terms(
        today=clock_of(workspace.config)().date(),
        settings=conventions.query_settings,
        functions=True,
        me=conventions.me,
    )
    return read_query(filled(lines, workspace.config["queries"]), terms)
