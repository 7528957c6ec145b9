"""Answers of the application as text for people."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vaultsync.app import App
from vaultsync.config import CONFIG_FILE
from vaultsync.core.views.listed import listed
from vaultsync.core.views.wanted import Wanted
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.folding import folded, whole
from vaultsync.faces.texts.link import link_to
from vaultsync.faces.texts.table import listed_table
from vaultsync.faces.texts.words import clean, many

if TYPE_CHECKING:
    from vaultsync.core.model import Diagnostic, Edit, Task

_EVERY = (
    "If every checkbox is a task to you, as to a Tasks plugin without a global filter, write"
    f' `task_tag = ""` into {CONFIG_FILE}.'
)


def task_table(app: App, tasks: Sequence["Task"]) -> str:
    """Return tasks as a table: name, status, due date, who, words."""
    return listed_table([listed(task) for task in tasks], app.index.short(tasks), app.today)


def nothing(app: App, besides: str = "") -> str:
    """Say why a list is empty; `besides` tells what would fit if more was listed."""
    counts = app.index.counts()
    if not counts.lines:
        tag = app.conventions.task_tag
        which = f"carries `{clean(tag)}`" if tag else "is there"
        if not counts.notes:
            return f"There is no note in the folder {clean(app.vault.name)}, nor in any below it."
        found = f"in {many(counts.notes, 'note')} ({many(counts.boxes, 'checkbox', 'checkboxes')})"
        every = f" {_EVERY}" if tag and counts.boxes else ""
        return f"No task line {which} {found}.{every}"
    total = app.index.count(Wanted(live=None))
    if besides:
        return f"Nothing of yours to do fits, of {total:,} known. {besides}"
    return f"No task fits, of {total:,} known. `vaultsync list --all` prints them all."


def task_as_json(app: App, task: "Task") -> dict[str, Any]:
    """Return a task in the schema of docs/json.md."""
    return as_json.task(task, me=app.conventions.me, link=link_to(app.vault.name, task.speaker))


def diagnostic(one: "Diagnostic") -> str:
    """Return something odd as `path:line: message`."""
    where = f"{one.path}:{one.line}" if one.line else one.path
    remedy = f" {one.remedy}" if one.remedy else ""
    return folded(clean(f"{whole(where)}: {one.message} [{one.code}].{remedy}"), indent=2)


def diff(edits: Sequence["Edit"]) -> str:
    """Return edits as a unified diff of their lines."""
    out: list[str] = []
    path = None
    for edit in edits:
        if edit.path != path:
            path = edit.path
            out += [f"--- {clean(path)}", f"+++ {clean(path)}"]
        out.append(f"@@ line {edit.line} @@")
        out += [f"-{clean(line)}" for line in edit.before] + [f"+{clean(line)}" for line in edit.after]
    return "\n".join(out)
