"""What was done, as a table of operations."""

import sys
from collections.abc import Sequence

from vaultsync.faces.texts.folding import terminal_width
from vaultsync.faces.texts.table import Row, folded_table
from vaultsync.faces.texts.words import clean

_HEADINGS = ("NO", "WHEN", "LINES", "OUTCOME", "COMMAND")
_COMMAND = 4
_INDENT = 4
"""Letters before a command that stands in a row of its own."""

_BETWEEN = "  "
_FEWEST = 8
"""Letters of words that say something."""


def log_table(rows: Sequence[Row], words: Sequence[str]) -> str:
    """Return operations under headings, each command with words behind it, as far as the terminal has room for them.

    Args:
        rows: Number, time, lines, outcome and command of each; none of it is cut.
        words: Of a task that each has edited; empty where it has edited none.
    """
    return folded_table(_HEADINGS, _with_words(rows, [*map(clean, words)]), wide=_COMMAND)


def _with_words(rows: Sequence[Row], words: Sequence[str]) -> list[Row]:
    if not sys.stdout.isatty():
        return [(*row[:_COMMAND], _behind(row[_COMMAND], said)) for row, said in zip(rows, words, strict=True)]
    before = sum(max(len(row[at]) for row in (_HEADINGS, *rows)) + len(_BETWEEN) for at in range(_COMMAND))
    widest = max(len(clean(row[_COMMAND])) for row in rows)
    room = terminal_width() - (before if before + widest <= terminal_width() else _INDENT)
    return [
        (*row[:_COMMAND], _behind(row[_COMMAND], _cut(said, room - len(clean(row[_COMMAND])) - len(_BETWEEN))))
        for row, said in zip(rows, words, strict=True)
    ]


def _behind(command: str, words: str) -> str:
    return f"{command}{_BETWEEN}{words}" if words else command


def _cut(words: str, room: int) -> str:
    if len(words) <= room:
        return words
    return f"{words[: room - 1].rstrip()}…" if room >= _FEWEST else ""
