"""The English words for numbers, days, months and units of time, and the patterns made of them."""

import re
from collections.abc import Iterable

from vaultsync.core.query.english.parts import Units
from vaultsync.core.text import JS_SPACE, js_trim

SPACE = f"[{JS_SPACE}]"
EDGE = r"(?=\W|\Z)"
"""Where a word ends; letters and digits are those of ASCII."""

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])+\]")


def pattern(source: str) -> re.Pattern[str]:
    r"""Compile a pattern as JavaScript means it: `\w` and case in ASCII, `\s` in Unicode."""
    spaces_in_class = _CLASS.sub(lambda match: match[0].replace(r"\s", JS_SPACE), source)
    return re.compile(spaces_in_class.replace(r"\s", SPACE), re.ASCII | re.IGNORECASE)


def worded(source: str) -> re.Pattern[str]:
    """Compile a pattern that begins where a word can; what stands before it is the group `before`."""
    return pattern(rf"(?P<before>\W|^){source}")


def _any_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), first)}


WEEKDAYS = {
    short: number
    for number, names in enumerate(
        (
            "sunday sun",
            "monday mon",
            "tuesday tue",
            "wednesday wed",
            "thursday thurs thur thu",
            "friday fri",
            "saturday sat",
        )
    )
    for full, *abbreviations in [names.split()]
    for short in (full, *abbreviations, *(f"{abbreviation}." for abbreviation in abbreviations))
}
"""Sunday is 0."""

FULL_MONTHS = _numbered("january february march april may june july august september october november december")
MONTHS = FULL_MONTHS | {
    short: number
    for name, number in FULL_MONTHS.items()
    for stem in ((name[:3], "sept") if name == "september" else (name[:3],))
    if stem != name
    for short in (stem, f"{stem}.")
}
_INTEGERS = _numbered("one two three four five six seven eight nine ten eleven twelve")
_ONES = "first second third fourth fifth sixth seventh eighth ninth"
_ORDINALS = _numbered(
    f"{_ONES} tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
    " twentieth"
) | {"thirtieth": 30, "thirty first": 31, "thirty-first": 31}
_ORDINALS |= {f"twenty{gap}{one}": 20 + number for one, number in _numbered(_ONES).items() for gap in " -"}
_UNITS = {
    word: unit
    for unit, words in {
        "second": "sec second seconds",
        "minute": "min mins minute minutes",
        "hour": "h hr hrs hour hours",
        "day": "day days",
        "week": "week weeks",
        "month": "month months",
        "quarter": "qtr quarter quarters",
        "year": "y yr year years",
    }.items()
    for word in words.split()
}

WEEKDAY = _any_of(WEEKDAYS)
MONTH = _any_of(MONTHS)
UNIT = _any_of(_UNITS)
ORDINAL = f"(?:{_any_of(_ORDINALS)}|[0-9]{{1,2}}(?:st|nd|rd|th)?)"
YEAR = r"(?:[1-9][0-9]{0,3}\s{0,2}(?:BE|AD|BC|BCE|CE)|[1-2][0-9]{3}|[5-9][0-9])"
_NUMBER = (
    rf"(?:{_any_of(_INTEGERS)}|[0-9]+|[0-9]+\.[0-9]+|half(?:\s{{0,2}}an?)?|an?\b(?:\s{{0,2}}few)?|few|several"
    r"|a?\s{0,2}couple\s{0,2}(?:of)?)"
)
_ONE_UNIT = rf"{_NUMBER}\s{{0,3}}{UNIT}"
UNITS = rf"(?:(?:about|around)\s{{0,3}})?{_ONE_UNIT}\s{{0,5}}(?:,?\s{{0,5}}{_ONE_UNIT}){{0,10}}"
"""Amounts of time: `2 weeks`, `about a year, 3 days`."""

_AMOUNT = pattern(rf"({_NUMBER})\s{{0,3}}({UNIT})")
_NUMBER_WORDS = (("few", 3.0), ("half", 0.5), ("couple", 2.0), ("several", 7.0))
_UNREACHABLE = 1e300
_MOST_DIGITS = 300


def unit_of(word: str) -> str:
    """Return the unit that a word names."""
    return _UNITS[word.lower()]


def units_in(text: str) -> Units:
    """Return the amounts in a text that `UNITS` matched.

    Of a unit that comes twice the last amount counts. The text is cut by the length of
    what was found and not behind it, as in chrono-node: of `about 20 days` it also reads `0 days`.
    """
    units: Units = {}
    while match := _AMOUNT.search(text):
        units[unit_of(match[2])] = _number(match[1].lower())
        text = js_trim(text[len(match[0]) :])
    return units


def reversed_units(units: Units) -> Units:
    """Return the amounts backwards in time."""
    return {unit: -amount for unit, amount in units.items()}


def _number(word: str) -> float:
    if word in _INTEGERS:
        return float(_INTEGERS[word])
    if word in ("a", "an"):
        return 1.0
    for part, number in _NUMBER_WORDS:
        if part in word:
            return number
    return float(word) if len(word) < _MOST_DIGITS else _UNREACHABLE


def ordinal_of(word: str) -> int:
    """Return the number of `14`, `14th` or `fourteenth`."""
    word = word.lower()
    return _ORDINALS[word] if word in _ORDINALS else int(word.rstrip("stndrh"))


def year_of(text: str) -> int:
    """Return the year that `YEAR` matched; before Christ it is negative, two digits are of 1951 to 2050."""
    number = int(re.match("[0-9]+", text)[0])  # type: ignore[index]  # YEAR begins with digits
    text = text.upper()
    if "BE" in text:
        return number - 543
    if "BC" in text:
        return -number
    return number if "AD" in text or "CE" in text else likely_year(number)


def likely_year(number: int) -> int:
    """Return the year that is meant by one of two digits."""
    if number >= 100:
        return number
    return number + (1900 if number > 50 else 2000)
