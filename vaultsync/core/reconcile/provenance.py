"""Which notes were made from the same mail or transcript, told from the notes' own words."""

import re
from typing import Final

from vaultsync.core.model import NoteFacts
from vaultsync.core.reconcile.stems import fold

_EXPORT: Final = re.compile(r"^(\d{4}-\d\d-\d\d_\d{6})_\d{3,6}_(.*)$")
_REPLY: Final = re.compile(r"^(?:(?:re|fwd?|aw|wg)[-_: ]+)+")


def source_keys(note: NoteFacts) -> frozenset[str]:
    """Names under which a note's source is known; none if it has no source.

    The file name, folded, so that absolute, relative and archived paths agree;
    and of an exported mail its moment and subject, because one mail is exported
    again and again under another number: `2026-01-02_092145_6574_Re-Subject`.
    """
    ref = note.source.ref.strip().strip("[]").replace("\\", "/").rstrip("/")
    name = fold(ref.rpartition("/")[2].removesuffix(".md"))
    mail = _EXPORT.match(name)
    return frozenset(filter(None, (name, f"{mail[1]} {_REPLY.sub('', mail[2])}" if mail else "")))
