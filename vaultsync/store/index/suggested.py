"""The pairs of tasks that may be one, asked of the index by task: of all pairs a person decides a few."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from vaultsync.core.views.listed import Listed, Suggested

_AT_ONCE = 500
"""Tasks that are asked about by one statement."""


def suggested(
    numbers: Sequence[int], ask: Callable[[str, Iterable[Any]], list[Any]], row: Callable[[int], Listed]
) -> list[Suggested]:
    """Return the pairs of live tasks that may be one in which there is one of some tasks, best first.

    Args:
        numbers: The tasks, as the index numbers them.
        ask: Runs a statement.
        row: Returns what a list shows of a task.
    """
    found = set[tuple[float, int, int]]()
    for first in range(0, len(numbers), _AT_ONCE):
        some = numbers[first : first + _AT_ONCE]
        for end in ("one", "other"):
            sql = (
                "SELECT score, one, other FROM suggestion JOIN task AS a ON a.id = one JOIN task AS b ON b.id = other"
                f" WHERE {end} IN ({', '.join('?' * len(some))}) AND a.live AND b.live"
            )
            found.update(ask(sql, some))
    pairs = [Suggested(score, row(one), row(other)) for score, one, other in found]
    return sorted(pairs, key=lambda pair: (-pair.score, pair.one.uid, pair.other.uid))
