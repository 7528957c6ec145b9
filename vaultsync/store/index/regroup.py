"""Keeping the tasks of the index up with its lines: only what a change can touch is grouped again."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count, groupby
from typing import Any, NamedTuple

import apsw

from vaultsync.core.conventions import Conventions
from vaultsync.core.feed.card import card_of
from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile import growing
from vaultsync.core.reconcile.grouping import Place, Suggestion, compare, levels_of, partition
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.remembered import forget
from vaultsync.core.reconcile.stems import fold
from vaultsync.core.reconcile.task import task_of
from vaultsync.store.feeds.cards import card_row
from vaultsync.store.index.columns import Columns
from vaultsync.store.index.found import keep
from vaultsync.store.index.recalling import RecallingShelf
from vaultsync.store.index.rows import storable, task_row
from vaultsync.store.index.schema import TASK_COLUMNS
from vaultsync.store.index.shelved import FORMAT

Lines = Callable[[str, Iterable[Any]], Iterator[tuple[int, TaskLine]]]
"""Yields lines with their row numbers, for an SQL condition and its bindings."""

_FEW_NOTES = 20
"""Notes whose lines are held from their reading to their grouping."""

_AT_ONCE = 1_000
"""Lines of which it is written together what they say."""


class Row(NamedTuple):
    """A line as it lies in the index."""

    number: int
    task: int | None
    said: tuple[Any, ...]
    """All that its task is made of."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: a million new values and no cycle among them cost it a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _slim(line: TaskLine) -> TaskLine:
    """Return a line without its text, of which the rows of a task need only the words: half of its memory."""
    said = line.said._replace(text="", fields=(), tags=tuple(map(sys.intern, line.said.tags)))
    return line._replace(raw="", said=said, owners=tuple(map(sys.intern, line.owners)))


