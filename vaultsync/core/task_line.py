"""One list item with a checkbox → a `TaskLine`, and the name that it goes by."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts, Stated, Statement, TaskLine
from vaultsync.core.mojibake import repair
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.people import TAG, assigned
from vaultsync.core.notation.times import split_times

_NAME_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [one + other for one in _NAME_ALPHABET for other in _NAME_ALPHABET]
_WORDS = re.compile(r"\w+")


def is_task(raw: str, conventions: Conventions) -> bool:
    """Whether a line that is known to be a list item with a checkbox states a task of this vault."""
    return read_line(repair(raw), conventions.tasks.dialect, conventions.task_tag) is not None


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
        said = read_line(repair(each.raw), conventions.tasks.dialect, conventions.task_tag)
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


def words_of(said: Statement, task_tag: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of an item and its assignees: the description without tags and task tag, times of day last."""
    words = said.description
    if task_tag and not task_tag.startswith("#"):
        words = words.replace(task_tag, " ", 1)
    if "#" in words:
        words = TAG.sub(" ", words)
    words, times = split_times(words)
    split = assigned(words.strip())
    return " ".join([*split.words.split(), *times.split()]), split.names


def provisional_name(path: str, words: str, ordinal: int) -> str:
    """Return the name that a line without an id goes by: `p-` and ten letters.

    It follows from the note's path and the line's words alone, so that every
    reading gives the same; the ordinal tells equal lines of one note apart.
    """
    key = f"{path}\0{words}\0{ordinal}".encode("utf-8", "surrogateescape")
    number = int.from_bytes(blake2b(key, digest_size=8).digest(), "big")
    return "p-" + "".join([_PAIRS[number >> shift & 1023] for shift in (40, 30, 20, 10, 0)])


def key_of(title: str) -> str:
    """Return the words of a title by which equal lines of a note are known: in lower case, without signs."""
    return " ".join(_WORDS.findall(title.casefold()))
