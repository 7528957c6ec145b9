"""The block structure of plain notes, line by line: an answer only where nothing is ambiguous.

Most notes are headings, paragraphs, simple lists, quotes, fences and comments. For these a scanner
finds what markdown-it-py would find, forty times faster; wherever it cannot prove that, it declines,
and `core.notes.blocks` judges. That the two agree is a property of the tests, over every corpus.
"""

import re
from collections.abc import Callable, Sequence

from vaultsync.core.notes.blocks import Blocks, ListItem

# What has been matched is never given back: a line may hold a million spaces.
_ITEM = re.compile(r"( *+)([-*+]|[0-9]{1,9}[.)])( ++|$)")
_SURE_ITEM = re.compile(
    r"( *+)(?:([-*+]|1[.)])|[0-9]{1,9}[.)])( {1,4}+)(?=.)(?![ #>~<|+=-]|``|%%|\$\$|[0-9]{1,9}[.)](?: |$))"
    r"(?:(?!\*)|\*\*(?=[^ *]))[^\t]*+$"
)
"""A list item, words behind it, that can be nothing else; one without group 2 does not end a paragraph."""

_RULE = re.compile(r" *+(?:(?:- *+){3,}+|(?:_ *+){3,}+|(?:\* *+){3,}+)$")
_UNDERLINE = re.compile(r" *+(?:=++|-++) *+$")
_DELIMITER = re.compile(r"[ :|]*+-[ :|-]*+$")
_HEADING = re.compile(r"#{1,6}(?= |$)")
_FENCE = re.compile(r"(`{3,}|~{3,})(.*)$")
_REFERENCE = re.compile(r" {0,3}\[[^\]]+\]:")
_BOX = re.compile(r"\[.\](?:[ \t]|$)", re.DOTALL)
_HTML = re.compile(
    r"</?(?:address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|head|header|hr|html|iframe|legend|li|main|nav|ol|option|p|section|summary|table|tbody|td"
    r"|tfoot|th|thead|title|tr|ul)(?=[ \t]|/?>|$)",
    re.IGNORECASE,
)
"""A block of HTML that ends with a blank line; what begins otherwise, but for comments, is left to the block parser."""

_FIRST_UNSURE = (*"#>`~<|-*+=", "%%", "$$")
"""What a list item may not begin with here: it would open another block inside."""

_LEADERS = frozenset("#`~<%$>")
"""What may begin another block than text at the margin."""

_RULERS = frozenset("-*_=+0123456789")
"""What a rule, an underline or a list item begins with: a tab behind it reaches to the next stop."""


def scan_blocks(rows: Sequence[str], text: str, *, first: int = 1) -> Blocks | None:
    """Return the structure of a note, or None where only the block parser can tell.

    Args:
        rows: The lines of the text, without line ends.
        text: The same as one text.
        first: The number of the first line.
    """
    # Python breaks lines wherever there is odd space, and all but this sign of it: ten times faster than a pattern.
    if len(text.splitlines()) != len(rows) or "\x1f" in text:
        return None
    return _Scan().run(rows, first)


def _words_of_heading(text: str) -> str:
    """Return the text of a heading without the `#`s that may close it."""
    words = text.rstrip("#")
    return words.rstrip(" ") if not words or words.endswith(" ") else text


