"""The frontmatter of most notes, read line by line: an answer only where nothing is ambiguous.

Keys with one text, or with a list of texts, one level of keys below a key: that is what Obsidian's own
properties make. For these a reader of lines finds what a YAML parser would find, five times faster;
wherever it cannot prove that, it declines, and `core.frontmatter` asks the parser.
"""

import re
from collections.abc import Mapping
from typing import Any

_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
# A sign that could begin anything else than a word is left to the parser, and so are `: ` and ` #`.
_BARE = r"[\w/](?:[^:#]|:(?=[^ ])|(?<=[^ ])#)*"
_BARE_IN_LIST = r"[\w/][^:#,\[\]{}]*"
_ONE = rf"(?:{_QUOTED}|{_BARE_IN_LIST})"
_LINE = re.compile(
    r"(?P<indent> *)(?P<item>- +)?(?:(?P<key>[A-Za-z_][A-Za-z0-9_-]{0,99}):(?: +|$))?"
    rf"(?:(?P<text>{_QUOTED}|{_BARE})|\[ *(?P<list>{_ONE}(?: *, *{_ONE})*+)? *\])? *"
)
_TEXT = re.compile(_ONE)
_NOTHING = frozenset(("null", "Null", "NULL"))


def plain_values(lines: list[str]) -> Mapping[str, Any] | None:
    """Return the values of a frontmatter, or None where only a YAML parser can tell.

    Args:
        lines: The lines between the two `---`, without line ends.
    """
    block = _Block()
    for line in lines:
        if not line:
            block.take_blank()
        elif not (line.isprintable() and (match := _LINE.fullmatch(line)) and block.take(match)):
            return None
    return block.values


class _Block:
    """The values that the lines of one frontmatter have made so far."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self._below = self.values
        """The keys among which the next one stands: those of the note, or those of one key of it."""

        self._depth = 0
        """Spaces before these keys."""

        self._key = ""
        """The last key."""

        self._takes = _NOTHING_MORE
        """What may stand below the last key."""

        self._items_depth = -1
        self._item: dict[str, Any] = {}
        """The keys of the last item of a list, if it has keys."""

        self._item_depth = -1

    def take_blank(self) -> None:
        """A blank line: a text that went on behind it would have a line end in it."""
        if self._takes is _MORE_WORDS:
            self._takes = _NOTHING_MORE

    def take(self, match: re.Match[str]) -> bool:
        """Take in a line; False if it is unsure."""
        if match["key"] is not None:
            in_item = match["item"] or (self._item and len(match["indent"]) == self._item_depth)
            return self._take_key_of_item(match) if in_item else self._take_key(match)
        if match["text"] is None:
            return False
        if match["item"]:
            return self._take_item(match)
        return self._take_more(match)

    def _take_key(self, match: re.Match[str]) -> bool:
        indent = len(match["indent"])
        if not indent:
            self._below, self._depth = self.values, 0
        elif self._below is self.values:
            if self._takes is not _ANYTHING:
                return False
            self.values[self._key] = self._below = {}
            self._depth = indent
        elif indent != self._depth:
            return False
        self._key = match["key"] if indent else match["key"].lower()
        if self._key in self._below:
            return False
        self._below[self._key] = value = _value(match)
        bare = match["text"] is not None and match["text"][0] not in "\"'"
        self._takes = _MORE_WORDS if bare else _ANYTHING if value is None else _NOTHING_MORE
        self._items_depth = -1
        self._item = {}
        return True

    def _take_key_of_item(self, match: re.Match[str]) -> bool:
        """A key of an item that is itself a set of keys: its first, behind the hyphen, or one below that."""
        if match["text"] is None:
            return False
        if match["item"]:
            self._item = {}
            if not self._opens_item(len(match["indent"]), self._item):
                return False
            self._item_depth = len(match["indent"]) + len(match["item"])
        if match["key"] in self._item:
            return False
        self._item[match["key"]] = _text(match["text"])
        return True

    def _take_item(self, match: re.Match[str]) -> bool:
        """An item of a list below a key."""
        self._item = {}
        return self._opens_item(len(match["indent"]), _text(match["text"]))

    def _opens_item(self, indent: int, item: Any) -> bool:
        """Put an item into the list below the last key, every item as deep as the first."""
        if self._takes is _ANYTHING and indent >= self._depth:
            self._takes, self._items_depth = _ITEMS, indent
            self._below[self._key] = []
        elif self._takes is not _ITEMS or indent != self._items_depth:
            return False
        self._below[self._key].append(item)
        return True

    def _take_more(self, match: re.Match[str]) -> bool:
        """A text that goes on from the line above."""
        if self._takes is not _MORE_WORDS or len(match["indent"]) <= self._depth or match["text"][0] in "\"'":
            return False
        before = self._below[self._key]
        self._below[self._key] = f"{before} {match['text'].rstrip(' ')}"
        return before is not None


_NOTHING_MORE, _ANYTHING, _ITEMS, _MORE_WORDS = range(4)


def _value(match: re.Match[str]) -> Any:
    if match["text"] is not None:
        return _text(match["text"])
    if match["list"] is not None:
        return [_text(text) for text in _TEXT.findall(match["list"])]
    return [] if match[0].rstrip(" ").endswith("]") else None


def _text(written: str) -> str | None:
    if written[0] in "\"'":
        return written[1:-1]
    written = written.rstrip(" ")
    return None if written in _NOTHING else written
