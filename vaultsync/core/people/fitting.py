"""Whether one spelling can mean what another means, and why."""

from collections.abc import Iterator
from typing import NamedTuple

from vaultsync.core.people.names import PARTICLES, letters_apart

Spelling = tuple[str, ...]
"""The folded words of a name, without forms of address."""

EXACT = 0
"""The rank of a name or an alias, word for word."""


class Fit(NamedTuple):
    """How well a spelling fits."""

    rank: int
    """1 the same words, 2 a part of the name, 3 a near spelling of a part; the less, the better."""

    why: str


def fit(asked: Spelling, known: Spelling) -> Fit | None:
    """Return how a name fits a person's full name of two or more words, or None.

    Two words or more fit in another order, as a part (`Rosanne Kincaid` of `Rosanne Kincaid–Smith`), with initials
    (`A. Ruiz`), or nearly; a part and a near spelling are as good as each other. One word fits as first name or
    surname, else as a near spelling of the first name.
    """
    if len(asked) > 1:
        if sorted(asked) == sorted(known):
            return Fit(1, "the same words")
        return _part(asked, known) or _near(asked, known)
    (word,) = asked
    if word == known[0]:
        return Fit(2, "first name")
    if word in known[1:] and word not in PARTICLES and len(word) > 1:
        return Fit(2, "surname")
    apart = letters_apart(word, known[0])
    return Fit(3, f"near spelling of the first name, {_letters(apart)}") if apart else None


def agree(one: Spelling, other: Spelling) -> bool:
    """Whether two full names that both fit a third can be the same: one is the other or its part, misspelt or not."""
    if fit(one, other):
        return True
    shorter, longer = sorted((one, other), key=len)
    rest = iter(longer[1:])
    return letters_apart(shorter[0], longer[0]) is not None and all(
        any(letters_apart(word, another, surname=True) is not None for another in rest) for word in shorter[1:]
    )


def keys(known: Spelling) -> Iterator[Spelling]:
    """Yield under what a full name must be filed so that every name that fits it finds it; see `keys_to_ask`."""
    first, rest = known[0], known[1:]
    yield from _full_keys(known)
    yield ("word", first)
    yield ("like", first[0])
    for word in rest:
        yield ("word", word)


def keys_to_ask(asked: Spelling) -> Iterator[Spelling]:
    """Yield where to look for the full names that a name can fit."""
    if len(asked) > 1:
        yield from _full_keys(asked)
    else:
        yield ("word", asked[0])
        yield ("like", asked[0][0])


def _full_keys(name: Spelling) -> Iterator[Spelling]:
    first, rest = name[0], name[1:]
    yield ("set", *sorted(name))
    yield ("near", *(word[0] for word in name))
    for word in rest:
        if len(word) > 1:
            yield ("part", first[0], word)
        yield ("initial", first, word[0])


def _part(one: Spelling, other: Spelling) -> Fit | None:
    shorter, longer = sorted((one, other), key=len)
    if not _same_or_initial(shorter[0], longer[0]):
        return None
    # Greedy is enough: a word that can stand for an earlier one leaves more room behind it.
    at = 0
    for word in shorter[1:]:
        while at < len(longer) - 1 and not _same_or_initial(word, longer[1 + at]):
            at += 1
        if at == len(longer) - 1:
            return None
        at += 1
    if not any(len(word) > 1 and word in longer for word in shorter):
        return None
    if all(word in longer for word in shorter):
        return Fit(2, "part of a doubled surname" if shorter[1] == longer[1] else "without its middle names")
    return Fit(2, "initial")


def _same_or_initial(one: str, other: str) -> bool:
    return one == other or (1 in (len(one), len(other)) and one[0] == other[0])


def _near(one: Spelling, other: Spelling) -> Fit | None:
    if len(one) != len(other):
        return None
    total = 0
    for at, (word, another) in enumerate(zip(one, other, strict=True)):
        apart = letters_apart(word, another, surname=at > 0)
        if apart is None:
            return None
        total += apart
    return Fit(2, f"near spelling, {_letters(total)}") if total <= 2 else None


def _letters(count: int) -> str:
    return "1 letter" if count == 1 else f"{count} letters"
