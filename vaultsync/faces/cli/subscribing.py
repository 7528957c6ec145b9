"""Commands about who may read a feed: feed create, list, url, rotate, revoke."""

import shlex
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from vaultsync.catalogue import no_such_feed
from vaultsync.core.errors import ConfigError, NoSuchFeed
from vaultsync.core.feed.access import Secret, counting, digest_of, revoked
from vaultsync.core.feed.settings import Feed
from vaultsync.faces.cli import Group
from vaultsync.faces.cli.clients import client_help
from vaultsync.faces.cli.completing import feeds
from vaultsync.faces.cli.options import json_option, with_vault, workspace
from vaultsync.faces.cli.previewing import preview
from vaultsync.faces.serve.addresses import PORT, checked_url, feed_url, is_reachable_from_outside
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace, clock_of, presence_of
from vaultsync.wiring.feeds import new_secret, secrets_of, served_feeds

_Command = TypeVar("_Command", bound=Callable[..., Any])

_LABEL = click.option("--label", default=None, metavar="NAME", help="The client that it is for: phone, google.")


def _showing(command: _Command) -> _Command:
    """Give a command that shows an address the options about it."""
    option = click.option("--url", "base", metavar="URL", help="Where clients reach the server: https://HOST.")
    qr = click.option("--qr/--no-qr", default=None, help="Draw the address as a QR code (default: on a terminal).")
    return option(qr(json_option(command)))


@click.group("feed", cls=Group)
def feed_command() -> None:
    """Say who may read the feeds that are served.

    Each client of `vaultsync serve` has a secret address of its own.

    \b
    Examples:
      vaultsync feed create events --label phone    a new address, shown once
      vaultsync feed help google                    how to subscribe there, and how soon it sees a change
      vaultsync feed list
      vaultsync feed preview                        what a calendar will show
      vaultsync feed revoke events --label phone
    """


feed_command.add_command(preview)
feed_command.add_command(client_help)


@feed_command.command("create")
@with_vault
@click.argument("name", shell_complete=feeds)
@_LABEL
@_showing
def create(name: str, label: str | None, base: str | None, qr: bool | None, as_json_: bool) -> None:
    """Make a secret address of the feed NAME, and show it.

    It is shown this once, for only its digest is kept.

    \b
    Examples:
      vaultsync feed create events
      vaultsync feed create events --label google --url https://calendar.example.org
    """
    if label and clean(label) != label:
        raise click.BadParameter("a name has no line breaks or other signs that nobody sees.", param_hint="--label")
    here = workspace()
    _known_feed(here, name)
    secret, file = new_secret(), secrets_of(here)
    with file.changing() as replace:
        if counting(file.known(), name, label or ""):
            raise ConfigError(
                f"the feed {name} has an address{_for(label or '')} already",
                remedy="Give the new one a name of its own: --label NAME. If the old one is lost, "
                f"`vaultsync feed rotate {name}{_option(label or '')}` replaces it.",
            )
        replace((*file.known(), Secret(name, label or "", digest_of(secret), clock_of(here.config)())))
    _show(here, name, label or "", secret, base=base, qr=qr, as_json_=as_json_)


@feed_command.command("rotate")
@with_vault
@click.argument("name", shell_complete=feeds)
@_LABEL
@_showing
def rotate(name: str, label: str | None, base: str | None, qr: bool | None, as_json_: bool) -> None:
    """Replace a secret address of the feed NAME by a new one.

    The new one is shown; the old one is revoked at once.

    \b
    Examples:
      vaultsync feed rotate events --label phone
    """
    here = workspace()
    secret, file = new_secret(), secrets_of(here)
    with file.changing() as replace:
        (old,) = _meant(here, file.known(), name, label, every=False)
        now = clock_of(here.config)()
        new = Secret(name, old.label, digest_of(secret), now)
        replace((*revoked(file.known(), [old], now), new))
    _show(here, name, old.label, secret, base=base, qr=qr, as_json_=as_json_)


@feed_command.command("revoke")
@with_vault
@click.argument("name", shell_complete=feeds)
@_LABEL
@click.option("--all", "every", is_flag=True, help="Every address of the feed.")
@json_option
def revoke(name: str, label: str | None, every: bool, as_json_: bool) -> None:
    """Take a secret address of the feed NAME back.

    Whoever asks for it is told that it is gone (410).

    \b
    Examples:
      vaultsync feed revoke events --label phone
      vaultsync feed revoke events --all
    """
    here = workspace()
    file = secrets_of(here)
    with file.changing() as replace:
        gone = _meant(here, file.known(), name, label, every=every)
        replace(revoked(file.known(), gone, clock_of(here.config)()))
    if as_json_:
        click.echo(as_json.document(revoked=[{"feed": each.feed, "label": each.label} for each in gone]))
        return
    click.echo(f"Revoked {many(len(gone), 'address', 'addresses')} of {clean(name)}. Clients keep what they have read.")


