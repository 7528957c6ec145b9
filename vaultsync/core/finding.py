"""The one task that a name reaches, or why there is none."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from vaultsync.core.errors import NoSuchTask

_Found = TypeVar("_Found")
_ENDS = (".", "!", "?", "…")
"""What ends a sentence, and is mostly not typed with its words."""


def only(name: str, found: Sequence[_Found], uid: Callable[[_Found], str]) -> _Found:
    """Return what a name reaches if that is one task.

    Args:
        name: As it was typed.
        found: What it reaches.
        uid: Returns the uid of one of them.

    Raises:
        NoSuchTask: It reaches none, or several.
    """
    if len(found) == 1:
        return found[0]
    if not found:
        raise NoSuchTask(
            f"no task goes by `{name}`",
            remedy="`vaultsync list --all` shows every task; `vaultsync list --text WORDS` looks for words.",
        )
    some = ", ".join(sorted(map(uid, found))[:5])
    raise NoSuchTask(f"`{name}` could be any of {len(found)} tasks: {some}", remedy="Give more letters of the name.")


def spellings(words: str) -> Iterator[tuple[str, ...]]:
    """Yield the titles that somebody may mean by words, in lower case; what comes first counts first."""
    title = words.casefold()
    yield (title,)
    yield tuple(title + end for end in _ENDS)
