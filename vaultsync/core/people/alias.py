"""A further alias in a person note's frontmatter, as an edit of the lines that it takes."""

import re
from typing import Any, Final, NamedTuple

from vaultsync.core.editing.splice import splice
from vaultsync.core.errors import NoteChanged, NotWritable
from vaultsync.core.model import Edit
from vaultsync.core.notes.facts import note_facts, plain
from vaultsync.core.notes.frontmatter import BrokenFrontmatter, Values, frontmatter_end, read_frontmatter
from vaultsync.core.notes.mojibake import repair
from vaultsync.core.text import decode, rows

_PLAIN: Final = re.compile(r"[^\W\d_](?:[\w .’'–-]*[\w.’'])?")
_NO_TEXT: Final = frozenset("true false yes no on off null y n".split())
"""What YAML readers take for something other than text, in lower case."""

_NO_UTF_8: Final = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)
_ESCAPED: Final = re.compile(
    r'[\\"]|[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]'
)
_DASH: Final = re.compile(r"[ \t]*-[ \t]+")


class _Entry(NamedTuple):
    """Where the aliases stand: offsets in the text between the two `---` lines, line ends being LF."""

    key: int
    start: int
    end: int
    kind: str
    """`scalar`, `flow` or `block`."""

    last: int | None
    """Where the last item of a list ends; None where there is none."""


def alias_edits(path: str, data: bytes, alias: str) -> tuple[Edit, ...]:
    """Return the edit that adds an alias to a note's frontmatter; none if the note has it.

    Only `aliases` changes: a list gets one more item in its own style, a text becomes a list, and a note without
    `aliases`, or without frontmatter, gets them. What the edit makes has been read again: it gives the old
    aliases and the new one, and every other value as before.

    Args:
        path: The note, relative to the vault.
        data: Its bytes.
        alias: One line of text; links in it are read as what they show.

    Raises:
        NotWritable: The frontmatter cannot be read, or is written in a way that leaves no place for one more.
        ValueError: The alias has no text.
    """
    wanted = plain(repair(" ".join(alias.translate(_NO_UTF_8).split())))
    if not wanted:
        raise ValueError("an alias has no text")
    text = decode(data)
    try:
        values = _values(text)
    except BrokenFrontmatter as broken:
        raise NotWritable(
            f"{path}: the frontmatter {broken}", remedy="Correct it in Obsidian's source mode, then repeat the command."
        ) from None
    before = _aliases(path, values)
    if wanted in before:
        return ()
    if not text.removeprefix("\ufeff"):
        raise NotWritable(f"{path} is empty", remedy="Write a line in it, then repeat the command.")
    edit = _edit(path, text, wanted, before)
    try:
        after = _values(decode(splice(data, [edit])))
    except (BrokenFrontmatter, NoteChanged):
        raise _no_place(path) from None
    others = {key: value for key, value in values.items() if key != "aliases"}
    if _aliases(path, after) != (*before, wanted) or {k: v for k, v in after.items() if k != "aliases"} != others:
        raise _no_place(path)
    return (edit,)


def _no_place(path: str) -> NotWritable:
    return NotWritable(
        f"{path}: the frontmatter leaves no place for one more alias that would be sure to be read",
        remedy="Add the alias to the note's properties in Obsidian, or to the configuration.",
    )


def _values(text: str) -> Values:
    end = frontmatter_end(text)
    return read_frontmatter(text[:end]) if end else {}


def _aliases(path: str, values: Values) -> tuple[str, ...]:
    return note_facts(path, values, odd=lambda _code, _message: None).aliases


