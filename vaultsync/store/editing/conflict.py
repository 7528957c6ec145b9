"""Conflict copies: what another program saved at the same moment is kept beside the note, under a name that is seen."""

import os
from pathlib import PurePosixPath

from vaultsync.core.model import Diagnostic
from vaultsync.store.editing.folder import Folder
from vaultsync.store.editing.opened import EditContext

_LONGEST_NAME = 255
"""Bytes of a file name; where letters are counted instead, as many bytes always fit."""


def keep_copy(folder: Folder, name: str, path: str, context: EditContext) -> None:
    """Keep a file that nobody may lose as a conflict copy of a note, and tell about it.

    Args:
        folder: Of the note and the file.
        name: Of the file, which is renamed.
        path: The note, relative to the vault.
        context: Its clock gives the minute in the name of the copy.

    Raises:
        OSError: The system refuses; the file keeps its name.
    """
    note = PurePosixPath(path)
    moment = context.clock().strftime("%Y%m%d%H%M")
    number = 1
    while folder.exists(
        copy := _fitting(note.stem, f" (Conflicted copy vaultsync {moment}{f' {number}' * (number > 1)}){note.suffix}")
    ):
        number += 1
    folder.rename(name, copy)
    context.tell(
        Diagnostic(
            path=path,
            line=0,
            code="conflict-copy",
            message=f"another program saved this note at the same moment; its version was kept as {copy!r}",
            remedy="Compare the two, then delete the copy.",
        )
    )


def _fitting(stem: str, rest: str) -> str:
    """Return a file name that systems take, of whole letters: its stem is cut short where need be."""
    while stem and len(os.fsencode(stem + rest)) > _LONGEST_NAME:
        stem = stem[:-1]
    return stem + rest
