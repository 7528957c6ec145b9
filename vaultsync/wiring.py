"""The only file that names concrete stores and looks at a clock."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from vaultsync.config import PLACE, Config
from vaultsync.core.errors import ConfigError
from vaultsync.place import OBSIDIAN, text_of
from vaultsync.place import Place as Place
from vaultsync.place import Wish as Wish
from vaultsync.place import place_of as place_of

if TYPE_CHECKING:
    # Each of these is imported by what needs it: a list of tasks, asked for all day, needs none.
    from pathlib import Path

    from vaultsync.app import App
    from vaultsync.core.feed import FeedContext
    from vaultsync.core.model import Diagnostic
    from vaultsync.core.ports import Clock, Listing
    from vaultsync.publishing import Publishing
    from vaultsync.store.changes import Changes
    from vaultsync.store.editor import Editor
    from vaultsync.store.health import Finding
    from vaultsync.store.presence import Presence
    from vaultsync.store.secrets import SecretFile
    from vaultsync.store.vdir import Written
    from vaultsync.store.watching import Watcher

Tell = Callable[["Diagnostic"], None]
_PATIENCE_SECONDS = 10.0


def open_listing(place: Place) -> "Listing":
    """Return the tasks of one vault as lists show them, as the index stands.

    Raises:
        StoreError: The state folder cannot be used.
    """
    from vaultsync.store.listing import SqliteListing

    place.make_state()
    return SqliteListing(place.index_name)


def open_app(place: Place, *, tell: Tell = lambda _: None) -> "App":
    """Put the application together for one vault; its `close` lets go of everything.

    Args:
        place: The vault.
        tell: Hears what a person should know beside the outcome of an edit: a conflict copy was made.

    Raises:
        StoreError: The state folder cannot be used.
    """
    from vaultsync.app import App
    from vaultsync.store.disk import DiskVault
    from vaultsync.store.sqlite import SqliteIndex

    place.make_state()
    closing = ExitStack()
    index = SqliteIndex(place.index, place.conventions)
    closing.callback(index.close)

    def editor(*, tasks_only: bool) -> "Editor":
        opened = open_editor(place, tasks_only=tasks_only, known_size=index.size_of, tell=tell)
        closing.callback(opened.journal.close)
        return opened

    app = App(
        vault=DiskVault(place.root, now=time.time_ns),
        index=index,
        editor=cache(lambda: editor(tasks_only=True)),
        facts_editor=cache(lambda: editor(tasks_only=False)),
        close=closing.close,
        clock=clock_of(place.config),
        conventions=place.conventions,
        sync_lock=lambda: _sync_lock(place),
    )
    app.tell = tell
    return app


def open_editor(
    place: Place,
    *,
    tasks_only: bool = True,
    known_size: Callable[[str], int | None] = lambda _: None,
    tell: Tell = lambda _: None,
) -> "Editor":
    """Put together the hand that edits the notes of a vault.

    Args:
        place: The vault.
        tasks_only: Refuse lines that state no task now: code, comments, frontmatter.
        known_size: Returns the bytes that a note had when it was indexed; one that has just shrunk is being saved.
        tell: As for `open_app`.
    """
    from vaultsync.core.note import states_task
    from vaultsync.store.editor import Editor
    from vaultsync.store.journal import Journal
    from vaultsync.store.opened import Manner

    place.make_state()
    return Editor(
        place.root,
        Journal(place.journal),
        lock_path=place.state / "edit.lock",
        states_task=states_task if tasks_only else None,
        manner=Manner(clock=clock_of(place.config), known_size=known_size, tell=tell),
    )


def watcher_of(place: Place, *, polling: bool = False) -> "Watcher":
    """Return what watches a vault's notes and the files of its settings; `polling` asks the system for no events."""
    from vaultsync.core.notation import settings
    from vaultsync.store.watching import Watcher

    files = frozenset({PLACE, settings.PLACE, OBSIDIAN})
    return Watcher(place.root, now=time.monotonic, settings=files, polling=polling)


def presence_of(place: Place) -> "Presence":
    """Return what a vault's daemon says about itself."""
    from vaultsync.store.presence import Presence

    return Presence(place.state, pause=time.sleep)


def index_identity(place: Place) -> tuple[int, int] | None:
    """Return another value when another file lies in the index's place; None if there is none."""
    try:
        found = place.index.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def feed_context(place: Place, *, include_proposed: bool = False) -> "FeedContext":
    """Return what a calendar of a vault has to be told besides the tasks."""
    from hashlib import blake2b

    from vaultsync.core.feed import FeedContext

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
    from vaultsync.store.register import SqliteRegister
    from vaultsync.store.sqlite import SqliteIndex

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


def write_vdir(folder: "Path", files: Mapping[str, bytes]) -> "Written":
    """Bring a folder of calendars to a state, leaving what others put there; make it if its parent is there."""
    from vaultsync.store import vdir

    return vdir.write_vdir(folder, files)


def feed_names(place: Place) -> tuple[str, ...]:  # noqa: ARG001  # every vault has the same one
    """Return the names of the feeds that a vault serves."""
    return ("events",)


