"""The spelling of names: folded words, roles, and how far apart two words are."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from vaultsync.core.notation.people import PARTICLES as PARTICLES
from vaultsync.core.notes.facts import plain
from vaultsync.core.reconcile.stems import fold

TITLES: Final = frozenset(
    "mr mrs ms miss mx dr doctor prof professor captain capt sir dame lady lord rev father mother brother sister"
    " herr frau sr sra mme mlle".split()
)
"""Forms of address, which go before a name and are no part of it."""

_GROUPS: Final = frozenset(
    "team teams circle group board committee council crew staff office department dept division unit squad everyone"
    " everybody all anyone somebody someone whoever management support sales finance accounting marketing legal owner"
    " owners host hosts chair secretary treasurer assignee participants attendees reception workshop".split()
)
_DETERMINERS: Final = frozenset("the our your my their some any every all each whoever".split())
_ASIDE: Final = re.compile(r"\([^()]*(?:\b(?:unknown|name|surname|tb[cd])\b|\?)[^()]*\)", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W_]+")
_APOSTROPHES: Final = str.maketrans("", "", "'’ʼ`")
_SOUNDS: Final = (
    ("ph", "f"),
    ("ck", "k"),
    ("ch", "k"),
    ("qu", "kv"),
    ("th", "t"),
    ("dt", "t"),
    ("sz", "s"),
    ("cz", "c"),
)
_LETTERS: Final = str.maketrans({"c": "k", "z": "s", "y": "i", "h": "", "w": "v"})
_DOUBLED: Final = re.compile(r"(.)\1+")
_LONG: Final = 6
"""From this length on, one letter may differ."""

_VERY_LONG: Final = 9
"""From this length on, two letters of a surname may differ."""


@lru_cache(maxsize=1 << 15)
def words(name: str) -> tuple[str, ...]:
    """Return the folded words of a name: `Rosalind Achterberg–Moy` → `rosalind achterberg moy`.

    Case, accents, hyphens, dots and links do not matter; a word said twice in a row counts once; an aside such
    as `(unknown last name)` is left out. Empty for a name without letters and digits.
    """
    bare = _ASIDE.sub(" ", plain(name).removeprefix("@"))
    found = _WORD.findall(fold(bare).translate(_APOSTROPHES))
    return tuple(word for at, word in enumerate(found) if at == 0 or word != found[at - 1])


def untitled(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name without the forms of address before it, unless it is nothing else."""
    at = 0
    while at < len(parts) and parts[at] in TITLES:
        at += 1
    return parts[at:] or parts


@lru_cache(maxsize=1 << 15)
def is_role(name: str) -> bool:
    """Whether this names a role or a group: `Fees circle`, `the roofer`, `Owner`."""
    raw = [word.strip(".,()") for word in _ASIDE.sub(" ", plain(name).removeprefix("@")).split()]
    raw = [word for word in raw if word]
    if not raw:
        return False
    if raw[0].lower() in _DETERMINERS or any(word.lower() in _GROUPS for word in raw):
        return True
    return raw[0][:1].isupper() and any(word.isalpha() and word.islower() and word not in PARTICLES for word in raw[1:])


def letters_apart(one: str, other: str, *, surname: bool = False) -> int | None:
    """Return how many letters two spellings of one word differ in, or None if they are two words.

    One letter in six, in a surname two in nine (Damerau–Levenshtein, optimal string alignment), or the same sound:
    `Sana` and `Sanna`, `Tomas` and `Thomas`. The first letter must agree. Given names that differ in their ending
    only (`Simon` and `Simone`, `Maria` and `Mario`) are two, and so is whatever has digits.

    Args:
        one: A folded word.
        other: Another.
        surname: Whether two letters of a long word may differ.
    """
    if one == other:
        return 0
    if one[:1] != other[:1] or not (one.isalpha() and other.isalpha()) or min(len(one), len(other)) < 3:
        return None
    if not surname and one.rstrip("aeiouys") == other.rstrip("aeiouys"):
        return None
    shorter = min(len(one), len(other))
    limit = 0 if shorter < _LONG - 1 or max(len(one), len(other)) < _LONG else 1
    if surname and shorter >= _VERY_LONG:
        limit = 2
    apart = OSA.distance(one, other, score_cutoff=2)
    if apart <= limit or (apart <= 2 and _sound(one) == _sound(other)):
        return apart
    return None


@lru_cache(maxsize=1 << 15)
def _sound(word: str) -> str:
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", word.translate(_LETTERS))
