"""Commands for calendars: export."""

import sys
from pathlib import Path

import click

from vaultsync.app import Feed
from vaultsync.faces.cli.common import app_in, place, syncing
from vaultsync.faces.words import many
from vaultsync.wiring import feed_context, write_out


@click.command("export")
@syncing
@click.option("-o", "--output", default="-", metavar="FILE", help="Where to write; `-` (the default) is the screen.")
@click.option("--include-proposed", is_flag=True, help="Show proposals too, as tentative events.")
def export_command(no_sync: bool, output: str, include_proposed: bool) -> None:
    """Write the open, accepted tasks that are due as an iCalendar of all-day events.

    The same notes give the same bytes; a file that has them already is left alone.

    \b
    Examples:
      vaultsync export -o ~/tasks.ics
      vaultsync export --include-proposed -o proposals.ics
    """
    here = place()
    app = app_in(here, no_sync=no_sync)
    feed = app.feed(feed_context(here, include_proposed=include_proposed))
    if output == "-":
        sys.stdout.buffer.write(feed.data)
        sys.stdout.buffer.flush()
        written = "Printed"
    else:
        written = "Wrote" if write_out(Path(output).expanduser(), feed.data) else "Unchanged:"
    if feed.events:
        click.echo(f"{written} {many(feed.events, 'event')}" + (f" to {output}." if output != "-" else "."), err=True)
    else:
        click.echo(_why_empty(feed, include_proposed), err=True)


def _why_empty(feed: Feed, include_proposed: bool) -> str:
    reasons = []
    if feed.proposed and not include_proposed:
        reasons.append(f"{feed.proposed:,} proposed: see `--include-proposed`")
    if feed.undated:
        reasons.append(f"{feed.undated:,} accepted without a date: see `vaultsync list --undated`")
    return "0 accepted tasks with a date" + (f"; {'; '.join(reasons)}." if reasons else "; `vaultsync scan` says why.")
