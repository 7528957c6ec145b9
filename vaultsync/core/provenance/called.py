"""By which words a file may be called: what an index looks for before `sources` decides which file is meant."""

import re
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.late import Late

if TYPE_CHECKING:
    from vaultsync.core.model import Source
    from vaultsync.core.seen import SeenSource

_EXPORT = Late(r"(\d{4}-\d\d-\d\d[_T ]\d{4,6})_\d{3,6}(?:_(.*))?", re.DOTALL)
_DAY = Late(r"\d{4}-\d\d(?:-\d\d)? +[-–—]* *")


class Called(NamedTuple):
    """What a file is known by."""

    name: str
    """Its file name as all machines agree on it, without `.md`."""

    undated: str
    """The same without a day before it; empty if there is none before it."""


def called(path: str) -> Called:
    """Return what a file is known by."""
    name = normal(path).rpartition("/")[2]
    rest = undated(name)
    return Called(name, rest if rest != name else "")


class SourceNames(NamedTuple):
    """By which words the file that a source means is called, whatever it is."""

    names: tuple[str, ...]
    undated: tuple[str, ...]
    moments: tuple[str, ...]
    """Beginnings of names: those of a mail under any of its ids."""


def words_of(source: "Source | SeenSource") -> SourceNames:
    """Return the words that `Sources.find` looks for; a file that goes by none of them cannot be found."""
    ref, link = (normal(target_of(each)).rpartition("/")[2] for each in (source.ref, source.link))
    names = tuple(dict.fromkeys(each for each in (ref, link) if each))
    exports = filter(None, map(exported, names))
    return SourceNames(names, (link,) if link else (), tuple(f"{moment}_" for moment, _ in exports))


def target_of(ref: str) -> str:
    """Return what a reference names, without brackets, heading and alias."""
    ref = ref.strip()
    if ref.startswith(("[[", "![[")):
        ref = ref.lstrip("!").removeprefix("[[").removesuffix("]]").split("|")[0].split("#")[0]
    if not ref.startswith("file://"):
        return ref
    from urllib.parse import unquote

    return unquote(ref.removeprefix("file://"))


def normal(path: str) -> str:
    """Return a path as all machines agree on it: `/`, NFC, any case, without `.md`."""
    path = path.strip().replace("\\", "/")
    if not path.isascii():
        import unicodedata

        path = unicodedata.normalize("NFC", path)
    path = path.casefold()
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return "/".join(parts).removesuffix(".md")


def undated(name: str) -> str:
    """Return a name without a day before it."""
    day = _DAY().match(name)
    return name[day.end() :] if day else name


def exported(name: str) -> tuple[str, str] | None:
    """Return the moment and the subject in the name of an exported mail; None for another file.

    The subject is as it is written; every name of the same mail begins with the moment and `_`.
    """
    found = _EXPORT().fullmatch(name)
    return (found[1], found[2] or "") if found else None
