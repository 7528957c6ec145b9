"""What JavaScript takes for one character, and for the same character in another case.

Without the flags `u` and `v` it sees units of UTF-16.

Two characters are alike if they have the same upper case. Unlike for `regex` and Python, no letter beyond ASCII is
like one within it: `s` is not `ſ`, `k` is not the sign of Kelvin, and `i` is neither `İ` nor `ı`.
"""

import re
from collections import defaultdict
from functools import lru_cache
from string import ascii_letters

_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_LAST = 0xFFFF


def ignores_case(flags: str) -> bool:
    """Whether the engine is to ignore case; in units of UTF-16 the translation itself has both cases."""
    return "i" in flags and by_points(flags)


def by_points(flags: str) -> bool:
    """Whether a sign beyond U+FFFF is one character, and not two units of UTF-16."""
    return "u" in flags or "v" in flags


def in_units(text: str) -> str:
    """Return a text as JavaScript sees it without the flag `u`: a sign beyond U+FFFF is two units of UTF-16."""
    return text if text.isascii() else _BEYOND.sub(lambda match: _pair(ord(match[0]) - 0x10000), text)


def _pair(number: int) -> str:
    return chr(0xD800 + (number >> 10)) + chr(0xDC00 + (number & 0x3FF))


def alike(character: str) -> str:
    """Return a character with those that are like it; itself first."""
    if character.isascii():
        return character + character.swapcase() if character.isalpha() else character
    return character + "".join(other for other in _families().get(character, "") if other != character)


def alike_beyond(first: str, last: str) -> str:
    """Return the characters outside a range that are like one within it."""
    within = ascii_letters if last.isascii() else _families()
    return "".join(
        sorted(
            {
                other
                for character in within
                if first <= character <= last
                for other in alike(character)
                if not first <= other <= last
            }
        )
    )


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    """Return, for every character that others are like, all of them."""
    found: defaultdict[str, str] = defaultdict(str)
    for number in range(_LAST + 1):
        character = chr(number)
        found[_upper(character)] += character
    return {character: family for family in found.values() if len(family) > 1 for character in family}


def _upper(character: str) -> str:
    upper = character.upper()
    if len(upper) > 1 or ord(upper) > _LAST or (upper.isascii() and not character.isascii()):
        return character
    return upper
