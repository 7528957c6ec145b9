"""Text from notes on its way to a terminal, and small words for numbers and dates."""

import re
from datetime import date
from functools import cache

from vaultsync.core.values import BadDate, When

_UNSEEN = (
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
    # A joiner behind another joins nothing, and what measures letters for a terminal fails at it.
    "|(?<=\u200d)\u200d"
)


def clean(text: str) -> str:
    """Return a text without what a terminal would obey: controls as pictures, bidi marks and unreadable bytes as �."""
    # All that it takes out is unprintable, and most texts are printable from end to end.
    return text if text.isprintable() else _unseen().sub(_picture, text)


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(_UNSEEN)


def _picture(match: re.Match[str]) -> str:
    point = ord(match[0])
    return chr(0x2400 + point) if point < 0x20 else "\u2421" if point == 0x7F else "\ufffd"


def many(number: int, noun: str, plural: str = "") -> str:
    """Return `1 note`, `2 notes`, `1,234 notes`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def day(when: When) -> str:
    """Return a date as ISO text, with a `!` behind one that no calendar has (`2026-02-30!`); empty for none."""
    if when is None:
        return ""
    return f"{when}!" if isinstance(when, BadDate) else when.isoformat()


SEE_FORGOTTEN = "vaultsync check --kind forgotten"
"""Lists the decisions that the notes do not hold any more."""


def forgotten_told(number: int) -> str:
    """Return how many decisions the notes do not hold any more: `1 decision does not stand in the notes any more`."""
    return f"{many(number, 'decision does not stand', 'decisions do not stand')} in the notes any more"


def repeated(echoes: int) -> str:
    """Return how many lines in live notes ask for what is decided, and the command that closes them."""
    some = many(echoes, "line in live notes asks", "lines in live notes ask")
    return (
        f"{some} for what is done or rejected already, maybe in an archive: `vaultsync close-echoes` lists such lines,"
        " and closes with --apply what did not come back on purpose."
    )


LATE = "late"
"""Ends what is said of a due date that is past."""


def due_in_words(when: When, today: date) -> str:
    """Return how far a due date is away: `3 days late`, `today`, `in 5 days`; empty without a date."""
    if not isinstance(when, date):
        return ""
    days = (when - today).days
    if days == 0:
        return "today"
    return f"{many(-days, 'day')} {LATE}" if days < 0 else f"in {many(days, 'day')}"
