"""The index as far as lists need it: rows of tasks, without reading a line again.

apsw brings its own SQLite: versions 3.7.0 to 3.51.2 can corrupt a database in WAL mode
when two connections write and checkpoint together, and Python's may be one of these.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from functools import cached_property
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

import apsw

from vaultsync.core.errors import StoreError
from vaultsync.core.values import BadDate, Status, When
from vaultsync.store.index.schema import ORDER, TABLES, VERSION
from vaultsync.store.index.short import LAST, short_name, short_names
from vaultsync.store.index.texts import storable, stored
from vaultsync.store.transaction import transaction

if TYPE_CHECKING:
    from vaultsync.core.provenance.called import SourceNames
    from vaultsync.core.views.listed import HasUid, Listed, Suggested
    from vaultsync.core.views.wanted import Wanted
    from vaultsync.store.index.named import Names

_BUSY_MS = 10_000
_SHOWN = "uid, status, day, who, words, lines"
"""The columns that `_listed` takes."""

_BEGINS = "called >= ? AND called < ?"


AT_ONCE = 500
"""Tasks that are read by one statement."""

_MANY = 1_000
"""From so many names on it costs less to go through all there are than to look for each among them."""

_STATEMENTS = 250
"""How many are kept ready: a save runs through over fifty, and fewer places are used than there are."""


class SqliteListing:
    """The tasks of one vault as rows."""

    def __init__(self, path: str | PathLike[str]) -> None:
        """Open the index of a vault, made if it is not there, emptied if it is of another version.

        Args:
            path: The database; its folder exists.

        Raises:
            StoreError: The file is no database, was made by a newer vaultsync, or cannot be written.
        """
        self.path = path
        with self._explained():
            self._db = apsw.Connection(fspath(path), statementcachesize=_STATEMENTS)
            self._db.set_busy_timeout(_BUSY_MS)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._prepare()

    def close(self) -> None:
        """Close the database; what was committed is kept, whatever else cannot be written now."""
        with suppress(apsw.Error):
            self._db.close()

    def reading(self) -> AbstractContextManager[None]:
        """Within the block, read the index as it was at one moment, whatever another process writes meanwhile."""
        return one_look(self._db, self._run)

    def listed(self, wanted: "Wanted", *, limit: int | None = None) -> "list[Listed]":
        """Return the rows of the tasks asked for, in the order of a list."""
        from vaultsync.store.index.search import condition  # not for `show`, which asks for one task

        where, bindings = condition(wanted)
        sql = f"SELECT {_SHOWN} FROM task WHERE {where} ORDER BY {ORDER} LIMIT ?"
        return _listed(self._all(sql, (*bindings, -1 if limit is None else limit)))

    def listed_with(self, uids: Collection[str]) -> "list[Listed]":
        """Return the rows of the tasks of these uids in their order; one that is gone is left out."""
        return _listed(self._rows_with(uids, _SHOWN))

    def _rows_with(self, uids: Iterable[str], columns: str) -> list[Any]:
        """Return these columns of the tasks of some uids in their order, the uid the first of them."""
        wanted = [*map(storable, uids)]
        found = dict[str | bytes, Any]()
        for first in range(0, len(wanted), AT_ONCE):
            some = wanted[first : first + AT_ONCE]
            sql = (
                f"SELECT {columns} FROM name CROSS JOIN task ON task.id = name.task"
                f" WHERE name.name IN ({', '.join('?' * len(some))}) AND task.uid = name.name"
            )
            found.update((row[0], row) for row in self._all(sql, some))
        return [found[uid] for uid in wanted if uid in found]

    def row(self, number: int) -> "Listed":
        """Return the row of the task that has a number in the index."""
        return _listed(self._all(f"SELECT {_SHOWN} FROM task WHERE id = ?", (number,)))[0]

    def count(self, wanted: "Wanted") -> int:
        """Return how many tasks are asked for."""
        from vaultsync.store.index.search import condition, tallied

        where, bindings = condition(wanted)
        what = "coalesce(sum(tasks), 0) FROM tally" if tallied(wanted) else "count(*) FROM task"
        return int(self._all(f"SELECT {what} WHERE {where}", bindings)[0][0])

    def came_back(self) -> int:
        """Return how many lines perhaps came back after their tasks were done: see `seen.came_back`."""
        return int(self._all("SELECT coalesce(sum(back), 0) FROM task WHERE back > 0")[0][0])

    def short(self, tasks: "Iterable[HasUid]") -> Mapping[str, str]:
        """Return for the uid of each task the shortest beginning that reaches it alone, five letters or more."""
        uids = {task.uid for task in tasks}
        if len(uids) < _MANY:
            return {uid: short_name(uid, self._all) for uid in uids}
        names = self._all("SELECT name, task FROM name WHERE typeof(name) = 'text' ORDER BY name")
        known = short_names(names)
        return {uid: known.get(uid) or short_name(uid, self._all) for uid in uids}

    def suggested(self, uids: Collection[str]) -> "list[Suggested]":
        """Return the pairs of live tasks that may be one in which a task has one of these uids, best first."""
        from vaultsync.store.index.suggested import suggested

        with self.reading():
            numbers = [number for _, number in self._rows_with(uids, "task.uid, task.id")]
            return suggested(numbers, self._all, self.row)

    def known_as(self, words: "SourceNames") -> Iterator[str]:
        """Yield the paths of the notes that go by some words."""
        asked: list[tuple[str, tuple[str | bytes, ...]]]
        asked = [("called = ?", (storable(text),)) for text in words.names]
        asked += [("undated = ?", (storable(text),)) for text in words.undated]
        for moment in words.moments:
            # The rest of the name may be no UTF-8, and is kept as bytes then.
            asked += [(_BEGINS, (moment, moment + LAST)), (_BEGINS, (moment.encode(), (moment + LAST).encode()))]
        for where, bindings in asked:
            for (path,) in self._all(f"SELECT path FROM note WHERE {where}", bindings):
                yield stored(path)

    def worded(self, words: str) -> "list[Listed]":
        """Return the rows of the tasks one of whose lines has all of some words: see `finding.has_words`."""
        from json import dumps

        sql = f"SELECT {_SHOWN} FROM task WHERE id IN (SELECT value FROM json_each(?)) ORDER BY {ORDER}"
        return _listed(self._all(sql, (dumps([*self._names.worded(words)]),)))

    @cached_property
    def _names(self) -> "Names":
        from vaultsync.store.index.named import Names  # not for lists, which name nothing

        return Names(self._all)

    def _prepare(self) -> None:
        """Make the tables, or make them again; version and tables change in one transaction."""
        version = self._version()
        if version == VERSION:
            return
        if version > VERSION:
            raise StoreError(
                f"the index {self.path} was made by a newer vaultsync (version {version}, this one knows {VERSION})",
                remedy="Upgrade vaultsync, or delete the file; the next sync builds it again.",
            )
        with self._transaction():
            if self._version() == VERSION:  # another process was faster
                return
            for (table,) in self._all("SELECT name FROM sqlite_schema WHERE type = 'table'"):
                self._run(f'DROP TABLE "{table}"')
            for statement in TABLES:
                self._run(statement)
            self._run(f"PRAGMA user_version = {VERSION}")

    def _version(self) -> int:
        return int(self._all("PRAGMA user_version")[0][0])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._explained(), transaction(self._db):
            yield

    def _run(self, sql: str, bindings: Iterable[Any] = ()) -> None:
        with self._explained():
            self._db.execute(sql, tuple(bindings))

    def _all(self, sql: str, bindings: Iterable[Any] = ()) -> list[Any]:
        with self._explained():
            return list(self._db.execute(sql, tuple(bindings)))

    def _each(self, sql: str, bindings: Iterable[Any] = ()) -> Iterator[Any]:
        """Yield rows as they are found: all at once may take as much memory as the vault's notes have names."""
        with self._explained():
            yield from self._db.execute(sql, tuple(bindings))

    def _one(self, sql: str, bindings: Iterable[Any] = ()) -> Any:
        return next(iter(self._all(sql, bindings)), None)

    def _explained(self) -> "_Explained":
        """Turn what SQLite raises into what a person can do about it."""
        return _Explained(self.path)


