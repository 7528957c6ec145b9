"""What fields say: dates, statuses, priorities, names for oneself. Apart from the nouns, since a list needs no more."""

from datetime import date
from enum import StrEnum


class BadDate(str):
    """A date of the right shape that no calendar has, as it was typed: `2026-02-30`.

    The Tasks plugin calls it an invalid date: it counts as present, matches no
    date, and sorts first. It is a `str`, so that what was typed is never lost.
    """

    __slots__ = ()


class YearZero(BadDate):
    """A day of the year 0, as it was typed: the Tasks plugin's calendar has it, ours begins with the year 1."""

    __slots__ = ()


When = date | BadDate | None
"""What a date field says: a day, something that is no day, or nothing."""

DATES = ("created", "start", "scheduled", "due", "done", "cancelled")
"""The fields of a line that hold a date."""


class Status(StrEnum):
    """How far a line or a task has come."""

    PROPOSED = "proposed"
    OPEN = "open"
    STARTED = "started"
    ON_HOLD = "on-hold"
    DONE = "done"
    CANCELLED = "cancelled"
    NON_TASK = "non-task"
    """A checkbox whose status type is NON_TASK: read, shown, never counted as work."""

    @property
    def decided(self) -> bool:
        """Whether nothing is left to do."""
        return self in _DECIDED


_DECIDED = frozenset({Status.DONE, Status.CANCELLED, Status.NON_TASK})

ACCEPTED = frozenset({Status.OPEN, Status.STARTED, Status.ON_HOLD})
"""What somebody has accepted and has still to do."""


class Priority(StrEnum):
    """The six levels of the Tasks plugin; `none` ranks between medium and low."""

    HIGHEST = "highest"
    HIGH = "high"
    MEDIUM = "medium"
    NONE = "none"
    LOW = "low"
    LOWEST = "lowest"


PRIORITIES = tuple(Priority)
"""The most urgent first; the place is the plugin's `priorityNumber`."""


ME = frozenset({"myself", "me"})
"""Names that stand for the owner of the vault, in lower case."""
