"""Which notes are about a person, and which persons a note names."""

import re
from collections.abc import Iterator
from typing import Final

from vaultsync.core.model import NoteFacts
from vaultsync.core.notation.dates import date_in
from vaultsync.core.people.names import is_role, words

PEOPLE_FOLDERS: Final = frozenset({"people", "persons", "contacts"})
"""Names of folders, in lower case, in which each note or folder is a person."""

_TYPES: Final = frozenset({"people", "person", "contact"})
_FOLDER_NOTES: Final = frozenset({"readme", "index", "_index", "about"})
_CAPITALISED: Final = re.compile(r"[^\W\d_a-z]")


def counts(note: NoteFacts) -> bool:
    """Whether what a note says about people counts: archives do, templates, conflict copies and exclusions do not."""
    return note.live or note.not_live_because == "archive"


def name_of(note: NoteFacts) -> str:
    """Return whom a note is about as a whole, or nothing: it is no person note.

    A person note has no date in its name. It is `People/Ana Ruiz.md`, `People/Ana Ruiz/README.md`,
    `People/Ana Ruiz/Ana Ruiz.md`, or has `type: people` and, for its own name, the name of somebody.
    """
    *folders, file = note.path.split("/")
    stem = file[:-3] if file.lower().endswith(".md") else file
    if date_in(stem):
        return ""
    typed = note.type in _TYPES
    if stem.lower() in _FOLDER_NOTES:
        folder = folders[-1] if folders else ""
        return folder if typed or _is_people_folder(folders[:-1]) else ""
    if _is_people_folder(folders) or (_is_people_folder(folders[:-1]) and words(stem) == words(folders[-1])):
        return stem if words(stem) and stem.lower() not in PEOPLE_FOLDERS else ""
    return stem if typed and _is_full_name(stem) and not is_role(stem) else ""


def home(path: str, name: str) -> str:
    """Return the folder that a person's folder or note lies in, so that both ways to keep one person agree."""
    folders = path.split("/")[:-1]
    if folders and words(folders[-1]) == words(name):
        folders.pop()
    return "/".join(folders)


def named_in(note: NoteFacts) -> Iterator[str]:
    """Yield the names of the people that a note's frontmatter and place name, the note's own person apart."""
    yield from note.participants
    if note.person:
        yield note.person
    folders = note.path.split("/")[:-1]
    if note.type in _TYPES and _is_people_folder(folders[:-1]) and _is_full_name(folders[-1]):
        yield folders[-1]


def _is_people_folder(folders: list[str]) -> bool:
    return bool(folders) and folders[-1].lower() in PEOPLE_FOLDERS


def _is_full_name(text: str) -> bool:
    return 2 <= len(words(text)) <= 5 and all(_CAPITALISED.match(part) for part in text.split()[:1])
