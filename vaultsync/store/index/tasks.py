"""What the index in SQLite says of tasks, lines and notes: see `listing` for what lists need of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index.listing import AT_ONCE, SqliteListing
from vaultsync.store.index.rows import facts_of, storable, stored
from vaultsync.store.index.schema import ORDER
from vaultsync.store.index.search import condition

if TYPE_CHECKING:
    from pathlib import Path

    from vaultsync.core.conventions import Conventions
    from vaultsync.core.model import Diagnostic, NoteFacts, Task, TaskLine
    from vaultsync.core.ports import Counts, LineText
    from vaultsync.core.query.narrowing import Narrowing
    from vaultsync.core.query.row import Narrowed
    from vaultsync.core.values import Status
    from vaultsync.store.feeds.components import SqliteComponents


class SqliteTasks(SqliteListing):
    """What was read in one vault's notes, for whoever asks."""

    def __init__(self, path: str | Path, conventions: Conventions) -> None:
        """Open the index of a vault: see `sqlite.SqliteIndex`."""
        super().__init__(path)
        self._conventions = conventions

    @cached_property
    def components(self) -> SqliteComponents:
        """What calendars were made of the tasks."""
        from vaultsync.store.feeds.components import SqliteComponents

        return SqliteComponents(self._db, self._explained)

    def tasks(self, wanted: Wanted, *, limit: int | None = None) -> list[Task]:
        """Return the tasks asked for, in the order of a list."""
        where, bindings = condition(wanted)
        sql = f"SELECT id FROM task WHERE {where} ORDER BY {ORDER} LIMIT ?"
        with self.reading():
            return self._tasks(number for (number,) in self._all(sql, (*bindings, -1 if limit is None else limit)))

    def narrowed(self, wanted: Wanted, narrowing: Narrowing) -> Narrowed:
        """Return tasks as a query sees them, in the order of a list: see `core.ports.Index`."""
        from vaultsync.store.index.query_reader import QueryReader

        with self._explained():
            return QueryReader(self._db, self._conventions.query_settings, narrowing.today).narrowed(wanted, narrowing)

    def with_uids(self, uids: Iterable[str]) -> list[Task]:
        """Return the tasks of these uids in their order; one that is gone is left out."""
        with self.reading():
            return self._tasks(number for _, number in self._rows_with(uids, "task.uid, task.id"))

    def placed(self, path: str, line: int) -> list[Task]:
        """Return the task that the line at a place states, if one does."""
        with self.reading():
            return self._tasks(self._names.placed(path, line))

    def named(self, prefix: str) -> list[Task]:
        """Return every task that a name or the beginning of one reaches; an exact name reaches only its own."""
        with self.reading():
            return self._tasks(self._names.named(prefix))

    def loosely_named(self, typed: str) -> list[Task]:
        """Return every task that a name reaches in another case, or without `p-` or `vs-`: see `core.ports.Index`."""
        with self.reading():
            return self._tasks(self._names.loosely_named(typed))

    def titled(self, title: str) -> list[Task]:
        """Return every task one of whose lines is this one, or has these words in any case: see `finding.spellings`."""
        with self.reading():
            return self._tasks(self._names.titled(title))

    def suggestions(self) -> list[tuple[float, Task, Task]]:
        """Return pairs of tasks that may be one, with their score, best first."""
        with self.reading():
            rows = self._all("SELECT score, one, other FROM suggestion ORDER BY score DESC, one, other")
            return [(score, *self._tasks((one, other))) for score, one, other in rows]

    def owners(self) -> set[str]:
        """Return everybody who is asked by a task, as tasks write them."""
        rows = self._all("SELECT DISTINCT who FROM task")
        return {owner for (who,) in rows for owner in stored(who).split("\n") if owner}

    def note_facts(self) -> list[NoteFacts]:
        """Return what every note says about itself, by path."""
        rows = self._all("SELECT path, facts, not_live_because FROM note ORDER BY path")
        return [facts_of(stored(path), facts, because) for path, facts, because in rows]

    def size_of(self, path: str) -> int | None:
        """Return the bytes that a note had when it was read, or None if it is not known."""
        row = self._one("SELECT size FROM note WHERE path = ?", (storable(path),))
        return int(row[0]) if row else None

    def stating(self, lines: Collection[str]) -> dict[str, set[str]]:
        """Return for each of these lines, as notes have it, the paths of the notes that do; no conflict copies."""
        sql = "SELECT raw, path FROM line JOIN note ON note.id = note WHERE not_live_because <> 'conflict copy'"
        wanted = [*map(storable, lines)]
        # In one go through all lines, however many are looked for; what is no UTF-8 no JSON takes.
        texts = json.dumps([text for text in wanted if isinstance(text, str)])
        rows = self._all(f"{sql} AND raw IN (SELECT value FROM json_each(?))", (texts,))
        rest = iter([text for text in wanted if isinstance(text, bytes)])
        while some := list(islice(rest, AT_ONCE)):
            rows += self._all(f"{sql} AND raw IN ({', '.join('?' * len(some))})", some)
        found: dict[str, set[str]] = {}
        for raw, path in rows:
            found.setdefault(stored(raw), set()).add(stored(path))
        return found

    def lines_with_status(self, statuses: Collection[Status]) -> set[LineText]:
        """Return the task lines that have one of these statuses in the index, as they were when they were read."""
        sql = (
            "SELECT path, line, raw FROM line JOIN note ON note.id = note"
            f" WHERE status IN ({', '.join('?' * len(statuses))})"
        )
        rows = self._all(sql, [each.value for each in statuses])
        return {(stored(path), line, stored(raw)) for path, line, raw in rows}

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
        from vaultsync.store.index.counts import counts

        return counts(self._all)

    def remembered(self, key: str) -> str:
        """Return a remembered word about the index itself, empty if there is none."""
        row = self._one("SELECT value FROM fact WHERE key = ?", (key,))
        return str(row[0]) if row else ""

    def _tasks(self, numbers: Iterable[int]) -> list[Task]:
        from vaultsync.core.reconcile.task import task_of

        wanted = list(numbers)
        found: dict[int, list[TaskLine]] = {number: [] for number in wanted}
        # In the order in which they were found most tasks of a note stand together, so that its facts are read once.
        by_note = sorted(found)
        for first in range(0, len(by_note), AT_ONCE):
            some = by_note[first : first + AT_ONCE]
            for task, line in self._lines(f"line.task IN ({', '.join('?' * len(some))})", some, column="line.task"):
                found[task].append(line)
        return [task_of(found[number]) for number in wanted]

    def _lines(self, where: str, bindings: Iterable[Any], *, column: str = "line.id") -> Iterator[tuple[int, TaskLine]]:
        """Yield lines, each with a column of its row."""
        from vaultsync.store.index.lines import line_of  # a sync that finds nothing reads no line

        sql = (
            f"SELECT {column}, note.id, note.path, note.facts, note.not_live_because, line.raw, line.said, line.line,"
            " heading, parent, name"
            f" FROM line JOIN note ON note.id = line.note WHERE {where} ORDER BY note.id, line.line"
        )
        for _, of_note in groupby(self._each(sql, bindings), key=itemgetter(1)):
            rows = list(of_note)
            facts = facts_of(stored(rows[0][2]), *rows[0][3:5])
            if rows[0][6] is None:
                yield from self._read(facts, rows)
                continue
            for number, _, _, _, _, raw, said, line, heading, parent, name in rows:
                yield number, line_of(said, facts, stored(raw), (line, stored(heading), parent, name))

    def _read(self, facts: NoteFacts, rows: Iterable[Any]) -> Iterator[tuple[int, TaskLine]]:
        """Yield the lines of a note that were found, and are read only now: see `found.keep`."""
        from vaultsync.core.model import Stated
        from vaultsync.core.notes.task_line import lines_of

        numbers = {row[7]: row[0] for row in rows}
        found = [Stated(row[7], stored(row[5]), stored(row[8]), row[9]) for row in rows]
        yield from ((numbers[read.line], read) for read in lines_of(facts, found, self._conventions))
