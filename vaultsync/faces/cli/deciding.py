"""Commands that decide which lines are one task: merge, split, keep-apart, close-echoes."""

from typing import TYPE_CHECKING, Any

import click

from vaultsync.core.errors import NoSuchLine
from vaultsync.core.finding import beginnings, place_in
from vaultsync.core.seen import came_back, decided_on, echoes, split_off
from vaultsync.faces.cli.acting import KEPT_APART, acting, finish
from vaultsync.faces.cli.completing import tasks
from vaultsync.faces.cli.naming import typed_tasks, with_meant
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, typed, workspace
from vaultsync.faces.texts.words import clean, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vaultsync.app import App
    from vaultsync.core.model import Task


@click.command("merge")
@acting
def merge_command(names: tuple[str, ...], **options: Any) -> None:
    """Make one task of several: each gets the id of the first.

    An id that a line has already stays beside it, since calendars may know the task by it: then the task goes by the
    id of the line that speaks for it, and is found by either. The ids stand in the notes, so that a rebuilt index
    remembers the decision.
    Of a task that has an id already, the lines that come to it take over its due date and assignee.

    \b
    Examples:
      vaultsync merge p-5k2rw p-9fj3m
      vaultsync merge p-5k2rw p-9fj3m --dry-run
    """
    from vaultsync.core.editing.decide import merge

    here = workspace()
    app = app_in(here, no_sync=options["no_sync"], acts=not options["dry_run"])
    plan = with_meant(typed_tasks(here, names), lambda meant: app.plan_together(typed(), _several(meant), merge))
    finish(app, plan, options, "Merged")


@click.command("keep-apart")
@acting
def keep_apart_command(names: tuple[str, ...], **options: Any) -> None:
    """Keep tasks apart for good: each gets an id of its own.

    Of a task that has an id already, the lines that come to it take over its due date and assignee.

    \b
    Examples:
      vaultsync keep-apart p-5k2rw p-9fj3m
    """
    from vaultsync.core.editing.decide import keep_apart

    here = workspace()
    app = app_in(here, no_sync=options["no_sync"], acts=not options["dry_run"])
    plan = with_meant(typed_tasks(here, names), lambda meant: app.plan_together(typed(), _several(meant), keep_apart))
    finish(app, plan, options, KEPT_APART)


@click.command("split")
@click.argument("name", metavar="TASK", shell_complete=tasks())
@click.argument("lines", nargs=-1, required=True, metavar="LINE...")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@json_option
@syncing
def split_command(name: str, lines: tuple[str, ...], **options: Any) -> None:
    """Take lines out of TASK: they become a task of their own.

    A LINE is `PATH:LINE`, as `vaultsync show` prints it, or its provisional name.

    \b
    Examples:
      vaultsync split p-5k2rw 'Meetings/2026-01-05 Kickoff.md:12'
    """
    from vaultsync.core.editing.decide import split

    here = workspace()
    app = app_in(here, no_sync=options["no_sync"], acts=not options["dry_run"])
    (task,) = with_meant(typed_tasks(here, [name]), app.find)
    places = [_place(line, {each.name: each.place for each in task.lines}) for line in typed_tasks(here, lines)]
    plan = app.plan(typed(), [task.uid], lambda one, wish: split(one, places, wish))
    finish(app, plan, options, "Split", places=places)


@click.command("close-echoes")
@click.option("--apply", is_flag=True, help="Close them; without it they are only listed.")
@click.option("--newer", is_flag=True, help="Close also what was perhaps written after the decision.")
@json_option
@syncing
def close_echoes_command(apply: bool, newer: bool, **options: Any) -> None:
    """Close the lines that propose a decided task again.

    An open line that is no proposal, and is newer than the decision or has no date that says how old it is, was perhaps
    written because the task came back. Such lines are listed apart, each with the `split` that makes it a task of its
    own, and stay open without --newer.

    \b
    Examples:
      vaultsync close-echoes
      vaultsync close-echoes --apply
    """
    from functools import partial

    from vaultsync.asking import Asking
    from vaultsync.core.editing.decide import close_echoes

    app = app_in(workspace(), no_sync=options["no_sync"], acts=apply)
    echoed = Asking(app).echoed()
    if not echoed and not options["as_json_"]:
        click.echo("No decided task was proposed again.")
        return
    plan = app.plan(typed(), [task.uid for task in echoed], partial(close_echoes, newer=newer))
    closing = sum(newer or len(echoes(task)) > len(came_back(task)) for task in echoed)
    if plan.edits or options["as_json_"]:
        finish(app, plan, {**options, "dry_run": not apply}, "Closed echoes")
    if not options["as_json_"]:
        if plan.edits and not apply:
            click.echo(f"{many(len(plan.edits), 'line')} of {many(closing, 'task')}; --apply closes them.")
        if not newer:
            _tell_came_back(app, echoed)


def _tell_came_back(app: "App", echoed: "Sequence[Task]") -> None:
    """List the lines that stay open because a person perhaps wrote them after the decision."""
    back = [(task, lines) for task in echoed if (lines := came_back(task))]
    if not back:
        return
    number = many(sum(len(lines) for _, lines in back), "line")
    click.echo(
        f"{number} of {many(len(back), 'task')} perhaps came back after the decision, and"
        f" {'stays' if number == '1 line' else 'stay'} open; --newer closes them, too."
    )
    short = app.index.short([task for task, _ in back])
    for task, lines in back:
        day = decided_on(task, app.conventions.proposed_tag)
        click.echo(f"{short[task.uid]:<10} {clean(task.title)}: {task.status.value}{f' on {day}' if day else ''}")
        click.echo("\n".join(f"           {clean(line.path)}:{line.line}  {clean(line.raw.strip())}" for line in lines))
        click.echo(f"           a task of its own: {clean(split_off(lines).replace('TASK', short[task.uid]))}")


def _place(line: str, named: dict[str, tuple[str, int]]) -> tuple[str, int]:
    """Return path and number of a line that was typed as `PATH:LINE` or as its provisional name."""
    if place := place_in(line):
        return place
    found = [place for name, place in named.items() if name.startswith((line, *beginnings(line)))]
    if len(found) != 1:
        raise NoSuchLine(f"`{clean(line)}` is no line of the task", remedy="Write PATH:LINE as `vaultsync show` does.")
    return found[0]


def _several(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(names) < 2:
        raise click.UsageError("Name at least two tasks.")
    return names
