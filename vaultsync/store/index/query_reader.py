"""What queries ask about, out of an index; `core.query.narrowing` says what its conditions mean."""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import apsw

from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.notation.statuses import StatusSetting
from vaultsync.core.query import narrowing as narrow
from vaultsync.core.query.daily import daily_hashes
from vaultsync.core.query.picked import gathered
from vaultsync.core.query.row import Narrowed, Search, setting_of
from vaultsync.core.values import Status
from vaultsync.core.views.wanted import Wanted
from vaultsync.store.index.alike import numbers
from vaultsync.store.index.answer import Rows
from vaultsync.store.index.blocks import MANY, WITH_TASK, column_of
from vaultsync.store.index.columns import spoken_of
from vaultsync.store.index.numbered import Found, in_order, urgencies
from vaultsync.store.index.order import Order, order_of, up_to
from vaultsync.store.index.rows import facts_of, stored
from vaultsync.store.index.schema import LABELS, ORDER
from vaultsync.store.index.sheets import SheetColumns
from vaultsync.store.index.sought import Sought
from vaultsync.store.index.valued import Values

if TYPE_CHECKING:
    from vaultsync.core.model import NoteFacts

_LIST_ORDER = ", ".join(f"task.{column}" for column in ORDER.split(", "))
_BY_LETTERS: Final = "FROM label INDEXED BY label_by_letters WHERE kind = ? AND letters IS NOT NULL"


