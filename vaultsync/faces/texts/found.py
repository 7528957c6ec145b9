"""What a query finds, as text for people and as JSON."""

from collections.abc import Sequence
from typing import Any

from vaultsync.app import App
from vaultsync.core.late import Late
from vaultsync.core.query.explain import explained
from vaultsync.core.query.filters import parts_of
from vaultsync.core.query.groupers import fixed
from vaultsync.core.query.grouping import Group
from vaultsync.core.query.passed_over import PassedOver
from vaultsync.core.query.query import Query
from vaultsync.core.query.worded import Worded
from vaultsync.faces.texts import render
from vaultsync.faces.texts.table import grouped_table
from vaultsync.faces.texts.words import clean, many
from vaultsync.querying import Answer

_HIDDEN = Late(r"%%.*?%%")
_LINK = Late(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_ESCAPED = Late(r"\\([\\_])")

_ALL_LINES = {
    **dict.fromkeys(("path", "folder", "root", "filename"), "path"),
    **dict.fromkeys(("description", "tag"), "line"),
}
"""By the name of a filter, what it asks the line that speaks for a task, as the filter over all lines calls it."""


def plain(heading: str) -> str:
    """Return the heading of a group as Obsidian shows it: without `%%…%%`, links as their words."""
    return _ESCAPED().sub(r"\1", _LINK().sub(r"\1", _HIDDEN().sub("", heading))).strip()


def answer_as_text(app: App, answer: Answer, *, explain: bool = False) -> str:
    """Return what `list` prints for a query: a table in which each group stands under its headings.

    Args:
        app: The application, for short names and for today.
        answer: What the query found, with the row of the list for each task.
        explain: Say first how the query was understood, even if it does not ask for that itself.
    """
    out = [*map(clean, explanation(answer)), ""] if explain or answer.query.layout.explain else []
    if not answer.listed:
        return "\n".join([*out, render.nothing(app), *_by_all_lines(answer.query)])
    short = app.index.short(answer.listed.values())
    groups = [(_titles(group), [answer.listed[row.uid] for row in group.rows]) for group in answer.found.groups]
    hidden = answer.query.layout.hidden
    pressing = None if "urgency" in hidden else {row.uid: fixed(row.urgency(app.today)) for row in answer.found.rows}
    levels = len(answer.found.groups[0].names)
    out.append(grouped_table(groups, short, app.today, levels=levels, due="due" not in hidden, urgency=pressing))
    if counted := count_of(answer):
        out += ["", counted]
    return "\n".join(out)


def _by_all_lines(query: Query) -> list[str]:
    """Return how to ask every line of a task for what a query asks the one that speaks for it, if it asks for that."""
    parts = (part for one in query.filters for part in parts_of(one) if isinstance(part, Worded))
    asked = [
        (_ALL_LINES[part.name], part.wanted)
        for part in parts
        if part.name in _ALL_LINES and not part.negated and not part.passed_over
    ]
    return [
        f"A filter asks the line that speaks for a task; `any {what} includes {clean(wanted)}` asks all of its lines."
        for what, wanted in asked[:1]
        if isinstance(wanted, str)
    ]


def explanation(answer: Answer) -> list[str]:
    """Return the lines that say how the query was understood."""
    return explained(answer.query).splitlines()


def _titles(group: Group) -> list[tuple[int, str]]:
    """Return the headings of a group with their levels; the number of its tasks behind the innermost."""
    innermost = len(group.names) - 1
    size = f": {many(len(group.rows), 'task')}"
    return [(head.level, plain(head.text) + (size if head.level == innermost else "")) for head in group.headings]


def count_of(answer: Answer) -> str:
    """Return how many tasks are shown, and of how many if a limit left some out; empty if that is hidden."""
    if "task count" in answer.query.layout.hidden:
        return ""
    shown, passed = len(answer.found.rows), answer.found.before_limit
    return many(shown, "task") if shown == passed else f"{shown:,} of {many(passed, 'task')}"


def answer_as_json(app: App, answer: Answer, *, fence: int = 0) -> dict[str, Any]:
    """Return an answer in the schema of docs/json.md.

    Args:
        app: The application, for links.
        answer: What the query found, with whole tasks.
        fence: Line number in the note of the opening fence; 0 where the query stands in none.
    """
    return {
        "tasks": [render.task_as_json(app, task) for task in answer.tasks],
        "groups": [_group(group) for group in answer.found.groups],
        "passed": answer.found.before_limit,
        "explanation": explanation(answer),
        "passed_over": [_passed_over(each, fence) for each in answer.query.passed_over],
    }


def _passed_over(one: PassedOver, fence: int) -> dict[str, Any]:
    line = fence + one.line.of_query if one.line.of_query else None
    told = {"words": list(one.words), "message": one.told(), "remedy": one.hint()}
    return {"line": line, "where": one.line.told(), **told}


def _group(group: Group) -> dict[str, Any]:
    uids: Sequence[str] = [row.task.uid for row in group.rows if row.task]
    return {"names": [plain(name) for name in group.names], "uids": uids}
