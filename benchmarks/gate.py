"""Whether the index is right: a bar that a wrong index meets does not count."""

import re
from pathlib import Path

from benchmarks.measure import ROOT
from vaultsync.core.conventions import Conventions
from vaultsync.core.model import NoteFacts
from vaultsync.core.notes.blocks import read_blocks
from vaultsync.core.notes.frontmatter import frontmatter_end
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.task_line import task_line
from vaultsync.core.text import decode, rows

_ITEM = re.compile(r"\ufeff?[ \t>]*(?:[-*+]|[0-9]{1,9}[.)]) +\[[^\r\n]\](?=[ \t]|\Z)")
_MOST = 200_000
"""Bytes of the largest note that the block parser is asked about: beyond, it takes minutes."""


def differences(folder: Path) -> list[str]:
    """Return the notes in which the fast reading finds other task lines than markdown-it-py and the full reading."""
    every = Conventions(task_tag="")
    found = []
    for path in sorted(folder.rglob("*.md")):
        data = path.read_bytes()
        if len(data) > _MOST:
            continue
        read = [(each.line, each.raw) for each in read_gist(path.name, data, every).stated]
        if read != _judged(path.name, data, every):
            found.append(str(path))
    return found


def corpora(vault: Path, also: tuple[Path, ...]) -> tuple[Path, ...]:
    """Return the folders that are asked about: the tests' own, one made vault, and what else was named."""
    return (ROOT / "sample_vault", ROOT / "tests" / "corpus", vault, *also)


def _judged(path: str, data: bytes, conventions: Conventions) -> list[tuple[int, str]]:
    text = decode(data)
    end = frontmatter_end(text)
    structure = [row for row, _ in rows(text)]
    blocks = read_blocks("\n" * len(rows(text[:end])) + text[end:].removeprefix("\ufeff"))
    items = [item for item in blocks.items if _ITEM.match(structure[item.line - 1])]
    lines = (task_line(NoteFacts(path=path), structure[item.line - 1], item.line, conventions) for item in items)
    return [(line.line, line.raw) for line in lines if line is not None]
