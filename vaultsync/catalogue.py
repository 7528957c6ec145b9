"""The feeds of one vault by name: ready-made, configured, and one for each person."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from vaultsync.core.errors import NoSuchFeed, did_you_mean
from vaultsync.core.feed.definition import distinct_name_for, person
from vaultsync.core.feed.settings import Feed, FeedSettings

if TYPE_CHECKING:
    from vaultsync.app import App


class Catalogue:
    """What feeds a vault has."""

    def __init__(self, app: "App", settings: FeedSettings) -> None:
        """Name the feeds of an application whose index is up to date."""
        self._app = app
        self._settings = settings

    @cached_property
    def feeds(self) -> dict[str, Feed]:
        """Every feed by name: those of the settings first, then one for each person with tasks.

        Where one name would be that of two, each person's has digits of its own, whoever is counted first: nobody who
        comes later takes over the feed, and with it the readers, of somebody else.
        """
        known = dict(self._settings.feeds)
        persons = {each.definition.title: each for each in self._persons()} if self._settings.persons else {}
        taken = Counter([*known, *(each.definition.name for each in persons.values())])
        for each in persons.values():
            feed = each if taken[each.definition.name] == 1 else _told_apart(each)
            known[feed.definition.name] = feed
        return known

    def named(self, name: str) -> Feed:
        """Return the feed of a name.

        Raises:
            NoSuchFeed: There is none.
        """
        if name in self._settings.feeds:
            return self._settings.feeds[name]
        if name in self.feeds:
            return self.feeds[name]
        raise no_such_feed(name, self.feeds)

    def with_files(self) -> list[Feed]:
        """Return the feeds that the settings give a file."""
        return [feed for feed in self._settings.feeds.values() if feed.path]

    def _persons(self) -> Iterable[Feed]:
        from vaultsync.people import People

        found = People(self._app).census()
        for counted in found.people:
            who = counted.person
            if counted.count and not who.me and not who.role:
                written = (spelling.text for spelling in counted.spellings)
                yield Feed(person(who.name, aliases=tuple(dict.fromkeys((*who.aliases, *written)))))
        # Somebody of whom no note tells is asked all the same.
        yield from (Feed(person(each.name, aliases=each.spellings[1:])) for each in found.unknown if not each.role)


def _told_apart(feed: Feed) -> Feed:
    definition = feed.definition
    own = replace(definition, name=distinct_name_for(definition.title))
    return replace(feed, definition=own, shared_name=definition.name)


def no_such_feed(name: str, known: Collection[str]) -> NoSuchFeed:
    """Return the error for a name that no feed has; `known` are the names of those that there are."""
    remedy = f"{did_you_mean(name, known)} This vault has: {', '.join(known)}."
    return NoSuchFeed(f"there is no feed `{name}`", remedy=remedy.lstrip())
