"""Stores that live in memory: the plain judges of the clever ones, and what tests stand on."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from copy import copy
from hashlib import blake2b
from typing import TYPE_CHECKING

from vaultsync.core.conventions import Conventions
from vaultsync.core.finding import beginnings, has_words, pasted, promoted, spellings, words_of
from vaultsync.core.model import Diagnostic, Gist, Note, NoteFacts, Task, TaskLine
from vaultsync.core.notes.note import note_of
from vaultsync.core.ports import Counts, LineText
from vaultsync.core.provenance.called import SourceNames
from vaultsync.core.query.narrowing import Narrowing
from vaultsync.core.query.row import Narrowed, row_of_task
from vaultsync.core.reconcile.grouping import group
from vaultsync.core.reconcile.stems import fold
from vaultsync.core.reconcile.task import task_of
from vaultsync.core.seen import came_back, echoes
from vaultsync.core.values import Status
from vaultsync.core.views.listed import Listed, Suggested, listed
from vaultsync.core.views.wanted import Wanted, matches, place_in_list
from vaultsync.core.walk import PEOPLE, Differences, Glance, Stamp, UnreadableNote, Walk

if TYPE_CHECKING:
    from vaultsync.core.views.listed import HasUid


class MemoryVault:
    """Notes as a mapping from path to bytes."""

    def __init__(self, notes: Mapping[str, bytes] | None = None, name: str = "vault") -> None:
        """Hold notes; `locked` names those that exist and cannot be read."""
        self.notes = dict(notes or {})
        self.locked: set[str] = set()
        self.name = name

    def walk(self) -> Walk:
        """Look at every note."""
        return Walk({path: _stamp(data)[:3] for path, data in self.notes.items()})

    def look(self, path: str) -> Glance | None:
        """Look at one note; None if it is not there."""
        return _stamp(self.notes[path])[:3] if path in self.notes else None

    def read(self, path: str) -> tuple[bytes, Stamp]:
        """Return a note's bytes and its full stamp."""
        if path not in self.notes:
            raise FileNotFoundError(path)
        if path in self.locked:
            raise UnreadableNote("the note cannot be read (locked)")
        return self.notes[path], _stamp(self.notes[path])


