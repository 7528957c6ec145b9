"""The index in SQLite, through apsw: see `listing` for what lists need of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from vaultsync.core.ports import Stamp
from vaultsync.core.wanted import Wanted
from vaultsync.store.listing import SqliteListing
from vaultsync.store.rows import diagnostic_row, facts_of, facts_row, line_row, note_row, storable, stored
from vaultsync.store.schema import INSERT_LINE, ORDER, TASK_INDEXES
from vaultsync.store.search import condition

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.core.conventions import Conventions
    from vaultsync.core.model import Diagnostic, Gist, NoteFacts, Task, TaskLine
    from vaultsync.core.ports import Counts
    from vaultsync.core.query.asked import Left
    from vaultsync.core.query.narrowing import Look
    from vaultsync.store.components import SqliteComponents
    from vaultsync.store.filling import Filling
    from vaultsync.store.regroup import Regroup

_WHOLE_FROM = 0.25
"""From this share of touched lines on it costs less to group everything."""

_AT_ONCE = 500
"""Tasks that are read by one statement."""


class SqliteIndex(SqliteListing):
    """What was read in one vault's notes."""

    def __init__(self, path: str | Path, conventions: Conventions, *, whole_from: float = _WHOLE_FROM) -> None:
        """Open the index of a vault, made if it is not there, emptied if it is of another version.

        Args:
            path: The database; its folder exists.
            conventions: How the vault is read; lines are read again from their text.
            whole_from: The share of touched lines from which on everything is grouped again.

        Raises:
            StoreError: The file is no database, was made by a newer vaultsync, or cannot be written.
        """
        self._filling: Filling | None = None
        self._touched = False
        """Whether lines have changed since they were grouped; what groups them is imported only then."""

        self._filled = False
        """Whether no line has been grouped yet."""
        self._read_alike = False
        """Whether what is known was read by the conventions that count now."""

        super().__init__(path)
        self._conventions = conventions
        self._whole_from = whole_from

    @cached_property
    def _regroup(self) -> Regroup:
        from vaultsync.store.regroup import Regroup

        return Regroup(self._db, self._lines, self._conventions, self._whole_from)

    @cached_property
    def components(self) -> SqliteComponents:
        """What calendars were made of the tasks."""
        from vaultsync.store.components import SqliteComponents

        return SqliteComponents(self._db, self._explained)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One look: whatever another process writes meanwhile, what is read inside belongs together."""
        if not self._db.getautocommit():
            yield  # inside a transaction it does anyway
            return
        self._run("BEGIN")
        try:
            yield
        finally:
            self._run("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing if the block raises."""
        try:
            with self._transaction():
                self._read_alike = self.fact("conventions") == self._conventions.fingerprint
                if not self._all("SELECT 1 FROM note LIMIT 1"):
                    from vaultsync.store.filling import Filling

                    self._filling = Filling(self._db)
                yield
                self._end_filling()
        except BaseException:
            self._filling = None
            if self._touched:
                self._regroup.forget_touched()
            self._touched = self._filled = False
            raise

    def stamps(self, paths: Iterable[str] | None = None) -> Iterator[tuple[str, Stamp]]:
        """Yield every known note, or those of these paths that are known, with the stamp of its last reading."""
        sql = "SELECT path, size, mtime, inode, digest, settled FROM note"
        rows: Iterable[Any] = self._each(sql)
        if paths is not None:
            rows = (row for path in paths for row in self._all(f"{sql} WHERE path = ?", (storable(path),)))
        for path, size, mtime, inode, digest, settled in rows:
            yield path if type(path) is str else stored(path), Stamp(size, mtime, inode, digest, settled)

    def size_of(self, path: str) -> int | None:
        """Return the bytes that a note had when it was read, or None if it is not known."""
        row = self._one("SELECT size FROM note WHERE path = ?", (storable(path),))
        return int(row[0]) if row else None

    def put(self, note: Gist, stamp: Stamp) -> None:
        """Take in a note in place of what was known of its path."""
        if self._filling:
            self._filling.put(note, stamp)
            return
        number = self._saying_the_same(note)
        if number is not None:
            from vaultsync.core.oddities import CODES

            # Most saves change prose: then no task changes, and nothing needs to be grouped again.
            self.touch(note.path, stamp)
            self._run("UPDATE note SET boxes = ? WHERE id = ?", (note.boxes, number))
            self._run(f"DELETE FROM diagnostic WHERE note = ? AND code NOT IN {CODES}", (number,))
            self._note_diagnostics(number, note.diagnostics)
            return
        from vaultsync.store.found import keep

        self.forget(note.path)
        self._touch(note.path)
        sql = (
            "INSERT INTO note (path, size, mtime, inode, digest, settled, not_live_because, boxes, facts, called,"
            " undated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        self._run(sql, note_row(note, stamp))
        number = self._db.last_insert_rowid()
        self._db.executemany(INSERT_LINE, (line_row(number, line) for line in note.stated))
        self._count_lines(len(note.stated))
        self._note_diagnostics(number, note.diagnostics)
        keep(self._db, self._lines("note.id = ?", (number,)), self._conventions)

    def touch(self, path: str, stamp: Stamp) -> None:
        """Note a new stamp for the same content."""
        self._run(
            "UPDATE note SET size = ?, mtime = ?, inode = ?, digest = ?, settled = ? WHERE path = ?",
            (stamp.size, stamp.mtime, stamp.inode, stamp.digest, stamp.settled, storable(path)),
        )

    def forget(self, path: str) -> None:
        """Drop what is known of a note that is gone."""
        row = self._one("SELECT id FROM note WHERE path = ?", (storable(path),))
        if row is None:
            return
        self._touch(path)
        self._run("DELETE FROM line WHERE note = ?", row)
        self._count_lines(-self._db.changes())
        self._run("DELETE FROM diagnostic WHERE note = ?", row)
        self._run("DELETE FROM note WHERE id = ?", row)

    def trouble(self, found: Iterable[Diagnostic]) -> None:
        """Replace the diagnostics of the walk: notes that cannot be read, links, folders."""
        rows = [diagnostic_row(None, each) for each in found]
        # Mostly there are none, before and now: then nothing has to be written.
        if [tuple(row) for row in self._all("SELECT * FROM diagnostic WHERE note IS NULL ORDER BY rowid")] != rows:
            self._run("DELETE FROM diagnostic WHERE note IS NULL")
            self._db.executemany("INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)", rows)

    def regroup(self) -> None:
        """Bring the tasks up to date with the lines."""
        with self._explained():
            self._end_filling()
            if self._filled:
                self._regroup.touch_all()
            if self._touched or self._filled:
                self.remember("shelf", self._regroup.run(self.fact("shelf")))
            if self._filled:
                for statement in TASK_INDEXES.values():
                    self._run(statement)
            self._touched = self._filled = False

    def to_group(self) -> int:
        """How many lines `regroup` will group."""
        extent = self._regroup.extent(self.fact("shelf")) if self._touched else 0
        return self.line_count() if extent is None or self._filling or self._filled else extent

    def _touch(self, path: str) -> None:
        self._touched = True
        self._regroup.touch(path)

    def _end_filling(self) -> None:
        filling, self._filling = self._filling, None
        if filling:
            filling.finish()
            self._count_lines(filling.lines)
            self._filled = True

    def _all(self, sql: str, bindings: Iterable[Any] = ()) -> list[Any]:
        if self._filling:
            self._filling.write()
        return super()._all(sql, bindings)

    def _run(self, sql: str, bindings: Iterable[Any] = ()) -> None:
        if self._filling:
            self._filling.write()
        super()._run(sql, bindings)

    def line_count(self) -> int:
        """How many task lines are known."""
        return int(self.fact("lines") or 0) + (self._filling.lines if self._filling else 0)

    def _count_lines(self, more: int) -> None:
        # To count the lines of a large vault takes longer than to take in a note.
        self.remember("lines", str(self.line_count() + more))

    def tasks(self, wanted: Wanted, *, limit: int | None = None) -> list[Task]:
        """Return the tasks asked for, in the order of a list."""
        where, bindings = condition(wanted)
        sql = f"SELECT id FROM task WHERE {where} ORDER BY {ORDER} LIMIT ?"
        return self._tasks(number for (number,) in self._all(sql, (*bindings, -1 if limit is None else limit)))

    def asked(self, wanted: Wanted, look: Look) -> Left:
        """Return tasks as a query sees them, in the order of a list: see `core.ports.Index`."""
        from vaultsync.store.asked import Questions

        with self._explained():
            return Questions(self._db, self._conventions.query_settings).asked(wanted, look)

    def with_uids(self, uids: Iterable[str]) -> list[Task]:
        """Return the tasks of these uids in their order; one that is gone is left out."""
        sql = "SELECT task.id FROM name JOIN task ON task.id = name.task WHERE name.name = ?1 AND task.uid = ?1"
        return self._tasks(number for uid in uids for (number,) in self._all(sql, (storable(uid),)))

    def named(self, prefix: str) -> list[Task]:
        """Return every task that a name or the beginning of one reaches; an exact name reaches only its own."""
        found = self._all("SELECT task FROM name WHERE name = ?", (storable(prefix),))
        if not found:
            sql = "SELECT DISTINCT task FROM name WHERE name >= ? AND name < ? ORDER BY task"
            found = self._all(sql, (storable(prefix), storable(prefix + "\U0010ffff")))
        return self._tasks(number for (number,) in found)

    def titled(self, title: str) -> list[Task]:
        """Return every task one of whose lines has exactly these words, in any case."""
        found = self._all("SELECT DISTINCT task FROM line WHERE title = ?", (storable(title.casefold()),))
        return self._tasks(number for (number,) in found)

    def suggestions(self) -> list[tuple[float, Task, Task]]:
        """Return pairs of tasks that may be one, with their score, best first."""
        rows = self._all("SELECT score, one, other FROM suggestion ORDER BY score DESC, one, other")
        return [(score, *self._tasks((one, other))) for score, one, other in rows]

    def note_facts(self) -> list[NoteFacts]:
        """Return what every note says about itself, by path."""
        rows = self._all("SELECT path, facts, not_live_because FROM note ORDER BY path")
        return [facts_of(stored(path), facts, because) for path, facts, because in rows]

    def lines_of(self, path: str) -> list[TaskLine]:
        """Return the task lines of one note."""
        return [line for _, line in self._lines("note.path = ?", (storable(path),))]

    def diagnostics(self) -> list[Diagnostic]:
        """Everything odd, by path and line."""
        from vaultsync.core.model import Diagnostic

        rows = self._all("SELECT path, line, code, message, remedy FROM diagnostic ORDER BY path, line, code")
        return [
            Diagnostic(path=stored(path), line=line, code=code, message=stored(message), remedy=remedy)
            for path, line, code, message, remedy in rows
        ]

    def odd_codes(self) -> frozenset[str]:
        """Return the code of every kind of what is odd."""
        return frozenset(code for (code,) in self._all("SELECT DISTINCT code FROM diagnostic"))

    def counts(self) -> Counts:
        """Return what the index holds, in numbers."""
        from vaultsync.store.counts import counts

        return counts(self._all)

    def fact(self, key: str) -> str:
        """Return a remembered word about the index itself, empty if there is none."""
        row = self._one("SELECT value FROM fact WHERE key = ?", (key,))
        return str(row[0]) if row else ""

    def remember(self, key: str, value: str) -> None:
        """Remember a word about the index itself."""
        if self.fact(key) != value:
            self._run("INSERT OR REPLACE INTO fact VALUES (?, ?)", (key, value))

    def _tasks(self, numbers: Iterable[int]) -> list[Task]:
        from vaultsync.core.reconcile.task import task_of

        wanted = list(numbers)
        found: dict[int, list[TaskLine]] = {number: [] for number in wanted}
        for first in range(0, len(wanted), _AT_ONCE):
            some = wanted[first : first + _AT_ONCE]
            for task, line in self._lines(f"line.task IN ({', '.join('?' * len(some))})", some, column="line.task"):
                found[task].append(line)
        return [task_of(found[number]) for number in wanted]

    def _lines(self, where: str, bindings: Iterable[Any], *, column: str = "line.id") -> Iterator[tuple[int, TaskLine]]:
        """Yield lines, each with a column of its row."""
        from vaultsync.core.model import Stated
        from vaultsync.core.task_line import lines_of  # a sync that finds nothing reads no line
        from vaultsync.store.lines import line_of

        sql = (
            f"SELECT {column}, note.id, note.path, note.facts, note.not_live_because, line.raw, line.said, line.line,"
            " heading, parent, name"
            f" FROM line JOIN note ON note.id = line.note WHERE {where} ORDER BY note.id, line.line"
        )
        for _, of_note in groupby(self._each(sql, bindings), key=itemgetter(1)):
            rows = list(of_note)
            facts = facts_of(stored(rows[0][2]), *rows[0][3:5])
            if rows[0][6] is None:
                numbers = {row[7]: row[0] for row in rows}
                found = [Stated(row[7], stored(row[5]), stored(row[8]), row[9]) for row in rows]
                yield from ((numbers[read.line], read) for read in lines_of(facts, found, self._conventions))
                continue
            for number, _, _, _, _, raw, said, line, heading, parent, name in rows:
                yield number, line_of(said, facts, stored(raw), (line, stored(heading), parent, name))

    def _saying_the_same(self, note: Gist) -> int | None:
        """Return the number of a known note whose facts and task lines are still what they were, else None."""
        row = self._one("SELECT id, facts, not_live_because FROM note WHERE path = ?", (storable(note.path),))
        if not self._read_alike:
            return None  # the same lines may mean something else now
        if row is None or row[1:] != (facts_row(note), note.not_live_because):
            return None
        sql = "SELECT line, raw, heading, parent FROM line WHERE note = ? ORDER BY line"
        known = [tuple(each) for each in self._all(sql, (row[0],))]
        now = [line_row(0, each)[1:] for each in note.stated]
        return int(row[0]) if known == now else None

    def _note_diagnostics(self, note: int, found: Iterable[Diagnostic]) -> None:
        self._db.executemany(
            "INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)", (diagnostic_row(note, each) for each in found)
        )
