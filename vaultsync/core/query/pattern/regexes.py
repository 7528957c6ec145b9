r"""Regular expressions of queries: JavaScript's syntax, bounded in what they may cost.

The engine is `regex` (mrab-regex): it has wheels everywhere, backtracks as JavaScript's
does, so that lookahead and backreferences mean the same, and it gives up after a time.
RE2 would need no time limit, but knows neither. Three bounds keep a pattern in a note
from holding up a search: the plugin's own (at most 500 characters and 25 repetitions, none
within another), the length of what is searched, and the time of each search and the
number of the slow ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import regex  # type: ignore[import-untyped]  # it comes without types

from vaultsync.core.bounded import bounded
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.pattern.case import by_points, ignores_case, in_units
from vaultsync.core.query.pattern.syntax import translated

_FLAGS = "dgimsuvy"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A regular expression as it was written, `/…/flags`, ready to search with."""

    source: str
    flags: str
    _compiled: Any = field(repr=False, compare=False)

    def searching(self) -> Callable[[str], bool]:
        """Return the function that says whether a text has a match; it is for one query.

        Raises:
            Unreadable: When searching: one text takes too long, or too many take long.
        """
        found = bounded(self._compiled, self._too_slow)
        return found if by_points(self.flags) else lambda text: found(text if text.isascii() else in_units(text))

    def _too_slow(self, _: str) -> Unreadable:
        return Unreadable(
            f"the regular expression /{self.source}/ takes too long",
            word=self.source,
            remedy="Write it with fewer repetitions that can stand for the same text.",
        )


@lru_cache(maxsize=256)
def read_pattern(text: str) -> Pattern:
    """Read `/…/flags`.

    Raises:
        Unreadable: The text is no regular expression between slashes, or not one of
            JavaScript's, or one that the Tasks plugin refuses as too costly.
    """
    first, _, rest = text.partition("/")
    source, slash, flags = rest.rpartition("/")
    if first or not slash or not source or any(end in source for end in "\n\r\u2028\u2029"):
        raise Unreadable("a regular expression stands between slashes, like /this/i", word=text)
    if len(set(flags)) != len(flags) or not set(flags) <= set(_FLAGS) or {"u", "v"} <= set(flags):
        raise Unreadable(f"there are no such flags of a regular expression: {flags}", word=flags)
    translation = translated(source, flags)
    options = regex.VERSION0 | (regex.IGNORECASE if ignores_case(flags) else 0)
    try:
        return Pattern(source, flags, regex.compile(translation, options))
    except (regex.error, OverflowError, RecursionError, ValueError) as error:
        raise Unreadable(f"the regular expression /{source}/ cannot be read: {error}", word=source) from None
