"""Commands over what was done: undo, log."""

import click

from vaultsync.core.editing.undoing import LEFT_OUT, goes_on
from vaultsync.core.model import Operation
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import syncing, with_vault, workspace
from vaultsync.faces.cli.values import Whole
from vaultsync.faces.texts import as_json, render
from vaultsync.faces.texts.table import folded_table
from vaultsync.faces.texts.words import clean, many
from vaultsync.taking_back import Undone


@click.command("undo")
@syncing
@click.argument(
    "operation",
    required=False,
    type=Whole(1, 999_999_999, wanted="`vaultsync log` shows the number of each operation"),
)
@click.option("--skip-changed", is_flag=True, help="Leave lines as they are that have changed since.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
def undo_command(no_sync: bool, operation: int | None, skip_changed: bool, as_json_: bool) -> None:
    """Take back the last command that edited notes.

    With a number, OPERATION of `vaultsync log`, it takes back that one.
    All of it or nothing: what says something else by now is named, and no note is changed. With --skip-changed the
    other lines are taken back; once those that were left out are put back by hand, the same command takes them, too.
    A note that was renamed is followed where its lines, or all its bytes, tell it from every other one.
    What was interrupted last is finished or taken back first; where an undo means that, it does nothing else.
    What was taken back is had again by taking that back, by its own number.

    \b
    Examples:
      vaultsync undo
      vaultsync undo 12
      vaultsync undo 12 --skip-changed
    """
    app = app_in(workspace(), no_sync=no_sync, acts=True)
    undone = app.undo(operation, skip_changed=skip_changed)
    if as_json_:
        click.echo(
            as_json.document(
                operation=as_json.operation(undone.operation) if undone.operation else None,
                left_out=[as_json.edit(edit) for each in undone.left_out for edit in each.edits],
            )
        )
    elif undone.operation is not None:
        click.echo(f"{render.diff(undone.operation.edits)}\n{_taken_back(undone.operation, undone)}")
    elif undone.recovered is not None:
        click.echo(_nothing_taken_back(undone.recovered.operation, undone))


def _taken_back(operation: Operation, undone: Undone) -> str:
    finished = " That undo had been interrupted, and is finished now." if undone.recovered else ""
    lines = many(len(operation.edits), "line")
    said = [f"Took back operation {operation.undoes}: {lines}.{finished} `vaultsync log` shows all."]
    if undone.left_out:
        left = sum(len(each.edits) for each in undone.left_out)
        said.append(f"Left out, for they have changed since: {many(left, 'line')}.")
        said += [f"  {clean(each.error.message)}" for each in undone.left_out]
        said += [goes_on(operation.undoes)] if operation.undoes else []
    return "\n".join(said)


def _nothing_taken_back(interrupted: Operation, undone: Undone) -> str:
    number = interrupted.number
    said = f"Nothing was to be taken back: operation {number} was interrupted before it had changed any note."
    before = undone.before
    if before is None:
        return said
    return f"{said} The one before it stands; `vaultsync undo {before.number}` takes it back: {clean(before.command)}"


@click.command("log")
@with_vault
@click.option("--limit", type=Whole(1), default=20, show_default=True, metavar="N", help="Operations to print.")
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document.")
@click.option("--diff", "with_diff", is_flag=True, help="Show the lines, before and after.")
def log_command(limit: int, as_json_: bool, with_diff: bool) -> None:
    """List what vaultsync did to the notes, the newest first.

    \b
    Examples:
      vaultsync log
      vaultsync log --diff --limit 3
    """
    operations = app_in(workspace(), no_sync=True).log(limit)
    if as_json_:
        click.echo(as_json.document(operations=[as_json.operation(each) for each in operations]))
    elif not operations:
        click.echo("Nothing was done yet.")
    elif with_diff:
        click.echo("\n\n".join(_in_full(each) for each in operations))
    else:
        click.echo(
            folded_table(("NO", "WHEN", "LINES", "OUTCOME", "COMMAND"), [_row(each) for each in operations], wide=4)
        )


def _row(one: Operation) -> tuple[str, ...]:
    left_out = f", leaves {one.facts[LEFT_OUT]} out" if LEFT_OUT in one.facts else ""
    command = one.command if one.undoes is None else f"{one.command} (takes back {one.undoes}{left_out})"
    return str(one.number), one.at.isoformat(" ", "minutes"), str(len(one.edits)), one.outcome, command


def _in_full(one: Operation) -> str:
    number, when, _, outcome, command = _row(one)
    return f"{number}  {when}  {outcome}  {clean(command)}\n{render.diff(one.edits)}"
