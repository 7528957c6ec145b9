"""What a query lets an index rule out before anybody looks at a task.

A condition holds for every row that passes the filter it was made from, and often for
more: the plain predicate judges what is left. So an index may answer it as it likes,
as long as it leaves nothing out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

DAYS: Final = ("created", "start", "scheduled", "due", "done", "cancelled")
"""The dates that a column has."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Rules nothing out."""


@dataclass(frozen=True, slots=True)
class Whole:
    """The search has to see every task, as where one waits for another."""


@dataclass(frozen=True, slots=True)
class Span:
    """A date lies in some days, both ends included; None leaves an end open."""

    field: str
    """One of `DAYS`."""

    first: date | None
    last: date | None
    or_none: bool = False
    """Whether a row without the date passes too."""


@dataclass(frozen=True, slots=True)
class Present:
    """A date is there, whether or not a calendar has it; or it is not."""

    field: str
    wanted: bool


@dataclass(frozen=True, slots=True)
class Among:
    """A value is one of some."""

    field: str
    """`priority` (the place among `PRIORITIES`), `type` (of the status setting), `status`, `whose`."""

    values: frozenset[str | int]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """The plugin's `done`, or its opposite."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text passes a judge."""

    field: str
    """`description`, `heading` or `path`."""

    judge: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Both:
    """Every part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple["Condition", ...]


Condition = Anything | Whole | Span | Present | Among | Closed | Text | Both | Either
ANYTHING: Final = Anything()
WHOLE: Final = Whole()


def both(parts: Iterable[Condition]) -> Condition:
    """Return what holds where all parts hold."""
    telling = tuple(part for part in parts if part is not ANYTHING)
    if WHOLE in telling:
        return WHOLE
    return telling[0] if len(telling) == 1 else Both(telling) if telling else ANYTHING


def either(parts: Iterable[Condition]) -> Condition:
    """Return what holds where any part holds."""
    some = tuple(parts)
    if WHOLE in some:
        return WHOLE
    return ANYTHING if ANYTHING in some else Either(some)


def neither(inner: Condition) -> Condition:
    """Return what holds where a filter does not, as far as its condition says it exactly."""
    match inner:
        case Whole():
            return WHOLE
        case Closed(wanted):
            return Closed(not wanted)
        case Among(field, values, negated):
            return Among(field, values, not negated)
        case Present(field, wanted):
            return Present(field, not wanted)
        case _:
            return ANYTHING
