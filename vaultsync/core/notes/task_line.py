"""One list item with a checkbox → a `TaskLine`, and the name that it goes by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts, Stated, Statement, TaskLine
from vaultsync.core.notation.line import read_line, without_filter
from vaultsync.core.notation.people import TAG, words_and_names
from vaultsync.core.notation.plain_line import plain_line
from vaultsync.core.notation.times import split_times
from vaultsync.core.notes.mojibake import repair

_NAME_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [one + other for one in _NAME_ALPHABET for other in _NAME_ALPHABET]
_WORDS = re.compile(r"\w+")
_SHORT = 200
"""Characters up to which it is remembered what tags leave of a text."""


def is_task(raw: str, conventions: Conventions) -> bool:
    """Whether a line that is known to be a list item with a checkbox states a task of this vault."""
    return _read(raw, conventions) is not None


def title_of(raw: str, conventions: Conventions) -> str:
    """Return the words of a line; empty if it states no task of this vault."""
    said = _read(raw, conventions)
    return words_of(said, conventions.task_tag)[0] if said else ""


def task_line(facts: NoteFacts, raw: str, line: int, conventions: Conventions) -> TaskLine | None:
    """Read one line that is known to be a list item with a checkbox; None if it states no task of this vault."""
    return next(lines_of(facts, [Stated(line, raw, "", None)], conventions), None)


def lines_of(facts: NoteFacts, stated: Iterable[Stated], conventions: Conventions) -> Iterator[TaskLine]:
    """Yield the task lines of a note with everything that they say.

    Args:
        facts: What the note says about itself.
        stated: All its task lines, in their order: each equal one before a line is in that line's name.
        conventions: How the vault is to be read.
    """
    seen: Counter[str] = Counter()
    for each in stated:
        said = _read(each.raw, conventions)
        if said is None:
            continue
        title, owners = words_of(said, conventions.task_tag)
        key = key_of(title)
        seen[key] += 1
        yield TaskLine(
            note=facts,
            line=each.line,
            raw=each.raw,
            said=said,
            status=conventions.status_of(said),
            title=title,
            owners=owners,
            heading=each.heading,
            parent=each.parent,
            name=provisional_name(facts.path, key, seen[key]),
        )


def _read(raw: str, conventions: Conventions) -> Statement | None:
    text, dialect = repair(raw), conventions.tasks.dialect
    plain = plain_line(text, conventions.task_tag) if dialect == "emoji" else None
    return plain or read_line(text, dialect, conventions.task_tag)


def words_of(said: Statement, task_tag: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of an item and its assignees: the description without tags and task tag, times of day last."""
    words = said.description
    if task_tag and not task_tag.startswith("#"):
        words = without_filter(words, task_tag)
    words, times = split_times(_without_tags(words))
    words, names = words_and_names(words.strip())
    return " ".join(words.split() + times.split()), names


def _without_tags(text: str) -> str:
    """Return a text with a space in place of every tag."""
    at = text.find("#")
    if at < 0:
        return text
    if len(text) - at > _SHORT or (at and not text[at - 1].isspace()):
        return TAG.sub(" ", text)
    return text[:at] + _left_by_tags(text[at:])


@lru_cache(maxsize=4_000)
def _left_by_tags(text: str) -> str:
    return TAG.sub(" ", text)


def provisional_name(path: str, words: str, ordinal: int) -> str:
    """Return the name that a line without an id goes by: `p-` and ten letters.

    It follows from the note's path and the line's words alone, so that every
    reading gives the same; the ordinal tells equal lines of one note apart.
    """
    key = f"{path}\0{words}\0{ordinal}".encode("utf-8", "surrogateescape")
    number = int.from_bytes(blake2b(key, digest_size=8).digest(), "big")
    one, two, three, four = number >> 40 & 1023, number >> 30 & 1023, number >> 20 & 1023, number >> 10 & 1023
    return f"p-{_PAIRS[one]}{_PAIRS[two]}{_PAIRS[three]}{_PAIRS[four]}{_PAIRS[number & 1023]}"


def key_of(title: str) -> str:
    """Return the words of a title by which equal lines of a note are known: in lower case, without signs."""
    return " ".join(_WORDS.findall(title.casefold()))
