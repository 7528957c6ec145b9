"""A note's source → the file in the vault that it means, wherever it has gone since."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from vaultsync.core.provenance.called import exported, normal, target_of, undated

if TYPE_CHECKING:
    from vaultsync.core.model import Source
    from vaultsync.core.seen import SeenSource

_REPLY: Final = r"\A(?:(?:re|fwd?|aw|wg|antw|sv) )+"
_SIGNS: Final = r"[\W_]+"
_ABSOLUTE: Final = r"[/\\~]|[A-Za-z]:"
_MAX_DEPTH: Final = 64
"""Folders of a reference that are looked at, from its file upwards."""

_MIN_SUBJECT: Final = 8
"""From this many letters on a subject that was cut off is known by its beginning."""


class How(StrEnum):
    """By what a source was found, from sure to less sure."""

    PATH = "path"
    FOREIGN_PATH = "path on another machine"
    NAME = "name"
    SAME_MAIL = "same mail under another id"
    LINK = "link"


class FoundSource(NamedTuple):
    """What a note's source was found to be."""

    path: str
    """The file, relative to the vault; empty if several fit equally well."""

    how: How
    candidates: tuple[str, ...]
    """Every file that fits as well as any other, sorted; one if `path` is given."""

    because: str
    """In words: `name; it lies in _archive/2025 now`."""


class Sources:
    """The files of a vault, by what notes call them. Finding one costs the same however many there are."""

    def __init__(self, paths: Iterable[str]) -> None:
        """File the paths of all `.md` files, relative to the vault, with `/`."""
        self._paths: defaultdict[str, list[str]] = defaultdict(list)
        self._names: defaultdict[str, list[str]] = defaultdict(list)
        self._undated: defaultdict[str, list[str]] = defaultdict(list)
        self._mails: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for path in sorted(set(paths)):
            known = normal(path)
            name = known.rpartition("/")[2]
            self._paths[known].append(path)
            self._names[name].append(path)
            self._undated[undated(name)].append(path)
            mail = _mail(name)
            if mail:
                self._mails[mail[0]].append((mail[1], path))

    def find(self, source: "Source | SeenSource", noted_on: date | None = None, *, of: str = "") -> FoundSource | None:
        """Return the file that a source means, or None if it is nowhere.

        `source_ref` is tried as a path of the vault, as one of another machine, by its file name, and as the same
        mail under another id; then the note's link. Where several files have the name, the one in the most
        similar folders is meant, then the one of the note's day, then the one that the link names.

        Args:
            source: What the note names.
            noted_on: The day of the note.
            of: The note itself, which is not its own source.
        """
        link = self._by_name(source.link, noted_on, of, How.LINK) if source.link.strip() else None
        found = self._by_ref(source.ref, noted_on, of) if source.ref.strip() else None
        if found is None or found.path or link is None or link.path not in found.candidates:
            return found or link
        return FoundSource(link.path, found.how, (link.path,), f"{found.because}, and the link")

    def _by_ref(self, ref: str, noted_on: date | None, of: str) -> FoundSource | None:
        target = target_of(ref)
        wanted = normal(target)
        parts = wanted.split("/")[-_MAX_DEPTH:]
        for at in range(len(parts)):
            paths = _without(self._paths.get("/".join(parts[at:]), []), of)
            # A bare name in the vault's own folder is found by its path only if that is all the reference says.
            if paths and (at == 0 or at < len(parts) - 1):
                how = How.FOREIGN_PATH if at and re.match(_ABSOLUTE, target) else How.PATH
                return _one_of([path for path in paths if path == target] or paths, how, wanted, noted_on)
        return self._by_name(ref, noted_on, of, How.NAME) or self._by_mail(parts[-1], noted_on, of)

    def _by_name(self, ref: str, noted_on: date | None, of: str, how: How) -> FoundSource | None:
        wanted = normal(target_of(ref))
        name = wanted.rpartition("/")[2]
        if not name:
            return None
        paths = _without(self._names.get(name, []), of)
        if not paths and how is How.LINK:
            paths = _without(self._undated.get(name, []), of)
            mail = None if paths else self._by_mail(name, noted_on, of)
            if mail:
                return mail
        return _one_of(paths, how, wanted, noted_on) if paths else None

    def _by_mail(self, name: str, noted_on: date | None, of: str) -> FoundSource | None:
        mail = _mail(name)
        if mail is None:
            return None
        same = [(subject, path) for subject, path in self._mails.get(mail[0], ()) if path != of]
        paths = [path for subject, path in same if subject == mail[1]]
        paths = paths or [path for subject, path in same if _cut_off(subject, mail[1])]
        return _one_of(paths, How.SAME_MAIL, name, noted_on) if paths else None


def _one_of(paths: list[str], how: How, wanted: str, noted_on: date | None) -> FoundSource:
    """Choose among files that all have the name: by folders, then by day; else name them all."""
    shared = {path: _shared_folders(normal(path), wanted) for path in paths}
    best = [path for path in paths if shared[path] == max(shared.values())]
    if len(best) > 1 and noted_on:
        from vaultsync.core.notation.dates import date_in

        best = [path for path in best if date_in(path.rpartition("/")[2]) == noted_on] or best
    if len(best) > 1:
        return FoundSource("", how, tuple(sorted(best)), f"{how.value}; {len(best)} files fit")
    folder = best[0].rpartition("/")[0]
    moved = how is How.NAME and "/" in wanted
    return FoundSource(
        best[0], how, (best[0],), f"{how.value}; it lies in {folder or 'the vault'} now" if moved else how.value
    )


def _without(paths: list[str], of: str) -> list[str]:
    return [path for path in paths if path != of]


def _shared_folders(path: str, wanted: str) -> int:
    """Return how many folders above the file agree, from the file upwards."""
    count = 0
    for one, other in zip(path.split("/")[-2::-1], wanted.split("/")[-2::-1], strict=False):
        if one != other:
            break
        count += 1
    return count


def _mail(name: str) -> tuple[str, str] | None:
    """Return the moment and the subject of an exported mail's file name, which stay when it is exported again."""
    export = exported(name)
    if not export:
        return None
    from vaultsync.core.reconcile.stems import fold

    moment, subject = export
    return moment, re.sub(_REPLY, "", re.sub(_SIGNS, " ", fold(subject)).strip() + " ").strip()


def _cut_off(one: str, other: str) -> bool:
    """Whether one subject is the beginning of the other: file systems and exporters shorten names."""
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= _MIN_SUBJECT and longer.startswith(shorter)
