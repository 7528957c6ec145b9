"""The command that lets a vault's settings do something outside it: approve."""

import shlex

import click

from vaultsync.faces.cli.options import with_vault, workspace
from vaultsync.faces.cli.prompts import confirm
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring.consent import approve, outside, unapproved


@click.command("approve", context_settings={"allow_extra_args": True})
@with_vault
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_context
def approve_command(ctx: click.Context, yes: bool) -> None:
    """Approve what the vault's settings do outside it.

    Settings travel with the vault: whoever can write into it can change them.
    The program of [notify], and files of feeds outside the vault, count once you have approved them on this machine;
    one that changes is asked about again. Calendars (….ics) that are new or vaultsync's own
    count without it. A daemon that runs notices within five minutes.

    \b
    Examples:
      vaultsync approve
      vaultsync approve --yes
    """
    if ctx.args:
        tasks = clean(shlex.join(ctx.args))
        raise click.UsageError(f"It approves settings. A proposal is accepted by `vaultsync promote {tasks}`.")
    here = workspace()
    shown, new = outside(here), unapproved(here)
    if not new:
        click.echo("Nothing waits for approval.")
        return
    for each in new:
        click.echo(f"{clean(each.setting)} = {clean(each.value)}")
    if not yes:
        confirm("Is this yours, and may it be done on this machine?", "Nothing was approved.")
    approve(here, shown)
    click.echo(f"Approved {many(len(new), 'setting')}.")
