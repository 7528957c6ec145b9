"""Rows, and what a query finds among them, in few words."""

from datetime import date
from typing import Any

from vaultsync.core.model import NoteFacts
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.row import Narrowed, QueryRow
from vaultsync.core.query.run import run_query
from vaultsync.core.query.terms import Terms

TODAY = date(2026, 3, 4)
"""A Wednesday."""


def asked(text: str, path: str = "Kickoff.md", settings: TasksSettings | None = None, **parts: Any) -> QueryRow:
    """The row of a line without its checkbox, or of a whole line."""
    settings = settings or TasksSettings()
    line = text if text.lstrip("> ").startswith("- [") else f"- [ ] {text}"
    said = read_line(line, settings.dialect, settings.global_filter)
    assert said is not None
    note = parts.pop("note", NoteFacts(path=path))
    return QueryRow(said=said, path=path, setting=settings.statuses[said.symbol], settings=settings, note=note, **parts)


def found(query: str, *rows: str | QueryRow, **terms: Any) -> list[str]:
    """The descriptions of the rows that a query finds, in order."""
    return [row.said.description for row in results(query, *rows, **terms).rows]


def results(query: str, *rows: str | QueryRow, **terms: Any):
    """Everything that a query finds."""
    settings = terms.get("settings")
    asked_rows = [asked(row, settings=settings) if isinstance(row, str) else row for row in rows]
    return run_query(read_query(query, Terms(today=TODAY, **terms)), Narrowed(asked_rows), TODAY)


def suggested(line: str, **terms) -> str:
    """The line that a wrong one is answered with; empty if there is none."""
    try:
        query = read_query(line, Terms(today=TODAY, functions=True, **terms))
    except BadQuery as error:
        return error.nearest
    return next((line.replace(over.written, over.meant[0]) for over in query.passed_over if over.meant), "")


def reads(line: str) -> bool:
    """Whether a line is an instruction of which each word counts."""
    try:
        return not read_query(line, Terms(today=TODAY, functions=True)).passed_over
    except BadQuery:
        return False
