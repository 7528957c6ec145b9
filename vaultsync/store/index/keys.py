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
from typing import Final

from vaultsync.core.query.collation.keys import collation_key

_SIGNS: Final = 14
_DIGITS: Final = 15
_LONG: Final = 16
_ONE_BYTE: Final = 17
_ABOVE: Final = 253

_FIRST_DIGIT: Final = ord(collation_key("0")[0])
_FIRST_LETTER: Final = ord(collation_key("a")[0])


class _Codes(dict[int, bytes]):
    """The bytes of each character that was met."""

    def __missing__(self, character: int) -> bytes:
        if character < _SIGNS:
            code = bytes((character,))
        elif character < _FIRST_DIGIT:
            code = bytes((_SIGNS, *character.to_bytes(2)))
        elif character < _FIRST_DIGIT + 250:
            code = bytes((_DIGITS, character - _FIRST_DIGIT))
        elif character < _FIRST_LETTER:
            code = bytes((_LONG, *character.to_bytes(2)))
        elif character - _FIRST_LETTER < _ABOVE - _ONE_BYTE:
            code = bytes((_ONE_BYTE + character - _FIRST_LETTER,))
        else:
            code = bytes((_ABOVE, *character.to_bytes(3)))
        self[character] = code
        return code


_CODES = _Codes()


def stored_key(key: str) -> bytes:
    """Return a key of the collation as bytes in the same order.

    Where accents and forms are the plainest there are, they are left out from their end: no letter goes without them.
    """
    parts = key.split("\0")
    return charmap_encode("\0".join([parts[0], *(part.rstrip("\1") for part in parts[1:])]), "strict", _CODES)[0]
