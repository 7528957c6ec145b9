"""The filters of a query as values. Each gives the predicate that it stands for and says what it does."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol

from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.asked import Asked, Search
from vaultsync.core.query.dates import Range
from vaultsync.core.query.narrowing import Condition
from vaultsync.core.query.passed_over import PassedOver
from vaultsync.core.values import PRIORITIES, BadDate

Predicate = Callable[[Asked], bool]
_HAPPENINGS = ("start", "scheduled", "due")


class Filter(Protocol):
    """One condition."""

    def predicate(self, search: Search, /) -> Predicate:
        """Return the function that judges a row of a search."""

    def explained(self) -> str:
        """Return what the filter does, in one line of English."""

    def condition(self) -> Condition:
        """Return a condition on columns of the index that holds for every row that passes, and perhaps for others."""


class Fixed(NamedTuple):
    """A whole instruction without a value, such as `not done`."""

    words: str
    of: Callable[[Search], Predicate]
    implies: Condition = narrow.ANYTHING
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
        field, fits = self.field, self._fits()
        if field == "happens":
            return lambda row: any(isinstance(day, date) and fits(day) for day in row.happenings)
        or_none = field == "start"
        return lambda row: fits(day) if isinstance(day := row.when(field), date) else or_none and day is None

    def _fits(self) -> Callable[[date], bool]:
        first, last = self.days.first, self.days.last
        return {
            "before": lambda day: day < first,
            "after": lambda day: day > last,
            "on or before": lambda day: day <= last,
            "on or after": lambda day: day >= first,
            "on": lambda day: first <= day <= last,
        }[self.relation]

    def condition(self) -> Condition:
        """Return the days; for `happens`, those of any of its three dates."""
        first, last = {
            "before": (None, _before(self.days.first)),
            "after": (_after(self.days.last), None),
            "on or before": (None, self.days.last),
            "on or after": (self.days.first, None),
            "on": (self.days.first, self.days.last),
        }[self.relation]
        fields = _HAPPENINGS if self.field == "happens" else (self.field,)
        days = narrow.either(narrow.Span(field, first, last, or_none=self.field == "start") for field in fields)
        # Before the first day of the calendar, and behind its last, there is no day to say it with.
        at_an_end = self.days.first == date.min if self.relation == "before" else self.days.last == date.max
        return narrow.Rough(days) if at_an_end else days

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


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day
