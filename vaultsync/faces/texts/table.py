"""Tables: fitted to a terminal by rich, plain and whole when piped."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Literal, NamedTuple

from vaultsync.core.views.listed import Listed
from vaultsync.faces.texts.folding import folded, terminal_width
from vaultsync.faces.texts.words import LATE, clean, day, due_in_words

if TYPE_CHECKING:
    from rich.console import OverflowMethod, RenderableType
    from rich.table import Table

Row = Sequence[str]

_STEP = "  "
"""What a heading is indented by under another, and rows under the innermost."""


class Part(NamedTuple):
    """Rows of a table under a heading, or under several, the outermost first."""

    titles: Sequence[tuple[int, str]]
    """Each heading with its level; 0 is the outermost."""

    rows: Sequence[Row]


def listed_table(tasks: Sequence[Listed], short: Mapping[str, str], today: date) -> str:
    """Return tasks as a table: name, status, due date, who, words."""
    return grouped_table([((), tasks)], short, today)


def grouped_table(
    groups: Iterable[tuple[Sequence[tuple[int, str]], Sequence[Listed]]],
    short: Mapping[str, str],
    today: date,
    *,
    levels: int = 0,
    due: bool = True,
    urgency: Mapping[str, str] | None = None,
) -> str:
    """Return groups of tasks as one table, each under its headings.

    Args:
        groups: The headings of each with their levels, and its tasks.
        short: What to call each task by its uid.
        today: The day from which due dates are reckoned.
        levels: How many levels of headings there are.
        due: Whether due dates are shown.
        urgency: How pressing each task is by its uid, where that is to be shown.
    """
    columns: list[tuple[str, Callable[[Listed], str]]] = [
        ("TASK", lambda task: short[task.uid]),
        ("STATUS", lambda task: task.status.value),
    ]
    if due:
        columns += [
            ("DUE", lambda task: day(task.due)),
            ("", lambda task: "" if task.status.decided else due_in_words(task.due, today)),
        ]
    if urgency is not None:
        columns.append(("URGENCY", lambda task: urgency[task.uid]))
    columns += [
        ("WHO", lambda task: ", ".join(task.owners)),
        ("WHAT", lambda task: task.title + (f"  (×{task.lines})" if task.lines > 1 else "")),
    ]
    headings = [heading for heading, _ in columns]
    spare = [headings.index(each) for each in _SPARE if each in headings]
    in_words = headings.index("") if due else None
    yielding = Yielding(headings.index("WHAT"), headings.index("WHO"), spare, in_words)
    parts = [Part(titles, [[cell(task) for _, cell in columns] for task in tasks]) for titles, tasks in groups]
    return parted_table(headings, parts, yielding, levels)


_SPARE = ("", "WHO", "STATUS", "URGENCY", "DUE")
"""The columns of tasks that are left out on a narrow terminal, the first one first."""


class Yielding(NamedTuple):
    """Which columns give way on a narrow terminal."""

    wide: int
    """The one that is folded."""

    cut: int | None = None
    """One that is cut to a few letters then."""

    spare: Sequence[int] = ()
    """Those that are left out where that does not help, one after the other; which ones is said below."""

    in_words: int | None = None
    """One that says in words how late a date is that stands before it; where it is left out, a sign says that it is."""


def parted_table(headings: Row, parts: Sequence[Part], yielding: Yielding, levels: int = 0) -> str:
    """Return rows under the names of their columns, which have the same widths in all parts.

    Args:
        headings: The name of each column.
        parts: Rows, and the headings between them. The texts may stand in notes; they are cleaned here.
        yielding: Which columns give way.
        levels: How many levels of headings stand between rows; the rows are indented by as many steps.

    On a terminal the table has its width, or that of `COLUMNS`, and colours, bold and dim unless
    `NO_COLOR` is set; else columns are padded and nothing is cut.
    """
    cleaned = [
        Part([(level, clean(title)) for level, title in part.titles], [[*map(clean, row)] for row in part.rows])
        for part in parts
    ]
    if sys.stdout.isatty():
        return _fitted(headings, cleaned, yielding, levels)
    return _plain(headings, cleaned, levels)


def table(headings: Row, rows: Sequence[Row], yielding: Yielding) -> str:
    """Return rows under the names of their columns, as `parted_table` does."""
    return parted_table(headings, [Part((), rows)], yielding)


def _plain(headings: Row, parts: Sequence[Part], levels: int = 0) -> str:
    everything = [headings, *chain.from_iterable(part.rows for part in parts)]
    # Nothing pads the last column, where the words stand: one very long line would pad a thousand short ones.
    widths = [*(max(len(row[i]) for row in everything) for i in range(len(headings) - 1)), 0]
    margin = _STEP * levels

    def line(row: Row) -> str:
        return (margin + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))).rstrip()

    out = [line(headings)]
    for number, part in enumerate(parts):
        out += [""] if number and part.titles else []
        out += [_STEP * level + title for level, title in part.titles]
        out += map(line, part.rows)
    return "\n".join(out)


def folded_table(headings: Row, rows: Sequence[Row], *, wide: int) -> str:
    """Return rows whose every cell counts: where they are wider than the terminal, one cell stands in rows below.

    Args:
        headings: The name of each column.
        rows: Texts; they are cleaned here.
        wide: The column that gives way; the others are never cut.
    """
    cleaned = [[clean(cell) for cell in row] for row in rows]
    whole = _plain(headings, [Part((), cleaned)])
    if not sys.stdout.isatty() or max(map(len, whole.splitlines())) <= terminal_width():
        return whole
    short = [[cell for i, cell in enumerate(row) if i != wide] for row in (headings, *cleaned)]
    table = _plain(short[0], [Part((), short[1:])]).splitlines()
    fits = max(map(len, table)) <= terminal_width()
    out = []
    for cells, line, row in zip(short, table, (headings, *cleaned), strict=True):
        out += [line if fits else folded("  ".join(filter(None, cells)), indent=2)]
        out += [folded(f"    {row[wide]}", indent=4)]
    return "\n".join(out)


def _fitted(headings: Row, parts: Sequence[Part], yielding: Yielding, levels: int) -> str:
    from io import StringIO

    from rich.console import Console, Group
    from rich.text import Text

    target = StringIO()
    width = terminal_width()
    # Without colours rich would still print bold and dim; without a colour system it prints the letters alone.
    colours: Literal["auto"] | None = None if os.environ.get("NO_COLOR") else "auto"
    console = Console(file=target, width=width, force_terminal=True, color_system=colours, highlight=False)
    step = len(_STEP)
    everything = [*chain.from_iterable(part.rows for part in parts)]
    widths, kept = _kept(headings, everything, yielding, width - step * levels)
    words = yielding.in_words
    if signed := words is not None and words not in kept and words - 1 in kept:
        parts = [part._replace(rows=[_signed(row, words) for row in part.rows]) for part in parts]
    grid = partial(_grid, headings, yielding.wide, widths, kept)
    out: list[RenderableType] = [_indented(grid((), show_header=True), levels)]
    for number, part in enumerate(parts):
        out += [Text()] if number and part.titles else []
        out += [_indented(Text(title, style="bold"), level) for level, title in part.titles]
        out.append(_indented(grid(part.rows), levels))
    console.print(Group(*out))
    gone = [heading for i, heading in enumerate(headings) if heading and i not in kept]
    told = [f"Too narrow for {', '.join(gone)}."] if gone else []
    told += [f"{_SIGN} is late."] if signed and any(_signed(row, words) != row for row in everything) else []
    if told:
        console.print(" ".join(told), style="dim")
    return target.getvalue().rstrip("\n")


def _signed(row: Row, in_words: int | None) -> Row:
    """Return a row with a sign behind its date, if that is late and the words that say so are left out."""
    if in_words is None or not row[in_words].endswith(LATE):
        return row
    return [cell + _SIGN if at == in_words - 1 else cell for at, cell in enumerate(row)]


def _indented(shown: "RenderableType", level: int) -> "RenderableType":
    from rich.padding import Padding

    return Padding(shown, (0, 0, 0, len(_STEP) * level), expand=False)


def _grid(
    headings: Row,
    wide: int,
    widths: Sequence[int],
    kept: Sequence[int],
    rows: Sequence[Row],
    *,
    show_header: bool = False,
) -> "Table":
    """Return some rows, or the names of the columns, as what is printed between headings."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, show_header=show_header)
    for i in kept:
        # What has no spaces is folded too: a link that is cut could not be followed.
        overflow: OverflowMethod = "fold" if i == wide else "ellipsis"
        grid.add_column(headings[i], width=widths[i], no_wrap=i != wide, overflow=overflow)
    for row in rows:
        grid.add_row(*(Text(row[i], style=_STYLES.get(row[i], "")) for i in kept))
    return grid


