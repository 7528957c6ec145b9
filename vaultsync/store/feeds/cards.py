"""Cards ↔ bytes: what is read most often is kept in the form that is read fastest."""

import marshal

from vaultsync.core.feed.card import Card

_FORMAT = 4
"""Of marshal: every Python from 3.4 on reads it."""


def card_row(card: Card) -> bytes:
    """Return a card as bytes."""
    return marshal.dumps(tuple(card), _FORMAT)


def card_of_row(row: bytes) -> Card:
    """Return the card that `card_row` took."""
    return tuple.__new__(Card, marshal.loads(row))
