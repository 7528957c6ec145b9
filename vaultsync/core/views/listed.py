"""What a list shows of a task; everything else of it stays where it is."""

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.values import Status, When

if TYPE_CHECKING:
    from typing import Protocol

    from vaultsync.core.model import Task

    class HasUid(Protocol):
        """A task, as much of it as somebody has read."""

        @property
        def uid(self) -> str:
            """Its name."""


class Listed(NamedTuple):
    """One row of a list."""

    uid: str
    status: Status
    due: When
    owners: tuple[str, ...]
    """As written on the speaking line."""

    title: str
    lines: int
    """How many lines state the task."""


class Suggested(NamedTuple):
    """Two tasks that may be one; a person decides."""

    score: float
    """How alike they are with all their lines: see `reconcile.grouping.Suggestion`."""

    one: Listed
    other: Listed

    def beside(self, uid: str) -> Listed:
        """Return the one of the two that has another uid."""
        return self.one if self.other.uid == uid else self.other


def listed(task: "Task") -> Listed:
    """Return the row that `list` shows of a task."""
    return Listed(task.uid, task.status, task.due, task.owners, task.title, len(task.lines))
