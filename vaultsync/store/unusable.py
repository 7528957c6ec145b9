"""What SQLite refuses of the files that last, and what to do about it."""

from pathlib import Path

import apsw

from vaultsync.core.errors import StoreError
from vaultsync.store.refusal import reason, remedy

_REMEDIES: tuple[tuple[type[apsw.Error], str], ...] = (
    (apsw.FullError, "Make room on the disk that holds the state folder, then repeat the command."),
    (apsw.ReadOnlyError, "Make the state folder and the file writable, then repeat the command."),
    (apsw.CantOpenError, "See that the state folder exists and is yours, then repeat the command."),
    (apsw.BusyError, "Wait until the other vaultsync has finished, then repeat the command."),
    (apsw.LockedError, "Wait until the other vaultsync has finished, then repeat the command."),
    (apsw.IOError, "Look after the disk that holds the state folder, then repeat the command."),
)


def unusable(name: str, path: Path, error: Exception, *, damaged: str) -> StoreError:
    """Return the error that stops a command.

    Args:
        name: What the file is to a person: `journal`.
        path: The file.
        error: What SQLite or the system says.
        damaged: What to do about a file that is no database, or a broken one.
    """
    if isinstance(error, OSError):
        return StoreError(f"the {name} {path}: {reason(error)}", remedy=remedy(error))
    advice = next((advice for kind, advice in _REMEDIES if isinstance(error, kind)), "Run `vaultsync doctor`.")
    if isinstance(error, apsw.CorruptError | apsw.NotADBError):
        advice = damaged
    return StoreError(f"the {name} {path} cannot be used: {error}", remedy=advice)
