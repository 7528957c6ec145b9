"""One line of a note ↔ its fields, read exactly as the Tasks plugin 8.3.0 reads it.

Source: the plugin's behaviour. A task line is indentation (white space and `>`), a list
marker, spaces, a checkbox, and a body; the body is eaten from the right, field by field,
in passes; whatever is not understood at the right end stops the reading, and everything
to its left is description.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from vaultsync.core.model import Field, Priority, Statement
from vaultsync.core.notation import dataview, emoji
from vaultsync.core.notation.dates import read_date
from vaultsync.core.text import JS_SPACE, WHITE, js_trim, js_trim_end
from vaultsync.core.values import DATES

_LINE = re.compile(
    rf"(?P<indentation>[{JS_SPACE}>]*)(?P<marker>[-*+]|[0-9]+[.)]) +"
    r"\[(?P<symbol>[^\n\r\u2028\u2029])\] *(?P<body>[^\n\r\u2028\u2029]*)"
)
_BLOCK_ID = re.compile(r" \^([a-zA-Z0-9-]+)\Z")
NOT_IN_TAG = r' !@#$%^&*(),.?":{}|<>'
_NOT_IN_TAG = re.compile(f"[{NOT_IN_TAG}]")
_TAG = re.compile(rf"(?:^|[{JS_SPACE}])#[^{NOT_IN_TAG}]+")
_SPACE = re.compile(rf"[{JS_SPACE}]")
_PASSES = 21
"""The plugin reads a line in at most this many passes, one tag a pass."""

ORDER = ("priority done cancelled due scheduled start created recurrence on_completion tag id depends_on").split()
"""The order in which one pass looks for fields; a tag is tried before an id."""

_RANK = {name: rank for rank, name in enumerate(ORDER)}
_TAG_RANK = _RANK["tag"]


class Dialect(Protocol):
    """One of the plugin's two ways to write fields."""

    def field_positions(self, body: str) -> list[int]:
        """Offsets at which a field may begin, ascending."""

    def field_at(self, body: str, start: int, end: int) -> tuple[str, str] | None:
        """Return name and value of the field that fills body[start:end], or None."""

    def written(self, name: str, value: str) -> str:
        """Return the field as the plugin writes it, without the space before it."""

    gap: str
    """What the plugin writes before a field."""


DIALECTS: Mapping[str, Dialect] = {"emoji": emoji, "dataview": dataview}


@dataclass(slots=True)
class _Tail:
    """The right end of a body while it is eaten."""

    body: str
    end: int
    fields: list[tuple[str, int, int, str]]


def read_line(text: str, dialect: str = "emoji", global_filter: str = "") -> Statement | None:
    """Read one line of a note.

    Args:
        text: The line without its line end.
        dialect: `emoji` or `dataview`.
        global_filter: Text that the body must contain; it stays in the
            description, and a tag equal to it is left out of the tags.

    Returns:
        What the line says, or None if it is no task line. Nothing raises: a
        field of the wrong shape is description, an impossible date a `BadDate`.
    """
    match = _LINE.match(text)
    if match is None:
        return None
    start = match.start("body")
    body = match["body"]
    trimmed = body.lstrip(WHITE)
    start += len(body) - len(trimmed)
    body = js_trim_end(trimmed)
    block = _BLOCK_ID.search(body)
    if block:
        body = js_trim_end(body[: block.start()])
    if global_filter and global_filter not in body:
        return None
    tail = _eat(body, DIALECTS[dialect])
    rest = js_trim_end(body[: tail.end])
    trailing = [body[begin:end].strip(WHITE) for name, begin, end, _ in tail.fields if name == "tag"]
    description = " ".join([rest, *trailing]) if rest else " ".join(trailing)
    spaces = len(text) - len(text.rstrip(" "))
    return Statement(
        text=text,
        indentation=match["indentation"],
        marker=match["marker"],
        symbol=match["symbol"],
        body=(start, start + len(body)),
        description=description,
        tags=tags_in(description, global_filter),
        block_id=block[1] if block else "",
        hard_break=" " * spaces if spaces > 1 else "",
        fields=tuple(Field(name, start + begin, start + end, value) for name, begin, end, value in tail.fields),
        **values_of(tail.fields),
    )


