"""One task as a todo: for Thunderbird, GNOME, KDE, Nextcloud, terminals and CalDAV."""

from datetime import date, datetime

from vaultsync.core.feed import component as part
from vaultsync.core.feed.card import Card, card_of
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FIRST, FeedContext, Revision
from vaultsync.core.feed.moments import naive, utc
from vaultsync.core.feed.place import provenance, whereabouts
from vaultsync.core.model import Priority, Status, Task

_STATUS = {
    Status.PROPOSED.value: ("STATUS:NEEDS-ACTION", "X-VAULTSYNC-STATUS:PROPOSED"),
    Status.OPEN.value: ("STATUS:NEEDS-ACTION",),
    Status.STARTED.value: ("STATUS:IN-PROCESS",),
    Status.ON_HOLD.value: ("STATUS:NEEDS-ACTION", "X-VAULTSYNC-STATUS:ON_HOLD"),
    Status.DONE.value: ("STATUS:COMPLETED", "PERCENT-COMPLETE:100"),
    Status.CANCELLED.value: ("STATUS:CANCELLED",),
}

_PRIORITY = {
    Priority.HIGHEST.value: ("PRIORITY:1",),
    Priority.HIGH.value: ("PRIORITY:3",),
    Priority.MEDIUM.value: ("PRIORITY:5",),
    Priority.LOW.value: ("PRIORITY:7",),
    Priority.LOWEST.value: ("PRIORITY:9",),
    Priority.NONE.value: (),
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
        due_at: The moment, if the task is due at a time of day that its line does not say.

    Returns:
        None for a task that has no todo: not live, no task at all, or only proposed.
    """
    card = card_of(task, due_at=naive(due_at, context.zone))
    return todo(card, context, task.uid, part.stamp_of(card, revision), revision.sequence, parent)


def todo(card: Card, context: FeedContext, uid: str, changed: str, sequence: int, parent: str = "") -> Component | None:
    """Return the VTODO of a task's card: see `render_todo`.

    Args:
        card: The task.
        context: The vault, and what the person wants to see.
        uid: What the task is served under.
        changed: When it last changed, as a DATE-TIME in UTC.
        sequence: How often it has changed.
        parent: What the task that it is nested in is served under.
    """
    status = card.status
    proposed = status == Status.PROPOSED
    if not card.live or status not in _STATUS or (proposed and not context.include_proposed):
        return None
    meaning = [part.summary(card)]
    due = part.due_of(card.due, context) if card.due else None
    if due is not None or card.start or card.scheduled:
        meaning += _dates(card, due)
    meaning += _STATUS[status]
    if card.done:
        meaning.append(f"COMPLETED:{part.noon_of(card.done, context)}")
    meaning += _PRIORITY[card.priority]
    meaning.append("CLASS:PRIVATE")
    meaning += part.created(card, context)
    meaning += part.categories(card, *(("proposed",) if proposed else ()))
    if parent:
        meaning += part.repeated("RELATED-TO", (part.todo_uid(parent, context),))
    if card.recurrence:
        meaning += part.repeated("X-VAULTSYNC-RECURRENCE", (card.recurrence,))
    if card.depends_on:
        meaning += part.repeated("X-VAULTSYNC-DEPENDS-ON", card.depends_on)
    meaning += part.assignees(card)
    rings = context.alarms and due is not None and not proposed and not card.decided
    return part.assembled(
        "VTODO",
        part.todo_uid(uid, context),
        stamps=part.stamps(changed, sequence),
        meaning=meaning,
        place=[*whereabouts(card, context), *provenance(card), f"X-VAULTSYNC-REV:{card.digest}"],
        alarms=part.alarms(card, due, context, related="END") if due is not None and rings else (),
    )


def _dates(card: Card, due: date | None) -> list[str]:
    """Return DUE and DTSTART, which must be of one type and in this order of time (RFC 5545, 3.8.2.3)."""
    lines = []
    timed = isinstance(due, datetime)
    if isinstance(due, datetime):
        lines.append(f"DUE:{utc(due)}")
    elif due is not None:
        lines.append(f"DUE;VALUE=DATE:{_compact(card.due)}")
    begins = card.start or card.scheduled
    # ISO texts of days are in the order of time.
    if begins and (due is None or (not timed and begins < card.due)):
        lines.append(f"DTSTART;VALUE=DATE:{_compact(begins)}")
    elif card.start:
        lines.append(f"X-VAULTSYNC-START;VALUE=DATE:{_compact(card.start)}")
    if card.scheduled:
        lines.append(f"X-VAULTSYNC-SCHEDULED;VALUE=DATE:{_compact(card.scheduled)}")
    return lines


def _compact(day: str) -> str:
    return day[:10].replace("-", "")
