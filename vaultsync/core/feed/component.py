"""What an event and a todo have in common: names, stamps, alarms, and the digest of what it says."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.context import Alarm, FeedContext, Revision
from vaultsync.core.feed.moments import duration, noon, utc
from vaultsync.core.feed.text import clean, one_line, piece, text

_DAY = len("2026-01-05")
_NO_MEANING = (
    *("DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"),
    *("URL:", "DESCRIPTION:", "X-VAULTSYNC-LINE:", "X-VAULTSYNC-PATH:", "X-VAULTSYNC-SOURCE:", "X-VAULTSYNC-REV:"),
)


class Component(NamedTuple):
    """One VEVENT or VTODO as it is served."""

    uid: str
    """Its UID; unique in a calendar, and never another one for the same task."""

    text: bytes
    """All its content lines, folded, each ended by CRLF."""

    @property
    def meaning(self) -> tuple[str, ...]:
        """The content lines that say what the task means: none of its stamps, and none of where it stands."""
        lines: list[str] = []
        rings = False
        for line in self.text.decode().replace("\r\n ", "").split("\r\n"):
            rings = rings or line == "BEGIN:VALARM"
            # The DESCRIPTION of an alarm is the words of the task, that of a component where it stands.
            if rings or not line.startswith(_NO_MEANING):
                lines.append(line)
        return tuple(lines)

    @property
    def digest(self) -> str:
        """Of what it means, in 32 hexadecimal digits. Two components with one digest say the same."""
        return blake2b("\n".join(self.meaning).encode(), digest_size=16).hexdigest()


def todo_uid(uid: str, context: FeedContext) -> str:
    """Return the UID of a task's VTODO.

    A task that is itself called `…-due` gets `.todo` behind its name, which no
    task's name can contain: its UID would be that of another task's event.
    """
    name = f"{uid}.todo@{context.vault_id}" if uid.endswith("-due") else f"{uid}@{context.vault_id}"
    return name if name.isprintable() else clean(name)


def event_uid(uid: str, context: FeedContext, slot: str = "") -> str:
    """Return the UID of a task's VEVENT; with a slot, that of one occurrence of its series."""
    instance = f".{slot}" if slot else ""
    return clean(f"{uid}-due{instance}@{context.vault_id}")


def opening(kind: str, uid: str, changed: str, sequence: int) -> str:
    """Return the pieces with which a component begins: its name, and which state of the task it is.

    The stamps tell of the last change, never of the moment of export.

    Args:
        kind: VEVENT or VTODO.
        uid: Its UID, cleaned but not escaped.
        changed: As `stamp_of` gives it.
        sequence: How often the meaning has changed since it was first served.
    """
    named = piece(f"UID:{text(uid)}")
    return f"BEGIN:{kind}\r\n{named}DTSTAMP:{changed}\r\nLAST-MODIFIED:{changed}\r\nSEQUENCE:{sequence}\r\n"


def stamp_of(card: Card, revision: Revision) -> str:
    """Return when a task last changed as a DATE-TIME in UTC; the last day that its lines carry if nobody counts."""
    return utc(revision.changed) if revision.changed else first_stamp(card)


def first_stamp(card: Card) -> str:
    """Return midnight (UTC) of the last day that the lines of a task carry, as a DATE-TIME."""
    return _midnight(card.last)


@lru_cache(maxsize=1024)
def _midnight(day: str) -> str:
    return f"{day.replace('-', '')}T000000Z"


def summary(card: Card, prefix: str = "") -> str:
    """Return the piece of SUMMARY: the words of the task in one line, without markup."""
    return piece(f"SUMMARY:{text(prefix + card.summary)}")


def categories(tags: tuple[str, ...], *more: str) -> str:
    """Return the piece of CATEGORIES: the tags without `#`, sorted, in one property, or nothing.

    Four of sixteen readers split a category at its escaped comma, so a comma becomes `-`.
    """
    return _categories(tags, more) if tags or more else ""


def created(day: str, zone: tzinfo) -> str:
    """Return the piece of CREATED, at noon of the created day, or nothing."""
    return f"CREATED:{noon_of(day, zone)}\r\n" if day else ""


def assignees(card: Card) -> str:
    """Return the pieces of X-VAULTSYNC-ASSIGNEE, one for each. ATTENDEE would have calendars send invitations."""
    return repeated("X-VAULTSYNC-ASSIGNEE", card.owners) if card.owners else ""


@lru_cache(maxsize=4096)
def noon_of(day: str, zone: tzinfo) -> str:
    """Return noon of a day (ISO text) in the vault's zone, as a DATE-TIME in UTC."""
    return noon(day_of(day), zone)


def alarms(card: Card, due: date, context: FeedContext, *, related: str) -> str:
    """Return the pieces of the VALARMs of a task that is due on a day or at a moment.

    Args:
        card: Its words are what the alarm shows.
        due: A day, or a moment with its zone.
        context: Its alarms, and the zone of their times of day.
        related: `START` or `END`: which end of the component is the due date.
    """
    words = piece(f"DESCRIPTION:{text(card.summary)}")
    triggers = [_trigger(alarm, due, context, related) for alarm in context.alarms]
    return "".join([f"BEGIN:VALARM\r\nACTION:DISPLAY\r\n{words}{trigger}\r\nEND:VALARM\r\n" for trigger in triggers])


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


def due_of(due: str, zone: tzinfo) -> date | None:
    """Return when a task is due: a day, a moment with its zone, or None.

    A moment without a zone is one of that zone; one that UTC's calendar lacks is its day.
    """
    if len(due) <= _DAY:
        return day_of(due) if due else None
    return _moment(due, zone)


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
def repeated(name: str, values: tuple[str, ...]) -> str:
    """Return the pieces of one text property for each value, in one line, that is not blank."""
    return "".join([piece(f"{name}:{text(told)}") for value in values if (told := one_line(value))])


@lru_cache(maxsize=1024)
def _categories(tags: tuple[str, ...], more: tuple[str, ...]) -> str:
    names = {one_line(tag).removeprefix("#").replace(",", "-") for tag in tags}
    names.update(more)
    names.discard("")
    return piece(f"CATEGORIES:{','.join(map(text, sorted(names)))}") if names else ""