def feed_served(place: Place, name: str) -> "Served | None":
    """Return one of the feeds of a vault as its index stands; None while its notes have not been read once.

    Raises:
        StoreError: The state folder or the index cannot be used.
    """
    if name not in feed_names(place):
        return None
    app = open_app(place)
    try:
        if not app.index.fact("conventions"):
            return None
        from hashlib import blake2b

        data = app.feed(feed_context(place)).data
        return Served(data, blake2b(data, digest_size=16).hexdigest(), app.clock())
    finally:
        app.close()


class Served(NamedTuple):
    """A feed and when it was made."""

    data: bytes
    etag: str
    last_modified: datetime


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
    from vaultsync.store.secrets import SecretFile

    return SecretFile(place.state, pause=time.sleep)


def new_secret() -> str:
    """Return a secret of 256 bits, in letters that stand in an address as they are."""
    from secrets import token_urlsafe

    return token_urlsafe(32)


def seconds() -> float:
    """Return seconds of a clock that only goes forward."""
    return time.monotonic()


def clock_of(config: Config) -> "Clock":
    """Return the clock of the vault's owner; `VAULTSYNC_NOW` stops it (demonstrations, fault sweeps)."""
    zone: tzinfo | None = config.zone()
    fixed = os.environ.get("VAULTSYNC_NOW")
    if fixed:
        moment = _moment(fixed)
        return lambda: moment.astimezone(zone) if zone else moment
    return lambda: datetime.now(UTC).astimezone(zone)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ConfigError(
            f"VAULTSYNC_NOW is no moment: {text!r}", remedy="Write it as 2026-02-02 or 2026-02-02T12:00:00+01:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def add_alias_setting(place: Place, name: str, alias: str) -> "Path":
    """Add another name of a person to the vault's configuration, keeping its comments and order; return its path."""
    import tomlkit
    from tomlkit.items import Table

    path = place.root / PLACE
    document = tomlkit.parse(text_of(path))
    aliases = document.setdefault("aliases", tomlkit.table())
    known = aliases.get(name, []) if isinstance(aliases, Table) else []
    known = [known] if isinstance(known, str) else list(known)
    aliases[name] = [*known, *([alias] if alias not in known else [])]
    _make_folder(path.parent)
    write_out(path, tomlkit.dumps(document).encode())
    return path


def _make_folder(folder: "Path") -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{folder} cannot be made ({error.strerror})", remedy="See that the vault's folder can be written."
        ) from error


def write_config(place: Place, text: str) -> "Path":
    """Replace the vault's configuration; return its path."""
    path = place.root / PLACE
    _make_folder(path.parent)
    write_out(path, text.encode())
    return path


def system_zone() -> str:
    """Return the IANA name of the system's time zone, empty if it does not say."""
    named = os.environ.get("TZ", "").lstrip(":")
    if named and not named.startswith("/"):
        return named
    parts = os.path.realpath("/etc/localtime").partition("zoneinfo/")
    return parts[2]


def write_out(path: "Path", data: bytes) -> bool:
    """Replace a file outside the vault's notes if its bytes differ; say whether they did."""
    from vaultsync.store.out import replace_file

    return replace_file(path, data)


def remembered(place: Place, name: str) -> str:
    """Return what was remembered about a vault under a name, empty if nothing was."""
    try:
        return text_of(place.state / name)
    except ConfigError:
        return ""


def remember(place: Place, name: str, text: str) -> None:
    """Keep a text about a vault in its state folder, beside the index."""
    write_out(place.state / name, text.encode())


def examine(place: Place, *, repair: bool = False) -> list["Finding"]:
    """Look at everything that vaultsync stands on; with `repair`, mend what can be mended."""
    from vaultsync.store import health
    from vaultsync.store.disk import DiskVault

    tasks = "its Tasks plugin is set up" if place.tasks_found else "it has no settings of the Tasks plugin: defaults"
    findings = [health.Finding("ok", f"the vault is {place.root}; {tasks}")]
    findings += [health.Finding("warning", trouble) for trouble in place.troubles]
    walk = DiskVault(place.root, now=time.time_ns).walk()
    copies = [path for path in walk.notes if place.conventions.why_not_live(path) == "conflict copy"]
    findings += health.notes(walk, copies)
    findings.append(health.watching(place.root))
    index = health.database(place.index, "index")
    if repair and index.grade == "error":
        aside = health.set_aside(place.index)
        index = health.Finding("ok", f"the damaged index lies at {aside}; the next sync builds a new one")
    findings.append(index)
    journal = health.database(place.journal, "journal")
    findings.append(journal)
    if journal.grade == "ok":
        findings += _interrupted(place, repair=repair)
    return findings


def _interrupted(place: Place, *, repair: bool) -> list["Finding"]:
    from vaultsync.store.health import Finding

    if not place.journal.exists():
        return []
    editor = open_editor(place)
    if repair:
        return [Finding("ok", f"{each.path}: {each.message}") for each in editor.repair()]
    return [
        Finding(
            "error",
            f"operation {each.number} was interrupted: {each.command}",
            "Run `vaultsync doctor --repair`; the next command that edits does it too.",
        )
        for each in editor.journal.open_operations()
    ]


@contextmanager
def _sync_lock(place: Place) -> Iterator[None]:
    from vaultsync.store.lock import writer_lock

    lock = place.state / "sync.lock"
    with writer_lock(
        lock, pause=time.sleep, patience_seconds=_PATIENCE_SECONDS, work="reading the notes of this vault"
    ):
        yield
