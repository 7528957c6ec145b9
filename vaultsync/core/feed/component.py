"""What an event and a todo have in common: names, stamps, alarms, and the digest of what it says."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.context import Alarm, FeedContext, Revision
from vaultsync.core.feed.moments import duration, noon, utc
from vaultsync.core.feed.text import clean, content, one_line, text

_DAY = len("2026-01-05")


class Component(NamedTuple):
    """One VEVENT or VTODO as it is served."""

    uid: str
    """Its UID; unique in a calendar, and never another one for the same task."""

    text: bytes
    """All its content lines, folded, each ended by CRLF."""

    meaning: tuple[str, ...]
    """Its content lines without DTSTAMP, LAST-MODIFIED and SEQUENCE, and without where the task stands."""

    @property
    def digest(self) -> str:
        """Of what it means, in 32 hexadecimal digits. Two components with one digest say the same."""
        return blake2b("\n".join(self.meaning).encode(), digest_size=16).hexdigest()


def todo_uid(uid: str, context: FeedContext) -> str:
    """Return the UID of a task's VTODO.

    A task that is itself called `…-due` gets `.todo` behind its name, which no
    task's name can contain: its UID would be that of another task's event.
    """
    return clean(f"{uid}.todo@{context.vault_id}" if uid.endswith("-due") else f"{uid}@{context.vault_id}")


def event_uid(uid: str, context: FeedContext, slot: str = "") -> str:
    """Return the UID of a task's VEVENT; with a slot, that of one occurrence of its series."""
    instance = f".{slot}" if slot else ""
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
    begin, named, end = f"BEGIN:{kind}", f"UID:{text(uid)}", f"END:{kind}"
    lines = [begin, named, *stamps, *meaning, *place, *alarms, end]
    return Component(uid, content(lines), (begin, named, *meaning, *alarms))


def stamps(changed: str, sequence: int) -> tuple[str, ...]:
    """Return DTSTAMP, LAST-MODIFIED and SEQUENCE: they tell of the last change, never of the moment of export.

    Args:
        changed: As `stamp_of` gives it.
        sequence: How often the meaning has changed since it was first served.
    """
    return f"DTSTAMP:{changed}", f"LAST-MODIFIED:{changed}", f"SEQUENCE:{sequence}"


def stamp_of(card: Card, revision: Revision) -> str:
    """Return when a task last changed as a DATE-TIME in UTC; the last day that its lines carry if nobody counts."""
    return utc(revision.changed) if revision.changed else first_stamp(card)


def first_stamp(card: Card) -> str:
    """Return midnight (UTC) of the last day that the lines of a task carry, as a DATE-TIME."""
    return f"{card.last.replace('-', '')}T000000Z"


def summary(card: Card, prefix: str = "") -> str:
    """Return the SUMMARY: the words of the task in one line, without markup."""
    return f"SUMMARY:{text(prefix + card.summary)}"


def categories(card: Card, *more: str) -> tuple[str, ...]:
    """Return CATEGORIES: the tags without `#`, sorted, in one property, or nothing.

    Four of sixteen readers split a category at its escaped comma, so a comma becomes `-`.
    """
    return _categories(card.tags, more)


def created(card: Card, context: FeedContext) -> tuple[str, ...]:
    """Return CREATED, at noon of the created day, or nothing."""
    return (f"CREATED:{noon_of(card.created, context)}",) if card.created else ()


def noon_of(day: str, context: FeedContext) -> str:
    """Return noon of a day in the vault's zone, as a DATE-TIME in UTC."""
    return noon(day_of(day), context.zone)


def assignees(card: Card) -> tuple[str, ...]:
    """Return one X-VAULTSYNC-ASSIGNEE each. ATTENDEE would have calendars send invitations."""
    return repeated("X-VAULTSYNC-ASSIGNEE", card.owners)


def alarms(card: Card, due: date, context: FeedContext, *, related: str) -> tuple[str, ...]:
    """Return the VALARM lines of a task that is due on a day or at a moment.

    Args:
        card: Its words are what the alarm shows.
        due: A day, or a moment with its zone.
        context: Its alarms, and the zone of their times of day.
        related: `START` or `END`: which end of the component is the due date.
    """
    lines: list[str] = []
    for alarm in context.alarms:
        trigger = _trigger(alarm, due, context, related)
        lines += ("BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{text(card.summary)}", trigger, "END:VALARM")
    return tuple(lines)


def _trigger(alarm: Alarm, due: date, context: FeedContext, related: str) -> str:
    relative = f"TRIGGER;RELATED={related}:{duration(-alarm.before)}"
    if alarm.at is None:
        return relative
    try:
        day = due.astimezone(context.zone).date() if isinstance(due, datetime) else due
        day -= timedelta(days=int(alarm.before / timedelta(days=1)))
        return f"TRIGGER;VALUE=DATE-TIME:{utc(datetime.combine(day, alarm.at, context.zone))}"
    except OverflowError:
        # Due in the first or last days of the calendar: no day is that far away.
        return relative


def due_of(due: str, context: FeedContext) -> date | None:
    """Return when a task is due: a day, a moment with its zone, or None.

    A moment without a zone is one of the vault's; one that UTC's calendar lacks is its day.
    """
    if len(due) <= _DAY:
        return day_of(due) if due else None
    return _moment(due, context.zone)


@lru_cache(maxsize=1024)
def _moment(due: str, zone: tzinfo) -> date:
    moment = datetime.fromisoformat(due)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    try:
        moment.astimezone(UTC)
    except OverflowError:
        return moment.date()
    return moment


@lru_cache(maxsize=4096)
def day_of(text_: str) -> date:
    """Return the day of an ISO text."""
    return date.fromisoformat(text_)


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
