"""Where a task stands: the way back to its line, and what a person wants to know of it.

None of it belongs to what a task means; a line that moves has not changed.
The tasks of a note share most of it, so it is remembered per note.
"""

from functools import lru_cache

from vaultsync.core.feed.context import FeedContext
from vaultsync.core.feed.markdown import plain
from vaultsync.core.feed.text import fold, one_line, parameter_of_uri, text
from vaultsync.core.model import Task


def whereabouts(task: Task, context: FeedContext) -> tuple[str, str]:
    """Return URL and DESCRIPTION."""
    line = task.speaker
    url = _link(context.vault_name, line.path)
    if line.said.block_id:
        url += f"%23%5E{parameter_of_uri(line.said.block_id)}"
    return f"URL:{url}", _description(line.path, line.heading, line.owners, line.said.recurrence)


def provenance(task: Task) -> tuple[str, ...]:
    """Return X-VAULTSYNC-LINE, -PATH and, if the note has one, -SOURCE."""
    line = task.speaker
    source = line.note.source
    return f"X-VAULTSYNC-LINE:{line.line}", *_origin(line.path, source.link or source.ref)


@lru_cache(maxsize=1024)
def _link(vault: str, path: str) -> str:
    return f"obsidian://open?vault={parameter_of_uri(vault)}&file={parameter_of_uri(path.removesuffix('.md'))}"


@lru_cache(maxsize=1024)
def _description(path: str, heading: str, owners: tuple[str, ...], recurrence: str) -> str:
    facts = (("Note", path), ("Heading", plain(heading)), ("Assignee", ", ".join(owners)), ("Repeats", recurrence))
    told = [f"{name}: {fact}" for name, value in facts if (fact := one_line(value))]
    return fold("DESCRIPTION:" + text("\n".join(told)))


@lru_cache(maxsize=1024)
def _origin(path: str, source: str) -> tuple[str, ...]:
    place = fold(f"X-VAULTSYNC-PATH:{text(path)}")
    # An absolute path tells of another machine, its folders and its user; the file's name is enough.
    if source.startswith(("/", "\\", "~", "file:")) or source[1:2] == ":":
        source = source.replace("\\", "/").rpartition("/")[2]
    return (place, fold(f"X-VAULTSYNC-SOURCE:{text(source)}")) if source else (place,)
