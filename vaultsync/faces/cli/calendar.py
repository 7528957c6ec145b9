"""Commands for calendars: export."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import click

from vaultsync.core.errors import ConfigError, NotApproved, NotWritable, VaultSyncError
from vaultsync.core.feed.definition import FeedDefinition, Kind
from vaultsync.core.feed.settings import Feed
from vaultsync.faces.cli.completing import feeds, files
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import syncing, workspace
from vaultsync.faces.cli.prompts import tell_note
from vaultsync.faces.cli.values import FIRST_DAY, reached
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.words import clean, many
from vaultsync.publishing import NotShown, Publishing, Served
from vaultsync.wiring import Workspace
from vaultsync.wiring.feed_files import file_of, path_named, write_calendar, write_feed, write_vdir
from vaultsync.wiring.feeds import catalogue_of, publishing_of

_NOUNS = {Kind.EVENTS: "event", Kind.TODOS: "todo", Kind.ALL: "entry"}
_SCREEN = "-"


@dataclass(frozen=True, slots=True)
class _Exported:
    """What became of one feed."""

    feed: FeedDefinition
    served: Served
    left_out: NotShown
    to: str
    """Where it went; empty for the screen."""

    changed: bool


def _named(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse an empty name: it would mean the folder that one stands in."""
    if value == "":
        raise click.BadParameter("it is empty; name where to write.", ctx, param)
    return value


@click.command("export")
@syncing
@click.option(
    "-o",
    "--output",
    default=_SCREEN,
    metavar="FILE",
    callback=_named,
    shell_complete=files,
    help="Where to write; `-` (the default): the screen.",
)
@click.option(
    "--feed",
    "name",
    default="events",
    show_default=True,
    metavar="NAME",
    shell_complete=feeds,
    help="Which feed.",
)
@click.option(
    "--all", "every", is_flag=True, help="Each feed but proposals: to its file of the settings, or into the folder -o."
)
@click.option(
    "--vdir",
    type=click.Path(file_okay=False),
    metavar="DIR",
    callback=_named,
    help="One file a task, for vdirsyncer, khal.",
)
@click.option(
    "--since", type=FIRST_DAY, metavar="DAY", help="What was decided from DAY on is shown too (default: 30 days)."
)
@click.option("--include-proposed", is_flag=True, help="Show proposals too, as tentative.")
@click.option("--json", "as_json_", is_flag=True, help="Say what was written as one JSON document.")
def export_command(no_sync: bool, name: str, every: bool, as_json_: bool, **how: Any) -> None:
    """Write tasks as a calendar.

    By default these are the open, accepted ones that are due, as all-day events.
    Feeds: `events`, `tasks` (todos), `mine`, `waiting`, `proposals`, and those of the settings. The same notes give
    the same bytes; a file that has them already is left alone. Notes, and files that are no calendars, are never
    replaced. A task keeps its name in calendars for good.

    \b
    Examples:
      vaultsync export -o ~/tasks.ics
      vaultsync export --feed waiting -o waiting.ics
      vaultsync export --all -o ~/calendars
      vaultsync export --feed tasks --vdir ~/vdir/tasks
    """
    if every and how["vdir"]:
        raise click.UsageError("--vdir takes one feed; leave out --all.")
    here = workspace()
    app = app_in(here, no_sync=no_sync)
    catalogue = catalogue_of(here, app)
    if every:
        feeds = _every(list(catalogue.feeds.values()), catalogue.with_files(), how["output"])
    else:
        feeds = [catalogue.named(name)]
    publishing = publishing_of(here, app)
    done: list[_Exported] = []
    refused: list[VaultSyncError] = []
    for feed in feeds:
        definition = _as_asked(feed.definition, how, app.today)
        if how["vdir"]:
            done.append(_to_vdir(publishing, here, definition, path_named(how["vdir"])))
            continue
        to = str(Path(how["output"]) / f"{definition.name}.ics") if every else how["output"]
        if to == _SCREEN and as_json_:
            raise click.UsageError("--json goes with -o FILE, --all or --vdir DIR: the screen can show one of the two.")
        try:
            if every and how["output"] == _SCREEN:
                done.append(_to_its_file(publishing, here, feed, definition))
            else:
                done.append(_to_file(publishing, here, definition, to))
        except (NotApproved, NotWritable) as error:
            refused.append(error)
    for told in dict.fromkeys(told for feed in feeds for told in publishing.noted(feed.definition)):
        tell_note(told)
    if done or every:
        _tell(done, as_json_=as_json_, include_proposed=how["include_proposed"])
    _refuse(refused)


