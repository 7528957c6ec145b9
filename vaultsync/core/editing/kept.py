"""What stays of a line that was understood through misread signs: every byte that an edit does not have to change."""

from collections.abc import Iterator
from typing import Final

from vaultsync.core.model import TaskLine
from vaultsync.core.notes.mojibake import repair

_LONGEST: Final = 4_000
"""Characters of a line; comparing a longer one takes longer than anybody waits, and it is written as it was read."""


def as_written(line: TaskLine, text: str) -> str:
    """Return the text that takes the place of a line, with misread signs of the line left as they stand in the note.

    Where the text would not be read as it is meant, it stands as it is: a name in a line that was misread as a whole
    is put right only as long as the whole line is.

    Args:
        line: The line; what it says was read after the repair of its signs.
        text: What takes its place, made of what it says.
    """
    raw, read = line.raw, line.said.text
    if raw == read or len(raw) > _LONGEST:
        return text
    from difflib import SequenceMatcher  # few lines were misread

    matched = SequenceMatcher(None, raw, read, autojunk=False).get_opcodes()
    # By where it begins in what was read, where a repaired piece ends there, and how it stands in the note.
    stands = {first: (last, raw[start:stop]) for tag, start, stop, first, last in matched if tag != "equal"}
    pieces = []
    for tag, start, stop, first, last in SequenceMatcher(None, read, text, autojunk=False).get_opcodes():
        pieces.append("".join(_kept(stands, start, stop, read)) if tag == "equal" else text[first:last])
    kept = "".join(pieces)
    return kept if repair(kept) == text else text


def _kept(stands: dict[int, tuple[int, str]], start: int, stop: int, read: str) -> Iterator[str]:
    """Yield a part of what was read as it stands in the note; of a piece that is cut, what was read."""
    while start < stop:
        end, piece = stands.get(start, (start + 1, read[start]))
        yield piece if end <= stop else read[start:stop]
        start = max(end, start + 1)
