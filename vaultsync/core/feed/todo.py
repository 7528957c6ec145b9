"""One task as a todo: for Thunderbird, GNOME, KDE, Nextcloud, terminals and CalDAV."""

from datetime import date, datetime

from vaultsync.core.feed import component as part
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FIRST, FeedContext, Revision
from vaultsync.core.feed.moments import compact, day_or_none, noon, utc
from vaultsync.core.feed.place import provenance, whereabouts
from vaultsync.core.model import Priority, Status, Task

_STATUS = {
    Status.PROPOSED: ("STATUS:NEEDS-ACTION", "X-VAULTSYNC-STATUS:PROPOSED"),
    Status.OPEN: ("STATUS:NEEDS-ACTION",),
    Status.STARTED: ("STATUS:IN-PROCESS",),
    Status.ON_HOLD: ("STATUS:NEEDS-ACTION", "X-VAULTSYNC-STATUS:ON_HOLD"),
    Status.DONE: ("STATUS:COMPLETED", "PERCENT-COMPLETE:100"),
    Status.CANCELLED: ("STATUS:CANCELLED",),
}

_PRIORITY = {
    Priority.HIGHEST: ("PRIORITY:1",),
    Priority.HIGH: ("PRIORITY:3",),
    Priority.MEDIUM: ("PRIORITY:5",),
    Priority.LOW: ("PRIORITY:7",),
    Priority.LOWEST: ("PRIORITY:9",),
    Priority.NONE: (),
}


def render_todo(
    task: Task,
    context: FeedContext,
    *,
    revision: Revision = FIRST,
    parent: str = "",
    due_at: datetime | None = None,
) -> Component | None:
    """Return the VTODO of an accepted task, dated or not, decided or not.

    Args:
        task: Its uid must be the one it was first served under.
        context: The vault, and what the person wants to see.
        revision: Which state of the task this is.
        parent: The uid of the task that this one is nested in.
        due_at: The moment, if the task is due at a time of day.

    Returns:
        None for a task that has no todo: not live, no task at all, or only proposed.
    """
    proposed = task.status is Status.PROPOSED
    if not task.live or task.status not in _STATUS or (proposed and not context.include_proposed):
        return None
    said = task.speaker.said
    due = part.due_of(task, due_at, context)
    rings = due is not None and not proposed and not task.status.decided
    return part.assembled(
        "VTODO",
        part.todo_uid(task.uid, context),
        stamps=part.stamps(task, revision),
        meaning=(
            part.summary(task),
            *_dates(task, due),
            *_STATUS[task.status],
            *_completed(task, context),
            *_PRIORITY[said.priority],
            "CLASS:PRIVATE",
            *part.created(task, context),
            *part.categories(task, *(("proposed",) if proposed else ())),
            *part.repeated("RELATED-TO", (part.todo_uid(parent, context),) if parent else ()),
            *part.repeated("X-VAULTSYNC-RECURRENCE", (said.recurrence,)),
            *part.repeated("X-VAULTSYNC-DEPENDS-ON", said.depends_on),
            *part.assignees(task),
        ),
        place=(*whereabouts(task, context), *provenance(task)),
        alarms=part.alarms(task, due, context, related="END") if due is not None and rings else (),
    )


def _dates(task: Task, due: date | None) -> list[str]:
    """Return DUE and DTSTART, which must be of one type and in this order of time (RFC 5545, 3.8.2.3)."""
    start, scheduled = day_or_none(task.speaker.said.start), day_or_none(task.speaker.said.scheduled)
    lines = []
    if isinstance(due, datetime):
        lines.append(f"DUE:{utc(due)}")
    elif due is not None:
        lines.append(f"DUE;VALUE=DATE:{compact(due)}")
    begins = start or scheduled
    fits = begins is not None and (due is None or (not isinstance(due, datetime) and begins < due))
    if begins is not None and fits:
        lines.append(f"DTSTART;VALUE=DATE:{compact(begins)}")
    elif start is not None:
        lines.append(f"X-VAULTSYNC-START;VALUE=DATE:{compact(start)}")
    if scheduled is not None:
        lines.append(f"X-VAULTSYNC-SCHEDULED;VALUE=DATE:{compact(scheduled)}")
    return lines


def _completed(task: Task, context: FeedContext) -> tuple[str, ...]:
    """Return COMPLETED, at noon of the done day; the speaking line knows it, else the line done last."""
    if task.status is not Status.DONE:
        return ()
    days = [line.said.done for line in task.lines if isinstance(line.said.done, date)]
    day = day_or_none(task.speaker.said.done) or max(days, default=None)
    return (f"COMPLETED:{noon(day, context.zone)}",) if day else ()
