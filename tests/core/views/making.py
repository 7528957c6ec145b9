"""Tasks for tests, stated by lines as a person would write them."""

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Task
from vaultsync.core.notes.note import read_note


def task(raw: str, *more: str, path: str = "Work/Kickoff.md") -> Task:
    """The task whose lines these are; the first speaks."""
    lines = [line for text in (raw, *more) for line in read_note(path, text.encode(), Conventions(task_tag="")).lines]
    return Task(uid="vs-1", speaker=lines[0], status=lines[0].status, lines=tuple(lines))
