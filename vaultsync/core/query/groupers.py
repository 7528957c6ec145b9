"""What results are grouped by: `group by KEY [reverse]`."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from vaultsync.core.query import functions
from vaultsync.core.query.asked import PRIORITIES, Asked, Search, filename_of, folder_of, root_of, sources_of
from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.sorting import TYPE_PLACES
from vaultsync.core.query.terms import Terms, without_extension

Names = Callable[[Search], Callable[[Any], Sequence[str]]]
"""For a search, the groups of a row: one, several, or none that has a heading (an empty name)."""


class Grouper(NamedTuple):
    """One level of groups."""

    name: str
    names: Names
    """Of a row, or of its `value`."""

    reverse: bool = False
    fields: tuple[str, ...] = ()
    """What of a row its names are made of, as in `picked.Alike`; nothing where that is not known."""

    value: str = ""
    """The attribute of a row that its names are made of, if they are not made of the row."""


def _one(name: Callable[[Any], str]) -> Names:
    return lambda _: lambda named: (name(named),)


def _by_date(field: str) -> Names:
    def name(row: Asked) -> str:
        when = row.when(field)
        if when is None:
            return f"No {field} date"
        return f"{when:%Y-%m-%d %A}" if isinstance(when, date) else f"%%0%% Invalid {field} date"

    return _one(name)


def _type_name(row: Asked) -> str:
    return f"%%{TYPE_PLACES.get(row.setting.type, 8)}%%{row.setting.type}"


def _priority_name(level: int) -> str:
    name = "normal" if PRIORITIES[level] == "none" else PRIORITIES[level]
    return f"%%{level}%%{name.title()} priority"


def escaped(text: str) -> str:
    """Return a path whose backslashes and underscores mean themselves in Markdown."""
    return text.replace("\\", "\\\\").replace("_", "\\_")


def _backlink(row: Asked) -> str:
    name = without_extension(row.filename)
    return f"[[{name}#{row.heading}|{name} > {row.heading}]]" if row.heading else f"[[{name}]]"


def _assignees(terms: Terms) -> Names:
    return lambda _: lambda owners: tuple(dict.fromkeys(map(terms.person, owners))) or ("(Unassigned)",)


def fixed(number: float, places: int = 2) -> str:
    """Return a number with so many decimals as JavaScript's `toFixed`: a half that is exact goes away from zero."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    # The largest double has 309 digits before the point.
    exact = Context(prec=309 + places)
    return f"{Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, exact):f}"


_NAMES: dict[str, Names] = {
    **{name: _by_date(name) for name in ("due", "start", "scheduled", "created", "done", "cancelled", "happens")},
    "priority": _one(_priority_name),
    "status": _one(lambda row: "Done" if row.done else "Todo"),
    "status.name": _one(lambda row: row.setting.name),
    "status.type": _one(_type_name),
    "recurring": _one(lambda rule: "Recurring" if rule else "Not Recurring"),
    "recurrence": _one(lambda rule: rule or "None"),
    "path": _one(lambda path: escaped(path.replace(".md", "", 1))),
    "folder": _one(lambda path: escaped(folder_of(path))),
    "root": _one(lambda path: escaped(root_of(path))),
    "filename": _one(lambda path: f"[[{without_extension(filename_of(path))}]]"),
    "heading": _one(lambda heading: heading or "(No heading)"),
    "backlink": _one(_backlink),
    "tags": lambda _: lambda tags: tags or ("(No tags)",),
    "urgency": lambda search: lambda row: (fixed(row.urgency(search.today)),),
    "id": _one(lambda row: row.id),
}
_OURS: dict[str, Names] = {
    "source": lambda _: lambda row: (sources_of(row.note)[-1:] if row.note else ()) or ("(No source)",),
    "note": _one(lambda row: (row.note.title if row.note else "") or without_extension(row.filename)),
}
_VALUES: dict[str, str] = {
    **{name: name for name in ("priority", "recurrence", "path", "heading", "tags")},
    **dict.fromkeys(("folder", "root", "filename"), "path"),
    "recurring": "recurrence",
    "assignee": "owners",
}
"""By key, the attribute of a row that its names are made of, where they are made of just one."""

_FIELDS: dict[str, tuple[str, ...]] = {
    **{key: (attribute,) for key, attribute in _VALUES.items()},
    **{day: (day,) for day in DAYS},
    "happens": ("start", "scheduled", "due"),
    "status": ("closed",),
    "status.name": ("name",),
    "status.type": ("type",),
    **dict.fromkeys(("source", "note"), ("path",)),
    "backlink": ("path", "heading"),
    "urgency": ("due", "start", "scheduled", "priority"),
}
GROUP_KEYS = (*_NAMES, "assignee", *_OURS)
_GROUP = re.compile(r"group by (.*?)( reverse)?", re.IGNORECASE)


def read_grouper(line: str, terms: Terms) -> Grouper | None:
    """Read a `group by` instruction; it must be the whole line.

    Raises:
        Unreadable: It is a function that cannot be understood.
    """
    match = _GROUP.fullmatch(line)
    if match is None:
        return None
    ours = {} if terms.strict else _OURS | {"assignee": _assignees(terms)}
    names = (_NAMES | ours).get(match[1].lower())
    if names is None:
        scripted = functions.read_grouping(line, terms)
        return None if scripted is None else Grouper("function", *scripted)
    name, reverse = match[1].lower(), bool(match[2])
    if name == "urgency":
        # The most urgent group comes first, and `reverse` turns that about.
        reverse = not reverse
    return Grouper(name, names, reverse, _FIELDS.get(name, ()), _VALUES.get(name, ""))
