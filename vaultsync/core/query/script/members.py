"""What the members of `task` and `query` are, for expressions of JavaScript that are read without JavaScript."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from vaultsync.core.notation.line import without_tags
from vaultsync.core.query.errors import Unreadable, noteless
from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.row import QueryRow, Search
from vaultsync.core.query.script.moment_format import formatted
from vaultsync.core.query.script.moments import as_day
from vaultsync.core.query.script.spans import Within
from vaultsync.core.query.script.values import Method, members_of
from vaultsync.core.query.script.words import said
from vaultsync.core.query.sorting import type_rank
from vaultsync.core.query.terms import QueryFile
from vaultsync.core.values import PRIORITIES, BadDate, When


@dataclass(slots=True)  # not frozen: that would take three times as long, and most rows need a few
class Thing:
    """A value with members: a task, its status, its file, one of its dates."""

    kind: str
    of: Any
    search: Search | None = None
    file: QueryFile | None = None

    def __str__(self) -> str:
        """Return how an error names it."""
        return f"a {self.kind}"


def query_of(file: QueryFile | None) -> Thing:
    """Return `query`."""
    return Thing("query", None, file=file)


def _holding(file: QueryFile | None) -> Thing:
    """Return the note that holds the query."""
    if file is None:
        raise noteless("query.file")
    return _file_of(file.path, file)


def moment_of(search: Search) -> Method:
    """Return the function `moment` of expressions: without an argument it gives the present, else a day."""
    return Method(lambda *given: as_day(*given) if given else Within(search.today), 0, 1)


def member(value: Any, name: str) -> Any:
    """Return a member of a value.

    Raises:
        Unreadable: The value has no such member that is known here.
    """
    if type(value) is Thing:
        members = _MEMBERS[value.kind]
        if name in members:
            return members[name](value)
        if value.kind == "task" and name in _DATES:
            return Thing("date", value.of.when(name), value.search)
        if value.kind == "file" and name in value.of:
            return value.of[name]
    elif name in (plain := members_of(value)):
        return plain[name](value)
    message = f"`.{name}` of {_name_of(value)} is not known without JavaScript"
    raise Unreadable(message, word=name, remedy=_remedy(value, name))


def _remedy(value: Any, name: str) -> str:
    """Return which members a value has, the one first that somebody may have meant; empty if it has none."""
    from difflib import get_close_matches

    known = list(members_of(value))
    if isinstance(value, Thing):
        known = [*_MEMBERS[value.kind], *(_DATES if value.kind == "task" else ())]
        known += list(value.of) if value.kind == "file" else []
    near = get_close_matches(name, known, 1)
    return f"Did you mean `.{near[0]}`?" if near else f"It can be any of: {', '.join(sorted(known))}." if known else ""


def _name_of(value: Any) -> str:
    return said(value) if value is None or isinstance(value, Thing) else f"`{said(value)}`"


def _blocked(task: Thing) -> Method:
    return Method(lambda _=None: task.search is not None and task.search.blocked(task.of), 0, 1)


def _blocking(task: Thing) -> Method:
    return Method(lambda _=None: task.search is not None and task.search.blocking(task.of), 0, 1)


def _file_of(path: str, file: QueryFile | None = None) -> Thing:
    return Thing("file", QueryFile(path=path).values, file=file)


def _properties_of(file: Thing, name: str) -> QueryFile:
    """Return the note of a file; only of the one that holds the query the frontmatter is at hand."""
    if file.file is None:
        raise Unreadable(
            f"`.{name}` of the file of a task is not known without JavaScript",
            word=name,
            remedy="Of a task's note there are `note type is …`, `participants include …` and `source includes …`.",
        )
    return file.file


def _has_property(file: Thing) -> Callable[[str], bool]:
    note = _properties_of(file, "hasProperty")
    return lambda name: note.property_named(name) is not None


def _row(read: Callable[[QueryRow], Any]) -> Callable[[Thing], Any]:
    return lambda thing: read(thing.of)


_DATES = ("created", "start", "scheduled", "due", "done", "cancelled", "happens")
_PRIORITY_NAMES = ("Highest", "High", "Medium", "Normal", "Low", "Lowest")


def _category(when: When, today: date) -> tuple[str, int]:
    if when is None:
        return "Undated", 4
    if isinstance(when, BadDate):
        return "Invalid date", 0
    return ("Overdue", 1) if when < today else ("Today", 2) if when == today else ("Future", 3)


def _category_of(thing: Thing) -> Thing:
    assert thing.search is not None
    return Thing("category", _category(thing.of, thing.search.today))


def _format(when: When) -> Method:
    return Method(lambda form, missing="": missing if when is None else formatted(when, form), 1, 2)


OF_ROW: dict[str, Callable[[QueryRow], Any]] = {
    "description": attrgetter("spoken"),
    "descriptionWithoutTags": lambda row: without_tags(row.spoken),
    "tags": lambda row: list(row.tags),
    "status": lambda row: Thing("status", row.setting),
    "isDone": lambda row: row.done,
    "priorityName": lambda row: _PRIORITY_NAMES[row.priority],
    "priorityNumber": lambda row: row.priority,
    "priorityNameGroupText": lambda row: f"%%{row.priority}%%{_PRIORITY_NAMES[row.priority]} priority",
    "isRecurring": lambda row: bool(row.recurrence),
    "recurrenceRule": lambda row: row.recurrence,
    "onCompletion": lambda row: row.on_completion,
    "id": lambda row: row.id,
    "dependsOn": lambda row: list(row.depends_on),
    "file": lambda row: _file_of(row.path),
    "heading": lambda row: row.heading or None,
    "hasHeading": lambda row: bool(row.heading),
    "lineNumber": lambda row: row.line - 1,
    "listMarker": lambda row: row.marker,
    "originalMarkdown": lambda row: row.text,
}
"""Members of `task` that follow from its row alone."""

_MEMBERS: dict[str, dict[str, Callable[[Thing], Any]]] = {
    "task": {
        **{name: _row(read) for name, read in OF_ROW.items()},
        "urgency": lambda task: task.of.urgency(task.search.today) if task.search else 0.0,
        "isBlocked": _blocked,
        "isBlocking": _blocking,
    },
    "query": {
        "file": lambda query: _holding(query.file),
        "allTasks": lambda _: [],
    },
    "file": {
        "property": lambda file: Method(_properties_of(file, "property").property_named, 1, 1),
        "hasProperty": lambda file: Method(_has_property(file), 1, 1),
    },
    "status": {
        "symbol": lambda status: status.of.symbol,
        "name": lambda status: status.of.name,
        "type": lambda status: status.of.type,
        "typeGroupText": lambda status: f"%%{type_rank(status.of.type)}%%{status.of.type}",
        "nextSymbol": lambda status: status.of.next_symbol,
    },
    "date": {
        "moment": lambda thing: thing.of,
        "format": lambda thing: _format(thing.of),
        "formatAsDate": lambda thing: Method(
            lambda missing="": missing if thing.of is None else formatted(thing.of, "YYYY-MM-DD"), 0, 1
        ),
        "category": _category_of,
    },
    "category": {
        "name": lambda category: category.of[0],
        "sortOrder": lambda category: category.of[1],
        "groupText": lambda category: f"%%{category.of[1]}%% {category.of[0]}",
    },
}
TASK_MEMBERS = (*_MEMBERS["task"], *_DATES)
"""What is known of a task."""
assert len(PRIORITIES) == len(_PRIORITY_NAMES)
READS: dict[str, tuple[str, ...]] = {
    "description": ("spoken",),
    "descriptionWithoutTags": ("spoken",),
    "tags": ("tags",),
    "status": ("setting",),
    "isDone": ("closed",),
    **dict.fromkeys(("priorityName", "priorityNumber", "priorityNameGroupText"), ("priority",)),
    "urgency": ("due", "scheduled", "start", "priority"),
    **dict.fromkeys(("isRecurring", "recurrenceRule"), ("recurrence",)),
    "id": ("id",),
    "dependsOn": ("depends_on",),
    **dict.fromkeys(("isBlocked", "isBlocking"), ("id", "depends_on", "closed")),
    "file": ("path",),
    **dict.fromkeys(("heading", "hasHeading"), ("heading",)),
    "lineNumber": ("line",),
    "onCompletion": ("on_completion",),
    "listMarker": ("marker",),
    "originalMarkdown": ("text",),
    **{name: (name,) for name in DAYS},
    "happens": ("start", "scheduled", "due"),
}
"""What members of `task` read of a row, as `narrowing.Valued` calls it."""
