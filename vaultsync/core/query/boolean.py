"""Combinations of filters: `(not done) AND NOT (due before today)`.

One kind of delimiter a line. A filter is what stands between delimiters beside operators;
so it cannot itself end in the closing one. Read as the Tasks plugin 8.3.0 and its parser
boon-js read it: `NOT` binds most tightly, then `XOR`, `AND`, `OR`.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from vaultsync.core.late import Late
from vaultsync.core.query.errors import Unreadable
from vaultsync.core.query.filters import Filter, Joined, Not
from vaultsync.core.text import js_trim

_PAIRS = {"(": ")", "[": "]", "{": "}", '"': '"'}
_LOOKS = Late(r'(AND|OR|XOR|NOT)\s*[(\[{"]|[(\[{"].+[)\]}"]', re.DOTALL)
_LINE_END = Late("[\n\r\u2028\u2029]")
_OPERATORS = Late(r"[A-Z ]*\s*")
_PRECEDENCE = {"NOT": 0, "XOR": 1, "AND": 2, "OR": 3}
_DEEPEST = 20
_MOST_FILTERS = 200
_MOST_BRACKETS = 200
_SEPARATORS = " \t\n\r"


def read_combination(line: str, read_filter: Callable[[str], Filter | None], depth: int) -> Filter | None:
    """Read a combination.

    Args:
        line: The instruction.
        read_filter: Reads each filter in it.
        depth: How many combinations the line stands in.

    Returns:
        The tree of filters, or None if the line does not look like a combination.

    Raises:
        Unreadable: It looks like one, but is none, or one of its filters is none.
    """
    if not _LOOKS().search(line):
        return None
    if _LINE_END().search(line):
        raise _wrong(line, "it has more than one line")
    operators = _OPERATORS().match(js_trim(line))
    inner = js_trim(line)[operators.end() if operators else 0 :]
    if not inner or _PAIRS.get(inner[0]) != inner[-1]:
        raise _wrong(line, 'each filter stands in one kind of delimiter: (…), […], {…} or "…"')
    if depth > _DEEPEST:
        raise _wrong(line, "the combinations are nested too deeply")
    tokens, texts = _tokens(line, inner[0], inner[-1])
    if len(texts) > _MOST_FILTERS:
        raise _wrong(line, f"there are more than {_MOST_FILTERS} filters")
    try:
        tree = _Tree(tokens)
        whole = tree.expression(nested=False)
    except _Malformed as error:
        raise _wrong(line, error.args[0]) from None
    return _built(whole, texts, read_filter)


def _wrong(line: str, why: str) -> Unreadable:
    return Unreadable(
        f"cannot read `{line}` as a combination: {why}",
        word=line,
        remedy="Write it like (not done) AND NOT (due before today), with AND, OR, XOR and NOT in capitals.",
    )


class _Delimiters(NamedTuple):
    """The patterns that depend on the delimiters of a line."""

    between: re.Pattern[str]
    negation: re.Pattern[str]
    no_filter: re.Pattern[str]


@lru_cache(maxsize=len(_PAIRS))
def _delimiters(first: str, last: str) -> _Delimiters:
    opens, closes = re.escape(first), re.escape(last)
    return _Delimiters(
        between=re.compile(rf"({closes}\s*(?:AND|OR|AND +NOT|OR +NOT|XOR)\s*{opens})"),
        negation=re.compile(rf"(NOT\s*{opens})"),
        no_filter=re.compile(
            rf"[ {opens}{closes}]+\Z| *{closes} *(AND|OR|XOR) *{opens} *\Z|(AND|OR|XOR|NOT) *{opens}\Z"
            rf"|{closes} *(AND|OR|XOR)\Z|(AND|OR|XOR|NOT)\Z"
        ),
    )


def _tokens(line: str, first: str, last: str) -> tuple[str, list[str]]:
    """Return the line with `f1`, `f2` … for its filters, in round brackets or quotes, and the filters."""
    no_filter = _delimiters(first, last).no_filter
    simple, texts = "", list[str]()
    for part in _parts(line, first, last):
        if no_filter.match(part):
            simple += part
        else:
            texts.append(part)
            simple += f"f{len(texts)}"
    simple = re.sub(rf"({re.escape(last)})([A-Z])", r"\1 \2", simple)
    simple = re.sub(rf"([A-Z])({re.escape(first)})", r"\1 \2", simple)
    if first not in '("':
        simple = simple.replace(first, "(").replace(last, ")")
    return simple, texts


def _parts(line: str, first: str, last: str) -> Iterator[str]:
    """Cut a line at its operators, then the delimiters and spaces off both ends of each piece."""
    signs = _delimiters(first, last)
    for half in signs.between.split(line):
        for piece in signs.negation.split(half):
            start = len(piece) - len(piece.lstrip(first + " "))
            for rest in (piece[:start], piece[start:]):
                body = rest.rstrip(last + " ")
                yield from (part for part in (body, rest[len(body) :]) if part)


class _Malformed(Exception):
    """The line breaks the grammar of combinations."""


Node = int | tuple[str, "Node"] | tuple[str, "Node", "Node"]
"""The number of a filter, or an operator with one or two nodes."""


class _Tree:
    """Reads the simplified line as boon-js reads it, into a tree."""

    def __init__(self, text: str) -> None:
        self._rest = text
        self._depth = 0

    def expression(self, *, nested: bool) -> Node:
        """Read up to the end, or to the bracket that closes."""
        values = [self._value()]
        operators: list[str] = []
        while True:
            token = self._next()
            if token == ("end", "") and nested:
                raise _Malformed("a bracket is not closed")
            if token == ("end", "") or (token == ("sign", ")") and nested):
                while operators:
                    _apply(operators, values)
                return values[0]
            if token[0] != "operator" or token[1] == "NOT":
                raise _Malformed("an operator is missing")
            while operators and _PRECEDENCE[operators[-1]] <= _PRECEDENCE[token[1]]:
                _apply(operators, values)
            operators.append(token[1])
            values.append(self._value())

    def _value(self) -> Node:
        kind, text = self._next()
        if (kind, text) == ("operator", "NOT"):
            kind, text = self._next()
            if kind == "operator":
                raise _Malformed(f"{text} stands behind NOT")
            return ("NOT", self._operand(kind, text))
        return self._operand(kind, text)

    def _operand(self, kind: str, text: str) -> Node:
        if (kind, text) == ("sign", "("):
            self._depth += 1
            if self._depth > _MOST_BRACKETS:
                raise _Malformed(f"there are more than {_MOST_BRACKETS} brackets")
            return self.expression(nested=True)
        if kind != "filter":
            raise _Malformed("a filter is missing")
        if not re.fullmatch("f[0-9]+", js_trim(text)):
            raise _Malformed("a filter is missing")
        return int(js_trim(text)[1:])

    def _next(self) -> tuple[str, str]:
        """Take one token: `sign`, `operator`, `filter` or `end`."""
        self._rest = self._rest.lstrip(_SEPARATORS)
        if not self._rest:
            return "end", ""
        sign = self._rest[0]
        if sign in "()":
            follows = self._rest[1:2]
            if sign == ")" and follows and follows not in _SEPARATORS + ")":
                raise _Malformed("behind a closing bracket comes an operator")
            self._rest = self._rest[1:]
            return "sign", sign
        return self._quoted() if sign == '"' else self._word()

    def _quoted(self) -> tuple[str, str]:
        end = self._rest.find('"', 1)
        if end == -1:
            raise _Malformed("a quotation mark is missing")
        text, behind = self._rest[1:end], self._rest[end + 1 : end + 2]
        if behind and behind not in _SEPARATORS + "()":
            raise _Malformed("behind a quotation mark comes an operator")
        self._rest = self._rest[end + 1 :]
        return "filter", text

    def _word(self) -> tuple[str, str]:
        match = re.match(r"[^ \t\n\r()]+", self._rest)
        word = match[0] if match else ""
        if '"' in word or "#" in word:
            raise _Malformed("delimiters of two kinds are mixed")
        self._rest = self._rest[len(word) :]
        if word not in _PRECEDENCE:
            return "filter", word
        if self._rest[:1] in ("(", ")"):
            raise _Malformed(f"a space is missing behind {word}")
        return "operator", word


def _apply(operators: list[str], values: list[Node]) -> None:
    right, left = values.pop(), values.pop()
    values.append((operators.pop(), left, right))


def _built(node: Node, texts: list[str], read_filter: Callable[[str], Filter | None]) -> Filter:
    if isinstance(node, int):
        text = texts[node - 1] if 0 < node <= len(texts) else ""
        # The plugin drops spaces around a filter, and does not find it again behind a tab.
        found = read_filter(text) if text == js_trim(text) else None
        if found is None:
            raise Unreadable(f"do not understand the filter `{text}`", word=text)
        return found
    if len(node) == 2:
        return Not(_built(node[1], texts, read_filter))
    return Joined(node[0], _built(node[1], texts, read_filter), _built(node[2], texts, read_filter))
