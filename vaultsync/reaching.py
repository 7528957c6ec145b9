"""The tasks that names reach, asked of an index and of the notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vaultsync.core.errors import NoteChanged
from vaultsync.core.finding import left_to_do, nothing, only, place_in
from vaultsync.core.views.listed import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.core.model import Task
    from vaultsync.core.ports import Index, Vault


def reached(names: Sequence[str], index: Index, vault: Vault, *, undecided: bool) -> tuple[Task, ...]:
    """Return the tasks that names reach, each once: see `app.App.find`."""
    found: dict[str, Task] = {}
    for name in names:
        tasks = _placed(name, index, vault) or _named(name, index, undecided=undecided)
        if not tasks:
            raise nothing(name, names, index)
        task = only(name, tasks, listed, lambda each: each.names)
        found.setdefault(task.uid, task)
    return tuple(found.values())


def _named(name: str, index: Index, *, undecided: bool) -> list[Task]:
    found = index.named(name) if name else []
    if not found:
        found = left_to_do(index.titled(name)) if undecided else index.titled(name)
    return found or index.loosely_named(name)


def _placed(name: str, index: Index, vault: Vault) -> list[Task]:
    """Return the task of the line that is named as `PATH:LINE`.

    Raises:
        NoteChanged: The note says something else there by now: whoever counts its lines means another one.
    """
    place = place_in(name)
    found = index.placed(*place) if place else []
    for task in found:
        line = next(line for line in task.lines if line.place == place)
        if _says(vault, *line.place) != line.raw:
            raise NoteChanged(*line.place)
    return found


def _says(vault: Vault, path: str, number: int) -> str | None:
    """Return what stands in a note at a line now; None if nothing does."""
    from vaultsync.core.text import decode, rows
    from vaultsync.core.walk import UnreadableNote

    try:
        lines = rows(decode(vault.read(path)[0]))
    except (FileNotFoundError, UnreadableNote):
        return None
    return lines[number - 1][0] if number <= len(lines) else None
