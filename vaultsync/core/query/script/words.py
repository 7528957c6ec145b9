"""Values of expressions in words: as JavaScript writes them into a text, and as an error names them."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from math import isinf, isnan, nan
from typing import Any, Final

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.values import BadDate

SAFE = 2**53
"""Up to here JavaScript's numbers are exact; beyond, whole numbers are rounded like any others."""

LONGEST: Final = 100_000
"""Characters of the longest text that an expression may make."""

_SHOWN = 60
"""Characters of a text that an error shows."""


class _Undefined(Enum):
    undefined = "undefined"

    def __str__(self) -> str:
        return self.value


UNDEFINED: Final = _Undefined.undefined
"""What is asked of nothing by `?.`, and what stands behind the end of a list; a value that is missing is None."""


def same(one: Any, other: Any) -> bool:
    """`===`: a list is the same as itself only."""
    if isinstance(one, list):
        return one is other
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def put_together(parts: Iterable[str], by: str = "") -> str:
    """Return some texts as one.

    Raises:
        Unreadable: It would be too long; the parts behind are not asked for.
    """
    found, room = list[str](), LONGEST + len(by)
    for part in parts:
        room -= len(part) + len(by)
        if room < 0:
            raise Unreadable(f"a text of more than {LONGEST} characters is not made", word="")
        found.append(part)
    return by.join(found)


def nothing(value: Any) -> bool:
    """Whether a value is `null` or `undefined`."""
    return value is None or value is UNDEFINED


def numeric(value: Any) -> float | int | None:
    """Return the number that JavaScript reckons with for a number, for true or false, or for nothing; else None."""
    if value is None:
        return 0
    return nan if value is UNDEFINED else value if isinstance(value, int | float) else None


def number(value: Any) -> float | int:
    """Return a number as JavaScript has it: doubles, of which small whole ones are exact."""
    if isinstance(value, float) or abs(value) <= SAFE:
        return value  # type: ignore[no-any-return]  # a number
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def units(text: str) -> int:
    """Return the length that JavaScript gives a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def text_of(value: Any) -> str:
    """Return the text that a value becomes beside a text, or in a list that is joined.

    Raises:
        Unreadable: It has members of its own, such as a task.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, list | tuple):
        return put_together(("" if nothing(each) else text_of(each) for each in value), ",")
    if isinstance(value, str | date | BadDate) or value is UNDEFINED:
        return str(value)
    raise Unreadable(f"`{said(value)}` is no text", word="+")


def truthy(value: Any) -> bool:
    """Whether JavaScript takes a value for true."""
    if isinstance(value, int | float):
        return bool(value) and not isnan(value)
    return not (nothing(value) or value == "")


def _digits(value: float) -> str:
    if isnan(value):
        return "NaN"
    if isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value == int(value) and abs(value) < 1e21 else repr(value)


def said(value: Any) -> str:
    """Return how an error names a value, without a word of the language that vaultsync is written in."""
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "a table"
    if nothing(value) or isinstance(value, bool | int | float | date | BadDate):
        return text_of(value)
    words = str(value)  # a text; or a task, a method, the present, which say what they are
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
