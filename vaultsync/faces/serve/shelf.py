"""What the router asks of the world: feeds as they are now."""

from datetime import datetime
from typing import Protocol


class Served(Protocol):
    """One feed as it is now."""

    @property
    def data(self) -> bytes:
        """The calendar."""

    @property
    def etag(self) -> str:
        """Differs whenever the bytes do; letters and digits only."""

    @property
    def last_modified(self) -> datetime:
        """When it got these bytes, with its time zone."""


class NotYet(Exception):  # a state of the index, not a failure of a command
    """The notes have not been read once, so no feed is whole."""


class FeedShelf(Protocol):
    """The feeds of one vault. It is asked by several threads at once, for every request: an answer must cost little."""

    def get(self, name: str) -> Served | None:
        """Return a feed, None if there is none of that name.

        Raises:
            NotYet: The first index is being built.
            VaultSyncError: It cannot be made now.
        """
