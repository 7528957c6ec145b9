"""The order of a query's rows, as SQL over `asked`, as far as columns have it; `core.query.sorting` is the judge."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

import apsw

from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.collation.keys import collation_key
from vaultsync.core.query.sorting import ALWAYS, OTHER_TYPES, TYPE_RANKS
from vaultsync.core.urgency import AHEAD, LATE, urgency_of
from vaultsync.core.values import PRIORITIES, Status
from vaultsync.core.views.wanted import section
from vaultsync.store.index.keys import stored_key
from vaultsync.store.index.sheets import NO_DAY
from vaultsync.store.index.sought import ID
from vaultsync.store.index.texts import stored


def counting(today: date) -> tuple[str, str]:
    """Return as SQL whether a row is scheduled by now, and whether it starts later: then the date counts."""
    now = today.toordinal()
    return f"(asked.scheduled > {NO_DAY} AND asked.scheduled <= {now})", f"(asked.start > {now})"


def urgency_term(today: date, due: str, scheduled: str, later: str, level: str) -> str:
    """Return the plugin's urgency as SQL, which adds the same doubles in the same order.

    Args:
        today: The day.
        due: Gives the ordinal of a due date; none or `NO_DAY` do not count.
        scheduled: Whether a task is scheduled by now.
        later: Whether it starts later.
        level: Gives the level of its priority.
    """
    late = f"({today.toordinal()} - ({due}))"
    slope = f"({late} + {AHEAD}) * 0.8 / {LATE + AHEAD} + 0.2"
    part = f"CASE WHEN {late} >= {LATE} THEN 1.0 WHEN {late} >= -{AHEAD} THEN {slope} ELSE 0.2 END"
    levels = " ".join(
        f"WHEN {number} THEN {urgency_of(None, None, None, priority, today)!r}"
        for number, priority in enumerate(PRIORITIES)
    )
    return (
        f"(0.0 + CASE WHEN ({due}) > {NO_DAY} THEN 12.0 * ({part}) ELSE 0.0 END"
        f" + CASE WHEN {scheduled} THEN 5.0 ELSE 0.0 END"
        f" - CASE WHEN {later} THEN 3.0 ELSE 0.0 END + CASE {level} {levels} END)"
    )


LAST: Final = 2**40
"""Behind every day: where a date is missing."""

_PLAIN = {
    "status.type": "CASE asked.type "
    + " ".join(f"WHEN '{type_}' THEN {rank}" for type_, rank in TYPE_RANKS.items())
    + f" ELSE {OTHER_TYPES} END",
    "status": "asked.closed",
    "recurring": "(asked.recurrence IS NULL)",
    "priority": "asked.priority",
    "echoes": "-asked.lines",
    **{day: f"coalesce(asked.{day}, {LAST})" for day in narrow.DAYS},
    "happens": "min("
    + ", ".join(f"coalesce(nullif(asked.{day}, {NO_DAY}), {LAST})" for day in ("start", "scheduled", "due"))
    + ")",
}
NOTHING: Final = f"x'{stored_key(collation_key('')).hex()}'"
"""The key of an empty text."""

BEHIND: Final = "x'ff'"
"""Behind every key: no text of UTF-8 has this byte."""

LABELLED: Final[Mapping[str, tuple[str, str]]] = {
    "path": ("path", NOTHING),
    "filename": ("filename", NOTHING),
    "heading": ("heading", NOTHING),
    "tag": ("tags", BEHIND),
    "status.name": ("name", NOTHING),
}
"""Sorters by what has a label: its column, and the key of a row without one."""

_NTH_TAG: Final = "tag "
"""Begins the sorter by another tag than the first."""

_TOO_FEW: Final = b"\xfe"
"""Behind every key of a tag, and before the key of a row without tags."""

_SECTION = "CASE asked.status " + " ".join(f"WHEN '{each.value}' THEN {section(each)}" for each in Status) + " END"

_PATH: Final = "path"
_DESCRIPTION: Final = "description"
DESCRIBED: Final = "asked.description"
"""The text that this sorter goes by, but for the signs of links and of bold or italic words."""

_ALIKE = frozenset(("status.type", "urgency", "due", "priority"))
"""Sorters that ask nothing but the kind of a task, and whether it is scheduled by now, or starts later."""

_ALWAYS = tuple(sorter.name for sorter in ALWAYS)


class Key(NamedTuple):
    """One term of an order."""

    term: str
    reverse: bool
    join: str = ""
    """What has to be joined for it."""

    name: str = ""
    """Of its sorter, if columns tell tasks apart by it."""

    text: str = ""
    """The text that it goes by if they do not, as SQL over `asked`."""

    ranks: Mapping[int, int] | None = None
    """The rank of every task by it, where neither has it."""

    label: "Label | None" = None
    """The labels that it goes by."""


class Label(NamedTuple):
    """What tasks are ordered by where many of them share a text."""

    column: str
    """One of `schema.LABELS`."""

    missing: str
    """The key of a row without such a label, as SQL."""

    of: Callable[[Any], bytes] | None = None
    """What is compared of the text, if not the label's key."""


