"""How texts are ordered: as `localeCompare` with numbers orders them where no language is set.

An own table, and not PyICU: that has no wheels and wants a C++ compiler and ICU's headers
on the person's machine. The table has what notes are written in (`collation.order`).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, dropwhile, pairwise
from operator import not_
from typing import Final

from vaultsync.core.query.collation.elements import DIGIT, LONG, TOLD, above, elements_of
from vaultsync.core.query.collation.plain import UNSURE, letters_together, plain_letters

Key = str
"""Letters first, then accents, then case and form: characters one above the numbers that are compared."""

_EMPTY: Final = "\0\0"
"""The key of an empty text, known without the tables."""

_NUMBER = re.compile(r"(\d+)")
_PLAIN_NUMBER: Final = re.compile(rb"[0-9]+")

_BEGINNING: Final = 24
"""Characters of a text from which its beginning is made."""

_COMPARED: Final = 16
"""Letters of that which are compared."""

_LONG: Final = 36
"""Characters of a text that has many beside it, from which its beginning is made."""

_TELLING: Final = 32
"""Letters of that which are compared: hardly two notes have the same, since their names begin with a date."""

_TOGETHER: Final = 250
"""Texts whose letters are found together: those of more would not stay in the processor's cache."""

_MOST_REMEMBERED: Final = 8_192
"""Characters, and numbers in texts that have such characters."""


@lru_cache(maxsize=65_536)
def collation_key(text: str) -> Key:
    """Return what to sort a text by: equal keys are texts that ICU takes for equal.

    Runs of digits count as numbers, letters before accents before case, lower before
    upper. Control characters count for nothing.
    """
    if not text:
        return _EMPTY
    return _plain_key(text) if text.isascii() and text.isprintable() else _full_key(text)


def letters_of(key: Key) -> Key:
    """Return the beginning of a key that is compared first; what equal ones begin may differ in accents or forms.

    What ends the letters comes before any other letter.
    """
    return key.partition("\0")[0]


def names_in_order(names: Sequence[str], *, reverse: bool = False) -> tuple[Sequence[str], Sequence[int]]:
    """Return names in the order of their keys, and the rank of each, ascending: the same for those with the same key.

    These stay as they came.

    Args:
        names: Different ones. That few begin alike makes it cheap, and nothing else depends on it.
        reverse: Whether the last comes first, with the rank 0.
    """
    order, found = _ranked(_telling(names, _beginnings_of_all, _letters_of_all, _keys_of_all), reverse=reverse)
    return [*map(names.__getitem__, order)], found


def ranks(texts: Sequence[str]) -> list[int]:
    """Return for each text its rank in the order of the keys, from 0: the same for those with the same key.

    Costs a fraction of all keys, since letters tell nearly all texts apart.
    """
    different = [*dict.fromkeys(texts)]
    order, found = _ranked(_telling(different, _letters_of_all, _keys_of_all))
    known = dict(zip(map(different.__getitem__, order), found, strict=True))
    return [*map(known.__getitem__, texts)]


def _ranked(keys: Sequence[Key], *, reverse: bool = False) -> tuple[Sequence[int], Sequence[int]]:
    """Return the places of keys in their order, and the rank of each, ascending."""
    order = sorted(range(len(keys)), key=keys.__getitem__, reverse=reverse)
    if len(set(keys)) == len(keys):
        return order, range(len(keys))
    steps = (before != key for before, key in pairwise(map(keys.__getitem__, order)))
    return order, [*accumulate(steps, initial=0)]


def beginning_key(text: str) -> Key:
    """Return the beginning of a text's sort key, which costs less: texts whose beginnings differ are in their order."""
    letters = _letters(_beginning(text, _BEGINNING))
    # Zeros in front of a number count for nothing: too few letters may be left to tell this text from another.
    return (letters if len(letters) >= _COMPARED else _letters(text))[:_COMPARED]


def _beginning(text: str, room: int) -> str:
    """Return a text up to the first space behind so many characters: no number and no accent goes on behind a space."""
    end = text.find(" ", room)
    return text if end < 0 else text[:end]


def _letters(text: str) -> Key:
    try:
        return plain_letters(text)
    except UnicodeError:  # characters of other scripts, or some that have no letter or more than one
        pieces = _pieces(text)
    return "".join(_number(piece) if piece.isdecimal() else piece.translate(_PARTS[0]) for piece in pieces)


