"""One Markdown file → what the index keeps of it, each line looked at once.

Most notes hold no task and most lines are plain, so whatever costs time waits for a reason: bytes are
searched before they are decoded, and lines, blocks and frontmatter are given to the full readings only
where the plain ones decline.
"""

import codecs
import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Diagnostic, Gist, Stated
from vaultsync.core.notes.blocks import Blocks, ListItem, read_blocks
from vaultsync.core.notes.facts import KEYS, kept_facts, source_link
from vaultsync.core.notes.frontmatter import BrokenFrontmatter, frontmatter_size, read_frontmatter
from vaultsync.core.notes.mojibake import repair
from vaultsync.core.notes.scanner import scan_blocks
from vaultsync.core.notes.task_line import is_task
from vaultsync.core.text import decode

_BOX = re.compile(r"\[[^\r\n]\](?=[ \t\r\n]|\Z)")
_MAY_BE_BOX = re.compile(rb"\[[^\r\n][\x80-\xbf]*+\](?![^ \t\r\n])")
"""A checkbox in bytes, whose sign may take several of them."""

_ITEM = re.compile(r"\ufeff?[ \t>]*(?:[-*+]|[0-9]{1,9}[.)]) +\[[^\r\n]\](?=[ \t]|\Z)")
_BOM = "\ufeff"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
MAX_INTRICATE = 4 * 1024 * 1024
"""Characters up to which a note that only the block parser can judge is read."""

MAX_ROWS = 2_000_000
"""Lines up to which a note is read: each takes a few hundred bytes while it is."""

MAX_BOXES = 50_000
"""Checkboxes up to which a note is read: an export of more would keep every command from the other notes."""

MAX_TASK = 1024 * 1024
"""Characters up to which a line is read as a task: it is kept, printed and compared whole."""

Tell = Callable[..., None]
"""Takes what is odd: its code and message, and, where they are known, its line and the remedy."""


def read_gist(path: str, data: bytes, conventions: Conventions) -> Gist:
    """Read one note as far as the index keeps it; whatever the bytes are, this does not raise.

    Args:
        path: Relative to the vault, with `/` between folders.
        data: The file's bytes, in any encoding and with any line ends.
        conventions: How the vault is to be read.

    Returns:
        The facts of the note, its task lines in the order of lines, and a
        diagnostic for everything that is odd but for what these lines say.
    """
    diagnostics: list[Diagnostic] = []

    def odd(code: str, message: str, line: int = 0, remedy: str = "") -> None:
        diagnostics.append(Diagnostic(path=path, line=line, code=code, message=message, remedy=remedy))

    if data.startswith(_UTF_16):
        odd("encoding", "the note is written in UTF-16 and is not read", 0, "Save it as UTF-8.")
    start = frontmatter_size(data)
    not_live = conventions.why_not_live(path)

    def told(code: str, message: str, line: int = 1, remedy: str = "") -> None:
        if not_live != "template":  # its placeholders are no values yet
            odd(code, message, line, remedy)

    values = _frontmatter(decode(data[:start]), told) if start else {}
    facts = kept_facts(path, values, link=source_link(data, start), odd=told)
    body = _Body.of(data, start, odd)
    if body is None:
        return Gist(path, facts, not_live, (), tuple(diagnostics), 0)
    blocks = body.blocks(odd)
    boxes = list(body.boxes(blocks))
    if len(boxes) > MAX_BOXES:
        odd("too-large", f"the note has {len(boxes):,} checkboxes and is not read", 0, "Split it, or exclude it.")
        return Gist(path, facts, not_live, (), tuple(diagnostics), len(boxes))
    stated = tuple(_stated(boxes, blocks.headings, conventions, odd))
    return Gist(path, facts, not_live, stated, tuple(diagnostics), len(boxes))


@lru_cache(maxsize=2)
def task_lines(data: bytes) -> frozenset[int]:
    """Return the lines of a note that are list items with a checkbox, and not code, comment or frontmatter.

    The last notes are remembered: many tasks of one may be tried one by one.

    Args:
        data: The note's bytes.

    Returns:
        Their numbers; the first line is 1.
    """
    body = _Body.of(data, frontmatter_size(data), lambda *_: None)
    if body is None:
        return frozenset()
    return frozenset(item.line for item, _, _ in body.boxes(body.blocks(lambda *_: None)))


