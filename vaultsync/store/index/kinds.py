"""What the plugin's own order asks of a task, but for its place and for the dates that count: ↔ one number.

Tasks that have the same are of one kind. The number is the due date, then the place of the status type in four bits,
then the level of the priority in three.
"""

from typing import Final

from vaultsync.core.query.sorting import TYPE_PLACES
from vaultsync.store.index.sheets import OTHER_TYPE

KIND: Final = (
    "CASE kind >> 3 & 15 "
    + " ".join(f"WHEN {place} THEN '{type_}'" for type_, place in TYPE_PLACES.items())
    + " ELSE '' END AS type, nullif((kind >> 7) - 1, -1) AS on_due, kind & 7 AS level"
)
"""The columns of `asked` that make a kind, as SQL over `kind`; an unknown type is empty."""


def kind_of(type_: str, due: int | None, level: int) -> int:
    """Return the kind of a task.

    Args:
        type_: The type of its status; all that the plugin does not know have the same place.
        due: The number of its due date, 0 for one that no calendar has.
        level: The place of its priority.
    """
    return (-1 if due is None else due) + 1 << 7 | TYPE_PLACES.get(type_, OTHER_TYPE) << 3 | level
