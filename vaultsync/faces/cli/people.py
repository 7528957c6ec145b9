"""Who is asked for something: people, and people merge."""

from typing import TYPE_CHECKING, Any

import click

from vaultsync.faces.cli import Group
from vaultsync.faces.cli.completing import people
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, typed, with_vault, workspace
from vaultsync.faces.cli.prompts import confirm_meant, tell_note
from vaultsync.faces.texts.folding import folded
from vaultsync.faces.texts.table import Yielding, table
from vaultsync.faces.texts.words import clean, many

if TYPE_CHECKING:
    # A shell that completes a name waits for what is imported here.
    from collections.abc import Iterable, Mapping, Sequence

    from vaultsync.core.people import Census, Person, Spelling, UnsettledName


@click.group("people", cls=Group, invoke_without_command=True)
@syncing
@json_option
@click.pass_context
def people_command(ctx: click.Context, no_sync: bool, as_json_: bool) -> None:
    """List people, how often they are asked, and their names.

    It also says where it is doubtful who is meant.

    \b
    Examples:
      vaultsync people
      vaultsync people merge 'Ana Ruiz' 'A. Ruiz'     the second is an alias of the first
    """
    from vaultsync.faces.texts import as_json
    from vaultsync.people import People

    if ctx.invoked_subcommand:
        return
    people = People(app_in(workspace(), no_sync=no_sync))
    found = people.census()
    unlisted = people.unlisted(found)
    if as_json_:
        click.echo(as_json.document(**_census_as_json(found), unlisted=unlisted))
    else:
        click.echo("\n".join([_census_as_text(found), *_told_of(unlisted)]))


def _told_of(unlisted: "Sequence[str]") -> list[str]:
    if not unlisted:
        return []
    names = ", ".join(f'"{clean(name)}"' for name in unlisted)
    said = f"Lists do not take these names for yours, since the setting `me` lacks them: {names}."
    return ["", folded(said, indent=0)]


def _census_as_json(found: "Census") -> dict[str, Any]:
    persons = [
        {
            "name": each.person.name,
            "me": each.person.me,
            "role": each.person.role,
            "note": each.person.path,
            "aliases": list(each.person.aliases),
            "lines": each.count,
            "spellings": [{"text": one.text, "lines": one.count, "because": one.because} for one in each.spellings],
        }
        for each in found.people
    ]
    return {
        "people": persons,
        "doubtful": [_unsettled(each) for each in found.doubtful],
        "unknown": [_unsettled(each) for each in found.unknown],
        "doubles": [{"one": one.name, "other": other.name, "because": why} for one, other, why in found.doubles],
    }


def _census_as_text(found: "Census") -> str:
    rows = [
        (str(each.count), each.person.name + (" (me)" if each.person.me else ""), _spellings(each.spellings))
        for each in found.people
        if each.count
    ]
    out = [table(("LINES", "WHO", "WRITTEN AS"), rows, Yielding(wide=2, cut=1, spare=(0,)))]
    for heading, names in (("Doubtful", found.doubtful), ("Unknown", found.unknown)):
        if names:
            out += ["", f"{heading}:"]
        for name in names:
            fits = " or ".join(person.name for person in name.people)
            told = f"  {name.name} ×{name.count}: {fits + ': ' if fits else ''}{name.because}"
            out.append(folded(clean(told), indent=4))
    if found.doubles:
        out += ["", "Perhaps one person:"]
    out += [folded(clean(f"  {one.name} / {other.name}: {why}"), indent=4) for one, other, why in found.doubles]
    return "\n".join(out)


@people_command.command("merge")
@with_vault
@click.argument("name", shell_complete=people)
@click.argument("alias", shell_complete=people)
@click.option("--yes", is_flag=True, help="Do not ask, whoever else is called ALIAS.")
def merge_people(name: str, alias: str, yes: bool) -> None:
    """Say that ALIAS is another name of the person NAME.

    It is written into the person's note, or into the configuration if there is no live one. If ALIAS means somebody
    else so far, it is asked about first.

    \b
    Examples:
      vaultsync people merge 'Ana Ruiz' 'A. Ruiz'
    """
    from vaultsync.core.people.names import words
    from vaultsync.people import People
    from vaultsync.wiring.settings import add_alias_setting

    here = workspace()
    app = app_in(here)
    people = People(app)
    person = people.person(name)
    if words(alias) == words(person.name):
        raise click.UsageError(f"`{clean(alias)}` is the name of {clean(person.name)}: nothing is to be merged.")
    _take_over(alias, person, {} if yes else people.meant_so_far(alias, person))
    if person.path:
        operation = app.add_alias(typed(), person.path, alias)
        undo = " `vaultsync undo` takes it back." if operation else ""
        click.echo(clean(f"{person.name} is also {alias}: {person.path}.{undo}"))
    else:
        click.echo(clean(f"{person.name} is also {alias}: {add_alias_setting(here, person.name, alias)}"))


def _take_over(alias: str, person: "Person", others: "Mapping[Person, int]") -> None:
    """Have it confirmed that a name means somebody else from now on than so far.

    Raises:
        Exit: It was not confirmed.
    """
    for other, lines in others.items():
        how_often = f", on {many(lines, 'line')}" if lines else ""
        tell_note(f"`{alias}` means {other.name} so far{how_often}.")
    if others:
        confirm_meant(f"Nothing was changed. Write --yes if {clean(person.name)} is meant by `{clean(alias)}`.")


def _spellings(spellings: "Iterable[Spelling]") -> str:
    return ", ".join(f"{one.text} ×{one.count}" for one in spellings)


def _unsettled(one: "UnsettledName") -> dict[str, Any]:
    return {
        "name": one.name,
        "lines": one.count,
        "people": [person.name for person in one.people],
        "because": one.because,
        "role": one.role,
        "places": [{"path": path, "line": line} for path, line in one.places],
    }
