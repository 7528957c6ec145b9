"""The filters of a query as values. Each gives the predicate that it stands for and says what it does."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.dates import Range
from vaultsync.core.query.narrowing import Condition
from vaultsync.core.query.passed_over import PassedOver
from vaultsync.core.query.row import QueryRow, Search
from vaultsync.core.values import PRIORITIES, BadDate

Predicate = Callable[[QueryRow], bool]
_HAPPENINGS = ("start", "scheduled", "due")
_ONE_DAY = timedelta(days=1)
_NO_DAYS = Range(date.max, date.min)


class Filter(Protocol):
    """One condition."""

    def predicate(self, search: Search, /) -> Predicate:
        """Return the function that judges a row of a search."""

    def explained(self) -> str:
        """Return what the filter does, in one line of English."""

    def condition(self) -> Condition:
        """Return a condition on columns of the index that holds for every row that passes, and perhaps for others."""


FACTS: dict[str, Callable[[QueryRow], bool]] = {
    "closed": lambda row: row.done,
    "recurring": lambda row: bool(row.recurrence),
    "tags": lambda row: bool(row.tags),
    "sub": lambda row: row.sub,
    "id": lambda row: bool(row.id),
    "waits": lambda row: bool(row.depends_on),
}
"""What `narrowing.Holds` says of a row, by its field."""


class Fact(NamedTuple):
    """A whole instruction such as `not done`: something is so, or is not."""

    words: str
    field: str
    """One of `FACTS`."""

    wanted: bool

    def predicate(self, _: Search, /) -> Predicate:
        """Return the function that judges a row."""
        fact, wanted = FACTS[self.field], self.wanted
        return lambda row: fact(row) is wanted

    def condition(self) -> Condition:
        """Return the fact."""
        return narrow.Holds(self.field, self.wanted)

    def explained(self) -> str:
        """The instruction explains itself."""
        return self.words


class Fixed(NamedTuple):
    """A whole instruction without a value, such as `is blocked`."""

    words: str
    of: Callable[[Search], Predicate]
    implies: Condition
    person: str = ""
    """Whom it names, as written."""

    def predicate(self, search: Search, /) -> Predicate:
        """Return the function that judges a row."""
        return self.of(search)

    def explained(self) -> str:
        """The instruction explains itself."""
        return self.words

    def condition(self) -> Condition:
        """Return what it was made with."""
        return self.implies


class Dated(NamedTuple):
    """A date lies before, after or within some days."""

    field: str
    """`created start scheduled due done cancelled happens`."""

    relation: str
    """`on`, `before`, `after`, `on or before` or `on or after`."""

    days: Range
    passed_over: PassedOver | None = None
    """What of the date in words had no part in finding the days."""

    def predicate(self, _: Search, /) -> Predicate:
        """Return the function that judges a row; without a date only a start date passes."""
        field, (first, last) = self.field, self._span()
        if field == "happens":
            return lambda row: any(isinstance(day, date) and first <= day <= last for day in row.happenings)
        or_none = field == "start"
        return lambda row: first <= day <= last if isinstance(day := row.when(field), date) else or_none and day is None

    def condition(self) -> Condition:
        """Return the days; for `happens`, those of any of its three dates."""
        first, last = self._span()
        fields = _HAPPENINGS if self.field == "happens" else (self.field,)
        return narrow.either(narrow.Span(field, first, last, or_none=self.field == "start") for field in fields)

    def _span(self) -> Range:
        """Return the first and the last day that fit; none lies between them where the calendar has none that fits."""
        first, last = self.days
        if self.relation == "before":
            return Range(date.min, first - _ONE_DAY) if first > date.min else _NO_DAYS
        if self.relation == "after":
            return Range(last + _ONE_DAY, date.max) if last < date.max else _NO_DAYS
        return {
            "on or before": Range(date.min, last),
            "on or after": Range(first, date.max),
            "on": self.days,
        }[self.relation]

    def explained(self) -> str:
        """Return the days in figures."""
        first, last = self.days.first, self.days.last
        days = {
            "before": f"before {first:%Y-%m-%d (%A)}",
            "after": f"after {last:%Y-%m-%d (%A)}",
            "on or before": f"on or before {last:%Y-%m-%d (%A)}",
            "on or after": f"on or after {first:%Y-%m-%d (%A)}",
        }.get(
            self.relation,
            f"on {first:%Y-%m-%d (%A)}" if first == last else f"from {first:%Y-%m-%d (%A)} to {last:%Y-%m-%d (%A)}",
        )
        return f"the {self.field} date is {days}" + (", or there is none" if self.field == "start" else "")


class HasDate(NamedTuple):
    """A date is there, is not there, or is none of the calendar."""

    field: str
    wanted: str
    """`has`, `no` or `invalid`."""

    def predicate(self, _: Search, /) -> Predicate:
        """Return the function that judges a row; a date that no calendar has is there."""
        field, wanted = self.field, self.wanted
        if field == "happens":
            return lambda row: any(day is not None for day in row.happenings) == (wanted == "has")
        if wanted == "invalid":
            return lambda row: isinstance(row.when(field), BadDate)
        return lambda row: (row.when(field) is not None) == (wanted == "has")

    def condition(self) -> Condition:
        """Return whether the date is there."""
        if self.wanted == "invalid":
            return narrow.Impossible(self.field)
        if self.field == "happens":
            some = narrow.either(narrow.Present(field, wanted=True) for field in _HAPPENINGS)
            return some if self.wanted == "has" else narrow.neither(some)
        return narrow.Present(self.field, self.wanted == "has")

    def explained(self) -> str:
        """Return the condition."""
        if self.wanted == "invalid":
            return f"the {self.field} date is no day of the calendar"
        return f"there is {'a' if self.wanted == 'has' else 'no'} {self.field} date"


class Priorities(NamedTuple):
    """The priority is one of some."""

    levels: frozenset[int]
    """Places in `PRIORITIES`."""

    def predicate(self, _: Search, /) -> Predicate:
        """Return the function that judges a row."""
        levels = self.levels
        return lambda row: row.priority in levels

    def condition(self) -> Condition:
        """Return the levels."""
        return narrow.Among("priority", frozenset(self.levels))

    def explained(self) -> str:
        """Return the levels."""
        return "the priority is " + (" or ".join(PRIORITIES[level] for level in sorted(self.levels)) or "impossible")


class StatusType(NamedTuple):
    """The type of the status is one, or is not."""

    type: str
    negated: bool

    def predicate(self, _: Search, /) -> Predicate:
        """Return the function that judges a row."""
        type_, negated = self.type, self.negated
        return lambda row: (row.setting.type == type_) != negated

    def condition(self) -> Condition:
        """Return the type."""
        return narrow.Among("type", frozenset({self.type}), self.negated)

    def explained(self) -> str:
        """Return the condition."""
        return f"the status type is {'not ' if self.negated else ''}{self.type}"


class Not(NamedTuple):
    """A condition that does not hold."""

    inner: Filter

    def predicate(self, search: Search, /) -> Predicate:
        """Return the function that judges a row."""
        inner = self.inner.predicate(search)
        return lambda row: not inner(row)

    def condition(self) -> Condition:
        """Return the opposite, where the inner condition is exact."""
        return narrow.neither(self.inner.condition())

    def explained(self) -> str:
        """Return the condition in brackets."""
        return f"not ({self.inner.explained()})"


class Joined(NamedTuple):
    """Two conditions, joined by `AND`, `OR` or `XOR`."""

    operator: str
    left: Filter
    right: Filter

    def predicate(self, search: Search, /) -> Predicate:
        """Return the function that judges a row."""
        left, right = self.left.predicate(search), self.right.predicate(search)
        if self.operator == "AND":
            return lambda row: left(row) and right(row)
        if self.operator == "OR":
            return lambda row: left(row) or right(row)
        return lambda row: left(row) != right(row)

    def condition(self) -> Condition:
        """Return the condition of both sides together."""
        sides = (self.left.condition(), self.right.condition())
        if self.operator == "AND":
            return narrow.both(sides)
        return narrow.either(sides) if self.operator == "OR" else narrow.only_one(*sides)

    def explained(self) -> str:
        """Return both conditions in brackets."""
        return f"({self.left.explained()}) {self.operator} ({self.right.explained()})"


def parts_of(one: Filter) -> Iterator[Filter]:
    """Yield the filters that a combination is made of, from left to right; of any other filter itself."""
    if isinstance(one, Not):
        yield from parts_of(one.inner)
    elif isinstance(one, Joined):
        yield from parts_of(one.left)
        yield from parts_of(one.right)
    else:
        yield one
