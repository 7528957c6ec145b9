"""Names that notes mention → persons: each name joins the one person whom it fits, or is somebody of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from vaultsync.core.model import NoteFacts
from vaultsync.core.people.drafts import Draft, drafts
from vaultsync.core.people.fitting import Spelling, agree
from vaultsync.core.people.index import SpellingIndex
from vaultsync.core.people.names import is_role, untitled, words
from vaultsync.core.people.notes import counts, named_in
from vaultsync.core.people.person import Person

_MAX_CLUSTER = 12
"""Full names that may be one person's spellings at most; more of a likeness is chance."""

_NAMED = "named in notes"

Links = dict[tuple[int, int], str]
"""Pairs of persons one of whose names fits one of the other's, the lesser number first, and why."""


@dataclass(slots=True)
class Gathered:
    """All persons of a vault with their spellings."""

    people: list[Person] = field(default_factory=list)
    """The owner first."""

    index: SpellingIndex = field(default_factory=SpellingIndex)
    rivals: defaultdict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    """Persons whom nobody states and who may be another one, each with why; it was not clear which."""

    doubles: Links = field(default_factory=dict)
    """Two persons who may be one, and why."""

    def add(self, person: Person, why: str = _NAMED) -> int:
        """Take in a person and return its number."""
        self.people.append(person)
        self.index.add(len(self.people) - 1, person.name, why)
        return len(self.people) - 1

    def add_stated(self, stated: list[Draft]) -> None:
        """Take in the people whom notes and settings state."""
        for draft in stated:
            number = self.add(draft.person(), f"name of {draft.path}" if draft.path else "in the configuration")
            for alias, why in draft.stated.items():
                self.index.add(number, alias, why)


@dataclass(slots=True)
class _Mentions:
    """Who is mentioned in which notes."""

    written: defaultdict[Spelling, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    notes: defaultdict[Spelling, set[int]] = field(default_factory=lambda: defaultdict(set))

    def together(self, one: Spelling, other: Spelling) -> bool:
        """Whether one note names both, which makes them two persons."""
        return not self.notes.get(one, set()).isdisjoint(self.notes.get(other, ()))

    def usual(self, spelled: Spelling) -> str:
        """Return how most notes write a name."""
        return min(self.written[spelled].items(), key=lambda item: (-item[1], item[0]))[0]

    def person(self, spelled: Spelling) -> Person:
        """Return the person whom nothing but notes' mentions make known."""
        name = self.usual(spelled)
        return Person(name, role=is_role(name))


def gather(notes: Iterable[NoteFacts], me: Iterable[str], aliases: Mapping[str, Iterable[str]]) -> Gathered:
    """Return the persons of a vault; the same for any order of notes.

    Args:
        notes: The facts of all notes.
        me: The owner's own names, the usual one first.
        aliases: From the configuration: a person's name to other names of theirs.
    """
    notes = list(notes)
    stated = drafts(notes, me, aliases)
    gathered = Gathered()
    gathered.add_stated(stated)
    mentions = _mentions(notes)
    loose = [spelled for spelled in mentions.written if not gathered.index.exact.get(spelled)]
    loose.sort(key=lambda spelled: (-len(mentions.notes[spelled]), -len(spelled), spelled))
    full = [spelled for spelled in loose if len(untitled(spelled)) > 1 or is_role(mentions.usual(spelled))]
    _take_in(gathered, mentions, full, stated)
    for spelled in loose:
        # A first name is somebody of its own only where it can be nobody else's.
        if not gathered.index.stated(spelled) and not gathered.index.guessed(spelled):
            gathered.add(mentions.person(spelled))
    return gathered


def _mentions(notes: list[NoteFacts]) -> _Mentions:
    mentions = _Mentions()
    for number, note in enumerate(notes):
        for name in named_in(note) if counts(note) else ():
            spelled = words(name)
            if spelled:
                mentions.written[spelled][name] += 1
                mentions.notes[spelled].add(number)
    return mentions


def _take_in(gathered: Gathered, mentions: _Mentions, full: list[Spelling], stated: list[Draft]) -> None:
    """Take in full names that nobody states: joined where likeness leaves no choice, else each for itself."""
    # On trial everybody is somebody; numbers go by rank: who is stated first, then who is mentioned most.
    trial = Gathered()
    trial.add_stated(stated)
    for spelled in full:
        trial.add(mentions.person(spelled))
    links = _links(trial.index, mentions)
    heads: dict[int, int] = {}
    for cluster in _clusters(links):
        if _is_one(trial.index, mentions, cluster, len(stated)):
            heads |= dict.fromkeys(cluster[1:], cluster[0])
    number_of = {number: number for number in range(len(stated))}
    for number, spelled in enumerate(full, len(stated)):
        if number in heads:
            head = number_of[number] = number_of[heads[number]]
            why = links.get((heads[number], number), "spelling")
            gathered.index.add(head, mentions.usual(spelled), f"{why} of {gathered.people[head].name}")
        else:
            number_of[number] = gathered.add(mentions.person(spelled))
    for (one, other), why in links.items():
        left, right = number_of[one], number_of[other]
        if left != right:
            gathered.doubles[min(left, right), max(left, right)] = why
            for person, rival in ((left, right), (right, left)):
                if person >= len(stated):
                    gathered.rivals[person][rival] = why


def _links(index: SpellingIndex, mentions: _Mentions) -> Links:
    """Return who may be whom, unless a note names both."""
    links: Links = {}
    for number, known in index.full.items():
        for spelled in known:
            for (other, another), how in index.all_fits(spelled).items():
                if number < other and not mentions.together(spelled, another):
                    links.setdefault((number, other), how.why)
    return dict(sorted(links.items()))


def _clusters(links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the connected components, each sorted."""
    cluster_of: dict[int, list[int]] = {}
    for one, other in links:
        left, right = cluster_of.setdefault(one, [one]), cluster_of.setdefault(other, [other])
        if left is not right:
            if len(left) < len(right):
                left, right = right, left
            left += right
            cluster_of |= dict.fromkeys(right, left)
    return sorted({id(cluster): sorted(cluster) for cluster in cluster_of.values()}.values())


def _is_one(index: SpellingIndex, mentions: _Mentions, cluster: list[int], stated: int) -> bool:
    """Whether these can all be one person: no two are stated, each agrees with each, no note names two of them."""
    if len(cluster) > _MAX_CLUSTER or cluster[1] < stated:
        return False
    for one, other in combinations(cluster, 2):
        pairs = [(a, b) for a in index.full[one] for b in index.full[other]]
        if any(mentions.together(a, b) for a, b in pairs) or not any(agree(a, b) for a, b in pairs):
            return False
    return True
