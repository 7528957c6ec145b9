"""One task as an all-day event: for the calendars that show no todos."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from vaultsync.core.feed import component as part
from vaultsync.core.feed.card import Card, card_of
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FIRST, FeedContext, Revision
from vaultsync.core.feed.moments import compact, naive, utc
from vaultsync.core.feed.place import whereabouts
from vaultsync.core.model import Status, Task
from vaultsync.core.values import ACCEPTED

_ACCEPTED = frozenset(status.value for status in ACCEPTED)


def render_event(
    task: Task, context: FeedContext, *, revision: Revision = FIRST, due_at: datetime | None = None
) -> Component | None:
    """Return the VEVENT that mirrors an open, accepted task on the day it is due.

    Args:
        task: Its uid must be the one it was first served under.
        context: The vault, and what the person wants to see.
        revision: Which state of the task this is.
        due_at: The moment, if the task is due at a time of day that its line does not say.

    Returns:
        None for a task that has no event: not live, not due, decided, or only proposed.
    """
    card = card_of(task, due_at=naive(due_at, context.zone))
    return event(card, context, part.event_uid(task.uid, context), part.stamp_of(card, revision), revision.sequence)


def event(card: Card, context: FeedContext, uid: str, changed: str, sequence: int) -> Component | None:
    """Return the VEVENT of a task's card: see `render_event`.

    Args:
        card: The task.
        context: The vault, and what the person wants to see.
        uid: The whole UID of the event.
        changed: When the task last changed, as a DATE-TIME in UTC.
        sequence: How often it has changed.
    """
    if not _shown(card, context):
        return None
    when = _when(card, context)
    return None if when is None else _event(card, context, uid, (changed, sequence), when)


def render_instances(
    task: Task,
    next_days: Iterable[date],
    context: FeedContext,
    *,
    revision: Revision = FIRST,
    due_at: datetime | None = None,
) -> tuple[Component, ...]:
    """Return events for the days on which a recurring task will be due again.

    The day on which the task itself is due is left out, and so is a day given twice.

    Args:
        task: The recurring task.
        next_days: The coming due days, in any order.
        context: As for `render_event`.
        revision: As for `render_event`.
        due_at: The moment at which the task itself is due; the instances keep its time of day.
    """
    card = card_of(task, due_at=naive(due_at, context.zone))
    when = _when(card, context)
    own = when.date() if isinstance(when, datetime) else when
    days = sorted(set(next_days) - {own})
    slots = [(part.event_uid(task.uid, context, compact(day)), day.isoformat()) for day in days]
    return instances(card, context, slots, part.stamp_of(card, revision), revision.sequence)


def instances(
    card: Card, context: FeedContext, slots: Iterable[tuple[str, str]], changed: str, sequence: int
) -> tuple[Component, ...]:
    """Return the events of a recurring task's coming days.

    Each is an event of its own, not an RRULE: no rule says what `when done` and
    a month that lacks the 31st mean to Obsidian Tasks.

    Args:
        card: The task.
        context: The vault, and what the person wants to see.
        slots: The whole UID and the day of each; they keep the time of day of the task.
        changed: As for `event`.
        sequence: As for `event`.
    """
    if not _shown(card, context) or card.decided or _when(card, context) is None:
        return ()
    time = card.due[len("2026-01-05") :]
    moments = ((uid, part.due_of(day + time, context.zone)) for uid, day in slots)
    return tuple(_event(card, context, uid, (changed, sequence), when) for uid, when in moments if when is not None)


def _when(card: Card, context: FeedContext) -> date | None:
    due = part.due_of(card.due, context.zone)
    if due is None and context.scheduled_events:
        return part.due_of(card.scheduled, context.zone)
    return due


def _shown(card: Card, context: FeedContext) -> bool:
    if not card.live:
        return False
    if card.status == Status.PROPOSED:
        return context.include_proposed
    return card.status in _ACCEPTED or (card.status == Status.DONE and bool(context.done_prefix))


def _event(card: Card, context: FeedContext, uid: str, revision: tuple[str, int], when: date) -> Component:
    proposed = card.status == Status.PROPOSED
    prefix = context.done_prefix if card.status == Status.DONE else context.prefix
    rings = context.alarms and card.status in _ACCEPTED
    pieces = (
        part.opening("VEVENT", uid, *revision),
        part.summary(card, prefix),
        span(when, context),
        "STATUS:TENTATIVE\r\n" if proposed else "STATUS:CONFIRMED\r\n",
        "TRANSP:TRANSPARENT\r\nCLASS:PRIVATE\r\n",
        part.created(card.created, context.zone),
        part.categories(card.tags, *(("proposed",) if proposed else ())),
        part.assignees(card),
        whereabouts(card, context),
        part.alarms(card, when, context, related="START") if rings else "",
        "END:VEVENT\r\n",
    )
    return Component(uid, "".join(pieces).encode())


def span(when: date, context: FeedContext) -> str:
    """Return the pieces of DTSTART and DTEND of a day, or of a moment with its zone."""
    if not isinstance(when, datetime):
        return _day_span(when)
    begin = when.astimezone(UTC)
    end = begin + context.length if datetime.max.replace(tzinfo=UTC) - begin > context.length else begin
    return f"DTSTART:{utc(begin)}\r\n" + (f"DTEND:{utc(end)}\r\n" if end > begin else "")


@lru_cache(maxsize=4096)
def _day_span(day: date) -> str:
    start = f"DTSTART;VALUE=DATE:{compact(day)}\r\n"
    if day == date.max:
        # There is no next day; an event that begins on a day and has no end lasts that day.
        return start
    return f"{start}DTEND;VALUE=DATE:{compact(day + timedelta(days=1))}\r\n"
