"""Feeds in files: which file is meant, whether it may be written, and that each feed of the settings is in its own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vaultsync.core.errors import NotApproved, NotWritable
from vaultsync.core.feed.settings import Feed
from vaultsync.wiring import write_out
from vaultsync.wiring.feeds import catalogue_of, publishing_of
from vaultsync.workspace import Workspace

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.publishing import Publishing
    from vaultsync.store.feeds.vdir import FolderChange


@dataclass(frozen=True, slots=True)
class FeedFile:
    """A feed that was to be brought to its file."""

    feed: Feed
    path: Path
    changed: bool
    """Whether the file had other bytes."""

    noted: tuple[str, ...] = ()
    """Words of its query that do not do what they seem to, in sentences."""

    refused: NotApproved | NotWritable | None = None
    """Why it was not: nobody has approved its file, or that cannot be written."""

    @property
    def name(self) -> str:
        """The feed's."""
        return self.feed.definition.name


def file_of(workspace: Workspace, feed: Feed) -> Path:
    """Return the file that the settings give a feed: relative to the vault, or in one's home."""
    try:
        return Path(workspace.root, path_named(feed.path))
    except NotWritable:
        return Path(workspace.root, feed.path)


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

    path = Path(workspace.root, path_named(feed.path))
    refuse_folder_as_typed(feed.path)
    check_feed(workspace, feed)
    check_file(path, vault=Path(workspace.root))
    make_folder(path.parent, within=Path(workspace.root))
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
    check_file(path, vault=Path(workspace.root))
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


def write_vdir(workspace: Workspace, folder: "Path", files: Mapping[str, bytes]) -> "FolderChange":
    """Bring a folder of calendars to a state, leaving what others put there; make it if its parent is there.

    Raises:
        NotWritable: It is a folder of the vault's notes, or cannot be written.
    """
    from vaultsync.store.feeds import target, vdir

    target.check_folder(folder, vault=Path(workspace.root))
    return vdir.write_vdir(folder, files)
