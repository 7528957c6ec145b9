"""Which task is a published one under other words: for tasks that have no id and no name in common with it."""

from collections.abc import Mapping

from rapidfuzz import fuzz

Sight = tuple[str, int, str, str, bool]
"""What is seen of a task: path of the note, line number, words in lower case, due date, whether it has an id."""

IN_NOTE = 55
"""From this likeness (percent) on two wordings in one note are one task."""

ELSEWHERE = 85
"""The same for different notes: the note was renamed, or the line moved."""

_SAME_DUE = 10
_MANY = 2_000
"""So many lost rows are not compared with tasks in other notes: a folder was moved, and its words are the same."""


def likely_pairs(cards: Mapping[int, Sight], rows: Mapping[str, Sight]) -> list[tuple[int, str]]:
    """Return pairs of a task and a published name that it may continue, the likeliest first.

    Within a note the same place is proof enough where neither has an id: a line
    that says something else now was reworded. Each may stand in several pairs; whoever asks takes the first.

    Args:
        cards: The tasks without a row.
        rows: The rows without a task.
    """
    if not cards or not rows:
        return []
    in_note: dict[str, list[tuple[str, Sight]]] = {}
    for uid, sight in rows.items():
        in_note.setdefault(sight[0], []).append((uid, sight))
    found: list[tuple[tuple[float, str, int, str], tuple[int, str]]] = []
    for number, card in cards.items():
        near = in_note.get(card[0], ())
        far = () if near or len(rows) > _MANY else rows.items()
        for uid, row in (*near, *far):
            score = _score(card, row)
            if score:
                found.append(((-score, card[0], card[1], uid), (number, uid)))
    return [pair for _, pair in sorted(found)]


def _score(card: Sight, row: Sight) -> float:
    """Return how likely two sights are one task, 0 if they are not."""
    words = fuzz.token_sort_ratio(card[2], row[2]) + (_SAME_DUE if card[3] and card[3] == row[3] else 0)
    if card[0] != row[0]:
        return words if words >= ELSEWHERE else 0
    if words >= IN_NOTE:
        return words + 200
    return words + 100 if card[1] == row[1] and not (card[4] or row[4]) else 0
