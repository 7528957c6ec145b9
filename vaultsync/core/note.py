"""One Markdown file → a `Note`: its facts, its task lines, and what is odd in it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b

from vaultsync.core.blocks import Blocks, ListItem, read_blocks
from vaultsync.core.conventions import Conventions
from vaultsync.core.facts import note_facts
from vaultsync.core.frontmatter import BrokenFrontmatter, frontmatter_end, read_frontmatter
from vaultsync.core.model import Diagnostic, Note, NoteFacts, Statement, TaskLine
from vaultsync.core.mojibake import repair
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.people import TAG, assigned
from vaultsync.core.notation.times import split_times
from vaultsync.core.oddities import oddities
from vaultsync.core.scanner import scan_blocks
from vaultsync.core.text import decode, rows

_BOX = re.compile(r"\[[^\r\n]\](?=[ \t\r\n]|\Z)")
_ITEM = re.compile(r"\ufeff?[ \t>]*(?:[-*+]|[0-9]{1,9}[.)]) +\[[^\r\n]\](?=[ \t]|\Z)")
_NAME_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_WORDS = re.compile(r"\w+")
MAX_INTRICATE = 4 * 1024 * 1024
"""Characters up to which a note that only the block parser can judge is read."""

MAX_ROWS = 2_000_000
"""Lines up to which a note is read: each takes a few hundred bytes while it is."""

MAX_BOXES = 50_000
"""Checkboxes up to which a note is read: an export of more would keep every command from the other notes."""

MAX_TASK = 1024 * 1024
"""Characters up to which a line is read as a task: it is kept, printed and compared whole."""


def read_note(path: str, data: bytes, conventions: Conventions) -> Note:
    """Read one note; whatever the bytes are, this does not raise.

    Args:
        path: Relative to the vault, with `/` between folders.
        data: The file's bytes, in any encoding and with any line ends.
        conventions: How the vault is to be read.

    Returns:
        The note with its task lines in the order of lines, and a diagnostic for
        everything that is odd.
    """
    text = decode(data)
    diagnostics: list[Diagnostic] = []

    def odd(code: str, message: str, line: int = 0, remedy: str = "") -> None:
        diagnostics.append(Diagnostic(path=path, line=line, code=code, message=message, remedy=remedy))

    end = frontmatter_end(text)
    not_live = conventions.why_not_live(path)

    def told(code: str, message: str, line: int = 1, remedy: str = "") -> None:
        if not_live != "template":  # its placeholders are no values yet
            odd(code, message, line, remedy)

    facts = note_facts(
        path,
        _frontmatter(text[:end], told) if end else {},
        body=text[end:],
        odd=told,
        live=not not_live,
        not_live_because=not_live,
    )
    if not _BOX.search(text, end):
        return Note(facts=facts, diagnostics=tuple(diagnostics))
    if text.count("\n") + text.count("\r") > MAX_ROWS:
        odd("too-large", f"the note has over {MAX_ROWS:,} lines and is not read", 0, "Split it, or exclude it.")
        return Note(facts=facts, diagnostics=tuple(diagnostics))
    structure = rows(text)
    blocks = _blocks(text, end, odd)
    items = [item for item in blocks.items if _ITEM.match(structure[item.line - 1][0])]
    if len(items) > MAX_BOXES:
        odd("too-large", f"the note has {len(items):,} checkboxes and is not read", 0, "Split it, or exclude it.")
        return Note(facts=facts, diagnostics=tuple(diagnostics), boxes=len(items))
    lines = tuple(_task_lines(facts, structure, items, blocks, conventions))
    _tell_of_lines(structure, items, lines, conventions, odd)
    return Note(facts=facts, lines=lines, diagnostics=tuple(diagnostics), boxes=len(items))


def _tell_of_lines(
    structure: Sequence[tuple[str, str]],
    items: Sequence[ListItem],
    lines: Sequence[TaskLine],
    conventions: Conventions,
    odd: Callable[..., None],
) -> None:
    """Tell of lines that are too long to be tasks, and of what is odd about those that are."""
    for item in items:
        if (length := len(structure[item.line - 1][0])) > MAX_TASK:
            odd("too-large", f"a line of {length:,} characters is not read as a task", item.line, "Shorten it.")
    for line in lines:
        for found in oddities(line, conventions):
            odd(found.code, found.message, line.line, found.remedy)


def states_task(data: bytes, line: int) -> bool:
    """Whether a line of a note is a list item with a checkbox, and not code, comment or frontmatter.

    Args:
        data: The note's bytes.
        line: The first line is 1.
    """
    text = decode(data)
    above = rows(text)[:line]
    if not 1 <= line <= len(above) or not _ITEM.match(above[-1][0]):
        return False
    end = frontmatter_end(text)
    if line <= len(rows(text[:end])):
        return False
    # What stands below a line has no say in what it is.
    return line in _item_lines(text[: sum(len(row) + len(ending) for row, ending in above)], end)


@lru_cache(maxsize=2)
def _item_lines(text: str, end: int) -> frozenset[int]:
    """Return the lines on which list items begin; a note that others keep adding to is parsed once."""
    return frozenset(item.line for item in _blocks(text, end, lambda *_: None).items)


def _frontmatter(block: str, odd: Callable[..., None]) -> dict[str, object]:
    try:
        return dict(read_frontmatter(block, odd))
    except BrokenFrontmatter as broken:
        odd(
            "frontmatter",
            f"the frontmatter {broken}",
            1,
            "Correct it in Obsidian's source mode; its facts are not read.",
        )
        return {}


def _blocks(text: str, end: int, odd: Callable[..., None]) -> Blocks:
    """Return the structure of a note as far down as its last checkbox."""
    last = max(match.end() for match in _BOX.finditer(text, end))
    # Blank the frontmatter, not cut it: the numbers below it must stay true.
    body = "\n" * len(rows(text[:end])) + text[end:last].removeprefix("\ufeff")
    plain = scan_blocks(rows(body), body)
    if plain is not None:
        return plain
    if len(body) > MAX_INTRICATE:
        odd("too-large", f"the note is too large to read ({len(body):,} characters)", 0, "Split it, or exclude it.")
        return Blocks((), ())
    blocks = read_blocks(body)
    for line in blocks.too_deep:
        odd("too-deep", "nested too deeply to be read", line, "Move it up.")
    return blocks


def _task_lines(
    facts: NoteFacts,
    structure: Sequence[tuple[str, str]],
    items: Sequence[ListItem],
    blocks: Blocks,
    conventions: Conventions,
) -> Iterator[TaskLine]:
    headings = list(blocks.headings)
    heading, above = "", 0
    seen: Counter[str] = Counter()
    for item in items:
        while above < len(headings) and headings[above][0] <= item.line:
            heading = repair(headings[above][1])
            above += 1
        raw = structure[item.line - 1][0]
        if len(raw) > MAX_TASK:
            continue
        line = task_line(facts, raw, item.line, conventions, heading=heading, parent=item.parent)
        if line is None:
            continue
        key = " ".join(_WORDS.findall(line.title.casefold()))
        seen[key] += 1
        yield replace(line, name=provisional_name(facts.path, key, seen[key]))


def task_line(
    facts: NoteFacts,
    raw: str,
    line: int,
    conventions: Conventions,
    *,
    heading: str = "",
    parent: int | None = None,
    name: str = "",
) -> TaskLine | None:
    """Read a line that is known to be a list item with a checkbox; None if it states no task of this vault."""
    tasks = conventions.tasks
    said = read_line(repair(raw), tasks.dialect, conventions.task_tag)
    if said is None:
        return None
    title, owners = words_of(said, conventions.task_tag)
    return TaskLine(
        note=facts,
        line=line,
        raw=raw,
        said=said,
        status=conventions.status_of(said),
        title=title,
        owners=owners,
        heading=heading,
        parent=parent,
        name=name,
    )


def words_of(said: Statement, task_tag: str) -> tuple[str, tuple[str, ...]]:
    """Return the words of an item and its assignees: the description without tags and task tag, times of day last."""
    words = said.description
    if task_tag and not task_tag.startswith("#"):
        words = words.replace(task_tag, " ", 1)
    if "#" in words:
        words = TAG.sub(" ", words)
    words, times = split_times(words)
    split = assigned(words.strip())
    return " ".join([*split.words.split(), *times.split()]), split.names


def provisional_name(path: str, words: str, ordinal: int) -> str:
    """Return the name that a line without an id goes by: `p-` and ten letters.

    It follows from the note's path and the line's words alone, so that every
    reading gives the same; the ordinal tells equal lines of one note apart.
    """
    key = f"{path}\0{words}\0{ordinal}".encode("utf-8", "surrogateescape")
    number = int.from_bytes(blake2b(key, digest_size=8).digest(), "big")
    return "p-" + "".join(_NAME_ALPHABET[number >> shift & 31] for shift in range(45, -1, -5))
