"""Notes about people and meetings, and who is meant by a name."""

from vaultsync.core.model import NoteFacts
from vaultsync.core.people import Registry


def about(name: str, *aliases: str, folder: str = "People") -> NoteFacts:
    """The person note of somebody."""
    return NoteFacts(path=f"{folder}/{name}.md", type="people", title=name, aliases=aliases)


def meeting(*participants: str, path: str = "Meetings/Weekly.md") -> NoteFacts:
    return NoteFacts(path=path, participants=participants)


def known(registry: Registry, name: str, *participants: str) -> str:
    """The one who is meant; several names with strokes between them, or nothing."""
    return " / ".join(person.name for person in registry.resolve(name, participants).people)
