"""What a change of status means, as the Tasks plugin does it, written surgically.

Source: Tasks plugin 8.3.0, "Toggle task done", status changes, recurrence, on-completion.
"""

import re
from datetime import date
from typing import NamedTuple

from vaultsync.core.model import Statement, When
from vaultsync.core.notation.line import read_line
from vaultsync.core.notation.rewrite import Change, rewrite
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import CANCELLED, DONE, StatusSetting
from vaultsync.core.text import JS_SPACE

_CHECKLIST = re.compile(rf"([{JS_SPACE}>]*(?:[-*+]|[0-9]+[.)])) +\[(.)\] *(.*)", re.DOTALL)
_ITEM = re.compile(rf"([{JS_SPACE}>]*(?:[-*+]|[0-9]+[.)]))(.*)", re.DOTALL)
_INDENT = re.compile(rf"([{JS_SPACE}>]*)(.*)", re.DOTALL)


class Toggled(NamedTuple):
    """What a toggle made of a line."""

    kind: str
    """`task`, `checklist-without-global-filter`, `list-item` or `text`: what the line was."""

    lines: tuple[str, ...]
    """None, one or two lines that take its place."""


def toggle(text: str, *, today: date, settings: TasksSettings) -> Toggled:
    """Do to a line what the plugin's command "Toggle task done" does in its editor.

    A task goes to the next status of its symbol; a checkbox without the global
    filter is ticked or unticked; a list item gets a checkbox; any other line
    becomes a list item with one.
    """
    said = read_line(text, settings.dialect, settings.global_filter)
    if said is not None:
        next_symbol = settings.statuses[said.symbol].next_symbol
        return Toggled("task", set_symbol(said, next_symbol, today=today, settings=settings))
    if match := _CHECKLIST.fullmatch(text):
        marker, symbol, body = match.groups()
        return Toggled("checklist-without-global-filter", (f"{marker} [{'x' if symbol == ' ' else ' '}] {body}",))
    if match := _ITEM.fullmatch(text):
        return Toggled("list-item", (f"{match[1]} [ ]{match[2]}",))
    indent, rest = _INDENT.fullmatch(text).groups()  # type: ignore[union-attr]  # it matches every text
    return Toggled("text", (f"{indent}- [ ] {rest}",))


def set_symbol(
    said: Statement, symbol: str, *, today: date, settings: TasksSettings, scheduled: When = None
) -> tuple[str, ...]:
    """Return the lines that take the place of a task line which gets a status symbol.

    Args:
        said: The line, read in the settings' dialect.
        symbol: The new symbol. Its status gives done and cancelled dates; a
            recurring task that becomes done gains its next occurrence, above or
            below; `🏁 delete` takes the done line away.
        today: The day that is written.
        settings: What the vault's Tasks plugin is set to.
        scheduled: A scheduled date that comes from the file name: it counts for
            the next occurrence and is not written.
    """
    old, new = settings.statuses[said.symbol], settings.statuses[symbol]
    if old == new:
        return (said.text,)
    becomes_done = new.type == DONE and old.type != DONE
    line = rewrite(
        said,
        _dates_of_change(said, old, new, today, settings),
        symbol=symbol,
        dialect=settings.dialect,
    )
    lines = () if becomes_done and said.on_completion == "delete" else (line,)
    following = _next_occurrence(said, new, today, settings, scheduled) if becomes_done else ()
    return lines + following if settings.recurrence_on_next_line else following + lines


def _dates_of_change(
    said: Statement, old: StatusSetting, new: StatusSetting, today: date, settings: TasksSettings
) -> dict[str, Change]:
    """Done and cancelled dates: set on entering the type, kept inside it, else removed."""
    changes: dict[str, Change] = {}
    for name, type_, wanted in (
        ("cancelled", CANCELLED, settings.set_cancelled_date),
        ("done", DONE, settings.set_done_date),
    ):
        if new.type == type_ and old.type == type_:
            continue
        stands = getattr(said, name) is not None
        if new.type == type_ and wanted:
            changes[name] = today
        elif stands:
            changes[name] = None
    return changes


def _next_occurrence(
    said: Statement, done: StatusSetting, today: date, settings: TasksSettings, scheduled: When
) -> tuple[str, ...]:
    """Return the line of the next occurrence, or nothing where there is none."""
    if not said.recurrence:
        return ()
    from vaultsync.core.notation.recurrence_next import Dates, next_dates, rule_for  # few tasks recur

    dates = Dates(said.start, said.scheduled or scheduled, said.due)
    drop = settings.remove_scheduled_on_recurrence
    rule = rule_for(said.recurrence, dates, drop_scheduled=drop)
    coming = next_dates(rule, dates, today=today, drop_scheduled=drop) if rule else None
    if coming is None:
        return ()
    changes: dict[str, Change] = {"id": None, "depends_on": None, "done": None, "cancelled": None, "created": None}
    if settings.set_created_date:
        changes["created"] = today
    moved = {"start": coming.start, "scheduled": coming.scheduled, "due": coming.due}
    changes |= {name: value for name, value in moved.items() if value != getattr(said, name)}
    return (
        rewrite(
            said,
            changes,
            symbol=settings.statuses.after_recurring(done).symbol,
            block_id="",
            dialect=settings.dialect,
        ),
    )
