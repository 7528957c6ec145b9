"""The line that says by now what another one proposed: somebody has changed its words."""

from collections.abc import Collection, Sequence

from vaultsync.core.model import Status, TaskLine
from vaultsync.core.reconcile.passes import said_again


def reworded(
    was: TaskLine, now: Sequence[TaskLine], known: Collection[str], *, me: frozenset[str] = frozenset()
) -> TaskLine | None:
    """Return the proposal that a line of a note has become; None if none of its note can be that.

    It is the one in its place, else the one that says most nearly what it said.

    Args:
        was: The line, which nothing says any more as it was.
        now: The lines of its note.
        known: The lines that stood in the note before: another one may have moved into the place of one that is gone.
        me: As in `passes.note_features`.
    """
    fresh = [line for line in now if line.live and line.status is Status.PROPOSED and line.raw not in known]
    in_place = [line for line in fresh if line.place == was.place]
    return next(iter(in_place or said_again(was, fresh, me=me)), None)
