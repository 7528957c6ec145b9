"""The command that is asked for all day: list. It reads no line again, and imports only what a list takes."""

import os
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from vaultsync.core.values import ACCEPTED, ME, Status
from vaultsync.core.views.wanted import Wanted, Whose
from vaultsync.faces.cli.completing import people, saved_queries
from vaultsync.faces.cli.opening import app_in, listing_in, opened
from vaultsync.faces.cli.options import syncing, with_lines, workspace
from vaultsync.faces.cli.values import DAY, STATUS, WHOSE, Whole, reached
from vaultsync.faces.texts.table import listed_table
from vaultsync.wiring import Workspace, clock_of

if TYPE_CHECKING:
    from vaultsync.app import App
    from vaultsync.core.ports import Listing

MINE = frozenset({Whose.MINE, Whose.UNASSIGNED})
"""Whose tasks are listed where nobody is named."""

_WHOSE = {
    **dict.fromkeys(ME, Whose.MINE),
    **dict.fromkeys(("unassigned", "nobody"), Whose.UNASSIGNED),
}
"""What stands for somebody, or for nobody, in place of a name."""

_AT_WORK = ACCEPTED | {Status.PROPOSED}
_ROWS = 50


def _print_instructions(context: click.Context, _: click.Parameter, given: bool) -> None:
    if not given:
        return
    from vaultsync.core.query import instructions
    from vaultsync.core.query.script.members import TASK_MEMBERS

    for title, lines in {
        "Of the Tasks plugin:": instructions.PLUGINS,
        "Filters in one line:": instructions.COMBINATIONS,
        "Of vaultsync, not with --strict:": instructions.OURS,
        "Functions, not with --strict:": instructions.FUNCTIONS,
        "Members of a task, for functions:": [f"task.{name}" for name in TASK_MEMBERS],
        "In a note, about the note:": instructions.PLACEHOLDERS,
        "A line that stands for others:": ("preset NAME", "@NAME"),
    }.items():
        click.echo("\n".join([title, *(f"  {each}" for each in lines)]))
    context.exit()


@click.command("list")
@syncing
@click.option("--status", multiple=True, type=STATUS, help="Only this status; may be given again.")
@click.option("--whose", multiple=True, type=WHOSE, help="mine, others or unassigned; may be given again.")
@click.option("--owner", default="", metavar="NAME", shell_complete=people, help="me, nobody, or part of a name.")
@click.option("--due-from", type=DAY, metavar="DAY", help="Due on DAY or later: 2026-01-05, today, +3d.")
@click.option("--due-to", type=DAY, metavar="DAY", help="Due on DAY or earlier.")
@click.option("--overdue", is_flag=True, help="Due before today.")
@click.option("--dated/--undated", default=None, help="Only tasks with, or without, a due date.")
@click.option("--tag", default="", metavar="TAG", help="With this tag, or one below it.")
@click.option("--note", default="", metavar="PATH", help="Part of the path of one of its notes.")
@click.option("--text", default="", metavar="WORDS", help="Part of the words of one of its lines.")
@click.option("--all", "everything", is_flag=True, help="Everybody's, decided and archived ones too.")
@click.option(
    "--limit",
    type=Whole(0),
    default=None,
    metavar="N",
    help=f"Rows to print; 0: all ({_ROWS}, of a QUERY all).",
)
@click.option("-q", "--query", "query", type=click.File("rb"), metavar="FILE", help="A query in a file; `-`: typed.")
@click.option("--strict", is_flag=True, help="Of queries understand only the plugin's instructions.")
@click.option("--explain", is_flag=True, help="Say first how the query is understood.")
@click.option(
    "--instructions",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_instructions,
    help="Print every instruction of the query language.",
)
@click.option("--json", "as_json_", is_flag=True, help="Print one JSON document, with every line.")
@click.argument("lines", nargs=-1, metavar="[QUERY]...", shell_complete=saved_queries)
@with_lines
def list_command(no_sync: bool, as_json_: bool, everything: bool, limit: int | None, **flags: Any) -> None:
    """List tasks: mine and open ones, then proposals.

    What is nobody's counts as mine.
    With --status everybody's are listed. With --whose or --owner what is not decided is.
    A QUERY in the language of the Tasks plugin searches all live tasks, everybody's and decided ones
    too. Each argument is one of its lines, and @NAME is a saved query; --instructions prints what it
    can say.

    \b
    Examples:
      vaultsync list
      vaultsync list --whose others --overdue
      vaultsync list --status proposed --text invoice --limit 0
      vaultsync list --all --json
      vaultsync list 'not done' 'due before next week' 'assignee is me' 'group by assignee'
      vaultsync list -q week.txt
      vaultsync list @week
    """
    here = workspace()
    asked = {name: flags.pop(name) for name in ("lines", "strict", "explain")}
    if asked["lines"]:
        app = app_in(here, no_sync=no_sync)
        _list_by_query(here, app, {**asked, "everything": everything, "json": as_json_, "limit": limit or None}, flags)
        return
    if asked["strict"] or asked["explain"]:
        raise click.UsageError("--strict and --explain go with a query, such as 'due before next week'.")
    today = clock_of(here.config)().date()
    nobody_named = not (everything or flags["whose"] or flags["status"] or flags["owner"])
    sought = nobody_named and bool(flags["text"] or flags["note"] or flags["tag"])
    # What a command is in the middle of may be open for that alone.
    whole = not (everything or any(flags.values()) or os.path.exists(here.journal_mark))  # noqa: PTH110  # see `workspace`
    wanted = _wanted(today, everything, flags)
    rows = (None if everything or as_json_ else _ROWS) if limit is None else limit or None
    if as_json_:
        _list_as_json(app_in(here, no_sync=no_sync), wanted, rows)
        return
    listing = listing_in(here, no_sync=no_sync)
    tasks = listing.listed(wanted, limit=rows)
    besides = _besides(listing, wanted, found=bool(tasks)) if sought else ""
    back = listing.came_back() if whole else 0
    if not tasks:
        _say_nothing_fits(here, besides)
        _tell_of_stranger(opened(here), wanted.owner)
        _tell_what_came_back(back)
        return
    click.echo(listed_table(tasks, listing.short(tasks), today))
    more = listing.count(wanted) - len(tasks) if rows else 0
    if more > 0:
        click.echo(f"… and {more:,} more (--limit 0 prints all)")
    if besides:
        from vaultsync.faces.cli.prompts import tell_note

        tell_note(besides)
    _tell_what_came_back(back)


