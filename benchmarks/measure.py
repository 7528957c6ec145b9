"""What a whole process costs: CPU seconds of user and system together, and the most memory it held."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PASS = (sys.executable, "-c", "pass")
"""The start of Python alone."""


class Cost(NamedTuple):
    """What one run of a process cost."""

    cpu: float
    """Seconds."""

    peak: int
    """Bytes."""

    out: str


def run(command: Sequence[str], environment: dict[str, str] | None = None) -> Cost:
    """Run a command to its end; one that fails stops the measurement."""
    whole = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "", **(environment or {})}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=whole, text=True)
    assert process.stdout is not None
    out = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 3):
        raise SystemExit(f"{' '.join(command)} ended with status {process.returncode}")
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss * 1024, out)


def in_turn(times: int, *commands: Callable[[], Cost]) -> list[float]:
    """Run commands in turn, several times; return the median CPU seconds of each.

    In turn, since the speed of a shared machine changes within minutes: only what
    ran side by side can be compared.
    """
    costs: list[list[float]] = [[] for _ in commands]
    for command in commands:
        command()  # the first run warms caches, and compiles
    for _ in range(times):
        for found, command in zip(costs, commands, strict=True):
            found.append(command().cpu)
    return [statistics.median(found) for found in costs]


def cpu_of(pid: int) -> float:
    """Return the CPU seconds that a running process has used, and those that it started and that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    return sum(int(each) for each in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def resident(pid: int) -> int:
    """Return how many bytes of a running process are in memory."""
    for line in Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


def until(true: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait until something is true; return how many seconds that took."""
    began = time.perf_counter()
    while not true():
        if time.perf_counter() - began > seconds:
            raise SystemExit(f"after {seconds:g} s still not: {what}")
        time.sleep(0.0005)
    return time.perf_counter() - began
