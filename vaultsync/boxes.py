"""Which checkboxes of a vault a tag would make tasks, whatever makes them tasks now."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.task_line import is_task
from vaultsync.core.walk import UnreadableNote

if TYPE_CHECKING:
    from vaultsync.app import App


class Boxes:
    """The checkboxes of one vault; its notes are read when the first tag is asked about."""

    def __init__(self, app: App) -> None:
        """Look at the notes of an application's vault."""
        self._app = app

    def having(self, tag: str) -> int:
        """Return how many checkboxes would be tasks if `task_tag` were this."""
        conventions = self._app.conventions._replace(task_tag=tag)
        return sum(is_task(raw, conventions) for raw in self._lines)

    @cached_property
    def _lines(self) -> list[str]:
        conventions = self._app.conventions._replace(task_tag="")
        lines: list[str] = []
        for path in self._app.vault.walk().notes:
            try:
                data, _ = self._app.vault.read(path)
            except (FileNotFoundError, UnreadableNote):
                continue
            lines += (each.raw for each in read_gist(path, data, conventions).stated)
        return lines
