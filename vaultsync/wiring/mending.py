"""What `doctor` looks at, and what it mends."""

import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from vaultsync.core.editing.recovery import REMEDY, interruption
from vaultsync.core.errors import ConfigError, StoreError
from vaultsync.core.feed.access import counting
from vaultsync.core.model import Operation
from vaultsync.store.health import Finding
from vaultsync.wiring import moved, nested, open_app, open_editor, unread
from vaultsync.wiring.feeds import secrets_of, served_names
from vaultsync.workspace import Workspace

_GRADES = {"done": "ok", "taken back": "ok", "interrupted": "warning", "failed": "warning"}
"""Of what was interrupted, by how it ended."""


def examine(workspace: Workspace, *, repair: bool = False) -> list[Finding]:
    """Check settings, notes, index, journal and feeds for `doctor`; with `repair`, mend what can be mended."""
    from vaultsync.store import health
    from vaultsync.store.disk import DiskVault

    tasks = (
        "its Tasks plugin is set up" if workspace.tasks_found else "it has no settings of the Tasks plugin: defaults"
    )
    findings = [health.Finding("ok", f"the vault is {workspace.root}; {tasks}")]
    findings += [health.Finding("warning", trouble) for trouble in workspace.troubles]
    walk = DiskVault(workspace.root, now=time.time_ns).walk()
    findings += unread.settings(workspace, walk.notes)
    copies = [path for path in walk.notes if workspace.conventions.why_not_live(path) == "conflict copy"]
    findings += health.notes(walk, copies)
    findings += nested.look(workspace)
    findings += moved.left_behind(workspace, walk.notes)
    findings.append(health.watching(Path(workspace.root)))
    findings.append(health.private(secrets_of(workspace).path))
    index = health.database(Path(workspace.index), "index")
    if repair and index.damaged:
        aside = health.set_aside(Path(workspace.index))
        index = health.Finding("ok", f"the damaged index lies at {aside}; the next sync builds a new one")
    findings.append(index)
    if index.grade == "ok" and not index.missing:
        findings += _owner(workspace) + _addresses(workspace)
    journal = health.database(Path(workspace.journal), "journal")
    findings += [journal, health.database(Path(workspace.register), "register")]
    if journal.grade == "ok" and not journal.missing:
        findings += _recovery(workspace, repair=repair)
        if index.grade == "ok" and not index.missing:
            findings += _forgotten(workspace)
    return findings


def _owner(workspace: Workspace) -> list[Finding]:
    """Look for names of the owner that nobody has: whatever asks the owner would count as somebody else's."""
    from vaultsync.people import People

    try:
        app = open_app(workspace)
    except StoreError:
        return []
    with closing(app):
        strangers = People(app).strangers()
    found = []
    for each in strangers:
        nearest = f"; the nearest name is `{each.nearest}`" if each.nearest else ""
        remedy = "Correct it in .vaultsync/vaultsync.toml; `vaultsync people` lists everybody."
        found.append(Finding("warning", f"me: no note and no task knows `{each.name}`{nearest}", remedy))
    return found


def _forgotten(workspace: Workspace) -> list[Finding]:
    """Look for decisions that the notes, as they were read last, do not hold any more."""
    try:
        with closing(open_app(workspace)) as app:
            found = app.forgotten()
    except StoreError:  # told elsewhere
        return []
    if not found:
        return []
    some = "1 decision does not stand" if len(found) == 1 else f"{len(found):,} decisions do not stand"
    remedy = "`vaultsync check --kind forgotten` lists them, and how each is decided again."
    return [Finding("warning", f"{some} in the notes any more", remedy)]


def _addresses(workspace: Workspace) -> list[Finding]:
    """Look for addresses that lead to no feed any more: their clients show what they read last."""
    try:
        known = Counter(each.feed for each in counting(secrets_of(workspace).known()))
        served = served_names(workspace) if known else ()
    except (ConfigError, StoreError):  # told elsewhere
        return []
    found = []
    for name in sorted(known.keys() - set(served)) if served is not None else ():
        addresses = "1 address" if known[name] == 1 else f"{known[name]:,} addresses"
        remedy = (
            "`vaultsync feed list` says how the feeds are called now. `vaultsync feed create NEWNAME` makes a new"
            f" address, and `vaultsync feed revoke {name} --all` takes back what leads nowhere."
        )
        told = f"the feed `{name}` has {addresses}, and this vault serves none of that name any more: clients get a 404"
        found.append(Finding("warning", told, remedy))
    return found


def _recovery(workspace: Workspace, *, repair: bool) -> list[Finding]:
    """Look for what was interrupted; with `repair`, complete it or take it back."""
    editor = open_editor(workspace)
    with closing(editor.journal):
        if repair:
            found = editor.recover()
            return [Finding(_GRADES.get(each.operation.outcome, "error"), each.message, each.remedy) for each in found]
        return [Finding("error", interruption(each), REMEDY) for each in editor.journal.open_operations()]


def interrupted(workspace: Workspace) -> list[Operation]:
    """Return what was interrupted and is not recovered yet; none if the journal does not say."""
    editor = open_editor(workspace)
    with closing(editor.journal):
        try:
            return editor.interrupted()
        except StoreError:
            return []
