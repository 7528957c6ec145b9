"""Components in chunks: many that stand side by side in a feed are one row of the index.

A whole feed is read in few large pieces, and a change writes only the chunks that it touches.
"""

import marshal
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from vaultsync.core.feed.shown import Shown, Window

SIZE = 128
"""Components of a new chunk; one that has grown to more than twice as many is split."""

COLUMNS = "first, tasks, decided, merged, parts, text"

_FORMAT = 4
"""Of marshal: every Python from 3.4 on reads it."""

Row = tuple[str, bytes, str, str, bytes, bytes]
"""The columns of a chunk: its first UID; the tasks of its components; the earliest days on which one of them was
decided and merged, empty if none was; UID, days and octets of each; their texts."""


class Head(NamedTuple):
    """What is read of a chunk to know whether a feed shows it."""

    number: int
    tasks: bytes
    decided: str
    merged: str

    @property
    def components(self) -> int:
        """How many components it has."""
        return len(marshal.loads(self.tasks))

    def whole(self, window: Window) -> bool:
        """Whether a window leaves out none of its components."""
        return window.has(self.decided, self.merged)

    def concerns(self, tasks: AbstractSet[int]) -> bool:
        """Whether one of its components belongs to one of some tasks."""
        return not tasks.isdisjoint(marshal.loads(self.tasks))


def rows_of(members: Sequence[Shown]) -> Iterator[Row]:
    """Yield the chunks of components in the order of their UIDs."""
    step = SIZE if len(members) > 2 * SIZE else max(len(members), 1)
    for start in range(0, len(members), step):
        yield _row(members[start : start + step])


def _row(members: Sequence[Shown]) -> Row:
    uids, tasks, decided, merged, texts = zip(*members, strict=True)
    return (
        uids[0],
        marshal.dumps([*tasks], _FORMAT),
        min(filter(None, decided), default=""),
        min(filter(None, merged), default=""),
        marshal.dumps([*zip(uids, decided, merged, map(len, texts), strict=True)], _FORMAT),
        b"".join(texts),
    )


def members(
    numbers: bytes, parts: bytes, text: bytes, window: Window, tasks: AbstractSet[int] | None = None
) -> Iterator[Shown]:
    """Yield the components of a chunk that are in a window, and belong to one of some tasks.

    Args:
        numbers: Its column of tasks.
        parts: Its column of UIDs, days and octets.
        text: Its texts.
        window: What counts.
        tasks: The tasks that count; None for all.
    """
    start = 0
    for task, (uid, decided, merged, octets) in zip(marshal.loads(numbers), marshal.loads(parts), strict=True):
        end = start + octets
        if (tasks is None or task in tasks) and window.has(decided, merged):
            yield Shown(uid, task, decided, merged, text[start:end])
        start = end
