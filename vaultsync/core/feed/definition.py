"""Which tasks a calendar shows and how: a feed as a value, and the feeds that everybody wants."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from enum import StrEnum
from hashlib import blake2b

from vaultsync.core.feed.calendar import STEELBLUE, Colour
from vaultsync.core.feed.context import Alarm, FeedContext
from vaultsync.core.values import Status
from vaultsync.core.views.wanted import Wanted

MAX_INSTANCES = 12
"""How many coming days of a recurring task a feed can show."""

MAX_DONE_DAYS = 36_500
"""For how many days a feed can show a decided task: a century."""

_KEPT_DAYS = (30, 365, MAX_DONE_DAYS)

_LONGEST_NAME = 64

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


class Kind(StrEnum):
    """What a feed holds."""

    EVENTS = "events"
    TODOS = "todos"
    ALL = "all"
    """Both: for a program that shows only one of the two; in others every task stands there twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedDefinition:
    """One feed.

    Raises:
        ValueError: A name that is no word of a file name and an address, or a number out of its range.
    """

    name: str
    """Letters, digits, `-`, `_` and `.`, up to 64: part of file names and addresses."""

    kind: Kind = Kind.EVENTS
    query: tuple[str, ...] = ()
    """Lines of the query language, all of which a task must fit; none: every accepted task."""

    owners: tuple[str, ...] = ()
    """Names, in any case, one of which must be an assignee as the speaking line writes it; none: anybody's."""

    title: str = ""
    """What calendars call it; empty: the vault's name and the feed's."""

    description: str = ""
    colour: Colour = STEELBLUE
    alarms: tuple[Alarm, ...] = ()
    done_days: int = 30
    """For how many days after its decision a done or cancelled task is still shown; 0 shows only what is open."""

    instances: int = 5
    """How many coming days of a recurring task have events, besides the day on which it is due; up to 12."""

    include_proposed: bool = False
    refresh: timedelta = timedelta(hours=1)
    scheduled_events: bool = False
    prefix: str = "☐ "
    done_prefix: str = ""

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(f"{self.name!r} is no name for a feed: letters, digits, `-`, `_` and `.`, up to 64")
        if not 0 <= self.instances <= MAX_INSTANCES:
            raise ValueError(f"instances are from 0 to {MAX_INSTANCES}, not {self.instances}")
        if not 0 <= self.done_days <= MAX_DONE_DAYS:
            raise ValueError(f"done_days are from 0 to {MAX_DONE_DAYS}, not {self.done_days}")

    @property
    def kept_days(self) -> int:
        """For how many days decided tasks are kept ready: feeds with much the same days share what is made."""
        return next(days for days in _KEPT_DAYS if self.done_days <= days)

    @property
    def wanted(self) -> Wanted:
        """What a task must be to be shown at all, so that a limit of the query counts none that is not."""
        shown = None if self.include_proposed else frozenset(Status) - {Status.PROPOSED}
        return Wanted(statuses=shown, dated=True if self.kind is Kind.EVENTS and not self.scheduled_events else None)

    def context(self, *, vault_name: str, vault_id: str, zone: tzinfo) -> FeedContext:
        """Return what is needed besides a task to render it for this feed: the vault, and the feed's own settings."""
        return FeedContext(
            vault_name=vault_name,
            vault_id=vault_id,
            zone=zone,
            include_proposed=self.include_proposed,
            alarms=self.alarms,
            prefix=self.prefix,
            done_prefix=self.done_prefix,
            scheduled_events=self.scheduled_events,
        )


def events() -> FeedDefinition:
    """Return the feed of all accepted tasks that are due, as events."""
    return FeedDefinition(name="events")


def todos() -> FeedDefinition:
    """Return the feed of all accepted tasks, as todos."""
    return FeedDefinition(name="tasks", kind=Kind.TODOS)


def mine(kind: Kind = Kind.EVENTS) -> FeedDefinition:
    """Return the feed of what the vault's owner has to do: what is theirs, and what is nobody's yet."""
    return FeedDefinition(name="mine", kind=kind, query=("(assignee is me) OR (assignee is unassigned)",))


def waiting(kind: Kind = Kind.EVENTS) -> FeedDefinition:
    """Return the feed of what others owe: open, and assigned to somebody else."""
    return FeedDefinition(name="waiting", kind=kind, query=("waiting",))


def proposals(kind: Kind = Kind.EVENTS) -> FeedDefinition:
    """Return the feed of what nobody has accepted yet: tentative events."""
    return FeedDefinition(name="proposals", kind=kind, query=("proposed",), include_proposed=True)


def person(name: str, *, aliases: tuple[str, ...] = (), kind: Kind = Kind.EVENTS) -> FeedDefinition:
    """Return the feed of one person's tasks.

    Args:
        name: As their tasks name them, without `@`; it makes the feed's name: `Ana Ruiz` has the feed `ana-ruiz`.
        aliases: Their other names.
        kind: What it holds.
    """
    return FeedDefinition(name=name_for(name), kind=kind, owners=(name, *aliases), title=name)


def name_for(words: str) -> str:
    """Return the name of a feed that says some words: `Zoë Kincaid–Smith` is `zoe-kincaid-smith`.

    Words without a letter of the Latin alphabet give a name of digits that follow from them.
    """
    spread = unicodedata.normalize("NFKD", words.casefold())
    plain = "".join(sign for sign in spread if not unicodedata.combining(sign))
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_NAME].strip("-")
    return name or f"feed-{_digits(words)}"


def distinct_name_for(words: str) -> str:
    """Return a name as `name_for` does, with digits behind it that tell it from that of other words."""
    digits = _digits(words)
    return f"{name_for(words)[: _LONGEST_NAME - len(digits) - 1]}-{digits}"


def _digits(words: str) -> str:
    return blake2b(words.encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
