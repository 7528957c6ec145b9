"""The nouns: frozen values that every other part speaks in."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from vaultsync.core.seen import LineWords, TaskWords
from vaultsync.core.values import BadDate as BadDate
from vaultsync.core.values import Priority as Priority
from vaultsync.core.values import Status as Status
from vaultsync.core.values import When as When
from vaultsync.core.values import YearZero as YearZero


class Field(NamedTuple):
    """One field where it stands on a line: `📅 2026-01-05`."""

    name: str
    """`due`, `priority`, `id`, `tag` … as in `Statement`."""

    start: int
    """Offset in the line of the field's first character (its symbol or bracket)."""

    end: int
    """Offset just behind the field's last character."""

    value: str
    """The value as typed."""


class Statement(NamedTuple):
    """What one line says, read as the Tasks plugin reads it.

    A field that is given twice has the leftmost value, as in the plugin.
    """

    text: str
    """The line without its line end."""

    indentation: str
    """White space and `>` before the list marker."""

    marker: str
    """`-`, `*`, `+`, `1.` or `1)`."""

    symbol: str
    """The one character between the brackets of the checkbox."""

    body: tuple[int, int]
    """Offsets in `text` of what follows the checkbox, up to the block id."""

    description: str
    """Words and tags, without the fields that were understood."""

    tags: tuple[str, ...] = ()
    """The tags of the description, each with its `#`, in order, without the global filter."""

    priority: Priority = Priority.NONE
    created: When = None
    start: When = None
    scheduled: When = None
    due: When = None
    done: When = None
    cancelled: When = None
    recurrence: str = ""
    """The text of `🔁` as typed; `core.notation.recurrence` says whether it is a rule."""

    on_completion: str = ""
    """`delete`, `keep` or nothing."""

    id: str = ""
    """The value of `🆔`."""

    depends_on: tuple[str, ...] = ()
    block_id: str = ""
    """The block id at the end of the line, without its `^`."""

    hard_break: str = ""
    """Two or more spaces that end the line."""

    fields: tuple[Field, ...] = ()
    """Every field that was understood, doubles and tags included, from left to right."""


class Source(NamedTuple):
    """The mail or transcript that a note was made from, as the note names it."""

    kind: str = ""
    """What the frontmatter calls it: `email`, `transcript` …"""

    ref: str = ""
    """`source_ref` as written: a vault path, an absolute path of another machine, or stale."""

    link: str = ""
    """The target of the note's `*Source: [[…]]*` line."""


class NoteFacts(NamedTuple):
    """What a note says about itself: its frontmatter, each part optional."""

    path: str
    """The note, relative to the vault, with `/` between folders."""

    title: str = ""
    """From the frontmatter, else the file name without `.md`."""

    type: str = ""
    noted_on: date | None = None
    """The date of the note, from its frontmatter, else from its file name."""

    person: str = ""
    account: str = ""
    project: str = ""
    participants: tuple[str, ...] = ()
    source: Source = Source()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    live: bool = True
    """False in archives, templates and conflict copies: evidence, but no work."""

    not_live_because: str = ""
    """`archive`, `template`, `conflict copy` or `excluded`; empty for a live note."""


class _TaskLine(NamedTuple):
    note: NoteFacts
    line: int
    """Line number in the file on disk; the first line is 1."""

    raw: str
    """The line as it stands in the note, without its line end; invalid UTF-8 as surrogate escapes."""

    said: Statement
    """What it says; in a line with misread signs, after their repair."""

    status: Status
    title: str
    """The words of the item: the description without tags, assignees and global filter."""

    name: str
    """The provisional name `p-…`: derived from the note's path and the title."""

    owners: tuple[str, ...] = ()
    """The assignees as written, without `@`: `Ana Ruiz`, `Myself`; `TBD` is left out."""

    heading: str = ""
    """Text of the last top-level heading above the line."""

    parent: int | None = None
    """Line number of the list item that the line is nested in, task or not."""


class TaskLine(LineWords, _TaskLine):
    """One line of one note that states a task."""

    __slots__ = ()


class _Task(NamedTuple):
    uid: str
    """The lasting name if a line has one, else the provisional name of the speaking line."""

    speaker: TaskLine
    """The line that gives title, due date and owners."""

    status: Status
    lines: tuple[TaskLine, ...]
    """All lines, by date of the note, path and line number."""


class Task(TaskWords, _Task):
    """One thing to do, with the lines that state it; one of them speaks for it."""

    __slots__ = ()


class Diagnostic(NamedTuple):
    """Something odd in a note: shown as `path:line: message`, never an exception."""

    path: str
    line: int
    """The first line is 1; 0 means the note as a whole."""

    code: str
    """A short lasting word for the kind: `bad-date`, `frontmatter`, `unreadable` …"""

    message: str
    remedy: str = ""


class Stated(NamedTuple):
    """A task line as it is found; what it says is read when it is grouped."""

    line: int
    raw: str
    heading: str
    parent: int | None


class Gist(NamedTuple):
    """One Markdown file as far as the index keeps it."""

    path: str
    """The note, relative to the vault."""

    kept: Mapping[str, Any]
    """Its facts as plain values: most are only kept."""

    not_live_because: str
    stated: tuple[Stated, ...]
    """In the order of lines."""

    diagnostics: tuple[Diagnostic, ...]
    """What is odd in it, but for what its task lines say."""

    boxes: int
    """How many list items with a checkbox the note has, task lines included."""

    @property
    def facts(self) -> NoteFacts:
        """What the note says about itself."""
        from vaultsync.core.notes.facts import facts_of

        return facts_of(self.path, self.kept, self.not_live_because)


class Note(NamedTuple):
    """One Markdown file as far as it was read."""

    facts: NoteFacts
    lines: tuple[TaskLine, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    boxes: int = 0
    """How many list items with a checkbox the note has, task lines included."""

    @property
    def path(self) -> str:
        """The note, relative to the vault."""
        return self.facts.path


class Edit(NamedTuple):
    """A run of neighbouring lines of one note, before and after.

    Mostly one line for one line. A completed recurrence is one line for two, an
    on-completion `delete` one for none; `core.editing.splice.inverse` swaps the two sides.
    """

    path: str
    line: int
    """Line number of the first line of `before` when it was read; the first line is 1."""

    before: tuple[str, ...]
    """The lines as read, without line ends; invalid UTF-8 as surrogate escapes."""

    after: tuple[str, ...]


_NO_FACTS: Final[Mapping[str, str]] = {}


class Operation(NamedTuple):
    """What one command did: its edits; the unit of undo."""

    number: int
    at: datetime
    """With its time zone."""

    command: str
    """As typed, for the log: `promote p-5195`."""

    edits: tuple[Edit, ...]
    undoes: int | None = None
    """The number of the operation that this one takes back."""

    outcome: str = "done"
    """`done`, `open` (under way, or killed), `taken back`, `interrupted` (a person stopped it) or `failed`."""

    facts: Mapping[str, str] = _NO_FACTS
    """What else the command wants remembered: names of the tasks it touched."""
