"""How texts are ordered: as `localeCompare` with numbers orders them where no language is set.

An own table, and not PyICU: that has no wheels and wants a C++ compiler and ICU's headers
on the person's machine. The table has what notes are written in (`collation_order`); other
scripts follow in the order of their code points.
"""

import re
import unicodedata
from codecs import charmap_decode
from collections import Counter
from collections.abc import Sequence
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
_NO_NUMBER: Final = _UNLISTED - 1
"""More digits than any number has."""

_BEGINNING: Final = 24
_COMPARED: Final = 16
"""Of so many characters so many letters are compared first."""

_NO_LETTER: Final = "\ufffe"
"""What `charmap_decode` refuses."""

_MOST_REMEMBERED: Final = 8_192
_DIGITS: Final = b"0" * ord("0") + b"1" * 10 + b"0" * (255 - ord("9"))


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


def places(texts: Sequence[str]) -> list[int]:
    """Return for each text its place in the order of the keys: the same for those with the same key.

    Costs a third of all keys, since letters tell nearly all texts apart.
    """
    different = [*dict.fromkeys(texts)]
    letters = [*map(_letters, different)]
    shared = Counter(letters)
    # Letters are the beginning of a key, and what ends them comes before any other letter.
    keys = [
        found if shared[found] == 1 else collation_key(text) for text, found in zip(different, letters, strict=True)
    ]
    ranks = {key: place for place, key in enumerate(sorted(set(keys)))}
    found_places = dict(zip(different, map(ranks.__getitem__, keys), strict=True))
    return [found_places[text] for text in texts]


def beginning_key(text: str) -> Key:
    """Return the beginning of a text's key, at less cost: texts that differ in it are in the order of their keys."""
    # No number and no letter with an accent goes on behind a space.
    end = text.find(" ", _BEGINNING)
    if end >= 0:
        letters = _letters(text[:end])
        # Zeros in front of a number count for nothing: too few letters may be left to tell this text from another.
        if len(letters) >= _COMPARED:
            return letters[:_COMPARED]
    return _letters(text)[:_COMPARED]


def _letters(text: str) -> Key:
    try:
        return _plain_letters(text.encode("latin-1"))
    except UnicodeError:  # characters of other scripts, or some that have no letter or more than one
        pieces = _pieces(text)
    return "".join(_number(piece) if piece.isdecimal() else piece.translate(_PARTS[0]) for piece in pieces)


def _full_key(text: str) -> Key:
    parts = tuple[list[str], ...](([], [], []))
    for piece in _pieces(text):
        if piece.isdecimal():
            for part, found in zip(parts, (_number(piece), _above(0), _above(0)), strict=True):
                part.append(found)
        else:
            for part, table in zip(parts, _PARTS, strict=True):
                part.append(piece.translate(table))
    return "\0".join(map("".join, parts))


def _pieces(text: str) -> list[str]:
    """Return a text as what stands before, between and behind its numbers, and these."""
    return _NUMBER.split(unicodedata.normalize("NFC", text))


def _number(written: str) -> str:
    """Return what is compared of a number: how many digits it has, and these."""
    if written.isascii():
        return _plain_letters(written.encode("ascii"))
    digits = [*dropwhile(_zero, map(unicodedata.decimal, written))]
    return "".join(map(_above, (_DIGIT, len(digits), *digits)))


class _Part(dict[int, str]):
    """What stands in one part of a key for a character."""

    def __init__(self, number: int) -> None:
        """Take the part that has the letters (0), accents or forms."""
        super().__init__()
        self._number = number

    def __missing__(self, point: int) -> str:
        """Look a character up."""
        elements = _elements(chr(point))
        found = "".join(_above(each[self._number]) for each in elements if each[0] or self._number)
        if len(self) < _MOST_REMEMBERED:
            self[point] = found
        return found


_PARTS: Final = _Part(0), _Part(1), _Part(2)


def _above(number: int) -> str:
    """Return what stands for a number, so that 0 is free to end a run of them."""
    if number < _UNLISTED:
        return chr(number + 1)
    return chr(_UNLISTED + 1) + chr(number - _UNLISTED)


