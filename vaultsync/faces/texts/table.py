"""Tables: fitted to a terminal by rich, plain and whole when piped."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from vaultsync.core.views.listed import Listed
from vaultsync.faces.texts.words import clean, day, due_in_words

Row = Sequence[str]

_UNTOLD = 80
"""The width of a terminal that does not say how wide it is."""


def listed_table(tasks: Sequence[Listed], short: Mapping[str, str], today: date) -> str:
    """Return tasks as a table: name, status, due date, who, words."""
    rows = [
        (
            short[task.uid],
            task.status.value,
            day(task.due),
            due_in_words(task.due, today) if not task.status.decided else "",
            ", ".join(task.owners),
            task.title + (f"  (×{task.lines})" if task.lines > 1 else ""),
        )
        for task in tasks
    ]
    return table(("TASK", "STATUS", "DUE", "", "WHO", "WHAT"), rows, wide=5, cut=4, spare=(3, 4, 1, 2))


def table(headings: Row, rows: Sequence[Row], *, wide: int, cut: int | None = None, spare: Sequence[int] = ()) -> str:
    """Return rows under headings.

    Args:
        headings: The name of each column.
        rows: Texts as they stand in notes; they are cleaned here.
        wide: The column that gives way on a narrow terminal.
        cut: One that is cut to a few letters then.
        spare: Those that are left out where that does not help, one after the other; which ones is said below.

    On a terminal the table has its width, or that of `COLUMNS`, and colours, bold and dim unless
    `NO_COLOR` is set; else columns are padded and nothing is cut.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        return _fitted(headings, cleaned, wide, cut, spare)
    return _plain(headings, cleaned)


def _plain(headings: Row, rows: Sequence[Row]) -> str:
    everything = [headings, *rows]
    # Nothing pads the last column, where the words stand: one very long line would pad a thousand short ones.
    widths = [*(max(len(row[i]) for row in everything) for i in range(len(headings) - 1)), 0]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in everything)
    return "\n".join(line.rstrip() for line in lines)


def folded_table(headings: Row, rows: Sequence[Row], *, wide: int) -> str:
    """Return rows whose every cell counts: where they are wider than the terminal, one cell stands in rows below.

    Args:
        headings: The name of each column.
        rows: Texts; they are cleaned here.
        wide: The column that gives way; the others are never cut.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    whole = _plain(headings, cleaned)
    if not sys.stdout.isatty() or max(map(len, whole.splitlines())) <= terminal_width():
        return whole
    short = [[cell for i, cell in enumerate(row) if i != wide] for row in (headings, *cleaned)]
    table = _plain(short[0], short[1:]).splitlines()
    fits = max(map(len, table)) <= terminal_width()
    out = []
    for cells, line, row in zip(short, table, (headings, *cleaned), strict=True):
        out += [line if fits else folded("  ".join(filter(None, cells)), indent=2)]
        out += [folded(f"    {row[wide]}", indent=4)]
    return "\n".join(out)


def terminal_width() -> int:
    """Return how many letters a row of the terminal has: what `COLUMNS` says, else what it says itself, else 80."""
    from shutil import get_terminal_size

    return get_terminal_size((_UNTOLD, 0)).columns


def folded(line: str, *, indent: int) -> str:
    """Return a line broken to the width of the terminal, the rows behind the first indented; unbroken if it is none."""
    if not sys.stdout.isatty() or len(line) <= (width := terminal_width()):
        return line
    from textwrap import wrap

    # A word may be wider than the terminal; one that is cut could not be copied.
    rows = wrap(
        line, max(width, 2 * indent), subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )
    return "\n".join(rows)


def _fitted(headings: Row, rows: Sequence[Row], wide: int, cut: int | None, spare: Sequence[int]) -> str:
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    target = StringIO()
    width = terminal_width()
    # Without colours rich would still print bold and dim; without a colour system it prints the letters alone.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(file=target, width=width, force_terminal=True, color_system=colours, highlight=False)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    widths, kept = _kept(headings, rows, wide, cut, spare, width)
    for i in kept:
        most = None if i == wide else widths[i]
        ratio = 1 if i == wide else None
        grid.add_column(headings[i], ratio=ratio, max_width=most, no_wrap=i != wide, overflow="ellipsis")
    for row in rows:
        grid.add_row(*(Text(row[i], style=_STYLES.get(row[i], "")) for i in kept))
    console.print(grid)
    if gone := [heading for i, heading in enumerate(headings) if heading and i not in kept]:
        console.print(f"Too narrow for {', '.join(gone)}.", style="dim")
    return target.getvalue().rstrip("\n")


def _kept(
    headings: Row, rows: Sequence[Row], wide: int, cut: int | None, spare: Sequence[int], width: int
) -> tuple[list[int], list[int]]:
    """Return how wide each column is at most, and those for which there is room beside the words."""
    widths = [max(len(row[i]) for row in (headings, *rows)) for i in range(len(headings))]
    words = widths[wide]
    widths[wide] = min(words, _LEAST)
    kept = list(range(len(headings)))

    def is_too_wide() -> bool:
        return sum(widths[i] for i in kept) + _BETWEEN * (len(kept) - 1) > width

    for column in spare:
        # A column without a heading only says in words what stands beside it: it goes before anything is cut.
        if is_too_wide() and headings[column]:
            widths[wide] = min(words, _FEWEST)
            if cut is not None:
                widths[cut] = min(widths[cut], _CUT)
        if is_too_wide():
            kept.remove(column)
    return widths, kept


_BETWEEN = 3
"""Letters between two columns."""

_LEAST = 30
"""Letters that the words of a task are given where there is room for them beside everything else."""

_FEWEST = 16
"""Letters that they are given at least."""

_CUT = 8
"""Letters to which names of people are cut before any column is left out."""

_STYLES = {"open": "green", "started": "bold green", "proposed": "yellow", "done": "dim", "cancelled": "dim"}
