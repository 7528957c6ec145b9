"""A name that nobody has yet: whether it is new, and whose name it is nearly."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz.distance import OSA

from vaultsync.core.people.names import untitled, words

_ALIKE = 0.6
"""The least part of its letters that a name shares with the nearest one."""

_MOST_SLIPS = 2
_LETTERS_A_SLIP = 3


class Newcomer(NamedTuple):
    """A name that nobody has."""

    name: str
    """As it was typed."""

    nearest: str = ""
    """The known name that it looks most like; empty if it looks like none."""

    slip: bool = False
    """Whether it differs from that by a letter or two, as a mistyped name does."""


def newcomer(name: str, known: Iterable[str]) -> Newcomer | None:
    """Return what is to be said of a name that somebody is given, or None if somebody has it.

    A name that is a part of a known one, such as a first name, is known; so is a text without letters. A slip is one
    letter in three, two at most (Damerau–Levenshtein, optimal string alignment), in any place: unlike the near
    spellings by which people are told apart in notes, it only asks a question.

    Args:
        name: As typed.
        known: Names and aliases, as written.
    """
    spelled = untitled(words(name))
    best: tuple[float, str, int] = (_ALIKE, "", 0)
    for other in sorted(set(known)):
        theirs = untitled(words(other))
        if _has(theirs, spelled):
            return None
        for text in _texts(theirs, len(spelled)):
            alike = OSA.normalized_similarity(" ".join(spelled), text)
            if alike > best[0]:
                best = (alike, other, OSA.distance(" ".join(spelled), text))
    _, nearest, apart = best
    letters = sum(map(len, spelled))
    slip = bool(nearest) and apart <= min(letters // _LETTERS_A_SLIP, _MOST_SLIPS)
    return Newcomer(name, nearest, slip) if letters else None


def whole(name: str, known: Iterable[str]) -> str:
    """Return the first known name of which a typed one is a part, such as a first name; empty if there is none."""
    spelled = untitled(words(name))
    return next((other for other in sorted(set(known)) if spelled and _has(untitled(words(other)), spelled)), "")


def _has(theirs: tuple[str, ...], spelled: tuple[str, ...]) -> bool:
    return f" {' '.join(spelled)} " in f" {' '.join(theirs)} "


def _texts(theirs: tuple[str, ...], number: int) -> Iterator[str]:
    """Yield what of a known name a typed one of so many words may be meant for: all of it, or one word."""
    yield " ".join(theirs)
    if number == 1:
        yield from theirs
