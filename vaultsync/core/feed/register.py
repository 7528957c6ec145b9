"""Under which name each task was published, and which state of it: so that no published UID ever changes.

A row is what is remembered of one published name. Cards are what the notes say
now. `matching` says which row each card continues, `publish` makes the new rows.
Nothing here looks at a clock: the moment of a change is an argument, and a task
that is published for the first time was changed when its lines say so.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from vaultsync.core.feed.card import SCHEME, Card
from vaultsync.core.feed.component import first_stamp
from vaultsync.core.feed.matching import match
from vaultsync.core.feed.moments import utc
from vaultsync.core.feed.rows import RegisterRow, State, place_of, words_of
from vaultsync.core.feed.series import NO_SERIES, continued, of_donor
from vaultsync.core.notes.task_line import provisional_name


@dataclass(frozen=True, slots=True)
class Published:
    """What a reading of the notes makes of the register."""

    of_card: Mapping[int, RegisterRow]
    """The row of each card, as it is now; a card that was never live has none."""

    changed: tuple[RegisterRow, ...]
    """Every row that is new or no longer what it was."""


def publish(
    cards: Mapping[int, Card],
    rows: Iterable[RegisterRow],
    *,
    now: datetime,
    held: Collection[str] = (),
    taken: Callable[[str], bool] = lambda _: False,
    parents: Mapping[int, int] | None = None,
    parent_uids: Mapping[int, str] | None = None,
) -> Published:
    """Bring rows up to date with what the notes say.

    Args:
        cards: What the notes say, by the number of the task.
        rows: Every row that one of the cards could continue, or that belonged to one of them.
        now: The moment of what has changed, with its time zone.
        held: The uids among the rows that belong to tasks which are not among the cards.
        taken: Whether a uid belongs to a row that is not among the rows.
        parents: The number of the task in which a task is nested.
        parent_uids: The uids of such tasks that are not among the cards.
    """
    known = {row.uid: row for row in rows}
    of_card = match(cards, known.values(), held)
    names = _Names(known, taken)
    uids = dict(parent_uids or {}) | {number: row.uid for number, row in of_card.items()}
    new = [(place_of(card), number) for number, card in cards.items() if card.live and number not in of_card]
    for _, number in sorted(new):
        uids[number] = names.name(cards[number])
    found: dict[int, RegisterRow] = {}
    above = parents or {}
    for number, card in cards.items():
        uid = uids.get(number)
        if uid is not None:
            parent = uids.get(above[number], "") if number in above else ""
            found[number] = _row(card, uid, of_card.get(number), parent, now)
    _give_series(cards, found, of_card, known)
    lost = _lost(known, found.values(), held, now)
    changed = [row for row in (*found.values(), *lost) if known.get(row.uid) != row] if known else [*found.values()]
    return Published(found, tuple(changed))


def surely_unchanged(card: Card, row: RegisterRow, now: datetime) -> bool:
    """Whether a task is beyond doubt what a row says, whatever else is published: then it need not be matched.

    So it is if the row is called like the task's own id and nothing of it would change; the task is of one line and in
    none other, and has no occurrences. Then it can have swallowed nothing, and nothing can continue it.
    """
    alone = len(row.keys) == row.named + 1 and not row.series.name
    return (
        alone and card.live and row.uid in row.ids and row.uid == card.uid and _row(card, row.uid, row, "", now) == row
    )


class _Names:
    """Gives new tasks names that nobody has or ever had."""

    def __init__(self, known: Collection[str], taken: Callable[[str], bool]) -> None:
        self._given = set(known)
        self._taken = taken
        self._ordinals: dict[str, int] = {}

    def name(self, card: Card) -> str:
        """Return the id of a task, or a name that follows from its words alone, so that it can move and be renamed."""
        if card.ids:
            if card.uid not in self._given and not self._taken(card.uid):
                self._given.add(card.uid)
                return card.uid
            return self._first(card.uid, lambda salt: card.uid if salt == 1 else f"{card.uid}-{salt}")
        words = words_of(card)
        return self._first(words, lambda salt: provisional_name("", words, salt))

    def _first(self, kind: str, made: Callable[[int], str]) -> str:
        while True:
            salt = self._ordinals[kind] = self._ordinals.get(kind, 0) + 1
            uid = made(salt)
            if uid not in self._given and not self._taken(uid):
                self._given.add(uid)
                return uid


def _row(card: Card, uid: str, before: RegisterRow | None, parent: str, now: datetime) -> RegisterRow:
    """Return the row of a card; a change of meaning counts one and has its moment, anything else leaves both."""
    digest = f"{SCHEME}:{card.digest}<{parent}"
    if before is None:
        sequence, changed = 0, first_stamp(card)
    elif _same_meaning(before, digest):
        sequence, changed = before.sequence, before.changed
    else:
        sequence, changed = before.sequence + 1, max(utc(now), before.changed)
    # By place: with names, which are looked up one by one, a first export takes noticeably longer.
    return RegisterRow(
        uid,
        (*card.ids, *card.names),
        len(card.ids),
        card.path,
        card.line,
        words_of(card),
        card.summary,
        card.due,
        card.recurrence,
        card.decided,
        card.status != "proposed" or (before is not None and before.shown),
        digest,
        sequence,
        changed,
        series=before.series if before else NO_SERIES,
    )


def _same_meaning(before: RegisterRow, digest: str) -> bool:
    if before.state is State.MERGED:
        return False  # calendars were told that it is cancelled
    return before.digest == digest or not before.digest.startswith(f"{SCHEME}:")


def _give_series(
    cards: Mapping[int, Card],
    found: dict[int, RegisterRow],
    of_card: Mapping[int, RegisterRow],
    known: Mapping[str, RegisterRow],
) -> None:
    """Let the next occurrence of a completed task continue its series, and count the coming days of each."""
    numbers = [number for number, row in found.items() if cards[number].recurrence or row.series.name]
    if not numbers:
        return
    now = {row.uid: row for row in found.values() if row.uid in known}
    donors: dict[tuple[str, str, str], RegisterRow] = {}
    used: dict[str, set[str]] = {}
    for row in sorted({**known, **now}.values(), key=lambda row: (row.due, row.uid)):
        used.setdefault(row.series.name or row.uid, set()).add(row.series.own)
        if row.recurrence and row.decided:
            donors[row.path, row.words, row.recurrence] = row
    for number in sorted(numbers, key=lambda number: place_of(cards[number])):
        card, row, before = cards[number], found[number], of_card.get(number)
        donor = donors.get((row.path, row.words, row.recurrence))
        if before is None and donor is not None and not card.decided:
            slots = used[donor.series.name or donor.uid]
            series = of_donor(donor.series, donor.uid, card, slots)
            slots.add(series.own)
        else:
            series = continued(row.series, row.uid, before.due if before else "", card)
        found[number] = row._replace(series=series)


def _lost(
    known: Mapping[str, RegisterRow], found: Collection[RegisterRow], held: Collection[str], now: datetime
) -> list[RegisterRow]:
    """Return the rows that no task continues: gone, or merged where a task goes by one of their keys."""
    if not known:
        return []
    kept = {row.uid for row in found}
    # Only a task with several lines can have swallowed another one.
    by_key = {key: row.uid for row in found if len(row.keys) > row.named + 1 for key in row.keys}
    lost = []
    for row in known.values():
        if row.state is not State.LIVE or row.uid in kept or row.uid in held:
            continue
        into = next((by_key[key] for key in row.keys if key in by_key), "")
        gone = row._replace(state=State.GONE, since=now.date().isoformat())
        if into:
            changed = max(utc(now), row.changed)
            gone = gone._replace(state=State.MERGED, into=into, sequence=row.sequence + 1, changed=changed)
        lost.append(gone)
    return lost
