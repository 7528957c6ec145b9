"""The block structure of a note: which lines begin list items, and which headings stand above.

markdown-it-py is the judge (CommonMark and tables, inline rules off). Two things that
Obsidian has and CommonMark lacks are added: `%% … %%` comments and `$$ … $$` maths.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_NESTING = 200
"""How deep blocks may stand in one another: a list takes two levels, a quote one. Deeper costs n² and more frames."""

_CONTAINER = re.compile(r">|(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]|\Z)")
TOO_DEEP = "too-deep"


class ListItem(NamedTuple):
    """A list item by the line on which it begins."""

    line: int
    """Line number; the first line is 1."""

    parent: int | None
    """Line number of the list item around it, or None."""


class Blocks(NamedTuple):
    """What of a note's structure decides about task lines."""

    items: tuple[ListItem, ...]
    """In the order of lines; of several items that begin on one line, the outermost."""

    headings: tuple[tuple[int, str], ...]
    """Line number and raw text of every top-level heading."""

    too_deep: tuple[int, ...] = ()
    """Line numbers at which something begins that nests too deeply; all of it was passed over."""


def read_blocks(text: str) -> Blocks:
    """Return the list items and top-level headings of a text whose frontmatter has been blanked.

    Line numbers count LF, CRLF and lone CR, as `core.text.rows` does.
    """
    items: dict[int, ListItem] = {}
    headings: list[tuple[int, str]] = []
    around: list[int] = []
    env: dict[str, list[int]] = {TOO_DEEP: []}
    tokens = block_parser().parse(text, env)
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        if token.type == "list_item_open" and token.map:
            line = token.map[0] + 1
            items.setdefault(line, ListItem(line, around[-1] if around else None))
            around.append(line)
        elif token.type == "list_item_close":
            around.pop()
        elif token.type == "heading_open" and token.level == 0 and token.map and following:
            headings.append((token.map[0] + 1, following.content))
    return Blocks(tuple(items.values()), tuple(headings), tuple(env[TOO_DEEP]))


@cache
def block_parser() -> "MarkdownIt":
    """Return the block parser; its `env` needs a list under `TOO_DEEP`, of lines that were passed over."""
    from markdown_it import MarkdownIt

    # Its own limit drops the rest of the note without a word, so ours comes first.
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING + 10}).enable("table")
    parser.disable(["inline", "text_join"])
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("table", TOO_DEEP, _too_deep)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "table"]}
    parser.block.ruler.before("fence", "comment", _between("%%"), interrupts)
    parser.block.ruler.before("fence", "maths", _between("$$"), interrupts)
    return parser


def _too_deep(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Pass over a list or quote that would nest too deeply, up to the end of what it stands in."""
    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if silent or state.level < _NESTING or not _CONTAINER.match(first):
        return False
    state.env[TOO_DEEP].append(start + 1)
    state.line = start + 1
    while state.line < end and (state.isEmpty(state.line) or state.sCount[state.line] >= state.blkIndent):
        state.line += 1
    return True


def _table(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
    """Read a table, but for a header that begins a list item or a quote: these go first (GFM)."""
    from markdown_it.rules_block import table

    first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return not _CONTAINER.match(first) and table(state, start, end, silent)


def _between(mark: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  # markdown-it names no type for a rule
    """Return a block rule for what stands between two marks; without the second it runs to the end."""

    def rule(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        first = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
        if state.is_code_block(start) or not first.startswith(mark) or mark in first[len(mark) :]:
            return False
        if silent:
            return True
        line = start + 1
        while line < end and mark not in state.src[state.bMarks[line] : state.eMarks[line]]:
            line += 1
        state.line = min(line + 1, end)
        token = state.push("html_block", "", 0)
        token.map = [start, state.line]
        return True

    return rule
