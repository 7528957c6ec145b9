"""Decisions that the notes do not hold any more: an older text was written over them, or their lines are gone.

The notes alone tell what was decided. A sync that brings back an older file, or an import that writes a note again,
takes a decision away with them; what it was stands only in the journal then.
"""

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from shlex import shlex
from typing import Final

from vaultsync.core.model import Operation, Status, Task

REJECTING: Final = "reject"
_DECIDING: Final = frozenset({"promote", REJECTING, "done", "start", "reopen"})
"""Commands after which a task is not proposed any more."""

_CHANGING: Final = _DECIDING | {"defer", "assign"}
_WITH_VALUE: Final = frozenset({"--vault", "--state", "--set"})
"""Options that may stand before the name of a command, each with a word of its own."""


def verb_of(operation: Operation) -> str:
    """Return the command that decided tasks, whatever options stand before its name; empty if it did not decide."""
    act = act_of(operation)
    return act if act in _DECIDING else ""


def act_of(operation: Operation) -> str:
    """Return the command that decided tasks, or gave them another day or person; empty if it did neither."""
    return _act_in(operation.command)


@lru_cache(maxsize=256)
def _act_in(command: str) -> str:
    # Word by word: thousands of tasks may be named behind the command.
    words = shlex(command, posix=True)
    words.whitespace_split, words.commenters = True, ""
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            return word if word in _CHANGING else ""
    return ""


def decisions(operations: Iterable[Operation]) -> Iterator[tuple[Operation, list[str]]]:
    """Yield each operation that decided tasks, with the tasks whose last decision it is.

    A task is named without its `p-` or `vs-`, so that it is the same one before and after it got an id.

    Args:
        operations: Those that stand, the newest first.
    """
    later = set[str]()
    for operation in operations:
        if verb_of(operation):
            names = {*map(letters_of, operation.facts.get("tasks", "").split())}
            yield operation, sorted(names - later)
            later |= names


def letters_of(name: str) -> str:
    """Return what the provisional name of a line and the id that a promotion makes of it have in common."""
    return name.removeprefix("p-").removeprefix("vs-")


def is_forgotten(task: Task, decision: str, wrote: Collection[str]) -> bool:
    """Return whether a task stands as if it had not been decided.

    What is open where it was done, or rejected where it was accepted, somebody may have changed by hand.

    Args:
        task: As it stands now.
        decision: The last command that decided it.
        wrote: Every line that commands have written.
    """
    if task.status is Status.PROPOSED:
        return True
    closed = [line for line in task.lines if line.live and line.status is not Status.PROPOSED]
    is_left_behind = bool(closed) and all(line.raw in wrote for line in closed)
    return task.status is Status.CANCELLED and decision != REJECTING and is_left_behind
