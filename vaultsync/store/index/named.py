"""Which tasks of the index a name reaches, or words do."""

from collections.abc import Callable, Iterable
from typing import Any

from vaultsync.core.finding import BLANK, QUOTED, beginnings, has_words, pasted, promoted, spellings, words_of
from vaultsync.store.index.schema import WITHIN
from vaultsync.store.index.short import beginning
from vaultsync.store.index.texts import storable, stored

_LOOKED_FOR = 20
"""Words that SQLite looks for in a line at once: it takes no condition that is as long as somebody may paste."""


class Names:
    """The tasks by their numbers in the index, as names reach them: see `core.ports.Index`."""

    def __init__(self, rows: Callable[[str, Iterable[Any]], list[Any]]) -> None:
        """Ask an index; `rows` returns the rows of an SQL statement with its bindings."""
        self._rows = rows

    def placed(self, path: str, line: int) -> list[int]:
        """Return the task that the line at a place states, if one does."""
        sql = "SELECT task FROM line JOIN note ON note.id = line.note WHERE path = ? AND line.line = ?"
        return [number for (number,) in self._rows(sql, (storable(path), line))]

    def named(self, prefix: str) -> list[int]:
        """Return the tasks that a name or the beginning of one reaches; an exact name reaches only its own."""
        found = self._rows("SELECT task FROM name WHERE name = ?", (storable(prefix),))
        if not found:
            sql = "SELECT DISTINCT task FROM name WHERE name >= ? AND name < ? ORDER BY task"
            found = self._rows(sql, beginning(prefix))
        return [number for (number,) in found]

    def of(self, task: int) -> list[str]:
        """Return every name of a task."""
        return [stored(name) for (name,) in self._rows("SELECT name FROM name WHERE task = ?", (task,))]

    def loosely_named(self, typed: str) -> list[int]:
        """Return the tasks that a name reaches in another case, or without `p-` or `vs-`, or by a promotion since.

        It looks at every name, and is asked for only where no other spelling has reached one.
        """
        for begun in (beginnings(typed), promoted(typed)):
            for same in ("lower(name) = ?", "instr(lower(name), ?) = 1"):
                where = " OR ".join([same] * len(begun)) or "FALSE"
                if found := self._rows(f"SELECT DISTINCT task FROM name WHERE {where} ORDER BY task", begun):
                    return [number for (number,) in found]
        return []

    def titled(self, title: str) -> list[int]:
        """Return the tasks one of whose lines is this one, or has these words in any case: see `finding.spellings`."""
        if line := pasted(title):
            sql = f"SELECT DISTINCT task FROM line WHERE ltrim(rtrim(raw, '{BLANK}'), '{QUOTED}') = ?"
            if found := self._rows(sql, (storable(line),)):
                return [number for (number,) in found]
        for written in spellings(title):
            sql = f"SELECT DISTINCT task FROM line WHERE title IN ({', '.join('?' * len(written))})"
            if found := self._rows(sql, map(storable, written)):
                return [number for (number,) in found]
        return []

    def worded(self, words: str) -> set[int]:
        """Return the tasks one of whose lines has all of some words: see `finding.has_words`.

        It looks at the words of every line, and is asked for only where a name has reached nothing.
        """
        begun = words_of(words)
        some = [*dict.fromkeys(begun)][:_LOOKED_FOR]
        where = " AND ".join([WITHIN.format("title")] * len(some)) or "FALSE"
        lines = self._rows(f"SELECT title, task FROM line WHERE {where}", [word.encode() for word in some])
        return {task for title, task in lines if has_words(stored(title), begun)}
