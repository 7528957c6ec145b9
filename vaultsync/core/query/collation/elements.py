"""What a character is compared by: its letter, its accent and its form, each a number.

The numbers follow the table of `collation.order`; other scripts follow in the order of their code points.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Final

from vaultsync.core.query.collation.order import JOINED, LIKE, MARKS, ORDER, SAME

Element = tuple[int, int, int]
_HANGUL: Final = 0x10000
_KANA: Final = 0x20000
_UNLISTED: Final = 0x100000

TOLD: Final = 100
"""A digit of a number tells how many come behind it, if that number is not longer."""


def _expanded(runs: str) -> str:
    points: list[str] = []
    for run in runs.split():
        first, _, last = run.partition("-")
        points += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return "".join(points)


DIGIT: Final = 4895
"""The place of all digits. Above it there is a place for each digit with what it tells, then ..."""

LONG: Final = DIGIT + 10 * TOLD
"""... one that stands before longer numbers for each digit that they have more, and one for each digit ..."""

_NO_NUMBER: Final = LONG + 1
"""... that is no part of a number."""

_FIRST_KANA: Final = "ぁ"
"""They come last of what is listed; what is written with them, such as `゛`, is a sign and stands among the signs."""


@cache  # a few thousand characters: most commands sort by no text
def _places() -> Mapping[str, int]:
    listed = _expanded(ORDER)
    kana = listed.index(_FIRST_KANA) + 1
    return {
        letter: place + (_NO_NUMBER + 10 - DIGIT if place > DIGIT else 0) + (_KANA if place >= kana else 0)
        for place, letter in enumerate(listed, 1)
    }


@cache
def _accents() -> Mapping[str, int]:
    return {mark: place for place, mark in enumerate(_expanded(MARKS) + JOINED, 1)}


@cache
def _forms() -> Mapping[str, tuple[str, int]]:
    return {letter: (group[0], form) for group in SAME.split() for form, letter in enumerate(group)}


def above(number: int) -> str:
    """Return what stands for a number, so that 0 is free to end a run of them."""
    if number < _UNLISTED:
        return chr(number + 1)
    return chr(_UNLISTED + 1) + chr(number - _UNLISTED)


def elements_of(letter: str) -> tuple[Element, ...]:
    """Return the collation elements of one character: letter, accent and form of each; the letter of an accent is 0."""
    if letter in _accents():
        return ((0, _accents()[letter], 0),)
    first, form = _forms().get(letter, (letter, 0))
    if first in _places() and letter not in LIKE:
        return ((_places()[first], 0, form),)
    lower = letter.lower()
    if lower != letter:
        return tuple((of, accent, form | 2) for part in lower for of, accent, form in elements_of(part))
    parts = LIKE.get(letter) or unicodedata.normalize("NFKD", letter)
    if parts != letter:
        composed = letter not in LIKE and unicodedata.normalize("NFD", letter) == parts
        raised = unicodedata.decomposition(letter).startswith(("<super>", "<sub>"))
        form = 0 if composed else 4 if raised else 1
        return tuple((of, accent, own or form) for part in parts for of, accent, own in _part(part))
    return _unlisted(letter)


def _part(letter: str) -> tuple[Element, ...]:
    """Return the elements of what a character is composed of: a digit in it is no number and comes behind all."""
    if letter.isdecimal():
        return ((_NO_NUMBER + unicodedata.decimal(letter), 0, 0),)
    return elements_of(letter)


def _unlisted(letter: str) -> tuple[Element, ...]:
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me"):
        return ()
    if letter.isdecimal():
        return ((DIGIT + unicodedata.decimal(letter), 0, 0),)
    return ((ord(letter) + (_HANGUL if "ᄀ" <= letter <= "ᇿ" else _UNLISTED), 0, 0),)
