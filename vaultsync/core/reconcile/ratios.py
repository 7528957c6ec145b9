"""How alike two texts are, sign by sign: rapidfuzz's answers, for whoever asks for few of them.

To import rapidfuzz takes as long as half a start of Python, so whoever shows one task does without; whatever compares
many lines calls `hasten` when it is imported. The answers are the same.
"""

from collections.abc import Callable

Ratio = Callable[[str, str], float]
"""Two texts → 0 to 100."""


def _ratio(one: str, other: str) -> float:
    """Return the share of signs that stand in both texts in one order: rapidfuzz's `fuzz.ratio`."""
    signs = len(one) + len(other)
    return (1.0 - _apart(one, other) / signs) * 100 if signs else 100.0


def _token_set_ratio(one: str, other: str) -> float:
    """Return the ratio of the words that two texts share with all words of either: `fuzz.token_set_ratio`."""
    mine, theirs = frozenset(one.split()), frozenset(other.split())
    both = mine & theirs
    if not mine or not theirs:
        return 0.0
    if both in (mine, theirs):
        return 100.0
    rest, others = " ".join(sorted(mine - both)), " ".join(sorted(theirs - both))
    shared = len(" ".join(both))
    gap = 1 if shared else 0
    found = _share(_apart(rest, others), 2 * (shared + gap) + len(rest) + len(others))
    if not shared:
        return found
    return max(found, *(_share(gap + len(alone), 2 * shared + gap + len(alone)) for alone in (rest, others)))


def _share(apart: int, signs: int) -> float:
    return 100.0 - 100.0 * apart / signs


def _apart(one: str, other: str) -> int:
    """Return how many signs of two texts are in no longest common subsequence (Hyyrö 2004, a bit for each sign)."""
    places: dict[str, int] = {}
    for place, sign in enumerate(one):
        places[sign] = places.get(sign, 0) | 1 << place
    whole = row = (1 << len(one)) - 1
    for sign in other:
        here = row & places.get(sign, 0)
        row = (row + here | row - here) & whole
    return len(other) - len(one) + 2 * row.bit_count()


ratio: Ratio = _ratio
token_set_ratio: Ratio = _token_set_ratio


def hasten() -> None:
    """Have rapidfuzz answer from now on."""
    global ratio, token_set_ratio
    from rapidfuzz import fuzz

    ratio, token_set_ratio = fuzz.ratio, fuzz.token_set_ratio