class Regroup:
    """What has been touched since the last grouping, and the grouping of it."""

    def __init__(self, database: apsw.Connection, lines: Lines, conventions: Conventions, whole_from: float) -> None:
        """Stand on an open index.

        Args:
            database: Its transactions are the index's.
            lines: Reads lines back.
            conventions: How the vault is read.
            whole_from: The share of touched lines from which on everything is grouped.
        """
        self._db = database
        self._lines = lines
        self._conventions = conventions
        self._me = conventions.me
        self._columns = Columns(database, conventions.query_settings, conventions.me)
        self._whole_from = whole_from
        self._folded = frozenset(fold(name) for name in conventions.me)
        self._shelf = RecallingShelf(database)
        self._touched: dict[str, dict[int, Row]] = {}
        self._read: dict[str, list[TaskLine]] = {}
        """Of touched notes that were just read, what their lines say now."""

        self._all_touched = False

    def touch(self, path: str) -> None:
        """Remember what the lines of a note say and to which tasks they belong, before the note is written anew."""
        self._read.pop(path, None)
        if path not in self._touched:
            self._touched[path] = self._rows(path)

    def has_read(self, path: str, lines: list[TaskLine]) -> None:
        """Hear what the lines of a touched note say now, so that the few of a save need not be made of their rows."""
        if len(self._read) < _FEW_NOTES:
            self._read[path] = lines

    def touch_all(self) -> None:
        """Note that no line belongs to a task yet."""
        self._all_touched = True

    def forget_touched(self) -> None:
        """Drop what was noted: it was grouped, or the transaction was taken back."""
        self._touched.clear()
        self._read.clear()
        self._shelf.forget()
        self._all_touched = False

    def run(self, shelf_format: str) -> str:
        """Group what was touched; return the format of the shelf, to be remembered with the index."""
        self._columns.forget()
        if self._is_whole(shelf_format):
            with _uncollected():
                self._whole()
        elif self._touched:
            self._part()
        forget()
        self.forget_touched()
        return FORMAT

    def _whole(self) -> None:
        by_place: dict[Place, tuple[int, TaskLine]] = {}
        self._shelf.clear()
        compared = compare(self._notes(by_place), me=self._folded, keep=self._shelf.keep)
        levels = levels_of(compared)
        self._shelf.fill(compared, levels)
        found = partition(compared, levels)
        del compared, levels
        for table in ("task", "asked", "alike", "sheet", "label", "card", "name", "suggestion"):
            self._db.execute(f"DELETE FROM {table}")
        self._db.executemany(
            "UPDATE line SET task = ? WHERE id = ?",
            ((task, by_place[place][0]) for task, places in enumerate(found.tasks, 1) for place in places),
        )
        for task, places in enumerate(found.tasks, 1):
            self._put(task, (by_place[place] for place in places))
        self._suggest(found.suggested, {places[0]: task for task, places in enumerate(found.tasks, 1)})

    def _notes(self, by_place: dict[Place, tuple[int, TaskLine]]) -> Iterator[list[TaskLine]]:
        """Yield the lines of each note; keep what tasks are made of, with the numbers of the rows."""
        found: list[tuple[int, TaskLine]] = []
        for _, rows in groupby(self._lines("1", ()), key=lambda row: row[1].path):
            note = list(rows)
            if self._all_touched:
                found += note
                if len(found) >= _AT_ONCE:
                    keep(self._db, found, self._conventions)
                    found.clear()
            by_place.update((line.place, (number, _slim(line))) for number, line in note)
            yield [line for _, line in note]
        keep(self._db, found, self._conventions)

    def extent(self, shelf_format: str) -> int | None:
        """Return how many lines `run` will group; None: all."""
        return None if self._is_whole(shelf_format) else self._touched_lines()

    def _is_whole(self, shelf_format: str) -> bool:
        return self._all_touched or bool(self._touched and (shelf_format != FORMAT or self._is_much()))

    def _touched_lines(self) -> int:
        sql = "SELECT count(*) FROM line WHERE note = (SELECT id FROM note WHERE path = ?)"
        return sum(int(count) for path in self._touched for (count,) in self._db.execute(sql, (storable(path),)))

    def _is_much(self) -> bool:
        """Whether so many lines are touched that it costs less to group everything."""
        touched = self._touched_lines()
        if not touched or not self._whole_from:
            return bool(touched)
        # Counted no further than it matters: a whole vault is long to count at every save.
        enough = int(touched / self._whole_from) + 1
        ((lines,),) = self._db.execute("SELECT count(*) FROM (SELECT 1 FROM line LIMIT ?)", (enough,))
        return bool(touched > lines * self._whole_from)

    def _part(self) -> None:
        stale: set[int] = set()
        for path, before in self._touched.items():
            stale |= self._carry(path, before)
        features = {}
        for path in self._touched:
            lines = self._read.get(path)
            if lines is None:
                lines = [line for _, line in self._lines("note.path = ?", (storable(path),))]
            found = note_features(lines, me=self._folded)
            features[path] = {line.line: what for line, what in zip(lines, found, strict=True)}
        stale |= self._take(growing.put(self._shelf, features))
        for task in sorted(stale):
            self._renew(task)
        self._columns.sweep()

    def _carry(self, path: str, before: Mapping[int, Row]) -> set[int]:
        """Leave the lines of a note in their tasks; return the tasks of those that are gone or say something else."""
        now = self._rows(path)
        self._db.executemany(
            "UPDATE line SET task = ? WHERE id = ?",
            ((before[line].task, row.number) for line, row in now.items() if line in before),
        )
        # A line that stays has another row now, and its task may be known by that row.
        self._db.executemany(
            "UPDATE asked SET speaker = ? WHERE task = ? AND speaker = ?",
            ((row.number, before[line].task, before[line].number) for line, row in now.items() if line in before),
        )
        changed = (row.task for line, row in before.items() if line not in now or row.said != now[line].said)
        return {task for task in changed if task is not None}

    def _take(self, result: growing.Regrouped) -> set[int]:
        """Keep the tasks, new ones under fresh numbers; return those that are not what they were."""
        (last,) = next(iter(self._db.execute("SELECT coalesce(max(id), 0) FROM task")))
        fresh = count(last + 1)
        known = {place: self._task_at(place) for place in result.places}
        stale = {task for task in known.values() if task is not None}
        # Counted before any line is moved: a task that loses a line is not what it was.
        sizes = {task: self._size(task) for task in stale}
        numbers: dict[Place, int] = {}
        kept: set[int] = set()
        for places in result.tasks:
            tasks = {known[place] for place in places}
            task = next(iter(tasks)) if len(tasks) == 1 else None
            if task is not None and sizes[task] == len(places):
                kept.add(task)
            else:
                task = next(fresh)
                self._assign(places, task)
            numbers[places[0]] = task
        self._db.executemany("DELETE FROM suggestion WHERE one = ?1 OR other = ?1", ((task,) for task in stale))
        self._suggest(result.suggested, numbers)
        return stale.union(numbers.values()) - kept

    def _size(self, task: int) -> int:
        ((lines,),) = self._db.execute("SELECT count(*) FROM line WHERE task = ?", (task,))
        return int(lines)

    def _task_at(self, place: Place) -> int | None:
        """Return the task of a line; none if it has no task yet, or is gone with another note of the same burst."""
        sql = "SELECT task FROM line WHERE note = (SELECT id FROM note WHERE path = ?) AND line = ?"
        rows = self._db.execute(sql, (storable(place[0]), place[1]))
        return next((task for (task,) in rows), None)

    def _rows(self, path: str) -> dict[int, Row]:
        """The lines of a note by line number, as they lie in the index."""
        sql = (
            # Without a digest it was read by other settings, by which the same line may have said something else.
            "SELECT line, line.id, task, digest = x'', facts, not_live_because, raw, heading, parent, name"
            " FROM line JOIN note ON note.id = line.note WHERE note.path = ?"
        )
        rows = self._db.execute(sql, (storable(path),))
        return {line: Row(number, task, tuple(said)) for line, number, task, *said in rows}

    def _assign(self, places: Iterable[Place], task: int) -> None:
        self._db.executemany(
            "UPDATE line SET task = ? WHERE note = (SELECT id FROM note WHERE path = ?) AND line = ?",
            ((task, storable(path), line) for path, line in places),
        )

    def _renew(self, task: int) -> None:
        """Write a task anew from its lines; one without lines is gone, and what was suggested of it."""
        self._db.execute("DELETE FROM task WHERE id = ?", (task,))
        self._columns.drop(task)
        self._db.execute("DELETE FROM name WHERE task = ?", (task,))
        self._db.execute("DELETE FROM card WHERE task = ?", (task,))
        lines = list(self._lines("line.task = ?", (task,)))
        if lines:
            self._put(task, lines)
        else:
            self._db.execute("DELETE FROM suggestion WHERE one = ? OR other = ?", (task, task))

    def _put(self, number: int, members: Iterable[tuple[int, TaskLine]]) -> None:
        by_place = {line.place: (id_, line) for id_, line in members}
        task = task_of(line for _, line in by_place.values())
        row = (number, *task_row(task, self._me))
        self._db.execute(f"INSERT INTO task (id, {TASK_COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
        self._columns.put(number, task, by_place[task.speaker.place][0])
        self._db.executemany("INSERT INTO name VALUES (?, ?)", ((storable(name), number) for name in task.names))
        self._db.execute("INSERT INTO card VALUES (?, ?)", (number, card_row(card_of(task))))

    def _suggest(self, suggested: Iterable[Suggestion], numbers: dict[Place, int]) -> None:
        self._db.executemany(
            "INSERT INTO suggestion VALUES (?, ?, ?)",
            ((each.score, numbers[each.one[0]], numbers[each.other[0]]) for each in suggested),
        )
