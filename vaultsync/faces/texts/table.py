"""Tables: fitted to a terminal by rich, plain and whole when piped."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date

from vaultsync.core.views.listed import Listed
from vaultsync.faces.texts.words import clean, day, due_in_words

Row = Sequence[str]


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
    return table(("TASK", "STATUS", "DUE", "", "WHO", "WHAT"), rows, wide=5)


def table(headings: Row, rows: Sequence[Row], *, wide: int) -> str:
    """Return rows under headings.

    Args:
        headings: The name of each column.
        rows: Texts as they stand in notes; they are cleaned here.
        wide: The column that gives way on a narrow terminal.

    On a terminal the table has its width, and colours unless `NO_COLOR` is set; else
    columns are padded and nothing is cut.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    if sys.stdout.isatty():
        return _fitted(headings, cleaned, wide)
    return _plain(headings, cleaned)


def _plain(headings: Row, rows: Sequence[Row]) -> str:
    everything = [headings, *rows]
    # Nothing pads the last column, where the words stand: one very long line would pad a thousand short ones.
    widths = [*(max(len(row[i]) for row in everything) for i in range(len(headings) - 1)), 0]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in everything)
    return "\n".join(line.rstrip() for line in lines)


def _fitted(headings: Row, rows: Sequence[Row], wide: int) -> str:
    from io import StringIO

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    target = StringIO()
    width = os.get_terminal_size(sys.stdout.fileno()).columns
    console = Console(file=target, width=width, force_terminal=True, no_color="NO_COLOR" in os.environ, highlight=False)
    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for i, heading in enumerate(headings):
        grid.add_column(heading, ratio=1 if i == wide else None, no_wrap=i != wide, overflow="ellipsis")
    for row in rows:
        grid.add_row(*(Text(cell, style=_STYLES.get(cell, "")) for cell in row))
    console.print(grid)
    return target.getvalue().rstrip("\n")


_STYLES = {"open": "green", "started": "bold green", "proposed": "yellow", "done": "dim", "cancelled": "dim"}
