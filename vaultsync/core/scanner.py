"""The block structure of plain notes, line by line: an answer only where nothing is ambiguous.

Most notes are headings, paragraphs, simple lists and fences. For these a scanner finds what
markdown-it-py would find, forty times faster; wherever it cannot prove that, it declines, and
`core.blocks` judges. That the two agree is a property of the tests, over every corpus.
"""

import re
from collections.abc import Sequence

from vaultsync.core.blocks import Blocks, ListItem

_UNSURE = re.compile(
    r"%%"  # a comment of Obsidian's
    r"|^[ >*+\-0-9.)]*+(?:<|\$\$)"  # HTML or maths
    r"|^ *+\t|^[ >]*+(?:[-*+]|[0-9]++[.)]) *+\t"  # tabs reach the next stop
    r"|^ *+>[^\r\n]*\[[^\r\n]\](?:[ \t\r\n]|\Z)"  # a checkbox in a quote
    r"|^[ >*+\-0-9.)]++(?<=[ >*+\-.)])(?:```|~~~)"  # a fence inside a quote or a list
    r"|^ {0,3}\[[^\]\r\n]+\]:"  # a link reference, which may swallow lines
    r"|[\v\f\x1c-\x1f\x85\u2028\u2029]",
    re.MULTILINE,
)
# What has been matched is never given back: a line may hold a million spaces.
_ITEM = re.compile(r"( *+)([-*+]|[0-9]{1,9}[.)])( ++|$)")
_RULE = re.compile(r" *+(?:(?:- *+){3,}+|(?:_ *+){3,}+|(?:\* *+){3,}+)$")
_UNDERLINE = re.compile(r" *+(?:=++|-++) *+$")
_DELIMITER = re.compile(r"[ :|]*+-[ :|-]*+$")
_HEADING = re.compile(r"#{1,6}(?= |$)")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
_FIRST_UNSURE = frozenset("#>`~<|-*+=")
"""What a list item may not begin with here: it would open another block inside."""


def scan_blocks(rows: Sequence[tuple[str, str]], text: str) -> Blocks | None:
    """Return the structure of a note, or None where only the block parser can tell.

    Args:
        rows: The lines of the text, as `core.text.rows` gives them.
        text: The note with its frontmatter blanked.
    """
    if _UNSURE.search(text):
        return None
    return _Scan().run(rows)


def _words_of_heading(text: str) -> str:
    """Return the text of a heading without the `#`s that may close it."""
    words = text.rstrip("#")
    return words.rstrip(" ") if not words or words.endswith(" ") else text


class _Scan:
    """One pass over the lines of one note."""

    def __init__(self) -> None:
        self._items: list[ListItem] = []
        self._headings: list[tuple[int, str]] = []
        self._open: list[tuple[int, int]] = []
        """Line and content column of each list item that is still open, the outermost first."""

        self._paragraph = False
        """Whether the next line may go on with a paragraph."""

        self._fence = ""

    def run(self, rows: Sequence[tuple[str, str]]) -> Blocks | None:
        """Return what the lines make, or None at the first that is unsure."""
        for number, (row, _) in enumerate(rows, 1):
            if self._fence:
                self._inside_fence(row)
            elif not row.strip(" "):
                self._paragraph = False
            elif not self._block(number, row):
                return None
        return Blocks(tuple(self._items), tuple(self._headings))

    def _inside_fence(self, row: str) -> None:
        closing = row.strip(" ")
        if (
            len(row) - len(row.lstrip(" ")) < 4
            and closing.startswith(self._fence)
            and not closing.strip(self._fence[0])
        ):
            self._fence = ""

    def _block(self, number: int, row: str) -> bool:
        """Take in a line that is not blank; False if it is unsure."""
        column = len(row) - len(row.lstrip(" "))
        if self._joins_what_stands_above(row):
            return False
        item = _ITEM.match(row)
        if _RULE.match(row):
            self._close(column)
            self._paragraph = False
            return column == 0
        if item:
            return self._item(number, row, item)
        if column == 0 and row[0] in "#`~":
            return self._leaf(number, row)
        if row[column] in "#`~" or (column > 3 and not self._paragraph):
            return False
        if row[column] == ">":
            # Nothing in a quote matters here, but its last paragraph may go on below it.
            self._close(column)
        elif not self._paragraph:
            self._close(column)
        self._paragraph = True
        return column == 0 or row[column] != ">"

    def _joins_what_stands_above(self, row: str) -> bool:
        """Whether a line may turn a paragraph into a heading of two lines, or into a table."""
        if self._paragraph and _UNDERLINE.match(row):
            return True
        return bool(self._open) and "|" in row and _DELIMITER.match(row) is not None

    def _leaf(self, number: int, row: str) -> bool:
        """A heading or a fence at the margin: it closes every list."""
        heading = _HEADING.match(row)
        if row[0] == "#" and "\t" in row:
            return False
        fence = _FENCE.match(row)
        if heading:
            self._headings.append((number, _words_of_heading(row[heading.end() :].strip(" "))))
        elif fence and (fence[1][0] == "~" or "`" not in fence[2]):
            self._fence = fence[1]
        else:
            # `#tag` or inline code at the margin: text, which goes on with a paragraph if there is one.
            if not self._paragraph:
                self._close(0)
            self._paragraph = True
            return True
        self._close(0)
        self._paragraph = False
        return True

    def _item(self, number: int, row: str, item: re.Match[str]) -> bool:
        column, marker, gap = len(item[1]), item[2], item[3]
        content = row[item.end() :]
        numbered_late = marker[:-1].isdigit() and int(marker[:-1]) != 1
        inside = [each for each in self._open if each[1] <= column]
        if self._paragraph and (numbered_late or not content) and len(inside) == len(self._open):
            return False  # it may be the paragraph going on
        around = inside[-1] if inside else None
        if column - (around[1] if around else 0) > 3 or not content or content[0] in _FIRST_UNSURE:
            return False
        if _ITEM.match(content):
            return False
        self._open = inside
        self._items.append(ListItem(number, around[0] if around else None))
        self._open.append((number, column + len(marker) + (len(gap) if len(gap) < 5 else 1)))
        self._paragraph = True
        return len(gap) < 5

    def _close(self, column: int) -> None:
        """Close the list items whose content stands to the right of a column."""
        while self._open and self._open[-1][1] > column:
            self._open.pop()