def tags_in(description: str, global_filter: str = "") -> tuple[str, ...]:
    """Return the tags of a text in order, doubles kept, without the one that is the global filter."""
    if "#" not in description:
        return ()
    found = (description[start:end] for start, end in tag_spans(description))
    return tuple(tag for tag in found if tag != global_filter)


def without_tags(description: str) -> str:
    """Return a text without its tags and without the white space before each; that of the global filter goes, too."""
    return js_trim(_TAG.sub("", description)) if "#" in description else js_trim(description)


def without_filter(text: str, global_filter: str) -> str:
    """Return a text with blanks in place of the global filter where it is a word, as the plugin shows a description.

    Queries look for words, and sort, in a description from which it is cut wherever it stands first, also out of a
    longer word: see `QueryRow.description`.
    """
    if not global_filter or global_filter not in text:
        return text
    word = rf"(?<![^{JS_SPACE}]){re.escape(global_filter)}(?![^{JS_SPACE}])"
    return re.sub(word, " " * len(global_filter), text)


def tag_spans(text: str) -> list[tuple[int, int]]:
    """Return the offsets of every tag, from its `#` to its last character that is no white space."""
    found = ((match.start(), match[0]) for match in _TAG.finditer(text))
    return [(start + len(tag) - len(tag.lstrip(WHITE)), start + len(tag.rstrip(WHITE))) for start, tag in found]


def _eat(body: str, dialect: Dialect) -> _Tail:
    """Eat fields and tags from the right of a body, in the plugin's passes."""
    tail = _Tail(body, len(body), [])
    starts = dialect.field_positions(body)
    rank, passes, matched = 0, 1, False
    while True:
        found = _field_at_end(tail, starts, rank, dialect)
        if found is None:
            if not matched or passes == _PASSES:
                break
            rank, passes, matched = 0, passes + 1, False
            continue
        tail.fields.append(found)
        tail.end = len(js_trim_end(body[: found[1]]))
        rank, matched = _RANK[found[0]] + 1, True
    tail.fields.reverse()
    return tail


def _field_at_end(tail: _Tail, starts: list[int], rank: int, dialect: Dialect) -> tuple[str, int, int, str] | None:
    """Return the field or tag that ends the rest and whose turn is not over, the earlier turn first."""
    body, end = tail.body, tail.end
    while starts and starts[-1] >= end:
        starts.pop()
    field = dialect.field_at(body, starts[-1], end) if starts else None
    if field is not None and rank <= _RANK[field[0]] < _TAG_RANK:
        return field[0], starts[-1], end, field[1]
    if rank <= _TAG_RANK:
        hash_ = body.rfind("#", 0, end)
        if (
            -1 < hash_ < end - 1
            and (hash_ == 0 or _SPACE.match(body[hash_ - 1]))
            and not _NOT_IN_TAG.search(body, hash_ + 1, end)
        ):
            return "tag", hash_, end, body[hash_:end]
    if field is not None and rank <= _RANK[field[0]]:
        return field[0], starts[-1], end, field[1]
    return None


def values_of(fields: list[tuple[str, int, int, str]]) -> dict[str, Any]:
    """Return the values of a statement; of a field given twice, the leftmost."""
    values: dict[str, Any] = {}
    for name, _, _, value in fields:
        if name == "tag" or name in values:
            continue
        if name in DATES:
            values[name] = read_date(value)
        elif name == "priority":
            values[name] = Priority(value)
        elif name == "on_completion":
            values[name] = value.lower() if value.lower() in ("delete", "keep") else ""
        elif name == "depends_on":
            values[name] = tuple(part.strip(" ") for part in value.split(","))
        else:
            values[name] = value
    return values
