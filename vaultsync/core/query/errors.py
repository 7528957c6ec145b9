"""What is wrong with a query: one error for one line, with the nearest right instruction."""

from vaultsync.core.errors import VaultSyncError

GLOBAL = "the vault's global query"
DEFAULTS = "a TQ_ property of the note"
"""Where an instruction stands that has no line in the query."""


class Unreadable(Exception):
    """A part of an instruction that means nothing; whoever knows the line makes a `BadQuery` of it."""

    def __init__(self, message: str, *, word: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.word = word
        self.remedy = remedy
        self.line = 0
        """Line number in the query, 0 unless whoever raised it knows."""
        self.written = ""
        """The instruction that it stands in; empty where that is the line of the query, and not one of a preset."""


def noteless(word: str) -> Unreadable:
    """Return the error for words that ask for the note of a query that is in none."""
    remedy = "Put the query into a note, and run `vaultsync dashboard NOTE`."
    return Unreadable(f"`{word}` needs the note that holds the query", word=word, remedy=remedy)


class BadQuery(VaultSyncError):
    """A query with a line that cannot be understood; nothing of it was applied."""

    exit_status = 2

    def __init__(
        self, message: str, *, line: int, word: str, nearest: str = "", remedy: str = "", origin: str = ""
    ) -> None:
        where = origin or (f"line {line} of the query" if line else "the query")
        super().__init__(
            f"{where}: {message}",
            remedy=remedy or (f"Did you mean `{nearest}`?" if nearest else _REMEDY),
        )
        self.line = line
        """Line number in the text that holds it; the first line is 1, 0 where no text has it."""
        self.origin = origin
        """Where else the line stands, such as `GLOBAL`; empty if that is the query."""
        self.word = word
        """What was not understood."""
        self.nearest = nearest
        """The right instruction that looks most like it; empty if none does."""


_REMEDY = "`vaultsync list --instructions` prints every instruction."
