"""Where a note that was edited stands by now: under another name, if one note alone has all that was written."""

import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from vaultsync.core.editing.locate import ids
from vaultsync.core.errors import VaultSyncError
from vaultsync.store.editing.folder import read_all
from vaultsync.store.editing.opened import BeingWritten, EditContext, opened
from vaultsync.store.editing.records import Writing, digest


def followed(writings: Sequence[Writing], root: Path, context: EditContext) -> list[tuple[Writing, Writing]]:
    """Find notes again that were renamed since: pairs of what was written, under its old and its present name.

    Args:
        writings: What one operation wrote, one for each note.
        root: The vault.
        context: Says which notes have some lines.
    """
    now = {each.path: each.path for each in writings}
    gone = [each for each in writings if not os.path.lexists(root / each.path)]
    stated = context.stating({text for each in gone for text in _lines(each)}) if gone else {}
    # Notes that nobody has changed are told from each other first: what is left is one of the others.
    for whole in (True, False):
        for each in gone:
            if now[each.path] == each.path:
                having = _having_all(_lines(each), stated)
                # A note that is gone by now and is known all the same may be about to come back: editors save so.
                others = having - {*now, *now.values()} if each.path not in having else set()
                if whole:
                    others = {path for path in others if _digest(root, path, context) == each.after}
                # Without an id, other words may stand alike in another note.
                if len(others) == 1 and (whole or ids(_lines(each))):
                    (now[each.path],) = others
    return [(each, _named(each, now[each.path])) for each in writings]


def _lines(writing: Writing) -> set[str]:
    return {text for edit in writing.edits for text in edit.after}


def _having_all(lines: Collection[str], stated: Mapping[str, Collection[str]]) -> set[str]:
    """Return the notes that have all of some lines, of which there may be none."""
    notes = [{*stated.get(line, ())} for line in lines]
    return set.intersection(*notes) if notes else set()


def _named(writing: Writing, path: str) -> Writing:
    if path == writing.path:
        return writing
    return writing._replace(path=path, edits=tuple(edit._replace(path=path) for edit in writing.edits))


def _digest(root: Path, path: str, context: EditContext) -> str:
    with suppress(VaultSyncError, BeingWritten, OSError), opened(root, path, context) as note:
        return digest(read_all(note.descriptor))
    return ""
