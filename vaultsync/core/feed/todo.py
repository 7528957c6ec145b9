"""One task as a todo: for Thunderbird, GNOME, KDE, Nextcloud, terminals and CalDAV."""

from datetime import date, datetime

from vaultsync.core.feed import component as part
from vaultsync.core.feed.card import Card, card_of
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FIRST, FeedContext, Revision
from vaultsync.core.feed.moments import naive, utc
from vaultsync.core.feed.place import provenance, whereabouts
from vaultsync.core.model import Priority, Status, Task

_PROPOSED = Status.PROPOSED.value

_STATUS = {
    _PROPOSED: "STATUS:NEEDS-ACTION\r\nX-VAULTSYNC-STATUS:PROPOSED\r\n",
    Status.OPEN.value: "STATUS:NEEDS-ACTION\r\n",
    Status.STARTED.value: "STATUS:IN-PROCESS\r\n",
    Status.ON_HOLD.value: "STATUS:NEEDS-ACTION\r\nX-VAULTSYNC-STATUS:ON_HOLD\r\n",
    Status.DONE.value: "STATUS:COMPLETED\r\nPERCENT-COMPLETE:100\r\n",
    Status.CANCELLED.value: "STATUS:CANCELLED\r\n",
}

_PRIORITY = {
    Priority.HIGHEST.value: "PRIORITY:1\r\n",
    Priority.HIGH.value: "PRIORITY:3\r\n",
    Priority.MEDIUM.value: "PRIORITY:5\r\n",
    Priority.LOW.value: "PRIORITY:7\r\n",
    Priority.LOWEST.value: "PRIORITY:9\r\n",
    Priority.NONE.value: "",
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
    state = _STATUS.get(card.status)
    proposed = card.status == _PROPOSED
    if state is None or not card.live or (proposed and not context.include_proposed):
        return None
    due = part.due_of(card.due, context) if card.due else None
    rings = context.alarms and due is not None and not proposed and not card.decided
    name = part.todo_uid(uid, context)
    pieces = (
        part.opening("VTODO", name, changed, sequence),
        part.summary(card),
        _dates(card, due) if due is not None or card.start or card.scheduled else "",
        state,
        f"COMPLETED:{part.noon_of(card.done, context.zone)}\r\n" if card.done else "",
        _PRIORITY[card.priority],
        "CLASS:PRIVATE\r\n",
        part.created(card, context),
        part.categories(card, "proposed") if proposed else part.categories(card),
        _relations(card, context, parent) if parent or card.recurrence or card.depends_on else "",
        part.assignees(card),
        whereabouts(card, context),
        provenance(card),
        part.alarms(card, due, context, related="END") if due is not None and rings else "",
        "END:VTODO\r\n",
    )
    return Component(name, "".join(pieces).encode())


def _relations(card: Card, context: FeedContext, parent: str) -> str:
    """Return what a task says of others, and of its own next occurrences."""
    above = part.repeated("RELATED-TO", (part.todo_uid(parent, context),)) if parent else ""
    recurrence = part.repeated("X-VAULTSYNC-RECURRENCE", (card.recurrence,)) if card.recurrence else ""
    return above + recurrence + part.repeated("X-VAULTSYNC-DEPENDS-ON", card.depends_on)


def _dates(card: Card, due: date | None) -> str:
    """Return DUE and DTSTART, which must be of one type and in this order of time (RFC 5545, 3.8.2.3)."""
    found = ""
    timed = isinstance(due, datetime)
    if isinstance(due, datetime):
        found = f"DUE:{utc(due)}\r\n"
    elif due is not None:
        found = f"DUE;VALUE=DATE:{_compact(card.due)}\r\n"
    begins = card.start or card.scheduled
    # ISO texts of days are in the order of time.
    if begins and (due is None or (not timed and begins < card.due)):
        found += f"DTSTART;VALUE=DATE:{_compact(begins)}\r\n"
    elif card.start:
        found += f"X-VAULTSYNC-START;VALUE=DATE:{_compact(card.start)}\r\n"
    if card.scheduled:
        found += f"X-VAULTSYNC-SCHEDULED;VALUE=DATE:{_compact(card.scheduled)}\r\n"
    return found


def _compact(day: str) -> str:
    return day[:10].replace("-", "")
