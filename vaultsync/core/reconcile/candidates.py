"""Which lines are compared at all: an inverted index over the heaviest words of a line.

Two lines are candidates if one seeks a key that the other posts, early or late. Keys come from
one line alone, so whether a pair is a candidate depends on the pair alone. A
bound by counts ("the forty nearest") would be cheaper, but every new line would
push another out of somebody's forty, and an index grown save by save would
differ from a fresh one.

Common words would make long lists, therefore no key is a single word:

- two lines must share two of their seven heaviest words;
- or all of them, or all but one, of three words or more;
- if only one of them names a matter (a ticket, an address, a long number), three of six;
- if both do, one such identifier and one word; other identifiers are never compared;
- lines with an id in common always meet.

A key that a crowd of lines posts (`CROWDED`) leads nobody to anybody: words that stand together in dozens of lines
do not say which of these a line repeats. Those that say nearly the same still meet by all of their words but one. So
no line is compared with more than a few hundred others, whatever the vault holds. Which keys are crowded follows from
the lines that there are, in any order.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import Final, NamedTuple

from vaultsync.core.reconcile.features import TRIPLED

CROWDED: Final = 16
"""More different lines than this under one key are not found by it. Ids never crowd."""

_MASK: Final = (1 << 60) - 1
"""Small enough that the sum of a key's four numbers stays below 2**63, as the index's integers do."""


class Keys(NamedTuple):
    """Under which keys a line is found and finds others; all numbers are below 2**63. See `likeness.may_meet`."""

    posted: tuple[int, ...]
    """What the index keeps for the line, without its ids: up to 29 numbers, or some more where it names a matter."""

    lasting: tuple[int, ...]
    """Its ids, posted and sought."""

    sought: tuple[int, ...]
    """What else is looked up for the line: keys that it posts itself."""

    triples: tuple[int, ...]
    """Its keys of three words; see `pairs_in_triples`.

    A line that names a matter posts them, one that names none posts pairs, and they meet by a key of three words of
    which neither it nor all of its pairs are crowded.
    """


@lru_cache(maxsize=1 << 17)
def _square(word: str) -> int:
    # Not `hash`: that is salted anew in every process, and keys are stored.
    number = int.from_bytes(blake2b(word.encode("utf-8", "surrogateescape"), digest_size=8).digest(), "big")
    return number * number & _MASK


_TRIPLE: Final = _square("three words")
_WHOLE: Final = _square("all words, or all but one")


def _sums(squares: Sequence[int], size: int) -> list[int]:
    """One number for each set of `size` words; a line with fewer words has one set of them all."""
    if len(squares) <= size:
        return [sum(squares)] if squares else []
    return list(map(sum, combinations(squares, size)))


def _wholes(squares: Sequence[int]) -> list[int]:
    """One number for all words, and one for all but each of them, of three words at least."""
    total = sum(squares) + _WHOLE
    sums = [total] if len(squares) == 3 else [total, *(total - each for each in squares)] if len(squares) > 3 else []
    return [each & _MASK for each in sums]


def keys_of(heavy: Sequence[str], identifiers: Iterable[str], ids: Iterable[str]) -> Keys:
    """The keys of a line.

    Args:
        heavy: Its `PAIRED` heaviest stems, heaviest first.
        identifiers: As in `Features`.
        ids: The lasting names on the line.
    """
    # Squares, because sums of plain numbers would be one for {a + b} and {c} where c = a + b.
    squares = [_square(stem) for stem in heavy]
    triples = tuple(words + _TRIPLE for words in _sums(squares[:TRIPLED], 3))
    lasting = tuple(_square(f"id {name}") for name in ids)
    names = [_square(name) for name in identifiers]
    if names:
        mine = tuple(words + name for name in names for words in (*squares, *_wholes(squares)))
        return Keys((*mine, *triples), lasting, mine, triples)
    mine = (*_sums(squares, 2), *_wholes(squares))
    return Keys(mine, lasting, mine, triples)


def pairs_in_triples(heavy: Sequence[str]) -> list[list[int]]:
    """For each of `Keys.triples` the keys of the three pairs of words in it.

    Lines that name no matter (a ticket, a long number) are found under these pairs. Where all
    three are crowded, the triple, too, leads nobody to anybody.
    """
    squares = [_square(stem) for stem in heavy[:TRIPLED]]
    triples = combinations(squares, 3) if len(squares) > 3 else [squares] if squares else []
    return [_sums(words, 2) for words in triples]
