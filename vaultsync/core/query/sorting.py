"""The order of results: `sort by KEY [reverse]`, then the plugin's own order for what is still equal."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any, Final, NamedTuple

from vaultsync.core.query.collation.keys import collation_key
from vaultsync.core.query.daily import daily_hash, of_the_day
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.narrowing import Valued
from vaultsync.core.query.row import QueryRow, Search
from vaultsync.core.query.script import functions
from vaultsync.core.query.terms import Terms
from vaultsync.core.values import When

Key = Callable[[Search], Callable[[QueryRow], Any]]
TYPE_RANKS: Final = {"IN_PROGRESS": 1, "TODO": 2, "ON_HOLD": 3, "DONE": 4, "CANCELLED": 5, "NON_TASK": 6, "EMPTY": 7}
"""The order of status types, and the numbers in the headings of their groups."""

OTHER_TYPES: Final = 8
"""The rank of all types that the plugin does not know."""


class Sorter(NamedTuple):
    """One key to sort by."""

    name: str
    key: Key
    """For a search, the key of a row; keys of one sorter can be compared."""

    reverse: bool = False
    valued: Valued | None = None
    """The key of a function that an index may work out itself."""

    end: int = 0
    """Where the instruction ends; what stands behind counts for nothing."""


def type_rank(type_: str) -> int:
    """Return the rank of a status type; the first is 1."""
    return TYPE_RANKS.get(type_, OTHER_TYPES)


def ordered(
    rows: Sequence[QueryRow], sorters: Sequence[Sorter], search: Search, limit: int | None = None
) -> list[QueryRow]:
    """Return rows in the order of the sorters, then of the plugin's own; equals stay as they came.

    A key is asked for only where those before it do not decide, and not behind the limit.
    """
    return _ordered(rows, (*sorters, *ALWAYS), search, len(rows) if limit is None else limit)


def _ordered(rows: Sequence[QueryRow], sorters: Sequence[Sorter], search: Search, room: int) -> list[QueryRow]:
    if len(rows) < 2 or not sorters:
        return list(rows[:room])
    key = sorters[0].key(search)
    keyed = sorted(((key(row), row) for row in rows), key=itemgetter(0), reverse=sorters[0].reverse)
    found: list[QueryRow] = []
    for _, equals in groupby(keyed, key=itemgetter(0)):
        if len(found) >= room:
            break
        found += _ordered([row for _, row in equals], sorters[1:], search, room - len(found))
    return found


def _plain(key: Callable[[QueryRow], Any]) -> Key:
    return lambda _: key


def _by_date(name: str) -> Key:
    return _plain(lambda row: _date_key(row.when(name)))


def _date_key(when: When) -> tuple[int, int]:
    """Dates that no calendar has come first, then the days, then what has no date."""
    if when is None:
        return 2, 0
    return (1, when.toordinal()) if isinstance(when, date) else (0, 0)


_LINK = re.compile(r"\[\[?([^\]]*)\]\]?")
_SIGNS = tuple("[*=_")
_FORMATS = tuple(
    re.compile(pattern)
    for pattern in (r"\*\*([^*]+)\*\*", r"\*([^*]+)\*", r"==([^=]+)==", r"__([^_]+)__", r"_([^_]+)_")
)


def shown(description: str) -> str:
    """Return a description as a reader sees its beginning: without the signs of a link or of bold or italic words."""
    if description[:1] not in _SIGNS:
        return description
    if match := _LINK.match(description):
        name, bar, alias = match[1].partition("|")
        description = (alias if bar else name) + description[match.end() :]
    for pattern in _FORMATS:
        if match := pattern.match(description):
            description = match[1] + description[match.end() :]
    return description


def _tag_key(number: int) -> Key:
    def key(row: QueryRow) -> tuple[int, Any]:
        tags = row.tags
        if not tags:
            return 2, ()
        return (1, ()) if len(tags) < number else (0, collation_key(tags[number - 1]))

    return _plain(key)


def _random_key(search: Search) -> Callable[[QueryRow], Any]:
    """The daily hash of the plugin: the same order all day, another one tomorrow."""
    return lambda row: daily_hash(of_the_day(row.spoken, search.today))


_KEYS: dict[str, Key] = {
    "status.name": _plain(lambda row: collation_key(row.setting.name)),
    "status.type": _plain(lambda row: type_rank(row.setting.type)),
    "status": _plain(lambda row: row.done),
    "recurring": _plain(lambda row: not row.recurrence),
    "priority": _plain(lambda row: row.priority),
    **{name: _by_date(name) for name in ("happens", "cancelled", "created", "start", "scheduled", "due", "done")},
    "path": _plain(lambda row: collation_key(row.path)),
    "description": _plain(lambda row: collation_key(shown(row.description))),
    "heading": _plain(lambda row: collation_key(row.heading)),
    "filename": _plain(lambda row: collation_key(row.filename)),
    "urgency": lambda search: lambda row: -row.urgency(search.today),
    "id": _plain(lambda row: collation_key(row.id)),
    "random": _random_key,
}
_OURS: dict[str, Key] = {"echoes": _plain(lambda row: -row.echoes)}
ALWAYS = tuple(Sorter(name, _KEYS[name]) for name in ("status.type", "urgency", "due", "priority", "path"))
SORT_KEYS = (*_KEYS, "tag", *_OURS)

_SORT = re.compile(r"sort by ", re.IGNORECASE)
_TAG = re.compile(r"sort by tag( reverse)?\s*([0-9]+)?", re.IGNORECASE)


def read_sorter(line: str, terms: Terms) -> Sorter | None:
    """Read a `sort by` instruction; what follows its key is passed over, as in the plugin.

    Raises:
        Unreadable: It is a function that cannot be understood, or the tag number 0.
    """
    if not _SORT.match(line):
        return None
    for name, key in (_KEYS if terms.strict else _KEYS | _OURS).items():
        match = re.match(rf"sort by {re.escape(name)}( reverse)?", line, re.IGNORECASE)
        if match:
            return Sorter(name, key, bool(match[1]), end=match.end())
    if match := _TAG.match(line):
        number = int((match[2] or "1")[:9])
        if number == 0:
            raise Unreadable("tags are counted from 1", word=line, remedy="Write `sort by tag` or `sort by tag 2`.")
        return Sorter("tag" if number == 1 else f"tag {number}", _tag_key(number), bool(match[1]), end=match.end())
    scripted = functions.read_sorting(line, terms)
    return None if scripted is None else Sorter("function", *scripted, end=len(line))
