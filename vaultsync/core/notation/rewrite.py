"""Change the fields of one line and nothing else on it.

The Tasks plugin writes a line anew from what it understood; whatever it did not understand
is lost. Here only the changed fields change: unknown text, odd spacing, impossible dates,
doubles, hard breaks and text behind U+2028 stay as they stand.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from vaultsync.core.model import Field, Statement
from vaultsync.core.notation.line import DIALECTS, Dialect, tag_spans
from vaultsync.core.text import js_trim_end

Change = str | date | None
"""The new value of a field; None takes the field off the line."""


def rewrite(
    said: Statement,
    changes: Mapping[str, Change] = {},
    *,
    symbol: str | None = None,
    block_id: str | None = None,
    drop_tags: frozenset[str] = frozenset(),
    dialect: str = "emoji",
) -> str:
    """Return the line with some of its fields changed.

    Args:
        said: The line as it was read in this dialect.
        changes: New values by field name (`due`, `priority`, `id` …); `description`
            is the words with all their tags. A field that stands on the line keeps its
            sign and its place; of doubles, the one that counts changes, and None removes
            all. A new field goes to the end.
        symbol: The new status symbol; may be empty, as the plugin's settings may have it.
        block_id: The new block id without `^`; empty removes it.
        drop_tags: Tags to take off, in lower case, each with its `#`.
        dialect: `emoji` or `dataview`.
    """
    pieces = _Pieces(said)
    writer = DIALECTS[dialect]
    for name, value in changes.items():
        if name == "description":
            continue
        standing = [field for field in said.fields if field.name == name]
        if value is None:
            for field in standing:
                pieces.remove(field.start, field.end)
        elif standing:
            _put(pieces, said, standing[0], _typed(value), writer)
        else:
            pieces.append(writer.gap + writer.written(name, _typed(value)))
    if "description" in changes:
        pieces.reword(_typed(changes["description"] or ""))
    for start, end in _tag_places(said, drop_tags):
        pieces.remove(start, end)
    if symbol is not None:
        pieces.replace(*symbol_place(said), symbol)
    if block_id is not None:
        pieces.block_id(block_id)
    return pieces.text()


def symbol_place(said: Statement) -> tuple[int, int]:
    """Return the offsets of the status symbol in the line."""
    start = said.text.index("[", len(said.indentation) + len(said.marker)) + 1
    return start, start + len(said.symbol)


def _typed(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value


def _put(pieces: "_Pieces", said: Statement, field: Field, value: str, writer: Dialect) -> None:
    """Give a standing field a new value; a priority is its sign, so it is replaced whole."""
    if field.name == "priority":
        pieces.replace(field.start, field.end, writer.written(field.name, value))
        return
    # Behind the key: `[id:: id]` has its value in its key, too.
    key_end = max(field.start + 1, said.text.find("::", field.start, field.end) + 2)
    start = said.text.index(field.value, key_end, field.end)
    pieces.replace(start, start + len(field.value), value)


def _tag_places(said: Statement, tags: frozenset[str]) -> list[tuple[int, int]]:
    """Return the offsets of tags wherever reading finds them: among the words, and among the fields."""
    if not tags:
        return []
    start, end = said.body
    words = said.text[start : min((field.start for field in said.fields), default=end)]
    found = [(start + first, start + last) for first, last in tag_spans(words)]
    found += [(field.start, field.end) for field in said.fields if field.name == "tag"]
    return [(first, last) for first, last in found if said.text[first:last].lower() in tags]


def _touching(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in their order, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        touches = found and found[-1][1] == start
        found.append((found.pop()[0] if touches else start, end))
    return found


class _Pieces:
    """The line, and the replacements that wait for it, by offset."""

    def __init__(self, said: Statement) -> None:
        self._said = said
        self._replacements: list[tuple[int, int, str]] = []
        self._removed: list[tuple[int, int]] = []
        self._appended = ""
        self._block: str | None = None

    def replace(self, start: int, end: int, text: str) -> None:
        self._replacements.append((start, end, text))

    def append(self, text: str) -> None:
        self._appended += text

    def block_id(self, name: str) -> None:
        self._block = name

    def remove(self, start: int, end: int) -> None:
        self._removed.append((start, end))

    def _cuts(self) -> Iterator[tuple[int, int, str]]:
        """Yield what is removed, spans that touch as one: each with the white space before it, or behind if none is."""
        line, body_start, body_end = self._said.text, *self._said.body
        for start, end in _touching(self._removed):
            before = len(js_trim_end(line[body_start:start])) + body_start
            if before > body_start:
                # What is glued to its end must not be glued to what stands before: `#a 📅 …🆔 b`.
                # A tab glues, too: it is part of a tag.
                glued = end < body_end and line[end] != " "
                yield before, end, (line[before:start] or " ") if glued else ""
            else:
                yield start, end + len(line[end:body_end]) - len(line[end:body_end].lstrip(" ")), ""

    def _gaps(self) -> Iterator[tuple[int, int, str]]:
        """Yield a space before each field that stays and is glued to a tag, where another end of the line comes.

        `#a⏫`, even with a tab between, is a tag and a priority by what stands behind it, or else one tag.
        """
        line, (start, _) = self._said.text, self._said.body
        for field in self._said.fields if self._appended or self._removed else ():
            glued = field.name != "tag" and "#" in line[start : field.start].rpartition(" ")[2]
            if glued and not any(field.start in span for span in self._removed):
                yield field.start, field.start, " "

    def reword(self, words: str) -> None:
        """Replace the description: the words before the fields, and the tags among these.

        A space parts them from a field that stays, since a tag would take in what is glued to it.
        """
        start, end = self._said.body
        for field in self._said.fields:
            if field.name == "tag":
                self.remove(field.start, field.end)
        stays = any((field.start, field.end) not in self._removed for field in self._said.fields)
        first = min((field.start for field in self._said.fields), default=end)
        stop = len(js_trim_end(self._said.text[start:first])) + start
        glued = stays and self._said.text[stop : stop + 1] != " "
        self.replace(start, stop, words + " " if words and glued else words)

    def text(self) -> str:
        line, (_, end) = self._said.text, self._said.body
        behind = line[end:]
        old_block = f" ^{self._said.block_id}" if self._said.block_id else ""
        if self._block is not None:
            cut = behind.find(old_block) + len(old_block) if old_block else 0
            behind = (f" ^{self._block}" if self._block else "") + behind[cut:]
        head, kept = "", 0
        for start, stop, text in sorted([*self._replacements, *self._cuts(), *self._gaps()]):
            head += line[kept:start] + text
            kept = max(kept, stop)
        head += line[kept:end]
        appended = self._appended
        if not self._said.description and not self._said.fields and head.endswith(" "):
            appended = appended.lstrip(" ")
        if self._removed and not appended and head.endswith("  "):
            # Of an item that has nothing left, two spaces behind the box would be a hard break.
            head = head.rstrip(" ") + " "
        return head + appended + behind
