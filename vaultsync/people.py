"""Who is who in a vault: whom names mean, who is asked, and by which name a task is given to somebody."""

import re
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vaultsync.core.errors import NoSuchPerson
from vaultsync.core.notation.people import UNASSIGNED
from vaultsync.core.people import Census, Newcomer, Person, Registry, Resolved, census, meant_so_far, newcomer, whole
from vaultsync.core.people.names import words
from vaultsync.core.values import ME
from vaultsync.core.views.wanted import Wanted, Whose, whose

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.model import NoteFacts, TaskLine

_NO_ONE = (UNASSIGNED - {"tbd", "tba"}) | {"none", "no one", "no-one"}
"""What people type who want nobody to be in charge; whoever writes TBD wants it to stand there."""

_EVERYBODY: Final = frozenset("all any anybody anyone both each everybody everyone somebody someone".split())
"""What people type who put several in charge, or whoever will."""

_CALLED_SO: Final = frozenset("april august june may sun".split())
"""Months and days that people are called by, too."""

_SEVERAL: Final = re.compile(r"\s*[,;/]\s*")
"""What stands between the names of several people; words between them are refused before."""


class People:
    """The people of one vault, as its notes, settings and tasks name them."""

    def __init__(self, app: "App", *, me: tuple[str, ...] | None = None) -> None:
        """Ask an application whose index is up to date.

        Args:
            app: The application.
            me: The names of the vault's owner; None: as the settings have them.
        """
        self._app = app
        self._index = app.index
        self._me = app.conventions.me if me is None else me

    @cached_property
    def notes(self) -> list["NoteFacts"]:
        """What every note says about itself."""
        return self._index.note_facts()

    @cached_property
    def registry(self) -> Registry:
        """Who is who in the vault."""
        return Registry(self.notes, me=self._me, aliases=self._app.conventions.aliases)

    @cached_property
    def mine(self) -> frozenset[str]:
        """Every name by which tasks ask the vault's owner."""
        resolved = {name: self.registry.resolve(name).person for name in self._index.owners()}
        return frozenset({*self._me, *(name for name, person in resolved.items() if person and person.me)})

    def person(self, name: str) -> Person:
        """Return the person who goes by a name.

        Raises:
            NoSuchPerson: Nobody, or more than one person, does.
        """
        found = self.registry.resolve(name)
        if found.person is not None:
            return found.person
        asked = self._as_asked(name)
        if found.people or asked is None:
            raise _not_one(found, self._nearest(name))
        return Person(asked)

    def could_be(self, name: str) -> tuple[str, ...]:
        """Return the names of all whom a name fits, if it fits several; none if it is clear who is meant."""
        found = self.registry.resolve(name).people
        return tuple(person.name for person in found) if len(found) > 1 else ()

    def charged(self, name: str) -> str:
        """Return the name to write as a task's assignee: the vault owner's own for `me`, else the name as given.

        Args:
            name: As `core.notation.assignable.assignable` returns it.

        Raises:
            BadName: Nobody is called so, it may be somebody else, or it says when and is no known name.
        """
        from vaultsync.core.notation.assignable import NOBODY, BadName

        if name.casefold() == "me":
            if not self._me:
                because = "nobody has said whose vault this is"
                advice = "Write {}, or let `vaultsync init` say who you are."
                raise BadName(name, because, advice=advice, names=("Myself",))
            return self._me[0]
        if name.casefold() in _NO_ONE:
            raise BadName(name, "it stands for nobody", advice=NOBODY, names=("",))
        known = {each.casefold() for each in self._names}
        if name.casefold() in _EVERYBODY - known:
            raise BadName(name, "it is nobody's in particular, and one is put in charge")
        if name.casefold() not in known and _says_when(name, self._app.today):
            raise BadName(
                name, "it says when, not who", advice="A date is moved by `vaultsync defer`, in triage by the key f."
            )
        if people := self.could_be(name):
            raise BadName(name, f"it could be {' or '.join(people)}", advice="Write whom you mean: {}.", names=people)
        # Not by whom they mean: what stands behind the first one may be taken for the rest of a doubled surname.
        several = [part for part in _SEVERAL.split(name) if part.casefold() in known]
        if len(several) > 1 and name.casefold() not in known:
            because = "it names several people, and one is put in charge"
            raise BadName(name, because, advice="Write one of them: {}.", names=several)
        return name

    def newcomer(self, name: str) -> Newcomer | None:
        """Return what is to be said of a name before somebody is put in charge by it; None if somebody has it."""
        if name.casefold() in ME | UNASSIGNED or self._as_asked(name):
            return None
        return newcomer(name, self._names)

    def strangers(self) -> list[Newcomer]:
        """Return those names of the vault's owner that look mistyped; if nobody has any of them, all.

        One that the notes write with other signs, such as an accent, is one of them: lists go by its letters.
        """
        people = Registry(self.notes, aliases=self._app.conventions.aliases).people
        stated = {name for person in people for name in (person.name, *person.aliases)}
        known = {name for name in stated | {*self._index.owners()} if name.casefold() not in ME}
        found = [stranger for name in self._me if (stranger := newcomer(name, known))]
        nobodys = len(found) == len(self._me)
        return [
            *(Newcomer(name, spelled, slip=True) for name in self._me if (spelled := self._spelled(name, known))),
            *(stranger for stranger in found if known and (stranger.slip or nobodys)),
        ]

    def _spelled(self, name: str, known: set[str]) -> str:
        """Return how notes write a name of the owner of which they have each word, but no spelling that is in `me`."""
        same = sorted(other for other in known if words(other) == words(name))
        mine = {each.casefold() for each in self._me}
        return same[0] if same and not any(each.casefold() in mine for each in same) else ""

    def meant_by(self, typed: str) -> str:
        """Return the known name that somebody means who writes it in other letters or as a link; empty if none is."""
        inner = typed.strip().lstrip("@").removeprefix("[[").removesuffix("]]").rpartition("|")[2]
        plain = " ".join(inner.split())
        same = [name for name in sorted(self._names) if name.casefold() == plain.casefold()]
        found = newcomer(plain, self._names)
        return same[0] if same else found.nearest if found and found.slip else ""

    def census(self) -> Census:
        """Return who is asked how often, under which names."""
        lines = (line for task in self._index.tasks(Wanted(live=None)) for line in task.lines)
        return census(self.registry, lines)

    def meant_so_far(self, alias: str, person: Person) -> dict[Person, int]:
        """Return whom else a further name of a person's means, each with how many lines name them so."""
        return meant_so_far(alias, person, self.registry, self.census())

    def unlisted(self, found: Census) -> list[str]:
        """Return names of the owner by which lists, which go by the setting `me`, do not know them.

        A name that means somebody else in another note is none of them.
        """
        others = {each.text for counted in found.people if not counted.person.me for each in counted.spellings}
        others |= {name for each in found.doubtful for name in each.spellings}
        mine = (each.text for counted in found.people if counted.person.me for each in counted.spellings)
        return sorted(name for name in mine if name not in others and whose((name,), self._me) is not Whose.MINE)

    def name_of(self, written: str) -> str:
        """Return the one name of a person who is written in several ways; a doubtful one as it is written."""
        found = self.registry.resolve(written).person
        return found.name if found else written

    def named_in(self, written: str, line: "TaskLine") -> str:
        """Return the one name of a person as a line writes it, seen from its note; a doubtful one as written."""
        found = self.registry.resolve(written, line.note.participants).person
        return found.name if found else written

    @cached_property
    def _names(self) -> set[str]:
        """Every name that somebody goes by, in notes, settings and tasks."""
        stated = {name for person in self.registry.people for name in (person.name, *person.aliases)}
        return stated | {*self._index.owners()}

    def _as_asked(self, name: str) -> str | None:
        """Return a name as tasks write it, where they do, in any case."""
        return next((each for each in self._index.owners() if each.casefold() == name.casefold()), None)

    def _nearest(self, name: str) -> str:
        found = newcomer(name, self._names)
        return found.nearest if found else whole(name, self._names)


def _not_one(found: Resolved, nearest: str) -> NoSuchPerson:
    several = " or ".join(person.name for person in found.people)
    said = f"could be {several}" if several else "is nobody in this vault"
    hint = f"Did you mean `{nearest}`? " if nearest and not several else ""
    return NoSuchPerson(f"`{found.name}` {said}", remedy=f"{hint}`vaultsync people` lists everybody.")


def _says_when(name: str, today: date) -> bool:
    """Whether a name is one that a task could be deferred to, or that a query reads as a day, and no name of people."""
    from vaultsync.core.notation.assignable import is_day
    from vaultsync.core.query.dates import phrase_of

    if name.casefold() in _CALLED_SO:
        return False
    phrase = phrase_of(name, today)
    return is_day(name) or bool(phrase and not phrase.passed_over)
