"""A person, and what a name was found to mean."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be asked to do something, under one name."""

    name: str
    """As written in the person note, else as most notes write it."""

    aliases: tuple[str, ...] = ()
    """Other names that the person note or the configuration states."""

    path: str = ""
    """The live person note, relative to the vault; empty for a person who has none."""

    me: bool = False
    """Whether this is the owner of the vault."""

    role: bool = False
    """Whether the name is that of a role or a group: `Fees circle`."""


class Outcome(StrEnum):
    """What became of a name."""

    KNOWN = "known"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a name means in a note, and why."""

    name: str
    """As asked."""

    outcome: Outcome
    people: tuple[Person, ...]
    """One if known, all whom it fits if doubtful, none if unknown."""

    because: str
    """In words, for people: `alias in People/Ana Ruiz.md`."""

    role: bool = False
    """Whether the name reads like a role or a group."""

    @property
    def person(self) -> Person | None:
        """The one who is meant, if that is known."""
        return self.people[0] if self.outcome is Outcome.KNOWN else None
