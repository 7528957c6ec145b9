"""Whether the owners of two lines can be the same person."""

from typing import Final

from vaultsync.core.reconcile import ratios

OWNER: Final = "me"
NEAR: Final = 84
"""From this ratio (0 to 100) on two spellings may be one name."""


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if OWNER in (one, other):
        return False
    first, second = one.split(), other.split()
    if len(first) == 1 or len(second) == 1:
        return ratios.ratio(first[0], second[0]) >= NEAR
    return ratios.ratio(one, other) >= NEAR


def compatible(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the owners of two lines can be the same person; nobody fits everybody."""
    if not one or not other or not one.isdisjoint(other):
        return True
    return any(_alike(name, another) for name in one for another in other)
