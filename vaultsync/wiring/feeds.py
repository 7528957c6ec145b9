"""The feeds of a vault: put together, written, and kept secret."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsync.config import CONFIG_FILE
from vaultsync.core.errors import NotApproved, NotWritable
from vaultsync.core.feed import FeedContext
from vaultsync.core.feed.settings import Feed, read_feeds
from vaultsync.wiring import clock_of, open_app, write_out
from vaultsync.workspace import OBSIDIAN_FILE, Workspace

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.catalogue import Catalogue
    from vaultsync.publishing import Publishing, Served
    from vaultsync.store.changes import Changes
    from vaultsync.store.feeds.secrets import SecretFile
    from vaultsync.store.feeds.vdir import FolderChange


def feed_context(workspace: Workspace, *, include_proposed: bool = False) -> FeedContext:
    """Return what is needed besides a task to render it: the vault's name, its lasting id, its time zone."""
    from hashlib import blake2b

    name = workspace.root.name
    lasting = (
        workspace.config["vault_id"] or blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    )
    return FeedContext(
        vault_name=name, vault_id=lasting, zone=workspace.config.zone() or UTC, include_proposed=include_proposed
    )


def publishing_of(workspace: Workspace, app: "App") -> "Publishing":
    """Return the feeds of a vault; closing the application lets go of the register too.

    Raises:
        TypeError: The application was not opened by `open_app`.
    """
    from vaultsync.publishing import Identity, Publishing
    from vaultsync.store.feeds.register import SqliteRegister
    from vaultsync.store.index.sqlite import SqliteIndex

    if not isinstance(app.index, SqliteIndex):
        raise TypeError("only an index in SQLite has components")
    register = SqliteRegister(workspace.register)
    close = app.close

    def close_both() -> None:
        register.close()
        close()

    app.close = close_both
    context = feed_context(workspace)
    return Publishing(
        app,
        register=register,
        components=app.index.components,
        identity=Identity(context.vault_name, context.vault_id, context.zone),
        saved=workspace.config["queries"],
    )


def write_vdir(workspace: Workspace, folder: "Path", files: Mapping[str, bytes]) -> "FolderChange":
    """Bring a folder of calendars to a state, leaving what others put there; make it if its parent is there.

    Raises:
        NotWritable: It is a folder of the vault's notes, or cannot be written.
    """
    from vaultsync.store.feeds import target, vdir

    target.check_folder(folder, vault=workspace.root)
    return vdir.write_vdir(folder, files)


def catalogue_of(workspace: Workspace, app: "App") -> "Catalogue":
    """Return the feeds of a vault by name.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
    """
    from vaultsync.catalogue import Catalogue

    return Catalogue(app, read_feeds(workspace.config["feeds"]))


def served_feeds(workspace: Workspace) -> dict[str, Feed]:
    """Return the feeds that a vault serves by name.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
        StoreError: The state folder or the index cannot be used.
    """
    settings = read_feeds(workspace.config["feeds"])
    if not settings.persons:
        return {name: feed for name, feed in settings.feeds.items() if feed.served}
    app = open_app(workspace)
    try:
        return {name: feed for name, feed in catalogue_of(workspace, app).feeds.items() if feed.served}
    finally:
        app.close()


def served_names(workspace: Workspace) -> tuple[str, ...] | None:
    """Return the names of the feeds that a vault serves; None if people have some, and no note has been read yet.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
        StoreError: The state folder or the index cannot be used.
    """
    if read_feeds(workspace.config["feeds"]).persons:
        app = open_app(workspace)
        try:
            if not app.index.fact("conventions"):
                return None
        finally:
            app.close()
    return tuple(served_feeds(workspace))


def feed_served(workspace: Workspace, name: str) -> "Served | None":
    """Return one of the feeds of a vault as its index stands; None while its notes have not been read once.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
        StoreError: The state folder or the index cannot be used.
    """
    app = open_app(workspace)
    try:
        feed = catalogue_of(workspace, app).feeds.get(name)
        if feed is None or not feed.served or not app.index.fact("conventions"):
            return None
        return publishing_of(workspace, app).feed(feed.definition)
    finally:
        app.close()