class _Explained:
    """Raises `StoreError` for what SQLite raises in the block.

    A class, since a save goes in and out dozens of times and a generator takes ten times as long.
    """

    __slots__ = ("_path",)

    def __init__(self, path: str | PathLike[str]) -> None:
        self._path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        # A row that cannot be is a mistake of this program: no disk and no person can mend it.
        if isinstance(error, apsw.Error) and not isinstance(error, apsw.ConstraintError):
            raise self._in_words(error) from error

    def _in_words(self, error: apsw.Error) -> StoreError:
        if isinstance(error, apsw.NotADBError | apsw.CorruptError):
            return StoreError(
                f"the index {self._path} is damaged ({error})",
                remedy="Run `vaultsync doctor --repair`: it sets the file aside and reads the notes again.",
            )
        if isinstance(error, apsw.BusyError):
            return StoreError(
                f"the index {self._path} is in use by another process",
                remedy="Wait a moment and repeat the command.",
            )
        return StoreError(
            f"the index {self._path} cannot be used ({error})",
            remedy="See that its folder can be written and its disk is not full.",
        )


@contextmanager
def one_look(database: apsw.Connection, run: Callable[[str], None]) -> Iterator[None]:
    """Read everything in the block as the database was at one moment, whatever others write meanwhile.

    Args:
        database: The connection that is read.
        run: Runs a statement on it.
    """
    if not database.getautocommit():
        yield  # inside a transaction it does anyway
        return
    run("BEGIN")
    try:
        yield
    finally:
        run("COMMIT")


def _listed(rows: Iterable[Any]) -> "list[Listed]":
    from vaultsync.core.views.listed import Listed

    statuses = {each.value: each for each in Status}
    return [
        Listed(
            stored(uid),
            statuses[status],
            _when(day),
            tuple(filter(None, stored(who).split("\n"))),
            stored(words),
            lines,
        )
        for uid, status, day, who, words, lines in rows
    ]


def _when(day: str | None) -> When:
    if day is None:
        return None
    try:
        return date.fromisoformat(day)
    except ValueError:
        return BadDate(day)
