"""The command feed help: how to subscribe with the calendar clients that people use."""

from dataclasses import asdict

import click
from click.shell_completion import CompletionItem

from vaultsync.core.errors import did_you_mean
from vaultsync.faces.cli.options import json_option
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.clients import CLIENTS, client_named, in_short, instructions
from vaultsync.faces.texts.words import clean


def _clients(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    begun = incomplete.lower()
    return [CompletionItem(each.name, help=each.title) for each in CLIENTS if each.name.startswith(begun)]


@click.command("help")
@click.argument("client", required=False, shell_complete=_clients)
@json_option
def client_help(client: str | None, as_json_: bool) -> None:
    """Say how to subscribe with CLIENT.

    It also says what CLIENT shows of a feed, and how soon it sees a change.

    \b
    Examples:
      vaultsync feed help              every client, in short
      vaultsync feed help google
      vaultsync feed help thunderbird
    """
    found = client_named(client) if client else None
    if client and found is None:
        known = [each.name for each in CLIENTS]
        hint = did_you_mean(client.lower(), known)
        words = ("there are no instructions for", f"`{clean(client)}`.", hint, f"Known: {', '.join(known)}.")
        raise click.BadParameter(" ".join(filter(None, words)))
    if as_json_:
        chosen = [found] if found else CLIENTS
        click.echo(as_json.document(clients=[asdict(each) for each in chosen]))
    elif found is None:
        click.echo("\n".join(in_short(each) for each in CLIENTS))
    else:
        click.echo("\n".join(instructions(found)))
