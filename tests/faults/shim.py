"""Faults from below: a small library, loaded before all others, that makes calls of the system fail."""

import ctypes
import errno
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import IntFlag
from pathlib import Path

_SOURCE = Path(__file__).with_name("shim.c")


class Kind(IntFlag):
    """What a call does; `shim.c` has the same numbers."""

    OPENS = 1
    MAKES = 2
    WRITES = 4
    SYNCS = 8
    RENAMES = 16
    REMOVES = 32
    DRESSES = 64
    LOOKS = 128
    READS = 256
    LOCKS = 512


CHANGES = Kind.MAKES | Kind.WRITES | Kind.SYNCS | Kind.RENAMES | Kind.REMOVES | Kind.DRESSES

FAILS = {
    "ENOSPC": Kind.MAKES | Kind.WRITES | Kind.SYNCS | Kind.RENAMES,
    "EDQUOT": Kind.MAKES | Kind.WRITES | Kind.SYNCS,
    "EIO": CHANGES | Kind.OPENS | Kind.LOOKS | Kind.READS,
    "EACCES": Kind.OPENS | Kind.MAKES | Kind.RENAMES | Kind.REMOVES | Kind.LOOKS,
    "EPERM": Kind.MAKES | Kind.RENAMES | Kind.REMOVES | Kind.DRESSES,
    "EROFS": CHANGES,
    "EMFILE": Kind.OPENS | Kind.MAKES,
    "ENOLCK": Kind.LOCKS,
}
"""The kinds of calls that the system refuses with an error."""

KILL = "kill"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong."""

    what: str
    """`kill`, or the name of an error."""

    when: int
    """Before which of the calls that it can strike; the first is 1."""

    lasts: bool = False
    """Whether all later calls fail as well, as on a disk that stays full."""

    def __str__(self) -> str:
        return f"{self.what}{' from' if self.lasts else ' at'} call {self.when}"


def strikes(what: str) -> Kind:
    """Return the kinds of calls that a fault can strike: one is killed before what changes something."""
    return CHANGES if what == KILL else FAILS[what]


def why_not() -> str:
    """Return why there can be no faults from below here; empty if there can."""
    if sys.platform != "linux":
        return "only Linux lets a library be loaded before all others and tells which file a descriptor belongs to"
    return "" if shutil.which("cc") or shutil.which("gcc") else "there is no C compiler"


def build(folder: Path) -> Path:
    """Compile the library into a folder."""
    made = folder / "shim.so"
    compiler = shutil.which("cc") or shutil.which("gcc") or "cc"
    subprocess.run([compiler, "-std=gnu11", "-O2", "-shared", "-fPIC", "-o", made, _SOURCE, "-ldl"], check=True)
    return made


class Shim:
    """The library, in a process that was begun with `LD_PRELOAD`."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))

    def log(self, folder: Path, kinds: Kind, descriptor: int) -> None:
        """From now on write each call of these kinds below a folder to an open file."""
        self._arm(folder, kinds, 0, 0, False, descriptor)

    def arm(self, folder: Path, fault: Fault) -> None:
        """Let a fault strike below a folder."""
        number = 0 if fault.what == KILL else getattr(errno, fault.what)
        self._arm(folder, strikes(fault.what), fault.when, number, fault.lasts, -1)

    def _arm(self, folder: Path, kinds: Kind, when: int, number: int, lasts: bool, log: int) -> None:
        self._library.faults_arm(
            os.fsencode(folder), ctypes.c_int(kinds), ctypes.c_long(when), number, int(lasts), ctypes.c_int(log)
        )
