"""Settings that most commands never read, read for `doctor`: queries, feeds, the digest, exclusions, tags, statuses."""

import shutil
from collections.abc import Collection, Iterator, Sequence

from vaultsync.config import CONFIG_FILE
from vaultsync.core.conventions import Conventions
from vaultsync.core.defaults import PROPOSED_TAG
from vaultsync.core.errors import ConfigError, NoSuchStatus
from vaultsync.core.feed.settings import read_feeds
from vaultsync.core.notation.statuses import CANCELLED, DONE, IN_PROGRESS, USUAL
from vaultsync.core.query.errors import GLOBAL, BadQuery
from vaultsync.core.views.notify import read_notify
from vaultsync.store.health import Finding
from vaultsync.store.index.known import known_boxes, known_tags
from vaultsync.wiring import desktop_can_be_told
from vaultsync.wiring.consent import refusals
from vaultsync.wiring.queries import query_in_settings
from vaultsync.workspace import Workspace


def settings(workspace: Workspace, notes: Collection[str]) -> Iterator[Finding]:
    """Look at settings of a vault.

    Args:
        workspace: The vault.
        notes: The paths of its notes.
    """
    yield from _queries(workspace)
    yield from _digest(workspace)
    yield from (Finding("warning", each.message, each.remedy) for each in refusals(workspace))
    yield from _exclusions(workspace, notes)
    yield from proposals(workspace)
    yield from task_tag(workspace)
    yield from _statuses(workspace)


def _queries(workspace: Workspace) -> Iterator[Finding]:
    queries = {f"queries.{name}": lines for name, lines in workspace.config["queries"].items()}
    try:
        feeds = read_feeds(workspace.config["feeds"]).feeds
    except ConfigError as error:
        yield Finding("error", error.message, error.remedy)
    else:
        queries |= {f"feeds.{name}.query": feed.definition.query for name, feed in feeds.items() if feed.configured}
    yield from _query(workspace, "", ())
    for setting, lines in queries.items():
        yield from _query(workspace, setting, lines)


def _query(workspace: Workspace, setting: str, lines: Sequence[str]) -> Iterator[Finding]:
    """Look at the query of a setting; without one at the vault's global query, which comes before all of them."""
    named = f"{setting}: " if setting else ""
    try:
        query = query_in_settings(workspace, lines)
    except BadQuery as error:
        if (error.line.origin == GLOBAL) != bool(setting):
            # What needs a note is right in notes, and may be meant for them alone.
            level = "warning" if error.word.startswith("{{") else "error"
            yield Finding(level, f"{named}{error.message}", error.remedy)
        return
    for each in query.passed_over:
        if (each.line.origin == GLOBAL) != bool(setting):
            yield Finding("warning", f"{named}{each.line.told()}: {each.told()}, as Obsidian Tasks does", each.hint())


def _digest(workspace: Workspace) -> Iterator[Finding]:
    table = workspace.config["notify"]
    try:
        wish = read_notify(table)
    except ConfigError as error:
        yield Finding("error", error.message, error.remedy)
        return
    if wish.at is None:
        if table:
            yield Finding(
                "warning", "[notify]: without `at` no digest is sent by itself", 'Write a time of day: at = "08:30".'
            )
        return
    if not wish.days:
        yield Finding("warning", "[notify]: `days` names no day: no digest is sent by itself", "Leave `days` out.")
    if wish.command and shutil.which(wish.command[0]) is None:
        remedy = "Correct its name, or write where it lies: the daemon may know fewer folders than your shell."
        yield Finding("error", f"[notify]: in `command`, there is no program `{wish.command[0]}`", remedy)
    if not wish.command and not desktop_can_be_told():
        yield Finding(
            "error",
            "[notify]: the library that shows notifications of the desktop is not installed",
            "Install it (pip install 'vaultsync[notify]'), or name a program: command = [\"notify-send\", …].",
        )


def _exclusions(workspace: Workspace, notes: Collection[str]) -> Iterator[Finding]:
    """Look for entries of `exclude` that leave nothing out; what Obsidian's own settings name is Obsidian's matter."""
    for text in workspace.config["exclude"]:
        alone = Conventions(exclude=(text,), archive_folders=(), template_folders=())
        if not any(alone.why_not_live(path) == "excluded" for path in notes):
            yield Finding(
                "warning",
                f"exclude: `{text}` fits no note",
                "Write a folder from the vault's top (Drafts/), a glob (*.excalidraw.md), or a /regular expression/.",
            )


def proposals(workspace: Workspace) -> Iterator[Finding]:
    """Warn if `proposed_tag` is set to a tag that no task line has; not where the index knows no tags at all."""
    tag = workspace.conventions.proposed_tag
    if tag == PROPOSED_TAG or not (known := known_tags(workspace.index)) or tag.lower() in known:
        return
    yield Finding(
        "warning",
        f"proposed_tag: `{tag}` fits no line: whatever has another tag counts as accepted",
        "Write the tag that proposals have in the notes, such as #proposed.",
    )


def task_tag(workspace: Workspace) -> Iterator[Finding]:
    """Warn if the Tasks plugin takes checkboxes for tasks that nobody said are none; not where there are none."""
    if not workspace.tag_undecided:
        return
    boxes, lines = known_boxes(workspace.index)
    tag = workspace.conventions.task_tag
    if boxes > lines:
        yield Finding(
            "warning",
            f"task_tag: only {lines:,} of {boxes:,} checkboxes are tasks here, those with `{tag}`; to the Tasks plugin"
            " all are, as it has no global filter",
            f'For all of them write `task_tag = ""` into {CONFIG_FILE}, to leave it so `task_tag = "{tag}"`.',
        )


_WANT = {
    DONE: "`done` is refused",
    CANCELLED: "`reject` is refused, and so is what closes the other lines of a task as duplicates",
    IN_PROGRESS: "`start` is refused",
}
"""What cannot be written where the vault has no status of a type."""


def _statuses(workspace: Workspace) -> Iterator[Finding]:
    """Look for statuses that commands write and the Tasks plugin would not know again."""
    for type_, refused in _WANT.items():
        if workspace.conventions.tasks.statuses.symbol_of(type_) is None:
            missing = NoSuchStatus(type_, USUAL[type_])
            yield Finding(
                "warning",
                f"the settings of the Tasks plugin have no status of the type {type_}: {refused}",
                missing.advice,
            )
