"""Names that nobody has yet: told, and asked about where one looks mistyped."""

from shlex import quote
from typing import Any

import click

from vaultsync.core.notation.assignable import BadName, assignable
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import workspace
from vaultsync.faces.cli.prompts import confirm_meant
from vaultsync.faces.texts.words import clean
from vaultsync.people import People


def charged(name: str, options: dict[str, Any]) -> str:
    """Return the name to write; say that nobody has it yet, and have one confirmed that looks mistyped.

    Nothing has to be confirmed where no note is to be changed.

    Raises:
        BadName: Nobody is called so, or several people.
        Exit: It was not confirmed.
    """
    shown = options["dry_run"] or bool(options["where"] and not options["apply"])
    people = People(app_in(workspace(), no_sync=options["no_sync"], acts=not shown))
    options["no_sync"] = True
    name = people.charged(name)
    slip = tell_of_newcomer(name, people)
    if slip and not shown and not options["yes"]:
        confirm_meant(f"Nothing was changed. Write --to {quote(clean(slip))}, or --yes if `{clean(name)}` is meant.")
    return name


def charged_when_asked(typed: str, people: People) -> str:
    """Return the name to write for what somebody has typed who was asked for one: see `People.charged`.

    Raises:
        BadName: It is none; the remedy speaks of no option.
    """
    try:
        return people.charged(name) if (name := _read(typed, people)) else name
    except BadName as error:
        raise error.reworded(remedy=error.remedy_when_asked) from error


def _read(typed: str, people: People) -> str:
    try:
        return assignable(typed)
    except BadName as error:
        raise with_whom_is_meant(error, typed, people) from error


def with_whom_is_meant(error: BadName, typed: str, people: People) -> BadName:
    """Return the refusal of a name with somebody's name in it that looks like what was typed, if there is one."""
    meant = people.meant_by(typed)
    if not meant:
        return error
    return BadName(typed, error.because, advice="Did you mean {}?", names=(meant,))


def tell_of_newcomer(name: str, people: People) -> str:
    """Say of a name that nobody has it yet; return the one that it looks like a slip of, empty if there is none."""
    found = people.newcomer(name)
    if found is None:
        return ""
    nearest = f"; the nearest name is `{clean(found.nearest)}`" if found.nearest else ""
    click.echo(f"Note: `{clean(name)}` is new here{nearest}.", err=True)
    return found.nearest if found.slip else ""
