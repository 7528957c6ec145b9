"""Lines broken to the width of a terminal, at blanks: what is to be copied stays in one piece."""

import re
import sys
from typing import Final

_UNTOLD: Final = 80
"""The width of a terminal that does not say how wide it is."""

_HELD: Final = "\ufdd0"
"""Stands for a blank at which no line is broken: a code point that is no letter in any text."""


def terminal_width() -> int:
    """Return how many letters a row of the terminal has: what `COLUMNS` says, else what it says itself, else 80."""
    from shutil import get_terminal_size

    return get_terminal_size((_UNTOLD, 0)).columns


def whole(text: str) -> str:
    """Return a text, such as a path, that `folded` leaves in one piece."""
    return text.replace(" ", _HELD)


def folded(line: str, *, indent: int, err: bool = False) -> str:
    """Return a line broken to the width of the terminal, the rows behind the first indented; unbroken if it is none.

    Args:
        line: It is broken at blanks. What stands between backticks, such as a command, stays in one piece, and so does
            what is `whole`.
        indent: Blanks before the rows behind the first.
        err: Whether it goes to standard error.
    """
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty() or len(line) <= (width := terminal_width()):
        return line.replace(_HELD, " ")
    from textwrap import wrap

    held = re.sub("`[^`]*`", lambda found: whole(found[0]), line)
    # A word may be wider than the terminal; one that is cut could not be copied.
    rows = wrap(
        held, max(width, 2 * indent), subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(rows).replace(_HELD, " ")
