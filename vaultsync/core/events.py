"""Events of a folder gathered into batches: soon after one save, rarely in a burst, never starved.

Moments and durations are seconds of one clock that only goes forward.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

QUIET_SECONDS = 0.3
"""How long nothing has to happen until a burst is over."""

CAP_SECONDS = 2.0
"""How long a burst is waited for at most."""


class EventKind(Enum):
    """What an event asks for."""

    SAVED = "saved"
    """Look at a note: a program has finished saving it."""

    TOUCHED = "touched"
    """Look at a note soon: a program may still be writing it, or it has another name now."""

    WALK = "walk"
    """Look at everything: folders have changed, or events were lost."""

    SETTINGS = "settings"
    """Read the settings again."""

    ASKED = "asked"
    """Say when all that has happened until now has been looked at."""

    NOTHING = "nothing"
    """The moment came that was waited for."""

    END = "end"
    """Stop."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened."""

    at: float
    """The moment."""

    kind: EventKind
    path: str = ""
    """The note, relative to the vault, or the name of a question; empty where none is meant."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What to look at."""

    paths: frozenset[str] = frozenset()
    walk: bool = False
    """Look at everything, whatever `paths` says."""

    settings: bool = False
    """Read the settings first."""

    asked: frozenset[str] = frozenset()
    """Questions to answer when all this has been looked at; without anything to look at, at once."""

    events: int = 0
    """How many events it was gathered from."""


class Watch(Protocol):
    """A folder that is watched."""

    manner: str
    """`events`, `polling`, or `nothing` while it cannot be watched."""

    def start(self) -> str:
        """Watch from now on; return why saves are not heard at once, if so (polling, no folder), else nothing."""

    def stop(self) -> None:
        """Watch no longer."""

    def sound(self) -> bool:
        """Whether the folder that is watched is still the one that lies there, and all of it is watched."""

    def take(self, until: float | None) -> Event:
        """Return the next event, or `NOTHING` if none has come by a moment; None waits for ever."""

    def now(self) -> float:
        """Return the present moment."""

    def waiting(self) -> int:
        """Return how many events have not been taken yet."""


def batches(
    take: Callable[[float | None], Event],
    *,
    now: Callable[[], float],
    every: Callable[[], float],
    quiet: float = QUIET_SECONDS,
    cap: float = CAP_SECONDS,
) -> Iterator[Batch]:
    """Yield what to look at, until an event says `END`.

    The first finished saves after a pause are answered at once. What follows them
    within `quiet`, what is still being written, and what leads to a walk waits until
    nothing has happened for `quiet`, or `cap` has passed, or somebody asks. Finished
    saves that never end wait no longer than the batch before them took, or `quiet`:
    who follows then works half of the time.

    Args:
        take: See `Watch.take`.
        now: See `Watch.now`; everything was looked at just before.
        every: Returns how many seconds after a batch the next walk is due; asked after each batch.
        quiet: Seconds without an event that end a burst.
        cap: Seconds of gathering that end a burst in any case.
    """
    heard = now() - quiet
    due = now() + every()
    took = 0.0
    while True:
        first = take(due)
        if first.kind is EventKind.END:
            return
        if first.kind is EventKind.NOTHING:
            yield Batch(walk=True)
            due = first.at + every()
            continue
        if first.kind is EventKind.ASKED:
            yield Batch(asked=frozenset({first.path}))
            continue
        at_once, patience = first.at - heard >= quiet, min(max(quiet, took), cap)
        # From now on, not from its first event: all that queued up meanwhile is one batch.
        gathered = _burst(first, take, now(), at_once=at_once, patience=patience, quiet=quiet, cap=cap)
        if gathered is None:
            return
        # A queue that is never empty must not put the walk off for ever.
        batch = gathered.batch(walk_is_due=gathered.last >= due)
        handed = now()
        yield batch
        took = now() - handed
        heard = gathered.last
        next_due = heard + every()
        due = next_due if batch.walk else min(due, next_due)


def _burst(
    first: Event,
    take: Callable[[float | None], Event],
    began: float,
    *,
    at_once: bool,
    patience: float,
    quiet: float,
    cap: float,
) -> "_Gathered | None":
    """Gather the burst that an event begins; None if an event says `END`.

    Args:
        first: The event.
        take: See `Watch.take`.
        began: When gathering began.
        at_once: Whether finished saves do not wait for more.
        patience: How many seconds of gathering they wait at most, if they do.
        quiet: See `batches`.
        cap: See `batches`.
    """
    gathered = _Gathered(first)
    while not (at_once and gathered.complete):
        end = began + (patience if gathered.complete else cap)
        event = take(min(gathered.last + quiet, end))
        if event.kind is EventKind.END:
            return None
        if event.kind is EventKind.NOTHING:
            break
        gathered.add(event)
        if event.kind is EventKind.ASKED or event.at >= end:
            break
    return gathered


class _Gathered:
    """The events of one batch."""

    def __init__(self, first: Event) -> None:
        self._paths: set[str] = set()
        self._unfinished: set[str] = set()
        self._asked: set[str] = set()
        self._kinds: set[EventKind] = set()
        self._events = 0
        self.last = first.at
        self.add(first)

    def add(self, event: Event) -> None:
        self._events += 1
        self.last = event.at
        self._kinds.add(event.kind)
        if event.kind is EventKind.SAVED:
            self._paths.add(event.path)
            self._unfinished.discard(event.path)
        elif event.kind is EventKind.TOUCHED:
            self._paths.add(event.path)
            self._unfinished.add(event.path)
        elif event.kind is EventKind.ASKED:
            self._asked.add(event.path)

    @property
    def complete(self) -> bool:
        """Whether it holds nothing but finished saves."""
        return not self._unfinished and self._kinds <= {EventKind.SAVED, EventKind.TOUCHED}

    def batch(self, *, walk_is_due: bool) -> Batch:
        return Batch(
            paths=frozenset(self._paths),
            walk=walk_is_due or EventKind.WALK in self._kinds,
            settings=EventKind.SETTINGS in self._kinds,
            asked=frozenset(self._asked),
            events=self._events,
        )