class MemoryIndex:
    """The index without any bookkeeping: every answer is worked out from the notes it was given."""

    def __init__(self, conventions: Conventions) -> None:
        """Know nothing yet."""
        self.conventions = conventions
        """How lines are read; others are what other settings say."""

        self._notes: dict[str, tuple[Note, Stamp]] = {}
        self._trouble: list[Diagnostic] = []
        self._facts: dict[str, str] = {}
        self._grouped: list[Task] = []
        self._suggested: list[tuple[float, Task, Task]] = []

    def reading(self) -> AbstractContextManager[None]:
        """One look: nobody else writes here."""
        return nullcontext()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing if the block raises."""
        tasks = copy(self._grouped), copy(self._suggested)
        before = copy(self._notes), copy(self._trouble), copy(self._facts)
        try:
            yield
        except BaseException:
            self._notes, self._trouble, self._facts = before
            self._grouped, self._suggested = tasks
            raise

    def compare(self, seen: Mapping[str, Glance], paths: Iterable[str] | None = None) -> Differences:
        """Compare all that is known, or what is known of these paths, with the notes that are there now."""
        known = {
            path: self._notes[path][1] for path in (self._notes if paths is None else paths) if path in self._notes
        }
        unlike = {path: stamp for path, stamp in known.items() if path not in seen or not stamp.holds_for(seen[path])}
        return Differences(unlike, [path for path in seen if path not in known])

    def recognise(self, seen: Mapping[str, Glance]) -> None:
        """Every walk is compared note by note."""

    def foreign_writes(self) -> int:
        """Nobody else writes here."""
        return 0

    def put(self, note: Gist, stamp: Stamp) -> bool:
        """Take in a note in place of what was known of its path; return False if it says what it said before."""
        before = self._notes.get(note.path)
        now = note_of(note, self.conventions)
        self._notes[note.path] = now, stamp
        self._forget_people()
        return before is None or (before[0].facts, before[0].lines) != (now.facts, now.lines)

    def touch(self, path: str, stamp: Stamp) -> None:
        """Note a new stamp for the same content."""
        if path in self._notes:
            self._notes[path] = self._notes[path][0], stamp

    def forget(self, path: str) -> None:
        """Drop what is known of a note that is gone."""
        if self._notes.pop(path, None):
            self._forget_people()

    def put_diagnostics(self, found: Iterable[Diagnostic]) -> None:
        """Replace the diagnostics of the walk."""
        self._trouble = list(found)

    def lines_to_group(self) -> int:
        """How many lines `regroup` will group."""
        return self.line_count()

    def regroup(self) -> None:
        """Bring the tasks up to date with the lines."""
        lines = {line.place: line for note, _ in self._notes.values() for line in note.lines}
        found = group(lines.values(), me=frozenset(fold(name) for name in self.conventions.me))
        tasks = {places: task_of(lines[place] for place in places) for places in found.tasks}
        self._grouped = sorted(tasks.values(), key=place_in_list)
        self._suggested = [(each.score, tasks[each.one], tasks[each.other]) for each in found.suggested]

    def checkpoint(self) -> None:
        """Nothing is put off here."""

    def lines_with_status(self, statuses: Collection[Status]) -> set[LineText]:
        """Return the task lines that have one of these statuses, as they were when they were read."""
        lines = (line for note, _ in self._notes.values() for line in note.lines)
        return {(*line.place, line.raw) for line in lines if line.status in statuses}

    def stating(self, lines: Collection[str]) -> dict[str, set[str]]:
        """Return the paths of the notes that have each of some task lines; copies of a sync conflict have none."""
        found: dict[str, set[str]] = {}
        for path, (note, _) in self._notes.items():
            for line in note.lines:
                if line.raw in lines and line.note.not_live_because != "conflict copy":
                    found.setdefault(line.raw, set()).add(path)
        return found

    def line_count(self) -> int:
        """How many task lines are known."""
        return sum(len(note.lines) for note, _ in self._notes.values())

    def tasks(self, wanted: Wanted, *, limit: int | None = None) -> list[Task]:
        """Return the tasks asked for, in the order of a list."""
        return [task for task in self._grouped if matches(task, wanted, self.conventions.me)][:limit]

    def narrowed(self, wanted: Wanted, narrowing: Narrowing) -> Narrowed:  # noqa: ARG002  # it leaves nothing out
        """Return tasks as a query sees them, in the order of a list; this index rules nothing out."""
        return Narrowed([row_of_task(task, self.conventions.query_settings) for task in self.tasks(wanted)])

    def with_uids(self, uids: Iterable[str]) -> list[Task]:
        """Return the tasks of these uids in their order; one that is gone is left out."""
        known = {task.uid: task for task in self._grouped}
        return [known[uid] for uid in uids if uid in known]

    def listed(self, wanted: Wanted, *, limit: int | None = None) -> list[Listed]:
        """Return the rows of the tasks asked for, in the order of a list."""
        return [listed(task) for task in self.tasks(wanted, limit=limit)]

    def listed_with(self, uids: Collection[str]) -> list[Listed]:
        """Return the rows of the tasks of these uids in their order; one that is gone is left out."""
        return [listed(task) for task in self.with_uids(uids)]

    def known_as(self, words: SourceNames) -> list[str]:  # noqa: ARG002  # it leaves nothing out
        """Return the paths of all notes."""
        return list(self._notes)

    def count(self, wanted: Wanted) -> int:
        """Return how many tasks are asked for."""
        return len(self.tasks(wanted))

    def came_back(self) -> int:
        """Return how many lines perhaps came back after their tasks were done: see `seen.came_back`."""
        return sum(len(came_back(task)) for task in self._grouped)

    def placed(self, path: str, line: int) -> list[Task]:
        """Return the task that the line at a place states, if one does."""
        return [task for task in self._grouped if any(each.place == (path, line) for each in task.lines)]

    def named(self, prefix: str) -> list[Task]:
        """Return every task that a name or the beginning of one reaches; an exact name reaches only its own."""
        exact = [task for task in self._grouped if prefix in task.names]
        return exact or self._reached(prefix)

    def loosely_named(self, typed: str) -> list[Task]:
        """Return every task that a name reaches loosely: see `core.ports.Index`."""
        return self._loosely(beginnings(typed)) or self._loosely(promoted(typed))

    def titled(self, title: str) -> list[Task]:
        """Return every task one of whose lines is this one, or has these words in any case: see `finding.spellings`."""
        line = pasted(title)
        if found := [task for task in self._grouped if line and line in (pasted(each.raw) for each in task.lines)]:
            return found
        reached = (
            [task for task in self._grouped if any(line.title.casefold() in wanted for line in task.lines)]
            for wanted in spellings(title)
        )
        return next(filter(None, reached), [])

    def worded(self, words: str) -> list[Listed]:
        """Return the rows of the tasks one of whose lines has all of some words: see `finding.has_words`."""
        begun = words_of(words)
        return [listed(task) for task in self._grouped if any(has_words(line.title, begun) for line in task.lines)]

    def short(self, tasks: "Iterable[HasUid]") -> Mapping[str, str]:
        """Return for the uid of each task the shortest beginning that reaches it alone, five letters or more."""
        uids = {task.uid for task in tasks}
        return {
            uid: next((uid[:n] for n in range(7, len(uid)) if len(self._reached(uid[:n])) < 2), uid) for uid in uids
        }

    def close(self) -> None:
        """Nothing is held open."""

    def suggestions(self) -> list[tuple[float, Task, Task]]:
        """Return pairs of tasks that may be one, with their score, best first."""
        return sorted(self._suggested, key=lambda each: -each[0])

    def suggested(self, uids: Collection[str]) -> list[Suggested]:
        """Return the pairs of live tasks that may be one in which a task has one of these uids, best first."""
        found = [
            Suggested(score, listed(one), listed(other))
            for score, one, other in self._suggested
            if one.live and other.live and {one.uid, other.uid} & {*uids}
        ]
        return sorted(found, key=lambda pair: (-pair.score, pair.one.uid, pair.other.uid))

    def owners(self) -> set[str]:
        """Return the assignees of all tasks, as the lines write them."""
        return {owner for task in self._grouped for owner in task.owners}

    def note_facts(self) -> list[NoteFacts]:
        """Return what every note says about itself, by path."""
        return sorted((note.facts for note, _ in self._notes.values()), key=lambda facts: facts.path)

    def lines_of(self, path: str) -> list[TaskLine]:
        """Return the task lines of one note."""
        return list(self._notes[path][0].lines) if path in self._notes else []

    def diagnostics(self) -> list[Diagnostic]:
        """Everything odd, by path and line."""
        found = [each for note, _ in self._notes.values() for each in note.diagnostics]
        return sorted([*found, *self._trouble], key=lambda each: (each.path, each.line, each.code))

    def odd_codes(self) -> frozenset[str]:
        """Return the code of every kind of what is odd."""
        return frozenset(each.code for each in self.diagnostics())

    def counts(self) -> Counts:
        """Return what the index holds, in numbers."""
        notes = [note for note, _ in self._notes.values()]
        live = [line for note in notes if note.facts.live for line in note.lines]
        return Counts(
            notes=len(notes),
            boxes=sum(note.boxes for note in notes),
            lines=self.line_count(),
            not_live=Counter(line.note.not_live_because for note in notes for line in note.lines if not line.live),
            decided_lines=sum(line.status.decided for line in live),
            echoes=sum(len(echoes(task)) for task in self._grouped),
            tasks=Counter(task.status.value for task in self.tasks(Wanted())),
            diagnostics=Counter(each.code for each in self.diagnostics()),
        )

    def remembered(self, key: str) -> str:
        """Return a remembered word about the index itself, empty if there is none."""
        return self._facts.get(key, "")

    def remember(self, key: str, value: str) -> None:
        """Remember a word about the index itself."""
        self._facts[key] = value

    def _forget_people(self) -> None:
        self.remember(PEOPLE, str(int(self.remembered(PEOPLE) or 0) + 1))

    def _loosely(self, begun: tuple[str, ...]) -> list[Task]:
        whole = [task for task in self._grouped if any(name.lower() in begun for name in task.names)]
        return whole or [task for task in self._grouped if any(name.lower().startswith(begun) for name in task.names)]

    def _reached(self, prefix: str) -> list[Task]:
        return [task for task in self._grouped if any(name.startswith(prefix) for name in task.names)]


def _stamp(data: bytes) -> Stamp:
    digest = blake2b(data, digest_size=16).digest()
    return Stamp(len(data), int.from_bytes(digest[:7], "big"), 1, digest)
