"""Commands that look: scan, show, check."""

import click

from vaultsync.faces.cli.common import app_in, exit_if_not_all_read, opened, place, synced, syncing


@click.command("scan")
@click.argument("vault", required=False, metavar="[VAULT]")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
@click.option("--accept-loss", is_flag=True, help="Go on even if most of what is known is gone.")
def scan_command(vault: str | None, as_json_: bool, accept_loss: bool) -> None:
    """Read every note of VAULT and say what is in it; nothing is written into the vault.

    Exit status 3 when some notes could not be read.

    \b
    Examples:
      vaultsync scan ~/Notes
      vaultsync scan --json | jq .funnel
    """
    from vaultsync.faces import as_json, render

    here = place(vault)
    app = opened(here)
    synced(app, accept_loss=accept_loss)
    funnel = render.Funnel.of(app)
    if as_json_:
        click.echo(as_json.document(funnel=funnel.as_json(), index=str(here.index)))
    else:
        click.echo(funnel.as_text(vault=str(here.root), index=str(here.index), given=vault))
    exit_if_not_all_read(app)


@click.command("show")
@syncing
@click.argument("names", nargs=-1, required=True, metavar="TASK...")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
def show_command(no_sync: bool, names: tuple[str, ...], as_json_: bool) -> None:
    """Show a task: every line that states it, what became of it, and where it came from.

    \b
    Examples:
      vaultsync show p-5k2rw
      vaultsync show vs-5k2rw --json
    """
    from vaultsync.faces import as_json, render

    here = place()
    app = app_in(here, no_sync=no_sync)
    tasks = app.find(names)
    from vaultsync.asking import Asking
    from vaultsync.faces import detail

    asking = Asking(app)
    if as_json_:
        known = [{**render.task_as_json(app, each), "origin": as_json.origin(asking.origin(each))} for each in tasks]
        click.echo(as_json.document(tasks=known))
    else:
        click.echo("\n\n".join(detail.task_in_full(app, asking, task) for task in tasks))


@click.command("check")
@syncing
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
@click.option("--kind", default="", metavar="CODE", help="Only this kind, such as bad-date.")
def check_command(no_sync: bool, as_json_: bool, kind: str) -> None:
    """List everything odd in the notes as `path:line: message`.

    Exit status 3 when some notes could not be read.

    \b
    Examples:
      vaultsync check
      vaultsync check --kind bad-date
    """
    from vaultsync.faces import as_json, render
    from vaultsync.faces.words import clean

    app = app_in(place(), no_sync=no_sync)
    found = [each for each in app.diagnostics() if kind in ("", each.code)]
    if as_json_:
        click.echo(as_json.document(diagnostics=[as_json.diagnostic(each) for each in found]))
    elif found:
        click.echo("\n".join(render.diagnostic(each) for each in found))
    else:
        click.echo("Nothing odd." if not kind else f"Nothing odd of the kind {clean(kind)}.")
    exit_if_not_all_read(app)
