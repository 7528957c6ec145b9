"""The records of the journal, as values and as JSON, in every format they ever had."""

import hashlib
from collections.abc import Mapping
from typing import Any, NamedTuple

from vaultsync.core.errors import StoreError
from vaultsync.core.model import Edit
from vaultsync.core.text import decode

FORMAT = 1
"""Of the records."""


class Writing(NamedTuple):
    """One try to write one note, on behalf of an operation."""

    number: int
    """Of its record in the journal."""

    operation: int
    path: str
    """The note, relative to the vault."""

    edits: tuple[Edit, ...]
    """Numbered as the lines stood in the base; none if only lost words were put back."""

    before: str
    """Digest of the base."""

    after: str
    """Digest of the note as it was to become."""

    temporary: str
    """Name of the file beside the note that holds the new bytes, and after the exchange the displaced ones."""

    patch: tuple[int, int, str]
    """How many bytes of the base stay at its beginning and at its end, and what stands between them then."""

    published: bool


def digest(data: bytes) -> str:
    """Return the name of some bytes: equal bytes, equal name."""
    return hashlib.sha256(data).hexdigest()


def upgrade(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record as this version would have written it.

    Raises:
        StoreError: A newer vaultsync wrote it.
    """
    if record["format"] > FORMAT:
        raise StoreError(
            f"the journal has a record of format {record['format']}, this vaultsync knows {FORMAT}",
            remedy="Upgrade vaultsync.",
        )
    return record


def patch(base: bytes, after: bytes) -> tuple[int, int, str]:
    """Return what turns `base` into `after`, as `Writing.patch` has it."""
    head = _shared(base, after)
    tail = _shared(base[head:][::-1], after[head:][::-1])
    return head, tail, decode(after[head : len(after) - tail])


def _shared(one: bytes, other: bytes) -> int:
    """Return how many bytes both begin with."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def edit_as_json(edit: Edit) -> dict[str, Any]:
    """Return an edit as a record has it."""
    return {"path": edit.path, "line": edit.line, "before": list(edit.before), "after": list(edit.after)}


def edit_from_json(record: Mapping[str, Any]) -> Edit:
    """Return the edit that a record of the present format has."""
    return Edit(path=record["path"], line=record["line"], before=tuple(record["before"]), after=tuple(record["after"]))
