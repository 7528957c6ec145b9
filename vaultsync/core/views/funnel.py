"""How many of the lines in a vault are left to decide: what `scan` counts."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vaultsync.core.model import Task
from vaultsync.core.views.wanted import Whose, whose

if TYPE_CHECKING:
    from vaultsync.core.ports import Counts

_LARGEST = 3
"""Tasks that are told because they stand on most lines."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many of the lines in a vault are left to decide."""

    notes: int
    boxes: int
    lines: int
    not_live: Mapping[str, int]
    decided: int
    echoes: int
    """Undecided lines of tasks that are done or cancelled."""

    tasks: Mapping[str, int]
    """Live tasks by status."""

    whose: Mapping[str, int]
    """Undecided live tasks by whose they are."""

    overdue: int
    diagnostics: Mapping[str, int]
    largest: tuple[tuple[str, str, int], ...]
    """Name, words and number of lines of the tasks that stand on most lines."""


def funnel(
    counts: "Counts",
    tasks: Sequence[Task],
    *,
    short: Callable[[Sequence[Task]], Mapping[str, str]],
    me: Collection[str],
    today: date,
) -> Funnel:
    """Return the numbers of a vault.

    Args:
        counts: What the index holds.
        tasks: Every live task.
        short: Returns the short names of tasks by their uids.
        me: The names of the vault's owner.
        today: The day; what is due before it is overdue.
    """
    undecided = [task for task in tasks if not task.status.decided]
    kinds = Counter(whose(task.owners, me) for task in undecided)
    largest = sorted(tasks, key=lambda task: (-len(task.lines), task.uid))[:_LARGEST]
    names = short(largest)
    return Funnel(
        notes=counts.notes,
        boxes=counts.boxes,
        lines=counts.lines,
        not_live=counts.not_live,
        decided=counts.decided_lines,
        echoes=counts.echoes,
        tasks=counts.tasks,
        whose={kind.value: kinds[kind] for kind in Whose},
        overdue=sum(isinstance(task.due, date) and task.due < today for task in undecided),
        diagnostics=counts.diagnostics,
        largest=tuple((names[task.uid], task.title, len(task.lines)) for task in largest if len(task.lines) > 1),
    )
