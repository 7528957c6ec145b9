"""A note with its query blocks carried out, as Obsidian would show it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from vaultsync.app import App
from vaultsync.core.notation import dataview, emoji
from vaultsync.core.notation.line import without_filter
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.groupers import fixed
from vaultsync.core.query.grouping import Group
from vaultsync.core.query.in_note import QueryBlock, replaced
from vaultsync.core.query.layout import Layout
from vaultsync.core.query.row import QueryRow
from vaultsync.core.query.terms import without_extension
from vaultsync.core.values import When
from vaultsync.faces.texts.found import answer_as_json, count_of, explanation, plain
from vaultsync.faces.texts.words import clean
from vaultsync.querying import Answer, Dashboard

_SHOWN = "id depends_on priority recurrence on_completion created start scheduled due cancelled done".split()
"""The fields of a line in the plugin's order."""

_FIRST_LEVEL = 4
"""Groups have the plugin's headings: `####` and two below it."""

_BOXES = {"TODO": "☐", "IN_PROGRESS": "◐", "ON_HOLD": "◔", "DONE": "☑", "CANCELLED": "☒", "NON_TASK": "▫"}


class _Style(NamedTuple):
    """How a dashboard is written."""

    markdown: bool
    dataview: bool
    short: Mapping[str, str]
    """What to call each task by its uid, where that is to be shown."""


def dashboard_as_text(
    app: App, dashboard: Dashboard, *, markdown: bool = False, names: bool = False, raw: bool = False
) -> str:
    """Return the note behind its frontmatter, each block replaced by what it finds, or by its error.

    Args:
        app: The application, for short names and for today.
        dashboard: The note, and what its blocks find.
        markdown: Put a sign in place of each checkbox, so that a note into which the text is pasted has no new tasks.
        names: Put before each task what commands call it.
        raw: Keep every letter of the note and its line ends. Else each line ends in LF, and is cleaned for a terminal.
    """
    answers = [answer for answer in dashboard.answers.values() if not isinstance(answer, BadQuery)]
    named = [task for answer in answers for task in answer.tasks] if names else []
    style = _Style(markdown, app.conventions.tasks.dialect == "dataview", app.index.short(named))

    def shown(block: QueryBlock) -> list[str]:
        answer = dashboard.answers[block]
        if isinstance(answer, BadQuery):
            return _error(answer, dashboard.note.file.path, block)
        return _answer(answer, style, app)

    lines = replaced(dashboard.note, shown)
    return "".join(f"{line}{end}" if raw else f"{_cleaned(line)}\n" for line, end in lines)


def _cleaned(line: str) -> str:
    """Return a line without what a terminal would obey, but with its tabs: they indent lists."""
    return "\t".join(map(clean, line.split("\t")))


def _error(error: BadQuery, path: str, block: QueryBlock) -> list[str]:
    line = error.line
    where = f"{path}:{block.first + line.of_query}"
    if line.of_query:
        where += f", in the preset `{line.preset}`" if line.preset else ""
    said = error.told if line.of_query else error.message
    return [f"Error: {where}: {said}", f"Remedy: {error.remedy}"]


def _answer(answer: Answer, style: _Style, app: App) -> list[str]:
    layout = answer.query.layout
    out = [*explanation(answer), ""] if layout.explain else []
    for group in answer.found.groups:
        out += _headings(group, layout, style, first=not out)
        out += [_row(row, layout, style, app) for row in group.rows]
    counted = count_of(answer)
    if counted:
        out += [*([""] if answer.found.rows else []), counted]
    return out


def _headings(group: Group, layout: Layout, style: _Style, *, first: bool) -> list[str]:
    out: list[str] = []
    for heading in group.headings:
        text = heading.text if style.markdown else plain(heading.text)
        innermost = heading.level == len(group.names) - 1
        size = f" ({len(group.rows)})" if innermost and "group count" not in layout.hidden else ""
        between = [""] if not first and not out else []
        out += [*between, f"{'#' * min(_FIRST_LEVEL + heading.level, 6)} {text}{size}", ""]
    return out


def _row(row: QueryRow, layout: Layout, style: _Style, app: App) -> str:
    box = _BOXES.get(row.setting.type, "☐") if style.markdown else f"[{row.setting.symbol}]"
    hidden = row.said.tags if "tags" in layout.hidden else ()
    whole = without_filter(row.spoken, row.settings.global_filter)
    words = " ".join(word for word in whole.split() if word not in hidden)
    name = style.short.get(row.uid)
    parts = [f"- {box} {name}  {words}" if name else f"- {box} {words}"]
    parts += [text for name in _SHOWN if name not in layout.hidden and (text := _field(row, name, layout, style))]
    if "urgency" not in layout.hidden:
        parts.append(fixed(row.urgency(app.today)))
    # A sign that nobody can follow would tell nothing.
    if "backlink" not in layout.hidden and (style.markdown or not layout.short):
        parts.append(_backlink(row, layout, style))
    return " ".join(parts)


def _field(row: QueryRow, name: str, layout: Layout, style: _Style) -> str:
    value: Any = getattr(row.said, name)
    if name == "priority":
        value = "" if value == "none" else value.value
    elif name == "recurrence":
        value = row.recurrence
    elif name == "depends_on":
        value = ",".join(value)
    elif name not in ("id", "on_completion"):
        value = _day(value)
    if not value:
        return ""
    text = dataview.written(name, value) if style.dataview else emoji.written(name, value)
    return text.partition(" ")[0] if layout.short and not style.dataview else text


def _day(when: When) -> str:
    return "" if when is None else str(when)


def _backlink(row: QueryRow, layout: Layout, style: _Style) -> str:
    name = without_extension(row.filename)
    words = f"{name} > {row.heading}" if row.heading else name
    if style.markdown:
        target = without_extension(row.path) + (f"#{row.heading}" if row.heading else "")
        return f"[[{target}|{'🔗' if layout.short else words}]]"
    return f"({words})"


def dashboard_as_json(app: App, dashboard: Dashboard) -> dict[str, Any]:
    """Return the blocks in the schema of docs/json.md."""
    blocks = [_block(app, block, answer) for block, answer in dashboard.answers.items()]
    return {"path": dashboard.note.file.path, "blocks": blocks, "errors": dashboard.errors}


def _block(app: App, block: QueryBlock, answer: Answer | BadQuery) -> Mapping[str, Any]:
    head = {"line": block.first, "query": block.text}
    if not isinstance(answer, BadQuery):
        return {**head, "error": None, **answer_as_json(app, answer, fence=block.first)}
    error = {
        "line": block.first + answer.line.of_query if answer.line.of_query else None,
        "word": answer.word,
        "message": answer.message,
        "nearest": answer.nearest,
        "remedy": answer.remedy,
    }
    return {**head, "error": error}
