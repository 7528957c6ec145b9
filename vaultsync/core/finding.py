"""The one task that a name reaches, or why there is none."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from vaultsync.core.errors import NoSuchTask
from vaultsync.core.views.listed import Listed

if TYPE_CHECKING:
    from vaultsync.core.model import Task

_Found = TypeVar("_Found")
_ENDS = (".", "!", "?", "…")
"""What ends a sentence, and is mostly not typed with its words."""


_TOLD = 10
"""How many of the tasks that a name reaches are shown."""

_KINDS = ("p-", "vs-")
"""What our names begin with."""

_FEWEST = 4
"""Letters by which a name is known without that; fewer may begin any word."""

_LETTERS = 70
"""How many letters of its words."""


_PLACE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)


def place_in(name: str) -> tuple[str, int] | None:
    """Return path and number of a line that is named as `PATH:LINE`; None if it is named otherwise."""
    match = _PLACE.fullmatch(name)
    return (match[1], int(match[2])) if match else None


def only(name: str, found: Sequence[_Found], row: Callable[[_Found], Listed]) -> _Found:
    """Return what a name reaches if that is one task.

    Args:
        name: As it was typed.
        found: What it reaches.
        row: Returns one of them as lists show it.

    Raises:
        NoSuchTask: It reaches none, or several.
    """
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchTask(
            f"no task goes by `{name}`",
            remedy="`vaultsync list --all` shows every task; `vaultsync list --all --text WORDS` looks for words.",
        )
    rows = sorted(map(row, found), key=_pressing)
    raise NoSuchTask(
        f"`{name}` could be any of {len(found):,} tasks",
        remedy="Repeat the command with the name that stands before one of them, or give more letters of it.",
        details=(*_in_columns(rows[:_TOLD]), *([f"… and {len(rows) - _TOLD:,} more"] if len(rows) > _TOLD else [])),
    )


def left_to_do(found: "list[Task]") -> "list[Task]":
    """Return the one of several tasks of the same words of which something is left to do; all if that is not one.

    The beginning of a name is no such word: it says nothing of which task somebody means.
    """
    left = [task for task in found if not task.status.decided]
    return left if len(left) == 1 else found


def _pressing(row: Listed) -> tuple[bool, bool, str, str]:
    """Return a key by which what is undecided comes first, what is due first among it."""
    return row.status.decided, not isinstance(row.due, date), str(row.due), row.uid


def _in_columns(rows: Sequence[Listed]) -> Iterator[str]:
    """Yield name, status, assignee, due date and words of each."""
    cells = [
        (row.uid, row.status.value, ", ".join(row.owners) or "nobody", f"due {row.due}" if row.due else "no due date")
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row, texts in zip(rows, cells, strict=True):
        columns = "  ".join(text.ljust(width) for text, width in zip(texts, widths, strict=True))
        yield f"{columns}  {row.title[:_LETTERS]}{'…' if len(row.title) > _LETTERS else ''}"


def beginnings(typed: str) -> tuple[str, ...]:
    """Return how names begin, in lower case, that somebody may mean who cares for no case and leaves out `p-` or `vs-`.

    Whoever copies a block id from a note copies its `^`, too.

    None where what was typed can be no name.
    """
    lower = typed.strip().removeprefix("^").lower()
    if not lower.isascii() or not lower.replace("-", "").replace("_", "").isalnum():
        return ()
    bare = len(lower) >= _FEWEST and not lower.startswith(_KINDS)
    return (lower, *(kind + lower for kind in _KINDS if bare))


def spellings(words: str) -> Iterator[tuple[str, ...]]:
    """Yield the titles that somebody may mean by words, in lower case; what comes first counts first."""
    title = words.casefold()
    yield (title,)
    yield tuple(title + end for end in _ENDS)
