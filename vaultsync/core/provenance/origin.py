"""What a task's lines tell of where it came from. What reads mails is imported when there is one."""

from typing import TYPE_CHECKING, NamedTuple

from vaultsync.core.provenance.called import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vaultsync.core.model import NoteFacts, Task, TaskLine
    from vaultsync.core.provenance.called import SourceNames
    from vaultsync.core.provenance.likely import Likely
    from vaultsync.core.provenance.messages import Message
    from vaultsync.core.provenance.sources import FoundSource
    from vaultsync.core.seen import SeenLine, SeenNote, SeenTask

    KnownAs = Callable[[SourceNames], Iterable[str]]
    """Returns at least the paths of the files that go by some words."""

    Read = Callable[[str], bytes]
    """Returns the bytes of a file of the vault; none if it cannot be read."""


class Origin(NamedTuple):
    """Where a task came from, as far as the vault tells."""

    named: "str | None"
    """What a note of the task names as its source; the speaking line's note goes first."""

    found: "FoundSource | None"
    """The file that is meant by it."""

    thread: "tuple[Message, ...]"
    likely: "Likely | None"
    """The message and the sentence that most likely asked for it."""


def origin(task: "Task | SeenTask", known_as: "KnownAs", read: "Read") -> Origin:
    """Return the mail or transcript behind a task, its messages, and the sentence that most likely asked for it."""
    speaker = task.speaker
    said: Sequence[TaskLine | SeenLine] = task.lines
    notes = [speaker.note, *(line.note for line in reversed(said) if line is not speaker)]
    note = next((note for note in notes if note.source.ref or note.source.link), None)
    if note is None:
        return Origin(None, None, (), None)
    named = note.source.ref.rpartition("/")[2] or note.source.link
    named = f"{note.source.kind}: {named}" if note.source.kind else named
    found = source_of(note, known_as)
    messages = thread(found, read)
    if not messages:
        return Origin(named, found, (), None)
    from vaultsync.core.provenance.likely import likely_message

    return Origin(named, found, messages, likely_message(task.title, messages))


def thread(source: "FoundSource | None", read: "Read") -> "tuple[Message, ...]":
    """Return the messages of a source, none if it was not found."""
    if source is None or not source.path:
        return ()
    from vaultsync.core.provenance.messages import messages

    return messages(read(source.path))


def source_of(note: "NoteFacts | SeenNote", known_as: "KnownAs") -> "FoundSource | None":
    """Return the file that a note names as its source, or None if it is nowhere."""
    paths = list(known_as(words_of(note.source)))
    if not paths:
        return None
    from vaultsync.core.provenance.sources import Sources

    return Sources(paths).find(note.source, note.noted_on, of=note.path)
