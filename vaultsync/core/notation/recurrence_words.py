"""The words and numbers that recurrence rules are made of.

The plugin reads rules with the English parser of rrule.js 2.8.1. Its words have
no boundaries: at each place the longest spelling that fits is taken, in any
case, and spaces are skipped, so that `every2weeks` and `every decade` (a
December) are read.
"""

import re

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_SPELLINGS = {
    "every": "every",
    "day": "day days",
    "weekday": "weekday weekdays",
    "week": "week weeks",
    "hour": "hour hours",
    "minute": "minute minutes",
    "month": "month months",
    "year": "year years",
    "on": "on in",
    "at": "at",
    "the": "the",
    "first": "first",
    "second": "second",
    "third": "third",
    "last": "last",
    "for": "for",
    "times": "time times",
    "until": "until til",
    "numeral": "one two three",
    "Monday": "mo mon monday",
    "Tuesday": "tu tue tues tuesday",
    "Wednesday": "we wed wedn wednesday",
    "Thursday": "th thu thur thursday",
    "Friday": "fr fri friday",
    "Saturday": "sa sat saturday",
    "Sunday": "su sun sunday",
    "September": "sep sept september",
    "May": "may",
} | {month: f"{month[:3].lower()} {month.lower()}" for month in MONTHS if month not in ("May", "September")}

_KINDS = {word: kind for kind, words in _SPELLINGS.items() for word in words.split()}

_WORD = re.compile(
    r" *(?:(?P<nth>[1-9][0-9]*(?=th|nd|rd|st)..)|(?P<number>[1-9][0-9]*)|(?P<joiner>(?:(?:,|and|or) *)+)|(?P<word>"
    + "|".join(sorted(_KINDS, key=len, reverse=True))
    + "))",
    re.IGNORECASE | re.ASCII,
)

INFINITE = 2**1024
"""What a number too large for JavaScript is kept as; it is written `Infinity`."""


class WordReader:
    """A text and the word that reading has come to.

    `kind` says what the word is: a key of the table above, a full weekday or
    month name, `nth` (`3rd`), `number` or `joiner` (`,`, `and`, `or`, any run
    of them). At the end, and before anything that is no word, it is empty.
    """

    __slots__ = ("_end", "_text", "kind", "word")

    def __init__(self, text: str) -> None:
        self._text = text
        self._end = 0
        self.advance()

    def advance(self) -> None:
        """Go to the next word; stay before what is none."""
        match = _WORD.match(self._text, self._end)
        self.kind, self.word = "", ""
        if match:
            self._end = match.end()
            group = match.lastgroup or ""
            self.word = match[group]
            self.kind = _KINDS[self.word.lower()] if group == "word" else group

    def take(self, *kinds: str) -> str:
        """Return the word and go on if it is of one of the kinds, else return nothing and stay."""
        if self.kind not in kinds:
            return ""
        word = self.word
        self.advance()
        return word

    @property
    def rest(self) -> str:
        """The text behind the word."""
        return self._text[self._end :]


def whole(digits: str) -> int:
    """Read a whole number, however long, as the double that JavaScript makes of it."""
    number = float(digits)
    return INFINITE if number == float("inf") else int(number)


def in_digits(number: int) -> str:
    """Write a number of `whole` as JavaScript's `toString` does: `1e+21` from 22 digits on."""
    if number < 2**53:
        return str(number)
    if number == INFINITE:
        return "Infinity"
    digits, _, exponent = repr(float(number)).partition("e")
    mantissa = digits.removesuffix(".0")
    if number >= 10**21:
        return f"{mantissa}e{exponent}"
    shown = mantissa.replace(".", "")
    return shown.ljust(int(exponent) + 1, "0") if exponent else shown
