"""The command that serves feeds, and what `watch --serve` shares with it."""

import logging
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from vaultsync.core.errors import ConfigError
from vaultsync.core.feed.access import counting
from vaultsync.faces.cli.completing import folders
from vaultsync.faces.cli.options import with_vault
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace, clock_of, seconds
from vaultsync.wiring.feeds import changes_of, feed_mark, feed_served, secrets_of, served_names, served_notes

if TYPE_CHECKING:
    from vaultsync.core.feed.access import Secret
    from vaultsync.faces.serve.addresses import Address
    from vaultsync.faces.serve.router import Room

LOG = logging.getLogger("vaultsync.serve")

_Command = TypeVar("_Command", bound=Callable[..., Any])

_REQUESTS_PER_SECOND, _REQUESTS_AT_ONCE = 20.0, 100
_MISSES_PER_SECOND, _MISSES_AT_ONCE = 0.5, 20


@dataclass(frozen=True, slots=True)
class ServeWish:
    """How feeds are to be served."""

    listen: "Address"
    names: tuple[str, ...] = ()
    """By which the server is called, besides its address."""

    basic_auth: bool = False

    def words(self) -> tuple[str, ...]:
        """Return the options of `watch` that say the same."""
        names = tuple(word for name in self.names for word in ("--allow-host", name))
        return ("--serve", "--listen", str(self.listen), *names, *(("--basic-auth",) if self.basic_auth else ()))


def serve_wish_of(serve: bool, **options: Any) -> ServeWish | None:
    """Return how a command that may serve is to do so, None if it is not to.

    Raises:
        click.UsageError: It is said how, but not that.
    """
    if serve:
        return ServeWish(**options)
    asked = click.get_current_context().get_parameter_source("listen") is ParameterSource.COMMANDLINE
    if asked or options["names"] or options["basic_auth"]:
        raise click.UsageError("--listen, --allow-host and --basic-auth go with --serve.")
    return None


