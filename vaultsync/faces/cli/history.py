"""Commands over what was done: undo, log."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from vaultsync.core.editing.undoing import LEFT_OUT, Back, Blocked, chosen, goes_on
from vaultsync.core.errors import BY_SIGNAL, VaultSyncError
from vaultsync.core.model import Operation
from vaultsync.faces.cli import complain
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, with_vault, workspace
from vaultsync.faces.cli.values import Whole
from vaultsync.faces.texts import as_json, render
from vaultsync.faces.texts.words import clean, many
from vaultsync.taking_back import Undone
from vaultsync.wiring import Workspace, interrupted_in

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.conventions import Conventions


_MOST: Final = 999_999_999


class _Operations(click.ParamType):  # type: ignore[type-arg]  # older click takes none
    """`12`, or `12-15` for all from one number to another."""

    name = "operation"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> range:
        """Return the numbers that were typed."""
        typed = re.fullmatch(r"([0-9]{1,9})(?:(?:-|–|\.\.)([0-9]{1,9}))?", str(value).strip())
        first, last = (int(typed[1]), int(typed[2] or typed[1])) if typed else (0, 0)
        if not 1 <= first <= last <= _MOST:
            self.fail(
                f"`{clean(str(value))}` does not do: `vaultsync log` shows the number of each operation; 12-15 means"
                " all from 12 to 15.",
                param,
                ctx,
            )
        return range(first, last + 1)


@click.command("undo")
@syncing
@click.argument("operations", nargs=-1, metavar="[OPERATION]...", type=_Operations())
@click.option("--skip-changed", is_flag=True, help="Leave lines as they are that have changed since.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@json_option
def undo_command(
    no_sync: bool, operations: tuple[range, ...], skip_changed: bool, dry_run: bool, as_json_: bool
) -> None:
    """Take back the last command that edited notes.

    With a number, OPERATION of `vaultsync log`, it takes back that one; with several, or with 12-15 for all from 12 to
    15 that stand, one after the other, the newest first. Then the notes say what they said before 12: an undo among
    these is taken back if it took back something before 12.
    All of an operation or nothing: what says something else by now is named, and no note is changed. With
    --skip-changed the other lines are taken back; once those that were left out are put back by hand, the same command
    takes them, too. A note that was renamed is followed where its lines, or all its bytes, tell it from every other
    one.
    What was interrupted last is finished or taken back first; where an undo means that, it does nothing else.
    What was taken back is had again by taking that back, by its own number.

    \b
    Examples:
      vaultsync undo
      vaultsync undo 12
      vaultsync undo 12-41
      vaultsync undo 12 --skip-changed
      vaultsync undo 12-41 --dry-run
    """
    here = workspace()
    app = app_in(here, no_sync=no_sync, acts=not dry_run)
    if dry_run:
        _refuse_while_interrupted(here)
        several = chosen(operations, app.log()) if operations else [None]
        _show_undo(app, several, skip_changed=skip_changed, json=as_json_)
        return
    if len(operations) > 1 or (operations and len(operations[0]) > 1):
        _undo_several(app, chosen(operations, app.log()), skip_changed=skip_changed, json=as_json_)
        return
    undone = app.undo(operations[0].start if operations else None, skip_changed=skip_changed)
    if as_json_:
        click.echo(as_json.document(**_as_json(undone)))
    elif undone.operation is not None:
        click.echo(f"{render.diff(undone.operation.edits)}\n{_taken_back(undone.operation, undone)}")
    elif undone.recovered is not None:
        click.echo(_nothing_taken_back(undone.recovered.operation, undone))


def _refuse_while_interrupted(here: Workspace) -> None:
    """Refuse to show what an undo would do while nobody knows yet what it would mean.

    Raises:
        VaultSyncError: Something is interrupted, and not settled.
    """
    for each in interrupted_in(here):
        from vaultsync.core.editing.recovery import interruption

        raise VaultSyncError(interruption(each), remedy="`vaultsync doctor --repair` settles it; then look again.")


def _show_undo(app: "App", numbers: Sequence[int | None], *, skip_changed: bool, json: bool) -> None:
    """Show what taking operations back would change, the newest first; of several each under its number."""
    found: list[Back] = []
    refused: list[tuple[int, VaultSyncError]] = []
    for at, number in enumerate(numbers):
        newer = [each for each in numbers[:at] if each is not None]
        try:
            back = app.would_undo(number, skip_changed=skip_changed, newer=newer)
        except VaultSyncError as error:
            if number is None or len(numbers) == 1:
                raise
            refused.append((number, error))
            complain(error.message, error.remedy, error.details)
            continue
        found.append(back)
        if not json:
            said = [f"Operation {number}:"] if len(numbers) > 1 else []
            click.echo("\n".join([*said, render.diff(back.edits), *_left_out(back.blocked)]))
    if json:
        edits = [as_json.edit(edit) for back in found for edit in back.edits]
        left_out = [as_json.edit(edit) for back in found for each in back.blocked for edit in each.edits]
        told = {"refused": _refused_as_json(refused)} if len(numbers) > 1 else {}
        click.echo(as_json.document(dry_run=True, edits=edits, left_out=left_out, **told))
    if refused:
        click.get_current_context().exit(refused[0][1].exit_status)


def _refused_as_json(refused: Sequence[tuple[int, VaultSyncError]]) -> list[dict[str, Any]]:
    return [{"operation": number, "message": error.message, "remedy": error.remedy} for number, error in refused]


def _undo_several(app: "App", numbers: Sequence[int], *, skip_changed: bool, json: bool) -> None:
    """Take operations back one by one, and tell of each; what is refused does not stop the rest."""
    done: list[Undone] = []
    refused: list[tuple[int, VaultSyncError]] = []
    try:
        for number in numbers:
            try:
                done.append(app.undo(number, skip_changed=skip_changed))
            except VaultSyncError as error:
                if error.exit_status > BY_SIGNAL:
                    raise
                refused.append((number, error))
                complain(error.message, error.remedy, error.details)
    finally:
        # Not after each: where nobody reads the output any more, the rest would not be taken back.
        if done and not json:
            click.echo("\n".join(map(_in_short, done)))
    if json:
        told = {"undone": [_as_json(each) for each in done], "refused": _refused_as_json(refused)}
        click.echo(as_json.document(**told))
    else:
        lines = sum(len(each.operation.edits) for each in done if each.operation)
        of = f"{len(done):,} of " if refused else ""
        operations = many(len(numbers), "operation")
        click.echo(f"Took back {of}{operations}: {many(lines, 'line')}. `vaultsync log --diff` shows them.")
    if refused:
        click.get_current_context().exit(refused[0][1].exit_status)


def _as_json(undone: Undone) -> dict[str, Any]:
    return {
        "operation": as_json.operation(undone.operation) if undone.operation else None,
        "left_out": [as_json.edit(edit) for each in undone.left_out for edit in each.edits],
    }


def _in_short(undone: Undone) -> str:
    if undone.operation is not None:
        return _taken_back(undone.operation, undone, more="")
    assert undone.recovered is not None
    return _nothing_taken_back(undone.recovered.operation, undone)


def _taken_back(operation: Operation, undone: Undone, more: str = " `vaultsync log` shows all.") -> str:
    finished = " That undo had been interrupted, and is finished now." if undone.recovered else ""
    lines = many(len(operation.edits), "line")
    said = [f"Took back operation {operation.undoes}: {lines}.{finished}{more}"]
    if undone.left_out:
        said += _left_out(undone.left_out)
        said += [goes_on(operation.undoes)] if operation.undoes else []
    return "\n".join(said)


def _left_out(blocked: Sequence[Blocked]) -> list[str]:
    if not blocked:
        return []
    left = many(sum(len(each.edits) for each in blocked), "line")
    return [f"Left out, for they have changed since: {left}.", *(f"  {clean(each.error.message)}" for each in blocked)]


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
@json_option
@click.option("--diff", "with_diff", is_flag=True, help="Show the lines, before and after.")
def log_command(limit: int, as_json_: bool, with_diff: bool) -> None:
    """List what vaultsync did to the notes, the newest first.

    \b
    Examples:
      vaultsync log
      vaultsync log --diff --limit 3
    """
    app = app_in(workspace(), no_sync=True)
    operations = app.log(limit)
    if as_json_:
        click.echo(as_json.document(operations=[as_json.operation(each) for each in operations]))
    elif not operations:
        click.echo("Nothing was done yet.")
    elif with_diff:
        click.echo("\n\n".join(_in_full(each) for each in operations))
    else:
        from vaultsync.faces.texts.log import log_table

        words = [_words(each, app.conventions) for each in operations]
        click.echo(log_table([_row(each) for each in operations], words))


def _words(one: Operation, conventions: "Conventions") -> str:
    """Return the words of the first task that an operation edited; empty if it edited none."""
    from vaultsync.core.notes.task_line import title_of

    lines = (line for edit in one.edits for line in (*edit.after, *edit.before))
    return next(filter(None, (title_of(line, conventions) for line in lines)), "")


def _row(one: Operation) -> tuple[str, ...]:
    left_out = f", leaves {one.facts[LEFT_OUT]} out" if LEFT_OUT in one.facts else ""
    command = one.command if one.undoes is None else f"{one.command} (takes back {one.undoes}{left_out})"
    return str(one.number), one.at.isoformat(" ", "minutes"), str(len(one.edits)), one.outcome, command


def _in_full(one: Operation) -> str:
    number, when, _, outcome, command = _row(one)
    return f"{number}  {when}  {outcome}  {clean(command)}\n{render.diff(one.edits)}"
