"""What expressions make of rows: filters, keys to sort by and names of groups; see `functions`."""

from collections.abc import Callable, Sequence
from datetime import date
from math import isfinite, isnan
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from vaultsync.core.query.collation.keys import collation_key
from vaultsync.core.query.errors import Spot, Unreadable
from vaultsync.core.query.filters import Predicate
from vaultsync.core.query.narrowing import FALLIBLE, Condition, Valued
from vaultsync.core.query.row import QueryRow, Search
from vaultsync.core.query.terms import Terms
from vaultsync.core.values import BadDate, When

if TYPE_CHECKING:
    from vaultsync.core.query.script.reading import Script

_Value = TypeVar("_Value")


class Scripted(NamedTuple):
    """A filter that an expression makes; it must be true or false."""

    text: str
    script: "Script"
    terms: Terms

    def predicate(self, search: Search, /) -> Predicate:
        """Return the function that judges a row.

        Raises:
            Unreadable: When judging: the expression fails, or is neither true nor false.
        """
        value = _value(self.script, search, self.terms)

        def judge(row: QueryRow) -> bool:
            found = value(row)
            if isinstance(found, bool):
                return found
            raise Unreadable(f"`{self.text}` is neither true nor false, but `{_said(found)}`", word=self.text)

        return _in_line(self.terms.line, judge)

    def condition(self) -> Condition:
        """Return the judge of what an index has; else an expression is judged row by row."""
        return _valued(self.script, self.predicate) or FALLIBLE

    def explained(self) -> str:
        """Return the expression."""
        return f"the function says true: {self.text}"


def _too_long() -> Unreadable:
    return Unreadable("an expression of so many parts is not understood without JavaScript", word="")


def _said(value: Any) -> str:
    from vaultsync.core.query.script.words import said

    return said(value)


def _value(script: "Script", search: Search, terms: Terms) -> Callable[[QueryRow], Any]:
    from vaultsync.core.query.script.members import Thing, moment_of, query_of

    run, task = script.run, Thing("task", None, search)
    names = {"task": task, "query": query_of(terms.file), "moment": moment_of(search)}

    def value(row: QueryRow) -> Any:
        task.of = row  # the same for all of them: nothing of it outlasts a run
        try:
            return run(names)
        except RecursionError:
            raise _too_long() from None

    return value


def _valued(script: "Script", of: Callable[[Search], Callable[[QueryRow], Any]]) -> Valued | None:
    """Return what an index may work out itself; None where a script asks for more than columns have."""
    fields = _fields(script)
    return None if fields is None else Valued(fields, of)


def _fields(script: "Script") -> tuple[str, ...] | None:
    """Return what of a row a script reads; None if it may read more than columns have."""
    from vaultsync.core.query.script.members import READS

    if script.reads is None or not script.reads <= READS.keys():
        return None
    return tuple(dict.fromkeys(field for name in sorted(script.reads) for field in READS[name]))


def _in_line(line: Spot, of: Callable[[QueryRow], _Value]) -> Callable[[QueryRow], _Value]:
    """Return a function whose errors name the line of the query that it stands in."""

    def told(row: QueryRow) -> _Value:
        try:
            return of(row)
        except Unreadable as error:
            raise error.at(line) from error

    return told


class Sorting(NamedTuple):
    """What an expression sorts by."""

    key: Callable[[Search], Callable[[QueryRow], Any]]
    reverse: bool
    valued: Valued | None
    """The same for an index."""


def sorting_by(text: str, terms: Terms, *, reverse: bool) -> Sorting:
    """Read the expression of `sort by function`.

    Raises:
        Unreadable: Functions are off, or it needs JavaScript.
    """
    script = script_of(text, terms)

    def key(search: Search) -> Callable[[QueryRow], Any]:
        value = _value(script, search, terms)
        kinds = set[int]()

        def of(row: QueryRow) -> Any:
            found = _sort_key(value(row))
            kinds.add(found[1])
            if found[1] == _NOTHING:
                return _Nothing(kinds), _NOTHING, 0
            if len(kinds - {_NOTHING}) > 1:
                raise Unreadable("values of several kinds cannot be sorted", word=text)
            return found

        return _in_line(terms.line, of)

    return Sorting(key, reverse, _valued(script, key))


