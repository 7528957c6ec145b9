"""Commands that keep things in order: sync, doctor, config."""

from typing import TYPE_CHECKING

import click

from vaultsync.config import KEYS
from vaultsync.core.errors import BadSetting
from vaultsync.faces.cli.opening import exit_if_not_all_read, opened, synced, tell_of_forgotten, tell_of_interrupted
from vaultsync.faces.cli.options import json_option, with_vault, workspace
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace

if TYPE_CHECKING:
    from vaultsync.core.reading import SyncReport

_SHOWN = 10


@click.command("sync")
@with_vault
@click.option("--accept-loss", is_flag=True, help="Go on even if most of what is known is gone.")
@json_option
def sync_command(accept_loss: bool, as_json_: bool) -> None:
    """Read what has changed in the notes, and say what that was.

    Exit status 3 when some notes could not be read, 8 when over half of the known lines would be lost, or other
    settings would take over half of the proposals for accepted tasks.

    \b
    Examples:
      vaultsync sync
      vaultsync sync --accept-loss     the notes were meant to go
    """
    here = workspace()
    tell_of_interrupted(here)
    app = opened(here)
    report = synced(app, accept_loss=accept_loss)
    click.echo(_as_json(report) if as_json_ else _as_text(report))
    tell_of_forgotten(app, report)
    exit_if_not_all_read(app)


def _as_json(report: "SyncReport") -> str:
    from vaultsync.faces.texts import as_json

    return as_json.document(
        notes=report.notes,
        read=report.read,
        added=report.added,
        changed=report.changed,
        gone=report.gone,
        unreadable=[as_json.diagnostic(each) for each in report.unreadable],
        lines_before=report.lines_before,
        lines_after=report.lines_after,
    )


def _as_text(report: "SyncReport") -> str:
    out = []
    for word, paths in (("new", report.added), ("changed", report.changed), ("gone", report.gone)):
        out += [f"{word:<8} {clean(path)}" for path in paths[:_SHOWN]]
        if len(paths) > _SHOWN:
            out.append(f"{word:<8} … and {many(len(paths) - _SHOWN, 'more note')}")
    if report.unreadable:
        from vaultsync.faces.texts import render

        out += [render.diagnostic(each) for each in report.unreadable]
    if report.quiet:
        out.append(f"Nothing has changed in {many(report.notes, 'note')}, {many(report.lines_after, 'task line')}.")
    else:
        numbers = f"{len(report.added):,} new, {len(report.changed):,} changed, {len(report.gone):,} gone"
        out.append(f"{numbers}; {report.lines_before:,} → {many(report.lines_after, 'task line')}.")
    return "\n".join(out)


@click.command("doctor")
@with_vault
@click.option("--repair", is_flag=True, help="Complete or take back what was interrupted; rebuild a damaged index.")
@json_option
@click.pass_context
def doctor_command(ctx: click.Context, repair: bool, as_json_: bool) -> None:
    """Say what is wrong with what vaultsync stands on.

    It looks at settings, notes, index, journal and feeds, and at decisions that the notes do not hold any more, and
    says how to mend what is wrong.
    Exit status 1 when there is an error.

    \b
    Examples:
      vaultsync doctor
      vaultsync doctor --repair
    """
    from vaultsync.wiring.mending import examine  # it looks at all that is kept; a sync need not wait for that

    findings = examine(workspace(), repair=repair)
    if as_json_:
        from vaultsync.faces.texts import as_json

        click.echo(as_json.document(findings=[finding.as_dict() for finding in findings]))
    else:
        for finding in findings:
            click.echo(f"{finding.grade:<8}{clean(finding.what)}")
            if finding.remedy:
                click.echo(f"        → {clean(finding.remedy)}")
    if any(finding.grade == "error" for finding in findings):
        ctx.exit(1)


@click.command("config")
@with_vault
@json_option
def config_command(as_json_: bool) -> None:
    """Show every setting, its value and where it came from.

    Where a setting cannot be understood, it shows them all with their defaults, and then the error.

    Settings stand in .vaultsync/vaultsync.toml in the vault; `vaultsync init` writes one.
    A variable VAULTSYNC_KEY or `--set KEY=VALUE` goes before the file.

    \b
    Examples:
      vaultsync config
      VAULTSYNC_TASK_TAG='#todo' vaultsync config
    """
    from pathlib import Path

    from vaultsync.faces.texts.table import folded_table

    try:
        here: Workspace = workspace()
    except BadSetting:
        # Whoever has to mend one looks up here what there is.
        if not as_json_:
            known = [(key.name, _shown(key.default), key.meaning) for key in KEYS]
            click.echo(folded_table(("SETTING", "DEFAULT", "IS"), known, wide=2))
        raise
    settings = here.config.settings.values()
    if as_json_:
        from vaultsync.faces.texts import as_json

        values = {each.key.name: (each.value, each.origin, each.key.meaning) for each in settings}
        click.echo(as_json.document(vault=here.root, state=str(Path(here.state)), settings=as_json.settings(values)))
        return
    rows = [(each.key.name, _shown(each.value), each.origin, each.key.meaning) for each in settings]
    click.echo(folded_table(("SETTING", "VALUE", "FROM", "IS"), rows, wide=3))
    click.echo(f"\nVault: {clean(here.root)}\nState: {clean(str(Path(here.state)))}")


def _shown(value: object) -> str:
    if isinstance(value, tuple | dict):  # of a table the names of its entries: `--json` has them whole
        return ", ".join(map(str, value)) or "(none)"
    return "(empty)" if value == "" else str(value).lower() if isinstance(value, bool) else str(value)
