"""How texts are ordered: as `localeCompare` with numbers orders them where no language is set.

An own table, and not PyICU: that has no wheels and wants a C++ compiler and ICU's headers
on the person's machine. The table has what notes are written in (`collation_order`); other
scripts follow in the order of their code points.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import dropwhile
from typing import Final

from vaultsync.core.query.collation_order import JOINED, LIKE, MARKS, ORDER, SAME

Key = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
"""Letters first, then accents, then case and form."""

_Element = tuple[int, int, int]
_NUMBER = re.compile(r"(\d+)")
_HANGUL: Final = 0x10000
_KANA: Final = 0x20000
_UNLISTED: Final = 0x100000


def _expanded(runs: str) -> str:
    points: list[str] = []
    for run in runs.split():
        first, _, last = run.partition("-")
        points += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return "".join(points)


_PLACES = {letter: place + (_KANA if "ぁ" <= letter <= "ヺ" else 0) for place, letter in enumerate(_expanded(ORDER), 1)}
_ACCENTS = {mark: place for place, mark in enumerate(_expanded(MARKS) + JOINED, 1)}
_FORMS = {letter: (group[0], form) for group in SAME.split() for form, letter in enumerate(group)}
_DIGIT: Final = _PLACES["0"]


@lru_cache(maxsize=65_536)
def collation_key(text: str) -> Key:
    """Return what to sort a text by: equal keys are texts that ICU takes for equal.

    Runs of digits count as numbers, letters before accents before case, lower before
    upper. Control characters count for nothing.
    """
    letters: list[int] = []
    accents: list[int] = []
    forms: list[int] = []
    for piece in _NUMBER.split(unicodedata.normalize("NFC", text)):
        if piece.isdecimal():
            digits = [unicodedata.decimal(digit) for digit in piece]
            number = list(dropwhile(_zero, digits))
            letters += [_DIGIT, len(number), *number]
            accents.append(0)
            forms.append(0)
            continue
        for letter in piece:
            for place, accent, form in _elements(letter):
                if place:
                    letters.append(place)
                accents.append(accent)
                forms.append(form)
    return tuple(letters), tuple(accents), tuple(forms)


@lru_cache(maxsize=8_192)
def _elements(letter: str) -> tuple[_Element, ...]:
    """Return letter, accent and form of each element of one character; the letter of an accent is 0."""
    if letter in _ACCENTS:
        return ((0, _ACCENTS[letter], 0),)
    first, form = _FORMS.get(letter, (letter, 0))
    if first in _PLACES:
        return ((_PLACES[first], 0, form),)
    lower = letter.lower()
    if lower != letter:
        return tuple((of, accent, form | 2) for part in lower for of, accent, form in _elements(part))
    parts = LIKE.get(letter) or unicodedata.normalize("NFKD", letter)
    if parts != letter:
        composed = letter not in LIKE and unicodedata.normalize("NFD", letter) == parts
        form = 0 if composed else 1
        return tuple((of, accent, own or form) for part in parts for of, accent, own in _elements(part))
    return _unlisted(letter)


def _unlisted(letter: str) -> tuple[_Element, ...]:
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me"):
        return ()
    if letter.isdecimal():
        return (_DIGIT, 0, 0), (1, 0, 0), (unicodedata.decimal(letter), 0, 0)
    return ((ord(letter) + (_HANGUL if "ᄀ" <= letter <= "ᇿ" else _UNLISTED), 0, 0),)


def _zero(digit: int) -> bool:
    return digit == 0
