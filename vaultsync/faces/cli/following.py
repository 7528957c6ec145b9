"""Following the saves of vaults until a signal ends it: what `watch` and `serve` share."""

import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from threading import Event, ExceptHookArgs, Thread
from typing import TYPE_CHECKING, Any

import click

from vaultsync.app import App
from vaultsync.core.errors import Busy, VaultSyncError
from vaultsync.core.events import CAP_SECONDS, QUIET_SECONDS, EventKind
from vaultsync.faces.cli import DEFECT
from vaultsync.faces.cli.options import distinct_workspaces, vault_options
from vaultsync.faces.cli.server import ServeWish, served
from vaultsync.faces.daemon.apart import sync_apart
from vaultsync.faces.daemon.follower import LOG, Follower
from vaultsync.faces.daemon.notifying import Notifier
from vaultsync.faces.daemon.world import Pace, World
from vaultsync.faces.texts.words import many
from vaultsync.wiring import (
    Workspace,
    clock_of,
    import_readers,
    index_identity,
    open_app,
    presence_of,
    questions_of,
    watcher_of,
    workspace_of,
)
from vaultsync.wiring.feed_files import FeedFile, feed_files

if TYPE_CHECKING:
    from vaultsync.store.watch.watcher import Watcher

USUAL = Pace(quiet=QUIET_SECONDS, cap=CAP_SECONDS, every=300.0)

_GRACE_SECONDS = 0.5
_STAND_BY_SECONDS = 5.0


def follow(
    vaults: tuple[str, ...],
    pace: Pace,
    *,
    polling: bool = False,
    serving: ServeWish | None = None,
    stands_by: bool = False,
    as_json: bool = False,
) -> None:
    """Follow the saves of some vaults until a signal says that it is enough.

    Args:
        vaults: As typed; none: the one around the present folder.
        pace: How fast.
        polling: Ask the system for no events.
        serving: How to serve their feeds, None if they are not served.
        stands_by: Where a daemon follows a vault already, wait until it ends.
        as_json: What stops it is a line of the log, too.

    Raises:
        VaultSyncError: It cannot begin: `Busy` if a vault has a daemon already, and nothing stands by. Or go on:
            `Busy` if a vault has another daemon meanwhile.
    """
    try:
        _follow(vaults, pace, polling, serving, stands_by)
    except VaultSyncError as error:
        if not as_json:
            raise
        facts = {"remedy": error.remedy, "status": error.exit_status}
        LOG.critical("%s. %s", error.message, error.remedy, extra={"event": "refused", "facts": facts})
        click.get_current_context().exit(error.exit_status)


def _follow(vaults: tuple[str, ...], pace: Pace, polling: bool, serving: ServeWish | None, stands_by: bool) -> None:
    stop = Event()
    finished: list[Follower] = []
    replaced: list[Busy] = []
    facts: dict[str, Any] = {}
    with ExitStack() as held:
        followed = [_followed(here, named, polling, pace, stop, facts) for here, named in distinct_workspaces(vaults)]
        if not stands_by:
            for each in followed:
                held.enter_context(each.hold())
        if serving:
            workspaces = [each.workspace for each in followed]
            opened = [each.opened for each in followed]
            facts["serving"] = held.enter_context(served(workspaces, opened, serving, ended=stop.set))
        watchers = [each.watcher for each in followed]
        told = {"event": "started", "facts": {"pid": os.getpid()}}
        LOG.info("vaultsync watches %s", many(len(watchers), "vault"), extra=told)
        _obey_signals(stop, watchers)
        threading.excepthook = _log_defect
        run = _stand_by if stands_by else partial(_run, replaced=replaced)
        threads = [Thread(target=run, args=(each, stop, finished), daemon=True) for each in followed]
        _run_all(threads, stop, watchers)
        LOG.info("ended", extra={"event": "ended"})
    if replaced:
        raise replaced[0]
    if any(thread.is_alive() for thread in threads):
        # What it still does is one transaction of the index, which the next start does again.
        sys.stderr.flush()
        os._exit(0)
    if len(finished) < len(threads):
        click.get_current_context().exit(DEFECT)


@dataclass(frozen=True, slots=True)
class _Followed:
    """One vault, and what follows it."""

    workspace: Workspace
    opened: Callable[[], Workspace]
    """Returns it with its settings as they are then."""

    watcher: "Watcher"
    follower: Follower
    hold: Callable[[], AbstractContextManager[None]]
    """Makes this process the vault's daemon; raises Busy if it has one."""


