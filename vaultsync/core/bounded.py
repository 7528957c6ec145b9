"""Searching with a pattern that somebody wrote, bounded in what it may cost.

A pattern such as `(a+)+$` takes twice as long for each further letter of what it is tried on. The library `regex`
gives up after a time; a search that did is tried once more with patience, since a busy machine may have caused it.
"""

from collections.abc import Callable
from typing import Any, Final

LONGEST_TEXT: Final = 5_000
"""Characters of a text that are searched."""

QUICK: Final = 0.001
PATIENT: Final = 0.1
"""Seconds: how long a search may take at first, and how long when it is tried again."""

MOST_SLOW: Final = 50
"""How many searches with one pattern may need more than `QUICK`."""


def bounded(compiled: Any, too_slow: Callable[[str], Exception]) -> Callable[[str], bool]:
    """Return the function that says whether a text has a match.

    Args:
        compiled: A pattern of the library `regex`, which has no types.
        too_slow: Returns what to raise, for the text that takes too long, or at which too many have taken long.
    """
    search = compiled.search
    slow = 0

    def found_in(text: str) -> bool:
        nonlocal slow
        text = text[:LONGEST_TEXT]
        try:
            return search(text, timeout=QUICK) is not None
        except TimeoutError:
            slow += 1
        try:
            if slow <= MOST_SLOW:
                return search(text, timeout=PATIENT) is not None
        except TimeoutError:
            pass
        raise too_slow(text)

    return found_in
