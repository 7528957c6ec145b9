"""Commands that change what a task says: defer and assign."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from vaultsync.acts import to_date, to_person
from vaultsync.core.values import When
from vaultsync.faces.cli.acting import act_on_named_or_found, acting_on_many
from vaultsync.faces.cli.completing import people
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import workspace
from vaultsync.faces.cli.prompts import tell_note
from vaultsync.faces.cli.rounds import TOLD
from vaultsync.faces.cli.values import DAY, Later
from vaultsync.faces.texts.words import many


@click.command("defer")
@click.option(
    "--to", "to", required=True, metavar="DAY", help="2026-01-05, friday, 'next monday', or a step: +3d, 2w, 1m."
)
@acting_on_many
def defer_command(names: tuple[str, ...], to: str, **options: Any) -> None:
    """Move TASK's date: due, else scheduled, else start.

    A scheduled date that the note's name gives counts, too (a setting of the Tasks plugin). A task without any gets a
    due date. The date moves on every undecided line that states one, and the task's lines without an id get its id; a
    newer one, which then speaks for the task, gets its date and assignee, too. A step counts from the task's own date,
    from today if that is past. DAY may also be words that mean one day in a query: 'in two weeks'. What means several
    ('next week') is refused, and names them. A day that is past is told. What is done or rejected must be reopened
    first.

    \b
    Examples:
      vaultsync defer vs-5k2rw --to +3d
      vaultsync defer vs-5k2rw p-9fj3m --to 2026-02-09
      vaultsync defer --where 'due before today' --where 'assignee is me' --to monday --apply
    """
    later = DAY.convert(to, None, click.get_current_context())
    app = app_in(workspace(), no_sync=options["no_sync"], acts=not options["dry_run"])
    moved = moving(to, later, app.today)
    options["no_sync"] = True
    act_on_named_or_found(to_date(moved), names, options, "Deferred")


def moving(to: str, later: Later, today: date) -> Callable[[When], date]:
    """Return what moves a date; a day that is past is told when a date comes to it.

    Args:
        to: A day or a step, as typed.
        later: The same, as `DAY` reads it.
        today: From which a step counts where a task's own date is past.
    """
    from vaultsync.core.notation.postpone import postponed, read_step

    step = read_step(to)
    fixed = later(today)
    told = set[date]()

    def moved(when: When) -> date:
        day = postponed(when, *step, today=today) if step else fixed
        # A step leads to a day of each task's own; each is told once, before anything is written.
        if day < today and day not in told and len(told) <= TOLD:
            told.add(day)
            ago = f"{day} is past, {many((today - day).days, 'day')} ago."
            tell_note(ago if len(told) <= TOLD else "the step leads to more days that are past.")
        return day

    return moved


@click.command("assign")
@click.option(
    "--to",
    "to",
    required=True,
    metavar="NAME",
    shell_complete=people,
    help="Who has to do it; an empty name leaves nobody.",
)
@acting_on_many
def assign_command(names: tuple[str, ...], to: str, **options: Any) -> None:
    """Put one person in charge of TASK.

    Its undecided lines that name somebody name NAME then, and its lines without an id get its id; a newer one,
    which then speaks for the task, gets its due date and NAME, too.
    A NAME that nobody has is said to be new, with the nearest one; one that looks like a slip in a known name is
    asked about first, unless --yes is given. What would be read as a date, a tag or a link is refused, and so are a
    blank, a day or `everybody` where nobody is called so, and a name that fits several people. `me` is the vault's
    owner. What is done or rejected must be reopened first.

    \b
    Examples:
      vaultsync assign vs-5k2rw --to 'Bo Lind'
      vaultsync assign vs-5k2rw --to ''
      vaultsync assign --where 'assignee is Bo Lind' --to 'Ana Ruiz' --apply
    """
    from vaultsync.core.notation.assignable import BadName, assignable
    from vaultsync.faces.cli.newcomers import charged, with_whom_is_meant
    from vaultsync.people import People

    try:
        name = assignable(to)
    except BadName as error:
        people = People(app_in(workspace(), no_sync=options["no_sync"]))
        raise with_whom_is_meant(error, to, people) from error
    if name and (options["where"] or (names and not options["apply"])):
        name = charged(name, options)
    act_on_named_or_found(to_person(name), names, options, "Assigned")