class _Listen(click.ParamType):  # type: ignore[type-arg]  # older click takes none
    name = "HOST:PORT"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from vaultsync.faces.serve.addresses import address_of

        try:
            return address_of(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _names(_ctx: click.Context, _param: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not name or set(name) & set("/,@ \t"):
            raise click.BadParameter(f"`{clean(name)}` is no name; write calendar.example.org.")
    return names


def serving_options(command: _Command) -> _Command:
    """Give a command the options about serving."""
    listen = click.option(
        "--listen", type=_Listen(), default="127.0.0.1:8717", show_default=True, help="Where to listen; a port will do."
    )
    names = click.option(
        "--allow-host", "names", multiple=True, metavar="NAME", callback=_names, help="A name that clients call it by."
    )
    basic = click.option(
        "--basic-auth", is_flag=True, help="Also /f/NAME.ics, with the secret as the password of any user."
    )
    return listen(names(basic(command)))


def optional_serving(command: _Command) -> _Command:
    """Give a command `--serve`, and the options that go with it."""
    return click.option("--serve", is_flag=True, help="Serve the feeds, too, as `vaultsync serve` does.")(
        serving_options(command)
    )


@click.command("serve")
@with_vault
@click.argument("vaults", metavar="[VAULT]...", nargs=-1, shell_complete=folders)
@serving_options
@click.option("--verbose", is_flag=True, help="Also log who fetched what, by label.")
@click.option("--json", "as_json_", is_flag=True, help="Log one JSON object a line.")
def serve_command(
    vaults: tuple[str, ...],
    listen: "Address",
    names: tuple[str, ...],
    basic_auth: bool,
    verbose: bool,
    as_json_: bool,
) -> None:
    """Serve the feeds of each VAULT over HTTP.

    It keeps the index current, too, unless `watch` does already.
    `vaultsync feed create` makes the secret addresses that clients subscribe to. Without options only
    programs of this machine reach them.

    \b
    Examples:
      vaultsync serve
      vaultsync serve ~/Notes --listen 192.0.2.7:8717
      vaultsync serve --allow-host calendar.example.org     behind a server that speaks https
    """
    from vaultsync.faces.cli.following import USUAL, follow
    from vaultsync.faces.daemon.logs import log_to

    log_to(sys.stderr, as_json=as_json_, verbose=verbose)
    follow(vaults, USUAL, serving=ServeWish(listen, names, basic_auth), stands_by=True, as_json=as_json_)


@contextmanager
def served(
    workspaces: Sequence[Workspace],
    opened: Sequence[Callable[[], Workspace]],
    wish: ServeWish,
    *,
    ended: Callable[[], None],
) -> Iterator[str]:
    """Serve the feeds of some vaults while the block runs; yields where, as clients write it.

    Args:
        workspaces: The vaults.
        opened: For each, what returns it with its settings as they are then.
        wish: How.
        ended: Called when the server ends, also by itself.

    Raises:
        ConfigError: That is not possible, or not safe.
        Busy: Another program listens there.
    """
    from vaultsync.faces.serve.addresses import checked_url, hosts_of, url_of
    from vaultsync.faces.serve.gate import Gate
    from vaultsync.faces.serve.proxies import Proxies
    from vaultsync.faces.serve.rates import Rates
    from vaultsync.faces.serve.router import Router
    from vaultsync.faces.serve.server import Server, listening

    secrets = _secrets(workspaces, wish)
    url = next(filter(None, (checked_url(here.config["serve_url"], "serve_url") for here in workspaces)), "")
    proxies = Proxies(each for here in workspaces for each in here.config["trusted_proxies"])
    hosts_of(wish.listen, wish.names, url)  # what is wrong is said before anything is opened
    taken, address = listening(wish.listen)
    # Of an address that this machine does not have, nothing need be said; nobody is answered before the server starts.
    _warn(secrets, wish)
    rooms = [_room(here, now) for here, now in zip(workspaces, opened, strict=True)]
    gate = Gate(
        Router(rooms, now=clock_of(workspaces[0].config), basic_auth=wish.basic_auth).answer,
        hosts=hosts_of(address, wish.names, url),
        requests=Rates(per_second=_REQUESTS_PER_SECOND, burst=_REQUESTS_AT_ONCE, now=seconds),
        misses=Rates(per_second=_MISSES_PER_SECOND, burst=_MISSES_AT_ONCE, now=seconds),
        proxies=proxies,
    )
    server = Server(gate, taken, ended=ended)
    server.start()
    where = url or url_of(address, wish.names)
    LOG.info("serving %s at %s", many(len(rooms), "vault"), where, extra={"event": "serving", "facts": {"url": where}})
    try:
        yield where
    finally:
        server.stop()


def _room(here: Workspace, now: Callable[[], Workspace]) -> "Room":
    from vaultsync.faces.serve.live import FeedSource, LiveShelf
    from vaultsync.faces.serve.router import Room

    changes = changes_of(here)
    source = FeedSource(
        vault=here.name,
        names=lambda: served_names(now()),
        mark=partial(feed_mark, here, changes),
        notes=lambda: served_notes(now()),
        make=lambda name: feed_served(now(), name),
    )
    shelf = LiveShelf(source, seconds=seconds)
    shelf.tell()
    return Room(here.name, shelf, secrets_of(here).known)


def _secrets(workspaces: Sequence[Workspace], wish: ServeWish) -> "list[Secret]":
    """Return what opens feeds.

    Raises:
        ConfigError: Others would reach a server that has no secret yet.
    """
    secrets = [secret for here in workspaces for secret in counting(secrets_of(here).known())]
    if not secrets and not wish.listen.is_local:
        raise ConfigError(
            f"{wish.listen} can be reached by other machines, and no feed has a secret address yet",
            remedy="Make one first: `vaultsync feed create events`. Then serve.",
        )
    return secrets


def _warn(secrets: "Sequence[Secret]", wish: ServeWish) -> None:
    """Say what a person should know before others reach the feeds."""
    if not secrets:
        LOG.warning("no feed has an address yet: `vaultsync feed create events` makes one", extra={"event": "unread"})
    if not wish.listen.is_local:
        LOG.warning(
            "%s can be reached by other machines, and http is not encrypted: whoever hears a request knows its secret."
            " Let a server that speaks https stand before it (docs/serving.md)",
            wish.listen,
            extra={"event": "exposed"},
        )
