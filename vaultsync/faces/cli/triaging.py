"""The command that goes through proposals one after the other, a key for each: triage."""

import os
import shlex
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING

import click

from vaultsync.acts import Act, Plan, to_acceptance, to_date, to_person, to_status
from vaultsync.core.values import Status
from vaultsync.core.views.wanted import Wanted, Whose
from vaultsync.faces.cli.completing import saved_queries
from vaultsync.faces.cli.listing import MINE
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import with_lines, with_vault, workspace
from vaultsync.faces.cli.prompts import IS_IT_MEANT, is_yes
from vaultsync.faces.cli.rounds import tell_ended
from vaultsync.faces.cli.session import ASSIGNED, DEFERRED, MERGED, Quit, Session, asked_line, asked_until, read, told
from vaultsync.faces.cli.settling import settled_by, tell_settled
from vaultsync.faces.cli.values import DAY, WHOSE, Whole
from vaultsync.faces.texts.words import clean, many, repeated

if TYPE_CHECKING:
    # A shell that completes a query waits for what is imported here.
    from vaultsync.app import App
    from vaultsync.core.model import Task
    from vaultsync.core.views.listed import Listed
    from vaultsync.wiring import Workspace

_PROPOSED = frozenset({Status.PROPOSED})
_NO_TERMINAL = (
    "triage waits for a key after each task, and needs a terminal. `vaultsync list --status proposed` prints the"
    " proposals; `vaultsync promote --where QUERY --apply`, or reject, decides many of them at once."
)


