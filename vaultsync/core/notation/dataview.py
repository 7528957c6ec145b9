"""The Dataview dialect: `[due:: 2026-01-05]`, `(priority:: high)`.

Keys and values are those of the Tasks plugin 8.3.0. Brackets must pair; one comma may
follow. Keys are case-sensitive; an unknown key is description.
"""

import re

from vaultsync.core.values import DATES

gap = "  "

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID = r"[a-zA-Z0-9_-]+"
KEYS = {
    "created": "created",
    "start": "start",
    "scheduled": "scheduled",
    "due": "due",
    "done": "completion",
    "cancelled": "cancelled",
    "priority": "priority",
    "recurrence": "repeat",
    "on_completion": "onCompletion",
    "id": "id",
    "depends_on": "dependsOn",
}
"""The key of each field."""

_NAMES = {key: name for name, key in KEYS.items()}
_VALUES = {
    "priority": re.compile("highest|high|medium|lowest|low"),
    "recurrence": re.compile(r"[a-zA-Z0-9, !]+"),
    "on_completion": re.compile(r"[a-zA-Z]+"),
    "id": re.compile(_ID),
    "depends_on": re.compile(rf"{_ID}(?: *, *{_ID})*"),
} | dict.fromkeys(DATES, re.compile(_DATE))
_FIELD = re.compile(r"(?:\[ *+(?P<a>\w+)::(?P<b>[^\[\]()]*+)\]|\( *+(?P<c>\w+)::(?P<d>[^\[\]()]*+)\))(?: *+,)?")
_BRACKET = re.compile(r"[\[(]")


def field_positions(body: str) -> list[int]:
    """Offsets of every opening bracket, ascending."""
    return [match.start() for match in _BRACKET.finditer(body)]


def field_at(body: str, start: int, end: int) -> tuple[str, str] | None:
    """Return name and value of the field that fills body[start:end], or None."""
    match = _FIELD.fullmatch(body, start, end)
    if match is None:
        return None
    name = _NAMES.get(match["a"] or match["c"])
    value = (match["b"] if match["a"] else match["d"]).strip(" ")
    return (name, value) if name and _VALUES[name].fullmatch(value) else None


def written(name: str, value: str) -> str:
    """Return a field as the plugin writes it."""
    return f"[{KEYS[name]}:: {value}]"
