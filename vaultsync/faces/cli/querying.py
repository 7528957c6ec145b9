"""Queries at the command line: what `list` and `--where` are given, and dashboard."""

import os
import re
import sys
from collections.abc import Callable
from itertools import accumulate, takewhile
from operator import itemgetter
from shlex import quote
from typing import Any, BinaryIO, Final, NamedTuple

import click

from vaultsync.app import App
from vaultsync.core.errors import NoSuchNote
from vaultsync.core.query.errors import BadQuery
from vaultsync.core.text import encode
from vaultsync.core.views.wanted import Wanted
from vaultsync.faces.cli.completing import files
from vaultsync.faces.cli.opening import app_in
from vaultsync.faces.cli.options import json_option, syncing, workspace
from vaultsync.faces.cli.prompts import tell_note
from vaultsync.faces.texts import as_json
from vaultsync.faces.texts.found import answer_as_json, answer_as_text
from vaultsync.faces.texts.words import clean, many
from vaultsync.querying import Answer, Querying
from vaultsync.wiring import Workspace

_NAME_OF_TASK: Final = re.compile(r"(?:p|vs)-[0-9a-z]{4,}")


def file_text(file: BinaryIO) -> str:
    """Return the query in a file.

    Raises:
        UsageError: It is no UTF-8, or it is a note.
    """
    try:
        if file.isatty():
            click.echo("Type a query, one instruction on a line; Ctrl-D ends it.", err=True)
        text = file.read().decode("utf-8-sig").removesuffix("\n")
    except UnicodeDecodeError:
        raise click.UsageError(f"{clean(file.name)} is no UTF-8 text.") from None
    if "```tasks" in text:
        name = clean(file.name)
        if file.name == "<stdin>":
            raise click.UsageError(
                "The query has fenced blocks in it: leave out the lines that fence them, or put it into a note and run"
                " `vaultsync dashboard NOTE`."
            )
        raise click.UsageError(f"{name} is a note with queries in it: `vaultsync dashboard '{name}'` carries them out.")
    return text


def asked(querying: Querying, lines: tuple[str, ...], **parts: Any) -> Answer:
    """Carry out a query whose lines were typed as arguments.

    Raises:
        BadQuery: A line cannot be understood.
    """
    try:
        return querying.ask(querying.filled(lines), **parts)
    except BadQuery as error:
        number = error.line.of_query
        together = _words_around(lines, _argument_of(lines, number)) if number else ""
        if error.word in querying.names:
            raise error.reworded(remedy=f"Did you mean `@{error.word}`?") from error
        if " " in together:
            told = f"Each argument is one line of the query: put it in quotes, '{together}'."
            raise error.reworded(remedy=told) from error
        raise


def _argument_of(lines: tuple[str, ...], number: int) -> int:
    """Return which of some arguments has a line of their query; a file or a text may have many."""
    ends = accumulate(line.count("\n") + 1 for line in lines)
    return next(at for at, end in enumerate(ends) if number <= end)


def _words_around(lines: tuple[str, ...], wrong: int) -> str:
    """Return the arguments without blanks about one of them, as the one line that they were perhaps meant to be."""
    is_word = [" " not in line and not line.startswith(("@", "{{")) for line in lines]
    if not is_word[wrong]:
        return ""
    first = next((at + 1 for at in range(wrong, -1, -1) if not is_word[at]), 0)
    return " ".join(line for line, _ in takewhile(itemgetter(1), zip(lines[first:], is_word[first:], strict=True)))


class ListWish(NamedTuple):
    """What `list` is asked for by a query."""

    lines: tuple[str, ...]
    everything: bool
    strict: bool
    explain: bool
    json: bool
    limit: int | None
    besides: Wanted | None
    """What the options of the command ask for besides."""


def list_by_query(here: Workspace, app: App, wish: ListWish) -> None:
    """Print what a query finds."""
    querying = Querying(app, here.config["queries"], everything=wish.everything, strict=wish.strict)
    # What it finds is read as it is looked at: until it stands there as a text, it has to be one look.
    with app.index.reading():
        try:
            answer = asked(querying, wish.lines, besides=wish.besides, limit=wish.limit, whole=wish.json)
        except BadQuery as error:
            raise error.reworded(remedy=_instead_of_a_query(error)) from error
        text = (
            as_json.document(**answer_as_json(app, answer))
            if wish.json
            else answer_as_text(app, answer, explain=wish.explain)
        )
    tell_of_doubts(querying, answer)
    if answer.query.global_filters and not answer.found.before_limit:
        tell_note(
            f"the vault's global query counts, too ({_global(answer)}); a line `ignore global query` leaves it out."
        )
    click.echo(text)