def _every(known: Sequence[Feed], with_files: Sequence[Feed], output: str) -> Sequence[Feed]:
    """Return the feeds that `--all` means.

    Raises:
        ConfigError: There is nowhere to put them.
    """
    if output != _SCREEN:
        _make(path_named(output))
        # Proposals are shown on demand only: nobody has accepted them.
        return [feed for feed in known if feed.configured or not feed.definition.include_proposed]
    if not with_files:
        raise ConfigError(
            "no feed of the settings has a file",
            remedy='Give it one, [feeds.mine] path = "mine.ics", or name a folder: --all -o DIR.',
        )
    return with_files


def _make(folder: Path) -> None:
    """Make a folder that is not there yet."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = "" if isinstance(error, FileExistsError) else f", and cannot be made one ({error.strerror})"
        remedy = "With --all, -o names a folder, which is made if need be: name another one."
        raise ConfigError(f"{folder} is no folder{why}", remedy=remedy) from error


def _as_asked(definition: FeedDefinition, how: dict[str, Any], today: date) -> FeedDefinition:
    changes: dict[str, Any] = {"include_proposed": True} if how["include_proposed"] else {}
    if how["since"] is not None:
        changes["done_days"] = max((today - reached(how["since"], today)).days + 1, 0)
    try:
        return replace(definition, **changes)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--since") from None


def _to_vdir(publishing: Publishing, here: Workspace, definition: FeedDefinition, folder: Path) -> _Exported:
    written = write_vdir(here, folder, publishing.vdir(definition))
    return _Exported(
        definition, publishing.feed(definition), publishing.not_shown(definition), str(folder), not written.quiet
    )


def _to_its_file(publishing: Publishing, here: Workspace, feed: Feed, definition: FeedDefinition) -> _Exported:
    served, left_out = publishing.feed(definition), publishing.not_shown(definition)
    return _Exported(definition, served, left_out, str(file_of(here, feed)), write_feed(here, feed, served.data))


def _refuse(refused: Sequence[VaultSyncError]) -> None:
    """End the command as the first of what was refused says; all that could be written is written by now."""
    for each in refused[1:]:
        click.echo(f"Warning: {clean(each.message)}. {clean(each.remedy)}", err=True)
    if refused:
        raise refused[0]


def _to_file(publishing: Publishing, here: Workspace, definition: FeedDefinition, to: str) -> _Exported:
    served, left_out = publishing.feed(definition), publishing.not_shown(definition)
    if to == _SCREEN:
        sys.stdout.buffer.write(served.data)
        sys.stdout.buffer.flush()
        return _Exported(definition, served, left_out, "", changed=True)
    return _Exported(definition, served, left_out, to, write_calendar(here, to, served.data))


def _tell(done: Sequence[_Exported], *, as_json_: bool, include_proposed: bool) -> None:
    if as_json_:
        click.echo(as_json.document(feeds=[_as_json(each) for each in done]))
        return
    for each in done:
        if not each.served.components:
            click.echo(_why_empty(each, include_proposed), err=True)
            continue
        number = many(each.served.components, _NOUNS[each.feed.kind], "entries" if each.feed.kind is Kind.ALL else "")
        verb = "Printed" if not each.to else "Wrote" if each.changed else "Unchanged:"
        click.echo(f"{verb} {number}" + (f" to {clean(each.to)}." if each.to else "."), err=True)


def _as_json(one: _Exported) -> dict[str, Any]:
    return {
        "feed": one.feed.name,
        "kind": one.feed.kind.value,
        "to": one.to,
        "changed": one.changed,
        "entries": one.served.components,
        "undated": one.left_out.undated,
        "proposed": one.left_out.proposed,
        "etag": one.served.etag,
        "last_modified": one.served.last_modified,
    }


def _why_empty(one: _Exported, include_proposed: bool) -> str:
    reasons = []
    if one.left_out.proposed and not (include_proposed or one.feed.include_proposed):
        reasons.append(f"{one.left_out.proposed:,} proposed with a date: see `--include-proposed`")
    if one.left_out.undated and one.feed.kind is Kind.EVENTS:
        reasons.append(f"{one.left_out.undated:,} accepted without a date: see `vaultsync list --undated`")
    said = f"The feed {one.feed.name} is empty" + (f" ({clean(one.to)})" if one.to else "")
    return said + (f"; {'; '.join(reasons)}." if reasons else "; no task fits it.")
