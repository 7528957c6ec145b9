"""The queries that a note holds: its ` ```tasks ` blocks, and what its frontmatter says to them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from vaultsync.core.notes.blocks import TOO_DEEP, block_parser
from vaultsync.core.notes.frontmatter import BrokenFrontmatter, frontmatter_end, read_frontmatter
from vaultsync.core.query.terms import QueryFile
from vaultsync.core.text import rows

Row = tuple[str, str]
"""A line without its line end, and that."""

_LANGUAGE = "tasks"
_TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class QueryBlock(NamedTuple):
    """One ` ```tasks ` block."""

    text: str
    """The query, without quote marks and indentation around the block; lines end in LF."""

    first: int
    """Line number in the note of the opening fence; the first line is 1."""

    last: int
    """Line number of the closing fence, or of the last line of a block without one."""

    margin: str
    """What stands to the left of the opening fence: quote marks, a list marker, white space."""

    @property
    def indent(self) -> str:
        """What stands to the left of what takes its place: quote marks and white space, blanks for a list marker."""
        return "".join(sign if sign in ">\t" else " " for sign in self.margin)


class QueryNote(NamedTuple):
    """A note as far as its queries go."""

    file: QueryFile
    body: tuple[Row, ...]
    """Every line, those of the frontmatter included."""

    begins: int
    """Line number of the first line behind the frontmatter."""

    blocks: tuple[QueryBlock, ...]
    broken: str = ""
    """Why the frontmatter cannot be read; then the note has no properties."""


def read_query_note(path: str, text: str) -> QueryNote:
    """Find the query blocks of a note, in the order of lines; those in comments and other blocks are none.

    Args:
        path: Relative to the vault, with `/`.
        text: The whole note, line ends of any kind.
    """
    end = frontmatter_end(text)
    head = rows(text[:end])
    properties: Mapping[str, Any] = {}
    broken = ""
    if end:
        try:
            properties = {key: _typed(value) for key, value in read_frontmatter(text[:end]).items()}
        except BrokenFrontmatter as error:
            broken = str(error)
    body = tuple(rows(text))
    # Blank, not cut: the numbers below must stay true.
    blocks = _blocks("\n" * len(head) + text[end:], body)
    return QueryNote(QueryFile(path=path, properties=properties), body, len(head) + 1, blocks, broken)


def _blocks(text: str, body: tuple[Row, ...]) -> tuple[QueryBlock, ...]:
    found = []
    for token in block_parser().parse(text, {TOO_DEEP: []}):
        if token.type == "fence" and token.map and token.info.split()[:1] == [_LANGUAGE]:
            first, last = token.map[0] + 1, token.map[1]
            margin = body[first - 1][0].partition(token.markup)[0]
            found.append(QueryBlock(token.content.removesuffix("\n"), first, last, margin))
    return tuple(found)


def _typed(value: Any) -> Any:
    """Return a property with its truth values as such; numbers may stay text, since queries only print them."""
    if isinstance(value, list):
        return [_typed(part) for part in value]
    return _TRUTH.get(value, value) if isinstance(value, str) else value


def replaced(note: QueryNote, shown: Callable[[QueryBlock], list[str]]) -> list[Row]:
    """Return the lines of a note behind its frontmatter, each block replaced by other lines within its margin.

    An empty line parts those from what stands above and below, which would go on the last
    paragraph or item. They have the line end of the opening fence.
    """
    out: list[Row] = []
    empty = ("", "\n")
    line = note.begins
    for block in note.blocks:
        _append(out, note.body[line - 1 : block.first - 1], empty)
        end = note.body[block.first - 1][1] or "\n"
        empty = (block.indent.rstrip(), end)
        _append(out, [(f"{block.indent}{text}".rstrip(), end) for text in shown(block)], empty)
        line = block.last + 1
    _append(out, note.body[line - 1 :], empty)
    return out


def _append(out: list[Row], lines: Sequence[Row], empty: Row) -> None:
    """Append lines, behind an empty one where there is none yet."""
    if out and lines and _is_filled(out[-1]) and _is_filled(lines[0]):
        out.append(empty)
    out += lines


def _is_filled(row: Row) -> bool:
    return bool(row[0].strip("> \t"))
