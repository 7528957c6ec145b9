"""What is wrong with a query: one error for one line, with the nearest right instruction."""

from typing import Final, NamedTuple

from vaultsync.core.errors import VaultSyncError

GLOBAL = "the vault's global query"
DEFAULTS = "a TQ_ property of the note"
"""Where an instruction stands that has no line in the query."""


class Spot(NamedTuple):
    """Where an instruction stands, so that whoever wrote it finds it."""

    line: int = 0
    """Line number in the text that holds it; the first line is 1, 0 where no text has it."""

    origin: str = ""
    """Which text that is, such as `GLOBAL` or a saved query; empty for the query itself."""

    preset: str = ""
    """The preset that the line stands for, which holds the instruction; empty for none."""

    @property
    def of_query(self) -> int:
        """Line number in the query itself; 0 where it stands in another text."""
        return 0 if self.origin else self.line

    def told(self) -> str:
        """Return it in words."""
        text = self.origin or "the query"
        return (f"line {self.line} of {text}" if self.line else text) + (
            f", in the preset `{self.preset}`" if self.preset else ""
        )


NOWHERE: Final = Spot()
"""Where an instruction stands that nobody has placed yet."""


class Unreadable(Exception):
    """A part of an instruction that means nothing; whoever knows the line makes a `BadQuery` of it."""

    def __init__(
        self, message: str, *, word: str = "", remedy: str = "", line: Spot = NOWHERE, written: str = ""
    ) -> None:
        super().__init__(message)
        self.message = message
        self.word = word
        self.remedy = remedy
        self.line = line
        """Where it stands, if whoever raised it knows."""
        self.written = written
        """The instruction that it stands in; empty where that is the line of the query, and not one of a preset."""

    def at(self, line: Spot, found: str = "") -> "Unreadable":
        """Return the same error with the place where it stands, and where it was found behind its message."""
        return Unreadable(f"{self.message}{found}", word=self.word, remedy=self.remedy, line=line, written=self.written)

    def inside(self, written: str) -> "Unreadable":
        """Return the same error with the instruction that it stands in, unless that is known."""
        known = self.written or written
        return Unreadable(self.message, word=self.word, remedy=self.remedy, line=self.line, written=known)


def noteless(word: str) -> Unreadable:
    """Return the error for words that ask for the note of a query that is in none."""
    remedy = "Put the query into a note, and run `vaultsync dashboard NOTE`."
    return Unreadable(f"`{word}` needs the note that holds the query", word=word, remedy=remedy)


class BadQuery(VaultSyncError):
    """A query with a line that cannot be understood; nothing of it was applied."""

    exit_status = 2

    def __init__(self, message: str, *, line: Spot, word: str, nearest: str = "", remedy: str = "") -> None:
        super().__init__(
            f"{line.told()}: {message}",
            remedy=remedy or (f"Did you mean `{nearest}`?" if nearest else _REMEDY),
        )
        self.line = line
        """Where it stands."""
        self.told = message
        """What is wrong, without where it stands."""
        self.word = word
        """What was not understood."""
        self.nearest = nearest
        """The right instruction that looks most like it; empty if none does."""


_REMEDY = "`vaultsync list --instructions` prints every instruction."
