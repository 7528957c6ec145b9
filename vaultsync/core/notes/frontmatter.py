"""The frontmatter of a note: where it stands, and the values it gives.

python-frontmatter and PyYAML's C parser read values only; lines and bytes come from the
note itself, since the library strips and renormalises text. Scalars stay text: YAML 1.1
would make 750 of `12:30`, False of `no`, and raise at `2026-02-30`.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from vaultsync.core.notes.plain_frontmatter import plain_values
from vaultsync.core.text import encode

_OPENING_BYTES = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*(?=[\r\n])")
_CLOSING_BYTES = re.compile(rb"[\r\n]---[ \t]*(?:\r\n|\n|\r|\Z)")
_OPENING = re.compile(r"\ufeff?---[ \t]*(?=[\r\n])")
_CLOSING = re.compile(r"[\r\n]---[ \t]*(?:\r\n|\n|\r|\Z)")
_BOUNDARY = re.compile(r"^---[ \t]*$", re.MULTILINE)
_CR = re.compile(r"\r\n?")
_NOTHING = ("", "~", "null", "Null", "NULL")
_MAX_CHARS = 256 * 1024
_MAX_DEPTH = 20

Values = Mapping[str, Any]
"""Keys to text, lists and mappings of such; nothing is None but an empty value."""

Odd = Callable[[str, str], None]
"""Called with a code and a message for what is odd in the frontmatter."""


class BrokenFrontmatter(Exception):  # it is a value that became an exception inside this module
    """The frontmatter cannot be read; the message says why and in which line."""


def frontmatter_end(text: str) -> int:
    """Return the offset just behind the frontmatter, 0 if the note has none.

    As in Obsidian: it begins on the very first line (a BOM may precede it) and
    ends at a line of three hyphens; one that never ends is text.
    """
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end()) if opening else None
    return closing.end() if closing else 0


def frontmatter_size(data: bytes) -> int:
    """Return how many bytes the frontmatter takes: see `frontmatter_end`."""
    opening = _OPENING_BYTES.match(data)
    closing = _CLOSING_BYTES.search(data, opening.end()) if opening else None
    return closing.end() if closing else 0


def read_frontmatter(block: str, odd: Odd = lambda _code, _message: None, only: Container[str] | None = None) -> Values:
    """Return the values of a frontmatter block, `---` lines included.

    Keys are lower-cased, as Obsidian compares them. A key given twice has its last
    value. Aliases, and with them whatever a merge key could repeat, and nesting over
    20 levels are refused, so that no bomb goes off. Bytes that are no UTF-8 are
    read as U+FFFD.

    Args:
        block: As `frontmatter_end` cuts it off, line ends of any kind.
        odd: Told of what is read all the same.
        only: The keys that are asked for, in lower case, if others need not be returned.

    Raises:
        BrokenFrontmatter: The block is no YAML mapping, is too large, or is one of those.
    """
    if len(block) > _MAX_CHARS:
        raise BrokenFrontmatter(f"is longer than {_MAX_CHARS // 1024} KiB")
    block = block.removeprefix("\ufeff")
    if "\r" in block:
        block = _CR.sub("\n", block)
    plain = plain_values(block.rstrip(" \t\n")[block.find("\n") + 1 : -3], only)
    return parsed_values(block, odd) if plain is None else plain


def parsed_values(block: str, odd: Odd) -> Values:
    """Return the values that the YAML parser finds in a frontmatter block with LF line ends: see `read_frontmatter`."""
    import frontmatter

    body = encode(block).decode("utf-8", "replace").strip()
    if any("\udc80" <= sign <= "\udcff" for sign in block):
        odd("not-utf-8", "the frontmatter holds bytes that are no UTF-8")
    try:
        values: Values = frontmatter.parse(body, handler=_handler(odd))[0]
    except BrokenFrontmatter:
        raise
    except Exception as error:  # noqa: BLE001  # what YAML libraries raise at foreign text has no common base
        raise BrokenFrontmatter(_reason(error)) from None
    return values


def _handler(odd: Odd) -> Any:
    """Return python-frontmatter's YAML handler with our own reading of boundaries and values."""
    from frontmatter.default_handlers import YAMLHandler

    class TextHandler(YAMLHandler):
        def load(self, fm: str, **_: object) -> dict[str, Any]:
            value = _document(fm, odd)
            if value is None:
                return {}
            if not isinstance(value, dict):
                raise BrokenFrontmatter(f"is a {'list' if isinstance(value, list) else 'text'}, not a set of keys")
            return value

    return TextHandler(fm_boundary=_BOUNDARY)


def _document(text: str, odd: Odd) -> Any:
    """Return the first document of a YAML text, built from its events."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = iter(yaml.parse(text, Loader=loader))
    for event in events:
        if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
            break
    value = None if isinstance(event, yaml.StreamEndEvent) else _node(event, events, 0, odd)
    if isinstance(value, str):
        # A key of over 1,024 characters is an error that shows only behind it.
        for _ in events:
            pass
    return value


def _node(event: Any, events: Iterator[Any], depth: int, odd: Odd) -> Any:
    import yaml

    if depth > _MAX_DEPTH:
        raise BrokenFrontmatter(f"nests deeper than {_MAX_DEPTH} levels")
    if isinstance(event, yaml.ScalarEvent):
        # The C parser calls a plain scalar's style empty, the other one calls it None.
        return None if not event.style and event.value in _NOTHING else event.value
    if isinstance(event, yaml.SequenceStartEvent):
        return [_node(item, events, depth + 1, odd) for item in _until(events, yaml.SequenceEndEvent)]
    if isinstance(event, yaml.MappingStartEvent):
        found: dict[str, Any] = {}
        for key in _until(events, yaml.MappingEndEvent):
            name = _node(key, events, depth + 1, odd)
            name = name if isinstance(name, str) else repr(name)
            if depth == 0:
                name = name.lower()
            if name in found:
                odd("doubled-key", f"the frontmatter gives `{name[:40]}` twice; the last value counts")
            found[name] = _node(next(events), events, depth + 1, odd)
        return found
    raise BrokenFrontmatter("uses a YAML alias (`*name`), which is not followed")


def _until(events: Iterator[Any], end: type) -> Iterator[Any]:
    for event in events:
        if isinstance(event, end):
            return
        yield event


def _reason(error: Exception) -> str:
    """Return what is wrong in one line, with the line number in the note where YAML knows it."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    where = f" (line {mark.line + 1})" if mark else ""
    return f"is no YAML{where}: {' '.join(str(problem).split())}"
