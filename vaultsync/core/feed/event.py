"""One task as an all-day event: for the calendars that show no todos."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from vaultsync.core.feed import component as part
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FIRST, FeedContext, Revision
from vaultsync.core.feed.moments import compact, day_or_none, utc
from vaultsync.core.feed.place import whereabouts
from vaultsync.core.model import Status, Task

_OPEN = frozenset({Status.OPEN, Status.STARTED, Status.ON_HOLD})


def render_event(
    task: Task, context: FeedContext, *, revision: Revision = FIRST, due_at: datetime | None = None
) -> Component | None:
    """Return the VEVENT that mirrors an open, accepted task on the day it is due.

    Args:
        task: Its uid must be the one it was first served under.
        context: The vault, and what the person wants to see.
        revision: Which state of the task this is.
        due_at: The moment, if the task is due at a time of day.

    Returns:
        None for a task that has no event: not live, not due, decided, or only proposed.
    """
    when = _when(task, due_at, context)
    if when is None or not _shown(task, context):
        return None
    return _event(task, context, revision, when, part.event_uid(task.uid, context))


def render_instances(
    task: Task,
    next_days: Iterable[date],
    context: FeedContext,
    *,
    revision: Revision = FIRST,
    due_at: datetime | None = None,
) -> tuple[Component, ...]:
    """Return events for the days on which a recurring task will be due again.

    Each is an event of its own, not an RRULE: no rule says what `when done` and
    a month that lacks the 31st mean to Obsidian Tasks. The day on which the
    task itself is due is left out, and so is a day given twice.

    Args:
        task: The recurring task.
        next_days: The coming due days, in any order.
        context: As for `render_event`.
        revision: As for `render_event`.
        due_at: The moment at which the task itself is due; the instances keep its time of day.
    """
    when = _when(task, due_at, context)
    if when is None or not _shown(task, context):
        return ()
    own = when.date() if isinstance(when, datetime) else when
    instances = []
    for day in sorted(set(next_days) - {own}):
        moment = datetime.combine(day, when.timetz()) if isinstance(when, datetime) else day
        instances.append(_event(task, context, revision, moment, part.event_uid(task.uid, context, day)))
    return tuple(instances)


def _when(task: Task, due_at: datetime | None, context: FeedContext) -> date | None:
    due = part.due_of(task, due_at, context)
    if due is None and context.scheduled_events:
        return day_or_none(task.speaker.said.scheduled)
    return due


def _shown(task: Task, context: FeedContext) -> bool:
    if not task.live:
        return False
    if task.status is Status.PROPOSED:
        return context.include_proposed
    return task.status in _OPEN or (task.status is Status.DONE and bool(context.done_prefix))


def _event(task: Task, context: FeedContext, revision: Revision, when: date, uid: str) -> Component:
    proposed = task.status is Status.PROPOSED
    prefix = context.done_prefix if task.status is Status.DONE else context.prefix
    return part.assembled(
        "VEVENT",
        uid,
        stamps=part.stamps(task, revision),
        meaning=(
            part.summary(task, prefix),
            *_span(when, context),
            f"STATUS:{'TENTATIVE' if proposed else 'CONFIRMED'}",
            "TRANSP:TRANSPARENT",
            "CLASS:PRIVATE",
            *part.created(task, context),
            *part.categories(task, *(("proposed",) if proposed else ())),
            *part.assignees(task),
        ),
        place=whereabouts(task, context),
        alarms=part.alarms(task, when, context, related="START") if task.status in _OPEN else (),
    )


def _span(when: date, context: FeedContext) -> tuple[str, ...]:
    if isinstance(when, datetime):
        return f"DTSTART:{utc(when)}", f"DTEND:{utc(when.astimezone(UTC) + context.length)}"
    start = f"DTSTART;VALUE=DATE:{compact(when)}"
    if when == date.max:
        # There is no next day; an event that begins on a day and has no end lasts that day.
        return (start,)
    return start, f"DTEND;VALUE=DATE:{compact(when + timedelta(days=1))}"
