"""The command that makes the system run the daemon: service."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click

from vaultsync.core.errors import VaultSyncError
from vaultsync.faces.cli import Group
from vaultsync.faces.cli.completing import folders
from vaultsync.faces.cli.options import distinct_workspaces, with_vault
from vaultsync.faces.cli.prompts import confirm
from vaultsync.faces.cli.server import optional_serving, serve_wish_of
from vaultsync.faces.daemon.service import Service, account_of, config_of, home_of, service_for
from vaultsync.faces.texts.words import clean
from vaultsync.wiring import Workspace

_PLATFORMS = {"systemd": "linux", "launchd": "darwin", "windows": "win32"}
_STATE_VARIABLES = ("VAULTSYNC_STATE", "XDG_STATE_HOME")
_LAUNCHED = "vaultsync.faces.cli.launched"
"""The module of the command line as launchd runs it."""

_ENVIRONMENT = "environment "
"""How the origin of a setting begins that a variable gives."""

_TRIES = 5
"""launchd goes on ending a service for a while after it has said that it did; until then it takes no other."""

_PAUSE_SECONDS = 1.0


@click.group("service", cls=Group)
def service_command() -> None:
    """Let the system run `vaultsync watch` at every log-in.

    The system is systemd, launchd or the scheduler of Windows.

    \b
    Examples:
      vaultsync service install --print     show the file, write nothing
      vaultsync service install ~/Notes
      vaultsync service status
      vaultsync service logs
      vaultsync service uninstall
    """


@service_command.command("install")
@with_vault
@click.argument("vaults", metavar="[VAULT]...", nargs=-1, shell_complete=folders)
@click.option("--print", "print_", is_flag=True, help="Show the file, write nothing.")
@click.option("--for", "system", type=click.Choice(list(_PLATFORMS)), help="With --print: of another system.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@optional_serving
def install(vaults: tuple[str, ...], print_: bool, system: str | None, yes: bool, **serving: Any) -> None:
    """Write what describes the daemon of each VAULT, and start it.

    A second time replaces the first.
    A daemon that fails again and again is started once a minute (by Windows three times), but by systemd and
    launchd not after statuses 2, 4 and 7: only a person can put right what is in its way then.

    \b
    Examples:
      vaultsync service install --print
      vaultsync service install ~/Notes ~/Work
      vaultsync service install --serve      calendars subscribe to its feeds
    """
    wish = serve_wish_of(**serving)
    if system and not print_:
        raise click.UsageError("--for goes with --print.")
    platform = _PLATFORMS.get(system or "", sys.platform)
    service = _service(_watch(vaults, wish.words() if wish else (), platform), platform)
    if print_:
        encoding = "utf-16" if service.path.suffix == ".xml" else "utf-8"
        click.echo(service.data.decode(encoding, "replace").replace("\r\n", "\n"), nl=False)
        if service.word:
            click.echo(service.word, err=True)
        return
    if not yes:
        confirm(f"Write {clean(str(service.path))} and start it now and at every log-in?", "Nothing was installed.")
    path = Path(service.path)
    replaces = path.exists()
    for words in service.replace if replaces else ():
        _run(words, must=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(service.data)
    except OSError as error:
        raise VaultSyncError(
            f"{path} cannot be written ({error.strerror})", remedy="Correct its permissions, or place it by hand."
        ) from error
    for words in service.install:
        _run(words, tries=_TRIES if replaces else 1)
    click.echo(f"Installed. {service.word}".rstrip())


@service_command.command("uninstall")
@click.option("--yes", is_flag=True, help="Do not ask.")
def uninstall(yes: bool) -> None:
    """Stop the service and remove its file.

    Notes, index and journal stay.

    \b
    Examples:
      vaultsync service uninstall
    """
    service = _service(())
    path = _installed(service)
    if not yes:
        confirm(f"Stop the service and remove {clean(str(path))}?", "Nothing was removed.")
    for words in service.uninstall:
        _run(words, must=False)
    path.unlink(missing_ok=True)
    click.echo("Removed.")


@service_command.command("start")
def start() -> None:
    """Start the service.

    \b
    Examples:
      vaultsync service start
    """
    service = _service(())
    _installed(service)
    _run(service.start)


@service_command.command("stop")
def stop() -> None:
    """Stop the service until the next log-in.

    \b
    Examples:
      vaultsync service stop
    """
    service = _service(())
    _installed(service)
    _run(service.stop)


@service_command.command("status")
@click.pass_context
def status(ctx: click.Context) -> None:
    """Show what the system says of the service.

    What the daemon itself says, `vaultsync status` shows.

    \b
    Examples:
      vaultsync service status
    """
    service = _service(())
    _installed(service)
    ctx.exit(_run(service.status, must=False))


@service_command.command("logs")
@click.pass_context
def logs(ctx: click.Context) -> None:
    """Show the last hundred lines that the service logged.

    \b
    Examples:
      vaultsync service logs
    """
    ctx.exit(_run(_service(()).logs, must=False))


def _service(command: tuple[str, ...], platform: str = sys.platform) -> Service:
    user, account = getattr(os, "getuid", int)(), account_of(os.environ)
    return service_for(
        platform, home=home_of(platform), user=user, command=command, account=account, config=config_of(os.environ)
    )


def _watch(vaults: tuple[str, ...], serving: tuple[str, ...], platform: str) -> tuple[str, ...]:
    """Return the daemon's command line, free of the present folder and of variables: the service has others."""
    found = [here for here, _ in distinct_workspaces(vaults)]
    for here in found:
        here.refuse_if_hardly_meant()
    roots = [here.root for here in found]
    return (
        *(sys.executable, "-P", "-m", _LAUNCHED if platform == "darwin" else "vaultsync"),
        *_state_words(found[0]),
        *_setting_words(found[0]),
        *("watch", *serving, *roots),
    )


