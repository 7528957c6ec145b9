"""One task as a todo: for Thunderbird, GNOME, KDE, Nextcloud, terminals and CalDAV."""

from datetime import datetime, tzinfo
from functools import lru_cache

from vaultsync.core.feed import component as part
from vaultsync.core.feed.card import Card, card_of
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FIRST, FeedContext, Revision
from vaultsync.core.feed.moments import naive, utc
from vaultsync.core.feed.place import provenance, whereabouts
from vaultsync.core.model import Priority, Status, Task

# To ask a class for its member takes longer than to compare two texts.
_PROPOSED, _NO_TASK = Status.PROPOSED.value, Status.NON_TASK.value

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
    if not admitted(card, context):
        return None
    uid = part.todo_uid(task.uid, context)
    return Component(uid, todo(card, context, uid, part.stamp_of(card, revision), revision.sequence, parent))


def admitted(card: Card, context: FeedContext) -> bool:
    """Whether a task belongs into calendars at all, be it with a component or only with what was merged into it."""
    status = card.status
    return card.live and status != _NO_TASK and (status != _PROPOSED or context.include_proposed)


def todo(card: Card, context: FeedContext, uid: str, changed: str, sequence: int, parent: str = "") -> bytes:
    """Return the VTODO of a task that belongs into calendars: see `render_todo`.

    Args:
        card: The task.
        context: The vault, and what the person wants to see.
        uid: The whole UID of the todo.
        changed: When it last changed, as a DATE-TIME in UTC.
        sequence: How often it has changed.
        parent: What the task that it is nested in is served under.
    """
    status, zone = card.status, context.zone
    rings = context.alarms and card.due and status != _PROPOSED and not card.decided
    pieces = (
        part.opening("VTODO", uid, changed, sequence),
        part.summary(card),
        _dates(card.due, card.start, card.scheduled, zone) if card.due or card.start or card.scheduled else "",
        _standing(status, card.done, card.priority, card.created, card.tags, zone),
        _relations(card, context, parent) if parent or card.recurrence or card.depends_on else "",
        part.assignees(card),
        whereabouts(card, context),
        provenance(card),
        _alarms(card, context) if rings else "",
        "END:VTODO\r\n",
    )
    return "".join(pieces).encode()


# Tasks of one note, and those of one day, have most of this in common.
@lru_cache(maxsize=1024)
def _standing(status: str, done: str, priority: str, created: str, tags: tuple[str, ...], zone: tzinfo) -> str:
    """Return the pieces from STATUS to CATEGORIES."""
    completed = f"COMPLETED:{part.noon_of(done, zone)}\r\n" if done else ""
    categories = part.categories(tags, "proposed") if status == _PROPOSED else part.categories(tags)
    return (
        f"{_STATUS[status]}{completed}{_PRIORITY[priority]}CLASS:PRIVATE\r\n{part.created(created, zone)}{categories}"
    )


def _alarms(card: Card, context: FeedContext) -> str:
    due = part.due_of(card.due, context.zone)
    return "" if due is None else part.alarms(card, due, context, related="END")


def _relations(card: Card, context: FeedContext, parent: str) -> str:
    """Return what a task says of others, and of its own next occurrences."""
    above = part.repeated("RELATED-TO", (part.todo_uid(parent, context),)) if parent else ""
    recurrence = part.repeated("X-VAULTSYNC-RECURRENCE", (card.recurrence,)) if card.recurrence else ""
    return above + recurrence + part.repeated("X-VAULTSYNC-DEPENDS-ON", card.depends_on)


@lru_cache(maxsize=1024)
def _dates(due_day: str, start: str, scheduled: str, zone: tzinfo) -> str:
    """Return DUE and DTSTART, which must be of one type and in this order of time (RFC 5545, 3.8.2.3)."""
    found = ""
    due = part.due_of(due_day, zone)
    timed = isinstance(due, datetime)
    if isinstance(due, datetime):
        found = f"DUE:{utc(due)}\r\n"
    elif due is not None:
        found = f"DUE;VALUE=DATE:{_compact(due_day)}\r\n"
    begins = start or scheduled
    # ISO texts of days are in the order of time.
    if begins and (due is None or (not timed and begins < due_day)):
        found += f"DTSTART;VALUE=DATE:{_compact(begins)}\r\n"
    elif start:
        found += f"X-VAULTSYNC-START;VALUE=DATE:{_compact(start)}\r\n"
    if scheduled:
        found += f"X-VAULTSYNC-SCHEDULED;VALUE=DATE:{_compact(scheduled)}\r\n"
    return found


def _compact(day: str) -> str:
    return day[:10].replace("-", "")
