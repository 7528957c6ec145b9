"""The index in SQLite, through apsw: how notes come in; see `tasks` for what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any

import apsw

from vaultsync.core.walk import PEOPLE, READ_BY, Differences, Glance, Stamp
from vaultsync.store.index.rows import diagnostic_row, line_row, note_row, says, storable, stored, walked
from vaultsync.store.index.schema import INSERT_LINE, INSERT_NOTE, OF_PEOPLE, TASK_INDEXES
from vaultsync.store.index.tasks import SqliteTasks

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.core.conventions import Conventions
    from vaultsync.core.model import Diagnostic, Gist
    from vaultsync.store.index.filling import Filling
    from vaultsync.store.index.regroup import Regroup

_WHOLE_FROM = 0.25
"""From this share of touched lines on it costs less to group everything."""

_PAGES = 250
"""Pages in the log that are worth bringing over: at a thousand SQLite does it within a commit."""


class SqliteIndex(SqliteTasks):
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

        self._facts: dict[str, str] | None = None
        """The facts that were asked for within a transaction; None outside of one, where others may change them."""

        super().__init__(path, conventions)
        self._whole_from = whole_from

    @cached_property
    def _regroup(self) -> Regroup:
        from vaultsync.store.index.regroup import Regroup

        return Regroup(self._db, self._lines, self._conventions, self._whole_from)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it, or nothing if the block raises."""
        try:
            with self._transaction():
                self._facts = {}
                self._read_alike = self.remembered(READ_BY) == self._conventions.fingerprint
                if not self._all("SELECT 1 FROM note LIMIT 1"):
                    from vaultsync.store.index.filling import Filling

                    self._filling = Filling(self._db)
                yield
                self._end_filling()
        except BaseException:
            self._filling = None
            if self._touched or self._filled:
                self._regroup.forget_touched()
            self._touched = self._filled = False
            raise
        finally:
            self._facts = None

    def compare(self, seen: Mapping[str, Glance], paths: Iterable[str] | None = None) -> Differences:
        """Compare all that is known, or what is known of these paths, with the notes that are there now."""
        if paths is None and (known := self.remembered("walk")) and known == walked(seen):
            return Differences({}, [])
        return self._compare(seen, paths)

    def _compare(self, seen: Mapping[str, Glance], paths: Iterable[str] | None = None) -> Differences:
        sql = "SELECT path, size, mtime, inode, digest, racy FROM note"
        rows: Iterable[Any] = self._each(sql)
        if paths is not None:
            rows = (row for path in paths for row in self._all(f"{sql} WHERE path = ?", (storable(path),)))
        unlike: dict[str, Stamp] = {}
        alike = 0
        look_up = seen.get
        # Most syncs find a vault as it was: a stamp is made only of a note that is not.
        for path, size, mtime, inode, digest, racy in rows:
            name = path if type(path) is str else stored(path)
            if not racy and look_up(name) == (size, mtime, inode):
                alike += 1
            else:
                unlike[name] = Stamp(size, mtime, inode, digest, racy)
        if alike + sum(path in seen for path in unlike) == len(seen):
            return Differences(unlike, [])
        known = {path if type(path) is str else stored(path) for (path,) in self._each("SELECT path FROM note")}
        return Differences(unlike, [path for path in seen if path not in known])

    def recognise(self, seen: Mapping[str, Glance]) -> None:
        """Remember a whole walk, if it found what is known now: the next one like it is compared at once."""
        # Mostly a note was saved just now: then nothing needs to be compared.
        if not self._all("SELECT 1 FROM note WHERE racy LIMIT 1") and not any(self._compare(seen)):
            self.remember("walk", walked(seen))

    def foreign_writes(self) -> int:
        """Return a number that is another one when another process has committed since: SQLite counts that."""
        return int(self._all("PRAGMA data_version")[0][0])

    def put(self, note: Gist, stamp: Stamp) -> bool:
        """Take in a note in place of what was known of its path; return False if it says what it said before."""
        self._forget_walk()
        if self._filling:
            self._filling.put(note, stamp)
            return True
        if self._retell(note, stamp):
            # Most saves change prose: then no task changes, and nothing needs to be grouped again.
            return False
        from vaultsync.store.index.found import keep

        people = self._people_of(note.path)
        self._drop(note.path)
        self._touch(note.path)
        self._run(INSERT_NOTE, note_row(note, stamp))
        number = self._db.last_insert_rowid()
        if self._people_of(note.path) != people:
            self._forget_people()
        self._db.executemany(INSERT_LINE, (line_row(number, line) for line in note.stated))
        self._count_lines(len(note.stated))
        self._note_diagnostics(number, note.diagnostics)
        read = list(self._lines("note.id = ?", (number,)))
        keep(self._db, read, self._conventions)
        self._regroup.has_read(note.path, [line for _, line in read])
        return True

    def touch(self, path: str, stamp: Stamp) -> None:
        """Note a new stamp for the same content."""
        self._forget_walk()
        self._run(
            "UPDATE note SET size = ?, mtime = ?, inode = ?, digest = ?, racy = ? WHERE path = ?",
            (stamp.size, stamp.mtime, stamp.inode, stamp.digest, stamp.racy, storable(path)),
        )

    def forget(self, path: str) -> None:
        """Drop what is known of a note that is gone."""
        if self._drop(path):
            self._forget_people()

    def _drop(self, path: str) -> bool:
        """Drop what is known of a note; return False if it is not known."""
        row = self._one("SELECT id FROM note WHERE path = ?", (storable(path),))
        if row is None:
            return False
        self._forget_walk()
        self._touch(path)
        self._run("DELETE FROM line WHERE note = ?", row)
        self._count_lines(-self._db.changes())
        self._run("DELETE FROM diagnostic WHERE note = ?", row)
        self._run("DELETE FROM note WHERE id = ?", row)
        return True

    def put_diagnostics(self, found: Iterable[Diagnostic]) -> None:
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
            if self._is_all_touched:
                self._regroup.touch_all()
            if self._touched or self._filled:
                self.remember("shelf", self._regroup.run(self.remembered("shelf")))
            if self._filled:
                for statement in TASK_INDEXES.values():
                    self._run(statement)
            self._touched = self._filled = False

    def lines_to_group(self) -> int:
        """How many lines `regroup` will group."""
        extent = self._regroup.extent(self.remembered("shelf")) if self._touched else 0
        return self.line_count() if extent is None or self._filling or self._is_all_touched else extent

    @property
    def _is_all_touched(self) -> bool:
        # By other conventions than before the same words may make other tasks.
        by_others = not self._read_alike and self.remembered(READ_BY) == self._conventions.fingerprint
        return self._filled or (self._touched and by_others)

    def checkpoint(self) -> None:
        """Bring what was committed from the log into the database: SQLite has some commit do it, for 10 to 20 ms."""
        # What is in the way of it will be in the way of the next commit, which says so.
        with suppress(apsw.Error):
            pages, done = self._db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_NOOP)
            if pages - done > _PAGES:
                self._db.wal_checkpoint()

    def _forget_walk(self) -> None:
        self.remember("walk", "")

    def _people_of(self, path: str) -> Any:
        """Return what a note says that is of people; None if it is not known."""
        return self._one(f"SELECT {OF_PEOPLE} FROM note WHERE path = ?", (storable(path),))

    def _forget_people(self) -> None:
        self.remember(PEOPLE, str(int(self.remembered(PEOPLE) or 0) + 1))

    def _touch(self, path: str) -> None:
        self._touched = True
        self._regroup.touch(path)

    def _end_filling(self) -> None:
        filling, self._filling = self._filling, None
        if filling:
            filling.finish()
            self._count_lines(filling.lines)
            self._forget_people()
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
        return int(self.remembered("lines") or 0) + (self._filling.lines if self._filling else 0)

    def _count_lines(self, more: int) -> None:
        # To count the lines of a large vault takes longer than to take in a note.
        self.remember("lines", str(self.line_count() + more))

    def remembered(self, key: str) -> str:
        """Return a remembered word about the index itself, empty if there is none."""
        if self._facts is None:
            return super().remembered(key)
        if key not in self._facts:
            self._facts[key] = super().remembered(key)
        return self._facts[key]

    def remember(self, key: str, value: str) -> None:
        """Remember a word about the index itself."""
        if self.remembered(key) != value:
            self._run("INSERT OR REPLACE INTO fact VALUES (?, ?)", (key, value))
            if self._facts is not None:
                self._facts[key] = value

    def _retell(self, note: Gist, stamp: Stamp) -> bool:
        """Take in all of a note but its facts and lines; False, and nothing is done, if these have changed."""
        if not self._read_alike:
            return False  # the same lines may mean something else now
        from vaultsync.core.notes.oddities import CODES

        sql = (
            "UPDATE note SET size = ?, mtime = ?, inode = ?, digest = ?, racy = ?, boxes = ?"
            " WHERE path = ? AND says = ? AND digest <> x''"
            f" RETURNING id, EXISTS (SELECT 1 FROM diagnostic WHERE note = note.id AND code NOT IN {CODES})"
        )
        *known, _ = stamp
        row = self._one(sql, (*known, note.boxes, storable(note.path), says(note)))
        if row is None:
            return False
        number, is_odd = row
        if is_odd:
            self._run(f"DELETE FROM diagnostic WHERE note = ? AND code NOT IN {CODES}", (number,))
        self._note_diagnostics(number, note.diagnostics)
        return True

    def _note_diagnostics(self, note: int, found: Iterable[Diagnostic]) -> None:
        for each in found:
            self._run("INSERT INTO diagnostic VALUES (?, ?, ?, ?, ?, ?)", diagnostic_row(note, each))
