"""The groups of results: `group by KEY [reverse]`; their names are headings, and they are sorted by them."""

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date
from itertools import chain, product
from typing import NamedTuple

from vaultsync.core.query import functions
from vaultsync.core.query.asked import PRIORITIES, Asked, Search, sources_of
from vaultsync.core.query.collation import places as places_of
from vaultsync.core.query.narrowing import DAYS
from vaultsync.core.query.picked import Alike, Picked
from vaultsync.core.query.sorting import TYPE_PLACES
from vaultsync.core.query.terms import Terms, without_extension

Names = Callable[[Search], Callable[[Asked], Sequence[str]]]


class Grouper(NamedTuple):
    """One level of groups."""

    name: str
    names: Names
    """For a search, the groups of a row: one, several, or none that has a heading (an empty name)."""

    reverse: bool = False
    fields: tuple[str, ...] = ()
    """What of a row its names are made of, as in `picked.Alike`; nothing where that is not known."""


class Heading(NamedTuple):
    """A heading above a group."""

    level: int
    """0 is the outermost."""

    text: str


class Group(NamedTuple):
    """Rows with the same names, in order."""

    names: tuple[str, ...]
    headings: tuple[Heading, ...]
    """Those that differ from the headings above; an empty name has none."""

    rows: Sequence[Asked]


def grouped(rows: Sequence[Asked], groupers: Sequence[Grouper], search: Search) -> tuple[Group, ...]:
    """Return the groups of rows that are in order; without groupers, or without rows, one group of all."""
    if not groupers or not rows:
        return (Group((), (), rows),)
    naming = [grouper.names(search) for grouper in groupers]
    kinds, of_each = _kinds(rows, groupers)
    paths = {kind: _paths([names(row) or ("",) for names in naming]) for kind, row in of_each.items()}
    order = [*dict.fromkeys(chain.from_iterable(paths.values()))]
    for level in range(len(groupers) - 1, -1, -1):
        place_of = dict(zip(order, places_of([path[level] for path in order]), strict=True))
        order.sort(key=place_of.__getitem__, reverse=groupers[level].reverse)
    places: dict[tuple[str, ...], list[int]] = {path: [] for path in order}
    put = {kind: _into([places[path] for path in some]) for kind, some in paths.items()}
    for place, kind in enumerate(kinds):
        put[kind](place)
    return _with_headings([(path, Picked(rows, found)) for path, found in places.items()])


def _kinds(rows: Sequence[Asked], groupers: Sequence[Grouper]) -> tuple[Sequence[Hashable], Mapping[Hashable, Asked]]:
    """Return what tells rows with different names apart, and a row of each kind of them: see `picked.Alike`."""
    if isinstance(rows, Alike) and all(grouper.fields for grouper in groupers):
        return rows.alike(dict.fromkeys(field for grouper in groupers for field in grouper.fields))
    return range(len(rows)), dict(enumerate(rows))


def _paths(names: Sequence[Sequence[str]]) -> Sequence[tuple[str, ...]]:
    """Return the groups, each once, of a row that has some names at each level."""
    return (
        [tuple(name for (name,) in names)]
        if all(len(some) == 1 for some in names)
        else [*dict.fromkeys(product(*names))]
    )


def _into(lists: Sequence[list[int]]) -> Callable[[int], None]:
    """Return what puts a place into some lists."""

    def put(place: int) -> None:
        for each in lists:
            each.append(place)

    return lists[0].append if len(lists) == 1 else put


def _with_headings(groups: Sequence[tuple[tuple[str, ...], Sequence[Asked]]]) -> tuple[Group, ...]:
    found: list[Group] = []
    above: tuple[str, ...] = ()
    for path, rows in groups:
        same = 0
        while same < len(above) and path[same] == above[same]:
            same += 1
        headings = [Heading(level, path[level]) for level in range(same, len(path)) if path[level]]
        found.append(Group(path, tuple(headings), rows))
        above = path
    return tuple(found)


def _one(name: Callable[[Asked], str]) -> Names:
    return lambda _: lambda row: (name(row),)


def _by_date(field: str) -> Names:
    def name(row: Asked) -> str:
        when = row.when(field)
        if when is None:
            return f"No {field} date"
        return f"{when:%Y-%m-%d %A}" if isinstance(when, date) else f"%%0%% Invalid {field} date"

    return _one(name)


def _type_name(row: Asked) -> str:
    return f"%%{TYPE_PLACES.get(row.setting.type, 8)}%%{row.setting.type}"


def _priority_name(row: Asked) -> str:
    level = "normal" if PRIORITIES[row.priority] == "none" else PRIORITIES[row.priority]
    return f"%%{row.priority}%%{level.title()} priority"


def escaped(text: str) -> str:
    """Return a path whose backslashes and underscores mean themselves in Markdown."""
    return text.replace("\\", "\\\\").replace("_", "\\_")


def _backlink(row: Asked) -> str:
    name = without_extension(row.filename)
    return f"[[{name}#{row.heading}|{name} > {row.heading}]]" if row.heading else f"[[{name}]]"


def _tag_names(search: Search) -> Callable[[Asked], Sequence[str]]:
    del search
    return lambda row: row.tags or ("(No tags)",)


def _assignees(terms: Terms) -> Names:
    return lambda _: lambda row: tuple(dict.fromkeys(map(terms.person, row.owners))) or ("(Unassigned)",)


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
    "recurring": _one(lambda row: "Recurring" if row.recurrence else "Not Recurring"),
    "recurrence": _one(lambda row: row.recurrence or "None"),
    "path": _one(lambda row: escaped(row.path.replace(".md", "", 1))),
    "folder": _one(lambda row: escaped(row.folder)),
    "root": _one(lambda row: escaped(row.root)),
    "filename": _one(lambda row: f"[[{without_extension(row.filename)}]]"),
    "heading": _one(lambda row: row.heading or "(No heading)"),
    "backlink": _one(_backlink),
    "tags": _tag_names,
    "urgency": lambda search: lambda row: (fixed(row.urgency(search.today)),),
    "id": _one(lambda row: row.id),
}
_OURS: dict[str, Names] = {
    "source": lambda _: lambda row: (sources_of(row.note)[-1:] if row.note else ()) or ("(No source)",),
    "note": _one(lambda row: (row.note.title if row.note else "") or without_extension(row.filename)),
}
_FIELDS: dict[str, tuple[str, ...]] = {
    **{day: (day,) for day in DAYS},
    "happens": ("start", "scheduled", "due"),
    "status": ("closed",),
    "status.name": ("name",),
    "status.type": ("type",),
    "recurring": ("recurrence",),
    **{name: (name,) for name in ("priority", "recurrence", "path", "heading", "tags")},
    **dict.fromkeys(("folder", "root", "filename", "source", "note"), ("path",)),
    "backlink": ("path", "heading"),
    "urgency": ("due", "start", "scheduled", "priority"),
    "assignee": ("owners",),
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
    reverse = bool(match[2])
    if match[1].lower() == "urgency":
        # The most urgent group comes first, and `reverse` turns that about.
        reverse = not reverse
    return Grouper(match[1].lower(), names, reverse, _FIELDS.get(match[1].lower(), ()))
