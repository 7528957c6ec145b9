"""One line of a note → its fields, where nothing about it is ambiguous.

Most lines are words, and then fields and tags with spaces between them. For these one pattern finds
what `line.read_line` would find in its passes, several times faster; wherever that is not sure, it
declines. That the two agree is a property of the tests.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from vaultsync.core.model import Field, Statement
from vaultsync.core.notation.emoji import DATE_SIGNS, PRIORITIES, SIGNS, field_at
from vaultsync.core.notation.line import NOT_IN_TAG, tags_in, values_of

_BLANK = r"\x00-\x1f\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
"""Signs without ink, but for the space: some end a line, some part words for the plugin and some do not."""

_ODD = _BLANK + "".join(sorted(SIGNS))
_PLAIN_TAG = r"#[\w/;'+=~`\[\]\\-]++"
_PIECE = (
    rf"(?:{_PLAIN_TAG}"
    rf"|[{''.join(PRIORITIES)}]\ufe0f?"
    rf"|[{''.join(sorted(DATE_SIGNS))}]\ufe0f? *+[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
    r"|🆔\ufe0f? *+[a-zA-Z0-9_-]++"
    r"|🔁\ufe0f? *+[a-zA-Z0-9,!]++(?: ++[a-zA-Z0-9,!]++)*+)"
)
_LINE = re.compile(
    r"([ \t>]*+)([-*+]|[0-9]++[.)]) ++\[([^\n\r\u2028\u2029])\] *+"
    rf"([^\^{_ODD}]*+)"  # words, and tags among them and behind them
    rf"((?:{_PIECE}(?: ++|\Z)){{0,20}}+)"
    r"(?:(?<= )\^([a-zA-Z0-9-]++) *+)?\Z"
)

_TAGS_AT_END = re.compile(rf"#(?<![^ ]#)[^{NOT_IN_TAG}]++(?: ++#[^{NOT_IN_TAG}]++){{0,20}}+ *+\Z")
_PLAIN_TAGS = re.compile(rf"(?:{_PLAIN_TAG} *+)++")
_PIECES = re.compile(_PIECE)
_MOST = 20
"""Fields and tags of a line: so many the plugin's passes reach in any order."""

_LONGEST = 2_000
"""Characters of a line: what is longer is no common line, and its fields would be remembered."""


def plain_line(text: str, global_filter: str = "") -> Statement | None:
    """Read one line of a note that writes fields as emoji; None where only `read_line` can tell.

    Args:
        text: The line without its line end.
        global_filter: Text that the body must contain.
    """
    match = _LINE.match(text) if len(text) <= _LONGEST else None
    if match is None:
        return None
    indentation, marker, symbol, words, _, block_id = match.groups()
    start, tail = match.span(4)
    end = len(text[: match.end(5)].rstrip(" "))
    if end <= start or (global_filter and text.find(global_filter, start, end) < 0):
        return None
    if words and tail < end and words[-1] != " ":
        return None
    trailing = _TAGS_AT_END.search(words) if "#" in words else None
    if trailing:
        if not _PLAIN_TAGS.fullmatch(trailing[0]):
            return None
        tail = start + trailing.start()
        words = words[: trailing.start()]
    fields, values = _fields(text, tail, end)
    if len(fields) > _MOST:
        return None
    tags = [field.value for field in fields if field.name == "tag"]
    rest = words.rstrip(" ")
    spaces = len(text) - len(text.rstrip(" "))
    return Statement(
        text=text,
        indentation=indentation,
        marker=marker,
        symbol=symbol,
        body=(start, end),
        description=" ".join([rest, *tags]) if rest else " ".join(tags),
        tags=(*tags_in(rest, global_filter), *[tag for tag in tags if tag != global_filter]),
        block_id=block_id or "",
        hard_break=" " * spaces if spaces > 1 else "",
        fields=fields,
        **values,
    )


def _fields(text: str, start: int, end: int) -> tuple[tuple[Field, ...], Mapping[str, Any]]:
    """Return the fields and tags between two offsets, and what the fields add to a statement: of doubles the first."""
    fields: list[Field] = []
    values: dict[str, Any] = {}
    for piece in _PIECES.finditer(text, start, end):
        name, value, said = _read(piece[0])
        fields.append(Field(name, *piece.span(), value))
        if name not in values:
            values.update(said)
    return tuple(fields), values


@lru_cache(maxsize=4_000)
def _read(piece: str) -> tuple[str, str, Mapping[str, Any]]:
    """Return name and value of a field or tag, and what it adds to a statement: the same few return all the time."""
    field = None if piece[0] == "#" else field_at(piece, 0, len(piece))
    name, value = field or ("tag", piece)
    return name, value, values_of([(name, 0, len(piece), value)])
