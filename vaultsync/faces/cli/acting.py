"""Commands that say how far a task has come: promote, reject, done, reopen and start; and how every command acts."""

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from vaultsync.acts import Act, Done, Plan, to_acceptance, to_status
from vaultsync.core.errors import NoSuchTask, StoreError, UnclearTask
from vaultsync.core.values import Status
from vaultsync.faces.cli.completing import DECIDED, PROPOSED, Complete, saved_queries, tasks
from vaultsync.faces.cli.naming import filter_among, typed_tasks, with_meant
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, typed, workspace
from vaultsync.faces.cli.rounds import DONE, left_for_today, tell_done_today, tell_ended
from vaultsync.faces.cli.settling import settled_by, tell_settled, tell_undecided
from vaultsync.faces.texts.words import many

if TYPE_CHECKING:
    # A shell that completes a name waits for what is imported here.
    from vaultsync.app import App
    from vaultsync.core.model import Task

_ANY = tasks()

UNASKED = 100
"""More lines than these are changed only when their number was typed, or with `--yes`."""


def acting(command: Callable[..., Any], complete: Complete = _ANY) -> Callable[..., Any]:
    """Give a command its tasks, `--dry-run` and `--json`."""
    named = click.argument("names", nargs=-1, required=True, metavar="TASK...", shell_complete=complete)
    return _options(named(command))


def acting_on_many(command: Callable[..., Any], complete: Complete = _ANY) -> Callable[..., Any]:
    """Give a command its tasks, or the query that finds them, and what `acting` gives."""
    command = click.argument("names", nargs=-1, metavar="[TASK]...", shell_complete=complete)(command)
    command = click.option(
        "--yes", is_flag=True, help=f"Do not ask. Else above {UNASKED} lines their number must be typed."
    )(command)
    command = click.option("--apply", is_flag=True, help="With --where: carry it out, as one operation.")(command)
    command = click.option(
        "--where",
        multiple=True,
        metavar="QUERY",
        shell_complete=saved_queries,
        help="Instead of TASK: a line of a query, or @NAME; may be given again. Shows what would change.",
    )(command)
    return _options(command)


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")(command)
    command = json_option(command)
    return syncing(command)


_PROMOTED = "Promoted"
_STAYS = {
    Status.STARTED: "{0} is under way, and stays so. `vaultsync reopen {0}` makes it open.",
    Status.ON_HOLD: "{0} is on hold, and stays so. `vaultsync start {0}` takes it up, `vaultsync reopen {0}` opens it.",
}
"""What is said of a task that a promotion leaves as it is."""

KEPT_APART = "Kept apart"
_NOTHING = {KEPT_APART: "Nothing to change: each has an id of its own, and different ids keep tasks apart already."}
"""What is said where every line says what a command wants already, of some commands."""

_KEEP = click.option("--keep-duplicates", is_flag=True, help="Leave the task's other lines as they are.")


def _undecided(status: Status) -> bool:
    return not status.decided


def act_on_named_or_found(
    act: Act,
    names: tuple[str, ...],
    options: dict[str, Any],
    verb: str,
    fits: Callable[[Status], bool] = _undecided,
    those: str = "tasks of which something is left to do",
) -> None:
    """Act on named tasks, or on those that `--where` finds and that the command is for: see `bulk.Many`."""
    where = options["where"]
    if options["apply"] and not where:
        raise click.UsageError(
            "--apply belongs to --where. A named TASK is acted on at once: leave --apply out."
            if names
            else "--apply belongs to --where: say which tasks, --where 'due before today' --apply, or name a TASK."
        )
    if not where:
        if not names:
            raise click.UsageError("Name a TASK, or say which ones: --where 'due before today'.")
        try:
            _act(act, names, options, verb, undecided=True)
        except NoSuchTask as error:
            if (query := filter_among(names)) and not isinstance(error, UnclearTask):
                from shlex import quote

                meant = f"To act on what a query finds, write --where before it: --where {quote(query)}"
                raise error.reworded(remedy=meant) from error
            raise
        return
    if names:
        raise click.UsageError("Give either TASK or --where, not both: each line of a query has a --where of its own.")
    from vaultsync.faces.cli.bulk import Many, act_on_many

    act_on_many(Many(act, verb, fits, those), where, options)


def _act(act: Act, names: tuple[str, ...], options: dict[str, Any], verb: str, *, undecided: bool) -> None:
    """Plan, show or carry out, and say what became of it; see `App.find` for `undecided`."""
    here = workspace()
    app = app_in(here, no_sync=options["no_sync"], acts=not options["dry_run"])
    keep = options.get("keep_duplicates", False)
    plan = with_meant(
        typed_tasks(here, names),
        lambda meant: app.plan(typed(), meant, act, keep_duplicates=keep, undecided=undecided),
    )
    pairs = settled_by(app, plan)
    done = finish(app, plan, options, verb)
    tell_settled(app, pairs, done=done is not None)
    if done and verb == _PROMOTED:
        tell_undecided(app, done.tasks)


