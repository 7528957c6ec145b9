"""What is odd about one task line: read all the same, and worth a word."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import BadDate, Diagnostic, TaskLine
from vaultsync.core.notation.emoji import SIGNS
from vaultsync.core.notation.line import DIALECTS, read_line
from vaultsync.core.notes.undated import Undated, undated
from vaultsync.core.values import DATES

_UNREAD = re.compile("([" + "".join(sorted(SIGNS)) + "])\ufe0f? *([0-9]{4}-[0-9]{2}-[0-9]{2})")

CODES = ("bad-date", "bad-recurrence", "bad-on-completion", "other-format", "unread-date", "no-date")
"""Every code of what is odd about what a task line says."""


_FORMATS = {"emoji": "emoji", "dataview": "Dataview"}
"""What the settings of the Tasks plugin call them."""


class Oddity(NamedTuple):
    """One thing that is odd: its code, its message, and what would mend it."""

    code: str
    message: str
    remedy: str


def odd_lines(lines: Iterable[TaskLine], conventions: Conventions) -> Iterator[Diagnostic]:
    """Yield what a person would want to know about the task lines of a note."""
    for line in lines:
        for odd in oddities(line, conventions):
            yield Diagnostic(path=line.path, line=line.line, code=odd.code, message=odd.message, remedy=odd.remedy)


def oddities(line: TaskLine, conventions: Conventions) -> Iterator[Oddity]:
    """Yield what a person would want to know about a line; nothing for most lines."""
    said = line.said
    dates = said.created, said.start, said.scheduled, said.due, said.done, said.cancelled
    for name, value in zip(DATES, dates, strict=True):
        if isinstance(value, BadDate):
            yield Oddity("bad-date", f"the {name} date {value} is no day of the calendar", "Correct the date.")
    if said.recurrence and not _is_rule(said.recurrence):
        yield Oddity(
            "bad-recurrence",
            f"`{said.recurrence[:60]}` is no recurrence that the Tasks plugin knows",
            "Write it as `every 2 weeks` or `every month on the 1st`.",
        )
    if not said.on_completion and "on_completion" in [field.name for field in said.fields]:
        yield Oddity("bad-on-completion", "🏁 knows `delete` and `keep` only", "Use one of them.")
    yield from _in_other_format(said.description, conventions.tasks.dialect)
    if said.description.isascii() or conventions.tasks.dialect != "emoji":
        return
    if unread := _UNREAD.search(said.description):
        yield Oddity(
            "unread-date",
            f"`{unread[0]}` stands before other words, where the Tasks plugin does not read it",
            "Move it to the end of the line.",
        )
    # A template's signs wait for their dates.
    if line.note.not_live_because != "template":
        yield from map(_without_date, undated(said.description))


def _in_other_format(description: str, dialect: str) -> Iterator[Oddity]:
    """Yield the fields at the end of a description that the other format of the Tasks plugin would read."""
    if "::" not in description and (dialect == "emoji" or description.isascii()):
        return
    (other,) = DIALECTS.keys() - {dialect}
    line = f"- [ ] {description}"
    said = read_line(line, other)
    for field in said.fields if said else ():
        if field.name != "tag":
            written = DIALECTS[dialect].written(field.name, field.value)
            yield Oddity(
                "other-format",
                f"`{line[field.start : field.end].strip()}` is in the {_FORMATS[other]} format, which is not read here",
                f"Write `{written}`, or set the Tasks plugin to the {_FORMATS[other]} format.",
            )


def _without_date(found: Undated) -> Oddity:
    """Say of a date sign what stands in the place of its date, and how the date is written."""
    stands = f"`{found.sign} {found.typed}` is no date" if found.typed else f"no date follows {found.sign}"
    meant = " or ".join(f"`{found.sign} {day}`" for day in found.days)
    remedy = f"Write {meant}." if meant else f"Write the day itself, such as `{found.sign} 2026-01-05`."
    return Oddity("no-date", f"{stands}, and the Tasks plugin reads none", remedy)


def _is_rule(text: str) -> bool:
    from vaultsync.core.notation.recurrence import read_rule

    return read_rule(text) is not None
