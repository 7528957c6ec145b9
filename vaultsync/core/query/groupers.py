"""What results are grouped by: `group by KEY [reverse]`."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.row import Search, first_of, folder_of, root_of
from vaultsync.core.query.script import functions
from vaultsync.core.query.sorting import type_rank
from vaultsync.core.query.terms import Terms, without_extension
from vaultsync.core.values import PRIORITIES, When

Names = Callable[[Search], Callable[..., Sequence[str]]]
"""For a search, a function of what a row has as the grouper's `attributes`, or of the row itself: see `of_row`.

It returns the names of the groups of the row. A group with an empty name has no heading."""


class Grouper(NamedTuple):
    """One level of groups."""

    name: str
    names: Names
    reverse: bool = False
    attributes: tuple[str, ...] = ()
    """Of what attributes of a row its names are made, as in `picked.values_of`; none if that is not known."""

    of_row: bool = False
    """Whether the names are asked of the row itself, and not of its attributes."""


def _one(name: Callable[..., str]) -> Names:
    return lambda _: lambda *named: (name(*named),)


def _by_date(field: str) -> Names:
    def name(when: When) -> str:
        if when is None:
            return f"No {field} date"
        return f"{when:%Y-%m-%d %A}" if isinstance(when, date) else f"%%0%% Invalid {field} date"

    return _one(name)


def _by_first_date(search: Search) -> Callable[..., Sequence[str]]:
    named = _by_date("happens")(search)
    return lambda *days: named(first_of(days))


def _type_name(type_: str) -> str:
    return f"%%{type_rank(type_)}%%{type_}"


def _priority_name(level: int) -> str:
    name = "normal" if PRIORITIES[level] == "none" else PRIORITIES[level]
    return f"%%{level}%%{name.title()} priority"


def escaped(text: str) -> str:
    """Return a path whose backslashes and underscores mean themselves in Markdown."""
    return text.replace("\\", "\\\\").replace("_", "\\_")


def path_name(path: str) -> str:
    """Return the name of the group of a note."""
    return escaped(path.replace(".md", "", 1))


def filename_name(filename: str) -> str:
    """Return the name of the group of all notes that are called so."""
    return f"[[{without_extension(filename)}]]"


def _backlink(filename: str, heading: str) -> str:
    name = without_extension(filename)
    return f"[[{name}#{heading}|{name} > {heading}]]" if heading else f"[[{name}]]"


def _urgency(search: Search) -> Callable[..., Sequence[str]]:
    return lambda urgency: (fixed(urgency(search.today)),)


def _assignees(terms: Terms) -> Names:
    return lambda _: lambda owners: tuple(dict.fromkeys(map(terms.person, owners))) or ("(Unassigned)",)


def fixed(number: float, places: int = 2) -> str:
    """Return a number with so many decimals as JavaScript's `toFixed`: a half that is exact goes away from zero."""
    from decimal import ROUND_HALF_UP, Context, Decimal

    # The largest double has 309 digits before the point.
    exact = Context(prec=309 + places)
    return f"{Decimal(number).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, exact):f}"


class _Key(NamedTuple):
    """What tasks are grouped by: see `Grouper`."""

    names: Names
    attributes: tuple[str, ...]


_KEYS: dict[str, _Key] = {
    **{day: _Key(_by_date(day), (day,)) for day in DAYS},
    "happens": _Key(_by_first_date, ("start", "scheduled", "due")),
    "priority": _Key(_one(_priority_name), ("priority",)),
    "status": _Key(_one(lambda done: "Done" if done else "Todo"), ("setting.counts_as_done",)),
    "status.name": _Key(_one(str), ("setting.name",)),
    "status.type": _Key(_one(_type_name), ("setting.type",)),
    "recurring": _Key(_one(lambda rule: "Recurring" if rule else "Not Recurring"), ("recurrence",)),
    "recurrence": _Key(_one(lambda rule: rule or "None"), ("recurrence",)),
    "path": _Key(_one(path_name), ("path",)),
    "folder": _Key(_one(lambda path: escaped(folder_of(path))), ("path",)),
    "root": _Key(_one(lambda path: escaped(root_of(path))), ("path",)),
    "filename": _Key(_one(filename_name), ("filename",)),
    "heading": _Key(_one(lambda heading: heading or "(No heading)"), ("heading",)),
    "backlink": _Key(_one(_backlink), ("filename", "heading")),
    "tags": _Key(lambda _: lambda tags: tags or ("(No tags)",), ("tags",)),
    "urgency": _Key(_urgency, ("urgency",)),
    "id": _Key(_one(str), ("id",)),
}
_OURS: dict[str, _Key] = {
    "source": _Key(_one(lambda source: source or "(No source)"), ("source",)),
    "note": _Key(_one(str), ("title",)),
}
GROUP_KEYS = (*_KEYS, "assignee", *_OURS)
_GROUP = re.compile(r"group by (.*?)( reverse)?", re.IGNORECASE)


def read_grouper(line: str, terms: Terms) -> Grouper | None:
    """Read a `group by` instruction; it must be the whole line.

    Raises:
        Unreadable: It is a function that cannot be understood.
    """
    match = _GROUP.fullmatch(line)
    if match is None:
        return None
    name, reverse = match[1].lower(), bool(match[2])
    ours = {} if terms.strict else _OURS | {"assignee": _Key(_assignees(terms), ("owners",))}
    key = (_KEYS | ours).get(name)
    if key is None:
        scripted = functions.read_grouping(line, terms)
        return None if scripted is None else Grouper("function", *scripted, of_row=True)
    # The most urgent group comes first, and `reverse` turns that about.
    return Grouper(name, key.names, reverse != (name == "urgency"), key.attributes)
