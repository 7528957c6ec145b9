"""A small vault with its state folder and an output folder: built, kept, put back, and looked at."""

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tests.faults.shim import Fault, Kind, Shim
from vaultsync.faces.cli import main

SHEET = "Send the pricing sheet to Harbour Bakery."
_OLD = 1_767_225_600
"""Seconds since 1970: long before the present, so that the notes were not saved a moment ago."""

_PROPOSAL = f"- [?] {SHEET} @Ana Ruiz 📅 2026-02-05 ⏫ #task #proposed #auto"
_NOTES = {
    ".obsidian/app.json": "{}",
    "Meetings/Kickoff.md": f"""---
type: meeting
date: 2026-01-05
participants: [Ana Ruiz, Ben Okafor]
---
# Kickoff

{_PROPOSAL}
- [?] Book the small hall. @Ben Okafor 📅 2026-02-09 #task #proposed #auto
- [ ] Water the ferns 🔁 every week 📅 2026-02-02 #task ^ferns
""",
    "Meetings/Follow-up.md": f"""# Follow-up

{_PROPOSAL}
- [ ] Order honey for the fair 📅 2026-02-12 #task
- [ ] Paint the fence at the lake 📅 2026-02-13 #task
""",
    "Meetings/Windows.md": f"# Windows\r\n\r\n{_PROPOSAL}\r\n- [ ] Fold the map #task\r\nlast line, without an end",
    "Log.md": "# Log\n\nProse, and no task.\n",
}
_SECONDS = 60
"""How long a command may take before it counts as hanging."""

_ESCAPED = 99
"""Stands for an exception that left the command line."""

Files = dict[str, tuple[int, bytes]]
"""Mode and bytes by path."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended."""

    status: int
    """Its exit status, or the number of the signal that ended it, negative."""

    out: str
    err: str


class Room:
    """Below one folder: `vault`, `state`, `out`."""

    def __init__(self, folder: Path, shim: Shim) -> None:
        self.root = folder / "room"
        self._aside = folder / "aside"
        self._aside.mkdir(parents=True)
        self._shim = shim

    def furnish(self) -> None:
        """Make everything as it is before the first command."""
        shutil.rmtree(self.root, ignore_errors=True)
        for name in ("vault", "state", "out"):
            (self.root / name).mkdir(parents=True)
        for path, text in _NOTES.items():
            self.save(path, text)

    def save(self, path: str, text: str) -> None:
        """Save a note as an editor would have done long ago."""
        place = self.root / "vault" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode())
        os.utime(place, (_OLD, _OLD))

    def keep(self, name: str) -> None:
        """Remember everything under a name."""
        shutil.copytree(self.root, self._aside / name, symlinks=True)

    def restore(self, name: str) -> None:
        """Make everything as it was when it was kept."""
        shutil.rmtree(self.root)
        shutil.copytree(self._aside / name, self.root, symlinks=True)

    def warm_up(self) -> None:
        """Have everything imported that commands use: what is forked later need not do it again."""
        self.furnish()
        with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            for words in (("promote", SHEET), ("undo",), ("done", "ferns"), ("list", "--json"), ("doctor",)):
                typed(self.words(words))

    def files(self, part: str) -> Files:
        """Return what lies in `vault`, `state` or `out`."""
        top = self.root / part
        found = (Path(folder) / name for folder, _, names in os.walk(top) for name in names)
        return {str(path.relative_to(top)): (path.stat().st_mode, path.read_bytes()) for path in found}

    def words(self, words: Sequence[str], state: str = "state") -> list[str]:
        """Return what is typed for a command in this room; `{out}` is the output folder."""
        places = ["--vault", str(self.root / "vault"), "--state", str(self.root / state)]
        return [*places, *(word.replace("{out}", str(self.root / "out")) for word in words)]

    def run(self, words: Sequence[str], fault: Fault | None = None, *, state: str = "state") -> Outcome:
        """Run a command in a process of its own, with a fault if one is given."""

        def arm() -> None:
            if fault is not None:
                self._shim.arm(self.root, fault)

        return self._forked(self.words(words, state), arm)

    def calls(self, words: Sequence[str], kinds: Kind) -> list[tuple[str, Kind, str]]:
        """Run a command; return its calls of some kinds: the call, its kind, the file."""
        log = self._aside / "calls"
        with log.open("wb") as file:
            self._forked(self.words(words), lambda: self._shim.log(self.root, kinds, file.fileno()))
        lines = (line.split(" ", 2) for line in log.read_text("utf-8", "surrogateescape").splitlines())
        return [(call, Kind(int(kind)), place) for call, kind, place in lines]

    def _forked(self, words: list[str], arm: Callable[[], None]) -> Outcome:
        out, err = self._aside / "stdout", self._aside / "stderr"
        child = os.fork()
        if child == 0:
            try:
                _redirect(out, err)
                signal.alarm(_SECONDS)
                arm()
                status = typed(words)
            except BaseException:  # noqa: BLE001  # whatever it is, it must not become a second sweep
                traceback.print_exc()
                status = _ESCAPED
            sys.stderr.flush()
            os._exit(status)
        _, status = os.waitpid(child, 0)
        return Outcome(os.waitstatus_to_exitcode(status), out.read_text("utf-8"), err.read_text("utf-8"))


def typed(words: list[str]) -> int:
    """Type a command; return its exit status."""
    try:
        main(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _redirect(out: Path, err: Path) -> None:
    for path, number in ((out, 1), (err, 2)):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(descriptor, number)
        os.close(descriptor)
