"""What the application asks of the world; the stores fulfil it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from vaultsync.core.walk import Differences, Glance, Stamp, Walk

if TYPE_CHECKING:
    from vaultsync.core.editing.recovery import Recovered
    from vaultsync.core.editing.undoing import Back
    from vaultsync.core.model import Diagnostic, Edit, Gist, NoteFacts, Operation, Task, TaskLine
    from vaultsync.core.provenance.called import SourceNames
    from vaultsync.core.query.narrowing import Narrowing
    from vaultsync.core.query.row import Narrowed
    from vaultsync.core.reconcile.features import Features
    from vaultsync.core.seen import SeenTask
    from vaultsync.core.values import Status
    from vaultsync.core.views.listed import HasUid, Listed, Suggested
    from vaultsync.core.views.wanted import Wanted

Clock = Callable[[], datetime]
"""Returns the present, with the time zone of the vault's owner."""

LineText = tuple[str, int, str]
"""The path of a note, the number of a line in it, and its text."""


class Vault(Protocol):
    """The notes."""

    name: str
    """The name of the vault as Obsidian shows it: its folder's."""

    def walk(self) -> Walk:
        """Look at every note without opening it."""

    def look(self, path: str) -> Glance | None:
        """Look at one note; None if it is not there.

        Raises:
            UnreadableNote: It cannot be told whether it is there.
        """

    def read(self, path: str) -> tuple[bytes, Stamp]:
        """Return a note's bytes and its full stamp.

        Raises:
            UnreadableNote: It cannot be read now.
            FileNotFoundError: It is not there any more.
        """


class Counts(NamedTuple):
    """What the index holds, in numbers."""

    notes: int
    boxes: int
    """List items with a checkbox, task lines or not."""

    lines: int
    """Task lines."""

    not_live: Mapping[str, int]
    """Task lines by the reason why their note is not live."""

    decided_lines: int
    """Task lines in live notes that are done, cancelled or no work."""

    echoes: int
    """Task lines in live notes that are undecided, of tasks that are done or cancelled: see `seen.echoes`."""

    tasks: Mapping[str, int]
    """Live tasks by status."""

    diagnostics: Mapping[str, int]
    """Diagnostics by code."""


class Listing(Protocol):
    """The tasks as a list shows them, answered without reading a line again."""

    def reading(self) -> AbstractContextManager[None]:
        """One look: whatever another process writes meanwhile, what is read inside belongs together."""

    def listed(self, wanted: "Wanted", *, limit: int | None = None) -> "list[Listed]":
        """Return the rows of the tasks asked for, in the order of a list."""

    def count(self, wanted: "Wanted") -> int:
        """Return how many tasks are asked for."""

    def came_back(self) -> int:
        """Return how many lines perhaps came back after their tasks were done: see `seen.came_back`."""

    def short(self, tasks: "Iterable[HasUid]") -> Mapping[str, str]:
        """Return for the uid of each task the shortest beginning that reaches it alone, five letters or more."""

    def worded(self, words: str) -> "list[Listed]":
        """Return the rows of the tasks one of whose lines has all of some words: see `finding.has_words`."""

    def suggested(self, uids: Collection[str]) -> "list[Suggested]":
        """Return the pairs of live tasks that may be one in which a task has one of these uids, best first."""

    def known_as(self, words: "SourceNames") -> Iterable[str]:
        """Return at least the paths of all notes that go by some words."""

    def close(self) -> None:
        """Let go of what is held open."""


class Details(Listing, Protocol):
    """The tasks with all that their lines say, answered without reading a line again."""

    def find(self, names: Sequence[str]) -> "tuple[SeenTask, ...]":
        """Return the tasks that names reach, each once.

        Raises:
            NoSuchTask: A name reaches none, or several.
        """

    def lines_of(self, path: str) -> "list[TaskLine]":
        """Return the task lines of one note."""

    def features(self, place: tuple[str, int]) -> "Features | None":
        """Return what grouping compared of the line at a path and line number.

        None if nothing of it is kept, or was made by other words and weights than this program's.
        """


