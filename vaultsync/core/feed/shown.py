"""What a feed holds of one task: its todo, its event, those of its coming days, and of what was merged into it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from vaultsync.core.feed import component as part
from vaultsync.core.feed.card import Card
from vaultsync.core.feed.component import Component
from vaultsync.core.feed.context import FeedContext
from vaultsync.core.feed.definition import FeedDefinition, Kind
from vaultsync.core.feed.event import event, instances, span
from vaultsync.core.feed.rows import RegisterRow
from vaultsync.core.feed.text import piece, text
from vaultsync.core.feed.todo import admitted, todo

MERGED_DAYS: Final = 30
"""For how many days the name of a task that became another one's says that it is cancelled."""


class Shown(NamedTuple):
    """One component, and how long it is served."""

    uid: str
    task: int
    """The number of the task that decides whether a feed shows it."""

    decided: str
    """The day (ISO text) on which the task was done or cancelled; empty for what is to do."""

    merged: str
    """The day on which it became another task's; empty for what stands for itself."""

    text: bytes


class Window(NamedTuple):
    """Which of what is no longer to do is still served: ISO texts of days."""

    decided: str
    """The first day on which it may have been done or cancelled."""

    merged: str
    """The first day on which it may have become another task's."""

    @classmethod
    def of(cls, today: date, done_days: int) -> "Window":
        """Return the window of a day: of what was decided in so many days, that day being the last."""
        return cls(*((today - timedelta(days=days - 1)).isoformat() for days in (done_days, MERGED_DAYS)))

    def has(self, decided: str, merged: str) -> bool:
        """Whether what was decided and merged on such days, empty if it was not, is still served."""
        return (not decided or decided >= self.decided) and (not merged or merged >= self.merged)


def shown(
    number: int,
    card: Card,
    row: RegisterRow,
    *,
    definition: FeedDefinition,
    context: FeedContext,
    parent: str = "",
    merged: Sequence[RegisterRow] = (),
) -> list[Shown]:
    """Return the components of one task.

    Args:
        number: Its number in the index.
        card: What the notes say.
        row: Under which name it is published, and which state of it.
        definition: Which kinds are wanted, and how many coming days.
        context: What the definition makes of the vault.
        parent: The uid of the task that it is nested in.
        merged: The published names that it has taken over.
    """
    if not admitted(card, context):
        return []
    kind, uid, changed, sequence = definition.kind, row.uid, row.changed, row.sequence
    decided = (card.done or max(card.last, iso_day(changed))) if card.decided else ""
    found: list[Shown] = []
    if kind is not Kind.EVENTS:
        name = part.todo_uid(uid, context)
        found.append(Shown(name, number, decided, "", todo(card, context, name, changed, sequence, parent)))
    if kind is not Kind.TODOS:
        found += [Shown(each.uid, number, decided, "", each.text) for each in _events(card, row, definition, context)]
    if merged:
        found += [
            Shown(each.uid, number, "", gone.since, each.text)
            for gone in merged
            if gone.shown
            for each in cancelled(gone, kind, context)
        ]
    return found


def _events(card: Card, row: RegisterRow, definition: FeedDefinition, context: FeedContext) -> list[Component]:
    """Return the event of a task, and those of its coming days."""
    name, own = row.series.event_name(row.uid)
    first = event(card, context, part.event_uid(name, context, own), row.changed, row.sequence)
    found = [first] if first is not None else []
    if row.series.coming and definition.instances:
        coming = row.series.coming[: definition.instances]
        slots = [(part.event_uid(name, context, slot), day) for slot, day in coming]
        found += instances(card, context, slots, row.changed, row.sequence)
    return found


def cancelled(row: RegisterRow, kind: Kind, context: FeedContext) -> list[Component]:
    """Return what is left of a task that was merged into another one: it says that it is cancelled, and by which."""
    revision = (row.changed, row.sequence)
    words = piece(f"SUMMARY:{text(row.summary)}")
    found = []
    if kind is not Kind.EVENTS:
        uid = part.todo_uid(row.uid, context)
        into = part.repeated("RELATED-TO", (part.todo_uid(row.into, context),))
        head = part.opening("VTODO", uid, *revision)
        whole = f"{head}{words}STATUS:CANCELLED\r\nCLASS:PRIVATE\r\n{into}END:VTODO\r\n"
        found.append(Component(uid, whole.encode()))
    due = part.due_of(row.due, context.zone)
    if kind is not Kind.TODOS and due is not None and not row.decided:
        name, slot = row.series.event_name(row.uid)
        uid = part.event_uid(name, context, slot)
        head = part.opening("VEVENT", uid, *revision)
        end = "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT\r\nCLASS:PRIVATE\r\nEND:VEVENT\r\n"
        found.append(Component(uid, f"{head}{words}{span(due, context)}{end}".encode()))
    return found


def iso_day(stamp: str) -> str:
    """Return the day of a DATE-TIME in UTC as an ISO text."""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"
