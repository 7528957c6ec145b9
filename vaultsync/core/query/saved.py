"""Saved queries: a line `@name` stands for the lines that the settings have under that name."""

from collections.abc import Iterable, Mapping, Sequence

from vaultsync.core.errors import did_you_mean
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.query.lines import Line, lines_of

Saved = Mapping[str, Sequence[str]]
"""The lines of saved queries by name; a text may be several lines."""


def filled(lines: Iterable[str], saved: Saved) -> list[Line]:
    """Return the query that some lines make, each `@name` replaced by the lines of the saved query.

    Args:
        lines: One text or several, whose lines are numbered on from each to the next.
        saved: The lines of saved queries by name.

    Raises:
        BadQuery: There is no saved query of a name, or it contains itself.
    """
    written = lines_of("\n".join(lines).replace("\r\n", "\n"))
    return [each for line in written for each in _filled(line, saved, ())]


def _filled(line: Line, saved: Saved, around: tuple[str, ...]) -> list[Line]:
    text = line.text.strip()
    name = text.removeprefix("@")
    if name == text:
        return [line]
    if name not in saved:
        hint = did_you_mean(f"@{name}", [f"@{each}" for each in saved])
        known = ", ".join(f"@{each}" for each in sorted(saved)) or "none"
        who = "me" if name.lower() in ("me", "myself") else name
        tag = "" if who == "me" or " " in name else f", for a tag `tags include {name}`"
        else_ = f"For a person write `assignee is {who}`{tag}."
        remedy = hint or f"Under [queries] of the settings there are: {known}. {else_}"
        raise BadQuery(f"there is no saved query `{name}`", line=line.spot, word=name, remedy=remedy)
    if name in around:
        which, what = ("it", "the line") if name == around[-1] else (f"the saved query `{name}`", "one of the two")
        remedy = f"Take {what} out of [queries]."
        raise BadQuery(f"{which} contains itself", line=line.spot, word=name, remedy=remedy)
    inner = lines_of("\n".join(saved[name]), f"the saved query `{name}`")
    return [each for one in inner for each in _filled(one, saved, (*around, name))]
