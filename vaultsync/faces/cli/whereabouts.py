"""Where the proposals of a session stand, so that one is found again whose words somebody changes meanwhile."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.model import Task, TaskLine


class Whereabouts:
    """What lines the proposals had when they were looked at last."""

    def __init__(self, app: "App", uids: Sequence[str]) -> None:
        """Look at proposals once; one that is gone already is not found again."""
        self._index = app.index
        self._me = app.conventions.me
        self._lines: dict[str, list[TaskLine]] = {}
        self._known: dict[str, set[str]] = {}
        for task in self._index.with_uids(uids):
            self._lines[task.uid] = [line for line in task.lines if line.live]
        for path in {line.path for lines in self._lines.values() for line in lines}:
            self._known[path] = self._said(path)

    def see(self, uid: str, task: "Task") -> None:
        """Look at a proposal again.

        Args:
            uid: By which it is asked for later.
            task: As it stands.
        """
        self._lines[uid] = [line for line in task.lines if line.live]
        for line in self._lines[uid]:
            self._known[line.path] = self._said(line.path)

    def follow(self, uid: str, others: Collection[str]) -> "Task | None":
        """Return the proposal that one whose names are gone has become; None if it cannot be told.

        Args:
            uid: By which it was looked at.
            others: Names of proposals, none of which it is.
        """
        from vaultsync.core.reconcile.reworded import reworded
        from vaultsync.core.reconcile.stems import fold

        me = frozenset(map(fold, self._me))
        for was in reversed(self._lines.get(uid, ())):
            now = self._index.lines_of(was.path)
            line = reworded(was, now, self._known.get(was.path, ()), me=me)
            for task in self._index.placed(*line.place) if line else ():
                if not {*task.names} & {*others}:
                    return task
        return None

    def _said(self, path: str) -> set[str]:
        return {line.raw for line in self._index.lines_of(path)}
