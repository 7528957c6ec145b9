"""The frontmatter of most notes, read by patterns: an answer only where nothing is ambiguous.

Keys with one text, or with a list of texts, one level of keys below a key: that is what Obsidian's own
properties make. One pattern proves that a frontmatter has nothing else, another takes it apart: what a
YAML parser would find, twenty times faster. Wherever there is no proof, `core.notes.frontmatter` asks the
parser.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
_QUOTED = r"(?:\"[^\"\\\n]*+\"|'[^'\n]*+')"
# A sign that could begin anything else than a word is left to the parser, and so are `: ` and ` #`.
_BARE = r"[\w/][^:#\n]*+(?:(?::(?![ \n])|(?<! )#)[^:#\n]*+)*+"
_TEXT = rf"(?:{_QUOTED} *+|{_BARE})"
_ONE = rf"(?:{_QUOTED}|[\w/][^:#,\[\]{{}}\n]*+)"
_LIST = rf"\[ *+(?:{_ONE}(?: *+, *+{_ONE})*+)? *+\] *+"
_PLAIN = re.compile(
    rf"\n*+(?:{_KEY}:(?:"
    rf" ++(?:{_QUOTED} *+\n|{_BARE}\n(?: ++{_BARE}\n)*+|{_LIST}\n)"
    r"| *+\n(?:"
    rf"(?=(?P<indent> *+)- )(?:(?P=indent)- ++{_TEXT}\n)++(?! *+-)"
    # Sets of keys, in a list or not: of no use to us, but they have to be what they seem.
    r"|(?=(?P<dent> *+)- )"
    rf"(?:(?P=dent)- (?:{_TEXT}\n|{_KEY}: ++{_TEXT}\n(?:(?P=dent)  {_KEY}: ++{_TEXT}\n)*+))++"
    rf"|(?=(?P<below> ++){_KEY}:)(?:(?P=below){_KEY}:(?: ++(?:{_TEXT}|{_LIST})\n"
    rf"| *+\n(?:(?=(?P<deep>(?P=below) *+)- )(?:(?P=deep)- ++{_TEXT}\n)++)?))++"
    r")?)\n*+)*+"
)
"""Lines that can be nothing else than keys, each with all that stands below it."""

_ENTRY = re.compile(rf"\n({_KEY}):([^\n]*+)((?:\n[ -][^\n]*+)*+)")
"""One of them, in lines that are known to be such: the key, what stands behind it, and the lines below."""

_ITEM = re.compile(r"\n *+- ++([^\n]++)")
_LISTED = re.compile(_ONE)
_KEY_BELOW = re.compile(rf"\n *+(- )?({_KEY}):(?![^ \n])")
_NULL = frozenset(("null", "Null", "NULL"))
_NOTHING = frozenset(("", *_NULL))


def plain_values(block: str, only: Container[str] | None = None) -> Mapping[str, Any] | None:
    """Return the values of a frontmatter, or None where only a YAML parser can tell.

    Args:
        block: The lines between the two `---`, each with a LF behind it.
        only: The keys that are asked for, in lower case; all if None.
    """
    if not block.replace("\n", "").isprintable() or not _PLAIN.fullmatch(block):
        return None
    entries = _ENTRY.findall("\n" + block)
    values: dict[str, Any] = {}
    keys = set()
    for written, behind, below in entries:
        key = written.lower()
        keys.add(key)
        if only is not None and key not in only:
            if below and ":" in below and _has_key_twice(below):
                return None
        elif not below:
            values[key] = _behind(behind.strip(" "))
        elif _KEY_BELOW.search(below) or behind.strip(" ") in _NULL:
            return None
        else:
            values[key] = _below(behind.strip(" "), below)
    return values if len(keys) == len(entries) else None


def _has_key_twice(below: str) -> bool:
    """Whether a set of keys has one of them twice; the first of each set in a list has its `- ` before it."""
    found = _KEY_BELOW.findall(below)
    if len({key for _, key in found}) == len(found):
        return False
    seen: set[str] = set()
    for first, key in found:
        if first:
            seen.clear()
        if key in seen:
            return True
        seen.add(key)
    return False


def _behind(text: str) -> str | list[str | None] | None:
    """Return the value of a key with nothing below it."""
    if text[:1] == "[":
        return [*_listed(text)]
    if text in _NOTHING:
        return None
    return text[1:-1] if text[0] in "\"'" else text


def _below(behind: str, below: str) -> str | list[str | None]:
    """Return the value of a key with lines below it, which go on with a text or are a list."""
    if behind:
        return " ".join([behind, *(line.strip(" ") for line in below[1:].split("\n"))])
    return _values(_ITEM.findall(below))


@lru_cache(maxsize=1_000)
def _listed(written: str) -> Sequence[str | None]:
    """Return the values of a list in brackets: those of tags are alike in many notes."""
    return _values(_LISTED.findall(written))


def _values(texts: Iterable[str]) -> list[str | None]:
    texts = map(str.rstrip, texts)
    return [text[1:-1] if text[0] in "\"'" else None if text in _NULL else text for text in texts]
