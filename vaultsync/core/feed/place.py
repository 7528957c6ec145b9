"""Where a task stands: the way back to its line, and what a person wants to know of it.

None of it belongs to what a task means; a line that moves has not changed.
The tasks of a note share most of it, so it is remembered per note.
"""

from functools import lru_cache

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.context import FeedContext
from vaultsync.core.feed.markdown import plain
from vaultsync.core.feed.text import LIMIT, folded, one_line, parameter_of_uri, text


def whereabouts(card: Card, context: FeedContext) -> tuple[str, ...]:
    """Return URL and DESCRIPTION, folded: the rows of both."""
    url = _link(context.vault_name, card.path)
    if card.block:
        url += f"%23%5E{parameter_of_uri(card.block)}"
    return *_rows_of_uri(url), *_description(card.path, card.heading, card.owners, card.recurrence)


def provenance(card: Card) -> tuple[str, ...]:
    """Return X-VAULTSYNC-LINE, -PATH and, if the note has one, -SOURCE, folded."""
    return f"X-VAULTSYNC-LINE:{card.line}", *_origin(card.path, card.origin)


@lru_cache(maxsize=1024)
def _link(vault: str, path: str) -> str:
    return f"URL:obsidian://open?vault={parameter_of_uri(vault)}&file={parameter_of_uri(path.removesuffix('.md'))}"


def _rows_of_uri(line: str) -> list[str]:
    """Fold a line that has neither blanks nor anything but ASCII: a row anywhere is as good as any other."""
    if len(line) <= LIMIT:
        return [line]
    if len(line) < 2 * LIMIT:
        return [line[:LIMIT], f" {line[LIMIT:]}"]
    return [line[:LIMIT], *(f" {line[at : at + LIMIT - 1]}" for at in range(LIMIT, len(line), LIMIT - 1))]


@lru_cache(maxsize=1024)
def _description(path: str, heading: str, owners: tuple[str, ...], recurrence: str) -> tuple[str, ...]:
    facts = (("Note", path), ("Heading", plain(heading)), ("Assignee", ", ".join(owners)), ("Repeats", recurrence))
    told = [f"{name}: {fact}" for name, value in facts if (fact := one_line(value))]
    return folded("DESCRIPTION:" + text("\n".join(told)))


@lru_cache(maxsize=1024)
def _origin(path: str, source: str) -> tuple[str, ...]:
    place = folded(f"X-VAULTSYNC-PATH:{text(path)}")
    return (*place, *folded(f"X-VAULTSYNC-SOURCE:{text(source)}")) if source else place