def finish(
    app: "App", plan: Plan, options: dict[str, Any], verb: str, *, places: Collection[tuple[str, int]] = ()
) -> Done | None:
    """Show a plan, or carry it out and say what became of it; return what was done, None if it was only shown.

    Args:
        app: The application.
        plan: What to do.
        options: Those of the command.
        verb: What it did, such as `Promoted`.
        places: Paths and numbers of lines whose tasks are shown besides those of the plan.
    """
    if options.get("dry_run"):
        click.echo(_plan(plan, options["as_json_"]))
        tell_ended(app, plan)
        tell_done_today(app, plan, verb)
        return None
    done = app.carry_out(plan)
    try:
        if not plan.edits and (rounds := left_for_today(app, plan, verb)) and not options["as_json_"]:
            click.echo("\n".join(f"Nothing to change: {each}" for each in rounds))
            return done
        if done.tasks and places:
            stated = (task for place in sorted(places) for task in app.index.placed(*place))
            by_uid = {task.uid: task for task in (*done.tasks, *stated)}
            done = done._replace(tasks=tuple(by_uid.values()))
        said = _outcome(app, done, options["as_json_"], verb)
    except StoreError:
        # It is done, and that has to be said even where the index cannot say how the tasks stand now.
        said = _outcome(app, done._replace(tasks=()), options["as_json_"], verb)
    click.echo(said)
    tell_ended(app, plan)
    if plan.edits:
        tell_done_today(app, plan, verb)
    return done


def _plan(plan: Plan, json: bool) -> str:
    from vaultsync.faces.texts import as_json, render

    if json:
        return as_json.document(dry_run=True, edits=[as_json.edit(edit) for edit in plan.edits])
    return render.diff(plan.edits) or "Nothing would change."


def _outcome(app: "App", done: Done, json: bool, verb: str) -> str:
    from vaultsync.faces.texts import as_json, render

    if json:
        return as_json.document(
            operation=as_json.operation(done.operation) if done.operation else None,
            tasks=[render.task_as_json(app, task) for task in done.tasks],
        )
    if done.operation is None or not done.operation.edits:
        return _NOTHING.get(verb) or _nothing_to_change(app, done.tasks if verb == _PROMOTED else ())
    edits = done.operation.edits
    notes = many(len({edit.path for edit in edits}), "note")
    said = render.task_table(app, done.tasks) if done.tasks else ""
    tail = f"{verb}: {many(len(edits), 'line')} in {notes}. `vaultsync undo` takes it back."
    return f"{said}\n{tail}" if said else tail


def _nothing_to_change(app: "App", promoted: "Sequence[Task]") -> str:
    """Say that nothing is to be done, and of tasks that were to be promoted which stay under way or on hold."""
    short = app.index.short(promoted)
    stay = [
        f"Nothing to change: {_STAYS[task.status].format(short[task.uid])}"
        for task in promoted
        if task.status in _STAYS
    ]
    return "\n".join(stay) or "Nothing to change: every line says it already."


@click.command("promote")
@_KEEP
@partial(acting_on_many, complete=tasks(PROPOSED))
def promote_command(names: tuple[str, ...], **options: Any) -> None:
    """Accept the proposal TASK, in every note that makes it.

    Its speaking line becomes `[ ]`, loses its tag and gains a lasting id.
    The task's other lines are closed as duplicates under the same id.
    A task that is under way or on hold stays so.
    Of what --where finds only proposals are accepted.

    \b
    Examples:
      vaultsync promote p-5k2rw
      vaultsync promote p-5k2rw p-9fj3m --dry-run
      vaultsync promote --where 'assignee is me' --where 'path includes Docking' --apply
    """

    def is_proposal(status: Status) -> bool:
        return status is Status.PROPOSED

    act_on_named_or_found(to_acceptance(), names, options, _PROMOTED, is_proposal, "proposals")


@click.command("reject")
@partial(acting_on_many, complete=tasks(PROPOSED))
def reject_command(names: tuple[str, ...], **options: Any) -> None:
    """Cancel TASK in every live note that states it.

    It stays rejected when it is proposed again.
    Of what --where finds nothing that is decided is touched.

    \b
    Examples:
      vaultsync reject p-5k2rw
      vaultsync reject --where proposed --where 'due before 3 months ago'
    """
    act_on_named_or_found(to_status(Status.CANCELLED), names, options, "Rejected")


@click.command("done")
@_KEEP
@acting_on_many
def done_command(names: tuple[str, ...], **options: Any) -> None:
    """Complete TASK as the Tasks plugin does.

    That sets the done date, writes the next occurrence, and does what stands behind 🏁.
    TASK may also be all words of the task, or PATH:LINE, as with every command.

    \b
    Examples:
      vaultsync done vs-5k2rw
      vaultsync done 'Send the minutes'
      vaultsync done 'Meetings/2026-01-05 Kickoff.md:12'
      vaultsync done --where 'tags include #errand' --apply
    """
    act_on_named_or_found(to_status(Status.DONE), names, options, DONE)


@click.command("reopen")
@_KEEP
@partial(acting, complete=tasks(DECIDED))
def reopen_command(names: tuple[str, ...], **options: Any) -> None:
    """Make TASK open again, whatever was decided.

    \b
    Examples:
      vaultsync reopen vs-5k2rw
    """
    _act(to_status(Status.OPEN), names, options, "Reopened", undecided=False)


@click.command("start")
@_KEEP
@acting
def start_command(names: tuple[str, ...], **options: Any) -> None:
    """Mark TASK as under way.

    \b
    Examples:
      vaultsync start vs-5k2rw
    """
    _act(to_status(Status.STARTED), names, options, "Started", undecided=True)
