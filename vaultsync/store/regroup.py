"""Keeping the tasks of the index up with its lines: only what a change can touch is grouped again."""

import marshal
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import apsw

from vaultsync.core.conventions import Conventions
from vaultsync.core.model import TaskLine
from vaultsync.core.reconcile import growing
from vaultsync.core.reconcile.grouping import Place, Suggestion, compare, partition
from vaultsync.core.reconcile.passes import note_features
from vaultsync.core.reconcile.task import task_of
from vaultsync.core.reconcile.words import fold
from vaultsync.store.asked import COLUMNS, asked_row
from vaultsync.store.rows import storable, task_row
from vaultsync.store.schema import TASK_COLUMNS
from vaultsync.store.shelf import SqliteShelf

Lines = Callable[[str, Iterable[Any]], Iterator[tuple[int, TaskLine]]]
"""Yields lines with their row numbers, for an SQL condition and its bindings."""

_FORMAT = f"{marshal.version} {sys.version_info.major}.{sys.version_info.minor}"
"""Features are kept by marshal, whose format is that of one Python."""


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
        self._me = conventions.me
        self._settings = conventions.query_settings
        self._whole_from = whole_from
        self._folded = frozenset(fold(name) for name in conventions.me)
        self._shelf = SqliteShelf(database)
        self._touched: dict[str, dict[int, int]] = {}

    def touch(self, path: str) -> None:
        """Note that the lines of a note are about to change: which task each of them belongs to now."""
        if path not in self._touched:
            sql = "SELECT line, task FROM line WHERE task IS NOT NULL AND note = (SELECT id FROM note WHERE path = ?)"
            self._touched[path] = dict(self._db.execute(sql, (storable(path),)))

    def forget_touched(self) -> None:
        """Drop what was noted: the transaction was taken back."""
        self._touched.clear()

    def run(self, shelf_format: str) -> str:
        """Group what was touched; return the format of the shelf, to be remembered with the index."""
        if self._touched:
            (total,) = next(iter(self._db.execute("SELECT count(*) FROM line")))
            touched = sum(len(self._numbered(path)) for path in self._touched)
            if shelf_format != _FORMAT or touched > total * self._whole_from:
                self._whole()
            else:
                self._part()
        self._touched.clear()
        return _FORMAT

    def _whole(self) -> None:
        by_place = {line.place: (number, line) for number, line in self._lines("1", ())}
        compared = compare((line for _, line in by_place.values()), me=self._folded)
        self._shelf.fill(compared)
        found = partition(compared)
        for table in ("task", "asked", "name", "suggestion"):
            self._db.execute(f"DELETE FROM {table}")
        numbers: dict[Place, int] = {}
        for task, places in enumerate(found.tasks, 1):
            members = [by_place[place] for place in places]
            self._db.executemany("UPDATE line SET task = ? WHERE id = ?", ((task, number) for number, _ in members))
            self._put(task, members)
            numbers[places[0]] = task
        self._suggest(found.suggested, numbers)

    def _part(self) -> None:
        (last,) = next(iter(self._db.execute("SELECT coalesce(max(id), 0) FROM task")))
        stale: set[int] = set()
        for path, carried in self._touched.items():
            # A line that says the same in the same place stays in its task, whatever its status has become.
            stale.update(carried.values())
            rows = self._numbered(path)
            self._db.executemany(
                "UPDATE line SET task = ? WHERE id = ?", ((carried.get(line.line), number) for number, line in rows)
            )
        for path in self._touched:
            lines = [line for _, line in self._numbered(path)]
            features = dict(zip((line.line for line in lines), note_features(lines, me=self._folded), strict=True))
            result = growing.put(self._shelf, path, features)
            stale.update(self._tasks_at(result.places))
            numbers = {places[0]: last + i for i, places in enumerate(result.tasks, 1)}
            last += len(result.tasks)
            for places in result.tasks:
                self._assign(places, numbers[places[0]])
            stale.update(numbers.values())
            self._suggest(result.suggested, numbers)
        for task in sorted(stale):
            self._renew(task)

    def _numbered(self, path: str) -> list[tuple[int, TaskLine]]:
        return list(self._lines("note.path = ?", (storable(path),)))

    def _tasks_at(self, places: Iterable[Place]) -> set[int]:
        sql = "SELECT task FROM line WHERE note = (SELECT id FROM note WHERE path = ?) AND line = ?"
        found = (self._db.execute(sql, (storable(path), line)) for path, line in places)
        return {task for rows in found for (task,) in rows if task is not None}

    def _assign(self, places: Iterable[Place], task: int) -> None:
        self._db.executemany(
            "UPDATE line SET task = ? WHERE note = (SELECT id FROM note WHERE path = ?) AND line = ?",
            ((task, storable(path), line) for path, line in places),
        )

    def _renew(self, task: int) -> None:
        """Write a task anew from its lines; one without lines is gone, and what was suggested of it."""
        self._db.execute("DELETE FROM task WHERE id = ?", (task,))
        self._db.execute("DELETE FROM asked WHERE task = ?", (task,))
        self._db.execute("DELETE FROM name WHERE task = ?", (task,))
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
        row = asked_row(number, task, by_place[task.speaker.place][0], self._settings)
        self._db.execute(f"INSERT INTO asked ({COLUMNS}) VALUES ({', '.join('?' * len(row))})", row)
        self._db.executemany("INSERT INTO name VALUES (?, ?)", ((storable(name), number) for name in task.names))

    def _suggest(self, suggested: Iterable[Suggestion], numbers: dict[Place, int]) -> None:
        self._db.executemany(
            "INSERT INTO suggestion VALUES (?, ?, ?)",
            ((each.score, numbers[each.one[0]], numbers[each.other[0]]) for each in suggested),
        )
