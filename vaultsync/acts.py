"""What commands do to tasks: an act returns the edits that a wish asks of a task, and a plan has those of a command."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    # A query that may act imports this: what edits is imported by the act that does.
    from collections.abc import Sequence
    from datetime import date

    from vaultsync.core.editing.edit import Wish
    from vaultsync.core.model import Edit, Operation, Task
    from vaultsync.core.values import Status, When

Act = Callable[["Task", "Wish"], "tuple[Edit, ...]"]
"""What a command does to one task."""

ActTogether = Callable[["Sequence[Task]", "Wish"], "tuple[Edit, ...]"]
"""What a command does to several tasks at once."""


class Plan(NamedTuple):
    """What a command would do: shown before, carried out, or compared."""

    command: str
    tasks: tuple[Task, ...]
    edits: tuple[Edit, ...]


class Done(NamedTuple):
    """What a command did."""

    tasks: tuple[Task, ...]
    """The tasks as they stand now; none if the index could not be brought up to date."""

    operation: Operation | None
    """None if every line already said what was wanted."""


def to_acceptance() -> Act:
    """Return the act that accepts a proposal."""
    from vaultsync.core.editing.edit import accept

    return accept


def to_status(status: Status) -> Act:
    """Return the act that brings a task to a status."""
    from vaultsync.core.editing.edit import set_status

    return lambda task, wish: set_status(task, status, wish)


def to_date(when: Callable[[When], date]) -> Act:
    """Return the act that moves a task's date."""
    from vaultsync.core.editing.edit import defer

    return lambda task, wish: defer(task, when, wish)


def to_person(name: str) -> Act:
    """Return the act that puts one person in charge; an empty name leaves nobody.

    Raises:
        BadName: No line can name somebody so.
    """
    from vaultsync.core.editing.edit import assign
    from vaultsync.core.notation.assignable import assignable

    name = assignable(name)
    return lambda task, wish: assign(task, name, wish)
