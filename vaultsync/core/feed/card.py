"""What calendars need of a task: few plain values, kept in the index, so that no note is read again for a feed."""

from datetime import date, datetime
from hashlib import blake2b
from operator import attrgetter
from typing import NamedTuple

from vaultsync.core.feed.markdown import plain
from vaultsync.core.feed.text import one_line
from vaultsync.core.model import Status, Task, When
from vaultsync.core.notation.times import due_moment, split_times

UNDATED = date(2000, 1, 1)
"""The day of the last change of a task of which nothing tells when it changed."""

SCHEME = "1"
"""Of the digest. Another scheme gives the same meaning another digest, and that is no change of the task."""


class Card(NamedTuple):
    """One task as calendars see it. Days are ISO texts (`2026-01-05`), empty where there is none."""

    uid: str
    """As in the index; a calendar may know the task by another one."""

    ids: tuple[str, ...]
    """The lasting names on its lines, the task's own first; empty if it goes by its words."""

    names: tuple[str, ...]
    """The provisional names of its lines, the speaking line's first."""

    live: bool
    status: str
    title: str
    """The words as written, without times of day."""

    summary: str
    """The words without markup in one line; never empty."""

    path: str
    line: int
    heading: str
    block: str
    """The block id of the speaking line, empty if it has none."""

    owners: tuple[str, ...]
    tags: tuple[str, ...]
    priority: str
    created: str
    start: str
    scheduled: str
    due: str
    """A day; with a time of day (`2026-01-05T14:00`) a moment of the vault's zone."""

    done: str
    """The day of completion, by the speaking line or the one that was done last; empty for what is not done."""

    recurrence: str
    depends_on: tuple[str, ...]
    origin: str
    """What the note was made from: a link, or a path without the folders of another machine."""

    last: str
    """The latest day on which the lines say that something happened."""

    digest: str
    """Of what the task means, in 32 hexadecimal digits: not of where it stands, what it is called, when it changed."""

    @property
    def decided(self) -> bool:
        """Whether nothing is left to do."""
        return self.status in _DECIDED


_DECIDED = frozenset(status.value for status in Status if status.decided)


_meaning = attrgetter(
    *("status", "summary", "owners", "tags", "priority", "created", "start", "scheduled", "due", "done"),
    *("recurrence", "depends_on"),
)
"""What a card says of what its task means, in the order of the digest: see `Card.digest`."""


def card_of(task: Task, *, due_at: datetime | None = None) -> Card:
    """Return the card of a task.

    Args:
        task: Read from its notes.
        due_at: A moment of the vault's zone, without that zone; None: what the speaking line says.
    """
    speaker, said = task.speaker, task.speaker.said
    moment = due_at or due_moment(said)
    title = " ".join(split_times(task.title)[0].split()) if moment else task.title
    ids = [name for line in task.lines for name in line.ids]
    names = (speaker.name, *(line.name for line in task.lines))
    card = Card(
        uid=task.uid,
        ids=tuple(dict.fromkeys([task.uid, *ids] if ids else ())),
        names=tuple(dict.fromkeys(names)),
        live=task.live,
        status=task.status.value,
        title=title,
        summary=one_line(plain(title)) or "untitled",
        path=speaker.path,
        line=speaker.line,
        heading=speaker.heading,
        block=said.block_id,
        owners=task.owners,
        tags=said.tags,
        priority=said.priority.value,
        created=_day(said.created),
        start=_day(said.start),
        scheduled=_day(said.scheduled),
        due=moment.isoformat(timespec="minutes") if moment else _day(said.due),
        done=_done(task),
        recurrence=said.recurrence,
        depends_on=said.depends_on,
        origin=_origin(speaker.note.source.link or speaker.note.source.ref),
        last=last_dated(task).isoformat(),
        digest="",
    )
    return card._replace(digest=_digest(card))


def _digest(card: Card) -> str:
    """Of the values alone, so that a field may be called otherwise."""
    return blake2b(f"{SCHEME} {_meaning(card)!r}".encode(), digest_size=16).hexdigest()


def last_dated(task: Task) -> date:
    """Return the latest day on which the task's lines say that something happened, else `UNDATED`."""
    days = [
        when
        for line in task.lines
        for when in (line.said.done, line.said.cancelled, line.said.created, line.note.noted_on)
        if isinstance(when, date)
    ]
    return max(days, default=UNDATED)


def _day(when: When) -> str:
    """Return a day as text; nothing for no date and for a `BadDate`: no calendar has it."""
    if isinstance(when, datetime):
        return when.isoformat(timespec="minutes")
    return when.isoformat() if isinstance(when, date) else ""


def _done(task: Task) -> str:
    if task.status is not Status.DONE:
        return ""
    days = [line.said.done for line in task.lines if isinstance(line.said.done, date)]
    return _day(task.speaker.said.done) or _day(max(days, default=None))


def _origin(source: str) -> str:
    # An absolute path tells of another machine, its folders and its user; the file's name is enough.
    if source.startswith(("/", "\\", "~", "file:")) or source[1:2] == ":":
        return source.replace("\\", "/").rpartition("/")[2]
    return source
