"""Where a task stands: the way back to its line, and what a person wants to know of it.

None of it belongs to what a task means; a line that moves has not changed.
The tasks of a note share most of it, so it is remembered per note.
"""

from functools import lru_cache

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.context import FeedContext
from vaultsync.core.feed.markdown import plain
from vaultsync.core.feed.text import LIMIT, one_line, parameter_of_uri, piece, text

_NEWLINE = "\\n"
"""As it is escaped."""


def whereabouts(card: Card, context: FeedContext) -> str:
    """Return the pieces of URL and DESCRIPTION."""
    url, room = _link(context.vault_name, card.path)
    if card.block:
        url, _ = _folded(url, room, f"%23%5E{parameter_of_uri(card.block)}")
    return f"{url}\r\n{_description(card.path, card.heading, card.owners, card.recurrence)}"


def provenance(card: Card) -> str:
    """Return the pieces of X-VAULTSYNC-LINE, -PATH, -SOURCE (if the note has one) and -REV."""
    return f"X-VAULTSYNC-LINE:{card.line}\r\n{_origin(card.path, card.origin)}X-VAULTSYNC-REV:{card.digest}\r\n"


@lru_cache(maxsize=1024)
def _link(vault: str, path: str) -> tuple[str, int]:
    """Return a link to a note, and how much more its last row takes."""
    note = f"vault={parameter_of_uri(vault)}&file={parameter_of_uri(path.removesuffix('.md'))}"
    return _folded("", LIMIT, f"URL:obsidian://open?{note}")


def _folded(line: str, room: int, more: str) -> tuple[str, int]:
    """Continue a line with what has neither blanks nor anything but ASCII: a row may end anywhere.

    Args:
        line: What is there, folded.
        room: How much more its last row takes.
        more: What comes behind it.

    Returns:
        The same of the line that has become of it.
    """
    while len(more) > room:
        line, more, room = f"{line}{more[:room]}\r\n ", more[room:], LIMIT - 1
    return line + more, room - len(more)


@lru_cache(maxsize=1024)
def _description(path: str, heading: str, owners: tuple[str, ...], recurrence: str) -> str:
    told = _spot(path, heading)
    if owners:
        told += _fact("Assignee", ", ".join(owners))
    if recurrence:
        told += _fact("Repeats", recurrence)
    return piece(f"DESCRIPTION:{told.removeprefix(_NEWLINE)}")


@lru_cache(maxsize=1024)
def _spot(path: str, heading: str) -> str:
    return _fact("Note", path) + _fact("Heading", plain(heading))


def _fact(name: str, value: str) -> str:
    """Return an escaped line of a description, behind the newline that parts it from others; nothing of nothing."""
    value = one_line(value)
    return f"{_NEWLINE}{name}: {text(value)}" if value else ""


@lru_cache(maxsize=1024)
def _origin(path: str, source: str) -> str:
    place = piece(f"X-VAULTSYNC-PATH:{text(path)}")
    return place + piece(f"X-VAULTSYNC-SOURCE:{text(source)}") if source else place