def _instead_of_a_query(error: BadQuery) -> str:
    """Return the remedy of a wrong line that is the name of a task, or words to look for: no query is needed then."""
    from vaultsync.core.query.meant.nearest import OF_WORDS

    if _NAME_OF_TASK.fullmatch(error.word):
        return f"A task is shown by `vaultsync show {error.word}`."
    if error.remedy.startswith(OF_WORDS):
        return f"{error.remedy.rstrip('.')}, or by `--text {quote(error.word)}`."
    return error.remedy


def _global(answer: Answer) -> str:
    return ", ".join(f"`{each.explained()}`" for each in answer.query.filters[: answer.query.global_filters])


def tell_of_doubts(querying: Querying, answer: Answer) -> None:
    """Say which words of a query are passed over, and which names in it are nobody's or several people's."""
    for each in answer.query.passed_over:
        tell_note(each.noted())
    for stranger in querying.strangers(answer.query):
        tell_note(f"{stranger}. {stranger.remedy}")


@click.command("dashboard")
@syncing
@click.option("--all", "everything", is_flag=True, help="Search archived tasks too.")
@click.option("--strict", is_flag=True, help="Understand only the plugin's instructions, without functions.")
@click.option("--names", is_flag=True, help="Print before each task what commands call it.")
@click.option("--markdown", is_flag=True, help="Print Markdown, fit to paste into a note.")
@json_option
@click.argument("note", metavar="NOTE", shell_complete=files)
def dashboard_command(no_sync: bool, everything: bool, as_json_: bool, note: str, **flags: bool) -> None:
    """Print NOTE with what each of its `tasks` blocks finds.

    It is the note as Obsidian would show it, but that each task stands there once,
    whatever lines state it, and none that only archives have.
    A block that cannot be understood shows its error in its place, and the others still run.
    Exit status 2 when there was one.

    \b
    Examples:
      vaultsync dashboard Dashboard.md
      vaultsync dashboard Dashboard.md --names
      vaultsync dashboard Dashboard.md --json
    """
    from vaultsync.faces.texts.dashboard import dashboard_as_json, dashboard_as_text

    if flags["markdown"] and as_json_:
        raise click.UsageError("Give either --json or --markdown.")
    here = workspace()
    app = app_in(here, no_sync=no_sync)
    querying = Querying(app, everything=everything, strict=flags["strict"])
    found = querying.dashboard(_in_vault(here.root, note))
    if found.note.broken:
        click.echo(f"Warning: the frontmatter of {clean(note)} {clean(found.note.broken)}", err=True)
    for block, each in found.passed_over():
        tell_note(f"{note}:{block.first + each.line.of_query}: {each.told()}, as Obsidian Tasks does. {each.hint()}")
    for block, stranger in found.strangers(querying):
        tell_note(f"{note}:{block.first + stranger.line.of_query}: {stranger.told}. {stranger.remedy}")
    if as_json_:
        click.echo(as_json.document(**dashboard_as_json(app, found)))
    else:
        # What goes on into a file is the note itself; a terminal obeys what may stand in it.
        raw = flags["markdown"] and not sys.stdout.isatty()
        text = dashboard_as_text(app, found, markdown=flags["markdown"], names=flags["names"], raw=raw)
        click.echo(encode(text) if raw else text, nl=False)
    if found.errors:
        click.echo(
            f"{found.errors} of {many(len(found.answers), 'query', 'queries')} could not be carried out.", err=True
        )
        click.get_current_context().exit(BadQuery.exit_status)


def _in_vault(root: str, note: str) -> str:
    """Return a note's path relative to the vault, as typed there or from where one stands; `.md` may be left off.

    Raises:
        NoSuchNote: It is a folder.
    """
    from pathlib import Path  # which takes a third of the time in which a short command is done

    named = Path(note if note.lower().endswith(".md") else f"{note}.md")
    here = Path(os.path.realpath(named))
    typed_there = not named.is_absolute() and _says(Path(root, named).is_file)
    if not typed_there and not _says(here.is_file) and _says(Path(note).is_dir):
        raise NoSuchNote(f"there is no note {note}: it is a folder", remedy="Name a note in it.")
    if not typed_there and _says(here.is_file) and here.is_relative_to(root):
        return here.relative_to(root).as_posix()
    return named.as_posix()


def _says(asked: Callable[[], bool]) -> bool:
    """Whether a path leads to what is asked for; a name that no disk takes leads to nothing."""
    try:
        return asked()
    except OSError:
        return False
