"""The one task that a name reaches, or why there is none."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from vaultsync.core.errors import NoSuchTask, UnclearTask
from vaultsync.core.views.listed import Listed

if TYPE_CHECKING:
    from vaultsync.core.model import Task, TaskLine

_Found = TypeVar("_Found")
_ENDS = (".", "!", "?", "…")
"""What ends a sentence, and is mostly not typed with its words."""

_TOLD = 10
"""How many of the tasks that a name reaches are shown."""

_LETTERS = 70
"""How many letters of the words of each are shown."""

_PREFIXES = ("p-", "vs-")
"""What our names begin with."""

_FEWEST = 4
"""A name without its prefix is known by this many letters; fewer may begin any word."""

BLANK = " \t"
QUOTED = f">{BLANK}"
"""What may stand before the list marker of a line."""

_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[.\]")
_WORD = re.compile(r"\w+")
_PLACE = re.compile(r"(.+):([0-9]{1,9})", re.DOTALL)


def place_in(name: str) -> tuple[str, int] | None:
    """Return path and number of a line that is named as `PATH:LINE`; None if it is named otherwise."""
    match = _PLACE.fullmatch(name)
    return (match[1], int(match[2])) if match else None


def only(
    name: str,
    found: Sequence[_Found],
    row: Callable[[_Found], Listed],
    names: Callable[[_Found], Iterable[str]],
) -> _Found:
    """Return what a name reaches if that is one task.

    Args:
        name: As it was typed.
        found: What it reaches: something.
        row: Returns one of them as lists show it.
        names: Returns every name of one.

    Raises:
        UnclearTask: It reaches several.
    """
    if len(found) == 1:
        return found[0]
    rows = [(row(each), names(each)) for each in found]
    raise _unclear(
        f"`{name}` could be any of {len(found):,} tasks",
        "Repeat the command with the name that stands before one of them, or give more letters of it.",
        (name,),
        [one._replace(uid=_meant(name, one.uid, known)) for one, known in rows],
    )


class Known(Protocol):
    """What an index is asked where a name reaches nothing."""

    def worded(self, words: str) -> Sequence[Listed]:
        """Return the tasks one of whose lines has all of some words: see `has_words`."""

    def lines_of(self, path: str) -> "Sequence[TaskLine]":
        """Return the task lines of one note."""


def nothing(name: str, names: Sequence[str], index: Known) -> NoSuchTask:
    """Return the error for a name that reaches nothing: it names the tasks that have all its words.

    Args:
        name: As it was typed.
        names: All that were typed; words without quotes are a name each.
        index: What is known.
    """
    name = name.strip()
    if place := place_in(name):
        if lines := index.lines_of(place[0]):
            return no_such_line(*place, [line.line for line in lines])
    elif index.lines_of(name):
        from shlex import quote

        return NoSuchTask(
            f"`{name}` is a note, and no task",
            remedy=f"`vaultsync list --all --note {quote(name)}` shows its tasks; its lines are named as PATH:LINE.",
        )
    together = " ".join(names)
    for words in (together, name):
        if rows := index.worded(words):
            number = f"{len(rows):,} task{'s have' if len(rows) > 1 else ' has'}"
            quotes = "" if words == name else " Words of a task stand in quotes, as one name."
            return _unclear(
                f"no task goes by `{name}`; {number} all the words of `{words}`",
                f"Repeat the command with the name that stands before the one that is meant.{quotes}",
                names if words == together else (name,),
                rows,
            )
    return NoSuchTask(
        f"no task goes by `{name}`",
        remedy="`vaultsync list --all` shows every task; `vaultsync list --all --text WORDS` looks for words.",
    )


def no_such_line(path: str, number: int, lines: Sequence[int]) -> NoSuchTask:
    """Return the error for a line of a note that is no task line; `lines` are the numbers of those that are."""
    some = ", ".join(map(str, lines[:_TOLD])) + (" …" if len(lines) > _TOLD else ".")
    return NoSuchTask(
        f"{path} has no task line {number}", remedy=f"Its task lines are {some}" if lines else "It has none at all."
    )


def _unclear(message: str, remedy: str, typed: Sequence[str], rows: Sequence[Listed]) -> UnclearTask:
    """Return the error that shows the first of the tasks that may be meant, and counts the rest.

    Args:
        message: What is wrong.
        remedy: What to do about it.
        typed: The names that one of the tasks would stand for.
        rows: The tasks, each by the name that it is shown with.
    """
    first = sorted(rows, key=_pressing)[:_TOLD]
    more = [f"… and {len(rows) - _TOLD:,} more"] if len(rows) > _TOLD else []
    details = (*_in_columns(first), *more)
    meant = tuple(each.uid for each in first)
    return UnclearTask(message, remedy=remedy, details=details, typed=tuple(typed), meant=meant)


def _meant(typed: str, uid: str, names: Iterable[str]) -> str:
    """Return the name of a task that begins as typed, its uid first; its uid where words have reached it."""
    begun = beginnings(typed)
    return next((name for name in (uid, *sorted(names)) if name.lower().startswith(begun)), uid)


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
    """Return the beginnings of names, in lower case, that somebody may mean; none if what was typed can be no name.

    Case does not matter, `p-` or `vs-` may be left out, and the `^` of a block id may stand before it.
    """
    lower = typed.strip().removeprefix("^").lower()
    if not lower.isascii() or not lower.replace("-", "").replace("_", "").isalnum():
        return ()
    bare = len(lower) >= _FEWEST and not lower.startswith(_PREFIXES)
    return (lower, *(prefix + lower for prefix in _PREFIXES if bare))


def promoted(typed: str) -> tuple[str, ...]:
    """Return how the lasting id begins that a promotion made of a provisional name, which may be gone since.

    A line has another provisional name when its words are edited; its id keeps the letters of the old one.
    """
    provisional, lasting = _PREFIXES
    return tuple(
        lasting + each.removeprefix(provisional)
        for each in beginnings(typed)
        if each.startswith(provisional) and len(each) >= len(provisional) + _FEWEST
    )


def spellings(words: str) -> Iterator[tuple[str, ...]]:
    """Yield the titles that somebody may mean by words, in lower case; what comes first counts first."""
    title = words.casefold()
    yield (title,)
    yield tuple(title + end for end in _ENDS)


def pasted(typed: str) -> str:
    """Return a task line that was copied out of a note, from its list marker on; empty if it is none."""
    line = typed.strip(f"{BLANK}\r\n").lstrip(QUOTED)
    return line if _ITEM.match(line) else ""


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text, in lower case."""
    return tuple(_WORD.findall(text.casefold()))


def has_words(title: str, begun: Sequence[str]) -> bool:
    """Whether a word of a title begins with each of some words; false where there are none.

    Args:
        title: The words of a line.
        begun: What `words_of` returns of what was typed.
    """
    words = words_of(title)
    return bool(begun) and all(any(word.startswith(each) for word in words) for each in begun)
