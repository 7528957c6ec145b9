"""Keys of the collation as bytes that are in the same order, a quarter as long as in UTF-8.

A key is a text, each character of which is a number (`core.query.collation.elements`). What most notes are written in
takes one byte. The first byte tells how many follow. In ascending order:

| the character | its bytes |
|---|---|
| what ends a part, the plainest accents and forms, blanks and the first signs | itself |
| other signs | 14, and two more |
| a digit with at most 24 behind it | 15, and one more |
| any other digit | 16, and two more |
| a Latin letter, with or without an accent | one, from 17 on |
| anything else | 253, and three more |
"""

from codecs import charmap_encode
from functools import cache
from typing import Final

from vaultsync.core.query.collation.keys import collation_key

_SIGNS: Final = 14
_DIGITS: Final = 15
_LONG: Final = 16
_ONE_BYTE: Final = 17
_ABOVE: Final = 253


@cache  # most queries sort by no text
def _first(letter: str) -> int:
    return ord(collation_key(letter)[0])


class _Codes(dict[int, bytes]):
    """The bytes of each character that was met."""

    def __missing__(self, character: int) -> bytes:
        self[character] = code = bytes((character,)) if character < _SIGNS else _code_of(character)
        return code


def _code_of(character: int) -> bytes:
    digit, letter = _first("0"), _first("a")
    if character < digit:
        return bytes((_SIGNS, *character.to_bytes(2)))
    if character < digit + 250:
        return bytes((_DIGITS, character - digit))
    if character < letter:
        return bytes((_LONG, *character.to_bytes(2)))
    if character - letter < _ABOVE - _ONE_BYTE:
        return bytes((_ONE_BYTE + character - letter,))
    return bytes((_ABOVE, *character.to_bytes(3)))


_CODES = _Codes()


def stored_key(key: str) -> bytes:
    """Return a key of the collation as bytes in the same order.

    Where accents and forms are the plainest there are, they are left out from their end: no letter goes without them.
    """
    parts = key.split("\0")
    return charmap_encode("\0".join([parts[0], *(part.rstrip("\1") for part in parts[1:])]), "strict", _CODES)[0]