def _tell_what_came_back(lines: int) -> None:
    """Say that open lines are not listed, since something in the same words was done before they were written."""
    if not lines:
        return
    from vaultsync.faces.cli.prompts import tell_note
    from vaultsync.faces.texts.words import many

    them, are = ("it", "is") if lines == 1 else ("them", "are")
    tell_note(
        f"{many(lines, 'open line')} {are} not listed, since a task in the same words was done before."
        f" `vaultsync close-echoes` shows {them}, and how to make a task of {them} again."
    )


def _besides(listing: "Listing", wanted: Wanted, *, found: bool) -> str:
    """Say how many tasks fit that a list leaves out where nobody is named; empty if there are none.

    What is decided or archived is told only where nothing else is found.
    """
    others = listing.count(wanted._replace(whose=frozenset({Whose.OTHERS})))
    settled = 0 if found else listing.count(wanted._replace(statuses=None, whose=None, live=None)) - others
    kinds = [
        *([f"{others:,} of others'"] if others else []),
        *([f"{settled:,} decided or archived"] if settled else []),
    ]
    return f"{' and '.join(kinds)} {'fits' if others + settled == 1 else 'fit'}: add --all." if kinds else ""


def _list_as_json(app: "App", wanted: Wanted, limit: int | None) -> None:
    from vaultsync.faces.texts import as_json, render

    tasks = app.index.tasks(wanted, limit=limit)
    click.echo(as_json.document(tasks=[render.task_as_json(app, task) for task in tasks]))
    if not tasks:
        _tell_of_stranger(app, wanted.owner)


def _tell_of_stranger(app: "App", owner: str) -> None:
    """Say of a name that is no part of any assignee's which one it is like."""
    from vaultsync.core.people import newcomer, whole
    from vaultsync.faces.cli.prompts import tell_note

    owners = app.index.owners()
    if not owner or any(owner.casefold() in each.casefold() for each in owners):
        return
    found = newcomer(owner, owners)
    # A name in other letters, such as without its accents, is no newcomer.
    nearest = found.nearest if found else whole(owner, owners)
    near = f" The nearest name is `{nearest}`." if nearest else ""
    tell_note(f"no task is anybody's who is called `{owner}`.{near}")


def _say_nothing_fits(here: Workspace, besides: str) -> None:
    from vaultsync.faces.texts import render

    click.echo(render.nothing(opened(here), besides))


def _list_by_query(here: Workspace, app: "App", asked: dict[str, Any], flags: dict[str, Any]) -> None:
    """Print what a query finds; flags that were given must hold besides."""
    from vaultsync.faces.cli.querying import ListWish, list_by_query

    given = any(value not in ((), "", None, False) for value in flags.values())
    overdue = flags["overdue"]
    wanted = _wanted(app.today, True, flags)
    if overdue and wanted.statuses is None and not asked["everything"]:
        # What is decided is late no more, whatever its due date was.
        wanted = wanted._replace(statuses=_AT_WORK)
    list_by_query(here, app, ListWish(**asked, besides=wanted if given else None))


def _wanted(today: date, everything: bool, flags: dict[str, Any]) -> Wanted:
    """Return what the flags ask for.

    A status says which tasks, whosever they are; an owner says only whose, and what is decided stays out.
    """
    from datetime import timedelta

    statuses, whose = frozenset(flags.pop("status")), frozenset(flags.pop("whose"))
    named = _WHOSE.get(flags["owner"].strip().lstrip("@").casefold())
    if named:
        flags["owner"] = ""
        whose = whose & {named} if whose else frozenset({named})
    overdue = flags.pop("overdue")
    due_to = reached(flags.pop("due_to"), today)
    if overdue:
        due_to = min(due_to or date.max, today - timedelta(days=1))
    picked = {name: reached(value, today) for name, value in flags.items()}
    if due_to and picked["due_from"] and due_to < picked["due_from"]:
        until = "--overdue means before today" if overdue else f"--due-to means until {due_to}"
        raise click.UsageError(f"--due-from means from {picked['due_from']} on, and {until}: no day is both.")
    anybody = everything or statuses or flags["owner"]
    return Wanted(
        statuses=statuses or (None if everything else _AT_WORK),
        whose=whose if whose or named else None if anybody else MINE,
        live=None if everything else True,
        due_to=due_to,
        **picked,
    )
