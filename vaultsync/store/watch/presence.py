"""One daemon a vault, and what it says about itself to other processes.

Names are texts here, as in `workspace`, and for the same reason: every command asks whether there is a daemon.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from typing import Any

from vaultsync.core.errors import Busy
from vaultsync.store import refusal
from vaultsync.store.lock import writer_lock

_PATIENCE_SECONDS = 1.0
_PROCESSES = "/proc"


class Presence:
    """The daemon of one vault: in its state folder it holds `daemon.lock`, and `daemon.json` says how it is."""

    def __init__(self, folder: str, *, pause: Callable[[float], None]) -> None:
        """Stand on a state folder.

        Args:
            folder: The vault's state folder.
            pause: Waits for so many seconds.
        """
        self._lock = os.path.join(folder, "daemon.lock")
        self._facts = os.path.join(folder, "daemon.json")
        self._pause = pause
        self._own: dict[str, Any] = {}
        self._taken = ExitStack()
        """The lock, while it is held."""

        self._identity: tuple[int, int] | None = None
        """Of the file that is locked: if it is deleted, another one may come into its place."""

    @contextmanager
    def held(self, started: str) -> Iterator[None]:
        """Be the vault's daemon within the block: hold its lock file, and say in it since when.

        Args:
            started: The moment, for people.

        Raises:
            Busy: The vault has one already.
            StoreError: The state folder cannot be used.
        """
        self._own = {"pid": os.getpid(), "started": started}
        try:
            self._take()
            yield
        finally:
            # The folder may have been deleted and made anew: then another daemon's file lies there.
            if self._is_own():
                with suppress(OSError):
                    os.unlink(self._facts)
            self._taken.close()

    def hold_again(self) -> bool:
        """Take the lock again if somebody has deleted its file; return whether that was so.

        Raises:
            Busy: Another process has become the vault's daemon since.
            StoreError: The state folder cannot be used.
        """
        if self._is_own():
            return False
        self._take()
        return True

    def _take(self) -> None:
        # Others ask by holding the lock for an instant: one second outlasts them.
        lock = writer_lock(self._lock, pause=self._pause, patience_seconds=_PATIENCE_SECONDS)
        taken = ExitStack()
        try:
            taken.enter_context(lock)
        except Busy as error:
            pid = (self._read() or {}).get("pid", "unknown")
            raise Busy(
                f"a vaultsync daemon watches this vault already (process {pid}, it holds {self._lock})",
                remedy="Let it run; `vaultsync status` shows how it is. To start another, end it first.",
            ) from error
        self._taken.close()
        self._taken, self._identity = taken, _identity(self._lock)
        # On Windows the first byte is locked for everybody, and daemon.json has to do.
        with suppress(PermissionError), refusal.of_state(self._lock):
            _write(self._lock, json.dumps(self._own) + "\n")
        self.tell({})

    def _is_own(self) -> bool:
        """Whether the file that is locked is still the one that lies there."""
        return self._identity is not None and self._identity == _identity(self._lock)

    def tell(self, facts: Mapping[str, Any]) -> None:
        """Say how the daemon is; whoever reads meanwhile reads the old or the new."""
        temporary = self._facts.removesuffix("json") + "tmp"
        with refusal.of_state(self._facts):
            _write(temporary, json.dumps({**self._own, **facts}))
            os.replace(temporary, self._facts)

    def seen(self) -> dict[str, Any] | None:
        """Return what the vault's daemon says, None if none runs; what a killed one left counts for nothing."""
        return (self._read() or {}) if self._is_held() else None

    def memory_kib(self) -> int | None:
        """Return how much of the daemon is in memory, in KiB; None where none runs or the system does not say."""
        pid = (self.seen() or {}).get("pid")
        return memory_kib(pid) if isinstance(pid, int) else None

    def keeps_current(self, now: datetime, *, notes: int, seconds: float) -> bool:
        """Whether a daemon runs that has looked at everything lately and has nothing left to do.

        Args:
            now: The present, with its zone.
            notes: How many notes the vault has at least.
            seconds: How long ago the daemon may have looked at everything.
        """
        facts = self.seen()
        if not facts or not facts.get("idle") or facts.get("trouble") or facts.get("manner") != "events":
            return False
        try:
            age = (now - datetime.fromisoformat(facts["last_walk"])).total_seconds()
            return facts["notes"] >= notes and 0 <= age + 1 <= seconds and not is_stopped(facts["pid"])
        except (KeyError, TypeError, ValueError):
            return False

    def _read(self) -> dict[str, Any] | None:
        try:
            facts = json.loads(_text_in(self._facts))
        except (OSError, ValueError):
            return None
        return facts if isinstance(facts, dict) else None

    def _is_held(self) -> bool:
        if sys.platform == "win32":
            if not os.path.exists(self._lock):
                return False
            try:
                with writer_lock(self._lock, pause=self._pause, patience_seconds=0):
                    return False
            except Busy:
                return True
        return _is_held_elsewhere(self._lock)


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="ascii") as file:
        file.write(text)


def _text_in(path: str, errors: str = "strict") -> str:
    with open(path, encoding="ascii", errors=errors) as file:
        return file.read()


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


def memory_kib(pid: int) -> int | None:
    """Return how much of a process is in memory, in KiB; None where the system does not say."""
    try:
        status = _text_in(f"{_PROCESSES}/{pid}/status", "replace")
    except OSError:
        return None
    found = next((line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:")), None)
    return int(found) if found else None


def is_stopped(pid: int) -> bool:
    """Whether a process has been stopped (SIGSTOP, a debugger); False where the system does not say."""
    try:
        after_name = _text_in(f"{_PROCESSES}/{pid}/stat", "replace").rpartition(")")[2]
    except OSError:
        return False
    return after_name.split()[:1] in (["T"], ["t"])


if sys.platform != "win32":
    import fcntl

    def _is_held_elsewhere(path: str) -> bool:
        try:
            descriptor = os.open(path, os.O_RDONLY)
        except OSError:
            return False
        try:
            # Shared: several that ask at once do not take each other for the daemon.
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
        else:
            return False
        finally:
            os.close(descriptor)
