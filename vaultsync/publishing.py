"""Feeds of one vault: what was published stays called as it is, and only what has changed is rendered again."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from hashlib import blake2b
from io import SEEK_END, BytesIO
from typing import NamedTuple
from urllib.parse import quote

from xxhash import xxh3_128_hexdigest

from vaultsync import __version__
from vaultsync.app import App
from vaultsync.core.feed.calendar import CLOSING, alone, opening
from vaultsync.core.feed.definition import FeedDefinition, Kind
from vaultsync.core.feed.ports import Components, Register
from vaultsync.core.feed.refreshing import Refreshing
from vaultsync.core.feed.shown import Window
from vaultsync.core.query.errors import BadQuery

_LONGEST_NAME = 150
"""Letters of a file name before its digest."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What calendars are told of the vault itself."""

    name: str
    """As Obsidian calls it."""

    id: str
    """Its lasting name, behind the `@` of every UID."""

    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Served:
    """A calendar as it is served."""

    data: bytes
    etag: str
    """Of the bytes, in 32 hexadecimal digits."""

    last_modified: datetime
    """Since when the feed has these bytes: in UTC, in whole seconds."""

    components: int


class NotShown(NamedTuple):
    """What a feed would hold if something else were shown."""

    undated: int
    """Accepted tasks that are to do and, as the Tasks plugin reads them, have no due date."""

    proposed: int
    """Proposals that have one."""


class Publishing:
    """The feeds of one vault, whose index is up to date."""

    def __init__(
        self,
        app: App,
        *,
        register: Register,
        components: Components,
        identity: Identity,
        saved: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        """Publish what an application knows.

        Args:
            app: The application.
            register: The published names of the vault.
            components: What was made of the tasks of its index.
            identity: What calendars are told of the vault.
            saved: The lines of saved queries by name.
        """
        self._app = app
        self._register = register
        self._components = components
        self._identity = identity
        self._saved = saved or {}

    def feed(self, definition: FeedDefinition, *, source: str = "") -> Served:
        """Return a feed: the same bytes as long as nothing that it shows has changed.

        Args:
            definition: Which tasks, and how.
            source: The address that it is served from, if it has one.

        Raises:
            BadQuery: The query cannot be understood.
            StoreError: The index or the register cannot be used.
        """
        with self._current(definition) as variant:
            data, count = self._joined(definition, variant, source)
        etag = xxh3_128_hexdigest(data)
        return Served(data, etag, self._since(definition.name, etag), count)

    def not_shown(self, definition: FeedDefinition) -> NotShown:
        """Count what a feed asks for, and does not show: see `feed` for what it raises."""
        everything = replace(definition, kind=Kind.TODOS, include_proposed=True)
        with self._components.reading():
            return NotShown(*self._components.left_out(self._selection(everything)))

    def data(self, definition: FeedDefinition) -> bytes:
        """Return only the bytes of a feed, without its ETag and date: see `feed`."""
        with self._current(definition) as variant:
            return self._joined(definition, variant)[0]

    def noted(self, definition: FeedDefinition) -> tuple[str, ...]:
        """Return, in a sentence each, words of a feed's query that do not do what they seem to; raises as `feed`."""
        if not definition.query:
            return ()
        from vaultsync.querying import Querying

        querying = Querying(self._app, self._saved)
        found = querying.passed_over(definition.query)
        return tuple(f"feed {definition.name}: {each.noted()}" for each in found)

    def _joined(self, definition: FeedDefinition, variant: str, source: str = "") -> tuple[bytes, int]:
        """Return a feed with its components, and how many these are."""
        head = opening(
            definition.title or f"{self._identity.name} {definition.name}",
            description=definition.description,
            colour=definition.colour,
            refresh=definition.refresh,
            source=source,
        )
        # Written once and given away as it is: texts that are joined are held twice.
        whole = BytesIO(head)
        whole.seek(0, SEEK_END)
        count = 0
        for text, number in self._components.texts(variant, self._selection(definition), self._window(definition)):
            whole.write(text)
            count += number
        whole.write(CLOSING)
        return whole.getvalue(), count

    def vdir(self, definition: FeedDefinition) -> dict[str, bytes]:
        """Return a feed as a folder of calendars, one component in each: bytes by file name."""
        with self._current(definition) as variant:
            selection = self._selection(definition)
            texts = self._components.named_texts(variant, selection, self._window(definition))
        return {file_name(uid): alone(text) for uid, text in texts.items()}

    def _since(self, name: str, etag: str) -> datetime:
        known = self._register.feed(name)
        if known is not None and known[0] == etag:
            return known[1]
        now = self._app.clock().astimezone(UTC).replace(microsecond=0)
        self._register.put_feed(name, etag, now)
        return now

    def _window(self, definition: FeedDefinition) -> Window:
        return Window.of(self._app.today, definition.done_days)

    def _selection(self, definition: FeedDefinition) -> set[int] | None:
        """Return the numbers of the tasks that a definition asks for; None for all."""
        found: set[int] | None = None
        if definition.query:
            from vaultsync.querying import Querying

            querying = Querying(self._app, self._saved)
            try:
                found = self._components.numbers(querying.uids(definition.query, definition.wanted))
            except BadQuery as error:
                raise error.reworded(f"feed {definition.name}: {error.message}") from error
        if definition.owners:
            owned = self._components.owned(definition.owners)
            found = owned if found is None else found & owned
        return found

    @contextmanager
    def _current(self, definition: FeedDefinition) -> Iterator[str]:
        """Bring register and components up to date; in the block, the index is what they have followed.

        Yields:
            The name of the form of the feed's components.
        """
        identity, components = self._identity, self._components
        context = definition.context(vault_name=identity.name, vault_id=identity.id, zone=identity.zone)
        form = f"{__version__} {definition.kind} {definition.instances} {definition.kept_days} {context!r}"
        variant = blake2b(form.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
        while True:
            with components.reading():
                turn, today = components.turn(), self._app.today.isoformat()
                if (components.followed(self._register.identity), *components.variant(variant)) == (turn, turn, today):
                    yield variant
                    return
            Refreshing(self._register, components, definition, context, variant, now=self._app.clock()).run()


def file_name(uid: str) -> str:
    """Return a file name for a component: safe on every system, and never that of another one.

    Capitals are told apart by a digest: to some file systems `vs-A` and `vs-a` are one name.
    """
    name = quote(uid, safe="@", errors="replace")
    if name.startswith("."):
        name = f"%2E{name[1:]}"
    # So is what no UTF-8 has: it is `%3F`, as a question mark is, and every `%3F` has a capital.
    if name != name.lower() or len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}-{blake2b(uid.encode('utf-8', 'surrogateescape'), digest_size=6).hexdigest()}"
    return f"{name}.ics"
