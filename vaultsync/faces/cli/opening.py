"""A vault, opened for a command: its index brought up to date first, with warnings of what could not be read."""

import sys
from collections.abc import Callable, Collection
from contextlib import closing
from typing import TYPE_CHECKING, Any, TypeVar

import click

from vaultsync.core.errors import Busy, StoreError
from vaultsync.faces.texts.words import SEE_FORGOTTEN, clean, forgotten_told, many
from vaultsync.wiring import (
    Workspace,
    clock_of,
    daemon_answers,
    interrupted_in,
    open_app,
    open_details,
    open_listing,
    presence_of,
)

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.model import Diagnostic
    from vaultsync.core.ports import Details, Listing
    from vaultsync.core.reading import SyncReport

_Rows = TypeVar("_Rows", bound="Listing")

_UNREAD = frozenset({"unreadable", "evicted", "too-large", "too-deep", "encoding"})

_NOT_ALL_READ = 3
"""Exit status: done, but some notes could not be read."""

_LOOKING = frozenset({"list", "show", "check", "why", "suggestions", "conflicts", "people", "known"}) | frozenset(
    {"waiting", "agenda", "digest", "decisions", "notify"}
)
"""Commands that change nothing and whose answers a person reads."""

_FELT_NOTES = 20_000
"""From so many notes on, a sync that finds nothing takes about a third of a second."""

_PATIENCE_SECONDS = 0.3
"""A sync of a vault below that takes no longer."""

_FRESH_SECONDS = 600.0
"""A daemon that walked through everything longer ago is not relied on."""


def exit_if_not_all_read(app: "App") -> None:
    """End the command with status 3 if some notes, or some of their lines, could not be read."""
    if app.index.odd_codes() & _UNREAD:
        click.get_current_context().exit(_NOT_ALL_READ)


def opened(here: Workspace, *, meant: bool = False) -> "App":
    """Return the application for a vault as its index stands; it is closed when the command ends.

    Args:
        here: The vault.
        meant: Whether a person has said that it is to be one, whatever folder it is.

    Raises:
        ConfigError: It is a folder that holds everything, and was never scanned.
    """
    if not meant:
        here.refuse_if_hardly_meant()
    app = open_app(here, tell=_warn)
    click.get_current_context().call_on_close(app.close)
    for trouble in here.troubles:
        click.echo(f"Warning: {clean(trouble)}", err=True)
    return app


def _warn(odd: "Diagnostic") -> None:
    remedy = f". {odd.remedy}" if odd.remedy else ""
    click.echo(f"Warning: {clean(odd.path)}: {clean(odd.message + remedy)}", err=True)


def app_in(here: Workspace, *, no_sync: bool = False, acts: bool = False, remembers: bool = False) -> "App":
    """Return the application for a vault, its index brought up to date first unless that is not wanted.

    Args:
        here: The vault.
        no_sync: Whether to leave the index as it stands.
        acts: Whether the command acts: then it first completes or takes back what was interrupted, so that nothing of
            it stays behind; any other says that it is not recovered yet.
        remembers: Whether to say how many decisions do not stand in any note any more; else only those that a sync
            finds gone now.
    """
    if not acts:
        tell_of_interrupted(here)
    app = opened(here)
    for each in app.recover() if acts else ():
        click.echo(f"Warning: {clean(each.message)}. {clean(each.remedy)}".rstrip(), err=True)
    if not no_sync and not _daemon_keeps_it_current(here):
        bring_up_to_date(app, remembers=remembers)
    if remembers:
        _tell_number(forgotten_in(app))
    return app


def tell_of_interrupted(here: Workspace) -> None:
    """Say in a line each what was interrupted and is not recovered yet."""
    for each in interrupted_in(here):
        from vaultsync.core.editing.recovery import REMEDY, interruption

        click.echo(f"Warning: {clean(interruption(each))}. {REMEDY}", err=True)


def listing_in(here: Workspace, *, no_sync: bool = False) -> "Listing":
    """Return the tasks of a vault as lists show them, brought up to date first unless that is not wanted."""
    return _current(here, open_listing, no_sync=no_sync)


def details_in(here: Workspace, *, no_sync: bool = False) -> "Details":
    """Return the tasks of a vault with all that their lines say: see `listing_in`."""
    return _current(here, open_details, no_sync=no_sync)


def _current(here: Workspace, opens: "Callable[[Workspace], _Rows]", *, no_sync: bool) -> "_Rows":
    here.refuse_if_hardly_meant()
    tell_of_interrupted(here)
    if not no_sync and not _daemon_keeps_it_current(here):
        bring_up_to_date(opened(here))
    rows = opens(here)
    click.get_current_context().call_on_close(rows.close)
    return rows


def bring_up_to_date(app: "App", *, remembers: bool = False) -> None:
    """Read what has changed, and say what could not be read; `remembers` as for `app_in`."""
    try:
        report = synced(app)
    except Busy:
        click.echo("Another vaultsync is reading the notes; this is what was known before.", err=True)
    else:
        if not remembers:
            tell_of_forgotten(app, report)
        if report.unreadable:
            some = many(len(report.unreadable), "note")
            click.echo(f"Warning: {some} could not be read; see `vaultsync check`.", err=True)


def tell_of_forgotten(app: "App", report: "SyncReport") -> None:
    """Say how many decisions do not stand any more in what a sync found changed."""
    if report.news:
        _tell_number(forgotten_in(app, {*report.added, *report.changed, *report.gone}))


def _tell_number(found: "Collection[Diagnostic]") -> None:
    if found:
        click.echo(f"Warning: {forgotten_told(len(found))}; see `{SEE_FORGOTTEN}`.", err=True)


def forgotten_in(app: "App", paths: Collection[str] | None = None) -> "list[Diagnostic]":
    """Return the decisions that the notes do not hold any more; without its journal a vault is read all the same."""
    try:
        return app.forgotten(paths)
    except StoreError as error:
        click.echo(f"Warning: {clean(error.message)}. {clean(error.remedy)}", err=True)
        return []


def _daemon_keeps_it_current(here: Workspace) -> bool:
    """Whether a command that only looks may leave the sync to the vault's daemon.

    A daemon that answers has followed every save until now. One that cannot be asked follows a save within two
    seconds, a sync at once: it is believed only where a sync would be felt. Neither knows of settings that this
    command alone has.
    """
    if click.get_current_context().info_name not in _LOOKING or not here.config.reads_as_filed:
        return False
    if daemon_answers(here, patience_seconds=_PATIENCE_SECONDS):
        return True
    presence = presence_of(here)
    if not presence.keeps_current(clock_of(here.config)(), notes=_FELT_NOTES, seconds=_FRESH_SECONDS):
        return False
    with closing(open_app(here)) as app:
        return app.reads_as_indexed


def synced(app: "App", *, accept_loss: bool = False) -> "SyncReport":
    """Bring the index up to date; on a terminal a bar appears when that takes over a second."""
    if not sys.stderr.isatty():
        return app.sync(accept_loss=accept_loss)
    from threading import Timer

    from rich.progress import Progress

    with_bar = Progress(transient=True, console=_console())
    bar = with_bar.add_task("Reading notes", total=None)
    late = Timer(1.0, with_bar.start)
    late.daemon = True
    late.start()
    try:
        return app.sync(
            accept_loss=accept_loss, progress=lambda done, of: with_bar.update(bar, completed=done, total=of)
        )
    finally:
        late.cancel()
        late.join()
        with_bar.stop()


def _console() -> Any:
    from rich.console import Console

    return Console(stderr=True)
