"""Expressions of JavaScript, read without JavaScript: members, calls, comparisons, sums, and nothing that loops.

`[return] EXPRESSION [;]`, before it any number of `const NAME = EXPRESSION;`.
"""

import operator
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.script_values import Method, member

Names = Mapping[str, Any]
Expression = Callable[[Names], Any]
"""Gives the value of an expression, for the values of `task`, `query` and the constants."""

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<name>[A-Za-z_$][A-Za-z0-9_$]*)|(?P<sign>===|!==|==|!=|<=|>=|&&|\|\||\?\?|\?\.|[-+*/%<>!?:().,\[\];=]))"
)
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None}
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("||", "??"),
    ("&&",),
    ("===", "!==", "==", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "/", "%"),
)
_DEEPEST = 50


def read_script(text: str) -> Expression:
    """Read a script.

    Raises:
        Unreadable: It is none that can be understood without JavaScript; the word is what stops it.
    """
    return _Script(text).whole()


class _Script:
    """Reads one script by descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._depth = 0
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise _unknown(text, text[at:].strip()[:10])
            self._tokens.append((str(match.lastgroup), match[str(match.lastgroup)]))
            at = match.end()
        self._at = 0

    def whole(self) -> Expression:
        constants: list[tuple[str, Expression]] = []
        while self._take("const", "let"):
            _, name = self._any()
            self._must("=")
            constants.append((name, self._choice()))
            self._must(";")
        self._take("return")
        value = self._choice()
        self._take(";")
        if self._at < len(self._tokens):
            raise _unknown(self._text, self._tokens[self._at][1])

        if not constants:
            return value

        def run(names: Names) -> Any:
            known = dict(names)
            for name, expression in constants:
                known[name] = expression(known)
            return value(known)

        return run

    def _any(self) -> tuple[str, str]:
        if self._at == len(self._tokens):
            raise _unknown(self._text, "its end")
        self._at += 1
        return self._tokens[self._at - 1]

    def _take(self, *signs: str) -> str:
        if self._at < len(self._tokens):
            kind, text = self._tokens[self._at]
            if kind in ("sign", "name") and text in signs:
                self._at += 1
                return text
        return ""

    def _must(self, sign: str) -> None:
        if not self._take(sign):
            raise _unknown(self._text, self._tokens[self._at][1] if self._at < len(self._tokens) else "its end")

    def _choice(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _unknown(self._text, "so many brackets")
        condition = self._level(0)
        if self._take("?"):
            then = self._choice()
            self._must(":")
            other = self._choice()
            self._depth -= 1
            return lambda names: then(names) if truthy(condition(names)) else other(names)
        self._depth -= 1
        return condition

    def _level(self, level: int) -> Expression:
        if level == len(_LEVELS):
            return self._unary()
        left = self._level(level + 1)
        while sign := self._take(*_LEVELS[level]):
            left = _joined(sign, left, self._level(level + 1))
        return left

    def _unary(self) -> Expression:
        sign = self._take("!", "-")
        if not sign:
            return self._members()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _unknown(self._text, "so many signs")
        inner = self._unary()
        self._depth -= 1
        if sign == "!":
            return lambda names: not truthy(inner(names))
        return lambda names: -_number(inner(names))

    def _members(self) -> Expression:
        value = self._primary()
        optional = False
        while sign := self._take(".", "?.", "(", "["):
            if sign in (".", "?."):
                value = _member(value, self._any()[1], optional=sign == "?.")
                optional = optional or sign == "?."
            elif sign == "(":
                value = _call(value, self._list(")"))
            else:
                place = self._choice()
                self._must("]")
                value = _item(value, place)
        return _chain(value) if optional else value

    def _list(self, closing: str) -> list[Expression]:
        found: list[Expression] = []
        while not self._take(closing):
            found.append(self._choice())
            if not self._take(","):
                self._must(closing)
                break
        return found

    def _primary(self) -> Expression:
        kind, text = self._any()
        if kind == "number":
            number = float(text) if "." in text else int(text[:300])
            return lambda _: number
        if kind == "text":
            literal = re.sub(r"\\(.)", r"\1", text[1:-1])
            return lambda _: literal
        if text == "(":
            inner = self._choice()
            self._must(")")
            return inner
        if text == "[":
            items = self._list("]")
            return lambda names: [item(names) for item in items]
        if text in _CONSTANTS:
            constant = _CONSTANTS[text]
            return lambda _: constant
        if kind != "name":
            raise _unknown(self._text, text)
        return lambda names: _named(names, text)


def _unknown(text: str, word: str) -> Unreadable:
    return Unreadable(
        f"`{text}` cannot be understood without JavaScript, because of {word}",
        word=word,
        remedy="docs/query.md lists the forms of functions that vaultsync understands.",
    )


def _named(names: Names, name: str) -> Any:
    if name not in names:
        raise Unreadable(f"`{name}` is not known without JavaScript", word=name)
    return names[name]


def _member(value: Expression, name: str, *, optional: bool) -> Expression:
    if not optional:
        return lambda names: member(value(names), name)

    def chained(names: Names) -> Any:
        of = value(names)
        if of is None:
            raise _CutShort
        return member(of, name)

    return chained


class _CutShort(Exception):
    """`?.` stands behind nothing: all that is asked of it is nothing, too."""


def _chain(value: Expression) -> Expression:
    def whole(names: Names) -> Any:
        try:
            return value(names)
        except _CutShort:
            return None

    return whole


def _call(value: Expression, arguments: list[Expression]) -> Expression:
    def call(names: Names) -> Any:
        method = value(names)
        if not isinstance(method, Method) or not method.least <= len(arguments) <= method.most:
            raise Unreadable("a call like this is not known without JavaScript", word="(")
        try:
            return method.call(*(argument(names) for argument in arguments))
        except (TypeError, ValueError, AttributeError, OverflowError) as error:
            raise Unreadable(f"a call failed: {error}", word="(") from None

    return call


def _item(value: Expression, place: Expression) -> Expression:
    def item(names: Names) -> Any:
        values, at = value(names), place(names)
        if not isinstance(values, str | list | tuple) or not isinstance(at, int):
            raise Unreadable("an item is asked for by its number", word="[")
        return values[at] if 0 <= at < len(values) else None

    return item


def truthy(value: Any) -> bool:
    """Whether JavaScript takes a value for true."""
    return not (value is None or value is False or value == "" or (value == 0 and isinstance(value, int | float)))


def _number(value: Any) -> float | int:
    if isinstance(value, int | float):
        return value
    raise Unreadable(f"`{value}` is no number", word=str(value))


def _equal(one: Any, other: Any) -> bool:
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


_COMPARISONS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _compared(sign: str, one: Any, other: Any) -> bool:
    if type(one) is int and type(other) is int:
        return bool(_COMPARISONS[sign](one, other))  # most comparisons, of a hundred thousand tasks
    alike = all(isinstance(value, int | float) for value in (one, other)) or type(one) is type(other)
    if not alike or not isinstance(one, int | float | str | date):
        raise Unreadable(f"`{one}` and `{other}` cannot be compared without JavaScript", word=sign)
    return bool(_COMPARISONS[sign](one, other))


def _sum(sign: str, one: Any, other: Any) -> Any:
    if sign == "+" and (isinstance(one, str) or isinstance(other, str)):
        return _text(one) + _text(other)
    left, right = _number(one), _number(other)
    if sign in "/%":
        if right == 0:
            raise Unreadable("a division by zero", word=sign)
        return left / right if sign == "/" else left - right * int(left / right)
    return {"+": operator.add, "-": operator.sub, "*": operator.mul}[sign](left, right)


def _text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _joined(sign: str, left: Expression, right: Expression) -> Expression:
    if sign == "||":
        return lambda names: value if truthy(value := left(names)) else right(names)
    if sign == "??":
        return lambda names: right(names) if (value := left(names)) is None else value
    if sign == "&&":
        return lambda names: right(names) if truthy(value := left(names)) else value
    if sign[1:2] == "=" and sign[0] in "=!":
        wanted = sign[0] == "="
        return lambda names: _equal(left(names), right(names)) == wanted
    if sign in _COMPARISONS:
        return lambda names: _compared(sign, left(names), right(names))
    return lambda names: _sum(sign, left(names), right(names))
