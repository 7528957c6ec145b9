"""Two tasks that may be one, in words."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from vaultsync.core.values import Status
from vaultsync.faces.texts.words import clean

if TYPE_CHECKING:
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
