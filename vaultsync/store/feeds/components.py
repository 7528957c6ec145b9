"""What calendars were made of the tasks of an index: components of each feed's form, and what has moved since.

Every change of a task raises the index's turn. The register of published names
and each variant of components remember the turn up to which they have followed.
All of it can be deleted with the index at any moment.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.shown import Window
from vaultsync.store.feeds.cards import card_of_row
from vaultsync.store.feeds.ready import Ready
from vaultsync.store.index.listing import one_look
from vaultsync.store.index.schema import PUBLISHED_INDEXES
from vaultsync.store.index.texts import put_pairs, storable, stored

_READ_AT_ONCE = 500
"""Tasks that are held in memory together: few enough for the caches of a processor."""

_MANY = 1_000
"""Names of a first export that are put in order together."""

Selection = AbstractSet[int] | None
"""Numbers of tasks; None for all."""


class SqliteComponents(Ready):
    """The components in the database of an index."""

    def reading(self) -> AbstractContextManager[None]:
        """Within the block, read the index as it was at one moment, whatever another process writes meanwhile."""
        return one_look(self._db, self._run)

    def turn(self) -> int:
        """Return the turn of the last change."""
        return int(self._all("SELECT number FROM turn")[0][0])

    def followed(self, register: str) -> int:
        """Return the turn up to which a register has followed, -1 for another register than the last."""
        found = self._all("SELECT value FROM fact WHERE key = 'register'")
        identity, _, turn = str(found[0][0]).partition(" ") if found else ("", "", "")
        return int(turn) if identity == register else -1

    def follow(self, register: str, turn: int) -> None:
        """Remember the turn up to which a register has followed."""
        self._run("INSERT OR REPLACE INTO fact VALUES ('register', ?)", (f"{register} {turn}",))

    def forget(self) -> None:
        """Drop every component and every published name: the register is another one."""
        with self._writing():
            for table in ("published", "variant", "chunk"):
                self._run(f"DELETE FROM {table}")

    def variant(self, name: str) -> tuple[int, str]:
        """Return the turn up to which a variant has followed, and the day it was last used; -1 if there is none."""
        found = self._all("SELECT turn, used FROM variant WHERE name = ?", (name,))
        return (int(found[0][0]), str(found[0][1])) if found else (-1, "")

    def drop_variants(self, unused_since: str) -> None:
        """Drop the variants that were last used before a day (ISO text)."""
        for (name,) in self._all("SELECT name FROM variant WHERE used < ?", (unused_since,)):
            self._run("DELETE FROM chunk WHERE variant = ?", (name,))
            self._run("DELETE FROM variant WHERE name = ?", (name,))

    def moved(self, since: int) -> list[int]:
        """Return the numbers of the tasks that have come, changed or gone after a turn."""
        return [number for (number,) in self._all("SELECT task FROM moved WHERE turn > ? ORDER BY +task", (since,))]

    def touch(self, tasks: Iterable[int]) -> None:
        """Let tasks count as changed."""
        tasks = list(tasks)
        if tasks:
            self._run("UPDATE turn SET number = number + 1")
            self._many("INSERT OR REPLACE INTO moved SELECT ?, number FROM turn", ((task,) for task in tasks))

    def in_order(self) -> Iterator[dict[int, Card]]:
        """Yield the cards of all tasks by path and line, some whole notes at once."""
        some: dict[int, Card] = {}
        last = ""
        # Sorted before the cards are joined, so that SQLite copies numbers and no cards; and by columns that the index
        # `task_in_list` has, so that it reads that and not the table.
        ordered = "SELECT id FROM task ORDER BY path, line LIMIT -1"
        sql = f"SELECT id, data FROM ({ordered}) CROSS JOIN card ON card.task = id"
        with self._explained():
            for number, data in self._db.execute(sql):
                card = card_of_row(data)
                if len(some) >= _READ_AT_ONCE and card.path != last:
                    yield some
                    some = {}
                some[number] = card
                last = card.path
        if some:
            yield some

    def cards(self, tasks: Sequence[int]) -> dict[int, Card]:
        """Return the cards of tasks, in their order; one that is gone has none."""
        sql = "SELECT task, data FROM card WHERE task IN (SELECT value FROM json_each(?))"
        found = {task: card_of_row(data) for task, data in self._all(sql, (json.dumps(tasks),))}
        return {task: found[task] for task in tasks if task in found}

    def children(self, tasks: Iterable[int]) -> set[int]:
        """Return the tasks that are nested in one of these."""
        sql = (
            "SELECT DISTINCT child.task FROM line AS parent"
            " JOIN line AS child ON child.note = parent.note AND child.parent = parent.line"
            " WHERE parent.task = ? AND child.task IS NOT NULL"
        )
        return {child for task in tasks for (child,) in self._all(sql, (task,))}

    def parents(self) -> dict[int, int]:
        """Return for each task whose speaking line is nested in another task that task."""
        sql = (
            "SELECT child.task, parent.task FROM asked JOIN line AS child ON child.id = asked.speaker"
            " JOIN line AS parent ON parent.note = child.note AND parent.line = child.parent"
            " WHERE child.parent IS NOT NULL AND child.task <> parent.task"
        )
        return dict(self._all(sql))

    def parents_of(self, tasks: Iterable[int]) -> dict[int, int]:
        """Return the same for some tasks."""
        sql = (
            "SELECT child.task, parent.task FROM asked JOIN line AS child ON child.id = asked.speaker"
            " JOIN line AS parent ON parent.note = child.note AND parent.line = child.parent"
            " WHERE asked.task = ? AND child.task <> parent.task"
        )
        return {child: parent for task in tasks for child, parent in self._all(sql, (task,))}

    def uids(self, tasks: Iterable[int]) -> dict[int, str]:
        """Return the names under which tasks are published."""
        sql = "SELECT uid FROM published WHERE task = ?"
        return {task: stored(uid) for task in tasks for (uid,) in self._all(sql, (task,))}

    def holders(self, uids: Iterable[str]) -> dict[str, int]:
        """Return the tasks that are published under names."""
        sql = "SELECT task FROM published WHERE uid = ?"
        return {uid: task for uid in uids for (task,) in self._all(sql, (storable(uid),))}

    def publish(self, uids: Mapping[int, str], gone: Iterable[int]) -> None:
        """Remember under which names tasks are published, and that others are not any more."""
        self._many("DELETE FROM published WHERE task = ?", ((task,) for task in gone))
        # Names come in no order: their index is made in half the time when all are there.
        first = len(uids) > _MANY and not self._all("SELECT 1 FROM published LIMIT 1")
        indexes = PUBLISHED_INDEXES if first else {}
        for name in indexes:
            self._run(f"DROP INDEX {name}")
        with self._explained():
            put_pairs(self._db, "INSERT OR REPLACE INTO published", sorted(uids.items()))
        for statement in indexes.values():
            self._run(statement)

    def texts(self, variant: str, tasks: Selection, window: Window) -> Iterator[tuple[bytes, int]]:
        """Yield the components of tasks in the order of their uids, many in one text, and how many these are.

        Args:
            variant: Its name.
            tasks: The tasks that count.
            window: Since when what is no longer to do counts.
        """
        for head, _ in self._heads(variant):
            if tasks is None and head.whole(window):
                ((text,),) = self._all("SELECT text FROM chunk WHERE id = ?", (head.number,))
                yield text, head.components
            elif tasks is None or head.concerns(tasks):
                found = [each.text for each in self._members(head, window, tasks)]
                yield b"".join(found), len(found)

    def named_texts(self, variant: str, tasks: Selection, window: Window) -> dict[str, bytes]:
        """Return the same by their uids."""
        heads = (head for head, _ in self._heads(variant))
        return {each.uid: each.text for head in heads for each in self._members(head, window, tasks)}

    def numbers(self, uids: Collection[str]) -> set[int]:
        """Return the numbers of tasks by their names in the index."""
        rows = self._all("SELECT id, uid FROM task")
        return {number for number, uid in rows if stored(uid) in uids}

    def owned(self, owners: Collection[str]) -> set[int]:
        """Return the numbers of the tasks with one of some assignees, in any case."""
        wanted = {owner.casefold() for owner in owners}
        rows = self._all("SELECT id, owners FROM task WHERE owners <> ''")
        return {number for number, names in rows if not wanted.isdisjoint(stored(names).split("\n"))}

    def left_out(self, tasks: Selection) -> tuple[int, int]:
        """Return how many accepted tasks to do, of these, have no due date, and how many proposals have one."""
        # In the terms of the index of lists: section 0 is accepted work, 1 are proposals.
        found = "SELECT id FROM task WHERE live = 1 AND section = ? AND due"
        undated, proposed = self._all(f"{found} >= '9999-99'", (0,)), self._all(f"{found} < '9999-99'", (1,))
        if tasks is None:
            return len(undated), len(proposed)
        return sum(number in tasks for (number,) in undated), sum(number in tasks for (number,) in proposed)
