"""The occurrences of a recurring task in the calendar: one name for each, which lasts.

A series is called like its first task. Its occurrences have slots: the day for
which each was first foretold, which is part of its event's UID. When the task is
completed, the next line takes up the next slot; when it is rescheduled, all
occurrences move and keep their slots. So an event that a calendar knows is never
replaced by another one that says the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.definition import MAX_INSTANCES
from vaultsync.core.notation.recurrence_next import Dates, next_dates, rule_for

Slot = tuple[str, str]
"""The word of an occurrence, and the day on which it is now, as an ISO text."""


@dataclass(frozen=True, slots=True)
class Series:
    """Which occurrence of which series a task is, and which are to come."""

    name: str = ""
    """The uid of the first task of the series; empty for a task that never recurred."""

    own: str = ""
    """The slot of the task's own event; empty for the first."""

    coming: tuple[Slot, ...] = ()
    """The next occurrences, in the order of time."""

    def event_name(self, uid: str) -> tuple[str, str]:
        """Return the uid and the slot that make the UID of the own event of a task with a uid."""
        return self.name or uid, self.own


NO_SERIES = Series()
"""That of a task that never recurred."""


def continued(before: Series, uid: str, was_due: str, card: Card) -> Series:
    """Return the series of a task as it says now: a new one, or the one that was published, perhaps some days on.

    Args:
        before: What was published; `Series()` if nothing.
        uid: The uid of the task.
        was_due: Its due date when it was published; empty if it was not.
        card: What it says now.
    """
    name = before.name or (uid if card.recurrence else "")
    own, coming = before.own, before.coming
    day = card.due[:10]
    if day != was_due[:10]:
        # Moved to the very day of a later occurrence: it is that one now, be it skipped or completed without a trace.
        place = next((n for n, (_, foretold) in enumerate(coming) if foretold == day), None)
        if place is not None:
            own, coming = coming[place][0], coming[place + 1 :]
    return _counted(Series(name, own, coming), card)


def of_donor(before: Series, uid: str, card: Card, used: Collection[str]) -> Series:
    """Return the series of a task that came into being when another one was completed.

    Args:
        before: The series of the completed one.
        uid: The uid of the completed one.
        card: What the new one says.
        used: The slots of the series that tasks have taken up.
    """
    day = card.due[:10]
    coming = tuple(slot for slot in before.coming if slot[0] not in used)
    place = next((n for n, (_, foretold) in enumerate(coming) if foretold == day), 0)
    own = coming[place][0] if coming else _word(day, used)
    return _counted(Series(before.name or uid, own, coming[place + 1 :]), card)


def _counted(series: Series, card: Card) -> Series:
    """Return the series with the days on which it is to come now; known slots keep their words."""
    if card.decided:
        return series
    taken = {series.own, *(slot for slot, _ in series.coming)}
    coming: list[Slot] = []
    for place, day in enumerate(coming_days(card)):
        if place < len(series.coming):
            coming.append((series.coming[place][0], day))
            continue
        slot = _word(day, taken)
        taken.add(slot)
        coming.append((slot, day))
    return Series(series.name, series.own, tuple(coming))


def _word(day: str, taken: Collection[str]) -> str:
    """Return a slot of a day that no other occurrence has."""
    word = slot = day.replace("-", "") or "undated"
    salt = 1
    while slot in taken:
        salt += 1
        slot = f"{word}.{salt}"
    return slot


def coming_days(card: Card, number: int = MAX_INSTANCES) -> list[str]:
    """Return the next due days of a recurring task, as the Tasks plugin would give them, as ISO texts.

    A rule that counts from the day of completion is taken to be completed on the
    day that it is due, and every occurrence to be completed at all.
    """
    due = _day(card.due)
    if not card.recurrence or due is None:
        return []
    dates = Dates(_day(card.start), _day(card.scheduled), due)
    rule = rule_for(card.recurrence, dates)
    days: list[str] = []
    while rule and len(days) < number:
        after = next_dates(rule, dates, today=due)
        if after is None or not isinstance(after.due, date) or after.due <= due:
            break
        dates, due = after, after.due
        days.append(due.isoformat())
    return days


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
