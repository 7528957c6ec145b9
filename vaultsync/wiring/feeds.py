"""The feeds of a vault: put together, written, and kept secret."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsync.config import PLACE
from vaultsync.core.errors import NotApproved, NotWritable
from vaultsync.core.feed import FeedContext
from vaultsync.core.feed.settings import Feed, read_feeds
from vaultsync.place import OBSIDIAN, Place
from vaultsync.wiring import clock_of, open_app, write_out

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.catalogue import Catalogue
    from vaultsync.publishing import Publishing, Served
    from vaultsync.store.changes import Changes
    from vaultsync.store.feeds.secrets import SecretFile
    from vaultsync.store.feeds.vdir import FolderChange


def feed_context(place: Place, *, include_proposed: bool = False) -> FeedContext:
    """Return what is needed besides a task to render it: the vault's name, its lasting id, its time zone."""
    from hashlib import blake2b

    name = place.root.name
    lasting = place.config["vault_id"] or blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    return FeedContext(
        vault_name=name, vault_id=lasting, zone=place.config.zone() or UTC, include_proposed=include_proposed
    )


def publishing_of(place: Place, app: "App") -> "Publishing":
    """Return the feeds of a vault; closing the application lets go of the register too.

    Raises:
        TypeError: The application was not opened by `open_app`.
    """
    from vaultsync.publishing import Identity, Publishing
    from vaultsync.store.feeds.register import SqliteRegister
    from vaultsync.store.index.sqlite import SqliteIndex

    if not isinstance(app.index, SqliteIndex):
        raise TypeError("only an index in SQLite has components")
    register = SqliteRegister(place.register)
    close = app.close

    def close_both() -> None:
        register.close()
        close()

    app.close = close_both
    context = feed_context(place)
    return Publishing(
        app,
        register=register,
        components=app.index.components,
        identity=Identity(context.vault_name, context.vault_id, context.zone),
        saved=place.config["queries"],
    )


def write_vdir(place: Place, folder: "Path", files: Mapping[str, bytes]) -> "FolderChange":
    """Bring a folder of calendars to a state, leaving what others put there; make it if its parent is there.

    Raises:
        NotWritable: It is a folder of the vault's notes, or cannot be written.
    """
    from vaultsync.store.feeds import target, vdir

    target.check_folder(folder, vault=place.root)
    return vdir.write_vdir(folder, files)


def catalogue_of(place: Place, app: "App") -> "Catalogue":
    """Return the feeds of a vault by name.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
    """
    from vaultsync.catalogue import Catalogue

    return Catalogue(app, read_feeds(place.config["feeds"]))


def served_feeds(place: Place) -> dict[str, Feed]:
    """Return the feeds that a vault serves by name.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
        StoreError: The state folder or the index cannot be used.
    """
    settings = read_feeds(place.config["feeds"])
    if not settings.persons:
        return {name: feed for name, feed in settings.feeds.items() if feed.served}
    app = open_app(place)
    try:
        return {name: feed for name, feed in catalogue_of(place, app).feeds.items() if feed.served}
    finally:
        app.close()


def served_names(place: Place) -> tuple[str, ...] | None:
    """Return the names of the feeds that a vault serves; None if people have some, and no note has been read yet.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
        StoreError: The state folder or the index cannot be used.
    """
    if read_feeds(place.config["feeds"]).persons:
        app = open_app(place)
        try:
            if not app.index.fact("conventions"):
                return None
        finally:
            app.close()
    return tuple(served_feeds(place))


def feed_served(place: Place, name: str) -> "Served | None":
    """Return one of the feeds of a vault as its index stands; None while its notes have not been read once.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
        StoreError: The state folder or the index cannot be used.
    """
    app = open_app(place)
    try:
        feed = catalogue_of(place, app).feeds.get(name)
        if feed is None or not feed.served or not app.index.fact("conventions"):
            return None
        return publishing_of(place, app).feed(feed.definition)
    finally:
        app.close()


