"""What is asked for, as SQL; `core.views.wanted.matches` is the judge of it."""

from collections.abc import Iterator
from typing import Any

from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index.schema import WITHIN


def tallied(wanted: Wanted) -> bool:
    """Whether what is asked for is a matter of life, status and owner alone, by which the tasks are counted."""
    return wanted == Wanted(statuses=wanted.statuses, whose=wanted.whose, live=wanted.live)


def condition(wanted: Wanted) -> tuple[str, list[Any]]:
    """Return a WHERE condition over the task table, and its bindings."""
    parts: list[str] = []
    bindings: list[Any] = []

    def add(part: str, *values: Any) -> None:
        parts.append(part)
        bindings.extend(values)

    if wanted.live is not None:
        add("live = ?", wanted.live)
    if wanted.statuses is not None:
        add(f"status IN ({_marks(wanted.statuses)})", *sorted(wanted.statuses))
    if wanted.whose is not None:
        add(f"whose IN ({_marks(wanted.whose)})", *sorted(wanted.whose))
    for part, value in _due(wanted):
        add(part, *value)
    for column, text in (("owners", wanted.owner), ("notes", wanted.note)):
        if text:
            add(WITHIN.format(column), _folded(text))
    if wanted.text:
        add(f"id IN (SELECT task FROM line WHERE {WITHIN.format('title')})", _folded(wanted.text))
    if wanted.tag:
        tag = _folded(wanted.tag.lstrip("#"))
        add("(instr(CAST(tags AS BLOB), ?) OR instr(CAST(tags AS BLOB), ?))", b" " + tag + b" ", b" " + tag + b"/")
    return " AND ".join(parts) or "1", bindings


def _due(wanted: Wanted) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield conditions on the due date; a task without one that exists in the calendar has 9999-99-99."""
    if wanted.due_from is not None:
        yield "due >= ? AND due < '9999-99'", (wanted.due_from.isoformat(),)
    if wanted.due_to is not None:
        yield "due <= ?", (wanted.due_to.isoformat(),)
    if wanted.dated is not None:
        yield "due < '9999-99'" if wanted.dated else "due >= '9999-99'", ()


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))


def _folded(text: str) -> bytes:
    return text.casefold().encode("utf-8", "surrogateescape")
