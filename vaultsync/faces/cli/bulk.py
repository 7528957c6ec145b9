"""Acting on everything that a query finds: shown first, carried out with `--apply`, taken back by one `undo`."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

import click

from vaultsync.acts import Act, Done
from vaultsync.app import App
from vaultsync.bulk import Bulk, BulkCommand, LeftOut, carry_out_bulk, plan_bulk
from vaultsync.core.errors import StoreError
from vaultsync.core.model import Diagnostic, Status, Task
from vaultsync.faces.cli.acting import UNASKED
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import typed, workspace
from vaultsync.faces.cli.prompts import end_declined, yes_hint
from vaultsync.faces.cli.querying import asked
from vaultsync.faces.cli.rounds import tell_done_today, tell_ended
from vaultsync.faces.cli.settling import settled_by, tell_settled
from vaultsync.faces.texts import as_json, render
from vaultsync.faces.texts.found import explanation
from vaultsync.faces.texts.words import clean, many
from vaultsync.querying import Querying

_FIRST = 10
_NAMED = 3
"""Tasks that are named of those that the command is not for."""

_NO_FILE = "not-a-file"


@dataclass(frozen=True, slots=True)
class Many:
    """What a command does to many tasks."""

    act: Act
    verb: str
    """What it did, such as `Promoted`."""

    fits: Callable[[Status], bool]
    """Which tasks it is for; the others that a query finds are left as they are."""

    those: str
    """The same in words."""


class LeftAlone(NamedTuple):
    """What a query finds and the command is not for."""

    those: str
    """What it is for."""

    tasks: tuple[Task, ...]


def act_on_many(many_: Many, where: tuple[str, ...], options: dict[str, Any]) -> None:
    """Look for tasks, show what would change, and carry it out if that is wanted."""
    here = workspace()
    app = app_in(here, no_sync=options["no_sync"], acts=options["apply"] and not options["dry_run"])
    querying = Querying(app, here.config["queries"])
    answer = asked(querying, where)
    querying.refuse_doubtful(answer.query)
    found = answer.tasks
    tasks = tuple(task for task in found if many_.fits(task.status))
    left_alone = LeftAlone(many_.those, tuple(task for task in found if not many_.fits(task.status)))
    with _progress() as progress:
        order = BulkCommand(typed(), tasks, many_.act, options.get("keep_duplicates", False), progress)
        bulk = plan_bulk(app, order)
    pairs = settled_by(app, bulk.plan)
    if not options["apply"] or options["dry_run"]:
        if not options["as_json_"]:
            click.echo("\n".join([*map(clean, explanation(answer)), ""]))
        click.echo(_preview(app, bulk, left_alone, options))
        tell_ended(app, bulk.plan)
        _tell_done_today(app, bulk, many_.verb)
        tell_settled(app, pairs, done=False)
        return
    if len(bulk.plan.edits) > UNASKED and not options["yes"]:
        tell_settled(app, pairs, done=False)
        _confirm(app, bulk, left_alone)
    bulk, done = carry_out_bulk(app, order._replace(progress=_silent), bulk)
    try:
        said = _outcome(app, bulk, done, many_.verb, options["as_json_"])
    except StoreError:
        # It is done, and that has to be said even where the index cannot say how the tasks stand now.
        said = _outcome(app, bulk._replace(left_out=()), done._replace(tasks=()), many_.verb, options["as_json_"])
    click.echo(said)
    tell_ended(app, bulk.plan)
    _tell_done_today(app, bulk, many_.verb)
    tell_settled(app, pairs, done=True)
    if bulk.left_out:
        click.get_current_context().exit(bulk.left_out[0].error.exit_status)


def _tell_done_today(app: App, bulk: Bulk, verb: str) -> None:
    tell_done_today(app, bulk.plan._replace(tasks=bulk.unchanged, edits=()), verb)


def _confirm(app: App, bulk: Bulk, left_alone: LeftAlone) -> None:
    """Show what would change, and have the number of lines typed; end with status 1 if it is not."""
    number = len(bulk.plan.edits)
    click.echo("\n".join([*_shown(app, bulk, left_alone, _FIRST), "", f"Type {number} to go on: "]), err=True, nl=False)
    answer = sys.stdin.readline().strip().replace(",", "")
    if answer == str(number):
        return
    end_declined("Nothing was changed." + yes_hint())


def _counted(bulk: Bulk) -> str:
    edits, tasks = bulk.plan.edits, bulk.plan.tasks
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in Counter(task.status.value for task in tasks).items())
    notes = many(len({edit.path for edit in edits}), "note")
    lines = many(len(edits), "line")
    return f"{many(len(tasks), 'task')} ({kinds or 'none'}): {lines} in {notes} would change."


def _preview(app: App, bulk: Bulk, left_alone: LeftAlone, options: dict[str, Any]) -> str:
    edits = bulk.plan.edits
    if options["as_json_"]:
        return as_json.document(
            dry_run=True,
            edits=[as_json.edit(edit) for edit in edits],
            results=_results(bulk),
            passed_over=len(left_alone.tasks),
            not_searched=[each.path for each in _not_searched(app)],
        )
    out = _shown(app, bulk, left_alone, len(edits) if options["dry_run"] else _FIRST)
    if edits:
        out += ["", "Nothing is written yet; --apply does it."]
    return "\n".join(out)


def _shown(app: App, bulk: Bulk, left_alone: LeftAlone, lines: int) -> list[str]:
    """Return how much would change, the first of it with so many lines, and what is left out."""
    edits = bulk.plan.edits
    out = [_counted(bulk), *_besides(app, bulk, left_alone)]
    if edits:
        out += ["", render.task_table(app, bulk.plan.tasks[:_FIRST])]
        out += _more(len(bulk.plan.tasks) - _FIRST, "task")
        out += ["", render.diff(edits[:lines]), *_more(len(edits) - lines, "line")]
    return [*out, *_left(app, bulk.left_out)]


def _besides(app: App, bulk: Bulk, left_alone: LeftAlone) -> list[str]:
    out = []
    if others := left_alone.tasks:
        told = others[:_NAMED]
        short = app.index.short(told)
        found = f"{many(len(others), 'task')} that the query finds {'is' if len(others) == 1 else 'are'} left alone"
        out.append(f"{found}: this command is for {left_alone.those} only.")
        out += [f"  {short[task.uid]}  {task.status.value}  {clean(task.title)}" for task in told]
        out += [f"  {each}" for each in _more(len(others) - len(told), "task")]
    if bulk.unchanged:
        out.append(f"{many(len(bulk.unchanged), 'task')} would not change.")
    return out


def _more(number: int, noun: str) -> list[str]:
    return [f"… and {many(number, noun)} more"] if number > 0 else []


def _left(app: App, left_out: tuple[LeftOut, ...]) -> list[str]:
    if not left_out:
        return _told_not_searched(app)
    short = app.index.short([each.task for each in left_out])
    out = ["", f"Left out: {many(len(left_out), 'task')}."]
    for remedy in dict.fromkeys(each.error.remedy for each in left_out):
        by_reason: dict[str, list[LeftOut]] = {}
        for each in left_out:
            if each.error.remedy == remedy:
                by_reason.setdefault(_reason(each), []).append(each)
        out += _by_reason(by_reason, short)
        out.append(f"  Remedy: {clean(remedy)}")
    return [*out, *_told_not_searched(app)]


def _reason(one: LeftOut) -> str:
    """Return why a task is left out, without the name of the note that an error begins with."""
    paths = (line.path for line in one.task.lines if one.error.message.startswith(f"{line.path} "))
    return one.error.message.removeprefix(next(paths, ""))


def _by_reason(reasons: Mapping[str, list[LeftOut]], short: Mapping[str, str]) -> list[str]:
    """Return tasks under the reasons why they are left out, each reason once; of many reasons and tasks the first."""
    out = []
    for reason, mine in [*reasons.items()][:_FIRST]:
        told = [f"{short[each.task.uid]}  {clean(each.task.title)}" for each in mine]
        messages = {each.error.message for each in mine}
        if len(mine) == 1:
            out.append(f"  {told[0]}: {clean(*messages)}")
            continue
        out.append(
            f"  {clean(*messages) if len(messages) == 1 else f'each of {len(messages):,} notes{clean(reason)}'}:"
        )
        out += [f"    {each}" for each in (*told[:_FIRST], *_more(len(mine) - _FIRST, "task"))]
    rest = sum(len(mine) for mine in [*reasons.values()][_FIRST:])
    return [*out, *(f"  {each}" for each in _more(rest, "task"))]


def _not_searched(app: App) -> list[Diagnostic]:
    """Return what has the name of a note and is none: a query finds nothing in it, whatever stands there."""
    try:
        found = app.index.diagnostics() if _NO_FILE in app.index.odd_codes() else []
    except StoreError:  # of what is done may be said that it is, even where the index cannot be asked
        return []
    return [each for each in found if each.code == _NO_FILE]


def _told_not_searched(app: App) -> list[str]:
    found = _not_searched(app)
    if not found:
        return []
    out = ["", f"Left out, with all tasks in it: {many(len(found), 'note')} that no query searches."]
    out += [f"  {clean(each.path)}: {clean(each.message)}" for each in found[:_FIRST]]
    out += [f"  {each}" for each in _more(len(found) - _FIRST, "note")]
    return [*out, "  Remedy: Put an ordinary note in its place, or edit the file that it leads to where that lies."]


def _outcome(app: App, bulk: Bulk, done: Done, verb: str, json: bool) -> str:
    operation = done.operation
    if json:
        return as_json.document(
            operation=as_json.operation(operation) if operation else None,
            tasks=[render.task_as_json(app, task) for task in done.tasks],
            results=_results(bulk),
            not_searched=[each.path for each in _not_searched(app)],
        )
    if operation is None or not operation.edits:
        out = ["Nothing to change."]
    else:
        out = [render.task_table(app, done.tasks)] if done.tasks else []
        lines, notes = many(len(operation.edits), "line"), many(len({edit.path for edit in operation.edits}), "note")
        out.append(
            f"{verb} {many(len(bulk.plan.tasks), 'task')}: {lines} in {notes}. `vaultsync undo` takes all of it back."
        )
    return "\n".join([*out, *_left(app, bulk.left_out)])


def _results(bulk: Bulk) -> list[dict[str, Any]]:
    """Return what became of each task, under the name that it had."""

    def result(task: Task, became: str, because: str = "") -> dict[str, Any]:
        return {"uid": task.uid, "title": task.title, "result": became, "because": because}

    return [
        *(result(task, "changed") for task in bulk.plan.tasks),
        *(result(task, "unchanged") for task in bulk.unchanged),
        *(result(each.task, "left out", each.error.message) for each in bulk.left_out),
    ]


def _silent(_done: int, _of: int) -> None:
    return None


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Give a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        yield _silent
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(transient=True, console=Console(stderr=True)) as bar:
        task = bar.add_task("Trying tasks", total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
