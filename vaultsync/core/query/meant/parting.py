"""A line of several filters, taken apart between its operators and put together in brackets."""

import re
from typing import Final

from vaultsync.core.query.meant.nearest import Reader

PAIRS: Final = {"(": ")", "[": "]", "{": "}"}
_OPERATOR: Final = re.compile(
    r"\s+((?:AND|OR|and|or|And|Or) +NOT|(?i:AND|OR|XOR)|&&?|\|\|?)(?=\s|(?=[(\[{]))\s*|\s*([,;])\s*"
)
_SIGNS: Final = {"&": "AND", "&&": "AND", ",": "AND", ";": "AND", "|": "OR", "||": "OR"}
_QUOTED: Final = re.compile(r"""(['"])(.+?)\1\s+(?!(?i:AND|OR|XOR)\b)(.+)""")
"""A filter as one quotes it for a shell, and another one behind it."""


def parts_of(line: str) -> list[str]:
    """Return the parts of a line between the operators that stand in no bracket, and these as typed; else nothing."""
    if any(line.count(opens) != line.count(closes) for opens, closes in PAIRS.items()):
        return []
    found, begin = list[str](), 0
    for match in _OPERATOR.finditer(line):
        before = line[: match.start()]
        if any(before.count(opens) != before.count(closes) for opens, closes in PAIRS.items()):
            continue
        found += [line[begin : match.start()], match[1] or match[2]]
        begin = match.end()
    return [*found, line[begin:]] if found else []


def operator(typed: str) -> str:
    """Return an operator as the language has it; a comma is `AND`."""
    return _SIGNS.get(typed) or " ".join(typed.upper().split())


def adjoining(line: str, reader: Reader) -> list[str]:
    """Return two filters that stand beside each other, with the operator that is meant; empty if there are not two."""
    if quoted := _QUOTED.fullmatch(line):
        return [quoted[2], "AND", quoted[3]]
    gaps = [match.span() for match in re.finditer(r"\s+", line)][:20]
    halves = [(line[:first], line[behind:]) for first, behind in gaps]
    found = [both for both in halves if all(map(reader.filters, both))]
    return [found[0][0], "AND", found[0][1]] if len(found) == 1 else []


def bare(part: str) -> str:
    """Return a part without the delimiters around it."""
    part = part.strip()
    while len(part) > 1 and (PAIRS.get(part[0]) == part[-1] or (part[0] == part[-1] and part[0] in "\"'")):
        inner = part[1:-1]
        if part[0] in PAIRS and any(
            inner[:at].count(part[-1]) > inner[:at].count(part[0]) for at in range(len(inner) + 1)
        ):
            break
        part = inner.strip()
    return part


def joined(filters: list[str], operators: list[str], reader: Reader) -> str:
    """Return filters with operators between them, in delimiters that none of them needs for itself."""
    for opens, closes in (*PAIRS.items(), ('"', '"')):
        if opens != "(" and any(sign in each for each in filters for sign in (opens, closes)):
            continue
        words = (f"{operator} {opens}{each}{closes}" for operator, each in zip(operators, filters[1:], strict=True))
        whole = " ".join([f"{opens}{filters[0]}{closes}", *words])
        if reader.reads(whole):
            return whole
    return ""
