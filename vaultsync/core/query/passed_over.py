"""Words of a date that the Tasks plugin passes over, and what was perhaps meant by them.

The plugin looks for days in the text and takes no notice of the rest: `due befor today` is
`due on today`, and `before the day after tomorrow` is `before tomorrow`.
"""

from typing import Final, NamedTuple

from vaultsync.core.query.errors import NO_LINE

_UNITS: Final = "day week month quarter year hour minute".split()
_KNOWN: Final = (
    *"before after today tomorrow yesterday last this next ago from now".split(),
    *_UNITS,
    *(f"{unit}s" for unit in _UNITS),
    *"monday tuesday wednesday thursday friday saturday sunday".split(),
    *"january february march april may june july august september october november december".split(),
    *"morning noon afternoon evening night midnight".split(),
)
_MEANT: Final = {
    **dict.fromkeys(("by", "until", "till", "til", "through"), "on or before"),
    **dict.fromkeys(("from", "since", "starting"), "on or after"),
    **dict.fromkeys(("earlier", "prior", "<"), "before"),
    **dict.fromkeys(("later", ">"), "after"),
    **dict.fromkeys(("<=", "≤"), "on or before"),
    **dict.fromkeys((">=", "≥"), "on or after"),
    "weekend": "saturday",
    "fortnight": "2 weeks",
}
_PHRASES: Final[dict[tuple[str, ...], str]] = {("day", "after"): "in 2 days", ("day", "before"): "2 days ago"}


class PassedOver(NamedTuple):
    """Words of one date that were passed over."""

    written: str
    """The instruction, as it stands in the query."""

    words: tuple[str, ...]
    line: int = 0
    """Line number in the query; 0: it stands in the vault's global query, or in a property of the note."""

    @property
    def where(self) -> str:
        """Where it stands, in words."""
        return f"line {self.line} of the query" if self.line else NO_LINE

    def noted(self) -> str:
        """Return in sentences where it stands, what was passed over, and what to write instead."""
        return f"{self.where}: {self.told()}, as Obsidian Tasks does. {self.hint()}"

    def told(self) -> str:
        """Return in one clause what was passed over."""
        words = ", ".join(f"`{word}`" for word in self.words)
        return f"of the date in `{self.written}` {words} {'is' if len(self.words) == 1 else 'are'} passed over"

    def hint(self) -> str:
        """Return what to write instead: the instruction with the nearest right words, if any are near."""
        whole = _PHRASES.get(tuple(word.casefold() for word in self.words))
        if whole:
            return f"Did you mean `{whole}`?"
        meant = self.written
        for word in self.words:
            meant = meant.replace(word, _nearest(word) or word, 1)
        if meant != self.written:
            return f"Did you mean `{meant}`?"
        return (
            "Write the date alone, such as 2026-01-05, tomorrow, next week or in 3 days; of a span both ends:"
            " 2026-01-05 2026-01-09."
        )


def _nearest(word: str) -> str:
    word = word.casefold()
    if word in _KNOWN:
        return ""  # it was right, and only stood where it means nothing
    from difflib import get_close_matches

    return _MEANT.get(word) or next(iter(get_close_matches(word, _KNOWN, 1, 0.7)), "")
