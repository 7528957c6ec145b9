"""The random order of the plugin: the same all day, another one tomorrow."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from struct import unpack
from typing import Final

_SEED: Final = 9
_FACTOR: Final = 387_420_489
_WORD: Final = 0xFFFFFFFF
_AT_ONCE: Final = 4_096
"""Texts that are hashed together: their numbers fit into a processor's cache."""

_ROOM: Final = 4_000_000
"""Bytes that texts which are hashed together may take, each as long as the longest."""


def of_the_day(text: str, today: date) -> str:
    """Return the text whose hash decides where a description comes on a day."""
    return f"{today.isoformat()} {text}"


def daily_hash(text: str) -> int:
    """Return the plugin's 32-bit hash of a text, as JavaScript's signed number."""
    hashed = _taken(_SEED, text)
    mixed = hashed ^ hashed >> 9
    return mixed - (1 << 32) if mixed & 0x80000000 else mixed


def _taken(hashed: int, text: str) -> int:
    units = text.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(units), 2):
        hashed = (hashed ^ (units[at] | units[at + 1] << 8)) * _FACTOR & _WORD
    return hashed


def daily_hashes(texts: Sequence[str], today: date) -> list[int]:
    """Return what `daily_hash` says of each text on a day.

    Thousands of hashes are reckoned at once, as one number of Python in lanes of 64 bits.
    """
    begun = _taken(_SEED, of_the_day("", today))
    units = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    # The longest first: those that are still read are always the first lanes.
    order = sorted(range(len(units)), key=lambda at: len(units[at]), reverse=True)
    found = [0] * len(units)
    first = 0
    while first < len(order):
        some = order[first : first + max(1, min(_AT_ONCE, _ROOM // (len(units[order[first]]) or 1)))]
        first += len(some)
        for at, hashed in zip(some, _together([units[at] for at in some], begun), strict=True):
            found[at] = hashed
    return found


def _together(units: Sequence[bytes], begun: int) -> Iterable[int]:
    """Return the hashes of some texts, the longest first, each begun with a hash."""
    width, active = len(units[0]), len(units)
    table = b"".join(text.ljust(width, b"\0") for text in units)
    lanes = _lanes(begun, active)
    words = _lanes(_WORD, active)
    done: list[int] = []
    read = 0
    for length, alike in groupby(reversed(units), key=len):
        for at in range(read, length, 2):
            column = bytearray(8 * active)
            column[0::8] = table[at : active * width : width]
            column[1::8] = table[at + 1 : active * width : width]
            lanes = (lanes ^ int.from_bytes(column, "little")) * _FACTOR & words
        read = length
        ready = sum(1 for _ in alike)
        active -= ready
        done += _mixed(lanes >> 64 * active, ready)[::-1]
        lanes &= (1 << 64 * active) - 1
        words = _lanes(_WORD, active)
    return reversed(done)


def _lanes(number: int, count: int) -> int:
    return int.from_bytes(number.to_bytes(8, "little") * count, "little")


def _mixed(lanes: int, count: int) -> tuple[int, ...]:
    """Return the last step of the hash for each lane, as signed numbers."""
    mixed = lanes ^ (lanes >> 9 & _lanes(_WORD, count))
    return unpack(f"<{2 * count}i", mixed.to_bytes(8 * count, "little"))[::2]
