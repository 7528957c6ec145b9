"""The frontmatter of most notes, read by one pattern: an answer only where nothing is ambiguous.

Keys with one text, or with a list of texts, one level of keys below a key: that is what Obsidian's own
properties make. A pattern takes each key with all that stands below it, and finds what a YAML parser
would find, ten times faster; wherever it cannot prove that, it declines, and `core.notes.frontmatter` asks
the parser.
"""

import re
from collections.abc import Container, Mapping
from typing import Any

_KEY = r"[A-Za-z_][A-Za-z0-9_-]{0,99}"
_QUOTED = r"(?:\"[^\"\\\n]*+\"|'[^'\n]*+')"
# A sign that could begin anything else than a word is left to the parser, and so are `: ` and ` #`.
_BARE = r"[\w/][^:#\n]*+(?:(?::(?![ \n])|(?<! )#)[^:#\n]*+)*+"
_TEXT = rf"(?:{_QUOTED} *+|{_BARE})"
_ONE = rf"(?:{_QUOTED}|[\w/][^:#,\[\]{{}}\n]*+)"
_LIST = rf"\[ *+(?:{_ONE}(?: *+, *+{_ONE})*+)? *+\] *+"
_ENTRY = re.compile(
    rf"(?P<key>{_KEY}):(?:"
    rf" ++(?:(?P<quoted>{_QUOTED}) *+\n|(?P<bare>{_BARE})\n(?P<more>(?: ++{_BARE}\n)*+)|(?P<list>{_LIST})\n)"
    r"| *+\n(?:"
    rf"(?P<items>(?=(?P<indent> *+)- )(?:(?P=indent)- ++{_TEXT}\n)++)(?! *+-)"
    # Sets of keys, in a list or not: of no use to us, but they have to be what they seem.
    r"|(?P<sets>(?=(?P<dent> *+)- )"
    rf"(?:(?P=dent)- (?:{_TEXT}\n|{_KEY}: ++{_TEXT}\n(?:(?P=dent)  {_KEY}: ++{_TEXT}\n)*+))++)"
    rf"|(?P<keys>(?=(?P<below> ++){_KEY}:)(?:(?P=below){_KEY}:(?: ++(?:{_TEXT}|{_LIST})\n"
    rf"| *+\n(?:(?=(?P<deep>(?P=below) *+)- )(?:(?P=deep)- ++{_TEXT}\n)++)?))++)"
    r")?)\n*+"
)
_LISTED = re.compile(_ONE)
_KEYS_OF_SET = re.compile(rf"^ *(- )? *({_KEY}):(?= |$)", re.MULTILINE)
_NOTHING = frozenset(("null", "Null", "NULL"))


def plain_values(block: str, only: Container[str] | None = None) -> Mapping[str, Any] | None:
    """Return the values of a frontmatter, or None where only a YAML parser can tell.

    Args:
        block: The lines between the two `---`, each with a LF behind it.
        only: The keys that are asked for, in lower case; all if None.
    """
    if not block.replace("\n", "").isprintable():
        return None
    values: dict[str, Any] = {}
    keys: list[str] = []
    match = _ENTRY.match
    at, end = len(block) - len(block.lstrip("\n")), len(block)
    while at < end:
        entry = match(block, at)
        if entry is None:
            return None
        at = entry.end()
        key = entry[1].lower()
        keys.append(key)
        kind = entry.lastgroup
        wanted = only is None or key in only
        if kind in ("sets", "keys") and (wanted or not _each_key_once(entry[kind])):
            return None
        if kind == "more" and entry["more"] and entry["bare"].rstrip(" ") in _NOTHING:
            return None
        if wanted:
            values[key] = _value(entry, kind)
    return values if len(set(keys)) == len(keys) else None


def _each_key_once(sets: str) -> bool:
    """Whether no set of keys has one of them twice."""
    seen: set[str] = set()
    for first, key in _KEYS_OF_SET.findall(sets):
        if first:
            seen.clear()
        if key in seen:
            return False
        seen.add(key)
    return True


def _value(entry: re.Match[str], kind: str | None) -> Any:
    """Return the value of a key; `kind` is the last group of the pattern that it has."""
    if kind == "more":
        if not entry["more"]:
            return _text(entry["bare"])
        return " ".join(line.strip(" ") for line in [entry["bare"], *entry["more"].split("\n")[:-1]])
    if kind == "quoted":
        return entry["quoted"][1:-1]
    if kind == "items":
        return [_text(line.lstrip(" ")[1:].strip(" ")) for line in entry["items"].split("\n")[:-1]]
    if kind == "list":
        return [_text(text) for text in _LISTED.findall(entry["list"])]
    return None


def _text(written: str) -> str | None:
    if written[0] in "\"'":
        return written[1 : written.rindex(written[0])]
    written = written.rstrip(" ")
    return None if written in _NOTHING else written
