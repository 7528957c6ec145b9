"""Tasks as they were typed: a note among them may be named from where one stands, and words may mean several."""

import os
from collections.abc import Callable, Iterable
from typing import TypeVar

from vaultsync.core.errors import UnclearTask
from vaultsync.core.finding import place_in
from vaultsync.faces.cli.prompts import choose
from vaultsync.wiring import Workspace

_Found = TypeVar("_Found")


def with_meant(names: tuple[str, ...], find: Callable[[tuple[str, ...]], _Found]) -> _Found:
    """Return what is found by some names; where one reaches no one task, a person is asked which is meant.

    Args:
        names: As `typed_tasks` returns them.
        find: Finds by names.

    Raises:
        UnclearTask: Nobody sits at the terminal.
        Exit: None is meant, with status 1.
    """
    while True:
        try:
            return find(names)
        except UnclearTask as error:
            chosen = choose(error.message, error.details, error.meant)
            if chosen is None:
                raise
            at = names.index(error.typed[0])
            names = (*names[:at], chosen, *(name for name in names[at:] if name not in error.typed))


def typed_tasks(here: Workspace, names: Iterable[str]) -> tuple[str, ...]:
    """Return names of tasks; a note, or `PATH:LINE`, by its path in the vault, wherever one stands.

    Args:
        here: The vault.
        names: As typed; what names no file of the vault stays as it is.
    """
    return tuple(_typed(here.root, name) for name in names)


def filter_among(names: Iterable[str]) -> str:
    """Return the first of some names that is a filter of the query language; empty if none is."""
    from datetime import date

    from vaultsync.core.query.parse import reader_of
    from vaultsync.core.query.terms import Terms

    # Whether a line can be read is the same on any day.
    return next(filter(reader_of(Terms(today=date(2000, 1, 1))).filters, names), "")


def _typed(root: str, name: str) -> str:
    place = place_in(name)
    path = place[0] if place else name
    # A path that is absolute stays so when it is joined.
    file = next(filter(_is_file, (os.path.join(root, path), path)), "")
    within = os.path.join(os.path.realpath(root), "")
    there = os.path.realpath(file)
    if not file or not there.startswith(within):
        return name
    return there.removeprefix(within).replace(os.sep, "/") + name[len(path) :]


def _is_file(path: str) -> bool:
    try:
        return os.path.isfile(path)
    except ValueError:  # no disk takes such a name
        return False
