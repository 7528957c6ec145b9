"""From an instruction to its filter: every filter of the Tasks plugin 8.3.0, then ours, then combinations.

A reader takes the lines that are its own; what is wrong with such a line it says by
`Unreadable`, and returns None for any other line.
"""

import re
from collections.abc import Callable
from datetime import date

from vaultsync.core.late import Late
from vaultsync.core.query import ours
from vaultsync.core.query.boolean import read_combination
from vaultsync.core.query.dates import day_phrase, phrase_of
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.filters import Dated, Fact, Filter, Fixed, HasDate, Predicate, Priorities, StatusType
from vaultsync.core.query.narrowing import Blocked, Blocking, Condition, neither
from vaultsync.core.query.passed_over import (
    PassedOver,
    date_hint,
    looked_for,
    month_first_of,
    one_day_of,
    several_tags,
    weekend_of,
)
from vaultsync.core.query.row import QueryRow, Search
from vaultsync.core.query.script import functions
from vaultsync.core.query.terms import Terms
from vaultsync.core.query.worded import Worded
from vaultsync.core.values import PRIORITIES

_TEXTS: dict[str, Callable[[QueryRow], str]] = {
    "status.name": lambda row: row.setting.name,
    "path": lambda row: row.path,
    "folder": lambda row: row.folder,
    "root": lambda row: row.root,
    "description": lambda row: row.description,
    "heading": lambda row: row.heading,
    "filename": lambda row: row.filename,
    "recurrence": lambda row: row.recurrence,
    "id": lambda row: row.id,
}
TEXT_FIELDS = tuple(_TEXTS)
_REST = "([^\n\r\u2028\u2029]*)"
"""Up to where a line ends for JavaScript."""

_WORDED = Late(
    rf"({'|'.join(map(re.escape, _TEXTS))}) (includes|does not include|regex matches|regex does not match) {_REST}",
    re.IGNORECASE,
)
_TAGGED = Late(
    rf"tags? (includes|does not include|include|do not include|regex matches|regex does not match) {_REST}",
    re.IGNORECASE,
)
_TYPED = Late(r"status\.type (is|is not) ([^ ]+)", re.IGNORECASE)
STATUS_TYPES = ("TODO", "IN_PROGRESS", "ON_HOLD", "DONE", "CANCELLED", "NON_TASK", "EMPTY")
_PRIORITY = Late(rf"priority(?:\s+is)?(?:\s+(above|below|not))?\s+({'|'.join(PRIORITIES)})", re.IGNORECASE)
DATE_FIELDS = ("happens", "cancelled", "created", "start", "scheduled", "due", "done")
_WHEN = Late(
    r"(happens|cancelled|created|starts|scheduled|due|done) "
    rf"(((?:on|in) or before|before|(?:on|in) or after|after|on|in)? ?{_REST})",
    re.IGNORECASE,
)
_TEMPLATES = ("YYYY-MM-DD", "<%")


_FACTS = {
    "done": ("closed", True),
    "not done": ("closed", False),
    "is recurring": ("recurring", True),
    "is not recurring": ("recurring", False),
    "has tags": ("tags", True),
    "has tag": ("tags", True),
    "no tags": ("tags", False),
    "no tag": ("tags", False),
    "exclude sub-items": ("sub", False),
    "has id": ("id", True),
    "no id": ("id", False),
    "has depends on": ("waits", True),
    "no depends on": ("waits", False),
}
"""Whole instructions: a field of `filters.FACTS`, and whether that is wanted."""

_LINKED: dict[str, tuple[Callable[[Search], Predicate], Condition]] = {
    "is blocked": (lambda search: search.blocked, Blocked()),
    "is not blocked": (lambda search: lambda row: not search.blocked(row), neither(Blocked())),
    "is blocking": (lambda search: search.blocking, Blocking()),
    "is not blocking": (lambda search: lambda row: not search.blocking(row), neither(Blocking())),
}
"""Those that look at other rows, too: what judges a row, and the condition that says the same to an index."""

_PRESENCE = {
    **{f"has {field} date": (field, "has") for field in DATE_FIELDS},
    **{f"no {field} date": (field, "no") for field in DATE_FIELDS},
    **{f"{field} date is invalid": (field, "invalid") for field in DATE_FIELDS if field != "happens"},
}
FIXED_INSTRUCTIONS = (*_FACTS, *_LINKED, *_PRESENCE)


