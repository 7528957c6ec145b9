"""Names the concrete stores and, alone in the program, looks at a clock."""

import os
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING

from vaultsync.config import CONFIG_FILE, Config
from vaultsync.core.errors import ConfigError
from vaultsync.locating import VaultOptions as VaultOptions
from vaultsync.locating import workspace_of as workspace_of
from vaultsync.workspace import OBSIDIAN_FILE, text_of
from vaultsync.workspace import Workspace as Workspace

if TYPE_CHECKING:
    # Each of these is imported by what needs it: a list of tasks, asked for all day, needs none.
    from pathlib import Path

    from vaultsync.app import App
    from vaultsync.core.model import Diagnostic, Operation
    from vaultsync.core.ports import Clock, Details, Listing
    from vaultsync.store.editing.editor import Editor
    from vaultsync.store.index.completing import SqliteCompleting
    from vaultsync.store.watch.presence import Presence
    from vaultsync.store.watch.questions import QuestionFolder
    from vaultsync.store.watch.watcher import Watcher

Tell = Callable[["Diagnostic"], None]
_PATIENCE_SECONDS = 10.0
_YEARS = range(2, 9901)
"""In which the clock may stand still: there every zone, and every day that is counted from today, has its date."""


def open_listing(workspace: Workspace) -> "Listing":
    """Return the tasks of one vault as lists show them, as the index stands.

    Raises:
        StoreError: The state folder cannot be used.
    """
    from vaultsync.store.index.listing import SqliteListing

    workspace.make_state()
    return SqliteListing(workspace.index)


def open_details(workspace: Workspace) -> "Details":
    """Return the tasks of one vault with all that their lines say, as the index stands.

    Raises:
        StoreError: The state folder cannot be used.
    """
    from vaultsync.store.index.details import SqliteDetails

    workspace.make_state()
    return SqliteDetails(workspace.index)


def open_completing(workspace: Workspace) -> "SqliteCompleting":
    """Return the tasks of one vault as a shell offers them, as the index stands; nothing is made.

    Raises:
        Exception: There is no index that can be read.
    """
    from vaultsync.store.index.completing import SqliteCompleting

    return SqliteCompleting(workspace.index)


def read_note(workspace: Workspace, path: str) -> bytes:
    """Return the bytes of a note; none if it cannot be read."""
    from vaultsync.core.walk import UnreadableNote
    from vaultsync.store.disk import DiskVault

    try:
        return DiskVault(workspace.root, now=time.time_ns).content(path)
    except (FileNotFoundError, UnreadableNote):
        return b""


def count_notes(workspace: Workspace, *, folders: int) -> tuple[int, bool]:
    """Count the notes in at most so many folders of a vault; return their number, and whether that is all of them."""
    from vaultsync.store.disk import DiskVault

    return DiskVault(workspace.root, now=time.time_ns).count(folders)


def open_app(workspace: Workspace, *, tell: Tell = lambda _: None) -> "App":
    """Put the application together for one vault; its `close` lets go of everything.

    Args:
        workspace: The vault.
        tell: Hears what a person should know beside the outcome of an edit: a conflict copy was made.

    Raises:
        StoreError: The state folder cannot be used.
    """
    from vaultsync.app import App
    from vaultsync.store.disk import DiskVault
    from vaultsync.store.index.sqlite import SqliteIndex

    workspace.make_state()
    index = SqliteIndex(workspace.index, workspace.conventions)

    def editor(*, tasks_only: bool) -> "Editor":
        opened = open_editor(
            workspace, tasks_only=tasks_only, known_size=index.size_of, stating=index.stating, tell=tell
        )
        app.closing.callback(opened.journal.close)
        return opened

    app = App(
        vault=DiskVault(workspace.root, now=time.time_ns),
        index=index,
        editor=cache(lambda: editor(tasks_only=True)),
        facts_editor=cache(lambda: editor(tasks_only=False)),
        clock=clock_of(workspace.config),
        conventions=workspace.conventions,
        sync_lock=lambda: _sync_lock(workspace),
        tell=tell,
    )
    app.closing.callback(index.close)
    return app


def open_editor(
    workspace: Workspace,
    *,
    tasks_only: bool = True,
    known_size: Callable[[str], int | None] = lambda _: None,
    stating: Callable[[Collection[str]], Mapping[str, Collection[str]]] = lambda _: {},
    tell: Tell = lambda _: None,
) -> "Editor":
    """Put together the hand that edits the notes of a vault.

    Args:
        workspace: The vault.
        tasks_only: Refuse lines that state no task now: code, comments, frontmatter.
        known_size: Returns the bytes that a note had when it was indexed; one that has just shrunk is being saved.
        stating: Returns the notes that have each of some task lines: an undo follows a note that was renamed.
        tell: As for `open_app`.
    """
    from pathlib import Path

    from vaultsync.core.notes.gist import task_lines
    from vaultsync.store.editing.editor import Editor
    from vaultsync.store.editing.journal import Journal
    from vaultsync.store.editing.opened import EditContext

    workspace.make_state()
    return Editor(
        Path(workspace.root),
        Journal(Path(workspace.journal)),
        lock_path=Path(workspace.state, "edit.lock"),
        task_lines=task_lines if tasks_only else None,
        context=EditContext(clock=clock_of(workspace.config), known_size=known_size, stating=stating, tell=tell),
    )


