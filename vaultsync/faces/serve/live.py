"""Feeds that follow the index: made again when it has changed and somebody asks."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from vaultsync.core.errors import VaultSyncError
from vaultsync.faces.serve.shelf import NotYet, Served

LOG = logging.getLogger("vaultsync.serve")

_LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class FeedSource:
    """Where the feeds of one vault come from."""

    vault: str
    """Its name, for the log."""

    names: Callable[[], tuple[str, ...] | None]
    """Returns those of all feeds; None while they hang on notes that have not been read once."""

    mark: Callable[[], object]
    """Returns another value whenever a feed may have changed; costs little."""

    notes: Callable[[], tuple[str, ...]]
    """Returns in sentences what a person should know of the feeds; costs some reading of settings."""

    make: Callable[[str], Served | None]
    """Returns a feed; None while the notes have not been read once. Costs what it costs."""


@dataclass(slots=True)
class _Kept:
    served: Served
    mark: object
    looked: float


class LiveShelf:
    """The feeds of one vault, each kept until its source says that it may have changed."""

    def __init__(
        self,
        source: FeedSource,
        *,
        seconds: Callable[[], float],
        look_seconds: float = _LOOK_SECONDS,
    ) -> None:
        """Keep nothing yet.

        Args:
            source: Where the feeds come from.
            seconds: Returns seconds of a clock that only goes forward.
            look_seconds: For so long an answer is given without looking at the source.
        """
        self._source = source
        self._seconds = seconds
        self._look_seconds = look_seconds
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()
        self._trouble = ""
        self._noted: tuple[str, ...] = ()
        self._noted_at: object = None

    def tell(self) -> None:
        """Log what is noted of feeds, such as words of a query that mean nothing: each once, while it is so."""
        try:
            notes = self._source.notes()
        except VaultSyncError:
            return  # whoever asks for a feed finds out, and so does the log
        for note in notes:
            if note not in self._noted:
                LOG.warning(note, extra={"event": "query", "vault": self._source.vault})
        self._noted = notes

    def get(self, name: str) -> Served | None:
        """Return a feed, None if there is none of that name; while one thread makes it, the others get the old one."""
        kept = self._kept.get(name)
        if kept is not None and self._seconds() - kept.looked < self._look_seconds:
            return kept.served
        if not self._lock.acquire(blocking=kept is None):
            return kept.served if kept else None
        try:
            return self._look(name)
        finally:
            self._lock.release()

    def _look(self, name: str) -> Served | None:
        kept = self._kept.get(name)
        try:
            mark = self._source.mark()
            if kept is not None and kept.mark == mark:
                kept.looked = self._seconds()
                return kept.served
            names = self._source.names()
            if names is not None and name not in names:
                self._kept.pop(name, None)
                return None
            made = self._source.make(name) if names is not None else None
        except VaultSyncError as error:
            if kept is None:
                raise
            self._say(error)
            kept.looked = self._seconds()
            return kept.served
        if made is None:
            # An index that is being built again: what was whole before is served until it is whole again.
            if kept is None:
                raise NotYet
            kept.looked = self._seconds()
            return kept.served
        self._trouble = ""
        if self._noted_at != mark:
            self._noted_at = mark
            self.tell()
        return self._keep(name, made, mark)

    def _keep(self, name: str, made: Served, mark: object) -> Served:
        kept = self._kept.get(name)
        served = kept.served if kept is not None and kept.served.etag == made.etag else made
        self._kept[name] = _Kept(served, mark, self._seconds())
        return served

    def _say(self, error: VaultSyncError) -> None:
        if error.message != self._trouble:
            said = f"{error.message}. {error.remedy} Feeds are served as they were."
            LOG.error(said, extra={"event": "trouble", "vault": self._source.vault})
        self._trouble = error.message
