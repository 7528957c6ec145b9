"""Values ↔ rows of the index."""

from __future__ import annotations

import json
import marshal
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from vaultsync.core.provenance.called import called
from vaultsync.core.seen import came_back
from vaultsync.core.views.wanted import place_in_list, whose
from vaultsync.store.index.texts import storable as storable
from vaultsync.store.index.texts import stored as stored

if TYPE_CHECKING:
    from vaultsync.core.model import Diagnostic, Gist, NoteFacts, Stated, Task
    from vaultsync.core.walk import Glance, Stamp


def note_row(note: Gist, stamp: Stamp) -> tuple[Any, ...]:
    """Return the columns of a note but for its number: see `schema.TABLES`."""
    return (
        *(storable(note.path), stamp.size, stamp.mtime, stamp.inode, stamp.digest, stamp.racy),
        *(note.not_live_because, note.boxes, says(note), facts_row(note)),
        *map(storable, called(note.path)),
    )


def says(note: Gist) -> bytes:
    """Return a fingerprint of 16 bytes of the facts and task lines of a note: whether they are what they were."""
    from xxhash import xxh3_128_digest  # most that look read no note

    return xxh3_128_digest(repr((note.kept, [*map(tuple, note.stated)])).encode())


def line_row(note: int, line: Stated) -> tuple[Any, ...]:
    """Return the columns of a line that are known before what it says is read."""
    return note, line.line, storable(line.raw), storable(line.heading), line.parent


def diagnostic_row(note: int | None, each: Diagnostic) -> tuple[Any, ...]:
    """Return the columns of a diagnostic of a note, or of the walk."""
    return note, storable(each.path), each.line, each.code, storable(each.message), each.remedy


def walked(seen: Mapping[str, Glance]) -> str:
    """Return a fingerprint of a whole walk, in its order: of folders that did not change the system gives the same."""
    from xxhash import xxh3_128_hexdigest

    # The later versions of the format depend on who else refers to a value.
    return xxh3_128_hexdigest(marshal.dumps([[*seen], [*seen.values()]], 2))


def facts_row(note: Gist) -> str:
    """Return the facts of a note as JSON."""
    return json.dumps(note.kept)


def facts_of(path: str, row: str, not_live_because: str) -> NoteFacts:
    """Return the facts that `facts_row` took."""
    from vaultsync.core.notes import facts

    return facts.facts_of(path, json.loads(row), not_live_because)


def task_row(task: Task, me: Collection[str]) -> tuple[Any, ...]:
    """Return the columns of a task that lists are made of: see `schema.TASK_COLUMNS`."""
    section, due, priority, path, line, _ = place_in_list(task)
    return (
        storable(task.uid),
        task.status.value,
        task.live,
        whose(task.owners, me).value,
        section,
        due,
        priority,
        storable(path),
        line,
        storable("\n".join(task.owners).casefold()),
        storable(" " + "".join(f"{tag.lstrip('#').casefold()} " for tag in task.speaker.said.tags)),
        storable("\n".join(dict.fromkeys(each.path for each in task.lines)).casefold()),
        None if task.due is None else str(task.due),
        storable("\n".join(task.owners)),
        storable(task.title),
        len(task.lines),
        len(came_back(task)),
    )
