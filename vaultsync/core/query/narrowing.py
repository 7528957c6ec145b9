"""What a query lets an index answer before anybody looks at a task.

A condition holds for every row that passes the filter it was made from, and, unless it is
rough, for no other. The plain predicate is the judge of both: it looks at what a rough
condition has left, and the tests hold it beside every exact one.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from vaultsync.core.query.row import QueryRow, Search

from vaultsync.core.values import DATES

DAYS: Final = DATES
"""The dates that a column has."""


class Anything(NamedTuple):
    """Rules nothing out."""


class Fallible(NamedTuple):
    """A function that may fail for any row: what stands behind it rules nothing out, lest nobody hear of that."""


class Rough(NamedTuple):
    """Holds for more than what passes."""

    inner: "Condition"


class Span(NamedTuple):
    """A date lies in some days, both ends included."""

    field: str
    """One of `DAYS`."""

    first: date
    last: date
    or_none: bool = False
    """Whether a row without the date passes too."""


class Present(NamedTuple):
    """A date is there, whether or not a calendar has it; or it is not."""

    field: str
    wanted: bool


class Impossible(NamedTuple):
    """A date is there that no calendar has."""

    field: str


class Among(NamedTuple):
    """A value is one of some."""

    field: str
    """`priority` (the place among `PRIORITIES`), `type` (of the status setting), `status`, `whose`."""

    values: frozenset[str | int]
    negated: bool = False


class Holds(NamedTuple):
    """Something is so, or is not."""

    field: str
    """`closed` (the plugin's `done`), `tags`, `id`, `waits` (by ids), `recurring`, `sub` (an item below another)."""

    wanted: bool


class Echoed(NamedTuple):
    """So many other lines state the task, both ends included."""

    least: int
    most: int


class Linked(NamedTuple):
    """The row has an id, or waits for one."""


class Blocked(NamedTuple):
    """The row, which is not done, waits for one that is not done."""


class Blocking(NamedTuple):
    """A row that is not done waits for this one, which is not done."""


class Words(NamedTuple):
    """The description has some words in it, which are in lower case."""

    words: str


class Includes(NamedTuple):
    """A text has some words in it, which are in lower case; or it has not."""

    field: str
    """As in `Text`."""

    words: str
    negated: bool


class Text(NamedTuple):
    """A text passes a judge."""

    field: str
    """`description`, `heading`, `path`, `filename`, `id`, `recurrence`, `name` (of the status setting), or, one a
    line, `tags` or `owners`."""

    judge: Callable[[str], bool]


class Stated(NamedTuple):
    """Some line that states the task passes a judge."""

    field: str
    """`path` (of its note) or `raw` (the line as written)."""

    judge: Callable[[str], bool]


class Noted(NamedTuple):
    """What the note says about itself passes a judge."""

    field: str
    """`type`, `participants`, or `source` (see `QueryRow.sources`)."""

    judge: Callable[[tuple[str, ...]], bool]
    """Of the texts that the note says, those that are not empty."""


class Valued(NamedTuple):
    """What a function makes of a row is true; or what it makes is what rows are ordered by.

    Where it fails for any row, an index knows nothing of it: whoever looks at each row will say so.
    """

    fields: tuple[str, ...]
    """What it reads of `asked.QueryRow`: `spoken`, `tags`, `setting`, `closed` (its `done`), `priority`, `recurrence`,
    `id`, `depends_on`, `path`, `heading`, `line`, `text`, `marker`, `on_completion`, or one of `DAYS`. Rows that have
    these alike have the same value."""

    of: Callable[["Search"], Callable[["QueryRow"], Any]]


class Both(NamedTuple):
    """Every part holds."""

    parts: tuple["Condition", ...]


class Either(NamedTuple):
    """At least one part holds."""

    parts: tuple["Condition", ...]


class Opposite(NamedTuple):
    """What is exact does not hold."""

    inner: "Condition"


Condition = (
    Anything | Fallible | Rough | Span | Present | Impossible | Among | Holds | Echoed | Linked | Blocked | Blocking
    | Words | Text | Includes | Stated | Noted | Valued | Both | Either | Opposite
)  # fmt: skip
ANYTHING: Final = Anything()
FALLIBLE: Final = Fallible()


class Narrowing(NamedTuple):
    """What a query wants of an index, which may leave out rows that fail the condition, and rows beyond the limit."""

    condition: Condition
    order: tuple[tuple[str | Valued, bool], ...] = ()
    """The names of sorters, or what they make of a row, and whether they are reversed; an index may know them."""

    limit: int | None = None
    """How many rows at most are wanted by that order; None where the order is not known, or the condition is rough."""

    today: date = date.min
    """The day that urgency depends on."""


def exact(condition: Condition) -> bool:
    """Whether a condition holds for exactly the tasks that pass its filter, and not for some others, too."""
    match condition:
        case Anything() | Fallible() | Rough():
            return False
        case Both(parts) | Either(parts):
            return all(map(exact, parts))
        case _:
            return True


def both(parts: Iterable[Condition]) -> Condition:
    """Return what holds where all parts hold."""
    some = tuple(parts)
    return some[0] if len(some) == 1 else Both(some)


def either(parts: Iterable[Condition]) -> Condition:
    """Return the condition of filters joined by `OR`: what holds where any part holds."""
    some = tuple(parts)
    if any(isinstance(one, Anything | Fallible) for one in some):
        return _nothing_of(*some)
    return some[0] if len(some) == 1 else Either(some)


def neither(inner: Condition) -> Condition:
    """Return the condition of `NOT filter`; it narrows nothing down unless the condition of the filter is exact."""
    return Opposite(inner) if exact(inner) else _nothing_of(inner)


def only_one(left: Condition, right: Condition) -> Condition:
    """Return the condition of two filters joined by `XOR`: what holds where exactly one of them holds."""
    if exact(left) and exact(right):
        return Either((Both((left, Opposite(right))), Both((Opposite(left), right))))
    return Rough(either((left, right)))


def _nothing_of(*some: Condition) -> Condition:
    """Return what rules nothing out in place of some conditions."""
    return FALLIBLE if any(map(_may_fail, some)) else ANYTHING


def _may_fail(condition: Condition) -> bool:
    match condition:
        case Both(parts) | Either(parts):
            return any(map(_may_fail, parts))
        case Opposite(inner) | Rough(inner):
            return _may_fail(inner)
        case _:
            return isinstance(condition, Valued | Fallible)
