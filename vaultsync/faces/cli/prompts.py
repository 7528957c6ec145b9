"""Questions to a person, and notes for one, all on standard error."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from vaultsync.faces.texts.folding import folded
from vaultsync.faces.texts.words import clean

IS_IT_MEANT = "Type yes if it is meant: "
_DECLINED = 1


def tell_note(told: str) -> None:
    """Say what a person should know of an answer, and what is no error."""
    click.echo(folded(f"Note: {clean(told)}", indent=2, err=True), err=True)


def is_yes(typed: str) -> bool:
    """Return whether a line that a person has typed says yes."""
    return typed.strip().lower() in ("y", "yes")


def confirm(question: str, declined: str) -> None:
    """Ask a person on standard error; whoever does not say yes is told what was not done, and how to do unasked.

    Raises:
        Exit: The answer is no, with status 1.
    """
    _have_yes(f"{question} Type yes to go on: ", declined + yes_hint())


def confirm_meant(declined: str) -> None:
    """Ask whether what was just told of is meant: see `confirm`, but for the words about `--yes`."""
    _have_yes(IS_IT_MEANT, declined)


def _have_yes(question: str, declined: str) -> None:
    click.echo(question, err=True, nl=False)
    if not is_yes(sys.stdin.readline()):
        end_declined(declined)


def choose(question: str, lines: Sequence[str], of: Sequence[str]) -> str | None:
    """Return which of some things a person means; None if nobody can be asked.

    Args:
        question: What is not clear.
        lines: The things as they are shown, one in each line; further lines may follow.
        of: Their names.

    Raises:
        Exit: None of them is meant, with status 1.
    """
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    click.echo(f"{clean(question[:1].upper() + question[1:])}:", err=True)
    for number, line in enumerate(lines, 1):
        click.echo(f"{number if number <= len(of) else '':>4}  {clean(line)}", err=True)
    numbered = {str(number): each for number, each in enumerate(of, 1)}
    span = " or ".join(numbered) if len(of) < 3 else f"1 to {len(of)}"
    while True:
        click.echo(f"Type {span} for the one that is meant, nothing for none: ", err=True, nl=False)
        typed = sys.stdin.readline().strip()
        if not typed:
            end_declined("Nothing was done.")
        if typed in numbered:
            return numbered[typed]


def yes_hint() -> str:
    """Return the words about `--yes` for a program, which cannot be asked; a person can answer otherwise."""
    return "" if sys.stdin.isatty() else " `--yes` goes on without asking."


def end_declined(said: str) -> NoReturn:
    """Say what was not done, since a person did not want it, and end the command with status 1."""
    # Else nobody's return key has ended the line of the question.
    click.echo(said if sys.stdin.isatty() else f"\n{said}", err=True)
    click.get_current_context().exit(_DECLINED)
