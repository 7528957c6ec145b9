"""Queries: the same rows in the same order, in the same groups under the same headings, or an error on both sides."""

from collections.abc import Mapping
from typing import Any

from tests.conformance.asking import Answer, Question
from tests.conformance.terms import day, settings_of
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.query import Query
from vaultsync.core.query.row import Narrowed, QueryRow
from vaultsync.core.query.run import Found, run_query
from vaultsync.core.query.terms import QueryFile, Terms

_HIDDEN = {
    "id": "id",
    "depends_on": "dependsOn",
    "priority": "priority",
    "recurrence": "recurrenceRule",
    "on_completion": "onCompletion",
    "created": "createdDate",
    "start": "startDate",
    "scheduled": "scheduledDate",
    "due": "dueDate",
    "cancelled": "cancelledDate",
    "done": "doneDate",
}
_HIDES = {
    "hideToolbar": "toolbar",
    "hidePostponeButton": "postpone button",
    "hideTaskCount": "task count",
    "hideGroupCount": "group count",
    "hideBacklinks": "backlink",
    "hideNestedBacklinks": "nested backlink",
    "hideEditButton": "edit button",
    "hideUrgency": "urgency",
    "hideTree": "tree",
}


def answer(kind: str, question: Question) -> Answer:
    settings = settings_of(question)
    today = day(question["today"])
    file = question.get("queryFile")
    terms = Terms(
        today=today,
        settings=settings,
        file=QueryFile(path=file, properties=question.get("queryFrontmatter", {})) if file else None,
        strict=True,
        functions=question.get("js", False),
    )
    theirs = question["expected"]
    ours: dict[str, Any]
    try:
        query = read_query(question["query"], terms)
        ours = _found(run_query(query, Narrowed(rows(question["tasks"], settings)), today))
    except BadQuery as error:
        ours = {"error": str(error)}
    if "error" in theirs and "error" in ours:
        ours = theirs
    elif "layout" in theirs and "error" not in ours:
        ours["layout"] = _layout(query)
    return Answer(question, ours, theirs, _deviation(question))


def _deviation(question: Question) -> str:
    """The heading in docs/deviations.md that covers a question, if one does."""
    if "0000-" in str(question["tasks"]):
        return "Year 0"
    # The plugin shows what JavaScript says of a bad `group by function` as a heading; ours is an error.
    broken = question.get("js", False) and "Error: " in str(question["expected"].get("groups", ""))
    return "Functions without JavaScript" if broken else ""


def rows(tasks: list[Mapping[str, Any]], settings: TasksSettings) -> list[QueryRow]:
    """The tasks of a question; a line that states none is passed over, and its number is its place."""
    found = []
    for number, task in enumerate(tasks):
        said = read_line(task["line"], settings.dialect, settings.global_filter)
        if said is not None:
            found.append(
                QueryRow(
                    said=said,
                    path=task["path"],
                    heading=task.get("heading") or "",
                    setting=settings.statuses[said.symbol],
                    line=number + 1,
                    settings=settings,
                )
            )
    return found


def _found(found: Found) -> dict[str, Any]:
    return {
        "count": len(found.rows),
        "countBeforeLimit": found.before_limit,
        "groups": [
            {
                "names": list(group.names),
                "headings": [{"level": heading.level, "text": heading.text} for heading in group.headings],
                "tasks": [row.line - 1 for row in group.rows],
            }
            for group in found.groups
        ],
    }


def _layout(query: Query) -> dict[str, Any]:
    hidden = query.layout.hidden
    return {
        "hidden": [theirs for ours, theirs in _HIDDEN.items() if ours in hidden],
        "tags": "tags" not in hidden,
        "query": {name: element in hidden for name, element in _HIDES.items()}
        | {"shortMode": query.layout.short, "explainQuery": query.layout.explain},
        "view": "columns" if query.layout.columns else "list",
        "limit": query.limit,
        "groupLimit": query.group_limit,
        "ignoreGlobalQuery": query.ignores_global,
    }
