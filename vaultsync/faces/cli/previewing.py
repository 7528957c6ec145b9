"""The command that shows what a feed holds: feed preview."""

from datetime import UTC

import click

from vaultsync.faces.cli.completing import feeds
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import syncing, workspace
from vaultsync.faces.cli.values import Whole
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.preview import agenda, entries
from vaultsync.wiring.feeds import catalogue_of, publishing_of


@click.command("preview")
@syncing
@click.argument("name", default="events", shell_complete=feeds)
@click.option("--days", type=Whole(1, 3660), default=14, show_default=True, help="How many days from today.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document, with every entry of the feed.")
def preview(no_sync: bool, name: str, days: int, as_json_: bool) -> None:
    """Show the next days of the feed NAME as a calendar would.

    \b
    Examples:
      vaultsync feed preview
      vaultsync feed preview waiting --days 30
    """
    here = workspace()
    app = app_in(here, no_sync=no_sync)
    feed = catalogue_of(here, app).named(name)
    found = list(entries(publishing_of(here, app).feed(feed.definition).data, here.config.zone() or UTC))
    if as_json_:
        rows = [{"day": each.day, "time": each.time or None, "summary": each.words} for each in sorted(found)]
        click.echo(as_json.document(feed=name, entries=rows))
    else:
        click.echo(agenda(found, app.today, days))
