"""Components in chunks: many that stand side by side in a feed are one row of the index.

A whole feed is read in few large pieces, and a change writes only the chunks that it touches.
"""

import marshal
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import accumulate
from typing import Any, NamedTuple

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


def members(tasks: bytes, parts: bytes, text: bytes) -> list[Shown]:
    """Return the components of a chunk, from three of its columns."""
    told: list[tuple[str, str, str, int]] = marshal.loads(parts)
    ends = accumulate(octets for *_, octets in told)
    numbers: list[Any] = marshal.loads(tasks)
    return [
        Shown(uid, task, decided, merged, text[end - octets : end])
        for task, (uid, decided, merged, octets), end in zip(numbers, told, ends, strict=True)
    ]


def shown_in(
    numbers: bytes, parts: bytes, text: bytes, tasks: AbstractSet[int] | None, window: Window
) -> Iterator[tuple[str, bytes]]:
    """Yield UID and text of the components of a chunk that belong to one of some tasks and are still served.

    Args:
        numbers: Its column of tasks.
        parts: Its column of UIDs, days and octets.
        text: Its texts.
        tasks: The tasks that count; None for all.
        window: What is still served.
    """
    start = 0
    for task, (uid, decided, merged, octets) in zip(marshal.loads(numbers), marshal.loads(parts), strict=True):
        end = start + octets
        if (tasks is None or task in tasks) and window.has(decided, merged):
            yield uid, text[start:end]
        start = end
