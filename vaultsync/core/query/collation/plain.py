"""The letters of texts of Latin-1: of many at once, for a fraction of what they cost one by one."""

from codecs import charmap_decode, register_error
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from vaultsync.core.query.collation.elements import DIGIT, TOLD, above, elements_of

_NO_LETTER: Final = "\ufffe"
"""What `charmap_decode` refuses."""

UNSURE: Final = "\ud7ff"
"""Stands for a character that has no letter, more than one, or one that is not looked for."""

_APART: Final = "\x01"
"""Between texts: it has no letter, and neither has what stands for a character that is not of Latin-1."""

_OTHER: Final = "\x02"
_NUL: Final = "\0"
"""Stands for zeros that count for nothing, and in no text."""

_MARKED: Final = "vaultsync.marked"

_DIGITS: Final = bytes(chr(place).isdecimal() for place in range(256))
_ZEROS: Final = bytes(place == ord("0") for place in range(256))
"""1 for a digit, or for a 0, and else 0."""


class _Tables(NamedTuple):
    """What stands for each character."""

    letters: str
    """For what has no letter or more than one it is `_NO_LETTER`."""

    unsure: str
    """The same with `UNSURE` for `_NO_LETTER`, and with an end of letters for `_APART`."""


def plain_letters(text: str) -> str:
    """Return the letters of a text.

    Raises:
        UnicodeError: A character is not of Latin-1 or has not just one letter, or a number has more than `TOLD` digits.
    """
    return _letters(text.replace(_NUL, _OTHER).encode("latin-1"), _tables().letters)


def letters_together(texts: Sequence[str]) -> list[str]:
    """Return the letters of each text; where `UNSURE` is among them, the text is none for `plain_letters`."""
    written = _APART.join(texts).replace(_NUL, _OTHER).encode("latin-1", _MARKED)
    try:
        found = _letters(written, _tables().unsure).split("\0")
    except UnicodeError:  # a number has too many digits
        found = []
    # A text may have a character that is written between texts.
    return found if len(found) == len(texts) else [UNSURE] * len(texts)


def _letters(written: bytes, table: str) -> str:
    """Return what a table has for each character; a digit tells besides how many come behind it.

    All numbers are gone through at once, with the text as one great number: a character is a byte of it, and the
    character behind is the byte below.
    """
    digits = int.from_bytes(written.translate(_DIGITS))
    if not digits:
        return charmap_decode(written, "strict", table)[0]
    zeros = int.from_bytes(written.translate(_ZEROS)) & digits << 8
    if leading := zeros & ~(digits >> 8):
        marked = int.from_bytes(written) - ord("0") * _spread(leading, lambda found: zeros & found >> 8, int.__or__)
        written = marked.to_bytes(len(written)).translate(None, b"\0")
        digits = int.from_bytes(written.translate(_DIGITS))
    behind = _spread(digits & digits << 8, lambda found: found & found << 8, int.__add__)
    letters = charmap_decode(written, "strict", table)[0]
    if not behind:
        return letters
    units = bytearray(2 * len(letters))
    units[1::2] = behind.to_bytes(len(letters))
    told = int.from_bytes(letters.encode("utf-16-be")) + 10 * int.from_bytes(units)
    return told.to_bytes(len(units)).decode("utf-16-be")


def _spread(found: int, further: Callable[[int], int], joined: Callable[[int, int], int]) -> int:
    """Return all that is found step by step, until nothing is: a number has a digit for each step.

    Raises:
        UnicodeError: It takes too many steps.
    """
    everything = 0
    for _ in range(TOLD):
        if not found:
            return everything
        everything = joined(everything, found)
        found = further(found)
    raise UnicodeError(f"a number has more than {TOLD} digits")


def _as_other(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeEncodeError)
    return _OTHER, error.end


register_error(_MARKED, _as_other)


@lru_cache(maxsize=1)
def _tables() -> _Tables:
    found = []
    for letter in map(chr, range(256)):
        letters = [each[0] for each in elements_of(letter) if each[0]]
        if letter.isdecimal():
            letters = [DIGIT + int(letter)]
        found.append(above(letters[0]) if len(letters) == 1 else _NO_LETTER)
    unsure = ["\0" if chr(at) == _APART else letter.replace(_NO_LETTER, UNSURE) for at, letter in enumerate(found)]
    return _Tables("".join(found), "".join(unsure))
