"""Which published name each task continues, so that none ever changes."""

from collections.abc import Callable, Collection, Iterable, Mapping

from vaultsync.core.feed.card import Card
from vaultsync.core.feed.likely import likely_pairs
from vaultsync.core.feed.rows import RegisterRow, State, place_of, words_of


def match(cards: Mapping[int, Card], rows: Iterable[RegisterRow], held: Collection[str] = ()) -> dict[int, RegisterRow]:
    """Return for each card the row that it continues; a card that is missing is new.

    In this order: the id that is the row's own name; an id; the same note, words and due date, first under the same
    name; a name; a row that is called like an id; the same words anywhere; the same place, or like words, in
    the same note. Each row is continued once.

    Args:
        cards: By any number, that of the task in the index.
        rows: All rows that could be meant.
        held: The uids of rows that belong to tasks which are not among the cards.
    """
    return _Match(cards, [row for row in rows if row.uid not in held]).found


class _Match:
    """One matching; each stage takes from what the earlier ones left."""

    def __init__(self, cards: Mapping[int, Card], rows: list[RegisterRow]) -> None:
        self.found: dict[int, RegisterRow] = {}
        # Live rows first, then by uid: the outcome depends on no order of reading.
        self._rows = {row.uid: row for row in sorted(rows, key=lambda row: (row.state is not State.LIVE, row.uid))}
        if not self._rows:
            return
        self._cards = dict(sorted(cards.items(), key=lambda item: (not item[1].live, *place_of(item[1]))))
        self._by_key(_own_id_of_row, lambda card: card.ids[:1])
        self._by_key(lambda row: row.ids, lambda card: card.ids)
        self._by_key(_named_face_of_row, _named_face_of_card)
        self._by_key(_face_of_row, _face_of_card)
        self._by_key(lambda row: row.keys[row.named :], lambda card: card.names)
        self._by_key(lambda row: (row.uid,), lambda card: card.ids)
        self._by_key(_wording_of_row, lambda card: () if card.ids else (words_of(card),))
        self._by_likeness()

    def _by_key(
        self, of_row: Callable[[RegisterRow], Iterable[object]], of_card: Callable[[Card], Iterable[object]]
    ) -> None:
        rows: dict[object, list[RegisterRow]] = {}
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

    def _free(self, row: RegisterRow, card: Card) -> bool:
        """Whether a card can continue a row: one with another id is another task."""
        return row.uid in self._rows and not (row.ids and card.ids and not {*row.ids, row.uid} & {*card.ids})

    def _take(self, number: int, row: RegisterRow) -> None:
        self.found[number] = row
        del self._rows[row.uid], self._cards[number]


def _own_id_of_row(row: RegisterRow) -> tuple[object, ...]:
    # When merged tasks are split, each takes what is called like itself, whichever of them is read first.
    return (row.uid,) if row.state is State.LIVE and row.uid in row.ids else ()


def _named_face_of_row(row: RegisterRow) -> list[object]:
    # Two tasks of one face would change names with each other where the one that comes first has the greater name.
    return [(face, key) for face in _face_of_row(row) for key in row.keys]


def _named_face_of_card(card: Card) -> list[object]:
    return [(face, name) for face in _face_of_card(card) for name in card.names]


def _face_of_row(row: RegisterRow) -> tuple[object, ...]:
    return () if row.named else ((row.path, row.words, row.due),)


def _face_of_card(card: Card) -> tuple[object, ...]:
    return () if card.ids else ((card.path, words_of(card), card.due),)


def _wording_of_row(row: RegisterRow) -> tuple[object, ...]:
    # What was done long ago and is asked for again is another task with another name.
    return () if row.decided and row.state is not State.LIVE else (row.words,)
