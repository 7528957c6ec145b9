"""Saved queries: a line `@name` stands for the lines that the settings have under that name."""

from collections.abc import Iterable, Mapping, Sequence

from vaultsync.core.errors import did_you_mean
from vaultsync.core.query.errors import BadQuery

Saved = Mapping[str, Sequence[str]]
"""The lines of saved queries by name; a text may be several lines."""


def filled(lines: Iterable[str], saved: Saved) -> str:
    """Return the query that some lines make, each `@name` replaced by the saved query.

    Raises:
        BadQuery: There is no saved query of a name, or it contains itself.
    """
    found: list[str] = []
    for line in "\n".join(lines).replace("\r\n", "\n").split("\n"):
        found += _filled(line, len(found) + 1, saved, ())
    return "\n".join(found)


def _filled(line: str, number: int, saved: Saved, around: tuple[str, ...]) -> list[str]:
    name = line.strip().removeprefix("@")
    if not line.strip().startswith("@"):
        return [line]
    if name not in saved:
        hint = did_you_mean(f"@{name}", [f"@{each}" for each in saved], cutoff=0.6)
        known = ", ".join(f"@{each}" for each in sorted(saved)) or "none"
        remedy = hint or f"Under [queries] of the settings there are: {known}."
        raise BadQuery(f"there is no saved query `{name}`", line=number, word=name, remedy=remedy)
    if name in around:
        raise BadQuery(
            f"the saved query `{name}` contains itself",
            line=number,
            word=name,
            remedy="Take one of the two out of [queries].",
        )
    inner = "\n".join(saved[name]).split("\n")
    return [text for each in inner for text in _filled(each, number, saved, (*around, name))]
