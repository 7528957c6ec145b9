"""Two tasks that may be one, in words."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vaultsync.core.values import Status
from vaultsync.faces.texts.words import clean

if TYPE_CHECKING:
    from vaultsync.core.model import Task
    from vaultsync.core.views.listed import Listed, Suggested


def may_be_one(other: "Listed", short: Mapping[str, str]) -> str:
    """Return with which task one may be one: `one with p-kwq3t “Call the bank”, which is done`."""
    which = "" if other.status is Status.PROPOSED else f", which is {other.status.value}"
    return clean(f"one with {short[other.uid]} “{other.title}”{which}")


def merging(one: str, other: str) -> tuple[str, str]:
    """Return two uids in the order in which `merge` takes them: one that lasts becomes that of both."""
    return (other, one) if one.startswith("p-") and not other.startswith("p-") else (one, other)


def to_decide(uid: str, found: "Iterable[Suggested]", short: Mapping[str, str]) -> list[str]:
    """Return with which tasks one may be one, each with the commands that decide it."""
    told = []
    for pair in found:
        other = pair.beside(uid)
        names = " ".join(short[each] for each in merging(uid, other.uid))
        commands = f"`vaultsync merge {names}` makes them one task, `vaultsync keep-apart {names}` keeps them two"
        told.append(f"{may_be_one(other, short)}; {commands}")
    return told


def kept_apart(one: "Task", other: "Task", short: Mapping[str, str], *, done: bool) -> str:
    """Return which two tasks a command keeps apart though they may be one, and how they are joined.

    Args:
        one: A task.
        other: Another one.
        short: Their short names.
        done: Whether it has been done already.
    """
    both = " and ".join(f"{short[task.uid]} “{task.title}”" for task in (one, other))
    names = " ".join(short[uid] for uid in merging(one.uid, other.uid))
    keeps = "are two tasks now" if done else "would be two tasks"
    return f"{both} may be one task, and {keeps}, each with an id of its own; `vaultsync merge {names}` makes them one"
