"""The feeds of a vault: put together, served, and kept secret."""

import time
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsync.config import CONFIG_FILE
from vaultsync.core.feed.settings import Feed, read_feeds
from vaultsync.core.walk import READ_BY
from vaultsync.wiring import clock_of, open_app
from vaultsync.workspace import OBSIDIAN_FILE, Workspace

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.catalogue import Catalogue
    from vaultsync.publishing import Identity, Publishing, Served
    from vaultsync.store.changes import Changes
    from vaultsync.store.feeds.secrets import SecretFile


def _identity_of(workspace: Workspace) -> "Identity":
    from hashlib import blake2b

    from vaultsync.publishing import Identity

    name = workspace.name
    lasting = (
        workspace.config["vault_id"] or blake2b(name.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    )
    return Identity(name, lasting, workspace.config.zone() or UTC)


def publishing_of(workspace: Workspace, app: "App") -> "Publishing":
    """Return the feeds of a vault; closing the application lets go of the register too.

    Raises:
        TypeError: The application was not opened by `open_app`.
    """
    from vaultsync.publishing import Publishing
    from vaultsync.store.feeds.register import SqliteRegister
    from vaultsync.store.index.sqlite import SqliteIndex

    if not isinstance(app.index, SqliteIndex):
        raise TypeError("only an index in SQLite has components")
    register = SqliteRegister(Path(workspace.register))
    app.closing.callback(register.close)
    return Publishing(
        app,
        register=register,
        components=app.index.components,
        identity=_identity_of(workspace),
        saved=workspace.config["queries"],
    )


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
            if not app.index.remembered(READ_BY):
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
        if feed is None or not feed.served or not app.index.remembered(READ_BY):
            return None
        return publishing_of(workspace, app).feed(feed.definition)
    finally:
        app.close()


def served_notes(workspace: Workspace) -> tuple[str, ...]:
    """Return in sentences what the queries of served feeds pass over, of those that are written to no file.

    Of a feed with a file the daemon says it when it writes the file; that a query cannot be understood is said when
    the feed is asked for.

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


def feed_mark(workspace: Workspace, changes: "Changes") -> tuple[object, ...]:
    """Return another value whenever a feed may have changed: with the index, the settings, and the day."""
    from vaultsync.core.notation.settings import TASKS_FILE

    files = (Path(workspace.root, name) for name in (CONFIG_FILE, TASKS_FILE, OBSIDIAN_FILE))
    return (changes.mark(), clock_of(workspace.config)().date(), *map(_stamp, files))


def _stamp(path: Path) -> tuple[int, ...]:
    try:
        found = path.stat()
    except OSError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino


def changes_of(workspace: Workspace) -> "Changes":
    """Return what says whether a vault's index has changed."""
    from vaultsync.store.changes import Changes

    return Changes(Path(workspace.index))


def secrets_of(workspace: Workspace) -> "SecretFile":
    """Return the secrets of a vault's feeds."""
    from vaultsync.store.feeds.secrets import SecretFile

    return SecretFile(Path(workspace.state), pause=time.sleep)


def new_secret() -> str:
    """Return a secret of 256 bits, in letters that stand in an address as they are."""
    from secrets import token_urlsafe

    return token_urlsafe(32)