def served_notes(workspace: Workspace) -> tuple[str, ...]:
    """Return in sentences what is passed over in the dates of the feeds that a vault serves, and writes to no file.

    Of a feed with a file the daemon tells that writes it; a query that cannot be understood is told when the feed is
    asked for.

    Raises:
        ConfigError: A setting of a feed cannot be understood.
    """
    from vaultsync.core.query.errors import BadQuery
    from vaultsync.wiring.queries import query_in_settings

    found: list[str] = []
    for name, feed in read_feeds(workspace.config["feeds"]).feeds.items():
        if feed.served and not feed.path and feed.definition.query:
            with suppress(BadQuery):
                passed_over = query_in_settings(workspace, feed.definition.query).passed_over
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


def file_of(workspace: Workspace, feed: Feed) -> Path:
    """Return the file that the settings give a feed: relative to the vault, or in one's home."""
    try:
        return workspace.root / path_named(feed.path)
    except NotWritable:
        return workspace.root / feed.path


def path_named(named: str) -> Path:
    """Return the path that somebody has typed, which may begin with a home: `~/` or `~ana/`.

    Raises:
        NotWritable: Nobody has that home.
    """
    try:
        return Path(named).expanduser()
    except RuntimeError:
        raise NotWritable(
            f"{named} cannot be found: nobody on this machine has that home", remedy="Write the whole path."
        ) from None


def write_feed(workspace: Workspace, feed: Feed, data: bytes) -> bool:
    """Replace the file that the settings give a feed if its bytes differ; say whether they did.

    Raises:
        NotApproved: It lies outside the vault, and nobody has approved that on this machine.
        NotWritable: Its folder is missing and is not made by itself, it is a note or no calendar, or it cannot be
            written.
    """
    from vaultsync.store.feeds.out import make_folder
    from vaultsync.store.feeds.target import check_file, refuse_folder_as_typed
    from vaultsync.wiring.consent import check_feed

    path = workspace.root / path_named(feed.path)
    refuse_folder_as_typed(feed.path)
    check_feed(workspace, feed)
    check_file(path, vault=workspace.root)
    make_folder(path.parent, within=workspace.root)
    return write_out(path, data)


def write_calendar(workspace: Workspace, named: str, data: bytes) -> bool:
    """Replace a file that is empty or a calendar if its bytes differ; say whether they did.

    Args:
        workspace: The vault.
        named: The file, as typed.
        data: The calendar.

    Raises:
        NotWritable: It is a folder, a note or no calendar, or it cannot be written.
    """
    from vaultsync.store.feeds.target import check_file, refuse_folder_as_typed

    path = path_named(named)
    refuse_folder_as_typed(named)
    check_file(path, vault=workspace.root)
    return write_out(path, data)


def _brought(workspace: Workspace, feed: Feed, publishing: "Publishing") -> FeedFile:
    data, noted = publishing.data(feed.definition), publishing.noted(feed.definition)
    try:
        return FeedFile(feed, file_of(workspace, feed), write_feed(workspace, feed, data), noted)
    except (NotApproved, NotWritable) as error:  # the other feeds have files of their own
        return FeedFile(feed, file_of(workspace, feed), changed=False, noted=noted, refused=error)


def feed_files(workspace: Workspace) -> Callable[["App"], list[FeedFile]]:
    """Return what writes every feed that the settings give a file, of an application that may be opened anew."""
    known: list[tuple[App, Publishing]] = []

    def write(app: "App") -> list[FeedFile]:
        wanted = catalogue_of(workspace, app).with_files()
        if wanted and (not known or known[0][0] is not app):
            known[:] = [(app, publishing_of(workspace, app))]
        return [_brought(workspace, feed, known[0][1]) for feed in wanted]

    return write


def feed_mark(workspace: Workspace, changes: "Changes") -> tuple[object, ...]:
    """Return another value whenever a feed may have changed: with the index, the settings, and the day."""
    from vaultsync.core.notation.settings import TASKS_FILE

    files = (workspace.root / CONFIG_FILE, workspace.root / TASKS_FILE, workspace.root / OBSIDIAN_FILE)
    return (changes.mark(), clock_of(workspace.config)().date(), *map(_stamp, files))


def _stamp(path: "Path") -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def changes_of(workspace: Workspace) -> "Changes":
    """Return what says whether a vault's index has changed."""
    from vaultsync.store.changes import Changes

    return Changes(workspace.index)


def secrets_of(workspace: Workspace) -> "SecretFile":
    """Return the secrets of a vault's feeds."""
    from vaultsync.store.feeds.secrets import SecretFile

    return SecretFile(workspace.state, pause=time.sleep)


def new_secret() -> str:
    """Return a secret of 256 bits, in letters that stand in an address as they are."""
    from secrets import token_urlsafe

    return token_urlsafe(32)
