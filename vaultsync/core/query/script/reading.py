"""Expressions of JavaScript, read without JavaScript: members, calls, comparisons, sums, and one loop over a list.

`[return] EXPRESSION [;]`, before it any number of `const NAME = EXPRESSION;`.
"""

import re
import sys
from math import inf, nan
from typing import Any, NamedTuple

from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.script.parts import (
    Expression,
    Names,
    arrow,
    call,
    chain,
    item,
    joined,
    member_of,
    member_of_task,
    named,
    negative,
)
from vaultsync.core.query.script.values import LOOPS
from vaultsync.core.query.script.words import UNDEFINED, number, truthy

_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+\.[0-9]*(?![0-9A-Za-z_$])|[0-9]+(?![0-9A-Za-z_$.]))|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<name>[A-Za-z_$][A-Za-z0-9_$]*)|(?P<sign>===|!==|==|!=|<=|>=|=>|&&|\|\||\?\?|\?\.|--|\+\+|[-+*/%<>!?:().,\[\];=]))"
)
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": UNDEFINED, "NaN": nan, "Infinity": inf}
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_ESCAPED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "0": "\0"}
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("||", "??"),
    ("&&",),
    ("===", "!==", "==", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "/", "%"),
)
_DEEPEST = 50


class Script(NamedTuple):
    """A script that was read."""

    run: Expression
    reads: frozenset[str] | None
    """The members of `task` that it may ask for; None where it takes the task as a whole."""


def read_script(text: str) -> Script:
    """Read a script.

    Raises:
        Unreadable: It is none that can be understood without JavaScript; the word is what stops it.
    """
    script = _Reading(text)
    run = script.whole()
    return Script(run, frozenset(script.reads) if script.only_members else None)


class _Reading:
    """Reads one script by descent."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._depth = 0
        self._ands = self._looping = False
        self.reads = set[str]()
        self.only_members = True
        self._constants = set[str]()
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
            self._constants.add(name)
            self._must(";")
        returns = self._take("return")
        value = self._choice()
        self._take(";")
        if self._at < len(self._tokens):
            raise _unknown(self._text, self._tokens[self._at][1])

        if not returns and (constants or "return" in self._text):
            raise Unreadable(
                f"`{self._text}` gives no value",
                word=self._text,
                remedy="Where there is more than one expression, or the word return, `return` stands before the last.",
            )
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
        signs, mixed = set[str](), self._ands
        while sign := self._take(*_LEVELS[level]):
            left = joined(sign, left, self._level(level + 1))
            signs.add(sign)
            mixed = mixed or self._ands or len(signs) > 1
        self._ands = "&&" in signs
        if "??" in signs and mixed:
            raise Unreadable("`??` stands beside `||` or `&&` without brackets", word=self._text)
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
        return negative(inner)

    def _members(self) -> Expression:
        value = self._task() or self._primary()
        name, optional = self._tokens[self._at - 1][1], False
        while sign := self._take(".", "?.", "(", "["):
            if sign in (".", "?."):
                _, name = self._any()
                value = member_of(value, name, optional=sign == "?.")
                optional = optional or sign == "?."
            elif sign == "(":
                value = call(name, value, self._arrow(name) or self._list(")"))
            else:
                place = self._choice()
                self._must("]")
                value = item(value, place)
        return chain(value) if optional else value

    def _arrow(self, method: str) -> list[Expression]:
        """Return the arrow that a method of lists is called with, if that comes next; one within another does not.

        So an expression takes no longer than its items are many.
        """
        sign, *signs = [text for _, text in self._tokens[self._at : self._at + 6]] or [""]
        behind = signs.index("=>") if "=>" in signs else -1
        parameters = [sign] if behind == 0 else signs[: behind - 1 : 2] if behind > 0 else []
        if method not in LOOPS or self._looping or behind < 0 or not all(map(str.isidentifier, parameters)):
            return []
        if behind and [sign, *signs[1:behind:2]] != ["(", *"," * (len(parameters) - 1), ")"]:
            return []
        self._at += behind + 2
        self._looping = True
        body = self._choice()
        self._looping = False
        self._must(")")
        return [arrow(parameters, body)]

    def _task(self) -> Expression | None:
        """Return a member of `task`, if that comes next; note what is asked of it."""
        if self._tokens[self._at : self._at + 1] != [("name", "task")] or "task" in self._constants:
            return None
        if [text for _, text in self._tokens[self._at + 1 : self._at + 2]] != ["."]:
            self.only_members = False
            return None
        self._at += 2
        _, name = self._any()
        self.reads.add(name)
        return member_of_task(name)

    def _escaped(self, match: re.Match[str]) -> str:
        if match[4]:
            return _ESCAPED.get(match[4], match[4])
        number = int(match[1] or match[2] or match[3], 16)
        if number > sys.maxunicode:
            raise _unknown(self._text, match[0])
        return chr(number)

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
            literal_number = number(float(text) if "." in text else int(text[:300]))
            return lambda _: literal_number
        if kind == "text":
            units = _ESCAPE.sub(self._escaped, text[1:-1]).encode("utf-16-le", "surrogatepass")
            literal = units.decode("utf-16-le", "replace")
            return lambda _: literal
        if text == "(":
            inner = self._choice()
            self._must(")")
            return inner
        if text == "[":
            items = self._list("]")
            return lambda names: [each(names) for each in items]
        if text in _CONSTANTS:
            constant = _CONSTANTS[text]
            return lambda _: constant
        if kind != "name":
            raise _unknown(self._text, text)
        return named(text)


def _unknown(text: str, word: str) -> Unreadable:
    return Unreadable(
        f"`{text}` cannot be understood without JavaScript, because of {word}",
        word=word,
        remedy="docs/query.md lists the forms of functions that vaultsync understands.",
    )
