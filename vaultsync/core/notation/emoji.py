"""The emoji dialect: `📅 2026-01-05 ⏫`.

The signs and the values they take are those of the Tasks plugin 8.3.0, which reads more
signs than it writes: ⌛ for ⏳, and 📆 and 🗓 for 📅. Each may carry one U+FE0F.
"""

import re

from vaultsync.core.values import DATES

gap = " "

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ID = r"[a-zA-Z0-9_-]+"
_WRITTEN = {
    "created": "➕",
    "start": "🛫",
    "scheduled": "⏳",
    "due": "📅",
    "done": "✅",
    "cancelled": "❌",
    "recurrence": "🔁",
    "on_completion": "🏁",
    "id": "🆔",
    "depends_on": "⛔",
}
PRIORITIES = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}
_PRIORITY_SIGNS = {level: sign for sign, level in PRIORITIES.items()}
_NAMES = {sign: name for name, sign in _WRITTEN.items()} | {"⌛": "scheduled", "📆": "due", "🗓": "due"}
SIGNS = frozenset(_NAMES) | frozenset(PRIORITIES)
"""Every sign that begins a field."""
DATE_SIGNS = frozenset(sign for sign, name in _NAMES.items() if name in DATES)
"""Every sign that a date follows."""

_SIGN = re.compile("[" + "".join(sorted(SIGNS)) + "]")
_VALUES = {
    "recurrence": re.compile(r"\ufe0f? *+([a-zA-Z0-9, !]+)"),
    "on_completion": re.compile(r"\ufe0f? *+([a-zA-Z]+)"),
    "id": re.compile(rf"\ufe0f? *+({_ID})"),
    "depends_on": re.compile(rf"\ufe0f? *+({_ID}(?: *, *{_ID})*)"),
} | dict.fromkeys(DATES, re.compile(rf"\ufe0f? *+({_DATE})"))


def field_positions(body: str) -> list[int]:
    """Offsets of every sign, ascending."""
    return [match.start() for match in _SIGN.finditer(body)]


def field_at(body: str, start: int, end: int) -> tuple[str, str] | None:
    """Return name and value of the field that fills body[start:end], or None."""
    sign = body[start]
    if sign in PRIORITIES:
        rest = body[start + 1 : end]
        return ("priority", PRIORITIES[sign]) if rest in ("", "\ufe0f") else None
    name = _NAMES[sign]
    match = _VALUES[name].fullmatch(body, start + 1, end)
    return (name, match[1].strip(" ")) if match else None


def written(name: str, value: str) -> str:
    """Return a field as the plugin writes it; a priority is its sign alone."""
    return _PRIORITY_SIGNS[value] if name == "priority" else f"{_WRITTEN[name]} {value}"
