"""The kind of a task: what the plugin's own order asks of it first, as one number.

Tasks of one kind have the same due date, rank of the status type and level of the priority. The number has these one
behind the other: the due date, then the rank in four bits, then the level in three. What else the order asks, whether a
scheduled or start date counts today, and the path, is not part of it.
"""

from typing import Final

from vaultsync.core.query.sorting import TYPE_RANKS, type_rank

KIND: Final = (
    "CASE kind >> 3 & 15 "
    + " ".join(f"WHEN {rank} THEN '{type_}'" for type_, rank in TYPE_RANKS.items())
    + " ELSE '' END AS type, nullif((kind >> 7) - 1, -1) AS due, kind & 7 AS priority"
)
"""The columns of `asked` that a kind was made of, as SQL over `kind`; an unknown type is empty."""


def kind_of(type_: str, due: int | None, level: int) -> int:
    """Return the kind of a task.

    Args:
        type_: The type of its status; all that the plugin does not know have the same rank.
        due: The ordinal of its due date, 0 for one that no calendar has; None without one.
        level: Of its priority: 0 is highest, 5 is lowest.
    """
    return (-1 if due is None else due) + 1 << 7 | type_rank(type_) << 3 | level
