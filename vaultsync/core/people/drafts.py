"""People as notes and settings state them: by a note of their own, by an alias, as the vault's owner."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vaultsync.core.model import NoteFacts
from vaultsync.core.people.fitting import Spelling
from vaultsync.core.people.names import is_role, words
from vaultsync.core.people.notes import counts, home, name_of
from vaultsync.core.people.person import Person

MYSELF = "Myself"


@dataclass(slots=True)
class Draft:
    """A person while what is stated about them is gathered."""

    name: str
    path: str = ""
    live: bool = False
    """Whether the note is live: an archived one tells of a person, and takes no edit."""

    stated: dict[str, str] = field(default_factory=dict)
    """Other names, each with where it is stated."""

    me: bool = False

    def claims(self) -> set[Spelling]:
        """Return the folded words of every alias."""
        return {words(alias) for alias in self.stated} - {()}

    def take(self, other: "Draft") -> None:
        """Make another person's names one's own."""
        self.stated.setdefault(other.name, f"name of {other.path}" if other.path else "in the configuration")
        for alias, why in other.stated.items():
            self.stated.setdefault(alias, why)
        if not self.path or (other.live and not self.live):
            self.path, self.live = other.path, other.live

    def person(self) -> Person:
        """Return the person as others see it."""
        aliases = dict.fromkeys(alias for alias in self.stated if alias != self.name)
        return Person(self.name, tuple(aliases), self.path if self.live else "", self.me, role=is_role(self.name))


def drafts(notes: Iterable[NoteFacts], me: Iterable[str], aliases: Mapping[str, Iterable[str]]) -> list[Draft]:
    """Return the people who are stated, the vault's owner first, then by name and path.

    Args:
        notes: The facts of all notes.
        me: The owner's own names, the usual one first.
        aliases: From the configuration: a person's name to other names of theirs.
    """
    found = _with_notes(notes)
    by_name: defaultdict[Spelling, list[Draft]] = defaultdict(list)
    for draft in found:
        by_name[words(draft.name)].append(draft)
    for name, others in sorted(aliases.items()):
        if words(name) and not by_name[words(name)]:
            by_name[words(name)].append(Draft(name))
            found += by_name[words(name)]
        for holder in by_name[words(name)]:
            for other in others:
                holder.stated.setdefault(other, "alias in the configuration")
    found = _united(found)
    owner = _owner(found, tuple(me))
    rest = sorted((draft for draft in found if not draft.me), key=lambda draft: (words(draft.name), draft.path))
    return [owner, *rest]


def _with_notes(notes: Iterable[NoteFacts]) -> list[Draft]:
    """Return those who have a note, one for each name and home; archived notes add to those that live."""
    by_name: defaultdict[Spelling, list[tuple[NoteFacts, str]]] = defaultdict(list)
    for note in notes:
        name = name_of(note) if counts(note) else ""
        if name:
            by_name[words(name)].append((note, name))
    found = []
    for _, group in sorted(by_name.items()):
        homes: defaultdict[str, list[tuple[NoteFacts, str]]] = defaultdict(list)
        live = [each for each in group if each[0].live] or group
        for note, name in live:
            homes[home(note.path, name) if note.live else ""].append((note, name))
        if len(homes) == 1:
            # Where it is the only one of that name, the archived note is about the same person.
            homes = defaultdict(list, {"": group})
        found += [_draft(members) for _, members in sorted(homes.items())]
    return found


def _draft(members: list[tuple[NoteFacts, str]]) -> Draft:
    members = sorted(members, key=lambda each: (not each[0].live, each[0].path.count("/"), each[0].path))
    draft = Draft(members[0][1], members[0][0].path, members[0][0].live)
    for note, name in members:
        if name != draft.name:
            draft.stated.setdefault(name, f"name of {note.path}")
        if note.type and note.title and words(note.title) != words(name):
            draft.stated.setdefault(note.title, f"title of {note.path}")
        for alias in note.aliases:
            draft.stated.setdefault(alias, f"alias in {note.path}")
    return draft


def _united(found: list[Draft]) -> list[Draft]:
    """Make one of two where one person alone states the other's name as an alias."""
    claimants: defaultdict[Spelling, list[int]] = defaultdict(list)
    named: defaultdict[Spelling, list[int]] = defaultdict(list)
    for number, draft in enumerate(found):
        named[words(draft.name)].append(number)
        for claim in draft.claims() - {words(draft.name)}:
            claimants[claim].append(number)
    into = {
        named[claim][0]: numbers[0]
        for claim, numbers in sorted(claimants.items())
        if len(numbers) == 1 and len(named.get(claim, ())) == 1
    }
    for number in range(len(found)):
        _break_circle(into, number)
    for number in sorted(into):
        head = number
        while head in into:
            head = into[head]
        found[head].take(found[number])
    return [draft for number, draft in enumerate(found) if number not in into]


def _break_circle(into: dict[int, int], start: int) -> None:
    """Two who state each other's names are one; the first in the order of names keeps theirs."""
    seen = {start}
    at = start
    while at in into:
        at = into[at]
        if at == start:
            del into[start]
            return
        if at in seen:
            return
        seen.add(at)


def _owner(found: list[Draft], me: tuple[str, ...]) -> Draft:
    mine = {words(name) for name in me} - {()}
    owners = [draft for draft in found if words(draft.name) in mine]
    if not owners:
        claiming = [draft for draft in found if draft.claims() & mine]
        owners = claiming if len(claiming) == 1 else []
    owner = owners[0] if owners else Draft(next((name for name in me if words(name)), MYSELF))
    for other in owners[1:]:
        owner.take(other)
        other.me = True
    for name in me:
        if words(name) != words(owner.name):
            owner.stated[name] = "one of the owner's own names"
    owner.me = True
    return owner