def _plain_key(text: str) -> Key:
    """Return the key of a text of printable ASCII, which has no accents: several times as fast."""
    tables = _plain_tables()
    written = text.encode("ascii")
    forms = written.translate(tables.forms).decode("ascii")
    for first, end in reversed(_numbers(written)):
        forms = forms[: first + 1] + forms[end:]
    return f"{_plain_letters(written)}\0{_above(0) * len(forms)}\0{forms}"


def _plain_letters(written: bytes) -> str:
    """Return the letters of a text of Latin-1.

    Raises:
        UnicodeError: A character has not just one letter.
    """
    tables = _plain_tables()
    letters = charmap_decode(written, "strict", tables.letters)[0]
    numbers = _numbers(written)
    if not numbers:
        return letters
    pieces: list[str] = []
    behind = 0
    for first, end in numbers:
        digits = len(written[first:end].lstrip(b"0"))
        pieces += letters[behind:first], tables.number, _above(digits), letters[end - digits : end]
        behind = end
    pieces.append(letters[behind:])
    return "".join(pieces)


def _numbers(written: bytes) -> list[tuple[int, int]]:
    """Return where numbers begin and end: much faster than by a pattern."""
    marks = written.translate(_DIGITS)
    found = []
    first = marks.find(b"1")
    while first >= 0:
        end = marks.find(b"0", first)
        found.append((first, end if end >= 0 else len(marks)))
        first = marks.find(b"1", end) if end >= 0 else -1
    return found


class _Plain(NamedTuple):
    """What stands for characters of Latin-1."""

    letters: str
    """A digit is what it counts in a number. For what has no letter or more than one it is `_NO_LETTER`."""

    number: str
    """What begins one."""

    forms: bytes
    """Of ASCII; nothing for what is not printed."""


@lru_cache(maxsize=1)
def _plain_tables() -> _Plain:
    found = []
    for letter in map(chr, range(256)):
        counts = int(letter) if letter.isdecimal() else None
        letters = [each[0] for each in _elements(letter) if each[0]] if counts is None else [counts]
        found.append(_above(letters[0]) if len(letters) == 1 else _NO_LETTER)
    elements = [_elements(chr(place))[:1] for place in range(128)]
    forms = bytes(each[0][2] + 1 if each else 0 for each in elements)
    return _Plain("".join(found), _above(_DIGIT), forms + bytes(128))


def _elements(letter: str) -> tuple[_Element, ...]:
    """Return letter, accent and form of each element of one character; the letter of an accent is 0."""
    if letter in _ACCENTS:
        return ((0, _ACCENTS[letter], 0),)
    first, form = _FORMS.get(letter, (letter, 0))
    if first in _PLACES and letter not in LIKE:
        return ((_PLACES[first], 0, form),)
    lower = letter.lower()
    if lower != letter:
        return tuple((of, accent, form | 2) for part in lower for of, accent, form in _elements(part))
    parts = LIKE.get(letter) or unicodedata.normalize("NFKD", letter)
    if parts != letter:
        composed = letter not in LIKE and unicodedata.normalize("NFD", letter) == parts
        raised = unicodedata.decomposition(letter).startswith(("<super>", "<sub>"))
        form = 0 if composed else 4 if raised else 1
        return tuple((of, accent, own or form) for part in parts for of, accent, own in _part(part))
    return _unlisted(letter)


def _part(letter: str) -> tuple[_Element, ...]:
    """Return the elements of what a character is composed of: a digit in it is no number and comes behind all."""
    if letter.isdecimal():
        return (_DIGIT, 0, 0), (_NO_NUMBER, 0, 0), (unicodedata.decimal(letter), 0, 0)
    return _elements(letter)


def _unlisted(letter: str) -> tuple[_Element, ...]:
    if unicodedata.category(letter) in ("Cc", "Cf", "Mn", "Me"):
        return ()
    if letter.isdecimal():
        return (_DIGIT, 0, 0), (1, 0, 0), (unicodedata.decimal(letter), 0, 0)
    return ((ord(letter) + (_HANGUL if "ᄀ" <= letter <= "ᇿ" else _UNLISTED), 0, 0),)


def _zero(digit: int) -> bool:
    return digit == 0
