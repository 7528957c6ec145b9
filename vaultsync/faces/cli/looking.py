"""Commands that look: scan, show, check."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from vaultsync.core.errors import StoreError
from vaultsync.core.values import Status
from vaultsync.faces.cli.completing import folders, kinds, tasks
from vaultsync.faces.cli.naming import typed_tasks, with_meant
from vaultsync.faces.cli.opening import app_in, details_in, exit_if_not_all_read, forgotten_in, opened, synced
from vaultsync.faces.cli.options import json_option, syncing, workspace
from vaultsync.faces.cli.prompts import confirm, tell_note
from vaultsync.faces.texts.link import link_to
from vaultsync.faces.texts.words import clean, many
from vaultsync.wiring import Workspace, clock_of, count_notes, read_note

if TYPE_CHECKING:
    from vaultsync.core.model import Operation
    from vaultsync.core.ports import Details
    from vaultsync.core.provenance.origin import Origin
    from vaultsync.core.seen import SeenTask
    from vaultsync.faces.texts.detail import Because


_FOLDERS = 2_000
"""In so many folders notes are counted before a person is asked."""


@click.command("scan")
@click.argument("vault", required=False, metavar="[VAULT]", shell_complete=folders)
@json_option
@click.option("--accept-loss", is_flag=True, help="Go on even if most of what is known is gone.")
@click.option("--yes", is_flag=True, help="Do not ask, whatever folder it is.")
def scan_command(vault: str | None, as_json_: bool, accept_loss: bool, yes: bool) -> None:
    """Read every note of VAULT and say what is in it.

    Nothing is written into the vault.
    It asks before it takes a whole disk, your home folder, a folder of vaults or a folder of a vault for a vault.
    A folder that was scanned is a vault from then on, with all that lies in it. To forget it, delete the folder that
    `vaultsync config` names as its state.
    Exit status 3 when some notes could not be read.

    \b
    Examples:
      vaultsync scan ~/Notes
      vaultsync scan --json | jq .funnel
    """
    from pathlib import Path

    from vaultsync.asking import Asking
    from vaultsync.faces.texts import as_json
    from vaultsync.faces.texts.funnel import funnel_as_json, funnel_as_text
    from vaultsync.wiring.nested import named, nested
    from vaultsync.wiring.unread import proposals, task_tag

    here = workspace(vault)
    if not yes:
        _have_wide_folder_confirmed(here)
    app = opened(here, meant=True)
    synced(app, accept_loss=accept_loss)
    funnel, index = Asking(app).funnel(), str(Path(here.index))
    if as_json_:
        click.echo(as_json.document(funnel=funnel_as_json(funnel), index=index))
    else:
        known = bool(app.conventions.me)
        click.echo(funnel_as_text(funnel, vault=here.root, index=index, given=vault, known=known))
    if vaults := nested(here):
        tell_note(f"{named(vaults)}; `vaultsync doctor` says what to do.")
    for finding in (*proposals(here), *task_tag(here)):
        click.echo(f"Warning: {clean(finding.what)}. {clean(finding.remedy)}", err=True)
    exit_if_not_all_read(app)


def _have_wide_folder_confirmed(here: Workspace) -> None:
    """Ask before a folder that holds everything becomes a vault.

    Raises:
        Exit: It is not meant.
    """
    what = here.why_hardly_meant()
    if not what:
        return
    number, all_of_them = count_notes(here, folders=_FOLDERS)
    some = many(number, "note") if all_of_them else f"{many(number, 'note')} in its first {_FOLDERS:,} folders"
    root = clean(here.root)
    notes = clean(here.vault_around) or "~/Notes"
    confirm(
        f"{root} is {clean(what)}: {some}, all of which would be read.",
        f"Nothing was read. Name the folder of your notes, such as {notes}.",
    )


@click.command("show")
@syncing
@click.argument("names", nargs=-1, required=True, metavar="TASK...", shell_complete=tasks())
@json_option
def show_command(no_sync: bool, names: tuple[str, ...], as_json_: bool) -> None:
    """Show every line that states TASK, and where it came from.

    It also says what became of the task, why several lines are one, and with which other task it may be one.

    \b
    Examples:
      vaultsync show p-5k2rw
      vaultsync show vs-5k2rw --json
    """
    here = workspace()
    details = details_in(here, no_sync=no_sync)
    told = _as_json if as_json_ else in_full

    def text(meant: tuple[str, ...]) -> str:
        # A question is asked outside of this: nothing waits for a person, nor is closed under it by an answer of none.
        with details.reading():
            return told(here, details, details.find(meant))

    click.echo(with_meant(typed_tasks(here, names), text))


def in_full(here: Workspace, details: "Details", tasks: "Sequence[SeenTask]") -> str:
    """Return everything that is known of some tasks."""
    from vaultsync.faces.texts.detail import task_in_full

    today = clock_of(here.config)().date()
    because = _because(here, details, tasks)
    return "\n\n".join(
        task_in_full(
            task,
            _origin(here, details, task),
            because,
            _history(here, task),
            may_be=_may_be(details, task),
            link=link_to(here.name, task.speaker),
            today=today,
            proposed_tag=here.config["proposed_tag"],
        )
        for task in tasks
    )


def _may_be(details: "Details", task: "SeenTask") -> list[str]:
    """Return with which other tasks one may be one, and how that is decided."""
    found = details.suggested([task.uid])
    if not found:
        return []
    from vaultsync.faces.texts.suggested import to_decide

    short = details.short([each for pair in found for each in (pair.one, pair.other)])
    return to_decide(task.uid, found, short)


def _history(here: Workspace, task: "SeenTask") -> "list[tuple[str, str]]":
    """Return what became of a task; without a journal its lines tell everything.

    So do they of a proposal without an id, which every command writes.
    """
    from os.path import exists

    from vaultsync.faces.texts.history import history_of

    operations: list[Operation] = []
    # What reads a journal takes as long to import as all the rest.
    untouched = task.status is Status.PROPOSED and not any(line.ids for line in task.lines)
    if not untouched and exists(here.journal):  # noqa: PTH110  # see `workspace`
        from vaultsync.wiring.decided import acts_on

        try:
            operations = acts_on(here, task.names)
        except StoreError as error:
            click.echo(f"Warning: {clean(error.message)}. {clean(error.remedy)}", err=True)
    return history_of(task, here.config["proposed_tag"], operations)


def _as_json(here: Workspace, details: "Details", tasks: "Sequence[SeenTask]") -> str:
    from vaultsync.faces.texts import as_json

    me = here.config["me"]
    return as_json.document(
        tasks=[
            {
                **as_json.task(task, me=me, link=link_to(here.name, task.speaker)),
                "suggested": [as_json.suggested(each, task.uid) for each in details.suggested([task.uid])],
                "origin": as_json.origin(_origin(here, details, task)),
            }
            for task in tasks
        ]
    )


def _origin(here: Workspace, details: "Details", task: "SeenTask") -> "Origin":
    from vaultsync.core.provenance.origin import origin

    return origin(task, details.known_as, lambda path: read_note(here, path))


def _because(here: Workspace, details: "Details", tasks: "Sequence[SeenTask]") -> "Because":
    """Return why lines are one task; what weighs words is imported only where a task has several."""
    several = [task for task in tasks if len(task.lines) > 1]
    if not several:
        return {}
    from vaultsync.explaining import Explaining

    explaining = Explaining(details, here.config["me"], details.features)
    members = (reason for task in several for reason in explaining.members(task))
    return {reason.one.place: reason.because.pro for reason in members}


@click.command("check")
@syncing
@json_option
@click.option("--kind", default="", metavar="CODE", shell_complete=kinds, help="Only this kind, such as bad-date.")
def check_command(no_sync: bool, as_json_: bool, kind: str) -> None:
    """List everything odd in the notes as `path:line: message`.

    That is also where they do not hold any more what a command decided: an older text was written
    over it, or its line is gone.
    Exit status 3 when some notes could not be read.

    \b
    Examples:
      vaultsync check
      vaultsync check --kind bad-date
    """
    from vaultsync.faces.texts import as_json, render

    app = app_in(workspace(), no_sync=no_sync)
    odd = sorted((*app.index.diagnostics(), *forgotten_in(app)), key=lambda each: (each.path, each.line))
    found = [each for each in odd if kind in ("", each.code)]
    if as_json_:
        click.echo(as_json.document(diagnostics=[as_json.diagnostic(each) for each in found]))
    elif found:
        click.echo("\n".join(render.diagnostic(each) for each in found))
    else:
        click.echo(_nothing_odd(kind, {each.code for each in odd}))
    exit_if_not_all_read(app)


def _nothing_odd(kind: str, there: set[str]) -> str:
    """Say that nothing is odd, or nothing of a kind: which kinds there are, and which may be meant."""
    if not kind:
        return "Nothing odd."
    from vaultsync.core.errors import did_you_mean
    from vaultsync.core.odd_codes import ODD_CODES

    meant = "" if kind in ODD_CODES else did_you_mean(kind, ODD_CODES)
    others = ", ".join(sorted(there)) or "none of any kind"
    return f"Nothing odd of the kind {clean(kind)}. There is: {others}. {meant}".rstrip()
