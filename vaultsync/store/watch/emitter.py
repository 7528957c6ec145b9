"""What a change of a file asks for, by where it lies."""

from collections.abc import Callable
from typing import Protocol

from vaultsync.core.events import EventKind

Emit = Callable[[EventKind, str], None]
"""Hears what is asked for, and of which note, relative to the vault."""


class Emitter(Protocol):
    """Tells of changes in one folder and all below it, from `start` to `stop`."""

    def start(self) -> None:
        """Watch from now on; raises OSError if that cannot be done."""

    def alive(self) -> bool:
        """Whether it still tells of everything."""

    def stop(self) -> None:
        """Watch no longer."""


def asked(path: str, of_note: EventKind, settings: frozenset[str]) -> tuple[EventKind, str] | None:
    """Return what a change of a file asks for, None if nothing.

    Args:
        path: The file, relative to the vault, with `/` between folders.
        of_note: What is asked for if it is a note.
        settings: Files of settings, relative to the vault.
    """
    if path in settings:
        return EventKind.SETTINGS, ""
    if path[-3:].lower() == ".md":
        if is_passed_over(path):
            return None
        return of_note, "" if of_note is EventKind.WALK else path
    return (EventKind.WALK, "") if _is_placeholder(path) else None


def is_passed_over(path: str) -> bool:
    """Whether a part of a path begins with a dot: Obsidian's own folders and others'."""
    return path.startswith(".") or "/." in path


def _is_placeholder(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return name.startswith(".") and name.endswith(".md.icloud") and not is_passed_over(folder)