def _kept(headings: Row, rows: Sequence[Row], yielding: Yielding, width: int) -> tuple[list[int], list[int]]:
    """Return how wide each column is, and those for which there is room beside the words."""
    from rich.cells import cell_len

    wide, cut, spare, in_words = yielding
    widths = [max(cell_len(row[i]) for row in (headings, *rows)) for i in range(len(headings))]
    words = widths[wide]
    widths[wide] = min(words, _LEAST)
    kept = list(range(len(headings)))

    def room() -> int:
        return width - sum(widths[i] for i in kept) - _BETWEEN * (len(kept) - 1)

    for column in spare:
        # A column without a heading only says in words what stands beside it: it goes before anything is cut.
        if room() < 0 and headings[column]:
            widths[wide] = min(words, _FEWEST)
            if cut is not None:
                widths[cut] = min(widths[cut], _CUT)
        if room() < 0:
            kept.remove(column)
            if column == in_words:
                widths[column - 1] = max(cell_len(_signed(row, column)[column - 1]) for row in (headings, *rows))
    widths[wide] = min(words, widths[wide] + max(room(), 0))
    return widths, kept


_BETWEEN = 3
"""Letters between two columns."""

_SIGN = "!"
"""Stands behind a date that is late."""

_LEAST = 30
"""Letters that the words of a task are given where there is room for them beside everything else."""

_FEWEST = 16
"""Letters that they are given at least."""

_CUT = 8
"""Letters to which names of people are cut before any column is left out."""

_STYLES = {"open": "green", "started": "bold green", "proposed": "yellow", "done": "dim", "cancelled": "dim"}