def read_filter(line: str, terms: Terms, depth: int = 0) -> Filter | None:
    """Read one filter.

    Args:
        line: An instruction, without white space around it.
        terms: The day and the settings it is read under.
        depth: How many combinations it stands in.

    Returns:
        The filter, or None if no filter begins like this.

    Raises:
        Unreadable: A filter begins like this, but goes on wrongly.
    """
    # Most are of dates. No line is for two of these readers, and each reader's pattern takes long to compile.
    found: Filter | None = (
        _read_whole(line.lower())
        or _read_type(line)
        or _read_dated(line, terms.today)
        or _read_worded(line, terms)
        or _read_priority(line)
    )
    if found is not None:
        return found
    scripted = functions.read_filter(line, terms)
    if scripted is not None:
        return scripted
    own = None if terms.strict else ours.read_filter(line, terms)
    return own or read_combination(line, lambda part: read_filter(part, terms, depth + 1), depth)


def _read_whole(line: str) -> Filter | None:
    if line in _FACTS:
        return Fact(line, *_FACTS[line])
    if line in _LINKED:
        return Fixed(line, *_LINKED[line])
    return HasDate(*_PRESENCE[line]) if line in _PRESENCE else None


def _read_type(line: str) -> Filter | None:
    if not line.lower().startswith("status.type"):
        return None
    match = _TYPED().fullmatch(line)
    if match is None or match[2].upper() not in STATUS_TYPES:
        raise Unreadable(
            f"do not understand `{line}`", word=line, remedy=f"Status types are {', '.join(STATUS_TYPES)}."
        )
    return StatusType(match[2].upper(), match[1].lower() == "is not")


def _read_priority(line: str) -> Filter | None:
    match = _PRIORITY().fullmatch(line)
    if match is None:
        return None
    relation, level = (match[1] or "").lower(), [p.value for p in PRIORITIES].index(match[2].lower())
    levels = range(len(PRIORITIES))
    wanted = {
        "above": levels[:level],
        "below": levels[level + 1 :],
        "not": [other for other in levels if other != level],
    }.get(relation, [level])
    return Priorities(frozenset(wanted))


def _read_worded(line: str, terms: Terms) -> Filter | None:
    if match := _WORDED().match(line):
        name = match[1].lower()
        text = _TEXTS[name]
        found = Worded(name, lambda row: (text(row),), "", line=terms.line)
    elif match := _TAGGED().match(line):
        found = Worded("tag", lambda row: row.tags, "", line=terms.line)
    else:
        return None
    operator, value = match.groups()[-2:]
    found = found._replace(wanted=value.lower(), negated="not" in operator.lower())
    if "regex" not in operator.lower():
        over = looked_for(line, value) or (several_tags(line, value) if found.name == "tag" else None)
        return found._replace(passed_over=over)
    from vaultsync.core.query.pattern.regexes import read_pattern

    return found._replace(wanted=read_pattern(value))


def _read_dated(line: str, today: date) -> Filter | None:
    match = _WHEN().match(line)
    if match is None:
        return None
    name = match[1].lower()
    if any(template in line for template in _TEMPLATES):
        raise Unreadable(f"a template stands unfilled in `{line}`", word=line, remedy="Write the date itself.")
    phrase = phrase_of(match[4], today)
    if phrase is None:
        # `due in two weeks`: the word that was taken for a keyword belongs to the date.
        phrase = day_phrase(match[2], today)
        if phrase is None:
            raise Unreadable(
                f"do not understand {name} date: `{match[2]}`",
                word=match[2],
                remedy=date_hint(line),
            )
    relation = (match[3] or "on").lower().replace("in or", "on or")
    name = "start" if name == "starts" else name
    over = PassedOver(line, phrase.passed_over) if phrase.passed_over else month_first_of(line, today)
    over = weekend_of(line, phrase.passed_over) or over
    if (match[3] or "in").lower() == "in":
        over = one_day_of(line, match[2], phrase.days.first, today) or over
    return Dated(name, "on" if relation == "in" else relation, phrase.days, over)
