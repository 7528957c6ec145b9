"""What meetings decided: the items under a note's heading `Decisions`."""

import re
from dataclasses import dataclass

from vaultsync.core.model import NoteFacts
from vaultsync.core.text import decode, rows

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_DECISIONS = re.compile(r"(?:key |our )?decisions?(?: made| taken)?:?", re.IGNORECASE)
_SOURCE = re.compile(r"\*?Sources?:")
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])\s+(.*)")


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a meeting decided."""

    note: NoteFacts
    line: int
    """The first line of the note is 1."""

    text: str


def may_hold_decisions(data: bytes) -> bool:
    """Whether the bytes of a note are worth reading for decisions."""
    return b"ecision" in data


def decisions(note: NoteFacts, data: bytes) -> tuple[Decision, ...]:
    """Return the list items, and the paragraphs, under every heading that says `Decisions`."""
    found: list[Decision] = []
    level = 0
    fence = ""
    goes_on = False
    for number, (row, _) in enumerate(rows(decode(data)), 1):
        mark = row.lstrip()[:3]
        if mark in ("```", "~~~"):
            fence = "" if fence == mark else fence or mark
            continue
        heading = None if fence else _HEADING.match(row)
        if heading:
            inner = level and len(heading[1]) > level
            if not inner:
                level = len(heading[1]) if _DECISIONS.fullmatch(heading[2]) else 0
            goes_on = False
        elif level and not fence and row.strip() and not _SOURCE.match(row):
            item = _ITEM.match(row)
            if goes_on and not item:
                last = found.pop()
                found.append(Decision(note, last.line, f"{last.text} {row.strip()}"))
            else:
                found.append(Decision(note, number, (item[1] if item else row).strip()))
            goes_on = True
        else:
            goes_on = False
    return tuple(found)
