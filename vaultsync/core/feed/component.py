"""What an event and a todo have in common: names, stamps, alarms, and the digest of what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from vaultsync.core.feed.context import Alarm, FeedContext, Revision
from vaultsync.core.feed.markdown import plain
from vaultsync.core.feed.moments import compact, day_or_none, duration, noon, utc
from vaultsync.core.feed.text import clean, content, one_line, text
from vaultsync.core.model import Task

UNDATED = date(2000, 1, 1)
"""The day of the last change of a task of which nothing tells when it changed."""


@dataclass(frozen=True, slots=True)
class Component:
    """One VEVENT or VTODO as it is served."""

    uid: str
    """Its UID; unique in a calendar, and never another one for the same task."""

    text: bytes
    """All its content lines, folded, each ended by CRLF."""

    digest: str
    """Of what it means, in 32 hexadecimal digits: without DTSTAMP, LAST-MODIFIED and
    SEQUENCE, and without where the task stands. Two components with one digest say the same."""


def todo_uid(uid: str, context: FeedContext) -> str:
    """Return the UID of a task's VTODO.

    A task that is itself called `…-due` gets `.todo` behind its name, which no
    task's name can contain: its UID would be that of another task's event.
    """
    return clean(f"{uid}.todo@{context.vault_id}" if uid.endswith("-due") else f"{uid}@{context.vault_id}")


def event_uid(uid: str, context: FeedContext, day: date | None = None) -> str:
    """Return the UID of a task's VEVENT; with a day, that of a projected instance on it."""
    instance = f".{compact(day)}" if day else ""
    return clean(f"{uid}-due{instance}@{context.vault_id}")


def assembled(
    kind: str,
    uid: str,
    *,
    stamps: Sequence[str],
    meaning: Sequence[str],
    place: Sequence[str],
    alarms: Sequence[str] = (),
) -> Component:
    """Return the component that content lines, not yet folded, make.

    Args:
        kind: VEVENT or VTODO.
        uid: Its UID, cleaned but not escaped.
        stamps: When it changed; not part of the digest.
        meaning: What the task says.
        place: Where the task stands; not part of the digest. Lines may be folded already.
        alarms: Whole VALARM components.
    """
    named = f"UID:{text(uid)}"
    digest = blake2b("\n".join((kind, named, *meaning, *alarms)).encode(), digest_size=16).hexdigest()
    revision = (f"X-VAULTSYNC-REV:{digest}",) if kind == "VTODO" else ()
    lines = (f"BEGIN:{kind}", named, *stamps, *meaning, *place, *revision, *alarms, f"END:{kind}")
    return Component(uid, content(lines), digest)


def stamps(task: Task, revision: Revision) -> tuple[str, ...]:
    """Return DTSTAMP, LAST-MODIFIED and SEQUENCE: they tell of the last change, never of the moment of export."""
    changed = utc(revision.changed) if revision.changed else f"{compact(last_dated(task))}T000000Z"
    return f"DTSTAMP:{changed}", f"LAST-MODIFIED:{changed}", f"SEQUENCE:{revision.sequence}"


def last_dated(task: Task) -> date:
    """Return the latest day on which the task's lines say that something happened, else `UNDATED`."""
    days = [
        when
        for line in task.lines
        for when in (line.said.done, line.said.cancelled, line.said.created, line.note.noted_on)
        if isinstance(when, date)
    ]
    return max(days, default=UNDATED)


def summary(task: Task, prefix: str = "") -> str:
    """Return the SUMMARY: the words of the task in one line, without markup."""
    return f"SUMMARY:{text(prefix + words_of(task))}"


def words_of(task: Task) -> str:
    """Return the title as plain words, or `untitled`."""
    return one_line(plain(task.title)) or "untitled"


def categories(task: Task, *more: str) -> tuple[str, ...]:
    """Return CATEGORIES: the tags without `#`, sorted, in one property, or nothing.

    Four of sixteen readers split a category at its escaped comma, so a comma becomes `-`.
    """
    return _categories(task.speaker.said.tags, more)


def created(task: Task, context: FeedContext) -> tuple[str, ...]:
    """Return CREATED, at noon of the created day, or nothing."""
    day = day_or_none(task.speaker.said.created)
    return (f"CREATED:{noon(day, context.zone)}",) if day else ()


def assignees(task: Task) -> tuple[str, ...]:
    """Return one X-VAULTSYNC-ASSIGNEE each. ATTENDEE would have calendars send invitations."""
    return repeated("X-VAULTSYNC-ASSIGNEE", task.owners)


def alarms(task: Task, due: date, context: FeedContext, *, related: str) -> tuple[str, ...]:
    """Return the VALARM lines of a task that is due on a day or at a moment.

    Args:
        task: Its words are what the alarm shows.
        due: A day, or a moment with its zone.
        context: Its alarms, and the zone of their times of day.
        related: `START` or `END`: which end of the component is the due date.
    """
    lines: list[str] = []
    for alarm in context.alarms:
        trigger = _trigger(alarm, due, context, related)
        lines += ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text(words_of(task))}", trigger, "END:VALARM")
    return tuple(lines)


def _trigger(alarm: Alarm, due: date, context: FeedContext, related: str) -> str:
    relative = f"TRIGGER;RELATED={related}:{duration(-alarm.before)}"
    if alarm.at is None:
        return relative
    day = due.astimezone(context.zone).date() if isinstance(due, datetime) else due
    try:
        day -= timedelta(days=int(alarm.before / timedelta(days=1)))
        return f"TRIGGER;VALUE=DATE-TIME:{utc(datetime.combine(day, alarm.at, context.zone))}"
    except OverflowError:
        # Due in the first or last days of the calendar: no day is that far away.
        return relative


def due_of(task: Task, due_at: datetime | None, context: FeedContext) -> date | None:
    """Return when the task is due: a day, a moment with its zone, or None.

    A moment without a zone is one of the vault's. A `BadDate` is not a date for the calendar.
    """
    due = due_at or day_or_none(task.due)
    if isinstance(due, datetime) and due.tzinfo is None:
        return due.replace(tzinfo=context.zone)
    return due


@lru_cache(maxsize=1024)
def repeated(name: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return one text property for each value, in one line, that is not blank."""
    return tuple(f"{name}:{text(told)}" for value in values if (told := one_line(value)))


@lru_cache(maxsize=1024)
def _categories(tags: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    names = {one_line(tag).removeprefix("#").replace(",", "-") for tag in tags}
    names.update(more)
    names.discard("")
    return (f"CATEGORIES:{','.join(map(text, sorted(names)))}",) if names else ()
