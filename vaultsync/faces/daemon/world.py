"""What a daemon needs of the world for one vault, and how fast it follows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from vaultsync.app import App
from vaultsync.core.errors import NotApproved, NotWritable
from vaultsync.core.events import Watch
from vaultsync.core.model import Diagnostic
from vaultsync.core.reading import SyncReport


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a daemon follows, in seconds."""

    quiet: float
    cap: float
    every: float
    """Between walks through everything."""


class Written(Protocol):
    """What became of the file of one feed."""

    @property
    def name(self) -> str:
        """The feed's."""

    @property
    def path(self) -> object:
        """The file's."""

    @property
    def changed(self) -> bool:
        """Whether the file had other bytes."""

    @property
    def noted(self) -> tuple[str, ...]:
        """What a person should know of the feed's query."""

    @property
    def refused(self) -> NotApproved | NotWritable | None:
        """Why it was not written: somebody has to approve it first, or it cannot be."""


@dataclass(frozen=True, slots=True)
class World:
    """What a daemon needs of the world for one vault."""

    name: str
    """The vault's."""

    watch: Watch
    open_app: Callable[[], App]
    """Opens the vault with its settings as they are now; raises ConfigError and StoreError."""

    index_identity: Callable[[], object]
    """Returns another value when another file lies in the index's place."""

    tell: Callable[[Mapping[str, Any]], None]
    """Says to other processes how the daemon is."""

    moment: Callable[[], str]
    """Returns the present, for people."""

    hold_again: Callable[[], bool] = lambda: False
    """Makes this process the vault's daemon again if its lock file was deleted; returns whether it was; raises
    Busy if another one has become it since, and StoreError."""

    sync_apart: Callable[[Callable[[], None]], SyncReport] | None = None
    """Brings the index up to date in another process, ended by what the function raises that it is given;
    None: there is none, and this one does it whatever memory that takes."""

    get_ready: Callable[[], object] = lambda: None
    """Prepares for the first save, when everything has been read."""

    answer: Callable[[Iterable[str]], None] = lambda _: None
    """Answers questions: all that happened before them is in the index."""

    write_feeds: Callable[[App], Iterable[Written]] = lambda _: ()
    """Brings the feeds that have files to them; raises ConfigError and StoreError."""

    forgotten: Callable[[App], Iterable[Diagnostic]] = App.forgotten
    """Returns the decisions that the notes do not hold any more; raises VaultSyncError."""

    notify: Callable[[App], float | None] = lambda _: None
    """Sends the digest of the day if it is due; returns the seconds until the next; raises VaultSyncError."""
