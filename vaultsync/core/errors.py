"""What stops a command: one class for each thing the person would do differently.

Exit statuses: 0 done · 1 no such task, nothing to do, or not wanted · 2 wrong command line or query ·
3 done, but some notes could not be read · 4 the vault or its configuration ·
5 a note has changed · 6 a note or the output cannot be written · 7 another process is at work ·
8 a sync that would lose tasks · 9 the state folder (index, journal) · 10 a digest was not delivered ·
70 a defect of vaultsync · 130 stopped by Ctrl+C (128 + the signal's number).
"""

from collections.abc import Iterable
from typing import Final, Self

BY_SIGNAL: Final = 128
"""Exit statuses above it say that a signal has stopped what was done: nothing else shall be begun."""


class VaultSyncError(Exception):
    """Something in the way of a command, and what to do about it."""

    exit_status = 1

    def __init__(self, message: str, *, remedy: str, details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.details = details
        """What the message speaks of, a line for each."""

    def reworded(
        self, message: str | None = None, *, remedy: str | None = None, details: tuple[str, ...] | None = None
    ) -> Self:
        """Return the same error in other words; this one, which may be kept somewhere, says what it said.

        Args:
            message: What is in the way; None for what this one says. So with the others.
            remedy: What to do about it.
            details: What the message speaks of, a line for each.
        """
        said = self.message if message is None else message
        # Not made by its class: each takes arguments of its own.
        other = type(self).__new__(type(self), said)
        vars(other).update(vars(self))
        other.message = said
        other.remedy = self.remedy if remedy is None else remedy
        other.details = self.details if details is None else details
        return other


class NoSuchTask(VaultSyncError):
    """A name that reaches no task, or several."""

    exit_status = 1


class UnclearTask(NoSuchTask):
    """A name that reaches no one task, where some may be meant."""

    def __init__(
        self, message: str, *, remedy: str, details: tuple[str, ...], typed: tuple[str, ...], meant: tuple[str, ...]
    ) -> None:
        super().__init__(message, remedy=remedy, details=details)
        self.typed = typed
        """The names that one of them would stand for."""

        self.meant = meant
        """The names of the first of them, in the order of `details`, which may end with how many more there are."""


class SameTask(VaultSyncError):
    """Names that all reach one task, where it takes two."""

    exit_status = 1


class NoSuchLine(VaultSyncError):
    """A line that is none of the task's, or no line that could be taken out of it."""

    exit_status = 1


class NoSuchNote(VaultSyncError):
    """A note that is not there, or cannot be read."""

    exit_status = 1


class NoSuchPerson(VaultSyncError):
    """A name that is nobody's, or several people's."""

    exit_status = 1


class NothingToUndo(VaultSyncError):
    """No operation that could be taken back."""

    exit_status = 1


class NoSuchFeed(VaultSyncError):
    """A feed that is none, or has no such address."""

    exit_status = 1


class AlreadyDecided(VaultSyncError):
    """A task of which nothing is left to do, and so nothing to put off or to hand over."""

    exit_status = 1

    def __init__(self, uid: str, status: str, title: str) -> None:
        super().__init__(
            f"{uid} is decided ({status}): {title}",
            remedy=f"If it is to be done after all: `vaultsync reopen {uid}`, then repeat the command.",
        )


class NoSuchDay(VaultSyncError):
    """A step that leads to a day before the year 1 or after the year 9999."""

    exit_status = 2

    def __init__(self, amount: int, unit: str, base: str) -> None:
        super().__init__(
            f"{amount:+} {unit}{'s' * (abs(amount) != 1)} from {base} is no day of the years 1 to 9999",
            remedy="Take a smaller step, or write the day: 2026-01-05.",
        )


class TwoIds(VaultSyncError):
    """A line has two ids already, and cannot take a third."""

    exit_status = 1

    def __init__(self, path: str, line: int) -> None:
        super().__init__(
            f"{path}:{line} has a block id and a 🆔 of its own, and cannot be joined to another task",
            remedy="Take one of the two off the line in Obsidian, then repeat the command.",
        )


class WouldMisread(VaultSyncError):
    """An edit that is right by itself makes something else of what stands beside it."""

    exit_status = 1

    def __init__(self, path: str, line: int, tag: str) -> None:
        super().__init__(
            f"{path}:{line} has a sign without a value before {tag}: without the tag, the next word becomes its value",
            remedy="Take the sign off the line, or give it a value, then repeat the command.",
        )


class ConfigError(VaultSyncError):
    """The vault cannot be found, or a setting cannot be understood."""

    exit_status = 4


class BadSetting(ConfigError):
    """A setting of a vault that was found cannot be understood."""


class NotApproved(VaultSyncError):
    """The vault's settings ask for something outside it that nobody has approved on this machine."""

    exit_status = 4


class NoSuchStatus(VaultSyncError):
    """The vault has no status that says what is to be written: it would be read as something else."""

    exit_status = 4

    def __init__(self, type_: str, symbol: str, *, of_duplicates: bool = False) -> None:
        """Name what is missing; `advice` says how the vault gets it.

        Args:
            type_: The type of the status, as the Tasks plugin calls it.
            symbol: The one that it mostly has.
            of_duplicates: Whether only the task's other lines would have it.
        """
        duplicates = "the task's other lines cannot be closed as duplicates: " if of_duplicates else ""
        leave = " --keep-duplicates leaves the other lines as they are." if of_duplicates else ""
        self.advice = f"Add one in Obsidian, under Settings → Tasks → Statuses: type {type_}, symbol `{symbol}`."
        super().__init__(
            f"{duplicates}the settings of the Tasks plugin have no status of the type {type_},"
            " and any other symbol says something else",
            remedy=f"{self.advice} Then repeat the command.{leave}",
        )


class NoteChanged(VaultSyncError):
    """The note no longer says what the edit expects."""

    exit_status = 5

    def __init__(self, path: str, line: int, *, because: str = "is no longer the line that vaultsync read") -> None:
        super().__init__(
            f"{path}:{line} {because}",
            remedy="Run `vaultsync sync`, look at the task again, then repeat the command.",
        )


class NoteGone(NoteChanged):
    """The note is not there any more."""

    def __init__(self, path: str) -> None:
        super().__init__(path, 1, because="cannot be found: the note is gone")


class NotWritable(VaultSyncError):
    """The note, or the output, cannot be written: permissions, disk, links."""

    exit_status = 6


class Busy(VaultSyncError):
    """Another vaultsync holds the lock, or an editor keeps saving the note."""

    exit_status = 7


class WouldLose(VaultSyncError):
    """A sync would forget most of what is known, or take most proposals for accepted tasks."""

    exit_status = 8


class WouldUnmake(WouldLose):
    """By other settings than before most of what is known would be no tasks; the notes are all there."""


class StoreError(VaultSyncError):
    """The index or the journal cannot be used."""

    exit_status = 9


class NotDelivered(VaultSyncError):
    """A digest could not be handed to the desktop, or to the program that was to get it."""

    exit_status = 10


def nearest(name: str, known: Iterable[str], *, cutoff: float = 0.7) -> str:
    """Return the known name that looks most like another one in any case; empty if none looks much like it.

    Args:
        name: What was typed.
        known: What could have been typed.
        cutoff: How much alike the two must be: 0 to 1. Words that share no more than some letters, such as `find` and
            `undo` or `accept` and `export`, stay below the default; a slip of a finger is above it.
    """
    from difflib import get_close_matches

    in_lower = {each.lower(): each for each in known}
    near = get_close_matches(name.lower(), in_lower, n=1, cutoff=cutoff)
    return in_lower[near[0]] if near else ""


def did_you_mean(name: str, known: Iterable[str], *, cutoff: float = 0.7) -> str:
    """Return `Did you mean …?` with the nearest known name; empty if none is near, see `nearest`."""
    near = nearest(name, known, cutoff=cutoff)
    return f"Did you mean `{near}`?" if near else ""
