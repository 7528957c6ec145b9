"""What texts, numbers, lists and days are to expressions of JavaScript that are read without JavaScript."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from math import isfinite
from typing import Any

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.groupers import fixed
from vaultsync.core.query.script.moments import MOMENT, moment_member
from vaultsync.core.query.script.spans import Within
from vaultsync.core.query.script.words import LONGEST, UNDEFINED, put_together, same, text_of, truthy, units
from vaultsync.core.text import js_trim
from vaultsync.core.values import BadDate, When


@dataclass(slots=True)
class Method:
    """A member that is called."""

    call: Callable[..., Any]
    least: int = 0
    most: int = 0

    def __str__(self) -> str:
        """Return how an error names it."""
        return "a function"


@dataclass(slots=True)
class Arrow:
    """`tag => …`: what a method of a list asks of each item and its number."""

    run: Callable[[Any, int], Any]

    def __str__(self) -> str:
        """Return how an error names it."""
        return "a function"


def _sliced(value: Any) -> Method:
    return Method(lambda first=0, last=None: value[int(first) : None if last is None else int(last)], 0, 2)


def _moment_method(name: str, when: When | Within) -> Method:
    return Method(moment_member(when, name), *MOMENT[name])


def _between(text: str) -> Method:
    def between(first: float = 0, last: float | None = None) -> str:
        ends = sorted(min(max(int(end), 0), len(text)) for end in (first, len(text) if last is None else last))
        return text[ends[0] : ends[1]]

    return Method(between, 0, 2)


def _padding(text: str, width: float, by: str) -> str:
    missing = min(int(width), _WIDEST) - len(text)
    return (by * missing)[: max(missing, 0)]


def _replaced(text: str, old: str, new: str, times: int) -> str:
    if old:
        return put_together(text.split(old, times), new)
    return put_together(["", *text, ""] if times < 0 else ["", text], new)


def _split(text: str, by: str) -> list[str]:
    parts = text.split(by, _MOST_PARTS) if by else list(text[: _MOST_PARTS + 1])
    if len(parts) > _MOST_PARTS:
        raise Unreadable(f"a text is not split into more than {_MOST_PARTS} parts", word="split")
    return parts


def _fixed(number: float, places: float = 0) -> str:
    return fixed(number, min(max(int(places), 0), 100)) if isfinite(number) else text_of(number)


_WIDEST = 10_000
"""To so many characters a text is padded at most."""

_MOST_PARTS = 5_000
"""Into so many parts a text is split at most: what goes through them may go through all of them for each."""

_TEXT: dict[str, Callable[[str], Any]] = {
    "length": units,
    "includes": lambda text: Method(lambda part: part in text, 1, 1),
    "startsWith": lambda text: Method(text.startswith, 1, 1),
    "endsWith": lambda text: Method(text.endswith, 1, 1),
    "toUpperCase": lambda text: Method(text.upper),
    "toLowerCase": lambda text: Method(text.lower),
    "trim": lambda text: Method(lambda: js_trim(text)),
    "charAt": lambda text: Method(lambda at=0: text[int(at)] if 0 <= int(at) < len(text) else "", 0, 1),
    "indexOf": lambda text: Method(text.find, 1, 1),
    "lastIndexOf": lambda text: Method(text.rfind, 1, 1),
    "substring": _between,
    "padStart": lambda text: Method(lambda width, by=" ": _padding(text, width, by) + text, 1, 2),
    "padEnd": lambda text: Method(lambda width, by=" ": text + _padding(text, width, by), 1, 2),
    "toString": lambda text: Method(lambda: text),
    "slice": _sliced,
    "split": lambda text: Method(partial(_split, text), 1, 1),
    "replace": lambda text: Method(lambda old, new: _replaced(text, old, new, 1), 2, 2),
    "replaceAll": lambda text: Method(lambda old, new: _replaced(text, old, new, -1), 2, 2),
}
_NUMBER: dict[str, Callable[[Any], Any]] = {
    "toFixed": lambda number: Method(partial(_fixed, number), 0, 1),
    "toString": lambda number: Method(lambda: text_of(number)),
}
_MOMENT: dict[str, Callable[[Any], Any]] = {name: partial(_moment_method, name) for name in MOMENT}


def _asked(values: Sequence[Any], arrow: Arrow) -> Iterator[tuple[Any, bool]]:
    """Yield each item with whether it passes."""
    return ((value, truthy(arrow.run(value, at))) for at, value in enumerate(values))


def _found(values: Sequence[Any], arrow: Arrow) -> Any:
    return next((value for value, passes in _asked(values, arrow) if passes), UNDEFINED)


def _mapped(answers: Iterable[Any]) -> list[Any]:
    """Return what an arrow gives, unless it is too much to be kept: it may be a long text for each item."""
    found, room = list[Any](), LONGEST
    for answer in answers:
        found.append(answer)
        kept = [answer]
        while kept:
            each = kept.pop()
            room -= len(each) if isinstance(each, str | list | tuple) else 0
            if room < 0:
                raise Unreadable(f"a list of more than {LONGEST} characters is not made", word="map")
            kept += each if isinstance(each, list | tuple) else ()
    return found


def _has(values: Sequence[Any], value: Any) -> bool:
    # A text is the same as an equal one: a plain look is many times as fast.
    return value in values if isinstance(value, str) else any(same(each, value) for each in values)


LOOPS: Mapping[str, Callable[[Any], Any]] = {
    "some": lambda values: Method(lambda arrow: any(passes for _, passes in _asked(values, arrow)), 1, 1),
    "every": lambda values: Method(lambda arrow: all(passes for _, passes in _asked(values, arrow)), 1, 1),
    "filter": lambda values: Method(lambda arrow: [value for value, passes in _asked(values, arrow) if passes], 1, 1),
    "find": lambda values: Method(lambda arrow: _found(values, arrow), 1, 1),
    "map": lambda values: Method(lambda arrow: _mapped(arrow.run(value, at) for at, value in enumerate(values)), 1, 1),
}
"""The methods of a list that take an arrow."""

_LIST: dict[str, Callable[[Any], Any]] = {
    "length": len,
    "includes": lambda values: Method(partial(_has, values), 1, 1),
    "join": lambda values: Method(lambda by=",": put_together((text_of([value]) for value in values), by), 0, 1),
    "slice": _sliced,
    **LOOPS,
}
KINDS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    str: _TEXT,
    int: _NUMBER,
    float: _NUMBER,
    list: _LIST,
    tuple: _LIST,
    Within: _MOMENT,
}
"""The members of plain values, by what they are; `members_of` knows those of days, too."""


def members_of(value: Any) -> Mapping[str, Callable[[Any], Any]]:
    """Return the properties and methods that an expression may use of a value, by name; none of an unknown type."""
    known = KINDS.get(type(value))
    return known if known is not None else _MOMENT if isinstance(value, date | BadDate) else {}