class Order(NamedTuple):
    """What rows are ordered by, as far as SQL knows it."""

    keys: tuple[Key, ...]
    whole: bool
    """Whether nothing is left to decide but the order of a list."""

    numbered: "Numbered | None" = None
    """How many tasks are ordered without comparing each with others, if that is known."""

    @property
    def joins(self) -> str:
        """What has to be joined to `asked`."""
        return "".join(dict.fromkeys(key.join for key in self.keys))

    @property
    def to_the_end(self) -> str:
        """The same with what is left to the order of a list, where the date, the priority and the path are equal."""
        return f"{self.sql}, {_SECTION}, by_path.text, asked.line"

    @property
    def sql(self) -> str:
        """The terms of an ORDER BY."""
        return ", ".join(f"{key.term} DESC" if key.reverse else key.term for key in self.keys)


class Numbered(NamedTuple):
    """An order by some numbers of tasks, then by kinds of them: see `numbered` and `alike`."""

    first: tuple[Key, ...]
    then: Order
    """By what `kinds` says, and by the path last."""

    today: date


def order_of(
    database: apsw.Connection,
    narrowing: narrow.Narrowing,
    hashes: Callable[[], Mapping[int, int]] = dict,
    ranks: Callable[[narrow.Valued], Mapping[int, int] | None] = lambda _: None,
) -> Order:
    """Return the order that a query asks for, up to the first key that SQL does not know.

    Of descriptions only the beginnings are compared, so that the order ends behind them.

    Args:
        database: The connection of an index; a function is made on it for ids and for the random order.
        narrowing: What the query asks for.
        hashes: Gives the hash of the day of every row that may be found, by its task.
        ranks: Gives the rank of every such row by a function, by its task; None if the function fails.
    """
    keys: dict[str | narrow.Valued, Key] = {}
    for name, reverse in narrowing.order:
        if name in keys:
            continue  # what is equal by a key is not told apart by it once more
        if _DESCRIPTION in keys and narrowing.limit is not None:
            break
        if isinstance(name, narrow.Valued):
            # Behind another key it is asked for few rows, and fails for no other.
            ranked = None if keys else ranks(name)
            key = None if ranked is None else _mapped(database, "ranked", ranked, reverse)
        elif name == "random":
            key = _mapped(database, "hashed", hashes(), reverse)
        else:
            key = _columns_key(database, name, reverse, narrowing.today)
        if key is None:
            return Order(_as_sql(keys), whole=False)
        keys[name] = key
    return Order(_as_sql(keys), bool(keys) and _DESCRIPTION not in keys, _numbered(keys, narrowing.today))


