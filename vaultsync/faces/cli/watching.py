"""Commands around the daemon: watch, status."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from threading import Event, ExceptHookArgs, Thread
from typing import TYPE_CHECKING, Any

import click

from vaultsync.app import App
from vaultsync.core.gathering import CAP_SECONDS, QUIET_SECONDS, Kind
from vaultsync.faces import as_json
from vaultsync.faces.cli.common import place, with_vault
from vaultsync.faces.daemon import LOG, Follower, Pace, World
from vaultsync.faces.logs import log_to
from vaultsync.faces.words import clean, many
from vaultsync.wiring import Place, clock_of, index_identity, open_app, presence_of, watcher_of

if TYPE_CHECKING:
    from vaultsync.store.watching import Watcher

_WALK_SECONDS = 300.0
_GRACE_SECONDS = 0.5
_DEFECT = 70
_SECONDS = click.FloatRange(min=0)


@click.command("watch")
@with_vault
@click.argument("vaults", metavar="[VAULT]...", nargs=-1)
@click.option("--poll", is_flag=True, help="Look every few seconds: for file systems that tell of no changes.")
@click.option("--quiet", type=_SECONDS, default=QUIET_SECONDS, show_default=True, help="Seconds that end a burst.")
@click.option("--cap", type=_SECONDS, default=CAP_SECONDS, show_default=True, help="Seconds a burst may last.")
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    default=_WALK_SECONDS,
    show_default=True,
    help="Seconds between walks through everything.",
)
@click.option("--verbose", is_flag=True, help="Also log what was looked at and had not changed.")
@click.option("--json", "as_json_", is_flag=True, help="Log one JSON object a line.")
@click.pass_context
def watch_command(
    ctx: click.Context,
    vaults: tuple[str, ...],
    poll: bool,
    quiet: float,
    cap: float,
    every: float,
    verbose: bool,
    as_json_: bool,
) -> None:
    """Keep the index of each VAULT current: watch it, read everything, then follow every save.

    It runs until it is ended (Ctrl+C, SIGTERM), logs to standard error, and never edits a note.
    SIGHUP makes it read the settings again; it notices by itself when they are saved.

    \b
    Examples:
      vaultsync watch
      vaultsync watch ~/Notes ~/Work
      vaultsync watch --poll /mnt/share/Notes
    """
    log_to(sys.stderr, as_json=as_json_, verbose=verbose)
    stop = Event()
    finished: list[Follower] = []
    with ExitStack() as held:
        watched = []
        for named in dict.fromkeys(vaults) or (None,):
            here = place(named)
            clock = clock_of(here.config)
            presence = presence_of(here)
            held.enter_context(presence.held(clock().isoformat(timespec="seconds")))
            watcher = watcher_of(here, polling=poll)
            world = World(
                name=here.root.name,
                watch=watcher,
                open_app=_opener(here, named),
                index_identity=lambda here=here: index_identity(here),  # type: ignore[misc]
                tell=presence.tell,
                moment=lambda clock=clock: clock().isoformat(timespec="seconds"),  # type: ignore[misc]
            )
            watched.append((watcher, Follower(world, Pace(quiet, cap, every), stopping=stop.is_set)))
        LOG.info("vaultsync watches %s", many(len(watched), "vault"), extra={"event": "started", "facts": _own_facts()})
        _obey_signals(stop, [watcher for watcher, _ in watched])
        threading.excepthook = _log_defect
        threads = [Thread(target=_run, args=(follower, stop, finished), daemon=True) for _, follower in watched]
        _run_all(threads, stop, [watcher for watcher, _ in watched])
        LOG.info("ended", extra={"event": "ended"})
    if any(thread.is_alive() for thread in threads):
        # What it still does is one transaction of the index, which the next start does again.
        sys.stderr.flush()
        os._exit(0)
    if len(finished) < len(threads):
        ctx.exit(_DEFECT)


def _opener(here: Place, named: str | None) -> Callable[[], App]:
    """Return what opens a vault with the settings that count then, and says what is wrong with them."""
    context = click.get_current_context()

    def opened() -> App:
        with context.scope(cleanup=False):
            now = place(named or str(here.root))
        for trouble in now.troubles:
            LOG.warning(trouble, extra={"event": "settings", "vault": here.root.name})
        return open_app(now)

    return opened


def _run(follower: Follower, stop: Event, finished: list[Follower]) -> None:
    try:
        follower.run()
        finished.append(follower)
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
        watcher.put(Kind.END)
    for thread in threads:
        thread.join(_GRACE_SECONDS / len(threads))


def _obey_signals(stop: Event, watchers: list["Watcher"]) -> None:
    def end(_number: int, _frame: Any) -> None:
        stop.set()

    def reread(_number: int, _frame: Any) -> None:
        for watcher in watchers:
            watcher.put(Kind.SETTINGS)

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, reread)


def _own_facts() -> dict[str, Any]:
    return {"pid": os.getpid()}


@click.command("status")
@with_vault
@click.argument("vault_", metavar="[VAULT]", required=False)
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
def status_command(vault_: str | None, as_json_: bool) -> None:
    """Say whether a daemon keeps the index current, how it is, and what the index holds.

    Nothing is read in the notes.

    \b
    Examples:
      vaultsync status
      vaultsync status --json
    """
    here = place(vault_)
    facts = _status(here)
    click.echo(as_json.document(**facts) if as_json_ else _status_as_text(facts))


def _status(here: Place) -> dict[str, Any]:
    from vaultsync.store.presence import memory_kib

    seen = presence_of(here).seen()
    facts: dict[str, Any] = {"vault": str(here.root), "running": seen is not None}
    if seen is not None:
        pid = seen.get("pid")
        facts |= {key: seen.get(key) for key in ("pid", "started", "manner", "idle", "queue")}
        facts |= {key: seen.get(key) for key in ("last_sync", "last_walk", "trouble")}
        facts["memory_kib"] = memory_kib(pid) if isinstance(pid, int) else None
    if here.index.exists():
        counts = open_app(here).counts()
        facts |= {"notes": counts.notes, "lines": counts.lines, "tasks": counts.tasks}
        facts["diagnostics"] = sum(counts.diagnostics.values())
    return facts


def _status_as_text(facts: dict[str, Any]) -> str:
    lines = [f"Vault     {facts['vault']}"]
    if facts["running"]:
        memory = f", {facts['memory_kib'] // 1024} MiB" if facts["memory_kib"] else ""
        lines.append(f"Daemon    process {facts['pid']}, since {facts['started']}{memory}")
        lines.append(f"Watching  by {facts['manner']}, {many(facts['queue'] or 0, 'event')} waiting")
        lines.append(f"Last sync {facts['last_sync'] or 'not yet'}; everything: {facts['last_walk'] or 'not yet'}")
        if facts["trouble"]:
            lines.append(f"Trouble   {facts['trouble']}")
    else:
        lines.append("Daemon    none runs; `vaultsync watch` starts one")
    if "notes" not in facts:
        lines.append("Index     none yet; `vaultsync sync` makes one")
    else:
        tasks = ", ".join(f"{number:,} {status}" for status, number in sorted(facts["tasks"].items()))
        lines.append(f"Index     {many(facts['notes'], 'note')}, {many(facts['lines'], 'task line')}")
        lines.append(f"Tasks     {tasks or 'none'}")
        lines.append(f"Odd       {many(facts['diagnostics'], 'diagnostic')}; `vaultsync check` lists them")
    return "\n".join(clean(line) for line in lines)
