"""Spellings by what they are looked up with."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from vaultsync.core.people.fitting import EXACT, Fit, Spelling, fit, keys, keys_to_ask
from vaultsync.core.people.names import is_role, untitled, words

_CROWD: Final = 128
"""Full names that may look alike at most; among more of them likeness says nothing, and costs."""

Fits = dict[int, Fit]
"""Persons, by number, with how a name fits each."""


class SpellingIndex:
    """Which persons a name can mean, whoever is at the table. Cost follows the number of similar names, not of all."""

    def __init__(self) -> None:
        self.exact: Final[defaultdict[Spelling, dict[int, str]]] = defaultdict(dict)
        """Folded words to persons, each with why the name is theirs."""

        self.full: Final[defaultdict[int, dict[Spelling, None]]] = defaultdict(dict)
        """Persons to their full names, without forms of address."""

        self._filed: Final[defaultdict[Spelling, dict[tuple[int, Spelling], None]]] = defaultdict(dict)

    def add(self, person: int, name: str, why: str) -> None:
        """File a name of a person; the first reason given for it is kept."""
        spelled = words(name)
        if not spelled:
            return
        self.exact[spelled].setdefault(person, why)
        bare = untitled(spelled)
        if is_role(name) or bare in self.full[person]:
            return
        if len(bare) == 1:
            self._filed["like", bare[0][0]][person, bare] = None
        elif not self.full[person] or min(map(len, bare)) > 1:
            # Whose whole name is known is not also everybody with the same initials.
            self.full[person][bare] = None
            for key in keys(bare):
                self._filed[key][person, bare] = None

    def stated(self, spelled: Spelling) -> Fits:
        """Return the persons whose name or alias this is, with or without its form of address."""
        found = self.exact.get(spelled) or self.exact.get(untitled(spelled)) or {}
        return {person: Fit(EXACT, why) for person, why in found.items()}

    def guessed(self, spelled: Spelling) -> Fits:
        """Return the persons whom a name fits best without being theirs word for word."""
        bare = untitled(spelled)
        return best((person, fit(bare, known)) for person, known in self._candidates(bare))

    def all_fits(self, spelled: Spelling) -> dict[tuple[int, Spelling], Fit]:
        """Return every full name that a full name fits, however well."""
        found = ((entry, fit(spelled, entry[1])) for entry in self._candidates(spelled))
        return {entry: how for entry, how in found if how}

    def _candidates(self, asked: Spelling) -> dict[tuple[int, Spelling], None]:
        filed = (self._filed.get(key, {}) for key in keys_to_ask(asked))
        return {entry: None for entries in filed if len(asked) == 1 or len(entries) <= _CROWD for entry in entries}


def best(found: Iterable[tuple[int, Fit | None]]) -> Fits:
    """Return those who fit best, in the order of their numbers."""
    fits: Fits = {}
    for person, how in found:
        if how and (person not in fits or how < fits[person]):
            fits[person] = how
    rank = min((how.rank for how in fits.values()), default=EXACT)
    return {person: fits[person] for person in sorted(fits) if fits[person].rank == rank}
