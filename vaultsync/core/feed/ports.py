"""What publishing asks of the stores: a register that lasts, and components that can be deleted at any moment."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.rows import RegisterRow
from vaultsync.core.feed.shown import Shown, Window


class Register(Protocol):
    """The published names: see `core.feed.register`. It lasts; losing it changes UIDs."""

    @property
    def identity(self) -> str:
        """A random word, written when the register was made: another register has another one."""

    def writing(self) -> AbstractContextManager[Callable[[], None]]:
        """One transaction, undone if the block raises. It gives a function that commits before the block ends."""

    def empty(self) -> bool:
        """Whether nothing was ever published."""

    def everything(self) -> Iterator[RegisterRow]:
        """Yield all rows."""

    def called(self, uids: Iterable[str]) -> list[RegisterRow]:
        """Return the rows of uids."""

    def reached(self, keys: Iterable[str]) -> list[RegisterRow]:
        """Return the rows of tasks that had one of these ids or provisional names on their lines."""

    def worded(self, words: Iterable[str]) -> list[RegisterRow]:
        """Return the rows without an id that say the same words."""

    def merged(self, since: str) -> list[RegisterRow]:
        """Return what was merged on a day (ISO text) or later."""

    def has(self, uid: str) -> bool:
        """Whether a uid is or was published."""

    def put(self, rows: Iterable[RegisterRow], *, new: bool = False) -> None:
        """Take in rows in place of what was known of their uids; `new` ones replace nothing."""

    def feed(self, name: str) -> tuple[str, datetime] | None:
        """Return the ETag that a feed last had, and since when."""

    def put_feed(self, name: str, etag: str, changed: datetime) -> None:
        """Remember since when a feed has an ETag."""


class Components(Protocol):
    """The rendered components of an index's tasks, and which tasks have changed since they were rendered.

    Every change of a task gets the next number: its *turn*. Who remembers a turn can ask what has changed since.
    Feeds that render tasks alike share their components under one name: a *variant*. All of it can be deleted at any
    moment, and is then rendered again.
    """

    def reading(self) -> AbstractContextManager[None]:
        """Within the block, read the index as it was at one moment, whatever another process writes meanwhile."""

    def turn(self) -> int:
        """Return the turn of the last change of any task."""

    def followed(self, register: str) -> int:
        """Return the turn up to which a register knows the changes; -1 if it is another register than the last one."""

    def follow(self, register: str, turn: int) -> None:
        """Remember the turn up to which a register knows the changes."""

    def forget(self) -> None:
        """Drop every component and every published name."""

    def variant(self, name: str) -> tuple[int, str]:
        """Return the turn up to which a variant is rendered (-1: it is not), and the day of its last use (ISO text)."""

    def follow_variant(self, name: str, turn: int, used: str) -> None:
        """Remember the turn up to which a variant is rendered, and the day of its last use (ISO text)."""

    def drop_variants(self, unused_since: str) -> None:
        """Drop the variants that were last used before a day (ISO text)."""

    def moved(self, since: int) -> list[int]:
        """Return the numbers of the tasks that have come, changed or gone after a turn."""

    def touch(self, tasks: Iterable[int]) -> None:
        """Give tasks the next turn, as if they had changed."""

    def in_order(self) -> Iterator[dict[int, Card]]:
        """Yield the cards of all tasks by path and line, some whole notes at once."""

    def cards(self, tasks: Sequence[int]) -> dict[int, Card]:
        """Return the cards of tasks, in their order; one that is gone has none."""

    def children(self, tasks: Iterable[int]) -> set[int]:
        """Return the tasks that are nested in one of these."""

    def parents(self) -> dict[int, int]:
        """Return for each nested task the one that it is nested in."""

    def parents_of(self, tasks: Iterable[int]) -> dict[int, int]:
        """Return for each of these tasks that is nested the one that it is nested in."""

    def uids(self, tasks: Iterable[int]) -> dict[int, str]:
        """Return the uid under which each task is published; a task that is not has none."""

    def holders(self, uids: Iterable[str]) -> dict[str, int]:
        """Return for each uid the number of the task that is published under it."""

    def publish(self, uids: Mapping[int, str], gone: Iterable[int]) -> None:
        """Remember under which names tasks are published, and that others are not any more."""

    def begin(self, *, new: bool, kept: Window) -> None:
        """Begin to put components: those that the window no longer keeps are dropped; a `new` variant has none yet."""

    def put(self, tasks: Iterable[int], shown: Iterable[Shown]) -> None:
        """Prepare the components of tasks, which replace those that the tasks had as soon as they are kept."""

    def keeping(self, variant: str) -> AbstractContextManager[None]:
        """Keep what was put. The block is part of the last transaction; if there are several, the variant counts for
        nothing until then."""

    def texts(self, variant: str, tasks: AbstractSet[int] | None, window: Window) -> Iterator[tuple[bytes, int]]:
        """Yield the components of tasks (None: all) by uid, many in one text, and how many these are."""

    def named_texts(self, variant: str, tasks: AbstractSet[int] | None, window: Window) -> dict[str, bytes]:
        """Return the same components, each by itself, by the UID of the component."""

    def numbers(self, uids: Collection[str]) -> set[int]:
        """Return the numbers of tasks by their names in the index."""

    def owned(self, owners: Collection[str]) -> set[int]:
        """Return the numbers of the tasks with one of some assignees."""

    def left_out(self, tasks: AbstractSet[int] | None) -> tuple[int, int]:
        """Return how many accepted tasks to do, of these (None: of all), have no due date; how many proposals do."""