def interrupted_in(workspace: Workspace) -> "list[Operation]":
    """Return what was interrupted and is not recovered yet: one look at a name, where there is nothing."""
    if not os.path.exists(workspace.journal_mark):  # noqa: PTH110  # see `workspace`
        return []
    from vaultsync.wiring.mending import interrupted

    return interrupted(workspace)


def watcher_of(workspace: Workspace, *, polling: bool = False) -> "Watcher":
    """Return what watches a vault's notes and the files of its settings; `polling` asks the system for no events."""
    from pathlib import Path

    from vaultsync.core.notation import settings
    from vaultsync.store.watch.watcher import Watcher

    files = frozenset({CONFIG_FILE, settings.TASKS_FILE, OBSIDIAN_FILE})
    return Watcher(
        Path(workspace.root),
        now=time.monotonic,
        settings=files,
        polling=polling,
        # With settings from the command line this daemon sees other tasks than whoever asks it: it does not answer.
        questions=questions_of(workspace) if workspace.config.reads_as_filed else None,
    )


def import_readers() -> None:
    """Import what reads and groups notes: a daemon whose first sync ran elsewhere would do so at the first save."""
    import vaultsync.core.notes.gist
    import vaultsync.store.index.regroup  # noqa: F401  # to have it imported


def questions_of(workspace: Workspace) -> "QuestionFolder":
    """Return what is asked of a vault's daemon."""
    from vaultsync.store.watch.questions import QUESTIONS, QuestionFolder

    return QuestionFolder(os.path.join(workspace.state, QUESTIONS))  # noqa: PTH118  # see `workspace`


def daemon_answers(workspace: Workspace, *, patience_seconds: float) -> bool:
    """Ask a vault's daemon whether all that was saved until now is in the index; False if it does not say."""
    questions = questions_of(workspace)
    # A name is never used again: the answer to an earlier question may still be on its way.
    if questions.ask(f"{os.getpid()}-{time.monotonic_ns()}", time.sleep, patience_seconds):
        return True
    if questions.are_open() and presence_of(workspace).seen() is None:
        questions.close()  # a daemon that was killed has left them open: the next command does not wait
    return False


def presence_of(workspace: Workspace) -> "Presence":
    """Return what a vault's daemon says about itself."""
    from vaultsync.store.watch.presence import Presence

    return Presence(workspace.state, pause=time.sleep)


def index_identity(workspace: Workspace) -> tuple[int, int] | None:
    """Return another value when another file lies in the index's place; None if there is none."""
    try:
        found = os.stat(workspace.index)  # noqa: PTH116  # see `workspace`
    except OSError:
        return None
    return found.st_dev, found.st_ino


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
    moment = None
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
    if moment is None or moment.year not in _YEARS:
        raise ConfigError(
            f"VAULTSYNC_NOW is no moment of the years {_YEARS[0]} to {_YEARS[-1]}: {text!r}",
            remedy="Write it as 2026-02-02 or 2026-02-02T12:00:00+01:00.",
        )
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def write_out(path: "Path", data: bytes) -> bool:
    """Replace a file outside the vault's notes if its bytes differ; say whether they did."""
    from vaultsync.store.feeds.out import replace_file

    return replace_file(path, data)


def remembered(workspace: Workspace, name: str) -> str:
    """Return what was remembered about a vault under a name, empty if nothing was."""
    try:
        return text_of(os.path.join(workspace.state, name))  # noqa: PTH118  # see `workspace`
    except ConfigError:
        return ""


def remember(workspace: Workspace, name: str, text: str) -> None:
    """Keep a text about a vault in its state folder, beside the index."""
    from pathlib import Path

    write_out(Path(workspace.state, name), text.encode())


def deliver(command: Sequence[str], text: str) -> None:
    """Run a program with a text on its standard input.

    Raises:
        NotDelivered: It cannot be run, fails, or takes too long.
    """
    from vaultsync.store.delivery import deliver as hand_over

    hand_over(command, text)


def desktop_can_be_told() -> bool:
    """Whether the library that shows notifications of the desktop is installed."""
    from importlib.util import find_spec

    return find_spec("desktop_notifier") is not None


@contextmanager
def _sync_lock(workspace: Workspace) -> Iterator[None]:
    from vaultsync.store.lock import writer_lock

    with writer_lock(
        workspace.sync_lock,
        pause=time.sleep,
        patience_seconds=_PATIENCE_SECONDS,
        work="reading the notes of this vault",
    ):
        yield