class QueryReader:
    """What queries read."""

    def __init__(self, database: apsw.Connection, settings: TasksSettings, today: date) -> None:
        """Stand on an open index.

        Args:
            database: Its connection; functions are made on it.
            settings: The plugin's, as queries read them.
            today: The day that urgency depends on.
        """
        self._db = database
        # Sorting needs no disk. SQLite refuses to change this once there are temporary tables, such as a feed's.
        with suppress(apsw.SQLError):
            database.execute("PRAGMA temp_store = MEMORY")
        self.settings = settings
        self._today = today
        self._settings_of: dict[tuple[str, str], StatusSetting] = {}
        self._facts: dict[int, NoteFacts] = {}

    def narrowed(self, wanted: Wanted, narrowing: narrow.Narrowing) -> Narrowed:
        """Return tasks as a query sees them; what they say is read as it is asked for.

        They are in the order of the query where columns have all of it, else in the order of a list.
        """
        open_and_linked = cache(lambda: self._open_and_linked(wanted))
        search = Search(open_and_linked, narrowing.today)
        values = Values(self, search)

        def linked(condition: narrow.Condition) -> list[int]:
            judge = search.blocked if isinstance(condition, narrow.Blocked) else search.blocking
            rows = open_and_linked()
            return [number for number, row in zip(rows.numbers, rows, strict=True) if judge(row)]

        sought = Sought(self._db, linked, values.passing, wanted, narrowing)
        order = order_of(
            self._db,
            narrowing,
            lambda: self._hashes(sought, narrowing.today),
            lambda valued: values.ranks(valued, *sought.where),
        )
        judged = narrow.exact(narrowing.condition) and not sought.failed
        if narrowing.limit is None or not order.keys or sought.failed:
            whole = order.whole or bool(order.numbered)
            return Narrowed(self._rows(None if sought.everything else sought.where, order), judged, whole)
        return self._first(sought.where, order, narrowing.limit, judged=judged)

    def _first(self, found: Found, order: Order, limit: int, *, judged: bool) -> Narrowed:
        """Return the first of some tasks, and those behind them that the known keys do not tell from the last of them.

        Args:
            found: The tasks.
            order: Has at least one key.
            limit: How many a query wants.
            judged: Whether all of them are known to pass the filters.
        """
        where, bindings = found
        ((passing,),) = self._db.execute(f"SELECT count(*) FROM asked WHERE {where}", bindings)
        if not passing:
            return Narrowed(Rows(self, ()), judged, order.whole)
        if not order.whole and 0 < limit < passing:
            terms = ", ".join(key.term for key in order.keys)
            last = f"SELECT {terms} FROM asked{order.joins} WHERE {where} ORDER BY {order.sql} LIMIT 1 OFFSET ?"
            ((*values,),) = self._db.execute(last, (*bindings, limit - 1))
            found = up_to(order.keys, values, where, tuple(bindings))
        rows = self._rows(found, order, limit if order.whole or not limit else -1)
        return Narrowed(rows, judged, order.whole, passing - len(rows))

    def _open_and_linked(self, wanted: Wanted) -> Rows:
        """Return the rows with an id, or that wait for one; what is done neither waits nor is waited for."""
        live = "" if wanted.live is None else f" AND live = {wanted.live:d}"
        sql = f"SELECT task FROM asked WHERE links IS NOT NULL AND NOT closed{live}"
        return Rows(self, [task for (task,) in self.read(sql)])

    def _rows(self, found: Found | None, order: Order, limit: int = -1) -> Rows:
        if order.numbered and limit < 0:
            return Rows(self, in_order(self._db, order, lambda: self.sheets, found))
        where, bindings = found or ("1", ())
        by, join = (order.to_the_end, "") if order.whole else (_LIST_ORDER, WITH_TASK)
        sql = f"SELECT asked.task FROM asked{order.joins}{join} WHERE {where} ORDER BY {by} LIMIT {limit}"
        return Rows(self, numbers(self._db, sql, bindings))

    def _hashes(self, sought: Sought, today: date) -> Mapping[int, int]:
        where, bindings = sought.where
        wanted = self.settings.global_filter
        tasks, texts = list[int](), list[str]()
        sql = f"SELECT task, description, spoken FROM asked WHERE {where}"
        for task, description, spoken in self._db.execute(sql, bindings):
            tasks.append(task)
            texts.append(spoken_of(stored(description), spoken, wanted))
        return dict(zip(tasks, daily_hashes(texts, today), strict=True))

    def read(self, sql: str, bindings: Sequence[Any] = ()) -> list[Any]:
        """Return the rows of an SQL statement."""
        return list(self._db.execute(sql, bindings))

    def column(self, name: str, numbers: Sequence[int]) -> list[Any]:
        """Return one thing that the index says of some tasks, in their order."""
        term, join = column_of(name)
        if len(numbers) >= MANY and name in LABELS:
            return self.labelled(name, gathered(self.sheets[name], numbers))
        if len(numbers) >= MANY:
            # Many columns are empty for most tasks.
            known = dict(self._db.execute(f"SELECT asked.task, {term} FROM asked{join} WHERE {term} IS NOT NULL"))
            return [*map(known.get, numbers)]
        # What stands to the left of a CROSS JOIN is gone through in its order.
        sql = f"SELECT {term} FROM json_each(?) AS wanted CROSS JOIN asked ON asked.task = wanted.value{join}"
        return [value for (value,) in self._db.execute(sql, (json.dumps(numbers),))]

    def labelled(self, kind: str, labels: Sequence[int]) -> list[Any]:
        """Return the texts of some labels of a kind; of 0, which stands for none, nothing."""
        found: dict[int, Any] = dict(self._db.execute("SELECT id, text FROM label WHERE kind = ?", (kind,)))
        return [*map(found.get, labels)]

    def by_letters(self, kind: str, labels: Sequence[int]) -> Sequence[int] | None:
        """Return the places of some labels of a kind, each there once, in the order of their letters.

        None if two of them have the same.
        """
        place_of = dict(zip(labels, count()))
        alike = self._db.execute(f"SELECT group_concat(id) {_BY_LETTERS} GROUP BY letters HAVING count(*) > 1", (kind,))
        if any(sum(int(label) in place_of for label in some.split(",")) > 1 for (some,) in alike):
            return None
        order = numbers(self._db, f"SELECT id AS task {_BY_LETTERS} ORDER BY letters", (kind,))
        return [place_of[label] for label in order if label in place_of]

    def urgencies(self) -> Sequence[int]:
        """Return for each task the rank of its urgency."""
        return urgencies(self._db, self.sheets, self._today)

    @cached_property
    def sheets(self) -> SheetColumns:
        """Numbers of all tasks."""
        return SheetColumns(self._db)

    def line(self, number: int) -> tuple[str, str, int]:
        """Return of a line what it says, as it is kept, its text, and the row of its note."""
        ((said, raw, note),) = self._db.execute("SELECT said, raw, note FROM line WHERE id = ?", (number,))
        return said, stored(raw), note

    def stated(self, task: int) -> list[tuple[str, str]]:
        """Return the note and the text of each line that states a task."""
        sql = "SELECT note.path, line.raw FROM line CROSS JOIN note ON note.id = line.note WHERE line.task = ?"
        return [(stored(path), stored(raw)) for path, raw in self._db.execute(sql, (task,))]

    def setting(self, symbol: str, stage: str) -> StatusSetting:
        """Return the status setting of a task by the symbol of its line."""
        found = self._settings_of.get((symbol, stage))
        if found is None:
            found = self._settings_of[symbol, stage] = setting_of(stored(symbol), Status(stage), self.settings)
        return found

    def facts(self, note: int) -> "NoteFacts":
        """Return what a note says about itself."""
        if note not in self._facts:
            sql = "SELECT path, facts, not_live_because FROM note WHERE id = ?"
            ((path, facts, because),) = self._db.execute(sql, (note,))
            self._facts[note] = facts_of(stored(path), facts, because)
        return self._facts[note]
