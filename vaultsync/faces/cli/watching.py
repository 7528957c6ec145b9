"""Commands around the daemon: watch, status."""

import sys
from contextlib import closing
from typing import Any

import click

from vaultsync.core.editing.recovery import REMEDY, interruption
from vaultsync.core.errors import ConfigError
from vaultsync.faces.cli.completing import folders
from vaultsync.faces.cli.following import USUAL, follow
from vaultsync.faces.cli.options import json_option, vault_options, with_vault, workspace
from vaultsync.faces.cli.server import optional_serving, serve_wish_of
from vaultsync.faces.daemon.logs import log_to
from vaultsync.faces.daemon.world import Pace
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace, index_identity, interrupted_in, open_app, presence_of, workspace_of
from vaultsync.wiring.consent import refusals

_GO_ON = "; the daemon goes on with those it had"
_SECONDS = click.FloatRange(min=0)


@click.command("watch")
@with_vault
@click.argument("vaults", metavar="[VAULT]...", nargs=-1, shell_complete=folders)
@click.option("--poll", is_flag=True, help="Look every few seconds: for file systems that tell of no changes.")
@click.option("--quiet", type=_SECONDS, default=USUAL.quiet, show_default=True, help="Seconds that end a burst.")
@click.option("--cap", type=_SECONDS, default=USUAL.cap, show_default=True, help="Seconds a burst may last.")
@click.option(
    "--every",
    type=click.FloatRange(min=1),
    default=USUAL.every,
    show_default=True,
    help="Seconds between walks through everything.",
)
@click.option("--verbose", is_flag=True, help="Also log what was looked at and had not changed.")
@click.option("--json", "as_json_", is_flag=True, help="Log one JSON object a line.")
@optional_serving
def watch_command(
    vaults: tuple[str, ...],
    poll: bool,
    quiet: float,
    cap: float,
    every: float,
    verbose: bool,
    as_json_: bool,
    **serving: Any,
) -> None:
    """Keep the index of each VAULT current.

    It reads everything once, then follows every save.
    It runs until it is ended (Ctrl+C, SIGTERM), logs to standard error, and never edits a note.
    SIGHUP makes it read the settings again; it notices by itself when they are saved.

    \b
    Examples:
      vaultsync watch
      vaultsync watch ~/Notes ~/Work
      vaultsync watch --poll /mnt/share/Notes
      vaultsync watch --serve
    """
    wish = serve_wish_of(**serving)
    log_to(sys.stderr, as_json=as_json_, verbose=verbose)
    follow(vaults, Pace(quiet, cap, every), polling=poll, serving=wish, as_json=as_json_)


@click.command("status")
@with_vault
@click.argument("vault_", metavar="[VAULT]", required=False, shell_complete=folders)
@json_option
def status_command(vault_: str | None, as_json_: bool) -> None:
    """Say whether a daemon keeps the index current.

    It also says how the daemon is, and what the index holds.
    Nothing is read in the notes.
    With settings that cannot be understood it says what it knows without them; exit status 4.

    \b
    Examples:
      vaultsync status
      vaultsync status --json
    """
    broken: ConfigError | None = None
    try:
        here = workspace(vault_)
    except ConfigError as error:
        # A daemon that began before the mistake goes on; where the vault itself is missing, this fails again.
        here, broken = workspace_of(vault_options(vault_)._replace(unfiled=True)), error
    facts = {**_status(here), "settings_trouble": broken.message if broken else ""}
    click.echo(as_json.document(**facts) if as_json_ else _status_as_text(facts))
    if broken:
        raise broken


def _status(here: Workspace) -> dict[str, Any]:
    presence = presence_of(here)
    seen = presence.seen()
    facts: dict[str, Any] = {"vault": here.root, "running": seen is not None}
    facts["interrupted"] = [interruption(each) for each in interrupted_in(here)]
    facts["unapproved"] = [each.message for each in refusals(here)]
    if seen is not None:
        facts |= {key: seen.get(key) for key in ("pid", "started", "manner", "idle", "queue")}
        facts |= {
            key: seen.get(key) for key in ("last_sync", "last_walk", "trouble", "serving", "feeds", "feeds_trouble")
        }
        facts["memory_kib"] = presence.memory_kib()
    if index_identity(here) is not None:
        with closing(open_app(here)) as app:
            counts = app.index.counts()
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
        if facts["serving"]:
            lines.append(f"Serving   {facts['serving']}")
        if facts["feeds"]:
            written = ", ".join(f"{name} {moment}" for name, moment in facts["feeds"].items())
            lines.append(f"Feeds     {written}")
        if facts["feeds_trouble"]:
            lines.append(f"Feeds     {facts['feeds_trouble']}")
        if facts["trouble"]:
            lines.append(f"Trouble   {facts['trouble']}")
    else:
        lines.append("Daemon    none runs; `vaultsync watch` starts one")
    lines += [f"Edits     {each}; {REMEDY[0].lower()}{REMEDY[1:]}" for each in facts["interrupted"]]
    lines += [f"Approval  {each}; `vaultsync approve` shows it and asks" for each in facts["unapproved"]]
    if facts["settings_trouble"]:
        lines.append(f"Settings  {facts['settings_trouble']}{_GO_ON if facts['running'] else ''}")
    if "notes" not in facts:
        lines.append("Index     none yet; `vaultsync sync` makes one")
    else:
        tasks = ", ".join(f"{number:,} {status}" for status, number in sorted(facts["tasks"].items()))
        lines.append(f"Index     {many(facts['notes'], 'note')}, {many(facts['lines'], 'task line')}")
        lines.append(f"Tasks     {tasks or 'none'}")
        lines.append(f"Odd       {many(facts['diagnostics'], 'diagnostic')}; `vaultsync check` lists them")
    return "\n".join(clean(line) for line in lines)
