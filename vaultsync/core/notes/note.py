"""One Markdown file → a `Note`: its facts, its task lines, and what is odd in it."""

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import Gist, Note
from vaultsync.core.notes.gist import read_gist
from vaultsync.core.notes.oddities import odd_lines
from vaultsync.core.notes.task_line import lines_of


def read_note(path: str, data: bytes, conventions: Conventions) -> Note:
    """Read one note with everything that its task lines say: see `core.notes.gist.read_gist`."""
    return note_of(read_gist(path, data, conventions), conventions)


def note_of(gist: Gist, conventions: Conventions) -> Note:
    """Read what the task lines of a note say."""
    lines = tuple(lines_of(gist.facts, gist.stated, conventions))
    odd = (*gist.diagnostics, *odd_lines(lines, conventions))
    return Note(facts=gist.facts, lines=lines, diagnostics=odd, boxes=gist.boxes)
