"""What a walk finds, by what a note is known, and what is not as it was: apart from the ports, which cost more."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from vaultsync.core.model import Diagnostic


PEOPLE = "people"
"""Under this an index remembers a counter that changes whenever notes may say other things of people."""

READ_BY = "conventions"
"""Under this an index remembers the conventions by which a whole vault was read; nothing before the first time."""

Glance = tuple[int, int, int]
"""What a note shows from outside: its size in bytes, its mtime in nanoseconds since 1970, its inode."""


class Stamp(NamedTuple):
    """By what a note is known to be unchanged without reading it."""

    size: int
    """Bytes."""

    mtime: int
    """Nanoseconds since 1970."""

    inode: int
    digest: bytes = b""
    """Of the bytes; empty for a note that is to be read again whatever it holds."""

    racy: bool = False
    """True if the file was so young when it was read that a later save may carry the same time (git's word for it)."""

    writing: bool = False
    """True if another program had the file open for writing just after it was read."""

    def holds_for(self, seen: Glance) -> bool:
        """Whether a note that looks like this now is as it was read; a racy stamp proves nothing."""
        return not self.racy and self[:3] == seen


class Walk(NamedTuple):
    """What a walk through the vault found."""

    notes: Mapping[str, Glance]
    """Every note by its path."""

    diagnostics: "tuple[Diagnostic, ...]" = ()
    """Links, special files, unreadable folders, evicted notes."""

    unseen: tuple[str, ...] = ()
    """Paths of notes, or of folders ending in `/`, that exist but could not be looked at: what is known stays."""


class UnreadableNote(Exception):  # a note's state, not a failure of the command
    """A note that exists and cannot be read now; its message says why."""


class Differences(NamedTuple):
    """How the notes that are there now differ from what is known: what of them has to be read."""

    unlike: dict[str, Stamp]
    """Known notes that are gone, or whose stamp does not hold any more, with the stamp of their last reading."""

    fresh: list[str]
    """Notes that are not known."""