@feed_command.command("list")
@with_vault
@click.option("--all", "every", is_flag=True, help="Also those that were revoked.")
@json_option
def list_(every: bool, as_json_: bool) -> None:
    """List the feeds with their addresses' labels.

    The addresses themselves are known to nobody but their clients.

    \b
    Examples:
      vaultsync feed list
      vaultsync feed list --all --json
    """
    here = workspace()
    secrets = secrets_of(here).known()
    shown = secrets if every else counting(secrets)
    served = served_feeds(here)
    names = [*served, *dict.fromkeys(each.feed for each in shown if each.feed not in served)]
    if as_json_:
        facts = {name: [_facts(each) for each in shown if each.feed == name] for name in names}
        click.echo(as_json.document(url=_base(here, None), feeds=facts))
        return
    for name in names:
        own = [each for each in shown if each.feed == name]
        word = _word(served[name]) if name in served else " (no feed of this vault any more)"
        click.echo(f"{clean(name)}{word}: {many(len(own), 'address', 'addresses')}")
        for each in own:
            gone = f", revoked {each.revoked:%Y-%m-%d}" if each.revoked else ""
            click.echo(f"  {clean(each.label) or '(no label)'}: made {each.made:%Y-%m-%d}{gone}")
    if not names:
        click.echo("No feed of this vault is served: its settings say `served = false` of each.", err=True)
    elif not counting(secrets):
        click.echo(f"`vaultsync feed create {clean(names[0])}` makes an address.", err=True)


@feed_command.command("url")
@with_vault
@click.argument("name", shell_complete=feeds)
@_LABEL
@json_option
def url(name: str, label: str | None, as_json_: bool) -> None:
    """Say what the address of the feed NAME looks like. The secret in it was shown once and is not kept.

    \b
    Examples:
      vaultsync feed url events
      vaultsync feed rotate events      a new one, if the old one is lost
    """
    here = workspace()
    _known_feed(here, name)
    (one, *_) = _meant(here, secrets_of(here).known(), name, label, every=label is None)
    hidden = feed_url(_base(here, None), "SECRET", name)
    if as_json_:
        click.echo(as_json.document(feed=name, label=one.label, url=hidden))
        return
    click.echo(hidden)
    click.echo(
        "The secret was shown when the address was made; only its digest is kept, so it cannot be shown again.\n"
        f"Look it up in the client, or make a new one: `vaultsync feed rotate {name}{_option(one.label)}`.",
        err=True,
    )


def _known_feed(here: Workspace, name: str) -> None:
    known = served_feeds(here)
    if name not in known:
        raise no_such_feed(name, known)


def _meant(
    here: Workspace, known: tuple[Secret, ...], name: str, label: str | None, *, every: bool
) -> tuple[Secret, ...]:
    """Return the secrets that a command is about: one, unless it is about all.

    Raises:
        NoSuchFeed: There is none, or it is not clear which one.
    """
    found = counting(known, name, label)
    if not found:
        # A feed that the settings do not name any more may have an address; one that never was has none.
        if not counting(known, name, None):
            _known_feed(here, name)
        raise NoSuchFeed(
            f"the feed `{name}` has no address{_for(label or '')}",
            remedy=f"`vaultsync feed list` shows what there is; `vaultsync feed create {shlex.quote(name)}` makes one.",
        )
    if len(found) > 1 and not every:
        labels = " or ".join(f"--label {shlex.quote(each.label)}" for each in found)
        raise NoSuchFeed(f"the feed `{name}` has {len(found)} addresses", remedy=f"Say which: {labels}.")
    return found


def _show(
    here: Workspace, name: str, label: str, secret: str, *, base: str | None, qr: bool | None, as_json_: bool
) -> None:
    address = feed_url(_base(here, base), secret, name)
    webcal = f"webcal://{address.partition('://')[2]}"
    if as_json_:
        click.echo(as_json.document(feed=name, label=label, url=address, webcal=webcal))
        return
    click.echo(f"{address}\n{webcal}")
    if sys.stdout.isatty() if qr is None else qr:
        _draw(address)
    said = ["Shown once: only its digest is kept. Whoever has it can read the feed; treat it as a password."]
    if not is_reachable_from_outside(address):
        said.append("Only programs of this machine reach it; docs/serving.md says how to serve others.")
    if not (presence_of(here).seen() or {}).get("serving"):
        said.append("Nobody serves it yet: `vaultsync serve`.")
    said.append("How to subscribe: `vaultsync feed help`.")
    click.echo("\n".join(said), err=True)


def _draw(address: str) -> None:
    import segno

    segno.make(address, error="l", micro=False).terminal(sys.stdout, border=2, compact=True)


def _base(here: Workspace, given: str | None) -> str:
    """Return where clients reach the server: as said, as set, where it listens now, or where it would."""
    serving = (presence_of(here).seen() or {}).get("serving")
    said = checked_url(given or "", "--url") or checked_url(here.config["serve_url"], "serve_url")
    return said or str(serving or f"http://127.0.0.1:{PORT}")


def _word(feed: Feed) -> str:
    """Return what has to be said of a feed that is not called as one expects."""
    shared = feed.shared_name
    return f" ({clean(feed.definition.title)}: another feed, too, would be `{clean(shared)}`)" if shared else ""


def _facts(one: Secret) -> dict[str, Any]:
    gone = one.revoked.isoformat() if one.revoked else None
    return {"label": one.label, "made": one.made.isoformat(), "revoked": gone}


def _for(label: str) -> str:
    return f" for {label}" if label else ""


def _option(label: str) -> str:
    return f" --label {shlex.quote(label)}" if label else ""
