"""Values of expressions in words: as JavaScript writes them into a text, and as an error names them."""

from collections.abc import Mapping
from datetime import date
from math import isinf, isnan
from typing import Any

from vaultsync.core.model import BadDate
from vaultsync.core.query.errors import Unreadable

SAFE = 2**53
"""Up to here JavaScript's numbers are exact; beyond, whole numbers are rounded like any others."""

_SHOWN = 60
"""Characters of a text that an error shows."""


def number(value: Any) -> float | int:
    """Return a number as JavaScript has it: doubles, of which small whole ones are exact."""
    if isinstance(value, float) or abs(value) <= SAFE:
        return value  # type: ignore[no-any-return]  # a number
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


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
        return ",".join("" if each is None else text_of(each) for each in value)
    if isinstance(value, str | date | BadDate):
        return str(value)
    raise Unreadable(f"`{said(value)}` is no text", word="+")


def truthy(value: Any) -> bool:
    """Whether JavaScript takes a value for true."""
    return not (value is None or value is False or value == "" or (value == 0 and isinstance(value, int | float)))


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
    if value is None or isinstance(value, bool | int | float | date | BadDate):
        return text_of(value)
    words = str(value)  # a text; or a task, a method, the present, which say what they are
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