def _frontmatter(block: str, odd: Tell) -> dict[str, object]:
    try:
        return dict(read_frontmatter(block, odd, KEYS))
    except BrokenFrontmatter as broken:
        odd(
            "frontmatter",
            f"the frontmatter {broken}",
            1,
            "Correct it in Obsidian's source mode; its facts are not read.",
        )
        return {}


class _Body:
    """The lines of a note from its frontmatter down to its last checkbox."""

    def __init__(self, text: str, above: int) -> None:
        self._text = text
        # Lines as Markdown sees them: it breaks them at nothing but these.
        self._rows = (text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text).split("\n")
        self._above = above
        """How many lines the frontmatter has."""

    @classmethod
    def of(cls, data: bytes, start: int, odd: Tell) -> "_Body | None":
        """Return the lines, or None if none of them has a checkbox or they are too many."""
        last = -1
        for box in _MAY_BE_BOX.finditer(data, start):
            last = box.end()
        if last < 0:
            return None
        if len(data) > MAX_ROWS and data.count(b"\n") + data.count(b"\r") > MAX_ROWS:
            odd("too-large", f"the note has over {MAX_ROWS:,} lines and is not read", 0, "Split it, or exclude it.")
            return None
        ends = [end for end in (data.find(b"\n", last), data.find(b"\r", last)) if end >= 0]
        above = data.count(b"\n", 0, start)
        if b"\r" in data[:start]:
            above += data.count(b"\r", 0, start) - data.count(b"\r\n", 0, start)
        return cls(decode(data[start : min(ends, default=len(data))]), above)

    def boxes(self, blocks: Blocks) -> Iterator[tuple[ListItem, str, int]]:
        """Yield the list items that have a checkbox, each with its line and the offset behind the checkbox."""
        rows, before = self._rows, self._above + 1
        for item in blocks.items:
            row = rows[item[0] - before]
            if box := _ITEM.match(row):
                yield item, row, box.end()

    def blocks(self, odd: Tell) -> Blocks:
        """Return the structure of these lines."""
        rows = self._rows
        if rows[0].startswith(_BOM):
            rows = [rows[0].removeprefix(_BOM), *rows[1:]]
        plain = scan_blocks(rows, self._text, first=self._above + 1)
        if plain is not None:
            return plain
        # Blank the frontmatter, not cut it: the numbers below it must stay true.
        text = "\n" * self._above + "\n".join(rows)
        if len(text) > MAX_INTRICATE:
            odd("too-large", f"the note is too large to read ({len(text):,} characters)", 0, "Split it, or exclude it.")
            return Blocks((), ())
        blocks = read_blocks(text)
        for line in blocks.too_deep:
            odd("too-deep", "nested too deeply to be read", line, "Move it up.")
        return blocks


def _stated(
    boxes: Sequence[tuple[ListItem, str, int]], headings: Sequence[tuple[int, str]], conventions: Conventions, odd: Tell
) -> Iterator[Stated]:
    """Yield the list items with a checkbox that state a task of this vault."""
    tag = conventions.task_tag
    # Then `tag in raw` tells: neither a block id nor the repair of misread signs can add a word with `#`, or take one.
    plain = not tag or (tag.isascii() and tag[0] == "#" and not any(map(str.isspace, tag)))
    heading, above = "", 0
    for item, raw, behind in boxes:
        if tag.isascii() and tag not in raw:
            continue
        if len(raw) > MAX_TASK:
            odd("too-large", f"a line of {len(raw):,} characters is not read as a task", item.line, "Shorten it.")
            continue
        if not (plain and raw.find(tag, behind) >= 0 and _is_clean(raw)) and not is_task(raw, conventions):
            continue
        while above < len(headings) and headings[above][0] <= item.line:
            heading = repair(headings[above][1])
            above += 1
        yield Stated(item.line, raw, heading, item.parent)


def _is_clean(raw: str) -> bool:
    """Whether a line has no misread signs, and none that end a line for the Tasks plugin alone."""
    return raw.isascii() or not ("\u2028" in raw or "\u2029" in raw or repair(raw) != raw)
