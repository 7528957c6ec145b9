"""Commands that act on tasks: promote, reject, done, reopen, start, defer, assign, toggle."""

from collections.abc import Callable
from typing import Any

import click

from vaultsync.app import Act, App, Done, Plan, to_date, to_person, to_status
from vaultsync.core.model import Status
from vaultsync.core.notation.postpone import postponed, read_step
from vaultsync.faces import as_json, render
from vaultsync.faces.cli.common import app_in, place, syncing, typed
from vaultsync.faces.cli.values import DAY
from vaultsync.faces.words import many


def acting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its tasks, `--dry-run` and `--json`."""
    command = click.argument("names", nargs=-1, required=True, metavar="TASK...")(command)
    command = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")(command)
    command = click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")(command)
    return syncing(command)


_KEEP = click.option("--keep-duplicates", is_flag=True, help="Leave the task's other lines as they are.")


def _act(act: Act, names: tuple[str, ...], options: dict[str, Any], verb: str) -> None:
    """Plan, show or carry out, and say what became of it."""
    app = app_in(place(), no_sync=options["no_sync"])
    plan = app.plan(typed(), names, act, keep_duplicates=options.get("keep_duplicates", False))
    finish(app, plan, options, verb)


def finish(app: App, plan: Plan, options: dict[str, Any], verb: str) -> None:
    """Show a plan, or carry it out and say what became of it."""
    if options.get("dry_run"):
        click.echo(_plan(plan, options["as_json_"]))
        return
    done = app.carry_out(plan)
    click.echo(_outcome(app, done, options["as_json_"], verb))


def _plan(plan: Plan, json: bool) -> str:
    if json:
        return as_json.document(dry_run=True, edits=[as_json.edit(edit) for edit in plan.edits])
    return render.diff(plan.edits) or "Nothing would change."


def _outcome(app: App, done: Done, json: bool, verb: str) -> str:
    if json:
        return as_json.document(
            operation=as_json.operation(done.operation) if done.operation else None,
            tasks=[render.task_as_json(app, task) for task in done.tasks],
        )
    if done.operation is None or not done.operation.edits:
        return "Nothing to change: every line says it already."
    edits = done.operation.edits
    notes = many(len({edit.path for edit in edits}), "note")
    said = render.task_table(done.tasks, app.short(done.tasks), app.today) if done.tasks else ""
    tail = f"{verb}: {many(len(edits), 'line')} in {notes}. `vaultsync undo` takes it back."
    return f"{said}\n{tail}" if said else tail


@click.command("promote")
@_KEEP
@acting
def promote_command(names: tuple[str, ...], **options: Any) -> None:
    """Accept the proposal TASK: its speaking line becomes `[ ]`, loses its tag and gains a lasting id.

    The task's other lines are closed as duplicates under the same id.

    \b
    Examples:
      vaultsync promote p-5k2rw
      vaultsync promote p-5k2rw p-9fj3m --dry-run
    """
    _act(to_status(Status.OPEN), names, options, "Promoted")


@click.command("reject")
@acting
def reject_command(names: tuple[str, ...], **options: Any) -> None:
    """Cancel TASK in every live note that states it; it stays rejected when it is proposed again.

    \b
    Examples:
      vaultsync reject p-5k2rw
    """
    _act(to_status(Status.CANCELLED), names, options, "Rejected")


@click.command("done")
@_KEEP
@acting
def done_command(names: tuple[str, ...], **options: Any) -> None:
    """Complete TASK: done date, next occurrence and on-completion as the Tasks plugin does them.

    TASK may also be all words of the task.

    \b
    Examples:
      vaultsync done vs-5k2rw
      vaultsync done 'Send the minutes'
    """
    _act(to_status(Status.DONE), names, options, "Done")


@click.command("reopen")
@_KEEP
@acting
def reopen_command(names: tuple[str, ...], **options: Any) -> None:
    """Make TASK open again, whatever was decided.

    \b
    Examples:
      vaultsync reopen vs-5k2rw
    """
    _act(to_status(Status.OPEN), names, options, "Reopened")


@click.command("start")
@_KEEP
@acting
def start_command(names: tuple[str, ...], **options: Any) -> None:
    """Mark TASK as under way.

    \b
    Examples:
      vaultsync start vs-5k2rw
    """
    _act(to_status(Status.STARTED), names, options, "Started")


@click.command("defer")
@click.option("--to", "to", required=True, metavar="DAY", help="2026-01-05, friday, or a step: +3d, 2w, 1m.")
@acting
def defer_command(names: tuple[str, ...], to: str, **options: Any) -> None:
    """Move TASK's date: due, else scheduled, else start; without any it gets a due date.

    A step counts from the task's own date, from today if that is past.

    \b
    Examples:
      vaultsync defer vs-5k2rw --to +3d
      vaultsync defer vs-5k2rw p-9fj3m --to 2026-02-09
    """
    step = read_step(to)
    later = DAY.convert(to, None, click.get_current_context())
    app = app_in(place(), no_sync=options["no_sync"])
    today = app.today
    act = to_date(lambda when: postponed(when, *step, today=today) if step else later(today))
    options["no_sync"] = True
    _act(act, names, options, "Deferred")


@click.command("assign")
@click.option("--to", "to", required=True, metavar="NAME", help="Who has to do it; an empty name leaves nobody.")
@acting
def assign_command(names: tuple[str, ...], to: str, **options: Any) -> None:
    """Put one person in charge of TASK.

    \b
    Examples:
      vaultsync assign vs-5k2rw --to 'Bo Lind'
      vaultsync assign vs-5k2rw --to ''
    """
    name = " ".join(to.split()).lstrip("@")
    _act(to_person(name), names, options, "Assigned")
