"""Whether two lines can mean the same owner."""

import re
from collections.abc import Iterable
from typing import Final

from rapidfuzz import fuzz

from vaultsync.core.reconcile.words import fold

OWNER: Final = "me"
_MYSELF: Final = frozenset({"myself", "me", "i"})
_ASIDE: Final = re.compile(r"\(.*?\)|\b(?:un)?known\b")
NEAR: Final = 84
"""From this ratio (0 to 100) on two spellings may be one name."""


def folded_owners(owners: Iterable[str], me: frozenset[str]) -> frozenset[str]:
    """The owners of a line, folded; one's own names become `me`.

    Args:
        owners: Names as written, without `@`.
        me: Folded names of the vault's owner.
    """
    found = set()
    for owner in owners:
        name = " ".join(fold(_ASIDE.sub(" ", owner)).replace("-", " ").replace("–", " ").split())
        if name and name != "tbd":
            found.add(OWNER if name in _MYSELF or name in me else name)
    return frozenset(found)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if OWNER in (one, other):
        return False
    first, second = one.split(), other.split()
    if len(first) == 1 or len(second) == 1:
        return fuzz.ratio(first[0], second[0]) >= NEAR
    return fuzz.ratio(one, other) >= NEAR


def compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the owners of two lines can be the same person; nobody fits everybody."""
    if not one or not other or not one.isdisjoint(other):
        return True
    return any(_alike(name, another) for name in one for another in other)
