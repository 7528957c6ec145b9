"""All people of a vault, and what a name in a note means."""

from collections.abc import Iterable, Mapping

from vaultsync.core.model import NoteFacts
from vaultsync.core.notation.people import UNASSIGNED
from vaultsync.core.people.fitting import EXACT, Fit, Spelling, fit
from vaultsync.core.people.gathering import gather
from vaultsync.core.people.index import Fits, best
from vaultsync.core.people.names import is_role, untitled, words
from vaultsync.core.people.person import Outcome, Person, Resolved
from vaultsync.core.values import ME

_NOBODY = frozenset(words(name) for name in UNASSIGNED)
_AT_THE_TABLE = "within the note's participants"


class Registry:
    """Who is who: one person under many spellings.

    A registry never changes what it says; a note that changes asks for a new one.
    """

    def __init__(
        self,
        notes: Iterable[NoteFacts],
        *,
        me: Iterable[str] = (),
        aliases: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        """Gather everybody.

        Args:
            notes: The facts of all notes, in any order; templates, conflict copies and excluded notes do not count.
            me: The names of the vault's owner, the usual one first, besides `Myself`.
            aliases: From the configuration: a person's name to other names of theirs.
        """
        self._all = gather(notes, me, aliases or {})
        self._mine = {(name,) for name in ME} | {words(name) for name in me} - {()}
        self._known: dict[tuple[Spelling, bool, tuple[str, ...]], Resolved] = {}
        self._fits: dict[tuple[Spelling, bool], Fits] = {}
        self._tables: dict[tuple[str, ...], dict[int, Spelling]] = {}

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody, the owner first, then who is stated by notes and settings, then who is only mentioned."""
        return tuple(self._all.people)

    @property
    def doubles(self) -> tuple[tuple[Person, Person, str], ...]:
        """Pairs of persons who may be one, and why; `merge` or a person note for each settles it."""
        people = self._all.people
        return tuple((people[one], people[other], why) for (one, other), why in sorted(self._all.doubles.items()))

    def resolve(self, name: str, participants: Iterable[str] = ()) -> Resolved:
        """Return whom a name means in a note.

        A name or an alias word for word goes first, then first names, surnames, parts, initials and near
        spellings: among the note's participants, then among everybody. A single word that is somebody's alias and
        somebody else's first name at the table is doubtful, and so is whatever fits two equally well.

        Args:
            name: As written, with or without `@`.
            participants: As the note's frontmatter names them.
        """
        key = (words(name), is_role(name), tuple(participants))
        if key not in self._known:
            self._known[key] = self._resolve(name, *key)
        found = self._known[key]
        return Resolved(name, found.outcome, found.people, found.because, found.role)

    def _resolve(self, name: str, spelled: Spelling, role: bool, participants: tuple[str, ...]) -> Resolved:
        if not spelled or spelled in _NOBODY:
            return Resolved(name, Outcome.UNKNOWN, (), "stands for nobody")
        everywhere = self._everywhere(spelled, role)
        settled = len(untitled(spelled)) > 1 and _rank(everywhere) == EXACT
        # Who has this very name is meant, whoever sits at the table.
        certain = role or spelled in self._mine or (settled and len(everywhere) == 1)
        near = {} if certain else self._among(self._table(participants), spelled, everywhere, participants)
        chosen, because = _choice(everywhere, near, settled=settled)
        people = tuple(self._all.people[number] if number >= 0 else Person(participants[~number]) for number in chosen)
        if not people:
            return Resolved(name, Outcome.UNKNOWN, (), "a role or a group" if role else "nobody of that name", role)
        outcome = Outcome.KNOWN if len(people) == 1 else Outcome.DOUBTFUL
        return Resolved(name, outcome, people, because, all(person.role for person in people))

    def _everywhere(self, spelled: Spelling, role: bool) -> Fits:
        """Return whom a name fits best among everybody; a role fits nobody but by its own name."""
        if spelled in self._mine:
            return {0: Fit(EXACT, "the vault's owner")}
        if (spelled, role) not in self._fits:
            found = self._all.index.stated(spelled) or ({} if role else self._all.index.guessed(spelled))
            if len(found) == 1:
                (number,) = found
                rivals = self._all.rivals.get(number, {})
                found |= {rival: Fit(found[number].rank, why) for rival, why in rivals.items()}
            self._fits[spelled, role] = found
        return self._fits[spelled, role]

    def _table(self, participants: tuple[str, ...]) -> dict[int, Spelling]:
        """Return who sits at the table; those whom nothing else makes known have the numbers -1, -2 …"""
        if participants not in self._tables:
            table: dict[int, Spelling] = {}
            for at, participant in enumerate(participants):
                spelled = words(participant)
                found = self._everywhere(spelled, is_role(participant)) if spelled else {}
                if len(found) == 1:
                    table |= dict.fromkeys(found, untitled(spelled))
                elif spelled and not found and not is_role(participant):
                    table[~at] = untitled(spelled)
            self._tables[participants] = table
        return self._tables[participants]

    def _among(
        self, table: Mapping[int, Spelling], spelled: Spelling, everywhere: Fits, participants: tuple[str, ...]
    ) -> Fits:
        """Return whom a name fits best at the table."""
        bare = untitled(spelled)
        found = [(number, everywhere[number]) for number in table if number in everywhere]
        for number, known in table.items():
            if number < 0 and words(participants[~number]) == spelled:
                found.append((number, Fit(EXACT, "name")))
            elif number not in everywhere:
                full = self._all.index.full.get(number, ()) if number >= 0 else (known,) if len(known) > 1 else ()
                found += [(number, how) for how in (fit(bare, one) for one in full) if how]
        return best(found)


def _choice(everywhere: Fits, near: Fits, *, settled: bool) -> tuple[list[int], str]:
    """Return who is meant, and why; several where it is doubtful.

    Args:
        everywhere: Whom the name fits best among everybody.
        near: Whom it fits best at the table; those of `everywhere` fit as there.
        settled: Whether `everywhere` has this name of several words, so that it can mean nobody else.
    """
    if not near:
        return list(everywhere), _because(everywhere, "nobody else fits")
    rank, near_rank = _rank(everywhere), _rank(near)
    if not everywhere or near_rank <= rank:
        return list(near), _because(near, _AT_THE_TABLE)
    if settled and everywhere:
        return list(everywhere), _because(everywhere, "nobody else fits")
    both = everywhere | near
    return list(both), _because(both, "")


def _rank(fits: Fits) -> int:
    return min((how.rank for how in fits.values()), default=EXACT)


def _because(fits: Fits, unless_exact: str) -> str:
    whys = ", or ".join(dict.fromkeys(how.why for how in fits.values()))
    if len(fits) > 1:
        return f"{whys}; fits {len(fits)} people"
    return f"{whys}, {unless_exact}" if _rank(fits) != EXACT else whys