def _followed(
    here: Workspace, named: str | None, polling: bool, pace: Pace, stop: Event, facts: Mapping[str, Any]
) -> _Followed:
    """Put together what follows one vault; `facts` are said to other processes besides its own."""
    here.refuse_if_hardly_meant()
    clock, presence, watcher = clock_of(here.config), presence_of(here), watcher_of(here, polling=polling)
    # The options are read now: other threads have no command line.
    options = vault_options(named or here.root)
    placed = partial(workspace_of, options)

    def moment() -> str:
        return clock().isoformat(timespec="seconds")

    opener = _Opener(here, placed)
    world = World(
        name=here.name,
        watch=watcher,
        open_app=opener,
        sync_apart=partial(sync_apart, options._replace(vault=here.root)),
        write_feeds=opener.feeds,
        notify=opener.notify,
        index_identity=lambda: index_identity(here),
        hold_again=presence.hold_again,
        tell=lambda said: presence.tell({**said, **facts}),
        moment=moment,
        get_ready=import_readers,
        answer=questions_of(here).answer,
    )
    return _Followed(
        here,
        placed,
        watcher,
        Follower(world, pace, stopping=stop.is_set),
        lambda: presence.held(moment()),
    )


class _Opener:
    """Opens a vault with the settings that count then, and says what is wrong with them."""

    def __init__(self, here: Workspace, placed: Callable[[], Workspace]) -> None:
        """Remember which vault is meant; `placed` finds it again, with the settings that count then."""
        self._name = here.name
        self._placed = placed
        self._write_feeds = feed_files(here)
        self._notifier = _sending(here)

    def feeds(self, app: App) -> list[FeedFile]:
        """Bring the feeds of the settings that counted when the application was opened to their files."""
        return self._write_feeds(app)

    def notify(self, app: App) -> float | None:
        """Send the digest of the day if it is due: see `Notifier`."""
        return self._notifier(app)

    def __call__(self) -> App:
        now = self._placed()
        for trouble in now.troubles:
            LOG.warning(trouble, extra={"event": "settings", "vault": self._name})
        notifier = _sending(now)
        app = open_app(now)
        self._write_feeds, self._notifier = feed_files(now), notifier
        return app


def _sending(here: Workspace) -> Notifier:
    """Return what sends the digests of a vault by itself, if the settings want that."""
    notifier = Notifier(here)
    notifier.refuse_without_a_way()
    return notifier


def _run(followed: _Followed, stop: Event, finished: list[Follower], *, replaced: list[Busy]) -> None:
    try:
        followed.follower.run()
        finished.append(followed.follower)
    except Busy as error:
        replaced.append(error)
    finally:
        stop.set()


def _stand_by(followed: _Followed, stop: Event, finished: list[Follower]) -> None:
    """Follow a vault as soon as, and as long as, no other process does."""
    said = False
    try:
        while not stop.is_set():
            try:
                with followed.hold():
                    followed.follower.run()
                    break
            except Busy as error:
                if not said:
                    LOG.info("%s; its index is used", error.message, extra={"event": "standing-by"})
                said = True
            stop.wait(_STAND_BY_SECONDS)
        finished.append(followed.follower)
    finally:
        stop.set()


def _log_defect(args: ExceptHookArgs) -> None:
    error = args.exc_value
    LOG.critical("vaultsync has a defect: %s: %s", args.exc_type.__name__, error, extra={"event": "defect"})


def _run_all(threads: list[Thread], stop: Event, watchers: list["Watcher"]) -> None:
    for thread in threads:
        thread.start()
    # On Windows a wait without end cannot be interrupted by Ctrl+C.
    while not stop.wait(1.0 if sys.platform == "win32" else None):
        pass
    for watcher in watchers:
        watcher.put(EventKind.END)
    for thread in threads:
        thread.join(_GRACE_SECONDS / len(threads))


def _obey_signals(stop: Event, watchers: list["Watcher"]) -> None:
    def end(_number: int, _frame: Any) -> None:
        stop.set()

    def reread(_number: int, _frame: Any) -> None:
        for watcher in watchers:
            watcher.put(EventKind.SETTINGS)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, reread)
