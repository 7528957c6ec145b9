"""A name that somebody types, as it may be written behind `@` on a task line."""

import re
from collections.abc import Iterator
from unicodedata import category

from vaultsync.core.errors import VaultSyncError
from vaultsync.core.notation.emoji import SIGNS
from vaultsync.core.notation.line import DIALECTS, read_line
from vaultsync.core.notation.people import STOPS, TAG, UNASSIGNED
from vaultsync.core.notes.task_line import words_of

_SIGNS_OF = {
    TAG: "is a tag",
    re.compile(r"\w+::"): "begins a field of a task",
    re.compile(r"(?:^|\s)\^\S+"): "is the id of a block",
    re.compile(r"`|%%|<|\[[^\[\]]\]"): "is a sign of Markdown",  # code, a comment, HTML, a checkbox
}


class BadName(VaultSyncError):
    """A name that would be read as something else, or as nobody's, once it stands on a line."""

    exit_status = 2

    def __init__(self, name: str, because: str, *, remedy: str = "") -> None:
        super().__init__(
            f"`{name}` is no name of a person: {because}",
            remedy=remedy
            or "Write the name alone, as the notes do: --to 'Bo Lind'. It has letters, each word begins with a"
            " capital, and there are six words at most. Dates are moved by `vaultsync defer`.",
        )
        self.because = because


def assignable(typed: str) -> str:
    """Return a name as it is written behind `@`: without the sign, single spaces between its words; empty for nobody.

    Raises:
        BadName: It holds signs of tasks or of Markdown, has no letter, or would not be read again as it is written.
    """
    name = " ".join(typed.split()).lstrip("@")
    if not name or name.lower() in UNASSIGNED:
        return name
    because = next(_objections(typed.strip(), name), "")
    if because:
        raise BadName(name, because)
    return name


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
    if not any(map(str.isalnum, name)):
        yield "it has no letter"
    if not all(_is_read_again(name, dialect) for dialect in DIALECTS):
        yield "on a line it would not be read as the name of somebody who is asked"


def _is_read_again(name: str, dialect: str) -> bool:
    said = read_line(f"- [ ] Send it @{name}", dialect)
    return said is not None and words_of(said, "") == ("Send it", (name.rstrip(STOPS),))
