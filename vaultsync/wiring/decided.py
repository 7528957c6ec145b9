"""What the journal tells of some tasks, for a command that only looks."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from vaultsync.core.editing.forgotten import act_of, letters_of
from vaultsync.core.editing.undoing import undoable
from vaultsync.core.model import Operation
from vaultsync.store.editing.journal import Journal
from vaultsync.workspace import Workspace


def acts_on(workspace: Workspace, names: Iterable[str]) -> list[Operation]:
    """Return the operations that stand and decided a task, or gave it a day or a person, the newest first.

    Args:
        workspace: Of the vault.
        names: Those of the task.

    Raises:
        StoreError: The journal cannot be read.
    """
    wanted = {*map(letters_of, names)}
    with closing(Journal(Path(workspace.journal))) as journal:
        known = journal.naming(wanted)
    return [
        each
        for each in undoable(known)
        if act_of(each) and not wanted.isdisjoint(map(letters_of, each.facts.get("tasks", "").split()))
    ]
