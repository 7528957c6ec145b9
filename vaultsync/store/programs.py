"""What a program that a vault's settings name finds in the vault itself: whoever can write there can change it."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from vaultsync.core.errors import NotApproved
from vaultsync.store.refusal import reason

_MAX = 16 * 1024 * 1024
"""Bytes up to which a file is looked at: the daemon does so every few minutes."""

_ELSEWHERE = "Name a program that lies outside the vault."


def files_named(words: Sequence[str], *, vault: str) -> list[str]:
    """Return a text for each file of a vault that a word names; it is another one when the file changes.

    A word may name it from the vault's folder, from the present one, by its whole path, or, if it is the first, as
    PATH has it. Links are followed, and where they lead is part of the text. Folders are passed over.

    Args:
        words: The program and what it is given.
        vault: The vault's folder.

    Raises:
        NotApproved: One is no plain file, too large to be looked at, or cannot be read.
    """
    found = {str(path) for word in words for path in (Path(vault, word), Path(word).absolute())}
    found |= {program for program in map(shutil.which, words[:1]) if program}
    return sorted({text for path in found for text in _told(path, vault)})


def _told(path: str, vault: str) -> Iterator[str]:
    with suppress(OSError):  # most words name no file, and some are too long for a name
        mode, real = Path(path).stat().st_mode, os.path.realpath(path)
        if S_ISDIR(mode):
            return
        held = _lies_in(real, vault)
        if held or _lies_in(path, vault):
            yield f"{real}: {_content(real, plain=S_ISREG(mode)) if held else 'outside'}"


def _lies_in(path: str, vault: str) -> bool:
    """Whether a file lies in a vault, however the vault's folder is spelt."""
    return any(folder.samefile(vault) for folder in Path(path).parents)


def _content(path: str, *, plain: bool) -> str:
    refused = f"[notify] command names {path}, which lies in the vault and"
    if not plain:
        raise NotApproved(f"{refused} is no plain file", remedy=_ELSEWHERE)
    try:
        with Path(path).open("rb") as file:
            if os.fstat(file.fileno()).st_size > _MAX:
                raise NotApproved(f"{refused} is too large to be looked at", remedy=_ELSEWHERE)
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NotApproved(f"{refused} cannot be read: {reason(error)}", remedy=_ELSEWHERE) from error