def _edit(path: str, text: str, alias: str, before: tuple[str, ...]) -> Edit:
    text = text.removeprefix("\ufeff")
    lines = [row for row, _ in rows(text)]
    end = frontmatter_end(text)
    if not end:
        new = ("---", "aliases:", f"  - {_scalar(alias)}", "---", lines[0])
        return Edit(path=path, line=1, before=(lines[0],), after=new)
    inner = [row for row, _ in rows(text[:end])][1:-1]
    block = "\n".join(inner)
    column, entry = _entry(block)
    if entry is None:
        closing = len(inner) + 1
        pair = (lines[closing - 1], lines[closing])
        added = (f"{' ' * column}aliases:", f"{' ' * column}  - {_scalar(alias)}")
        return Edit(path=path, line=closing, before=pair, after=(pair[0], *added, pair[1]))
    start, stop, new_text = _changed(block, entry, alias, before)
    first = block.count("\n", 0, entry.key)
    last = max(block.count("\n", 0, stop), first)
    whole = block[:start] + new_text + block[stop:]
    grown = len(whole.split("\n")) - len(inner)
    new_lines = whole.split("\n")[first : last + 1 + grown]
    return Edit(path=path, line=first + 2, before=tuple(inner[first : last + 1]), after=tuple(new_lines))


def _changed(block: str, entry: _Entry, alias: str, before: tuple[str, ...]) -> tuple[int, int, str]:
    """Return which part of the block is replaced, and by what."""
    if entry.kind == "flow":
        if entry.last is None:
            return entry.start + 1, entry.start + 1, _scalar(alias)
        return entry.last, entry.last, f", {_scalar(alias)}"
    if entry.kind == "block":
        line = block.rfind("\n", 0, entry.start) + 1
        dash = _DASH.match(block, line)
        end = _end_of_line(block, entry.last or entry.start)
        return end, end, f"\n{dash[0] if dash else '- '}{_scalar(alias)}"
    if not before and not block[entry.start : entry.end].strip():
        key = block.rfind("\n", 0, entry.key) + 1
        end = _end_of_line(block, entry.key + 1)
        return end, end, f"\n{' ' * (entry.key - key)}  - {_scalar(alias)}"
    # A text in the style of `|` ends in the line below it.
    end = len(block[: entry.end].rstrip())
    return entry.start, end, f"[{', '.join(map(_scalar, (*before, alias)))}]"


def _end_of_line(block: str, offset: int) -> int:
    """Return where the line of the last sign before an offset ends."""
    end = block.find("\n", len(block[:offset].rstrip()))
    return len(block) if end < 0 else end


def _scalar(text: str) -> str:
    """Return a text as a YAML scalar that is read as this text, in a list of either style."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NO_TEXT:
        return text
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def _escape(sign: re.Match[str]) -> str:
    code = ord(sign[0])
    return f"\\{sign[0]}" if sign[0] in '\\"' else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _entry(block: str) -> tuple[int, _Entry | None]:
    """Return the column of the keys, and the last `aliases` among them if there are any.

    Args:
        block: What stands between the two `---` lines; it has been read without a mistake.
    """
    import yaml

    # One sign for one: every offset must stay true.
    block = block.translate(_NO_UTF_8)
    column = 0
    found: _Entry | None = None
    depth, is_key = 0, True
    events: list[Any] = []
    for event in yaml.parse(block, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.DocumentEndEvent):
            break
        events.append(event)
    for at, event in enumerate(events):
        ends = isinstance(event, yaml.CollectionEndEvent)
        depth -= ends
        if depth == 1 and not ends:
            if is_key and isinstance(event, yaml.ScalarEvent):
                mark: Any = event.start_mark
                column = mark.column
                found = _entry_at(events[at:]) if event.value.lower() == "aliases" else found
            is_key = not is_key
        depth += isinstance(event, yaml.CollectionStartEvent)
    return column, found


def _entry_at(events: list[Any]) -> _Entry:
    """Return where a value stands; the first event is its key."""
    import yaml

    key, value, *items = events
    if not isinstance(value, yaml.SequenceStartEvent):
        return _Entry(key.start_mark.index, value.start_mark.index, value.end_mark.index, "scalar", None)
    last = None
    depth = 0
    for item in items:
        depth += isinstance(item, yaml.CollectionStartEvent) - isinstance(item, yaml.CollectionEndEvent)
        if depth < 0:
            break
        if depth == 0:
            last = item.end_mark.index
    kind = "flow" if value.flow_style else "block"
    return _Entry(key.start_mark.index, events[1].start_mark.index, events[1].end_mark.index, kind, last)
