"""What is remembered of a published name."""

from collections.abc import Callable
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.series import NO_SERIES, Series
from vaultsync.core.feed.text import in_single_blanks


class State(StrEnum):
    """What has become of a published name."""

    LIVE = "live"
    GONE = "gone"
    """Its task is nowhere in the notes."""

    MERGED = "merged"
    """Its task is stated by another one, which has kept its own name."""


class RegisterRow(NamedTuple):
    """One published name."""

    uid: str
    """What stands before the `@` of the todo's UID; lasting."""

    keys: tuple[str, ...]
    """The ids, then the provisional names, by which the task was known when it was last seen."""

    named: int
    """How many of the keys are ids."""

    path: str
    line: int
    words: str
    """The words of the task, in lower case, in single spaces."""

    summary: str
    due: str
    recurrence: str
    decided: bool
    shown: bool
    """Whether it was ever more than a proposal."""

    digest: str
    sequence: int
    changed: str
    """When the meaning last changed, as a DATE-TIME in UTC: `20260105T120000Z`."""

    state: State = State.LIVE
    since: str = ""
    """The day since which it is gone or merged, as an ISO text."""

    into: str = ""
    """Of a merged one: the uid that stays."""

    series: Series = NO_SERIES

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids by which the task was known."""
        return self.keys[: self.named]


def words_of(card: Card) -> str:
    """Return the words by which a task without an id is named: in lower case, in single spaces."""
    words = card.title.casefold()
    return words if in_single_blanks(words) else " ".join(words.split())


place_of: Callable[[Card], tuple[str, int, str]] = attrgetter("path", "line", "uid")
"""Returns where a task stands, in the order in which tasks are named."""
