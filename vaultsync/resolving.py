"""Whom the names on tasks mean, as an index remembers it: to gather all people of a large vault takes seconds."""

import json
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from vaultsync import __version__
from vaultsync.core.errors import StoreError
from vaultsync.core.walk import PEOPLE

if TYPE_CHECKING:
    from vaultsync.core.conventions import Conventions
    from vaultsync.core.people import Registry
    from vaultsync.core.ports import Index

_KEPT = "names"
"""Under what the index remembers whom names mean."""


class Resolving:
    """Whom names mean in one vault, wherever they stand; `core.people` says how that is found."""

    def __init__(self, index: "Index", conventions: "Conventions") -> None:
        """Ask an index that is up to date; nothing is read before the first name."""
        self._index = index
        self._conventions = conventions
        self._has_news = False

    def __call__(self, name: str) -> tuple[str, ...]:
        """Return the names of those whom a name may mean: one if that is known, none if it is nobody's."""
        if name not in self._meant:
            self._meant[name] = tuple(person.name for person in self._registry.resolve(name).people)
            self._has_news = True
        return self._meant[name]

    def names(self, name: str) -> tuple[str, ...]:
        """Return what notes and settings call the one person whom a name means; nothing if it means no one alone."""
        person = self._registry.resolve(name).person
        return (person.name, *person.aliases) if person else ()

    def keep(self) -> None:
        """Have the index remember what was found out."""
        if self._has_news:
            # Where it cannot be written, it is found out again.
            with suppress(StoreError):
                self._index.remember(_KEPT, json.dumps({"of": self._stamp, "meant": self._meant}))
            self._has_news = False

    @cached_property
    def _stamp(self) -> str:
        """Return a stamp that changes whenever a name may mean somebody else."""
        from hashlib import blake2b  # most queries name nobody

        said = f"{__version__} {self._index.remembered(PEOPLE)} {self._conventions.fingerprint}"
        return blake2b(said.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    @cached_property
    def _meant(self) -> dict[str, tuple[str, ...]]:
        kept = json.loads(self._index.remembered(_KEPT) or "{}")
        return {name: tuple(people) for name, people in kept["meant"].items()} if kept.get("of") == self._stamp else {}

    @cached_property
    def _registry(self) -> "Registry":
        from vaultsync.core.people import Registry

        conventions = self._conventions
        return Registry(self._index.note_facts(), me=conventions.me, aliases=conventions.aliases)
