"""Date signs that no date follows: what was typed behind them, and which days it may mean."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vaultsync.core.notation.emoji import DATE_SIGNS, SIGNS

_AT_WORK = "📅📆🗓⏳⌛🛫"
"""Signs that stand for little else; ✅, ❌ and ➕ stand in sentences, too, and count with a day behind them only."""

_SIGN = re.compile("([" + "".join(sorted(DATE_SIGNS)) + "])\ufe0f? *([^" + "".join(sorted(SIGNS)) + "#@]*)")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBERS = re.compile(r"([0-9]{1,4})([-./]) ?([0-9]{1,2})(?:\2 ?([0-9]{1,4})?)?(?![0-9])")
_EIGHT = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])")
_SHOWN = 30


class Undated(NamedTuple):
    """A sign, what stands behind it, and the days that this may mean: none, one, or two."""

    sign: str
    typed: str
    days: tuple[date, ...]


def undated(description: str) -> Iterator[Undated]:
    """Yield the date signs of a description that no date follows, in their order."""
    for found in _SIGN.finditer(description):
        sign, behind = found[1], found[2].strip()
        numbers = _EIGHT.match(behind) or _NUMBERS.match(behind)
        days = tuple(dict.fromkeys(_days(behind)))
        if _DATE.match(behind) or not (days or sign in _AT_WORK):
            continue
        typed = numbers[0] if numbers else " ".join(behind.split())[:_SHOWN]
        yield Undated(sign, typed, days)


def _days(typed: str) -> Iterator[date]:
    """Yield the days that numbers may mean: the year stands first or last, and before a stroke nobody knows which."""
    if eight := _EIGHT.match(typed):
        yield from _day(eight[1], eight[2], eight[3])
        return
    numbers = _NUMBERS.match(typed)
    if numbers is None or numbers[4] is None:
        return
    first, between, second, third = numbers.groups()
    if len(first) == 4:
        yield from _day(first, second, third)
    elif len(first) < 3 and len(third) == 4:
        yield from _day(third, second, first)
        if between != ".":
            yield from _day(third, first, second)


def _day(year: str, month: str, day: str) -> Iterator[date]:
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return