def _columns_key(database: apsw.Connection, name: str, reverse: bool, today: date) -> Key | None:
    """Return the key of a sorter that is answered by columns; None if it is not."""
    if name == _DESCRIPTION:
        return Key("asked.begins", reverse, text=DESCRIBED)
    if name in LABELLED:
        return _label_key(*LABELLED[name], reverse)
    if name.startswith(_NTH_TAG):
        return _nth_tag_key(database, int(name.removeprefix(_NTH_TAG)), reverse)
    if name == "id":
        database.create_scalar_function("collated", _collated, 1, deterministic=True)
        term = f"CASE WHEN asked.links IS NULL THEN {NOTHING} ELSE collated({ID}) END"
        return Key(term, reverse, text=f"coalesce({ID}, '')")
    if name == "urgency":
        return Key(f"-{urgency_term(today, 'asked.due', *counting(today), 'asked.priority')}", reverse, name=name)
    return Key(_PLAIN[name], reverse, name=name) if name in _PLAIN else None


def _nth_tag_key(database: apsw.Connection, nth: int, reverse: bool) -> Key:
    @cache
    def key_of_tag(tag: str) -> bytes:
        return stored_key(collation_key(tag))

    def key_of(text: Any) -> bytes:
        tags = stored(text).split("\n")
        return _TOO_FEW if len(tags) < nth else key_of_tag(tags[nth - 1])

    function = f"tag_{nth}"
    database.create_scalar_function(function, lambda *texts: key_of(texts[0]), 1, deterministic=True)
    first = _label_key("tags", BEHIND, reverse)
    return first._replace(
        term=f"iif(by_tags.text IS NULL, {BEHIND}, {function}(by_tags.text))", label=Label("tags", BEHIND, key_of)
    )


def _label_key(column: str, missing: str, reverse: bool) -> Key:
    return Key(
        f"coalesce(by_{column}.key, {missing})",
        reverse,
        join=f" LEFT JOIN label AS by_{column} ON by_{column}.id = asked.{column}",
        label=Label(column, missing),
    )


def _mapped(database: apsw.Connection, name: str, numbers: Mapping[int, int], reverse: bool) -> Key:
    database.create_scalar_function(name, lambda *task: numbers[task[0]], 1, deterministic=True)
    return Key(f"{name}(asked.task)", reverse, ranks=numbers)


def _as_sql(keys: Mapping[str | narrow.Valued, Key]) -> tuple[Key, ...]:
    names = [*keys]
    end = names.index(_DESCRIPTION) + 1 if _DESCRIPTION in keys else len(names)
    return (*keys.values(),)[:end]


def _numbered(keys: Mapping[str | narrow.Valued, Key], today: date) -> Numbered | None:
    """Return how many tasks are ordered: the plain order begins behind the last key that is none of its own."""
    names = [*keys]
    if not keys.keys() >= {*_ALWAYS}:
        return None
    plain = names[:-1] if names[-1] == _PATH and not keys[_PATH].reverse else names
    begins = max((at for at, name in enumerate(plain, 1) if name not in _ALIKE), default=0)
    first = tuple(map(keys.__getitem__, names[:begins]))
    # What is among the first need not be compared again.
    then = (*map(keys.__getitem__, plain[begins:]), keys[_PATH])
    return Numbered(first, Order(then, whole=True), today)


def _collated(*texts: Any) -> bytes:
    return stored_key(collation_key(stored(texts[0])))


def up_to(
    keys: Sequence[Key], values: Iterable[Any], where: str, bindings: tuple[Any, ...]
) -> tuple[str, tuple[Any, ...]]:
    """Return a condition with its bindings, narrowed to the rows that come no later than some values of the keys.

    Args:
        keys: Terms of an order.
        values: Of each key, what the last row has that is wanted.
        where: The condition, as SQL over `asked`.
        bindings: Its values.
    """
    some: tuple[Any, ...] = ()
    closing = ""
    for key, value in zip(keys, values, strict=True):
        where += f" AND ({key.term} {'>' if key.reverse else '<'} ? OR ({key.term} = ?"
        some += (value, value)
        closing += "))"
    return where + closing, (*bindings, *some)
