"""What a command was told: the vault that it works on and the settings, from options, or as typed."""

from collections.abc import Callable, Sequence
from functools import update_wrapper
from typing import Any, BinaryIO, TypeVar

import click

from vaultsync.faces.cli import one_vault
from vaultsync.faces.cli.completing import folders
from vaultsync.wiring import VaultOptions, Workspace, workspace_of

_Command = TypeVar("_Command", bound=Callable[..., Any])

json_option = click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
"""Gives a command `--json`."""


def with_vault(command: _Command) -> _Command:
    """Give a command `--vault`, `--state` and `--set` of its own, so that they may stand behind its name too."""

    @click.pass_context
    def wrapped(
        ctx: click.Context, /, vault: str | None, state: str | None, settings: tuple[str, ...], **rest: Any
    ) -> Any:
        before = ctx.obj
        ctx.obj = {
            **before,
            "vault": one_vault(ctx, None, tuple(filter(None, (before["vault"], vault)))),
            "state": state or before["state"],
            "settings": (*before["settings"], *settings),
        }
        return ctx.invoke(command, **rest)

    # Before the options: it copies what options the command has, and theirs come on top.
    whole: Any = update_wrapper(wrapped, command)  # click's own types would lose what it is
    whole = click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", hidden=True)(whole)
    whole = click.option("--state", metavar="DIR", shell_complete=folders, hidden=True)(whole)
    vault = click.option(
        "--vault", metavar="DIR", multiple=True, callback=one_vault, shell_complete=folders, help="The vault's folder."
    )
    return vault(whole)  # type: ignore[no-any-return]  # any command  # see above


def syncing(command: _Command) -> _Command:
    """Give a command that looks or acts the vault's options and `--no-sync`."""
    option = click.option("--no-sync", is_flag=True, help="Answer from the index as it is.")
    return with_vault(option(command))


def with_lines(command: _Command) -> _Command:
    """Give a command the lines of its query: those of the file `-q`, its arguments, and each `--where`.

    Whoever knows `--where` from the commands that act need not know that those that only look do without.
    """

    def wrapped(*, lines: tuple[str, ...], where: tuple[str, ...], query: BinaryIO | None, **rest: Any) -> Any:
        if query:
            from vaultsync.faces.cli.querying import file_text

            lines = (file_text(query), *lines)
        return command(lines=(*lines, *where), **rest)

    whole: Any = update_wrapper(wrapped, command)
    return click.option("--where", multiple=True, metavar="QUERY", hidden=True)(whole)  # type: ignore[no-any-return]  # any command


def typed() -> str:
    """Return the command as it was typed, for the log."""
    import shlex

    return shlex.join(click.get_current_context().obj["typed"])


def vault_options(vault: str | None = None) -> VaultOptions:
    """Return what this command says about the vault and its settings; `vault` is its argument, if it has one."""
    ctx = click.get_current_context()
    given = ctx.obj
    named = one_vault(ctx, None, tuple(filter(None, (given["vault"], vault))))
    return VaultOptions(vault=named, state=given["state"], settings=given["settings"])


def workspace(vault: str | None = None) -> Workspace:
    """Return where the vault of this command lies; `vault` is its argument, if it has one."""
    return workspace_of(vault_options(vault))


def distinct_workspaces(vaults: Sequence[str]) -> list[tuple[Workspace, str | None]]:
    """Return where the vaults of this command lie, each once however it is named, and its name as it was typed.

    Args:
        vaults: As typed; none: the one around the present folder.
    """
    found: dict[str, tuple[Workspace, str | None]] = {}
    for named in vaults or (None,):
        here = workspace(named)
        found.setdefault(here.root, (here, named))
    return list(found.values())
