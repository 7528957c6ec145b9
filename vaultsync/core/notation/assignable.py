"""A name that somebody types, as it may be written behind `@` on a task line."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from shlex import quote
from typing import Final
from unicodedata import category

from vaultsync.core.errors import VaultSyncError
from vaultsync.core.notation.emoji import SIGNS
from vaultsync.core.notation.line import DIALECTS, read_line
from vaultsync.core.notation.people import STOPS, TAG, UNASSIGNED
from vaultsync.core.notation.postpone import read_step
from vaultsync.core.notes.task_line import words_of

_SIGNS_OF = {
    TAG: "is a tag",
    re.compile(r"\w+::"): "begins a field of a task",
    re.compile(r"(?:^|\s)\^\S+"): "is the id of a block",
    re.compile(r"`|%%|<|\[[^\[\]]\]"): "is a sign of Markdown",  # code, a comment, HTML, a checkbox
}


_ALONE: Final = (
    "Write the name alone, as the notes do: {}. It has letters, each word begins with a capital, and there are six"
    " words at most. Dates are moved by `vaultsync defer`."
)
NOBODY: Final = "Write {} if nobody is to be in charge any more."
"""What is said where somebody wants that, and types something else than the empty name."""

_SHORT: Final = re.compile(
    r"(?:\d{4}[- ]?)?Q[1-4]|asap|eod|eow|eom|whenever|someday|feb|apr|aug|sept?|oct|nov|dec", re.IGNORECASE
)
"""Says when, in letters that stand for words; not `jan`, `mar`, `jun` and `jul`, for people are called so."""

_DAY = re.compile(
    r"(?:(?:next|last|this|coming|by|until|on)\s+)?"
    r"(?:today|tomorrow|tonight|yesterday|week(?:end)?|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day)",
    re.IGNORECASE,
)


class BadName(VaultSyncError):
    """A name that would be read as something else, or as nobody's, once it stands on a line."""

    exit_status = 2

    def __init__(self, name: str, because: str, *, advice: str = _ALONE, names: Sequence[str] = ("Bo Lind",)) -> None:
        """Say what is wrong, and what to write instead.

        Args:
            name: As it was typed.
            because: Why it is none.
            advice: The remedy, with `{}` where names to write stand.
            names: The names.
        """
        super().__init__(
            f"`{name}` is no name of a person: {because}",
            remedy=advice.format(" or ".join(f"--to {quote(each)}" for each in names)),
        )
        self.because = because
        self.remedy_when_asked = advice.format(" or ".join(each or "''" for each in names))
        """The remedy for somebody who was asked for a name, and not for an option."""


def assignable(typed: str) -> str:
    """Return a name as it is written behind `@`: without the sign, single spaces between its words.

    It is empty, for nobody, only if nothing at all was typed.

    Raises:
        BadName: It is blank, holds signs of tasks or of Markdown, has no letter, or would not be read again as it is
            written.
    """
    name = " ".join(typed.split()).lstrip("@")
    if typed and not name:
        raise BadName(typed, "there is none in it", advice=NOBODY, names=("",))
    if not name or name.lower() in UNASSIGNED:
        return name
    because = next(_objections(typed.strip(), name), "")
    if because:
        raise BadName(name, because)
    return name


def is_day(name: str) -> bool:
    """Whether a name reads like the answer to when, not to who: `tomorrow`, `Next Monday`, `2026-02-03`, `+3d`.

    Months in full are none, for people are called April and June, nor are days cut short, for some are called Sun.
    """
    if _DAY.fullmatch(name) or _SHORT.fullmatch(name) or read_step(name):
        return True
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True


def _objections(typed: str, name: str) -> Iterator[str]:
    if any(category(sign) in ("Cc", "Zl", "Zp") for sign in typed):
        yield "it has a line break or another control character in it"
    if sign := next((letter for letter in name if letter in SIGNS), ""):
        yield f"{sign} begins a field of a task"
    for pattern, is_ in _SIGNS_OF.items():
        if found := pattern.search(name):
            yield f"{found[0].strip()} {is_}"
    if name.count("[[") != name.count("]]"):
        yield "a link is opened and not closed, or closed and not opened"
    if "@" in name:
        yield "it holds a second @; one person is put in charge"
    if not any(map(str.isalpha, name)) and not is_day(name):
        yield "it has no letter"
    if not all(_is_read_again(name, dialect) for dialect in DIALECTS):
        yield "on a line it would not be read as the name of somebody who is asked"


def _is_read_again(name: str, dialect: str) -> bool:
    said = read_line(f"- [ ] Send it @{name}", dialect)
    return said is not None and words_of(said, "") == ("Send it", (name.rstrip(STOPS),))