@click.command("triage")
@with_vault
@click.option("--whose", multiple=True, type=WHOSE, help="mine, others or unassigned; may be given again.")
@click.option("--limit", type=Whole(0), default=0, metavar="N", help="Only the first N; 0: all (default).")
@click.option("-q", "--query", "query", type=click.File("rb"), metavar="FILE", help="A query in a file.")
@click.argument("lines", nargs=-1, metavar="[QUERY]...", shell_complete=saved_queries)
@with_lines
def triage_command(lines: tuple[str, ...], whose: tuple[Whose, ...], limit: int) -> None:
    """Decide proposals one after the other, with a key for each.

    It shows mine and nobody's, in the order of `list`, or the proposals that a QUERY finds; each argument is one of its
    lines, and @NAME is a saved query.

    a accepts, r rejects, d completes, f defers, w assigns, m merges it with the task that it may be one with, s skips,
    u undoes, q quits; ? tells of every key.
    Each decision is carried out at once, as an operation of its own, which `vaultsync undo` takes back.
    What was changed since it was shown is shown again first.

    \b
    Examples:
      vaultsync triage
      vaultsync triage --whose unassigned --limit 50
      vaultsync triage 'due before today' 'sort by priority'
      vaultsync triage @week
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(_NO_TERMINAL)
    here = workspace()
    wanted = Wanted(statuses=_PROPOSED, whose=frozenset(whose) or (None if lines else MINE))
    app = app_in(here, acts=True, remembers=True)
    rows, total = _found(here, app, lines, wanted, limit or None)
    if echoes := app.index.counts().echoes:
        from vaultsync.faces.texts.folding import folded

        click.echo(folded(repeated(echoes), indent=0))
    if not rows:
        click.echo("There is nothing to decide: no proposal fits. `vaultsync list --status proposed` prints them all.")
        return
    _Triage(here, app, Session(app, rows, total)).run()


def _found(
    here: "Workspace", app: "App", lines: tuple[str, ...], wanted: Wanted, limit: int | None
) -> tuple[list["Listed"], int]:
    """Return the proposals to go through, and how many there are without the limit."""
    if not lines:
        return app.index.listed(wanted, limit=limit), app.index.count(wanted)
    from vaultsync.faces.cli.querying import asked, tell_of_doubts
    from vaultsync.querying import Querying

    querying = Querying(app, here.config["queries"])
    # What it finds is read as it is looked at: it has to be one look.
    with app.index.reading():
        answer = asked(querying, lines, besides=wanted, limit=limit, whole=False)
        found = list(answer.listed.values()), answer.found.before_limit
    tell_of_doubts(querying, answer)
    return found


class _Triage:
    """Shows one proposal after the other, and does what the keys say."""

    def __init__(self, here: "Workspace", app: "App", session: Session) -> None:
        self._here = here
        self._app = app
        self._session = session
        self._other: Listed | None = None
        """With which task the one that is shown may be one."""

        self._keys: dict[str, Callable[[Task], bool]] = {
            "a": self._accept,
            "r": self._reject,
            "d": self._complete,
            "f": self._defer,
            "w": self._assign,
            "m": self._merge,
            "v": self._view,
            "s": self._skip,
            " ": self._skip,
            "b": self._back,
            "u": self._undo,
            "?": self._help,
            "q": self._quit,
        }

    def run(self) -> None:
        """Show one proposal after the other until all were shown, or somebody quits."""
        from vaultsync.faces.texts.folding import folded
        from vaultsync.faces.texts.proposal import KEYS, tally, way_back

        session = self._session
        click.echo(f"{session.beginning}\n{folded(KEYS, indent=2)}")
        try:
            while (task := session.upcoming()) is not None:
                self._show(task)
                while not self._answered(task):
                    pass
        except Quit:
            click.echo()
        finally:
            ended = f"{tally(session.counts, session.left)} {way_back(session.operations)}".rstrip()
            click.echo(f"\n{folded(ended, indent=0)}")

    def _show(self, task: "Task") -> None:
        from vaultsync.core.provenance.origin import origin
        from vaultsync.core.views.daily import conflicts
        from vaultsync.faces.texts.folding import folded
        from vaultsync.faces.texts.proposal import facts_of
        from vaultsync.faces.texts.suggested import may_be_one
        from vaultsync.wiring import read_note

        app, session = self._app, self._session
        self._other = other = session.may_be_one(task)
        may_be = may_be_one(other, app.index.short([other])) if other else ""
        behind = origin(task, app.index.known_as, lambda path: read_note(self._here, path))
        # Who is meant is asked only where names differ: to gather all people takes its time.
        differ = len({owner for line in task.lines for owner in line.owners}) > 1
        disagree = conflicts([task], session.people.named_in if differ else lambda written, _: written)
        words = folded(clean(task.title), indent=0)
        click.echo(f"\n{session.position} · {app.index.short([task])[task.uid]}")
        click.echo(words if os.environ.get("NO_COLOR") else click.style(words, bold=True))
        click.echo(facts_of(task, behind, disagree, may_be=may_be, today=app.today))

    def _answered(self, task: "Task") -> bool:
        """Wait for a key and do what it says; return whether a task is to be shown now."""
        click.echo("[a r d f w m v s b u ? q] ", nl=False)
        key = read(click.getchar)
        does = self._keys.get(key.lower())
        if does is None:
            click.echo("\nThis key does nothing here; ? says what every key does.")
            return False
        click.echo(key)
        return bool(told(partial(does, task)))

    def _accept(self, task: "Task") -> bool:
        return self._decide(task, to_acceptance(), "accepted", "promote")

    def _reject(self, task: "Task") -> bool:
        return self._decide(task, to_status(Status.CANCELLED), "rejected", "reject")

    def _complete(self, task: "Task") -> bool:
        return self._decide(task, to_status(Status.DONE), "done", "done")

    def _defer(self, task: "Task") -> bool:
        from vaultsync.faces.cli.changing import moving

        def deferred(to: str) -> bool:
            later = DAY.convert(to, None, click.get_current_context())
            return self._decide(task, to_date(moving(to, later, self._app.today)), DEFERRED, "defer", "--to", to)

        return asked_until("To which day (2026-01-05, friday, +3d; empty: leave it)? ", deferred)

    def _assign(self, task: "Task") -> bool:
        def assigned(to: str) -> bool | None:
            name = self._charged(to)
            return None if name is None else self._decide(task, to_person(name), ASSIGNED, "assign", "--to", name)

        return asked_until("To whom (empty: leave it; '': nobody)? ", assigned)

    def _charged(self, typed: str) -> str | None:
        """Return the name to write, as `assign` does; None if it was a slip."""
        from vaultsync.faces.cli.newcomers import charged_when_asked, tell_of_newcomer

        people = self._session.people
        name = charged_when_asked("" if typed in ("''", '""') else typed, people)
        if name and tell_of_newcomer(name, people) and not is_yes(asked_line(IS_IT_MEANT)):
            click.echo("Nothing was changed.")
            return None
        return name

    def _merge(self, task: "Task") -> bool:
        from vaultsync.core.editing.decide import merge
        from vaultsync.faces.texts.suggested import merging

        if self._other is None:
            click.echo("No other task seems to be the same one; `vaultsync merge` makes one of any two.")
            return False
        if not self._session.is_as_shown(task) or self._session.may_be_one(task) != self._other:
            return self._shown_anew()
        uids = merging(task.uid, self._other.uid)
        command = shlex.join(("merge", *uids))
        return self._carried_out(self._app.plan_together(f"{command} # triage", uids, merge), MERGED)

    def _decide(self, task: "Task", act: Act, became: str, *command: str) -> bool:
        """Do to the task what a command does, if it still is what was shown; then go on."""
        if not self._session.is_as_shown(task):
            return self._shown_anew()
        # By the command that does the same a decision is known for one that the notes have lost.
        words = shlex.join((command[0], task.uid, *command[1:]))
        plan = self._app.plan(f"{words} # triage", [task.uid], act)
        pairs = settled_by(self._app, plan)
        goes_on = self._carried_out(plan, became)
        tell_settled(self._app, pairs, done=True)
        return goes_on

    def _shown_anew(self) -> bool:
        click.echo("Nothing was done, for the notes say something else of it by now than was shown.")
        return True

    def _carried_out(self, plan: Plan, became: str) -> bool:
        operation = self._app.carry_out(plan).operation
        if operation is None:
            click.echo("Nothing to change: every line says it already.")
            return False
        notes = many(len({edit.path for edit in operation.edits}), "note")
        click.echo(f"{became.capitalize()}: {many(len(operation.edits), 'line')} in {notes}.")
        tell_ended(self._app, plan)
        self._session.decided(operation.number, became)
        return True

    def _view(self, task: "Task") -> bool:
        from vaultsync.faces.cli.looking import in_full
        from vaultsync.wiring import open_details

        with closing(open_details(self._here)) as details, details.reading():
            click.echo(in_full(self._here, details, details.find([task.uid])))
        return False

    def _skip(self, _task: "Task") -> bool:
        self._session.skip()
        return True

    def _back(self, _task: "Task") -> bool:
        if self._session.back():
            return True
        click.echo("Before this one nothing is left to decide; u takes back what was decided here.")
        return False

    def _undo(self, _task: "Task") -> bool:
        last = self._session.last()
        if last is None:
            click.echo("Nothing that was decided here stands; `vaultsync undo` takes back what was done before.")
            return False
        self._app.undo(last.operation)
        self._session.taken_back()
        click.echo(f"Took back operation {last.operation}.")
        return True

    def _help(self, _task: "Task") -> bool:
        from vaultsync.faces.texts.proposal import HELP

        click.echo(HELP)
        return False

    def _quit(self, _task: "Task") -> bool:
        raise Quit