class _Nothing(NamedTuple):
    """Where a row without a value comes: first, or behind days, if the others have days."""

    kinds: set[int]

    def __lt__(self, other: Any) -> bool:
        return other != self and _DAY not in self.kinds

    def __gt__(self, other: Any) -> bool:
        return other != self and _DAY in self.kinds


_NOTHING, _TRUTH, _NUMBER, _WORDS, _DAY = range(5)


def _sort_key(value: Any) -> tuple[int, int, Any]:
    """Return what a value is sorted by: a missing day comes last."""
    found: tuple[int, int, Any]
    match value:
        case None:
            found = 0, _NOTHING, 0
        case bool():
            found = 1, _TRUTH, not value
        case int() | float() if not isnan(value):
            found = 1, _NUMBER, value
        case date() | BadDate():
            found = _day_key(value)
        case str():
            found = 1, _WORDS, collation_key(value)
        case _:
            found = _thing_key(value)
    return found


def _thing_key(value: Any) -> tuple[int, int, Any]:
    from vaultsync.core.query.script.members import Thing

    if isinstance(value, Thing) and value.kind == "date":
        return _day_key(value.of)
    raise Unreadable(f"`{_said(value)}` cannot be sorted", word="sort by function")


def _day_key(when: When) -> tuple[int, int, int]:
    if when is None:
        return 2, _DAY, 0
    return (1, _DAY, when.toordinal()) if isinstance(when, date) else (0, _DAY, 0)


class Grouping(NamedTuple):
    """What an expression groups by."""

    names: Callable[[Search], Callable[[QueryRow], Sequence[str]]]
    reverse: bool
    reads: tuple[str, ...]
    """What of a row it reads; empty if that is not known."""


def grouping_by(text: str, terms: Terms, *, reverse: bool) -> Grouping:
    """Read the expression of `group by function`.

    Raises:
        Unreadable: As in `sorting_by`.
    """
    script = script_of(text, terms)

    def names(search: Search) -> Callable[[QueryRow], Sequence[str]]:
        value = _value(script, search, terms)
        return _in_line(terms.line, lambda row: _names(value(row)))

    return Grouping(names, reverse, _fields(script) or ())


def _names(value: Any) -> Sequence[str]:
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(map(_name, value))
    if isinstance(value, float) and isfinite(value) and not value.is_integer():
        from vaultsync.core.query.groupers import fixed

        return (fixed(value, 5),)
    return (_name(value),)


def _name(value: Any) -> str:
    from vaultsync.core.query.script.words import text_of

    if isinstance(value, BadDate):
        return "Invalid date"
    if isinstance(value, date):
        return f"{value:%a %b %d %Y} 00:00:00 GMT+0000"
    if isinstance(value, bool | int | float | str | list | tuple):
        return text_of(value)
    raise Unreadable(f"a group cannot be named by `{_said(value)}`", word="group by function")


def value_of(text: str, terms: Terms) -> Any:
    """Return what an expression about the note of the query stands for, for a placeholder.

    Raises:
        Unreadable: It needs JavaScript.
    """
    from vaultsync.core.query.script.members import query_of
    from vaultsync.core.query.script.reading import read_script

    run = read_script(text).run
    try:
        return run({"query": query_of(terms.file)})
    except RecursionError:
        raise _too_long() from None


def is_script(text: str) -> bool:
    """Whether a text can be read as an expression, as `by function` takes them; its names are not looked up."""
    from vaultsync.core.query.script.reading import read_script

    try:
        read_script(text)
    except Unreadable:
        return False
    return True


def script_of(text: str, terms: Terms) -> "Script":
    """Read an expression.

    Raises:
        Unreadable: As in `sorting_by`.
    """
    if not terms.functions:
        raise Unreadable(
            f"JavaScript is not run: `{text}`",
            word=text,
            remedy="Leave out `--strict`; docs/query.md lists the forms that vaultsync understands without JavaScript.",
        )
    from vaultsync.core.query.script.reading import read_script

    return read_script(text)
