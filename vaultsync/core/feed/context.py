"""What a calendar has to be told besides the tasks."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """A reminder of a due task: a VALARM with the action DISPLAY (RFC 5545, 3.6.6)."""

    before: timedelta = timedelta()
    """How long before the task is due; negative for after. A due day begins at midnight."""

    at: time | None = None
    """A time of day in the vault's zone. The alarm then rings at a moment, in UTC, on the
    due day or `before` whole days earlier; without it the calendar reckons from the due date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Which state of a task is served; the application counts, a feed does not look at a clock."""

    changed: datetime | None = None
    """When the meaning last changed, with its time zone; None: the latest day that the task's lines carry."""

    sequence: int = 0
    """How often the meaning has changed since it was first served (RFC 5545, 3.8.7.4)."""


FIRST = Revision()
"""That of a task which was never served before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContext:
    """What all components of a feed have in common."""

    vault_name: str
    """The vault as Obsidian calls it, for `obsidian://open?vault=…`."""

    vault_id: str
    """The lasting name of the vault, behind the `@` of every UID."""

    zone: tzinfo
    """The zone of the vault: in it a done day has its noon."""

    include_proposed: bool = False
    """Whether proposals are shown too: tentative events, and todos that say so."""

    alarms: tuple[Alarm, ...] = ()
    """For open, accepted tasks that are due; none by default: two devices would ring twice."""

    prefix: str = "☐ "
    """Before the summary of an event, which has no checkbox of its own."""

    done_prefix: str = ""
    """Before the summary of a done task's event; empty: done tasks have no event."""

    scheduled_events: bool = False
    """Whether a task that is scheduled, but not due, has an event on that day."""

    length: timedelta = timedelta(minutes=30)
    """How long the event of a task with a time of day lasts."""