class _Scan:
    """One pass over the lines of one note, or of one quote in it."""

    def __init__(self, *, quoted: bool = False) -> None:
        self._items: list[ListItem] = []
        self._headings: list[tuple[int, str]] = []
        self._open: list[tuple[int, int]] = []
        """Line and content column of each list item that is still open, the outermost first."""

        self._paragraph = False
        """Whether the next line may go on with a paragraph."""

        self._ends: Callable[[str], bool] | None = None
        """Inside a fence, a comment or HTML: whether a line ends it."""

        self._quote: list[str] = []
        """The lines of the quote that goes on, without their `>`."""

        self._after_quote = False
        """Whether no blank line has come since a quote, which may still go on."""

        self._quoted = quoted

    def run(self, rows: Sequence[str], first: int) -> Blocks | None:
        """Return the structure of the lines, or None as soon as one is ambiguous: then the block parser must tell."""
        sure_item = _SURE_ITEM.match
        for number, row in enumerate(rows, first):
            if self._ends is None and not self._quote:
                if not row:
                    self._paragraph = self._after_quote = False
                    continue
                if row[0].isalpha():
                    self._words()
                    continue
                if (item := sure_item(row)) and self._sure_item(number, item):
                    continue
            if not self._line(number, row):
                return None
        if self._quote and not self._end_of_quote(first + len(rows), blank=True):
            return None
        return Blocks(tuple(self._items), tuple(self._headings))

    def _line(self, number: int, row: str) -> bool:
        """Take in any line; False if it is unsure."""
        if self._ends is not None:
            if self._ends(row):
                self._ends = None
            return True
        if row[:1] == ">":
            if self._quoted or self._after_quote or "\t" in row:
                return False
            self._quote.append(row[2:] if row[1:2] == " " else row[1:])
            return True
        blank = not row.strip(" \t")
        if self._quote and not self._end_of_quote(number, blank=blank):
            return False
        if blank:
            self._paragraph = self._after_quote = False
            return True
        return self._block(number, _with_spaces(row) if row[0] in " \t" else row)

    def _end_of_quote(self, number: int, *, blank: bool) -> bool:
        """Take in the quote that ends above a line; False if it, or what may go on with it, is unsure."""
        quote, self._quote = self._quote, []
        self._close(0)
        # Its last paragraph may go on below it.
        self._paragraph = self._after_quote = not blank
        if not any(map(_BOX.search, quote)):
            return True
        found = _Scan(quoted=True).run(quote, number - len(quote)) if blank else None
        if found is None:
            return False
        self._items += found.items
        return True

    def _block(self, number: int, row: str) -> bool:
        """Take in a line that is not blank; False if it is unsure."""
        column = len(row) - len(row.lstrip(" "))
        first = row[column]
        if column > 3 and not self._open:
            # Code, or a paragraph that goes on; only a quote is unsure, which the parser takes for one that goes on.
            return first != ">"
        if first in _RULERS and (sure := self._ruled(number, column, row)) is not None:
            return sure
        if self._open and "|" in row and ("\t" in row or _DELIMITER.match(row)):
            return False  # it may make a table of the line above
        if first in _LEADERS:
            return not column and (self._heading(number, row) if first == "#" else self._leaf(row))
        return self._text(column, row)

    def _ruled(self, number: int, column: int, row: str) -> bool | None:
        """A rule or a list item, and whether it is sure; None if it is neither."""
        if "\t" in row or (self._paragraph and _UNDERLINE.match(row)):
            return False
        if _RULE.match(row):
            self._close(column)
            self._paragraph = False
            return column == 0
        item = _ITEM.match(row)
        return self._item(number, row, item) if item else None

    def _words(self) -> None:
        """A line of a paragraph that begins with a letter at the margin."""
        if not self._paragraph:
            self._open.clear()
            self._paragraph = True

    def _text(self, column: int, row: str) -> bool:
        """A line of a paragraph, or what only looks like more."""
        if not self._paragraph:
            if column > 3 or _REFERENCE.match(row):
                return False
            self._close(column)
        self._paragraph = True
        return True

    def _heading(self, number: int, row: str) -> bool:
        """A heading at the margin, or a `#tag` that begins a text."""
        if "\t" in row:
            return False
        heading = _HEADING.match(row)
        if heading is None:
            return self._text(0, row)
        self._headings.append((number, _words_of_heading(row[heading.end() :].strip(" "))))
        self._close(0)
        self._paragraph = False
        return True

    def _leaf(self, row: str) -> bool:
        """What begins another block at the margin, if it does: that closes every list."""
        self._ends = _end_of(row)
        if self._ends is None:
            # `%%` twice in one line or inline code is text, but what else `<` begins is not known here.
            return row[0] != "<" and self._text(0, row)
        if self._ends(row) and row[0] == "<":
            self._ends = None
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
        if column - (around[1] if around else 0) > 3 or not content or content.startswith(_FIRST_UNSURE):
            return False
        if _ITEM.match(content):
            return False
        self._open = inside
        self._items.append(ListItem(number, around[0] if around else None))
        self._open.append((number, column + len(marker) + (len(gap) if len(gap) < 5 else 1)))
        self._paragraph = True
        return len(gap) < 5

    def _sure_item(self, number: int, item: re.Match[str]) -> bool:
        """Take in a list item; False, and nothing is taken in, where it depends on what stands around it."""
        column, around = item.end(1), self._open
        if around and around[-1][1] > column:
            around = [each for each in around if each[1] <= column]
        elif self._paragraph and not item[2]:
            return False
        if column - (around[-1][1] if around else 0) > 3:
            return False
        self._items.append(ListItem(number, around[-1][0] if around else None))
        around.append((number, item.end(3)))
        self._open = around
        self._paragraph = True
        return True

    def _close(self, column: int) -> None:
        """Close the list items whose content stands to the right of a column."""
        while self._open and self._open[-1][1] > column:
            self._open.pop()


def _with_spaces(row: str) -> str:
    """Return a line with spaces in place of the tabs that it begins with."""
    start = len(row) - len(row.lstrip(" \t"))
    return row[:start].expandtabs(4) + row[start:]


def _end_of(row: str) -> Callable[[str], bool] | None:
    """Return what ends the fence, comment, maths or HTML that a line begins; None if it begins none."""
    if row[0] == "<":
        if row.startswith("<!--"):
            return lambda line: "-->" in line
        return (lambda line: not line.strip(" \t")) if _HTML.match(row) else None
    mark = row[:2]
    if mark in ("%%", "$$"):
        return (lambda line: mark in line) if mark not in row[2:] else None
    fence = _FENCE.match(row)
    if fence is None or (row[0] == "`" and "`" in fence[2]):
        return None
    return lambda line: _closes(line, fence[1])


def _closes(line: str, fence: str) -> bool:
    """Whether a line closes a fence: as many of its signs or more, and nothing else but up to three spaces before."""
    closing = line.strip(" \t")
    before = len(line) - len(line.lstrip(" \t"))
    return closing.startswith(fence) and not closing.strip(fence[0]) and len(line[:before].expandtabs(4)) < 4