def served_notes(place: Place) -> tuple[str, ...]:
    """Return in sentences what is passed over in the dates of the feeds that a vault serves, and writes to no file.

    Of a feed with a file the daemon tells that writes it; a query that cannot be understood is told when the feed is
    asked for.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
    """
    from vaultsync.core.query.errors import BadQuery
    from vaultsync.wiring.queries import query_in_settings

    found: list[str] = []
    for name, feed in read_feeds(place.config["feeds"]).feeds.items():
        if feed.served and not feed.path and feed.definition.query:
            with suppress(BadQuery):
                passed_over = query_in_settings(place, feed.definition.query).passed_over
                found += [f"feed {name}: {each.noted()}" for each in passed_over]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed that was to be brought to its file."""

    feed: Feed
    path: Path
    changed: bool
    """Whether the file had other bytes."""

    noted: tuple[str, ...] = ()
    """What is passed over in the dates of its query, in sentences."""

    refused: NotApproved | NotWritable | None = None
    """Why it was not: nobody has approved its file, or that cannot be written."""

    @property
    def name(self) -> str:
        """The feed's."""
        return self.feed.definition.name


def file_of(place: Place, feed: Feed) -> Path:
    """Return the file that the settings give a feed: relative to the vault, or in one's home."""
    return place.root / Path(feed.path).expanduser()


def write_feed(place: Place, feed: Feed, data: bytes) -> bool:
    """Replace the file that the settings give a feed if its bytes differ; say whether they did.

    Raises:
        NotApproved: It lies outside the vault, and nobody has approved that on this machine.
        NotWritable: Its folder is missing and is not made by itself, it is a note or no calendar, or it cannot be
            written.
    """
    from vaultsync.store.feeds.out import make_folder
    from vaultsync.store.feeds.target import check_file
    from vaultsync.wiring.consent import check_feed

    path = file_of(place, feed)
    check_feed(place, feed)
    check_file(path, vault=place.root)
    make_folder(path.parent, within=place.root)
    return write_out(path, data)


def write_calendar(place: Place, path: Path, data: bytes) -> bool:
    """Replace a file that is empty or a calendar if its bytes differ; say whether they did.

    Raises:
        NotWritable: It is a note or no calendar, or it cannot be written.
    """
    from vaultsync.store.feeds.target import check_file

    check_file(path, vault=place.root)
    return write_out(path, data)


def _brought(place: Place, feed: Feed, publishing: "Publishing") -> FeedFile:
    data, noted = publishing.data(feed.definition), publishing.noted(feed.definition)
    try:
        return FeedFile(feed, file_of(place, feed), write_feed(place, feed, data), noted)
    except (NotApproved, NotWritable) as error:  # the other feeds have files of their own
        return FeedFile(feed, file_of(place, feed), changed=False, noted=noted, refused=error)


def feed_files(place: Place) -> Callable[["App"], list[FeedFile]]:
    """Return what writes every feed that the settings give a file, of an application that may be opened anew."""
    known: list[tuple[App, Publishing]] = []

    def write(app: "App") -> list[FeedFile]:
        wanted = catalogue_of(place, app).with_files()
        if wanted and (not known or known[0][0] is not app):
            known[:] = [(app, publishing_of(place, app))]
        return [_brought(place, feed, known[0][1]) for feed in wanted]

    return write


def feed_mark(place: Place, changes: "Changes") -> tuple[object, ...]:
    """Return another value whenever a feed may have changed: with the index, the settings, and the day."""
    from vaultsync.core.notation.settings import PLACE as TASKS_PLACE

    files = (place.root / PLACE, place.root / TASKS_PLACE, place.root / OBSIDIAN)
    return (changes.mark(), clock_of(place.config)().date(), *map(_stamp, files))


def _stamp(path: "Path") -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def changes_of(place: Place) -> "Changes":
    """Return what says whether a vault's index has changed."""
    from vaultsync.store.changes import Changes

    return Changes(place.index)


def secrets_of(place: Place) -> "SecretFile":
    """Return the secrets of a vault's feeds."""
    from vaultsync.store.feeds.secrets import SecretFile

    return SecretFile(place.state, pause=time.sleep)


def new_secret() -> str:
    """Return a secret of 256 bits, in letters that stand in an address as they are."""
    from secrets import token_urlsafe

    return token_urlsafe(32)
