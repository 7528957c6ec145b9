"""Acting on many tasks as one operation: each is tried by itself, and one that cannot change does not stop the rest."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, NamedTuple

from vaultsync.acts import Act, Done, Plan
from vaultsync.app import App
from vaultsync.core.errors import Busy, NoteChanged, NotWritable, StoreError, VaultSyncError
from vaultsync.core.model import Task

_TRIES: Final = 3
"""How often a plan is made anew because a note has changed between looking and acting."""

_IN_THE_WAY: Final = (NoteChanged, NotWritable, Busy)
"""What a note may have against an edit."""


class LeftOut(NamedTuple):
    """A task that a command for many had to leave as it is."""

    task: Task
    error: VaultSyncError


class Bulk(NamedTuple):
    """What a command for many tasks would do."""

    plan: Plan
    """What can be carried out, as one operation; its tasks are those that change."""

    unchanged: tuple[Task, ...] = ()
    """Tasks whose lines say it already."""

    left_out: tuple[LeftOut, ...] = ()


class BulkCommand(NamedTuple):
    """A command for many tasks."""

    command: str
    """As typed, for the log."""

    tasks: Sequence[Task]
    act: Act
    keep_duplicates: bool = False
    progress: Callable[[int, int], None] = lambda _done, _of: None
    """Told how many tasks of how many were tried."""


def plan_bulk(app: App, order: BulkCommand) -> Bulk:
    """Try each task by itself, then all together: what cannot be done is left out and does not stop the rest.

    Raises:
        StoreError: The index or the journal cannot be used.
    """
    plans: list[Plan] = []
    left: list[LeftOut] = []
    for number, task in enumerate(order.tasks, 1):
        try:
            plans.append(app.plan(order.command, [task.uid], order.act, keep_duplicates=order.keep_duplicates))
        except StoreError:
            raise
        except VaultSyncError as error:
            left.append(LeftOut(task, error))
        order.progress(number, len(order.tasks))
    plans, apart = _together(app, plans)
    left += apart
    whole = Plan(
        order.command,
        tuple(task for plan in plans if plan.edits for task in plan.tasks),
        tuple(edit for plan in plans for edit in plan.edits),
    )
    return Bulk(whole, tuple(task for plan in plans if not plan.edits for task in plan.tasks), tuple(left))


def _together(app: App, plans: list[Plan]) -> tuple[list[Plan], list[LeftOut]]:
    """Return the plans that can be carried out as one operation, and what of the others stands in the way.

    Two lines may each go by itself, and not both: what stands around them would be read as something else.
    """
    with suppress(*_IN_THE_WAY):
        app.try_all([edit for plan in plans for edit in plan.edits])
        return plans, []
    kept: list[Plan] = []
    left: list[LeftOut] = []
    for plan in plans:
        paths = {edit.path for edit in plan.edits}
        beside = [edit for each in kept for edit in each.edits if edit.path in paths]
        try:
            app.try_all([*beside, *plan.edits])
        except _IN_THE_WAY as error:
            left += (LeftOut(task, error) for task in plan.tasks)
        else:
            kept.append(plan)
    return kept, left


def carry_out_bulk(app: App, order: BulkCommand, bulk: Bulk) -> tuple[Bulk, Done]:
    """Carry out as one operation what can be carried out; return what that was in the end.

    Raises:
        VaultSyncError: What stops the operation as a whole.
    """
    for _ in range(_TRIES):
        try:
            return bulk, app.carry_out(bulk.plan)
        except _IN_THE_WAY:
            # Nothing is written yet. A note has changed since it was tried: whoever still can, goes on.
            again = plan_bulk(app, order)
            if again.plan.edits == bulk.plan.edits:
                raise
            bulk = again
    return bulk, app.carry_out(bulk.plan)
