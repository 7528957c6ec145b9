"""A whole sync in a process of its own: what reading and grouping many notes takes of memory goes with it.

The process is this module as a program. It is told the vault on its command line, and prints one JSON
document. It lives no longer than its parent: its standard input ends then.
"""

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from threading import Thread
from typing import Any

from vaultsync.core.errors import Busy, ConfigError, StoreError, VaultSyncError, WouldLose, WouldUnmake
from vaultsync.core.model import Diagnostic
from vaultsync.core.reading import SyncReport
from vaultsync.wiring import VaultOptions, open_app, workspace_of

_LOOK_SECONDS = 0.1
_ERRORS = {each.__name__: each for each in (Busy, ConfigError, StoreError, WouldLose, WouldUnmake)}


def sync_apart(options: VaultOptions, go_on: Callable[[], None]) -> SyncReport:
    """Bring the index of a vault up to date in another process.

    Args:
        options: The vault, by its full name.
        go_on: QueryRow several times a second; what it raises ends the process, and its transaction is taken back.

    Raises:
        VaultSyncError: What the sync raised there, or that the process was ended from outside.
    """
    # -P: the folder that this was started in may be a vault, and what lies there is not ours to run.
    # -X utf8: names of notes are the same texts there, whatever the locale says.
    words = [sys.executable, "-X", "utf8", "-P", "-m", __spec__.name, json.dumps(options._asdict())]
    try:
        said, status = _ran(words, go_on)
    except OSError as error:
        raise StoreError(
            f"no process can be started that reads the notes of {options.vault} ({error.strerror})",
            remedy="End other programs, or raise the limits of processes, open files and memory (`ulimit -a`).",
        ) from error
    # A signal that ends this process may have reached the other one first.
    go_on()
    if status:
        raise StoreError(
            f"the process that reads the notes of {options.vault} was ended before it had finished ({status})",
            remedy="See whether memory ran out; `vaultsync sync` does the same while you look.",
        )
    return _read(json.loads(said))


def _ran(words: list[str], go_on: Callable[[], None]) -> tuple[bytes, int]:
    """Run the other process; return what it said, and its exit status."""
    its_input, ours = os.pipe()
    try:
        with subprocess.Popen(words, stdin=its_input, stdout=subprocess.PIPE) as process:  # noqa: S603  # our own words
            try:
                said = _said(process, go_on)
            finally:
                process.kill()
    finally:
        os.close(its_input)
        os.close(ours)
    return said, process.returncode


def _said(process: "subprocess.Popen[bytes]", go_on: Callable[[], None]) -> bytes:
    while True:
        go_on()
        try:
            return process.communicate(timeout=_LOOK_SECONDS)[0]
        except subprocess.TimeoutExpired:
            continue


def _read(outcome: dict[str, Any]) -> SyncReport:
    if "error" in outcome:
        raise _ERRORS.get(outcome["error"], VaultSyncError)(outcome["message"], remedy=outcome["remedy"])
    report = SyncReport()
    for name, value in outcome.items():
        setattr(report, name, value)
    report.unreadable = [Diagnostic(**each) for each in outcome["unreadable"]]
    return report


def main(options: VaultOptions) -> None:
    """Bring the index of a vault up to date, and print what came of it."""
    try:
        with closing(open_app(workspace_of(options))) as app:
            report = app.sync()
    except VaultSyncError as error:
        _tell({"error": type(error).__name__, "message": error.message, "remedy": error.remedy})
        return
    _tell({**vars(report), "unreadable": [each._asdict() for each in report.unreadable]})


def _tell(outcome: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(outcome))


def _end_with_parent() -> None:
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)


if __name__ == "__main__":
    gc.set_threshold(50_000, 20, 100)  # as the command does
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C ends the parent, and the parent this
    Thread(target=_end_with_parent, daemon=True).start()
    main(VaultOptions(**json.loads(sys.argv[1])))
    sys.stdout.flush()
    gc.freeze()