def _telling(texts: Sequence[str], *ways: Callable[[Sequence[str]], list[Key]]) -> list[Key]:
    """Return of each text so much of its key that it is told from the others, if their keys differ.

    Args:
        texts: The texts.
        ways: To find the beginnings of keys, each longer than the one before. The last finds whole keys.
    """
    first, *others = ways
    keys = first(texts)
    for way in others:
        shared = Counter(keys)
        places = [at for at, key in enumerate(keys) if shared[key] > 1] if len(shared) < len(keys) else []
        for at, key in zip(places, way([texts[at] for at in places]), strict=True):
            keys[at] = key
    return keys


def _beginnings_of_all(texts: Sequence[str]) -> list[Key]:
    """Return the first letters of each text."""
    beginnings = [text if len(text) <= _LONG else _beginning(text, _LONG) for text in texts]
    keys = _letters_of_all(beginnings)
    for at, letters in enumerate(keys):
        if len(letters) < _TELLING and beginnings[at] is not texts[at]:
            keys[at] = _letters(texts[at])
    return [letters[:_TELLING] for letters in keys]


def _keys_of_all(texts: Sequence[str]) -> list[Key]:
    """Return the key of each text."""
    return [*map(collation_key, texts)]


def _letters_of_all(texts: Sequence[str]) -> list[Key]:
    """Return the letters of each text."""
    found: list[Key] = []
    for first in range(0, len(texts), _TOGETHER):
        some = texts[first : first + _TOGETHER]
        together = letters_together(some)
        if UNSURE in "".join(together):
            together = [
                _letters(text) if UNSURE in known else known for text, known in zip(some, together, strict=True)
            ]
        found += together
    return found


def _full_key(text: str) -> Key:
    parts = tuple[list[str], ...](([], [], []))
    for piece in _pieces(text):
        if piece.isdecimal():
            for part, found in zip(parts, (_number(piece), above(0), above(0)), strict=True):
                part.append(found)
        else:
            for part, table in zip(parts, _PARTS, strict=True):
                part.append(piece.translate(table))
    return "\0".join(map("".join, parts))


def _pieces(text: str) -> list[str]:
    """Return a text as what stands before, between and behind its numbers, and these."""
    return _NUMBER.split(unicodedata.normalize("NFC", text))


def _number(written: str) -> str:
    """Return what is compared of a number: its digits, and of a long one first how many more than others it has."""
    if len(written) <= TOLD:
        return _short_number(written)
    digits = _digits(written)
    if len(digits) <= TOLD:
        return _told(digits)
    return above(LONG) * (len(digits) - TOLD) + "".join(above(DIGIT + digit) for digit in digits)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _short_number(written: str) -> str:
    return _told(_digits(written))


def _digits(written: str) -> list[int]:
    """Return the digits of a number without zeros in front, but for the last."""
    return [*dropwhile(not_, map(unicodedata.decimal, written[:-1])), unicodedata.decimal(written[-1])]


def _told(digits: list[int]) -> str:
    """Return what stands for digits, each of which tells how many come behind it, and which it is."""
    return "".join(above(DIGIT + 10 * behind + digit) for behind, digit in enumerate(reversed(digits)))[::-1]


class _Part(dict[int, str]):
    """What stands in one part of a key for a character."""

    def __init__(self, number: int) -> None:
        """Take the part that has the letters (0), accents or forms."""
        super().__init__()
        self._number = number

    def __missing__(self, point: int) -> str:
        """Look a character up."""
        elements = elements_of(chr(point))
        found = "".join(above(each[self._number]) for each in elements if each[0] or self._number)
        if len(self) < _MOST_REMEMBERED:
            self[point] = found
        return found


_PARTS: Final = _Part(0), _Part(1), _Part(2)


def _plain_key(text: str) -> Key:
    """Return the key of a text of printable ASCII, which has no accents: several times as fast."""
    forms = _PLAIN_NUMBER.sub(b"0", text.encode("ascii")).translate(_plain_forms()).decode("ascii")
    return f"{_letters(text)}\0{above(0) * len(forms)}\0{forms}"


@lru_cache(maxsize=1)
def _plain_forms() -> bytes:
    """Return what stands for the form of each character of ASCII; nothing for what is not printed."""
    elements = [elements_of(chr(place))[:1] for place in range(128)]
    return bytes(each[0][2] + 1 if each else 0 for each in elements) + bytes(128)
