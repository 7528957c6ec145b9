"""Views that people need daily: waiting, agenda, digest, decisions."""

from collections.abc import Callable
from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from vaultsync.core.errors import StoreError
from vaultsync.faces.cli.completing import people
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, workspace
from vaultsync.faces.cli.prompts import tell_note
from vaultsync.faces.cli.values import FIRST_DAY, reached
from vaultsync.faces.texts.words import clean, day, many
from vaultsync.wiring import Workspace, remember, remembered

if TYPE_CHECKING:
    # A shell that completes a name waits for what is imported here.
    from vaultsync.app import App
    from vaultsync.core.model import Task
    from vaultsync.core.views.digest import Digest, Snapshot
    from vaultsync.faces.texts.report import Report, Section

_LAST = "last"
_LOOK = "digest.json"
"""What the tasks looked like when a digest was last asked."""


def _reporting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--json` and `--markdown`."""
    command = click.option("--markdown", is_flag=True, help="Print Markdown, fit to paste into a note.")(command)
    command = json_option(command)
    return syncing(command)


def _print(report: "Report", markdown: bool) -> None:
    click.echo(report.as_markdown() if markdown else report.as_text())


def _section(app: "App", heading: str, tasks: "tuple[Task, ...]", *, whose: bool = False) -> "Section":
    from vaultsync.faces.texts.report import Section, task_items

    return Section(heading, task_items(tasks, dict(app.index.short(tasks)), app.today, whose=whose))


def _as_json(app: "App", tasks: "tuple[Task, ...]") -> list[dict[str, Any]]:
    from vaultsync.faces.texts import render

    return [render.task_as_json(app, task) for task in tasks]


@click.command("waiting")
@_reporting
def waiting_command(no_sync: bool, as_json_: bool, markdown: bool) -> None:
    """List what others owe me, by person, the oldest first.

    With each task stands its last mention.

    \b
    Examples:
      vaultsync waiting
      vaultsync waiting --markdown
    """
    from vaultsync.asking import Asking
    from vaultsync.faces.texts import as_json
    from vaultsync.faces.texts.report import Report

    app = app_in(workspace(), no_sync=no_sync)
    owed = Asking(app).waiting()
    if as_json_:
        persons = [{"person": each.person, "tasks": _as_json(app, each.tasks)} for each in owed]
        click.echo(as_json.document(waiting=persons))
        return
    sections = [_section(app, each.person, each.tasks) for each in owed]
    _print(Report("Waiting for others", sections, "nobody owes anything."), markdown)


@click.command("agenda")
@_reporting
@click.argument("name", shell_complete=people)
def agenda_command(no_sync: bool, as_json_: bool, markdown: bool, name: str) -> None:
    """Gather what a talk with NAME needs.

    That is what they owe, what I owe, what is undecided, and the last notes in common.
    What asks nobody, and has NAME with an @ among its words, stands by itself.
    NAME may be a first name or an alias, where it fits one person only.

    \b
    Examples:
      vaultsync agenda 'Bo Lind'
      vaultsync agenda Bo --markdown
    """
    from vaultsync.asking import Asking
    from vaultsync.faces.texts import as_json
    from vaultsync.faces.texts.report import Item, Report, Section

    app = app_in(workspace(), no_sync=no_sync)
    asking = Asking(app)
    found = asking.agenda(name)
    decided = asking.decisions(person=found.person)[:5]
    if as_json_:
        click.echo(
            as_json.document(
                person=found.person,
                they_owe=_as_json(app, found.they_owe),
                i_owe=_as_json(app, found.i_owe),
                named=_as_json(app, found.named),
                undecided=_as_json(app, found.undecided),
                notes=[as_json.note(note) for note in found.notes],
                decisions=[as_json.decision(each) for each in decided],
            )
        )
        return
    sections = [
        _section(app, f"{found.person} owes", found.they_owe),
        _section(app, "I owe", found.i_owe, whose=True),
        _section(app, f"Nobody's, with @{found.person} in the words", found.named),
        _section(app, "Proposed, undecided", found.undecided, whose=True),
        Section("Decided", [Item(each.text, remark=day(each.note.noted_on), note=each.note.path) for each in decided]),
        Section("Last notes", [Item(note.title, remark=day(note.noted_on), note=note.path) for note in found.notes]),
    ]
    _print(Report(f"Agenda: {found.person}", sections, "nothing stands between you."), markdown)


class _Since(click.ParamType):  # type: ignore[type-arg]  # older click takes none
    """A day, or `last`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value == _LAST else FIRST_DAY.convert(value, param, ctx)


@click.command("digest")
@_reporting
@click.option(
    "--since",
    type=_Since(),
    default="-7d",
    metavar="DAY|last",
    help="First day: 2026-01-05, friday (the last one), -7d (default); last: since the last digest that was asked so.",
)
@click.option("--peek", is_flag=True, help="With --since last: the next one begins where this one does.")
def digest_command(no_sync: bool, as_json_: bool, markdown: bool, since: Any, peek: bool) -> None:
    """Say what the notes since a day have brought.

    Tasks are told that are new, said again, accepted, closed, or moved to another date: from which day to which, and
    which note says so.
    A day goes by the dates of notes, and for what a command accepted by the log. `last` compares with how the tasks
    stood when it was asked before, so that an old note that arrives late is told too.

    \b
    Examples:
      vaultsync digest
      vaultsync digest --since 2026-01-05 --markdown
      vaultsync digest --since last
    """
    from vaultsync.asking import Asking

    if peek and since != _LAST:
        raise click.UsageError("--peek goes with --since last.")
    here = workspace()
    app = app_in(here, no_sync=no_sync, remembers=True)
    asking = Asking(app)
    first = _last_snapshot(here, app) if since == _LAST else reached(since, app.today)
    _tell_of_coming(first, app.today)
    found = asking.digest(first, _promoted(app, first) if isinstance(first, date) else ())
    _tell_digest(app, found, as_json_=as_json_, markdown=markdown)
    if since == _LAST and not peek:
        from vaultsync.core.views.digest import snapshot_to_text

        remember(here, _LOOK, snapshot_to_text(asking.snapshot()))


def _tell_of_coming(first: Any, today: date) -> None:
    """Say of a first day that it is yet to come: what is told from then on is told of hardly any note."""
    if isinstance(first, date) and first > today:
        tell_note(f"--since {first} is yet to come; today is {today}.")


def _last_snapshot(here: Workspace, app: "App") -> "Snapshot | date":
    from vaultsync.core.views.digest import snapshot_from_text

    known = snapshot_from_text(remembered(here, _LOOK))
    if known is None:
        click.echo("No digest was asked with `--since last` before: this one tells of the last 7 days.", err=True)
    return known or app.today - timedelta(days=7)


def _promoted(app: "App", since: date) -> frozenset[str]:
    """Return the names of what was accepted since a day; without its journal a vault is read all the same."""
    from vaultsync.core.editing.promoted import promoted_since

    try:
        return promoted_since(app.log(), since)
    except StoreError as error:
        click.echo(f"Warning: {clean(error.message)}. {clean(error.remedy)}", err=True)
        return frozenset()


def _tell_digest(app: "App", found: "Digest", *, as_json_: bool, markdown: bool) -> None:
    from vaultsync.core.views.digest import PARTS
    from vaultsync.faces.texts import as_json
    from vaultsync.faces.texts.report import Report, Section, moved_items

    parts: dict[str, tuple[Task, ...]] = {part: getattr(found, part) for part in PARTS}
    if as_json_:
        lists = {name: _as_json(app, tasks) for name, tasks in parts.items()}
        for task, move in zip(lists["moved"], found.moves, strict=True):
            task["move"] = as_json.move(move)
        click.echo(as_json.document(since=found.since, **lists))
        return
    headings = {
        "new": "New",
        "echoed": "Said again",
        "accepted": "Accepted",
        "closed": "Closed",
        "moved": "Other dates",
    }
    sections = [_section(app, headings[name], tasks) for name, tasks in parts.items() if name != "moved"]
    other = moved_items(found.moved, found.moves, dict(app.index.short(found.moved)))
    sections.append(Section(headings["moved"], other))
    _print(Report(f"Since {day(found.since)}", sections, "nothing new."), markdown)


@click.command("decisions")
@_reporting
@click.option("--since", type=FIRST_DAY, metavar="DAY", help="Of notes from this day on; friday is the last one.")
@click.option("--person", default="", metavar="NAME", shell_complete=people, help="Of notes about or with this person.")
def decisions_command(no_sync: bool, as_json_: bool, markdown: bool, since: Any, person: str) -> None:
    """List what meetings decided, the newest first.

    These are the items under the notes' heading `Decisions`.

    \b
    Examples:
      vaultsync decisions --since 2026-01-01
      vaultsync decisions --person 'Bo Lind' --markdown
    """
    from vaultsync.asking import Asking
    from vaultsync.faces.texts import as_json
    from vaultsync.faces.texts.report import Item, Report, Section

    app = app_in(workspace(), no_sync=no_sync)
    first = reached(since, app.today) if since else None
    asking = Asking(app)
    found = asking.decisions(first, person)
    _tell_of_coming(first, app.today)
    if several := asking.people.could_be(person):
        whom = f"Write whom you mean: {' or '.join(f'--person {quote(each)}' for each in several)}."
        tell_note(f"`{person}` could be {' or '.join(several)}. {whom}")
    if as_json_:
        click.echo(as_json.document(decisions=[as_json.decision(each) for each in found]))
        return
    by_note: dict[str, list[Item]] = {}
    for each in found:
        noted_on = day(each.note.noted_on)
        heading = each.note.title if each.note.title.startswith(noted_on) else f"{noted_on} {each.note.title}"
        by_note.setdefault(heading, []).append(Item(each.text, note=each.note.path))
    sections = [Section(heading, items) for heading, items in by_note.items()]
    every = len(found) or len(asking.decisions())
    empty = f"of {many(every, 'item')} none fits." if every else "no note has any."
    _print(Report(f"Decisions: {many(len(found), 'item')}", sections, empty), markdown)