class Index(Listing, Protocol):
    """What was read in the notes; it can be deleted at any moment."""

    def compare(self, seen: Mapping[str, Glance], paths: Iterable[str] | None = None) -> Differences:
        """Compare all that is known, or what is known of these paths, with the notes that are there now.

        Args:
            seen: Each note by its path.
            paths: All of `seen`, and those that are gone; None for the whole vault.
        """

    def recognise(self, seen: Mapping[str, Glance]) -> None:
        """Remember what a whole walk found, if the index knows it all: the same needs no comparing again."""

    def writing(self) -> AbstractContextManager[None]:
        """One transaction: all of it, or nothing if the block raises."""

    def foreign_writes(self) -> int:
        """Return a number that is another one when another process has written since: a command beside a daemon."""

    def put(self, note: "Gist", stamp: Stamp) -> bool:
        """Take in a note in place of what was known of its path; return False if it says what it said before."""

    def touch(self, path: str, stamp: Stamp) -> None:
        """Note a new stamp for the same content."""

    def forget(self, path: str) -> None:
        """Drop what is known of a note that is gone."""

    def put_diagnostics(self, found: "Iterable[Diagnostic]") -> None:
        """Replace the diagnostics of the walk: notes that cannot be read, links, folders."""

    def lines_to_group(self) -> int:
        """How many lines `regroup` will group."""

    def regroup(self) -> None:
        """Bring the tasks up to date with the lines."""

    def checkpoint(self) -> None:
        """Bring what was committed into the database file now, while nobody waits: else a later write would have to."""

    def lines_with_status(self, statuses: "Collection[Status]") -> set[LineText]:
        """Return the task lines that have one of these statuses in the index, as they were when they were read."""

    def line_count(self) -> int:
        """How many task lines are known."""

    def tasks(self, wanted: "Wanted", *, limit: int | None = None) -> "list[Task]":
        """Return the tasks asked for, in the order of a list."""

    def narrowed(self, wanted: "Wanted", narrowing: "Narrowing") -> "Narrowed":
        """Return tasks as a query sees them, in the order of a list; they are used inside one `reading`.

        Args:
            wanted: What they are.
            narrowing: The index may leave out any task for which its condition does not hold, and what its limit
                cuts; it says what it left out.
        """

    def with_uids(self, uids: Iterable[str]) -> "list[Task]":
        """Return the tasks of these uids in their order; one that is gone is left out."""

    def listed_with(self, uids: Collection[str]) -> "list[Listed]":
        """Return the rows of the tasks of these uids in their order; one that is gone is left out."""

    def placed(self, path: str, line: int) -> "list[Task]":
        """Return the task that the line at a place states, if one does."""

    def named(self, prefix: str) -> "list[Task]":
        """Return the tasks with this name or, if there is none, those with a name that begins so."""

    def loosely_named(self, typed: str) -> "list[Task]":
        """Return every task that a name reaches in another case, or without `p-` or `vs-`: see `finding.beginnings`.

        A whole name reaches only its own. Where none does, the id counts that a promotion made of it.
        """

    def titled(self, title: str) -> "list[Task]":
        """Return every task one of whose lines is this one, or has these words in any case: see `finding.spellings`."""

    def stating(self, lines: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return for each of these lines, as notes have it, the paths of the notes that do; no conflict copies."""

    def suggestions(self) -> "list[tuple[float, Task, Task]]":
        """Return pairs of tasks that may be one, with their score, best first."""

    def owners(self) -> Iterable[str]:
        """Return the assignees of all tasks, as the lines write them."""

    def note_facts(self) -> "list[NoteFacts]":
        """Return what every note says about itself, by path."""

    def lines_of(self, path: str) -> "list[TaskLine]":
        """Return the task lines of one note."""

    def diagnostics(self) -> "list[Diagnostic]":
        """Everything odd, by path and line."""

    def odd_codes(self) -> frozenset[str]:
        """Return the code of every kind of what is odd."""

    def counts(self) -> Counts:
        """Return what the index holds, in numbers."""

    def remembered(self, key: str) -> str:
        """Return a remembered word about the index itself, empty if there is none."""

    def remember(self, key: str, value: str) -> None:
        """Remember a word about the index itself."""


class Journal(Protocol):
    """What was done to the notes; it only grows."""

    def operations(self, limit: int | None = None) -> "list[Operation]":
        """Return what was done, the newest first."""

    def operation(self, number: int) -> "Operation | None":
        """Return one operation, or None if there is none of that number."""

    def close(self) -> None:
        """Let go of what is held open; whoever asks again opens it again."""


class Editor(Protocol):
    """The hand that edits notes."""

    @property
    def journal(self) -> Journal:
        """What it did."""

    def try_all(self, edits: "Sequence[Edit]") -> bool:
        """Try every edit on the notes as they are now, writing nothing; return whether any would change something.

        Raises:
            NoteChanged: A note no longer says what an edit expects.
        """

    def carry_out(
        self, command: str, edits: "Sequence[Edit]", *, facts: Mapping[str, str] | None = None
    ) -> "Operation":
        """Carry out edits, all tried before the first is written, each note whole or not at all."""

    def undo(self, number: int, *, skip_changed: bool = False) -> "Operation":
        """Take an operation back under the same guard; leave out lines that have changed since, if that is wanted."""

    def try_undo(self, number: int) -> "Back":
        """Try to take an operation back on the notes as they are now, writing nothing.

        Raises:
            VaultSyncError: There is no such operation, or it changed nothing.
        """

    def recover(self) -> "list[Recovered]":
        """Complete or take back what was interrupted, and say what was found, the oldest first."""
