"""Which tasks a person wants to see: flags as a value, and the plain predicate that judges it."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.values import ACCEPTED, ME, PRIORITIES, Status

if TYPE_CHECKING:
    from vaultsync.core.model import Task


class Whose(StrEnum):
    """Who has to do it, seen from the owner of the vault."""

    MINE = "mine"
    OTHERS = "others"
    UNASSIGNED = "unassigned"


def whose(owners: Collection[str], me: Collection[str]) -> Whose:
    """Return whose a task is; `me` are the names of the vault's owner, in any case."""
    if not owners:
        return Whose.UNASSIGNED
    names = ME | {name.casefold() for name in me}
    return Whose.MINE if any(owner.casefold() in names for owner in owners) else Whose.OTHERS


class Wanted(NamedTuple):
    """What is asked for; every part that is left out admits everything."""

    statuses: frozenset[Status] | None = None
    whose: frozenset[Whose] | None = None
    owner: str = ""
    """Part of an assignee's name, in any case."""

    due_from: date | None = None
    due_to: date | None = None
    """Inclusive; a task without a date that exists in the calendar lies in no range."""

    dated: bool | None = None
    """Whether there is a due date that exists in the calendar."""

    tag: str = ""
    """With or without `#`, in any case; `#a` admits `#a/b`."""

    note: str = ""
    """Part of the path of any of the task's notes, in any case."""

    text: str = ""
    """Part of the title of any of the task's lines, in any case."""

    live: bool | None = True


def section(status: Status) -> int:
    """Return 0 for accepted work, 1 for proposals, 2 for what is decided."""
    return 0 if status in ACCEPTED else 1 if status is Status.PROPOSED else 2


def place_in_list(task: "Task") -> tuple[int, str, int, str, int, str]:
    """Return the sort key of a task: section, due date (none last), priority, path and line."""
    due = task.due.isoformat() if isinstance(task.due, date) else "9999-99-99"
    speaker = task.speaker
    return section(task.status), due, PRIORITIES.index(speaker.said.priority), speaker.path, speaker.line, task.uid


def matches(task: "Task", wanted: Wanted, me: Collection[str]) -> bool:
    """Whether a task is among those asked for."""
    due = task.due if isinstance(task.due, date) else None
    return (
        (wanted.statuses is None or task.status in wanted.statuses)
        and (wanted.live is None or task.live == wanted.live)
        and (wanted.whose is None or whose(task.owners, me) in wanted.whose)
        and (not wanted.owner or any(_within(wanted.owner, owner) for owner in task.owners))
        and (wanted.due_from is None or (due is not None and due >= wanted.due_from))
        and (wanted.due_to is None or (due is not None and due <= wanted.due_to))
        and (wanted.dated is None or (due is not None) == wanted.dated)
        and (not wanted.tag or any(_has_tag(wanted.tag, tag) for tag in task.speaker.said.tags))
        and (not wanted.note or any(_within(wanted.note, line.path) for line in task.lines))
        and (not wanted.text or any(_within(wanted.text, line.title) for line in task.lines))
    )


def _within(part: str, whole: str) -> bool:
    return part.casefold() in whole.casefold()


def _has_tag(wanted: str, tag: str) -> bool:
    plain = tag.lstrip("#").casefold()
    asked = wanted.lstrip("#").casefold()
    return plain == asked or plain.startswith(asked + "/")
