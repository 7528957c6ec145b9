"""One sentence with another word in it: "order flour for the north oven", "… for the south oven".

Such lines look more alike than most that are one task, and ask for two things.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from vaultsync.core.reconcile import ratios
from vaultsync.core.reconcile.features import Features
from vaultsync.core.reconcile.stems import is_telling, stem

MOST: Final = 2
"""With more other words than this on one side, a line is a rewording rather than a sibling."""

NEAR: Final = 75
"""From this ratio (0 to 100) on two stems may be forms of one word."""


def _verb_stems(line: Features) -> frozenset[str]:
    return frozenset(stem(word) for word in line.verb.split())


def _unmatched(mine: Iterable[str], theirs: Sequence[str]) -> list[str]:
    return [one for one in mine if all(ratios.ratio(one, other) < NEAR for other in theirs)]


def contrast(one: Features, other: Features) -> str:
    """How two lines differ in a few words: `other word`, `other words`, `other action` or nothing.

    `other name` is one name, number, month … in the place of another;
    `other word` is any other word in the place of another in the same sentence;
    `other words` is the same in a sentence that is also arranged otherwise;
    `other action` is the same sentence with another verb.
    """
    if one.text == other.text:
        return ""
    mine = [word for word in one.order if word not in other.weights]
    theirs = [word for word in other.order if word not in one.weights]
    if not (0 < len(mine) <= MOST and 0 < len(theirs) <= MOST):
        return ""
    verbs = _verb_stems(one) | _verb_stems(other)
    telling = [[word for word in words if word not in verbs and is_telling(word)] for words in (mine, theirs)]
    odd = _unmatched(telling[0], telling[1]), _unmatched(telling[1], telling[0])
    if all(odd):
        if not one.proper.isdisjoint(odd[0]) and not other.proper.isdisjoint(odd[1]):
            return "other name"
        frame = [word for word in one.order if word in other.weights]
        same_frame = frame == [word for word in other.order if word in one.weights]
        return "other word" if same_frame else "other words"
    acting = [[word for word in words if word in verbs] for words in (mine, theirs)]
    acts = _unmatched(acting[0], acting[1]) and _unmatched(acting[1], acting[0])
    if acts and one.classes.isdisjoint(other.classes):
        return "other action"
    return ""
