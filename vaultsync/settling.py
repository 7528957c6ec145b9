"""Which open questions ("are these two one task?") a command answers, since the ids that it writes keep them apart."""

from collections.abc import Sequence

from vaultsync.acts import Plan
from vaultsync.app import App
from vaultsync.core.editing.parted import parted
from vaultsync.core.model import Task


def settled(app: App, plan: Plan) -> list[tuple[Task, Task]]:
    """Return the pairs of tasks that may be one and that a plan keeps apart, the most likely first.

    Raises:
        StoreError: The index cannot be used.
    """
    if not plan.edits:
        return []
    with app.index.reading():
        pairs = app.index.suggested([task.uid for task in plan.tasks])
        uids = {each.uid for pair in pairs for each in (pair.one, pair.other)}
        tasks = {task.uid: task for task in app.index.with_uids(uids)}
    both = ((tasks[pair.one.uid], tasks[pair.other.uid]) for pair in pairs)
    return list(parted(both, plan.edits, app.conventions.tasks.dialect))


def as_they_stand(app: App, pairs: Sequence[tuple[Task, Task]]) -> list[tuple[Task, Task]]:
    """Return pairs of tasks under the names that they have by now; one of which a task is gone is left out.

    Raises:
        StoreError: The index cannot be used.
    """

    def now(task: Task) -> Task | None:
        return next((each for each in app.index.named(task.uid) if task.uid in each.names), None)

    found = ((now(one), now(other)) for one, other in pairs)
    return [(one, other) for one, other in found if one and other and one.uid != other.uid]
