"""What a line says in other words than those of the language, in its own."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vaultsync.core.query.meant.wordings import BEGUN, BEGUN_OF_OURS, OF_OURS, OF_PLUGIN
from vaultsync.core.values import PRIORITIES

_DAYS: Final = {
    "deadline": "due",
    "date": "due",
    "schedule": "scheduled",
    "creation": "created",
    "happen": "happens",
    **dict.fromkeys(("completed", "finished", "closed"), "done"),
    "canceled": "cancelled",
    **dict.fromkeys(("start", "started"), "starts"),
}
_QUOTED: Final = re.compile("[\"“„'](?P<text>[^\"“”„']+)[\"”“']")
_OPERATORS: Final = ("include", "includes", "contain", "contains", "exclude", "excludes", "matches", "regex")
_LEVELS: Final = dict.fromkeys(("normal", "default", "unset", "empty", "no"), "none")
_STATES: Final = {
    **dict.fromkeys(
        ("open", "todo", "to do", "undone", "pending", "incomplete", "unfinished"),
        ("not done", "done"),
    ),
    **dict.fromkeys(("done", "closed", "complete", "completed", "finished"), ("done", "not done")),
    **dict.fromkeys(("cancelled", "canceled"), ("status.type is CANCELLED", "status.type is not CANCELLED")),
    "in progress": ("status.type is IN_PROGRESS", "status.type is not IN_PROGRESS"),
    "on hold": ("status.type is ON_HOLD", "status.type is not ON_HOLD"),
    **{each: (each, f"NOT ({each})") for each in ("proposed", "decided", "waiting")},
}
"""What is said by the name of a state, and by its negation."""


def reworded(line: str, *, strict: bool) -> Iterator[str]:
    """Yield what a line says in the words of the language, from the most likely; it need not be an instruction.

    Args:
        line: With single blanks.
        strict: Whether only the plugin's instructions may be named.
    """
    return _rewritten(line, OF_PLUGIN if strict else (*OF_OURS, *OF_PLUGIN))


def completed(line: str, *, strict: bool) -> Iterator[str]:
    """Yield what a line may become that says of what it speaks, but not what of it: it is only an example.

    Args:
        line: With single blanks.
        strict: Whether only the plugin's instructions may be named.
    """
    return _rewritten(line, BEGUN if strict else (*BEGUN_OF_OURS, *BEGUN))


def _rewritten(line: str, rows: Sequence[tuple[re.Pattern[str], str]]) -> Iterator[str]:
    for pattern, form in rows:
        match = pattern.fullmatch(line)
        if match and not _is_operator(match.groupdict().get("rest") or ""):
            yield form.format(**_values(match.groupdict()))


def _is_operator(rest: str) -> bool:
    """Whether what a filter would look for begins with an operator that is misspelt."""
    from difflib import get_close_matches

    return bool(get_close_matches(rest.partition(" ")[0].lower(), _OPERATORS, 1, 0.8))


def _values(found: dict[str, str | None]) -> dict[str, str]:
    """Return what stands in the places of a form: the language's names for what a line says."""
    values = {"relation": "", **{name: _bare(text) for name, text in found.items() if text is not None}}
    day = next((values[name].lower() for name in ("day", "day2", "day3") if name in values), "")
    level = values.get("level", "").lower()
    state = re.sub("[_-]", " ", values.get("state", "").lower())
    values["day"] = _DAYS.get(day, day)
    values["field"] = values["day"].replace("starts", "start")
    values["level"] = _LEVELS.get(level) or _near(level)
    values["state"], values["otherwise"] = _STATES.get(state, ("", ""))
    return values


def _bare(text: str) -> str:
    """Return a text without quotation marks around it, which other languages ask for."""
    quoted = _QUOTED.fullmatch(text)
    return quoted["text"] if quoted else text


def _near(level: str) -> str:
    from difflib import get_close_matches

    return level if level in PRIORITIES else next(iter(get_close_matches(level, PRIORITIES, 1, 0.7)), level)
