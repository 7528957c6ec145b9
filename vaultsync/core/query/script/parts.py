"""What the parts of an expression do: its names, members and calls, and its signs, as in JavaScript."""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from math import copysign, fmod, inf, isfinite, isnan, nan
from typing import Any

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.script.members import OF_ROW, member
from vaultsync.core.query.script.values import KINDS, Arrow, Method
from vaultsync.core.query.script.words import (
    LONGEST,
    UNDEFINED,
    nothing,
    number,
    numeric,
    put_together,
    said,
    same,
    text_of,
    truthy,
)

Names = Mapping[str, Any]
Expression = Callable[[Names], Any]
"""Gives the value of an expression, for the values of `task`, `query` and the constants."""


def named(name: str) -> Expression:
    """Return the value of a name.

    Raises:
        Unreadable: When run: nothing goes by it.
    """

    def value(names: Names) -> Any:
        try:
            return names[name]
        except KeyError:
            raise Unreadable(f"`{name}` is not known without JavaScript", word=name) from None

    return value


def member_of_task(name: str) -> Expression:
    """Return the expression that gives a property of `task`, by the name of the property."""
    if name in OF_ROW:
        read = OF_ROW[name]
        return lambda names: read(names["task"].of)
    return lambda names: member(names["task"], name)


def member_of(value: Expression, name: str, *, optional: bool) -> Expression:
    """Return a member of what an expression gives; where that is nothing, an optional one cuts the chain short."""
    if not optional:

        def plain(names: Names) -> Any:
            of = value(names)
            known = KINDS.get(type(of))
            return known[name](of) if known is not None and name in known else member(of, name)

        return plain

    def chained(names: Names) -> Any:
        of = value(names)
        if nothing(of):
            raise _CutShort
        return member(of, name)

    return chained


class _CutShort(Exception):
    """`?.` stands behind nothing: all that is asked of it is undefined."""


def chain(value: Expression) -> Expression:
    """Return the end of a chain that may be cut short: undefined, then."""

    def whole(names: Names) -> Any:
        try:
            return value(names)
        except _CutShort:
            return UNDEFINED

    return whole


def call(name: str, value: Expression, arguments: list[Expression]) -> Expression:
    """Return what a method gives.

    Args:
        name: As it is written, for an error.
        value: Gives the method.
        arguments: Give what it is called with.

    Raises:
        Unreadable: When run: it is none, or does not take what it is given.
    """

    def called(names: Names) -> Any:
        method = value(names)
        if not isinstance(method, Method) or not method.least <= len(arguments) <= method.most:
            raise Unreadable("a call like this is not known without JavaScript", word="(")
        given = [argument(names) for argument in arguments]
        try:
            return method.call(*given)
        except (TypeError, ValueError, AttributeError, OverflowError):
            told = ", ".join(f"`{said(each)}`" for each in given) or "nothing"
            raise Unreadable(f"`{name}(…)` cannot be called with {told}", word=name) from None

    return called


def arrow(parameters: list[str], body: Expression) -> Expression:
    """Return a function of an item of a list and its number; it knows the names that stand before it."""

    def value(names: Names) -> Arrow:
        return Arrow(lambda *given: body({**names, **dict(zip(parameters, given, strict=False))}))

    return value


def item(value: Expression, place: Expression) -> Expression:
    """Return what stands at a place of a text or a list; behind its end that is undefined.

    Raises:
        Unreadable: When run: it has no places, or that is no number.
    """

    def at_place(names: Names) -> Any:
        values, at = value(names), place(names)
        if not isinstance(values, str | list | tuple) or not isinstance(at, int):
            raise Unreadable("an item is asked for by its number", word="[")
        return values[at] if 0 <= at < len(values) else UNDEFINED

    return at_place


def negative(value: Expression) -> Expression:
    """Return a number with the other sign.

    Raises:
        Unreadable: When run: it is no number.
    """
    return lambda names: -_number(value(names))


def _number(value: Any) -> float | int:
    found = numeric(value)
    if found is None:
        raise Unreadable(f"`{said(value)}` is no number", word=said(value))
    return found


def _alike(one: Any, other: Any) -> bool:
    """`==`: `null` is alike to `undefined`, and `true` to 1."""
    numbers = all(isinstance(value, int | float) for value in (one, other))
    return bool(one == other) if numbers else same(one, other) or (nothing(one) and nothing(other))


_COMPARISONS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _comparison(sign: str, left: Expression, right: Expression) -> Expression:
    compare = _COMPARISONS[sign]

    def compared(names: Names) -> bool:
        one, other = left(names), right(names)
        if type(one) is int and type(other) is int:
            return compare(one, other)  # most comparisons, of a hundred thousand tasks
        return _compared(sign, one, other)

    return compared


def _compared(sign: str, one: Any, other: Any) -> bool:
    numbers = numeric(one), numeric(other)
    if None not in numbers:
        return bool(_COMPARISONS[sign](*numbers))
    if type(one) is not type(other) or not isinstance(one, str | date):
        raise Unreadable(f"`{said(one)}` and `{said(other)}` cannot be compared without JavaScript", word=sign)
    return bool(_COMPARISONS[sign](one, other))


def _sum(sign: str, one: Any, other: Any) -> Any:
    if sign == "+" and (isinstance(one, str) or isinstance(other, str)):
        texts = text_of(one), text_of(other)
        return texts[0] + texts[1] if len(texts[0]) + len(texts[1]) <= LONGEST else put_together(texts)
    left, right = _number(one), _number(other)
    if sign in "/%":
        return _divided(left, right) if sign == "/" else _left_over(left, right)
    return number({"+": operator.add, "-": operator.sub, "*": operator.mul}[sign](left, right))


def _divided(left: float, right: float) -> float:
    if right:
        return left / right
    return nan if left == 0 or isnan(left) else copysign(inf, left) * copysign(1, right)


def _left_over(left: float, right: float) -> float | int:
    if not isfinite(left) or isnan(right) or right == 0:
        return nan
    rest = fmod(left, right)
    return int(rest) if isinstance(left, int) and isinstance(right, int) else rest


def joined(sign: str, left: Expression, right: Expression) -> Expression:
    """Return what a sign makes of two expressions; the right one is not run where the left one decides.

    Raises:
        Unreadable: When run: the sign means nothing between such values.
    """
    if sign == "||":
        return lambda names: value if truthy(value := left(names)) else right(names)
    if sign == "??":
        return lambda names: right(names) if nothing(value := left(names)) else value
    if sign == "&&":
        return lambda names: right(names) if truthy(value := left(names)) else value
    if sign[1:2] == "=" and sign[0] in "=!":
        wanted, equal = sign[0] == "=", same if len(sign) == 3 else _alike
        return lambda names: equal(left(names), right(names)) == wanted
    if sign in _COMPARISONS:
        return _comparison(sign, left, right)
    return lambda names: _sum(sign, left(names), right(names))
