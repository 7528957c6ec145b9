"""All dates of a text, in order: every reader looks everywhere, then neighbours are merged."""

import re
from collections.abc import Callable
from datetime import date

from vaultsync.core.query.english import clock, named, relative
from vaultsync.core.query.english.merging import Finds, merged
from vaultsync.core.query.english.moment import DAY, HOUR
from vaultsync.core.query.english.parts import FoundDate, Match
from vaultsync.core.query.english.words import SPACE

LONGEST = 1_000
"""Characters; what lies beyond is not read."""

_READERS: tuple[tuple[re.Pattern[str], Callable[[Match, int, int], FoundDate | int] | None], ...] = (
    (relative.CASUAL_UNITS, relative.casual_units),
    (relative.PERIOD, relative.period),
    (named.MONTH_ALONE, named.month_alone),
    (relative.CASUAL_TIME, relative.casual_time),
    (relative.CASUAL_DAY, relative.casual_day),
    (named.ISO, named.iso),
    (named.SLASHED, named.slashed),
    (relative.WITHIN, relative.ahead),
    (named.DAY_MONTH, named.day_month),
    (named.MONTH_DAY, named.month_day),
    (named.WEEKDAY_NAMED, named.weekday_named),
    (named.YEAR_MONTH_DAY, named.year_month_day),
    (named.MONTH_YEAR, named.month_year),
    (clock.TIME, None),
    (relative.AGO, relative.ago),
    (relative.LATER, relative.ahead),
)
"""In the order of chrono-node: of two finds at one place that are equally long the earlier reader's counts."""

_WIDE = re.compile(f"({SPACE}{{12}}){SPACE}+")


def dates_in(text: str, today: date) -> Finds:
    """Return the dates of an English text, by their place.

    Args:
        text: Anything; words that belong to no date are passed over. Very long runs of
            white space are shortened, and of a very long text the beginning is read, so
            that no text takes long.
        today: The day of reference; it is taken to be noon.
    """
    text = narrowed(text)[:LONGEST]
    moment = today.toordinal() * DAY + 12 * HOUR
    finds = [found for reader in _READERS for found in _all(text, moment, *reader)]
    return merged(text, sorted(finds, key=lambda found: found.index))


def narrowed(text: str) -> str:
    """Return a text with very long runs of white space shortened: what offsets of its dates count in."""
    return _WIDE.sub(r"\1", text)


def _all(
    text: str, today: int, pattern: re.Pattern[str], read: Callable[[Match, int, int], FoundDate | int] | None
) -> Finds:
    """Return what one reader finds.

    The rest of the text is looked at as if it were all there is, and behind a find it
    begins one character early where something stood before the find: so it does in chrono-node.
    """
    finds: Finds = []
    start = 0
    while match := pattern.search(text[start:]):
        at = start + match.start()
        of_text = at + len(match["before"])
        found = read(match, of_text, today) if read else clock.time(match, of_text, today, text[start + match.end() :])
        if isinstance(found, FoundDate):
            finds.append(found)
            start = at + len(found.text)
        else:
            start = found + 1
        if start > len(text):
            break
    return finds
