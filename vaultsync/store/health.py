"""What vaultsync stands on, examined: the findings of `doctor`."""

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

import apsw

from vaultsync.core.walk import Walk
from vaultsync.store.editing import journal
from vaultsync.store.feeds import register
from vaultsync.store.refusal import of_state, reason, remedy
from vaultsync.store.watch.watcher import RAISE_LIMITS

_WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")
_SHOWN = 5
_REMEDIES = {
    "index": "Run `vaultsync doctor --repair`: it sets the file aside, and the next sync builds a new one.",
    "journal": journal.DAMAGED,
    "register": register.DAMAGED,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    grade: str
    """`ok`, `warning` or `error`."""

    what: str
    remedy: str = ""
    damaged: bool = False
    """Whether a file does not say any more what was written into it."""

    missing: bool = False
    """Whether there is no such file yet."""

    def as_dict(self) -> dict[str, str]:
        """Return it for JSON."""
        return {"grade": self.grade, "what": self.what, "remedy": self.remedy}


def database(path: Path, name: str) -> Finding:
    """Look at the `index`, the `journal` or the `register` of published names, reading every page of it."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return Finding("ok", f"no {name} yet; it will be {path}", missing=True)
    except OSError as error:
        return Finding("error", f"the {name} {path} cannot be looked at: {reason(error)}", remedy(error))
    try:
        # Not read-only: what a killed process left beside it has to be taken in first; that is no damage.
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE)
        try:
            (answer,) = next(iter(connection.execute("PRAGMA integrity_check(1)")))
        finally:
            connection.close()
    except (apsw.CorruptError, apsw.NotADBError) as error:
        answer = str(error)
    except apsw.Error as error:
        # Busy, full, not to be opened: that is no damage, and a sound file must not be set aside for it.
        advice = "See that its folder can be written and its disk is not full, then look again."
        return Finding("error", f"the {name} {path} cannot be looked at: {error}", advice)
    if answer == "ok":
        return Finding("ok", f"the {name} is sound ({path}, {size // 1024:,} KiB)")
    return Finding("error", f"the {name} {path} is damaged: {answer}", _REMEDIES[name], damaged=True)


def private(path: Path) -> Finding:
    """Look at whether others may read the digests of the feeds' secrets."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Finding("ok", "no feed has a secret address")
    except OSError as error:
        return Finding("error", f"the secrets of the feeds {path} cannot be looked at: {reason(error)}", remedy(error))
    if mode & 0o077 and os.name == "posix":
        return Finding("warning", f"{path} can be read by others", f"Run `chmod 600 {shlex.quote(str(path))}`.")
    return Finding("ok", f"the secrets of the feeds are nobody else's ({path})")


def set_aside(path: Path) -> Path:
    """Move a damaged database and what SQLite keeps beside it out of the way; return its new name."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    with of_state(str(path)):
        path.rename(aside)
        for suffix in ("-wal", "-shm", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    return aside


def notes(walk: Walk, copies: list[str]) -> Iterator[Finding]:
    """Look at the names of the notes and at what could not be read.

    Args:
        walk: A walk through the vault.
        copies: Paths that are sync-conflict copies.
    """
    number = len(walk.notes)
    yield Finding("ok", "1 note can be seen" if number == 1 else f"{number:,} notes can be seen")
    for each in walk.diagnostics[:_SHOWN]:
        yield Finding("warning", f"{each.path}: {each.message}", each.remedy)
    if copies:
        some = ", ".join(copies[:_SHOWN])
        many = "1 conflict copy" if len(copies) == 1 else f"{len(copies):,} conflict copies"
        yield Finding("warning", f"{many}: {some}", "Compare each with its note, then delete it.")
    seen: dict[str, str] = {}
    for path in walk.notes:
        folded = normalize("NFC", path).casefold()
        if folded in seen:
            advice = "Rename one: on other systems the two are one file."
            yield Finding("warning", f"{seen[folded]} and {path} differ only in case or accents", advice)
        seen[folded] = path


def watching(root: Path) -> Finding:
    """Compare the folders of the vault with how many the system lets a daemon watch (Linux only)."""
    try:
        limit = int(_WATCHES.read_text("ascii"))
    except (OSError, ValueError):
        return Finding("ok", "this system sets no limit to watched folders")
    folders = sum(1 for _ in os.walk(root))
    if folders * 2 < limit:
        return Finding("ok", f"{folders:,} folders, of {limit:,} that may be watched")
    return Finding(
        "warning",
        f"{folders:,} folders, and only {limit:,} may be watched by all programs together",
        RAISE_LIMITS,
    )
