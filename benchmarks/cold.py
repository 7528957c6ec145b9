"""Read a vault into a new index, without grouping: `python -m benchmarks.cold VAULT STATE [--said|--one-each]`.

Prints notes, task lines and checkboxes, so that a fast reading that is wrong shows. Lines are found, not read: what
they say is read when they are grouped; with `--said`, it is read as well. With `--one-each` every line also becomes a
task of its own: an index to list from, made in less time than grouping a large vault takes.
"""

import gc
import sys
import time
from pathlib import Path

from vaultsync.core.reading import Reading
from vaultsync.locating import VaultOptions, workspace_of
from vaultsync.store.disk import DiskVault
from vaultsync.store.index.found import keep
from vaultsync.store.index.schema import TASK_INDEXES
from vaultsync.store.index.sqlite import SqliteIndex


class Ungrouped(SqliteIndex):
    """An index that keeps lines and makes no tasks of them."""

    def regroup(self) -> None:
        """Leave the lines as they are."""


class Said(SqliteIndex):
    """An index that reads its lines, and makes no tasks of them."""

    def regroup(self) -> None:
        """Keep what every line says."""
        self._end_filling()
        keep(self._db, self._lines("1", ()), self._conventions)


class OneEach(Said):
    """An index in which every line is a task."""

    def regroup(self) -> None:
        """Make a task of every line."""
        super().regroup()
        for number, line in list(self._lines("1", ())):
            self._regroup._put(number, [(number, line)])
        self._run("UPDATE line SET task = id")
        for statement in TASK_INDEXES.values():
            self._run(statement)


def main(vault: str, state: str, kind: type[SqliteIndex] = Ungrouped) -> None:
    """Read a vault."""
    workspace = workspace_of(VaultOptions(vault=vault, state=state))
    workspace.make_state()
    for file in Path(workspace.state).glob("index.db*"):
        file.unlink()
    index = kind(workspace.index, workspace.conventions)
    report = Reading(DiskVault(workspace.root, now=time.time_ns), index, workspace.conventions).sync(
        None, accept_loss=True
    )
    print(report.notes, report.lines_after, index.counts().boxes)


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    kinds = {"--one-each": OneEach, "--said": Said}
    main(sys.argv[1], sys.argv[2], next((kind for name, kind in kinds.items() if name in sys.argv), Ungrouped))