def _state_words(here: Workspace) -> tuple[str, ...]:
    """Return what keeps the daemon's index where the commands look for it, if that is not the usual place."""
    if click.get_current_context().obj["state"] or any(map(os.environ.get, _STATE_VARIABLES)):
        return ("--state", str(Path(here.state).parent.parent.absolute()))
    return ()


def _setting_words(here: Workspace) -> tuple[str, ...]:
    """Return the settings that the environment and the command line have."""
    variables = [
        (each.key.name, os.environ[each.origin.removeprefix(_ENVIRONMENT)])
        for each in here.config.settings.values()
        if each.origin.startswith(_ENVIRONMENT)
    ]
    settings = [*(f"{name}={text}" for name, text in variables), *click.get_current_context().obj["settings"]]
    return tuple(word for setting in settings for word in ("--set", setting))


def _installed(service: Service) -> Path:
    path = Path(service.path)
    if not path.exists():
        raise VaultSyncError(f"no service is installed ({path} is missing)", remedy="Run `vaultsync service install`.")
    return path


def _run(words: tuple[str, ...], *, must: bool = True, tries: int = 1) -> int:
    """Run a command of the system; return its exit status.

    Args:
        words: The command.
        must: Whether a failure is an error.
        tries: How often it may fail before that is a failure.

    Raises:
        VaultSyncError: It is not there, or has failed and must not.
    """
    said = " ".join(words)
    try:
        status = _status_of(words)
        for _ in range(tries - 1):
            if status:
                time.sleep(_PAUSE_SECONDS)
                status = _status_of(words)
    except OSError as error:
        raise VaultSyncError(
            f"`{said}` cannot be run ({error.strerror})",
            remedy="Run `vaultsync watch` by whatever starts programs on this system.",
        ) from error
    if status and must:
        raise VaultSyncError(
            f"`{said}` failed with status {status}", remedy="See what it said above; then repeat the command."
        )
    return status


def _status_of(words: tuple[str, ...]) -> int:
    return subprocess.run(words, check=False).returncode  # noqa: S603  # our own words, no shell
