"""What a shell offers for the word under the cursor: from rows of the index as it stands, or nothing.

A completion syncs nothing, makes nothing and never fails: whatever is in its way, it offers nothing.
"""

from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from click.shell_completion import CompletionItem

    from vaultsync.wiring import Workspace

_MOST = 50
_HELP = 70
"""Letters of a title that are shown beside a name."""

UNDECIDED = (0, 1, 2)
PROPOSED = (1, 0, 2)
DECIDED = (2, 0, 1)
"""Sections of a list (see `core.views.wanted.section`): what a command is for stands first."""

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def tasks(sections: tuple[int, int, int] = UNDECIDED) -> Complete:
    """Return what completes the name of a task, with its title as help; the sections say which come first."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        given = ctx.params.get(param.name or "") or ()
        return _offer(lambda: _tasks(_workspace(ctx), sections, incomplete, given))

    return complete


def people(ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete the name of somebody who is asked."""
    return _offer(lambda: ((name, "") for name in _people(_workspace(ctx), incomplete)))


def saved_queries(ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete `@NAME` of a saved query, with its first line as help."""
    if not incomplete.startswith("@"):
        return []
    return _offer(
        lambda: (
            (f"@{name}", lines[0] if lines else "")
            for name, lines in _workspace(ctx).config["queries"].items()
            if f"@{name}".startswith(incomplete)
        )
    )


def feeds(ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete the name of a feed."""
    return _offer(lambda: ((name, "") for name in _feeds(_workspace(ctx)) if name.startswith(incomplete)))


def folders(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Leave it to the shell, which knows the folders."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="dir")]


def files(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Leave it to the shell, which knows the files."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def kinds(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
    """Complete the code of a kind of what `check` tells."""
    from vaultsync.core.odd_codes import ODD_CODES

    return _offer(lambda: ((code, words) for code, words in ODD_CODES.items() if code.startswith(incomplete)))


def _offer(found: "Callable[[], Iterable[tuple[str, str]]]") -> "list[CompletionItem]":
    """Return names with their help; none if anything fails, since a traceback would end up in the prompt."""
    from click.shell_completion import CompletionItem

    from vaultsync.faces.texts.words import clean

    with suppress(Exception):
        items = (CompletionItem(name, help=clean(words)[:_HELP]) for name, words in found() if clean(name) == name)
        return list(islice(items, _MOST))
    return []


def _workspace(ctx: click.Context) -> "Workspace":
    """Return where the vault lies that the words before the cursor mean: no command has been run yet."""
    from vaultsync.wiring import VaultOptions, workspace_of

    wishes = [each.params for each in (ctx, ctx.parent) if each is not None]
    vault = next((params["vault"] for params in wishes if params.get("vault")), None)
    state = next((params["state"] for params in wishes if params.get("state")), None)
    settings = tuple(word for params in wishes for word in params.get("settings") or ())
    return workspace_of(VaultOptions(vault, state, settings))


def _tasks(
    here: "Workspace", sections: tuple[int, ...], incomplete: str, given: "Iterable[str]"
) -> "Iterable[tuple[str, str]]":
    from vaultsync.core.finding import beginnings
    from vaultsync.wiring import open_completing

    index = open_completing(here)
    try:
        begun = (incomplete, *beginnings(incomplete))
        rows = (index.offered(each, sections, _MOST) for each in begun)
        found = [(task, index.short(task.uid)) for task in next(filter(None, rows), ())]
    finally:
        index.close()
    typed = set(given)
    for task, short in found:
        if not typed & {short, task.uid}:
            yield (short if short.startswith(begun) else task.uid), task.title


def _feeds(here: "Workspace") -> "Iterable[str]":
    from vaultsync.core.feed.settings import read_feeds

    # Those of people are left out: who they are is told only by all notes together.
    return read_feeds(here.config["feeds"]).feeds


def _people(here: "Workspace", incomplete: str) -> "Iterable[str]":
    from vaultsync.wiring import open_completing

    index = open_completing(here)
    try:
        names = dict.fromkeys(name for section in (0, 1) for name in index.owners(section))
    finally:
        index.close()
    return sorted(name for name in names if name.casefold().startswith(incomplete.casefold()))
