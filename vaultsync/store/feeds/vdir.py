"""A folder of calendars with one component in each file (vdir), as vdirsyncer, khal and todoman read it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from vaultsync.core.errors import NotWritable
from vaultsync.store.feeds.out import replace_file
from vaultsync.store.feeds.target import check_content
from vaultsync.store.refusal import reason, remedy

MANIFEST = ".vaultsync.json"
"""The names of the files that are ours; programs that read a vdir pass over what begins with a dot."""


@dataclass(frozen=True, slots=True)
class FolderChange:
    """What bringing a folder to a state has done, in numbers of files."""

    new: int
    changed: int
    removed: int

    @property
    def quiet(self) -> bool:
        """Whether nothing had to be done."""
        return not (self.new or self.changed or self.removed)


def write_vdir(folder: Path, files: Mapping[str, bytes]) -> FolderChange:
    """Give a folder these files, each replaced in one rename and only if its bytes differ.

    Only files that the manifest names are removed. It is written first with the
    names of before and after, so that what an interrupted call leaves is still known as ours.

    Args:
        folder: It is made if it is missing; its parent must be there.
        files: Bytes by file name.

    Raises:
        NotWritable: It cannot be written, something in it is no file, or a name is taken by what is no calendar.
    """
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise NotWritable(f"{folder} cannot be made: {reason(error)}", remedy=remedy(error)) from error
    ours = _ours(folder)
    for name in sorted(files.keys() - ours):
        check_content(folder / name)
    stale = sorted(ours - files.keys())
    if files.keys() - ours:
        _write_manifest(folder, ours | files.keys())
    new = changed = 0
    for name, data in sorted(files.items()):
        there = (folder / name).exists()
        if replace_file(folder / name, data):
            changed, new = (changed + 1, new) if there else (changed, new + 1)
    removed = sum(_remove(folder / name) for name in stale)
    _write_manifest(folder, files.keys())
    return FolderChange(new, changed, removed)


def _ours(folder: Path) -> set[str]:
    try:
        names = json.loads((folder / MANIFEST).read_bytes())
    except (FileNotFoundError, ValueError):
        return set()
    except OSError as error:
        raise NotWritable(f"{folder / MANIFEST} cannot be read: {reason(error)}", remedy=remedy(error)) from error
    # Somebody else may have written it: nothing outside of the folder is removed.
    listed = names if isinstance(names, list) else []
    return {name for name in listed if isinstance(name, str) and Path(name).name == name and name.endswith(".ics")}


def _write_manifest(folder: Path, names: Iterable[str]) -> None:
    replace_file(folder / MANIFEST, json.dumps(sorted(names), indent=0).encode())


def _remove(path: Path) -> bool:
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise NotWritable(f"{path} cannot be removed: {reason(error)}", remedy=remedy(error)) from error
    return True
