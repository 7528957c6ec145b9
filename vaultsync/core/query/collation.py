"""How texts are ordered: as `localeCompare` with numbers orders them where no language is set.

An own table, and not PyICU: that has no wheels and wants a C++ compiler and ICU's headers
on the person's machine. The table has what notes are written in (`collation_order`); other
scripts follow in the order of their code points.
"""

import re
import unicodedata
from codecs import charmap_decode
from functools import lru_cache
from itertools import dropwhile
from typing import Final, NamedTuple

from vaultsync.core.query.collation_order import JOINED, LIKE, MARKS, ORDER, SAME

Key = str
"""Letters first, then accents, then case and form: characters one above the numbers that are compared."""

_Element = tuple[int, int, int]
_NUMBER = re.compile(r"(\d+)")
_HANGUL: Final = 0x10000
_KANA: Final = 0x20000
_UNLISTED: Final = 0x100000
_BEGINNING: Final = 24
_COMPARED: Final = 16
"""Of so many characters so many letters are compared first."""

_PLAIN_NUMBER = re.compile(b"([0-9]+)")


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
    return _plain_key(text) if text.isascii() and text.isprintable() else _full_key(text)


def beginning_key(text: str) -> Key:
    """Return the beginning of a text's key, at less cost: texts that differ in it are in the order of their keys."""
    first = text[:_BEGINNING]
    if first.isascii() and first.isprintable() and not first[-1:].isdecimal():
        letters = _plain_letters(first)
        # Zeros in front of a number count for nothing: too few letters may be left to tell this text from a longer one.
        if len(letters) > _COMPARED or first == text:
            return letters[:_COMPARED]
    return collation_key(text).partition("\0")[0][:_COMPARED]


def _full_key(text: str) -> Key:
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
    return "\0".join("".join(map(_above, numbers)) for numbers in (letters, accents, forms))


def _above(number: int) -> str:
    """Return what stands for a number, so that 0 is free to end a run of them."""
    if number < _UNLISTED:
        return chr(number + 1)
    return chr(_UNLISTED + 1) + chr(number - _UNLISTED)


def _plain_key(text: str) -> Key:
    """Return the key of a text of printable ASCII, which has no accents: five times as fast."""
    forms = _PLAIN_NUMBER.sub(b"0", text.encode("ascii")).translate(_plain_tables().forms).decode("ascii")
    return f"{_plain_letters(text)}\0{_above(0) * len(forms)}\0{forms}"


def _plain_letters(text: str) -> str:
    tables = _plain_tables()
    pieces = _PLAIN_NUMBER.split(text.encode("ascii"))
    if len(pieces) == 1:
        return charmap_decode(pieces[0], "strict", tables.letters)[0]
    letters = []
    for words, written in zip(pieces[::2], (*pieces[1::2], b""), strict=True):
        letters.append(charmap_decode(words, "strict", tables.letters)[0])
        if written:
            digits = written.lstrip(b"0")
            letters += tables.number, _above(len(digits)), charmap_decode(digits, "strict", tables.digits)[0]
    return "".join(letters)


class _Plain(NamedTuple):
    """What stands for the characters of ASCII; those that are not printed have nothing."""

    letters: str
    digits: str
    """In a number: as what they count."""

    number: str
    """What begins one."""

    forms: bytes


@lru_cache(maxsize=1)
def _plain_tables() -> _Plain:
    elements = [_elements(chr(place))[:1] for place in range(128)]
    letters = "".join(_above(each[0][0]) if each else "\0" for each in elements)
    digits = "\0" * ord("0") + "".join(map(_above, range(10)))
    forms = bytes(each[0][2] + 1 if each else 0 for each in elements)
    return _Plain(letters, digits, _above(_DIGIT), forms + bytes(128))


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
