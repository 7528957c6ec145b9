"""Under which name each task was published, and which state of it: so that no published UID ever changes.

A row is what is remembered of one published name. Cards are what the notes say
now. `match` says which row each card continues, `published` makes the new rows.
Nothing here looks at a clock: the moment of a change is an argument, and a task
that is published for the first time was changed when its lines say so.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from vaultsync.core.feed.card import SCHEME, Card
from vaultsync.core.feed.component import first_stamp
from vaultsync.core.feed.likely import likely_pairs
from vaultsync.core.feed.moments import utc
from vaultsync.core.feed.series import NO_SERIES, Series, continued, of_donor
from vaultsync.core.note import provisional_name


class State(StrEnum):
    """What has become of a published name."""

    LIVE = "live"
    GONE = "gone"
    """Its task is nowhere in the notes."""

    MERGED = "merged"
    """Its task is stated by another one, which has kept its own name."""


class Row(NamedTuple):
    """One published name."""

    uid: str
    """What stands before the `@` of the todo's UID; lasting."""

    keys: tuple[str, ...]
    """The ids, then the provisional names, by which the task was known when it was last seen."""

    named: int
    """How many of the keys are ids."""

    path: str
    line: int
    words: str
    """The words of the task, in lower case, in single spaces."""

    summary: str
    due: str
    recurrence: str
    decided: bool
    shown: bool
    """Whether it was ever more than a proposal."""

    digest: str
    sequence: int
    changed: str
    """When the meaning last changed, as a DATE-TIME in UTC: `20260105T120000Z`."""

    state: State = State.LIVE
    since: str = ""
    """The day since which it is gone or merged, as an ISO text."""

    into: str = ""
    """Of a merged one: the uid that stays."""

    series: Series = NO_SERIES

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids by which the task was known."""
        return self.keys[: self.named]


def words_of(card: Card) -> str:
    """Return the words by which a task without an id is named: in lower case, in single spaces."""
    return " ".join(card.title.casefold().split())


def match(cards: Mapping[int, Card], rows: Iterable[Row], held: Collection[str] = ()) -> dict[int, Row]:
    """Return for each card the row that it continues; a card that is missing is new.

    In this order: the id that is the row's own name; an id; the same note, words and due date; a name; a row that is
    called like an id; the same words anywhere; the same place, or like words, in
    the same note. Each row is continued once.

    Args:
        cards: By any number, that of the task in the index.
        rows: All rows that could be meant.
        held: The uids of rows that belong to tasks which are not among the cards.
    """
    return _Match(cards, [row for row in rows if row.uid not in held]).found


class _Match:
    """One matching; each stage takes from what the earlier ones left."""

    def __init__(self, cards: Mapping[int, Card], rows: list[Row]) -> None:
        self.found: dict[int, Row] = {}
        # Live rows first, then by uid: the outcome depends on no order of reading.
        self._rows = {row.uid: row for row in sorted(rows, key=lambda row: (row.state is not State.LIVE, row.uid))}
        if not self._rows:
            return
        self._cards = dict(sorted(cards.items(), key=lambda item: (not item[1].live, *_place(item[1]))))
        self._by_key(_own_id_of_row, lambda card: card.ids[:1])
        self._by_key(lambda row: row.ids, lambda card: card.ids)
        self._by_key(_face_of_row, _face_of_card)
        self._by_key(lambda row: row.keys[row.named :], lambda card: card.names)
        self._by_key(lambda row: (row.uid,), lambda card: card.ids)
        self._by_key(_wording_of_row, lambda card: () if card.ids else (words_of(card),))
        self._by_likeness()

    def _by_key(self, of_row: Callable[[Row], Iterable[object]], of_card: Callable[[Card], Iterable[object]]) -> None:
        rows: dict[object, list[Row]] = {}
        for row in self._rows.values():
            for key in of_row(row):
                rows.setdefault(key, []).append(row)
        for number, card in [*self._cards.items()]:
            for key in of_card(card):
                free = next((row for row in rows.get(key, ()) if self._free(row, card)), None)
                if free is not None:
                    self._take(number, free)
                    break

    def _by_likeness(self) -> None:
        rows = [row for row in self._rows.values() if row.state is State.LIVE]
        for number, uid in likely_pairs(
            {
                number: (card.path, card.line, words_of(card), card.due, bool(card.ids))
                for number, card in self._cards.items()
            },
            {row.uid: (row.path, row.line, row.words, row.due, row.named > 0) for row in rows},
        ):
            row = self._rows.get(uid)
            if row is not None and number in self._cards and self._free(row, self._cards[number]):
                self._take(number, row)

    def _free(self, row: Row, card: Card) -> bool:
        """Whether a card can continue a row: one with another id is another task."""
        return row.uid in self._rows and not (row.ids and card.ids and not {*row.ids, row.uid} & {*card.ids})

    def _take(self, number: int, row: Row) -> None:
        self.found[number] = row
        del self._rows[row.uid], self._cards[number]


def _own_id_of_row(row: Row) -> tuple[object, ...]:
    # When merged tasks are split, each takes what is called like itself, whichever of them is read first.
    return (row.uid,) if row.state is State.LIVE and row.uid in row.ids else ()


def _face_of_row(row: Row) -> tuple[object, ...]:
    return () if row.named else ((row.path, row.words, row.due),)


def _face_of_card(card: Card) -> tuple[object, ...]:
    return () if card.ids else ((card.path, words_of(card), card.due),)


def _wording_of_row(row: Row) -> tuple[object, ...]:
    # What was done long ago and is asked for again is another task with another name.
    return () if row.decided and row.state is not State.LIVE else (row.words,)


@dataclass(frozen=True, slots=True)
class Published:
    """What a reading of the notes makes of the register."""

    of_card: Mapping[int, Row]
    """The row of each card, as it is now; a card that was never live has none."""

    changed: tuple[Row, ...]
    """Every row that is new or no longer what it was."""


def publish(
    cards: Mapping[int, Card],
    rows: Iterable[Row],
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
    new = sorted((number for number in cards if number not in of_card), key=lambda number: _place(cards[number]))
    for number in new:
        if cards[number].live:
            uids[number] = names.name(cards[number])
    found: dict[int, Row] = {}
    for number, card in cards.items():
        if number in uids:
            parent = uids.get((parents or {}).get(number, -1), "")
            found[number] = _row(card, uids[number], of_card.get(number), parent, now)
    _give_series(cards, found, of_card, known)
    lost = _lost(known, found.values(), held, now)
    return Published(found, tuple(row for row in (*found.values(), *lost) if known.get(row.uid) != row))


class _Names:
    """Gives new tasks names that nobody has or ever had."""

    def __init__(self, known: Collection[str], taken: Callable[[str], bool]) -> None:
        self._given = set(known)
        self._taken = taken
        self._ordinals: dict[str, int] = {}

    def name(self, card: Card) -> str:
        """Return the id of a task, or a name that follows from its words alone, so that it can move and be renamed."""
        if card.ids:
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


def _place(card: Card) -> tuple[str, int, str]:
    return card.path, card.line, card.uid


def _row(card: Card, uid: str, before: Row | None, parent: str, now: datetime) -> Row:
    """Return the row of a card; a change of meaning counts one and has its moment, anything else leaves both."""
    digest = f"{SCHEME}:{card.digest}<{parent}"
    if before is None:
        sequence, changed = 0, first_stamp(card)
    elif _same_meaning(before, digest):
        sequence, changed = before.sequence, before.changed
    else:
        sequence, changed = before.sequence + 1, max(utc(now), before.changed)
    return Row(
        uid=uid,
        keys=(*card.ids, *card.names),
        named=len(card.ids),
        path=card.path,
        line=card.line,
        words=words_of(card),
        summary=card.summary,
        due=card.due,
        recurrence=card.recurrence,
        decided=card.decided,
        shown=card.status != "proposed" or (before is not None and before.shown),
        digest=digest,
        sequence=sequence,
        changed=changed,
        series=before.series if before else NO_SERIES,
    )


def _same_meaning(before: Row, digest: str) -> bool:
    if before.state is State.MERGED:
        return False  # calendars were told that it is cancelled
    return before.digest == digest or not before.digest.startswith(f"{SCHEME}:")


def _give_series(
    cards: Mapping[int, Card], found: dict[int, Row], of_card: Mapping[int, Row], known: Mapping[str, Row]
) -> None:
    """Let the next occurrence of a completed task continue its series, and count the coming days of each."""
    numbers = [number for number, row in found.items() if cards[number].recurrence or row.series.name]
    if not numbers:
        return
    now = {row.uid: row for row in found.values() if row.uid in known}
    donors: dict[tuple[str, str, str], Row] = {}
    used: dict[str, set[str]] = {}
    for row in sorted({**known, **now}.values(), key=lambda row: (row.due, row.uid)):
        used.setdefault(row.series.name or row.uid, set()).add(row.series.own)
        if row.recurrence and row.decided:
            donors[row.path, row.words, row.recurrence] = row
    for number in sorted(numbers, key=lambda number: _place(cards[number])):
        card, row, before = cards[number], found[number], of_card.get(number)
        donor = donors.get((row.path, row.words, row.recurrence))
        if before is None and donor is not None and not card.decided:
            slots = used[donor.series.name or donor.uid]
            series = of_donor(donor.series, donor.uid, card, slots)
            slots.add(series.own)
        else:
            series = continued(row.series, row.uid, before.due if before else "", card)
        found[number] = row._replace(series=series)


def _lost(known: Mapping[str, Row], found: Collection[Row], held: Collection[str], now: datetime) -> list[Row]:
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
